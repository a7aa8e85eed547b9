"""All checks that a program answers, by their ids, and how they are run."""

from collections.abc import Iterable

from voiceinterview.checking import (
    asking,
    floor_sense,
    helping,
    manner,
    pacing,
    secrecy,
    speech,
    upkeep,
)
from voiceinterview.checking.looking import Check
from voiceinterview.checking.record import Record
from voiceinterview.domain.checks import CheckText, Verdict

GROUPS: dict[str, dict[str, Check]] = {
    "speech": speech.CHECKS,
    "secrecy": secrecy.CHECKS,
    "asking": asking.CHECKS,
    "helping": helping.CHECKS,
    "pacing": pacing.CHECKS,
    "floor": floor_sense.CHECKS,
    "manner": manner.CHECKS,
    "upkeep": upkeep.CHECKS,
}
CHECKS: dict[str, Check] = {
    name: check for checks in GROUPS.values() for name, check in checks.items()
}


def run_checks(record: Record, texts: Iterable[CheckText]) -> tuple[Verdict, ...]:
    """One verdict a check, in their order; those for a model are not asked here."""
    return tuple(
        _run(record, text.id) if text.by == "program" else Verdict(text.id, "not asked")
        for text in texts
    )


def _run(record: Record, name: str) -> Verdict:
    looks = list(CHECKS[name](record))
    faults = tuple(look for look in looks if look is not None)
    if not looks:
        return Verdict(name, "not applicable")
    return Verdict(name, "no" if faults else "yes", len(looks), faults)

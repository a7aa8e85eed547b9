"""How interviewers behaved over many sessions: by model, persona and stage, and check by check."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voiceinterview.domain.checks import CheckedSession, CheckList, CheckText, Fault, Outcome
from voiceinterview.domain.speech import seconds

SHOWN = 3  # places of a check that was broken; more would hide the next check
LONGEST_QUOTE = 120  # characters


@dataclass(frozen=True)
class GroupRow:
    """Sessions of one model, persona and stage. `held` and `broken` count verdicts, `clean`
    sessions in which nothing was broken."""

    model: str
    persona: str
    stage: str
    sessions: int
    clean: int
    held: int
    broken: int


@dataclass(frozen=True)
class Place:
    session: str
    fault: Fault


@dataclass(frozen=True)
class CheckRow:
    """A check over all sessions; `places` are the first at which it was broken."""

    check: CheckText
    outcomes: dict[Outcome, int]
    places: tuple[Place, ...]

    @property
    def broken(self) -> int:
        return self.outcomes.get("no", 0)


def group_rows(sessions: Sequence[CheckedSession]) -> tuple[GroupRow, ...]:
    """In the order of their names."""
    keys = sorted({_key(one) for one in sessions})
    return tuple(_group(key, [one for one in sessions if _key(one) == key]) for key in keys)


def check_rows(checks: CheckList, sessions: Sequence[CheckedSession]) -> tuple[CheckRow, ...]:
    """In the order of the list."""
    rows = []
    for check in checks.checks:
        found = [
            (one.session, verdict)
            for one in sessions
            for verdict in one.verdicts
            if verdict.check == check.id
        ]
        places = [Place(name, fault) for name, verdict in found for fault in verdict.faults]
        outcomes = Counter(verdict.outcome for _, verdict in found)
        rows.append(CheckRow(check, dict(outcomes), tuple(places[:SHOWN])))
    return tuple(rows)


def place_line(place: Place) -> str:
    """Where, what, and the words, on one line."""
    fault = place.fault
    minutes, rest = divmod(int(seconds(fault.at)), 60)
    where = f"{place.session} at {minutes}:{rest:02d}"
    quote = " ".join(fault.quote.split())
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 3] + "..."
    return f"{where}: {fault.problem}" + (f' | "{quote}"' if quote else "")


def summary(checks: CheckList, sessions: Sequence[CheckedSession]) -> str:
    """One sentence on what came of it."""
    rows = check_rows(checks, sessions)
    broken = sum(row.broken > 0 for row in rows)
    looked = sum(any(row.outcomes.get(one, 0) for one in ("yes", "no")) for row in rows)
    clean = sum(not one.broken for one in sessions)
    return (
        f"{len(sessions)} sessions, {clean} of them without a fault; of {len(rows)} checks "
        f"{looked} applied somewhere and {broken} were broken somewhere."
    )


def behavior_markdown(checks: CheckList, sessions: Sequence[CheckedSession]) -> str:
    """The whole report as Markdown."""
    return "\n".join(_markdown(checks, sessions)) + "\n"


def _markdown(checks: CheckList, sessions: Sequence[CheckedSession]) -> Iterator[str]:
    yield "# How the interviewer behaved"
    yield ""
    yield f"Check list {checks.version}. {summary(checks, sessions)}"
    yield ""
    yield "| model | persona | stage | sessions | without a fault | held | broken |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: |"
    for row in group_rows(sessions):
        yield (
            f"| {row.model} | {row.persona} | {row.stage} | {row.sessions} | {row.clean} "
            f"| {row.held} | {row.broken} |"
        )
    yield ""
    yield "| check | question | yes | no | not applicable | not asked |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    rows = check_rows(checks, sessions)
    for one in rows:
        counts = " | ".join(str(one.outcomes.get(name, 0)) for name in OUTCOMES)
        yield f"| {one.check.id} | {one.check.question} | {counts} |"
    broken = [row for row in rows if row.places]
    if broken:
        yield ""
        yield "## Where"
    for one in broken:
        yield ""
        yield f"**{one.check.id}** {one.check.question}"
        yield ""
        yield from (f"- {_plain(place_line(place))}" for place in one.places)


OUTCOMES: tuple[Outcome, ...] = ("yes", "no", "not applicable", "not asked")


def _plain(text: str) -> str:
    """What was said is no markup of ours."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in text)


def _key(one: CheckedSession) -> tuple[str, str, str]:
    return one.model, one.persona, ", ".join(one.stages)


def _group(key: tuple[str, str, str], own: Sequence[CheckedSession]) -> GroupRow:
    outcomes = Counter(verdict.outcome for one in own for verdict in one.verdicts)
    clean = sum(not one.broken for one in own)
    return GroupRow(*key, len(own), clean, outcomes["yes"], outcomes["no"])

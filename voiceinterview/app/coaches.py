"""Whose labels there are by a version of a rubric, and what to do where there are none."""

from collections.abc import Sequence

from voiceinterview.coaching.judgments import CoachedSession, same_version
from voiceinterview.coaching.left_out import label_command, told
from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.errors import BadInput, UnknownName

MOST_TOLD = 5  # sessions of which labels did not read


def coaches_of(
    sessions: Sequence[CoachedSession], wanted: Sequence[str], version: RubricRef
) -> tuple[str, ...]:
    """Those asked about, or all who labelled by `version`. Raises `BadInput` where one did so by
    other versions only, or nobody did; `UnknownName`."""
    own = [
        (session, sheet)
        for session, sheet in _submitted(sessions, version)
        if session.alike(sheet.rubric, version)
    ]
    there = sorted({sheet.coach for _, sheet in own})
    missing = [name for name in wanted if name not in there]
    if there and not missing:
        return tuple(dict.fromkeys(wanted)) or tuple(there)
    by_other = [
        (session, sheet)
        for session, sheet in _submitted(sessions, version)
        if sheet.coach in (missing or wanted or [sheet.coach]) and (session, sheet) not in own
    ]
    if by_other:
        raise _by_other(by_other, missing or wanted, version)
    if begun := _begun(sessions, missing, version):
        raise begun
    if there:
        raise UnknownName(f"coach with labels by {told(version)}", missing[0], there)
    problems = [problem for session in sessions for problem in session.problems]
    raise BadInput(
        "\n  ".join((f"nobody has labelled anything by {told(version)}", *problems[:MOST_TOLD])),
        "Label a session: voiceinterview label SESSION --coach NAME",
    )


def _submitted(
    sessions: Sequence[CoachedSession], version: RubricRef
) -> list[tuple[CoachedSession, LabelSheet]]:
    return [(session, sheet) for session, sheet in _sheets(sessions, version) if sheet.submitted]


def _sheets(
    sessions: Sequence[CoachedSession], version: RubricRef
) -> list[tuple[CoachedSession, LabelSheet]]:
    """By any version of the rubric."""
    return [
        (session, sheet)
        for session in sessions
        for sheet in session.sheets
        if sheet.rubric.id == version.id
    ]


def _begun(
    sessions: Sequence[CoachedSession], missing: Sequence[str], version: RubricRef
) -> BadInput | None:
    """Where they, or where nobody is missing anybody, began to label and did not submit it."""
    commands = [
        label_command(session.command_name, sheet.coach, sheet.stage)
        for session, sheet in _sheets(sessions, version)
        if not sheet.submitted and sheet.coach in (missing or [sheet.coach])
    ]
    if not commands:
        return None
    nobody = f"no labels of {', '.join(missing)}" if missing else "nobody has labelled anything"
    return BadInput(
        f"{nobody} by {told(version)}: a sheet that was begun counts once it is submitted",
        "\n  ".join(("Go on and submit it:", *commands[:MOST_TOLD])),
    )


def _by_other(
    found: Sequence[tuple[CoachedSession, LabelSheet]], names: Sequence[str], version: RubricRef
) -> BadInput:
    """There are labels, and by which version; none of them is taken for one by `version`."""
    versions: dict[str, set[str]] = {}
    for _, sheet in found:
        versions.setdefault(told(sheet.rubric), set()).add(sheet.coach)
    given = "; ".join(f"{which}: {', '.join(sorted(who))}" for which, who in versions.items())
    session, sheet = found[0]
    nobody = f"no labels of {', '.join(names)}" if names else "nobody has labelled anything"
    advice = (
        f"To label anew: {label_command(session.command_name, sheet.coach, sheet.stage)}. Where the"
        f" levels stand, take them as they are: --labels-by {sheet.rubric.version}"
    )
    if same_version(sheet.rubric, version):  # by the number alone
        old, new = (f"{one.id}@{one.version}" for one in (sheet.rubric, version))
        advice = (
            "More changed than the number says. Mend it first, voiceinterview rubric diff "
            f"{old} {new} tells which it must be"
        )
    return BadInput(f"{nobody} by {told(version)}\n  by other versions: {given}", advice)

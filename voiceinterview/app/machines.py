"""Which machine's levels are looked at, and which labelled sessions have none."""

import shlex
from collections.abc import Iterable, Sequence

from voiceinterview.coaching.judgments import CoachedSession, sheets_by
from voiceinterview.coaching.pairing import Seat, seats_of
from voiceinterview.domain.labels import Judgment
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.errors import BadInput, UnknownName


def the_machine(wanted: str | None, *sides: Sequence[Judgment]) -> Seat | None:
    """The one that gave levels on every side; None where there is none and none was named.

    Raises `UnknownName`, or `BadInput` where several did and none was named.
    """
    seats = [{seat for seat in seats_of(side) if seat.kind != "coach"} for side in sides]
    found = sorted(set.intersection(*seats), key=lambda seat: seat.name)
    names = [seat.name for seat in found]
    if wanted is not None:
        if wanted not in names:
            raise UnknownName("machine with levels by all versions", wanted, names)
        return found[names.index(wanted)]
    if len(found) > 1:
        raise BadInput(
            f"several machines gave levels: {', '.join(names)}", "Name one: --rater NAME"
        )
    return found[0] if found else None


def missing_scores(
    sessions: Iterable[CoachedSession],
    rubric: Rubric,
    labels_by: RubricRef,
    name: str,
    seat: Seat | None,
) -> list[str]:
    """The command for each labelled session that has no machine's level by `rubric`.

    `name` is what the user called the rubric; of several models `seat` is the one that counts.
    """
    return [
        f"voiceinterview score {session.command_name} --rubric {shlex.quote(name)} --model MODEL"
        for session in sessions
        if sheets_by(session, labels_by) and not _scored(session, rubric, seat)
    ]


def _scored(session: CoachedSession, rubric: Rubric, seat: Seat | None) -> bool:
    return any(
        card.rater.kind == "model"
        and session.alike(card.rubric, rubric.ref)
        and (seat is None or card.rater.name == seat.name)
        for card in session.cards
    )

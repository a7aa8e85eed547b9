"""The transcript for a reader, with the words marked that a rating rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from voiceinterview.domain.ratings import Evidence, Scorecard
from voiceinterview.domain.transcript import Turn
from voiceinterview.report.code_view import CodeView, NamedLine, named_lines
from voiceinterview.report.wording import clock, printable


@dataclass(frozen=True)
class TurnView:
    """`pieces` are the text, cut where evidence starts and ends: (text, whether it is evidence).
    `again` is the command that asks for the answer anew, "" for none. `lines` are those of the code
    on the screen that are named in it."""

    number: int
    speaker: str
    time: str
    pieces: tuple[tuple[str, bool], ...]
    again: str = ""
    lines: tuple[NamedLine, ...] = ()


def turn_view(
    turn: Turn, cards: Iterable[Scorecard], again: str = "", code: CodeView | None = None
) -> TurnView:
    """Evidence may overlap; a character is marked or not, once."""
    text = printable(turn.text)
    pieces: list[tuple[str, bool]] = []
    position = 0
    for start, end in sorted((piece.start, piece.end) for piece in _evidence_in(cards, turn)):
        start = max(start, position)
        if start >= end:
            continue
        pieces += [(text[position:start], False), (text[start:end], True)]
        position = end
    pieces.append((text[position:], False))
    return TurnView(
        number=turn.number,
        speaker=turn.speaker,
        time=clock(turn.start),
        pieces=tuple(piece for piece in pieces if piece[0]),
        again=again,
        lines=named_lines(turn.text, code),
    )


def _evidence_in(cards: Iterable[Scorecard], turn: Turn) -> Iterable[Evidence]:
    for card in cards:
        for rating in card.ratings:
            every = (*rating.evidence, *(cap.evidence for cap in rating.caps))
            yield from (evidence for evidence in every if evidence.turn == turn.number)

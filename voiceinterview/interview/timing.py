"""Where the time went between a candidate's last sound and the interviewer's first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import SAMPLE_RATE

SPANS = ("transcript", "end_turn", "reply_text", "first_piece", "playback")


@dataclass(frozen=True)
class TurnTiming:
    """Milliseconds, in the order in which things happen; what is recorded is 32 ms apart.

    `spans` has a value for each of SPANS: from the milestone before it to this one. None where
    the log has no such milestone (a reply that no model wrote, a session that ended); then the
    next span counts from the last one that there is, so that the spans add up to `whole`.
    `whole` is None where the turn was never answered.
    """

    turn: int
    spans: tuple[int | None, ...]
    whole: int | None


def turn_timings(events: Iterable[e.Event]) -> tuple[TurnTiming, ...]:
    """One for each turn of the candidate, as it ended last."""
    log = tuple(events)
    ends = {event.turn: place for place, event in enumerate(log) if isinstance(event, e.EndTurn)}
    places = sorted(ends.items(), key=lambda item: item[1])
    timings = []
    before = 0
    for number, (turn, place) in enumerate(places):
        following = places[number + 1][1] if number + 1 < len(places) else len(log)
        timings.append(_timing(turn, log[before:place], log[place:following]))
        before = place
    return tuple(timings)


def _timing(turn: int, before: Sequence[e.Event], after: Sequence[e.Event]) -> TurnTiming:
    """`after` begins with the turn's end; `before` with the end of the turn before it."""
    ended = after[0].at
    asked = [event for event in before if isinstance(event, e.RequestTranscript)]
    understood = [event.at for event in before if _understood(event)] if asked else []
    speech_end = asked[-1].end if asked else ended  # a typed answer is over when it is sent
    milestones = (
        understood[-1] if understood else None,
        ended,
        *_answered(after),
    )
    return _measured(turn, speech_end, milestones)


def _understood(event: e.Event) -> bool:
    return isinstance(event, e.FinalTranscript) or (
        isinstance(event, e.EngineFailed) and event.engine == "recognizer"
    )


def _answered(after: Sequence[e.Event]) -> tuple[int | None, int | None, int | None]:
    """When the first text came, when the first piece was given to the voice, when it was heard."""
    reply = next((event.reply for event in after if isinstance(event, e.RequestReply)), None)
    text = next(
        (x.at for x in after if isinstance(x, e.ReplyChunk) and x.reply == reply and x.text), None
    )
    piece = next((event for event in after if isinstance(event, e.Speak)), None)
    if piece is None:
        return text, None, None
    heard = next(
        (x.at for x in after if isinstance(x, e.PlaybackStarted) and x.piece == piece.piece), None
    )
    # A text that came after the first piece is not what the piece was made of.
    return (text if text is None or text <= piece.at else None), piece.at, heard


def _measured(turn: int, speech_end: int, milestones: Sequence[int | None]) -> TurnTiming:
    """Places are rounded, not spans, so that the rounded spans add up too."""
    first = last = _milliseconds(speech_end)
    spans: list[int | None] = []
    for place in milestones:
        spans.append(None if place is None else _milliseconds(place) - last)
        last = last if place is None else _milliseconds(place)
    return TurnTiming(turn, tuple(spans), None if milestones[-1] is None else last - first)


def _milliseconds(place: int) -> int:
    return round(place * 1000 / SAMPLE_RATE)

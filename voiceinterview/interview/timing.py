"""Where the time went between a candidate's last sound and the interviewer's first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import SAMPLE_RATE, samples

SILENT_WORK = samples(10)  # before a key; whoever is done presses it sooner
SPANS = ("transcription", "endpointing", "model", "first_sentence", "voice", "device")


@dataclass(frozen=True)
class TurnTiming:
    """Milliseconds, in the order in which things happen; what is recorded is 32 ms apart.

    `spans` has a value for each of SPANS: what was waited for until its words were known, the
    turn was over, the model's first text came, its first sentence was there, rendered, heard.
    What was ready before it was needed took no time: its span is 0, as that of a reply that was
    prepared in a pause. None where the log has no such milestone (a reply that no model wrote, a
    session that ended); then the next span counts from the last one that there is, so that the
    spans add up to `whole`, which is None where the turn was never answered. `reasons` are those of
    the silence that ended the turn, where one did.
    """

    turn: int
    spans: tuple[int | None, ...]
    whole: int | None
    reasons: tuple[e.Reason, ...] = ()


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
    ending = after[0]
    assert isinstance(ending, e.EndTurn)
    ended = ending.at
    asked = [event for event in before if isinstance(event, e.RequestTranscript)]
    understood = [event.at for event in before if _understood(event)] if asked else []
    speech_end = asked[-1].end if asked else ended  # a typed answer is over when it is sent
    if ending.why == "command" and ended - speech_end > SILENT_WORK:
        speech_end = ended  # she was not waiting for anybody before her key
    milestones = (understood[-1] if understood else None, ended, *_answered(before, after))
    return replace(_measured(turn, speech_end, milestones), reasons=ending.reasons)


def _understood(event: e.Event) -> bool:
    return isinstance(event, e.FinalTranscript | e.DraftTranscript) or (
        isinstance(event, e.EngineFailed) and event.engine == "recognizer"
    )


def _answered(before: Sequence[e.Event], after: Sequence[e.Event]) -> tuple[int | None, ...]:
    """When the first text came, when the first piece was given to the voice, rendered, heard."""
    prepared = _prepared(before) if isinstance(_second(after), e.ReleaseSpeech) else ()
    events = (*prepared, *after)
    reply = next((event.reply for event in events if isinstance(event, e.RequestReply)), None)
    text = _first(
        x.at for x in events if isinstance(x, e.ReplyChunk) and x.reply == reply and x.text
    )
    piece = next((event for event in events if isinstance(event, e.Speak)), None)
    if piece is None:
        return text, None, None, None
    number = piece.piece
    ready = _first(x.at for x in events if isinstance(x, e.SpeechReady) and x.piece == number)
    heard = _first(x.at for x in events if isinstance(x, e.PlaybackStarted) and x.piece == number)
    # A text that came after the first piece is not what the piece was made of.
    return (text if text is None or text <= piece.at else None), piece.at, ready, heard


def _prepared(before: Sequence[e.Event]) -> Sequence[e.Event]:
    """From where the reply was begun that the end of the turn found ready."""
    places = [
        place
        for place, event in enumerate(before)
        if isinstance(event, e.RequestReply) or (isinstance(event, e.Speak) and event.held)
    ]
    dropped = [place for place, event in enumerate(before) if isinstance(event, e.DropSpeech)]
    after_last = [place for place in places if not dropped or place > dropped[-1]]
    requests = [place for place in after_last if isinstance(before[place], e.RequestReply)]
    return before[(requests or after_last or [len(before)])[-1 if requests else 0] :]


def _second(events: Sequence[e.Event]) -> e.Event | None:
    """The decision that goes with the turn's end."""
    return next((event for event in events[1:] if isinstance(event, e.Decision)
                 and not isinstance(event, e.GiveFloor | e.SetTimer)), None)  # fmt: skip


def _first(places: Iterable[int]) -> int | None:
    return next(iter(places), None)


def _measured(turn: int, speech_end: int, milestones: Sequence[int | None]) -> TurnTiming:
    """Places are rounded, not spans, so that the rounded spans add up too."""
    first = last = _milliseconds(speech_end)
    spans: list[int | None] = []
    for place in milestones:
        reached = last if place is None else max(last, _milliseconds(place))
        spans.append(None if place is None else reached - last)
        last = reached
    return TurnTiming(turn, tuple(spans), None if milestones[-1] is None else last - first)


def _milliseconds(place: int) -> int:
    return round(place * 1000 / SAMPLE_RATE)

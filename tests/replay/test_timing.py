"""Where the time went between the last word and the first."""

from dataclasses import replace

import scripted_session
from small_plan import small_plan

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word
from voiceinterview.errors import EngineError
from voiceinterview.interview.timing import SPANS, TurnTiming, turn_timings
from voiceinterview.testing import Says

Log = tuple[e.Event, ...]
MS = 16  # samples


def spans(timing: TurnTiming) -> dict[str, int | None]:
    return dict(zip(SPANS, timing.spans, strict=True))


def answered(turn: int = 1, after: int = 0) -> list[e.Event]:
    """An answer over at 1000 ms, understood at 1400, ended at 1900, replied to from 2200 on."""
    words = (Word("yes", 0, 1000 * MS),)
    placed: list[tuple[int, type[e.Event], dict[str, object]]] = [
        (1100, e.RequestTranscript, {"utterance": turn, "start": 0, "end": (1000 + after) * MS}),
        (1400, e.FinalTranscript, {"utterance": turn, "words": words}),
        (1900, e.EndTurn, {"turn": turn, "why": "silence", "stage": "", "question": "",
                           "words": words}),
        (1900, e.RequestReply, {"reply": turn, "move": "probe", "question": "", "key_point": None,
                                "say": "", "then": ""}),
        (2200, e.ReplyChunk, {"reply": turn, "text": "Why"}),
        (2450, e.Speak, {"piece": turn, "text": "Why so?"}),
        (2520, e.SpeechReady, {"piece": turn}),
        (2600, e.PlaybackStarted, {"piece": turn}),
    ]  # fmt: skip
    return [kind(at=(ms + after) * MS, **values) for ms, kind, values in placed]


def test_every_span_is_told_and_they_add_up() -> None:
    (timing,) = turn_timings(answered())

    assert spans(timing) == {
        "transcription": 400,
        "endpointing": 500,
        "model": 300,
        "first_sentence": 250,
        "voice": 70,
        "device": 80,
    }
    assert timing.whole == 1600


def prepared() -> list[e.Event]:
    """The same answer, whose reply was got ready while its silence went by."""
    words = (Word("yes", 0, 1000 * MS),)
    placed: list[tuple[int, type[e.Event], dict[str, object]]] = [
        (1064, e.RequestTranscript, {"utterance": 1, "start": 0, "end": 1000 * MS, "draft": True}),
        (1300, e.DraftTranscript, {"utterance": 1, "end": 1000 * MS, "words": words}),
        (1300, e.RequestReply, {"reply": 1, "move": "probe", "question": "", "key_point": None,
                                "say": "", "then": ""}),
        (1500, e.ReplyChunk, {"reply": 1, "text": "Why"}),
        (1600, e.Speak, {"piece": 1, "text": "Why so?", "held": True}),
        (1700, e.SpeechReady, {"piece": 1}),
        (1900, e.EndTurn, {"turn": 1, "why": "silence", "stage": "", "question": "",
                           "words": words}),
        (1900, e.GiveFloor, {"to": "interviewer"}),
        (1900, e.ReleaseSpeech, {}),
        (1980, e.PlaybackStarted, {"piece": 1}),
    ]  # fmt: skip
    return [kind(at=ms * MS, **values) for ms, kind, values in placed]


def test_what_was_ready_in_time_took_none() -> None:
    (timing,) = turn_timings(prepared())

    assert timing.spans == (300, 600, 0, 0, 0, 80)
    assert timing.whole == 980


def test_a_guess_that_was_dropped_is_not_what_was_heard() -> None:
    dropped = [*prepared()[:6], e.DropSpeech(at=1750 * MS)]
    (timing,) = turn_timings([*dropped, *answered(2, after=3000)])

    assert timing.spans == (400, 500, 300, 250, 70, 80)


def test_turn_taken_up_again_counts_as_it_ended_last() -> None:
    broken_off = answered()[:4]
    (timing,) = turn_timings([*broken_off, *answered(after=3000)])

    assert timing.whole == 1600


def test_each_turn_has_its_own_answer() -> None:
    first, second = turn_timings([*answered(1), *answered(2, after=60_000)])

    assert (first.turn, second.turn) == (1, 2)
    assert first.spans == second.spans


def test_turn_that_was_never_answered_has_no_whole() -> None:
    (timing,) = turn_timings(answered()[:3])

    assert timing.spans == (400, 500, None, None, None, None)
    assert timing.whole is None


def test_typed_answer_counts_from_when_it_was_sent() -> None:
    (timing,) = turn_timings(answered()[2:])

    assert timing.spans == (None, 0, 300, 250, 70, 80)
    assert timing.whole == 700


def test_silent_work_before_a_key_is_nobodys_wait() -> None:
    log = answered()
    at = next(place for place, event in enumerate(log) if isinstance(event, e.EndTurn))
    for wait, whole in ((5_000, 6_600), (300_000, 700)):
        later = [replace(event, at=event.at + wait * MS) for event in log[at:]]
        later[0] = replace(later[0], why="command")  # type: ignore[call-arg]
        (timing,) = turn_timings([*log[:at], *later])
        assert timing.whole == whole


def test_places_that_are_no_whole_milliseconds_still_add_up() -> None:
    moved = [event if n % 2 else _later(event, 7) for n, event in enumerate(answered())]
    (timing,) = turn_timings(moved)

    assert sum(span for span in timing.spans if span is not None) == timing.whole


async def test_spans_of_whole_sessions_add_up(log: Log) -> None:
    brisk = small_plan(patience="low")
    other = await scripted_session.hold(
        brisk,
        answers=[[Says("One.", 1.3), Says("Two.", pause=0.55)]] * 8,
        replies=[(EngineError("language_model", "gone", lasting=True),)],
        keys={500: "skip", 800: "repeat"},
    )
    timings = [*turn_timings(log), *turn_timings(other)]

    assert len(timings) > 6
    assert any(timing.spans[2] is None and timing.whole for timing in timings)  # the script spoke
    for timing in timings:
        known = [span for span in timing.spans if span is not None]
        assert all(span >= 0 for span in known)
        assert timing.whole is None or sum(known) == timing.whole


def _later(event: e.Event, samples: int) -> e.Event:
    return replace(event, at=event.at + samples)


def test_the_reasons_of_the_silence_stand_beside_its_length() -> None:
    reasons = (e.Reason("whole", 0.85), e.Reason("little for a story", 0.45))
    log = [replace(x, reasons=reasons) if isinstance(x, e.EndTurn) else x for x in answered()]
    assert turn_timings(log)[0].reasons == reasons
    assert turn_timings(answered())[0].reasons == ()

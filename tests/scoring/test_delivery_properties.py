"""What holds of delivery whatever was said, and that it costs no more than it must."""

import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from small_plan import small_plan
from told import answer, measured

from voiceinterview.domain import events as e
from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.events import Event
from voiceinterview.domain.speech import Word, samples
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.transcript import transcript_of

PLACES = {"at", "start", "end", "due", "asked"}  # samples on the session clock
SAID = ("so", "um,", "the", "split.", "i", "think", "drift,", "about", "ten", "like,")
Silence = st.sampled_from([0, 0, 0, 4_000, 8_000, 24_000])  # samples; from 0.25 s on a pause

# A busy machine draws slowly, and that is no fault.
tried = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Said = tuple[tuple[str, int, int], ...]  # text, length, silence after it


def said(most: int = 30) -> st.SearchStrategy[Said]:
    word = st.tuples(st.sampled_from(SAID), st.integers(0, 12_000), Silence)
    return st.lists(word, max_size=most).map(tuple)


def interview(answers: list[Said], tempo: int = 1) -> list[Event]:
    """A log of one question an answer, each asked for two seconds; `tempo` stretches it."""
    log: list[Event] = [e.SessionStarted(at=0)]
    now = 0
    for number, words in enumerate(answers, 1):
        log += question(number, now, now + 32_000 * tempo)
        now += 40_000 * tempo
        placed = []
        for text, length, silence in words:
            placed.append(Word(text, now, now + length * tempo))
            now += (length + silence) * tempo
        log.append(ended(number, now, tuple(placed)))
    return log


def question(number: int, start: int, end: int) -> list[Event]:
    stage, name = ("one", "q1") if number % 2 else ("two", "q3")
    return [
        e.Speak(at=start, piece=number, text="How do you go on from here?"),
        e.PlaybackStarted(at=start, piece=number),
        e.AskQuestion(at=start, stage=stage, question=name, follow_up=number // 3),
        e.PlaybackDone(at=end, piece=number, spoken="How do you go on?", finished=True),
        e.GiveFloor(at=end, to="candidate"),
    ]


def ended(number: int, at: int, words: tuple[Word, ...]) -> e.EndTurn:
    stage, name = ("one", "q1") if number % 2 else ("two", "q3")
    return e.EndTurn(at=at, turn=number, why="silence", stage=stage, question=name, words=words)


def delivery_of(log: list[Event]) -> Delivery:
    return measured(transcript_of(log), log)


def moved(thing: Any, by: int) -> Any:
    """The same thing later: every place in it, down to the last word, moved by `by` samples."""
    if isinstance(thing, tuple | list):
        return type(thing)(moved(part, by) for part in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    changes = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        place = field.name in PLACES and isinstance(value, int)
        changes[field.name] = value + by if place else moved(value, by)
    return replace(thing, **changes)


@tried
@given(st.lists(said(), max_size=5), st.integers(1, 10**8))
def test_a_session_that_begins_later_is_measured_the_same(answers: list[Said], by: int) -> None:
    log = interview(answers)
    assert delivery_of(moved(log, by)) == moved(delivery_of(log), by)


@tried
@given(st.lists(said(60), min_size=1, max_size=3))
def test_twice_the_tempo_is_twice_the_rate(answers: list[Said]) -> None:
    quick, slow = (delivery_of(interview(answers, tempo)).speech for tempo in (1, 2))
    if quick.pace is not None:
        assert slow.pace is not None
        assert quick.pace.speaking_rate == pytest.approx(2 * slow.pace.speaking_rate)
        # In both a silence is none at all or a pause, so that the same silences are pauses.
        assert quick.pace.articulation_rate == pytest.approx(2 * slow.pace.articulation_rate)
        assert quick.pace.talk_seconds == pytest.approx(slow.pace.talk_seconds / 2)
    assert quick.fillers == slow.fillers and quick.frequent == slow.frequent


@tried
@given(st.lists(said(), max_size=4))
def test_a_turn_without_words_adds_nothing(answers: list[Said]) -> None:
    log = interview(answers)
    end = log[-1].at
    for words in ((), (Word("—", end, end + 100),)):
        silent = [*log, ended(len(answers) + 1, end, words)]
        turns = transcript_of(silent)
        assert len(turns) == len(transcript_of(log)) + 1
        before, after = delivery_of(log), measured(turns, log)
        assert after == before


@tried
@given(st.lists(said(), max_size=4))
def test_sums_and_shares_hold_together(answers: list[Said]) -> None:
    delivery = delivery_of(interview(answers))
    for talk in (delivery.talk, *(stage.talk for stage in delivery.stages)):
        for share in (talk.by_time, talk.by_words):
            if share is not None:
                assert share.candidate_share + share.interviewer_share == pytest.approx(1)
                assert 0 <= share.candidate_share <= 1
    every = [turn.speech for turn in delivery.turns]
    assert delivery.speech.words == sum(speech.words for speech in every)
    assert delivery.speech.repetitions == sum(speech.repetitions for speech in every)
    for speech in (delivery.speech, *every):
        missing = {gap.measure for gap in speech.unmeasured}
        for name in ("pace", "pauses", "monologue"):
            assert (getattr(speech, name) is None) == (name in missing)


@tried
@given(st.lists(said(), max_size=3))
def test_delivery_reads_back_from_its_json(answers: list[Said]) -> None:
    adapter: TypeAdapter[Delivery] = TypeAdapter(Delivery)
    delivery = delivery_of(interview(answers))
    assert adapter.validate_json(adapter.dump_json(delivery)) == delivery


def calls_of(measure: Callable[[], object]) -> int:
    """How many calls are made, those into C included: the same on every machine."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        measure()
    finally:
        sys.setprofile(before)
    return count


def long_session(minutes: int) -> tuple[tuple[Turn, ...], list[Event]]:
    """Two answers of 75 words a minute, with pauses, fillers and everything."""
    word = samples(0.3)
    words = tuple((SAID[n % len(SAID)], word, 8_000 * (n % 9 == 0)) for n in range(75))
    log = interview([words] * (2 * minutes))
    return transcript_of(log), log


def test_four_times_the_session_costs_four_times_the_work() -> None:
    short, long = long_session(15), long_session(60)
    plan = small_plan()
    measured(*short, plan)  # what is cached is cached for both
    quarter = calls_of(lambda: measured(*short, plan))
    whole = calls_of(lambda: measured(*long, plan))
    assert whole < 4.2 * quarter
    assert whole < 100 * 150 * 60  # calls by word: well under a second


def test_a_turn_alone_needs_no_log() -> None:
    delivery = measured([answer((Word("Yes.", 0, 8_000),))])
    assert delivery.questions == () and delivery.talk.by_words is not None
    assert delivery.talk.by_words.candidate_share == 1.0

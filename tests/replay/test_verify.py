"""The core, fed what was observed, must decide what it decided; the first difference is named."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
import scripted_session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripted_session import PLAN

from voiceinterview.domain.events import (
    AskQuestion,
    Decision,
    EndSession,
    EndTurn,
    Event,
    Observation,
    SessionResumed,
    SessionStarted,
    TimerFired,
)
from voiceinterview.domain.speech import Word
from voiceinterview.errors import ReplayMismatch
from voiceinterview.interview.interview import Interview
from voiceinterview.replay.verify import verify
from voiceinterview.storage.stored_session import read_session
from voiceinterview.testing import Says

Log = tuple[Event, ...]
quick = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def decisions_of(log: Log) -> list[int]:
    return [place for place, event in enumerate(log) if isinstance(event, Decision)]


def other_than(value: object) -> object:
    """Something else of the same kind, as a slip of the core would give."""
    match value:
        case int():
            return value + 1
        case tuple():
            return (*value, Word("more", 1, 2))
    return f"{value} indeed"


def without(log: Log, place: int) -> Log:
    return (*log[:place], *log[place + 1 :])


def test_golden_session_is_decided_the_same(golden: Path) -> None:
    stored = read_session(golden)

    verified = verify(stored.plan, stored.events, closed=stored.manifest.status == "finished")

    assert verified.observations + verified.decisions == len(stored.events)
    assert verified.cut_off == 0


def test_session_on_scripted_engines_is_decided_the_same(log: Log) -> None:
    verified = verify(PLAN, log, closed=True)

    assert verified.decisions == len(decisions_of(log)) > 50
    assert verified.observations == len(log) - verified.decisions


async def test_keys_and_interruptions_are_decided_the_same() -> None:
    talks_on = [[Says("Well."), Says("I go on and on about the split.", 6.0, pause=1.2)]] * 6
    log = await scripted_session.hold(
        answers=talks_on, keys={200: "repeat", 300: "pause", 900: "skip"}
    )

    assert verify(PLAN, log, closed=True).cut_off == 0
    assert {"pause_session", "resume_session", "stop_speaking"} <= {event.kind for event in log}


async def test_changed_decision_is_named_whichever_it_is(log: Log) -> None:
    @quick
    @given(st.data())
    def changed(draws: st.DataObject) -> None:
        place = draws.draw(st.sampled_from(decisions_of(log)))
        names = [field.name for field in fields(log[place]) if field.name not in ("seq", "kind")]
        name = draws.draw(st.sampled_from(names))
        wrong = replace(log[place], **{name: other_than(getattr(log[place], name))})

        with pytest.raises(ReplayMismatch) as caught:
            verify(PLAN, (*log[:place], wrong, *log[place + 1 :]))

        assert caught.value.seq == place
        assert caught.value.expected != caught.value.got
        assert "\n" not in caught.value.expected + caught.value.got

    changed()


async def test_decision_that_lacks_is_named_whichever_it_is(log: Log) -> None:
    @quick
    @given(st.sampled_from(decisions_of(log)))
    def dropped(place: int) -> None:
        with pytest.raises(ReplayMismatch) as caught:
            verify(PLAN, without(log, place), closed=True)
        assert caught.value.seq == place
        assert caught.value.expected.startswith("nothing")

    dropped()


async def test_decision_too_many_is_named_wherever_it_stands(log: Log) -> None:
    @quick
    @given(st.sampled_from(range(len(log))))
    def added(place: int) -> None:
        more = EndSession(at=log[place].at, reason="quit", seq=place + 1)
        later = [replace(event, seq=event.seq + 1) for event in log[place + 1 :]]
        with pytest.raises(ReplayMismatch) as caught:
            verify(PLAN, (*log[: place + 1], more, *later))
        assert caught.value.seq == place + 1

    added()


def test_order_of_decisions_counts(log: Log) -> None:
    place = next(p for p, event in enumerate(log) if isinstance(event, AskQuestion)) - 1
    first, second = log[place], log[place + 1]
    swapped = [replace(second, seq=first.seq), replace(first, seq=second.seq)]

    with pytest.raises(ReplayMismatch) as caught:
        verify(PLAN, (*log[:place], *swapped, *log[place + 2 :]))

    assert caught.value.seq == place
    assert "ask_question" in caught.value.expected
    assert "start_stage" in caught.value.got


def test_difference_far_inside_a_long_value_is_shown(log: Log) -> None:
    place = next(p for p, event in enumerate(log) if isinstance(event, EndTurn))
    ended = log[place]
    assert isinstance(ended, EndTurn)
    misheard = (*ended.words[:-1], replace(ended.words[-1], text="everything."))

    with pytest.raises(ReplayMismatch) as caught:
        verify(PLAN, (*log[:place], replace(ended, words=misheard), *log[place + 1 :]))

    assert "everything." in caught.value.expected
    assert "else." in caught.value.got
    assert f"decision {place} differs" in str(caught.value)


def test_last_decisions_may_be_cut_off_by_a_crash(log: Log) -> None:
    torn = log[:3]  # of what is decided at the start, the question is missing
    assert isinstance(torn[0], SessionStarted)

    verified = verify(PLAN, torn)

    assert (verified.observations, verified.decisions) == (1, 2)
    assert verified.cut_off == len(Interview(PLAN).receive(torn[0])) - 2 > 0


def test_session_that_was_closed_has_all_of_its_decisions(log: Log) -> None:
    with pytest.raises(ReplayMismatch, match="the log ends") as caught:
        verify(PLAN, log[:-1], closed=True)

    assert caught.value.seq == len(log) - 1


def test_decisions_cut_off_before_a_resumption_are_counted(log: Log) -> None:
    torn, interview = log[:3], Interview(PLAN)
    assert isinstance(torn[0], SessionStarted)
    lost = len(interview.receive(torn[0])) - 2
    resumed = SessionResumed(at=16_000, seq=3)
    made = [replace(x, seq=4 + n) for n, x in enumerate(interview.receive(resumed))]

    verified = verify(PLAN, (*torn, resumed, *made))

    assert verified.cut_off == lost > 0
    assert verified.decisions == 2 + len(made)


def test_resumption_excuses_no_decision_that_was_taken_out(log: Log) -> None:
    resumed = SessionResumed(at=16_000, seq=4)

    with pytest.raises(ReplayMismatch) as caught:
        verify(PLAN, (*without(log[:4], 3), resumed))

    assert caught.value.seq == 3


def test_core_that_fails_is_a_difference(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    place = next(p for p, event in enumerate(log) if isinstance(event, TimerFired))
    receive = Interview.receive

    def broken(self: Interview, event: Observation) -> list[Decision]:
        if isinstance(event, TimerFired):
            raise KeyError("endpoint")
        return receive(self, event)

    monkeypatch.setattr(Interview, "receive", broken)
    with pytest.raises(ReplayMismatch, match="the core fails: KeyError") as caught:
        verify(PLAN, log)

    assert caught.value.seq == place


def test_empty_log_is_the_same_as_nothing() -> None:
    assert verify(PLAN, ()).decisions == 0

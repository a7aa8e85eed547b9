"""A coach fills in a sheet: what she says, and what is asked next."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled_set import CRITERIA, rubric_of

from voiceinterview.coaching.labelling import (
    LONGEST_NOTE,
    Labelling,
    Play,
    Wish,
    answer,
    begin,
)
from voiceinterview.domain.labels import Label

WHOLE = rubric_of()
RUBRIC = replace(  # two criteria, of which the second is always heard
    WHOLE, criteria=(WHOLE.criteria[0], replace(WHOLE.criteria[1], not_assessable=False))
)
FIRST, SECOND = CRITERIA[:2]
ANSWERS, TURNS = (2, 4, 6), (1, 2, 3, 4, 5, 6)


def sheet(*kept: Label, now: float = 0.0) -> Labelling:
    return begin(RUBRIC, ANSWERS, TURNS, kept, now)


def told(state: Labelling, *said: str) -> tuple[Labelling, Wish]:
    """Ten seconds pass before each."""
    wish: Wish = None
    for one in said:
        state, wish = answer(state, one, state.since + 10)
    return state, wish


def test_level_turns_and_note_lead_to_the_next_criterion() -> None:
    state, _ = told(sheet(), "3", "2, 6", " why not lower? ")
    assert state.labels == (Label(FIRST, 3, (2, 6), "why not lower?", 30.0),)
    assert (state.place, state.step) == (1, "level")


def test_enter_leaves_turns_and_note_empty() -> None:
    state, wish = told(sheet(), "3", "", "", "1", "", "")
    assert state.labels == (Label(FIRST, 3, seconds=30.0), Label(SECOND, 1, seconds=30.0))
    assert (state.step, wish) == ("check", None)
    assert told(state, "s")[1] == "submit"


def test_what_cannot_be_judged_has_no_turns_and_may_have_a_note() -> None:
    state, _ = told(sheet(), "n", "was never asked")
    assert state.labels == (Label(FIRST, None, (), "was never asked", 20.0),)


def test_a_criterion_that_is_always_heard_has_no_n_a() -> None:
    state, _ = told(sheet(Label(FIRST, 2)), "n")
    assert "no N/A" in state.problem
    assert len(state.labels) == 1


@pytest.mark.parametrize("said", ["0", "5", "9", "", "x", "33", "²", "٣x", "s", "-"])
def test_what_is_no_level_is_asked_again(said: str) -> None:
    state, wish = told(sheet(), said)
    assert (state.step, wish, state.labels) == ("level", None, ())
    assert "is no level: 1 to 4" in state.problem
    assert not told(state, "3")[0].problem


@pytest.mark.parametrize("said", ["3", "4 5", "7", "four", "4-6", "-4", "4,,x"])
def test_only_answers_of_the_stage_are_evidence(said: str) -> None:
    state, _ = told(sheet(), "3", said)
    assert state.step == "turns"
    assert state.problem


def test_a_turn_named_twice_counts_once() -> None:
    assert told(sheet(), "3", "4 4 2", "")[0].labels[0].turns == (4, 2)


def test_back_goes_one_step_and_keeps_what_was_said() -> None:
    state, _ = told(sheet(), "3", "2", "good", "b")
    assert (state.place, state.step) == (0, "level")
    state, _ = told(state, "4", "", "")  # another level; turns and note stay
    assert replace(state.labels[0], seconds=0) == Label(FIRST, 4, (2,), "good")
    state, _ = told(state, "b", "", "-", "-")
    assert replace(state.labels[0], seconds=0) == Label(FIRST, 4)


def test_back_from_the_first_question_says_so() -> None:
    assert "first criterion" in told(sheet(), "b")[0].problem


def test_back_works_at_every_step() -> None:
    state, _ = told(sheet(), "3", "2", "b")
    assert state.step == "turns"
    state, _ = told(state, "b")
    assert state.step == "level"
    state, _ = told(state, "n", "b")
    assert state.step == "level"
    state, _ = told(state, "3", "", "", "3", "", "", "b")
    assert (state.place, state.step) == (1, "level")


def test_a_change_after_the_last_one_leads_back_to_the_check() -> None:
    state, _ = told(sheet(), "3", "", "", "1", "", "", "b", "b", "2", "", "")
    assert state.step == "check"
    assert [label.level for label in state.labels] == [2, 1]


def test_playing_changes_nothing_and_only_turns_of_the_stage_play() -> None:
    for said, wish in (("p", Play(None)), ("p 4", Play(4)), ("P3", Play(3))):
        state, wished = told(sheet(), said)
        assert wished == wish
        assert (state.step, state.labels) == ("level", ())
    assert told(sheet(), "3", "p 6")[1] == Play(6)
    state, wished = told(sheet(), "p 7")
    assert wished is None
    assert "there are 1 to 6" in state.problem


def test_leaving_keeps_what_was_said_and_going_on_begins_where_it_stopped() -> None:
    state, wish = told(sheet(), "3", "2", "good", "q")
    assert wish == "quit"
    again = sheet(*state.labels, now=1_000.0)
    assert (again.place, again.step) == (1, "level")
    assert again.labels == state.labels
    assert begin(RUBRIC, ANSWERS, TURNS, (Label(FIRST, 1), Label(SECOND, 2)), 0).step == "check"


def test_the_time_of_a_criterion_counts_every_visit_to_it() -> None:
    state, _ = told(sheet(), "3", "", "", "1", "b", "b", "4", "", "")
    # Three answers, then one that left the second (b at turns) and one at its level, then three.
    assert [label.seconds for label in state.labels] == [60.0, 30.0]


def test_a_note_too_long_is_refused() -> None:
    assert "at most 2,000" in told(sheet(), "3", "", "x" * (LONGEST_NOTE + 1))[0].problem


SAID = st.sampled_from(
    ["1", "2", "3", "4", "5", "n", "b", "p", "p 2", "", "-", "2 4", "9", "s", "note"]
) | st.text(max_size=8)


def run(state: Labelling, said: Iterable[str]) -> Labelling:
    for one in said:
        state, _ = answer(state, one, state.since + 1)
    return state


@given(st.lists(SAID, max_size=30))
@settings(deadline=None)
def test_whatever_is_said_every_label_is_on_the_scale_and_rests_on_answers(
    said: list[str],
) -> None:
    for label in run(sheet(), said).labels:
        assert label.level in (None, *RUBRIC.scale)
        assert set(label.turns) <= set(ANSWERS)
        assert label.level is not None or not label.turns
        assert label.seconds >= 0


@given(st.lists(SAID, max_size=20), st.lists(SAID, max_size=10))
@settings(deadline=None)
def test_leaving_and_going_on_loses_no_label(before: list[str], after: list[str]) -> None:
    left = run(sheet(), before)
    again = sheet(*left.labels)
    assert again.labels == left.labels
    named = {label.criterion for label in left.labels}
    assert named <= {label.criterion for label in run(again, after).labels}


@given(st.lists(SAID, max_size=30))
@settings(deadline=None)
def test_nothing_is_submitted_before_every_criterion_was_answered(said: list[str]) -> None:
    state = sheet()
    for one in said:
        state, wish = answer(state, one, 0.0)
        assert wish != "submit" or len(state.labels) == len(RUBRIC.criteria)

"""When a turn is over: pauses, endings and questions in virtual time, and what always holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plan import question, small_plan, stage
from world import World

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.interview.asked import asked
from voiceinterview.interview.own_pauses import OwnPauses
from voiceinterview.interview.turn_taking import (
    PATIENCE,
    SHORTEST,
    Evidence,
    is_open,
    required_silence,
    weigh,
)

YES_OR_NO = "Did you check the split?"
WHICH_ONE = "Which of the two would you take?"
EXPLAIN = "Why does the score fall?"
STORY = "Walk me through how you would find out."


def evidence(text: str, ask: str = EXPLAIN, patience: str = "normal", **more: object) -> Evidence:
    return Evidence(text, asked(ask, "viva", 6, follow_up=True), patience, **more)  # type: ignore[arg-type]


def silence(text: str, ask: str = EXPLAIN, patience: str = "normal", **more: object) -> float:
    needed = required_silence(evidence(text, ask, patience, **more))
    assert needed is not None
    return seconds(needed)


def heard(answer: str, ask: str) -> World:
    """The candidate has just said her answer to the question."""
    questions = (question("q1", ask), question("q2", "And then?"))
    world = World(small_plan(stage("one", *questions)), guessing=True).start().hear_out()
    world.says(answer)
    return world


# --- the matrix: pauses, endings, questions ---------------------------------------------------

# Of each ending, how long a pause after it may last: seconds to a question that calls for a word
# or two, and to one that calls for a story.
MATRIX = {
    "Yes, twice.": (0.4, 1.2),
    "Logistic regression.": (0.4, 1.2),
    "I look at the split first.": (0.4, 1.2),
    "I look at the split, then at drift, and": (6, 6),
    "I look at the": (6, 6),
    "I look at the split because": (6, 6),
    "I would, um,": (6, 6),
    "It is about": (2, 2),
    "I look at the split,": (2.5, 2.5),
    "I look at the split…": (2.5, 2.5),
    "First I look at the split.": (2.5, 2.5),
    "There are three reasons. The first is leakage.": (2.5, 2.5),
    "If the split is random": (2.5, 2.5),
    "The share was about twenty": (2, 2),
    "I look at the training": (2, 2),
    "I call it \"split": (6, 6),
    "I name it train underscore": (6, 6),
    "yes": (0.4, 1.2),
    "i look at the": (6, 6),
    "i look at the split and": (6, 6),
    "i look at the split because": (6, 6),
    "i look at the training rows": (0.4, 1.4),
    "Let me think.": (14, 14),
    "Let me think about that for a moment": (14, 14),
}  # fmt: skip
CASES = [
    (answer, ask, longest)
    for answer, (short, long) in MATRIX.items()
    for ask, longest in ((YES_OR_NO, short), (WHICH_ONE, short), (STORY, long))
]


@pytest.mark.parametrize(("answer", "ask", "longest"), CASES)
def test_a_pause_that_her_words_allow_for_is_hers(answer: str, ask: str, longest: float) -> None:
    world = heard(answer, ask)
    world.passes(longest)
    assert world.turns() == []
    world.says("The rest of it.")
    assert world.interview.state.candidate.text.startswith(answer)


SHORT_ANSWERS = {
    YES_OR_NO: ("Yes.", "No, never.", "Yes, twice.", "It does.", "I think so.", "yes", "never"),
    WHICH_ONE: ("Logistic regression.", "The second one.", "logistic regression", "the second one",
                "About forty percent.", "about forty percent", "Neither.", "twice"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "answer"), [(ask, answer) for ask, said in SHORT_ANSWERS.items() for answer in said]
)
def test_a_complete_short_answer_is_taken_in_well_under_a_second(ask: str, answer: str) -> None:
    world = heard(answer, ask)
    silent_since = world.at
    world.until(e.EndTurn)
    assert 0.45 <= seconds(world.at - silent_since) <= 0.75


def test_yes_is_no_answer_to_which_one() -> None:
    assert silence("Definitely.", WHICH_ONE) > silence("Definitely.", YES_OR_NO) + 0.5


def test_a_whole_sentence_after_a_full_answer_is_taken_within_a_second() -> None:
    world = heard("I look at the split, and at who is on both sides of it. " * 12, EXPLAIN)
    silent_since = world.at
    world.until(e.EndTurn)
    assert seconds(world.at - silent_since) < 1.0


@pytest.mark.parametrize("text", ["First I look at the", "There are two reasons.", "It took 40"])
def test_the_impatient_hurry_whole_sentences_and_not_half_ones(text: str) -> None:
    assert silence("I look at the split first.", patience="low") < silence(
        "I look at the split first."
    )
    assert silence(text, patience="low") == silence(text)


def test_whoever_asks_for_time_is_told_on_the_screen_then_aloud_and_never_cut() -> None:
    world = heard("Let me think.", STORY)
    world.passes(16)
    assert world.notices() == ["Take your time. Enter ends your answer."]
    assert world.floor == "candidate"
    world.passes(13)
    assert world.said()[2:] == []
    world.passes(2)
    assert world.said()[2:] == ["Take your time."]
    world.hear_out()
    world.says("I look at the split.")
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "Let me think. I look at the split.")]


def test_a_sentence_broken_off_for_good_is_an_answer_in_the_end() -> None:
    world = heard("I look at the split and", EXPLAIN)
    world.until(e.EndTurn, limit=40)
    assert world.said()[2:3] == ["Take your time."]
    assert world.turns() == [(1, "silence", "I look at the split and")]


def test_enter_ends_any_turn_at_once() -> None:
    world = heard("I look at the split and", EXPLAIN)
    world.key("end_answer")
    world.passes(0.5)
    assert world.turns() == [(1, "command", "I look at the split and")]


def test_the_log_says_why_it_was_over() -> None:
    world = heard("I look at the split.", EXPLAIN)
    silent_since = world.at
    world.until(e.EndTurn)
    reasons = world.all(e.EndTurn)[0].reasons
    assert [reason.name for reason in reasons] == ["whole", "little for a explanation"]
    waited = seconds(world.at - silent_since)
    assert sum(reason.seconds for reason in reasons) == pytest.approx(waited, abs=0.01)


# --- her own pauses -----------------------------------------------------------------------------


def test_who_pauses_long_between_her_sentences_is_given_longer() -> None:
    world = heard("I look at the split first of all, and at who is on both sides.", EXPLAIN)
    waited = []
    for number in range(6):
        world.passes(1.1)
        world.says(f"Part {number} is another sentence that says something more about it.")
        waited.append(silence(world.interview.state.candidate.text, own_pauses=_learned(world)))
    assert waited[-1] >= waited[0] + 0.2 - 1e-6


def _learned(world: World) -> OwnPauses:
    return world.interview.state.own_pauses


def test_who_speaks_on_over_the_reply_had_not_finished() -> None:
    world = heard("I look at the split first of all.", EXPLAIN)
    world.until(e.PlaybackStarted)
    world.says("And at drift, of course, in the last months.", wait=False)
    world.until(e.StopSpeaking)
    assert [len(known) for known in _learned(world).after.values()] == [1]


def test_thinking_inside_sentences_makes_nobody_wait_between_them() -> None:
    thinks = OwnPauses({"no stop": (samples(3.0),) * 9})
    assert silence("I look at the split.", own_pauses=thinks) == silence("I look at the split.")
    rows = "I look at the training rows of every split that there is, and then at the others"
    assert silence(rows, own_pauses=thinks) > silence(rows)


# --- what is weighed ------------------------------------------------------------------------------

UNSURE = "I look at the training rows"


def test_a_voice_that_falls_shortens_the_wait_and_one_that_does_not_lengthens_it() -> None:
    waits = [silence(UNSURE, sounds_over=over) for over in (0.0, 0.3, 0.5, 0.8, 1.0)]
    assert waits == sorted(waits, reverse=True)
    assert waits[2] == silence(UNSURE)
    assert waits[-1] > 1.0  # it does not decide alone


def test_nothing_that_is_heard_ends_an_open_sentence() -> None:
    assert is_open(evidence("I look at the", sounds_over=1.0))
    assert silence("I look at the", sounds_over=1.0) == silence("I look at the")


def test_words_that_were_not_understood_for_sure_are_no_clear_ending() -> None:
    assert silence("I look at the split.", confidence=0.2) > silence("I look at the split.")
    assert silence("I look at the split.", confidence=0.7) == silence("I look at the split.")


def test_a_story_is_waited_for_longer_than_a_choice() -> None:
    waits = [silence("I look at the split.", ask) for ask in (YES_OR_NO, EXPLAIN, STORY)]
    assert waits == sorted(waits) and waits[0] + 0.4 < waits[1]


def test_what_has_been_said_counts() -> None:
    waits = [silence("I look at the split. " * count, STORY) for count in (1, 2, 5, 20)]
    assert waits == sorted(waits, reverse=True) and waits[0] > waits[-1]


def test_code_on_the_screen_is_read_on_between_two_findings() -> None:
    assert silence("The join doubles rows.", patience="reading") > 4


# --- what always holds ----------------------------------------------------------------------------

PARTS = """i look at the split . , and because um let me think first three things 20 yes ? " ( - `
    there are if then It So the… one moment"""
texts = st.text(max_size=80) | st.lists(st.sampled_from(PARTS.split()), max_size=20).map(" ".join)
questions = texts | st.sampled_from([YES_OR_NO, WHICH_ONE, EXPLAIN, STORY])
shares = st.none() | st.floats(0, 1)
pauses = st.dictionaries(
    st.sampled_from(["whole", "no stop", "no stops", "number"]),
    st.lists(st.integers(1, 60_000), max_size=30).map(tuple),
).map(OwnPauses)
weighed = st.builds(
    Evidence,
    text=texts,
    asked=st.builds(
        asked, questions, st.sampled_from(["viva", "star", "x"]), st.floats(0.5, 60),
        follow_up=st.booleans(),
    ),
    patience=st.sampled_from([*PATIENCE, "manual"]),
    confidence=st.floats(0, 1),
    own_pauses=pauses,
    sounds_over=shares,
)  # fmt: skip


@given(weighed)
def test_any_evidence_has_a_silence_that_is_enough(known: Evidence) -> None:
    needed = required_silence(known)
    if known.patience == "manual":
        assert needed is None and weigh(known) == ()
    else:
        assert needed is not None
        assert samples(SHORTEST) <= needed <= samples(30)
        assert needed == samples(sum(reason.seconds for reason in weigh(known)))


@given(weighed)
def test_more_patience_is_never_less_silence(known: Evidence) -> None:
    waits = [required_silence(replace(known, patience=name)) for name in ("low", "normal", "high")]
    assert waits == sorted(wait for wait in waits if wait is not None)


@given(weighed, st.floats(0, 1), st.floats(0, 1))
def test_a_surer_voice_is_never_waited_for_longer(known: Evidence, a: float, b: float) -> None:
    sure = required_silence(replace(known, sounds_over=max(a, b)))
    unsure = required_silence(replace(known, sounds_over=min(a, b)))
    assert (sure or 0) <= (unsure or 0)


@given(weighed, st.integers(1, 60_000))
def test_longer_pauses_of_hers_never_shorten_the_wait(known: Evidence, pause: int) -> None:
    longer = OwnPauses(
        {
            ends: tuple(max(length, pause) for length in lengths)
            for ends, lengths in known.own_pauses.after.items()
        }
    )
    before, after = required_silence(known), required_silence(replace(known, own_pauses=longer))
    assert (before or 0) <= (after or 0)


@given(
    st.lists(st.sampled_from(list(MATRIX)), min_size=1, max_size=4),
    st.sampled_from([YES_OR_NO, STORY]),
    st.floats(0.4, 40),
)
def test_more_silence_never_takes_an_end_back(said: list[str], ask: str, more: float) -> None:
    world = heard(said[0], ask)
    for text in said[1:]:
        world.passes(0.35)
        world.says(text)
    world.passes(0.5)
    ended = len(world.turns())
    world.passes(more)
    assert len(world.turns()) >= ended
    assert len(world.turns()) <= 1 or world.floor != "candidate" or world.said()


# --- sound that may become speech ---------------------------------------------------------------


def _about_to_end() -> World:
    """A moment before the silence after her answer is long enough."""
    world = heard(ENOUGH_SAID, EXPLAIN)
    world.passes(silence(ENOUGH_SAID) - 0.05)
    assert world.all(e.EndTurn) == []
    return world


ENOUGH_SAID = "I look at the split first. " + 40 * "Then comes another sentence. "


def test_who_is_just_beginning_to_speak_is_not_spoken_to() -> None:
    world = _about_to_end()
    world.says("And then drift.", wait=False)
    world.passes(0.032)  # a frame of sound
    world.tell(e.SpeechSuspected(at=world.at))
    world.until(e.SpeechStarted)
    world.passes(0.5)
    assert world.all(e.EndTurn) == []


def test_a_click_takes_no_more_than_a_tenth_of_a_second() -> None:
    world = _about_to_end()
    world.tell(e.SpeechSuspected(at=world.at))
    begun = world.at
    world.tell(e.SuspicionDropped(at=world.at))
    world.until(e.EndTurn)
    assert world.at - begun <= samples(0.1)

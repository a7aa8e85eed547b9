"""The transcript in step with the sound."""

from voiceinterview.domain.speech import Word
from voiceinterview.domain.transcript import Turn
from voiceinterview.replay.cues import Cue, cues_of

QUESTION = Turn(
    number=1, speaker="interviewer", text="How are you?", start=100, end=900, stage="", question=""
)
ANSWER = Turn(
    number=2,
    speaker="candidate",
    text="Well, thanks.",
    start=1000,
    end=2000,
    stage="",
    question="",
    turn=1,
    words=(Word("Well,", 1000, 1400), Word("thanks.", 1500, 2000)),
)
TYPED = Turn(
    number=3,
    speaker="candidate",
    text="I typed.",
    start=3000,
    end=3000,
    stage="",
    question="",
    turn=2,
    words=(Word("I", 3000, 3000), Word("typed.", 3000, 3000)),
)


def test_interviewer_comes_by_turns_and_candidate_by_words() -> None:
    assert cues_of([QUESTION, ANSWER]) == (
        Cue(100, 1, "interviewer", "How are you?"),
        Cue(1000, 2, "candidate", "Well,"),
        Cue(1500, 2, "candidate", "thanks."),
    )


def test_words_over_the_interviewer_stand_where_they_are_heard() -> None:
    late = Turn(
        number=3, speaker="interviewer", text="Mm.", start=1450, end=1490, stage="", question=""
    )

    assert [cue.turn for cue in cues_of([ANSWER, late])] == [2, 3, 2]


def test_what_is_under_way_at_the_beginning_is_due_there() -> None:
    assert cues_of([QUESTION, ANSWER], 500)[0] == Cue(500, 1, "interviewer", "How are you?")
    assert [cue.text for cue in cues_of([QUESTION, ANSWER], 1600)] == ["thanks."]
    assert cues_of([QUESTION, ANSWER], 2000) == ()


def test_typed_words_come_together_in_their_order() -> None:
    assert [cue.text for cue in cues_of([TYPED], 3000)] == ["I", "typed."]


def test_turn_without_a_word_is_shown_as_such() -> None:
    silent = Turn(
        number=1, speaker="candidate", text="", start=5, end=5, stage="", question="", turn=1
    )

    assert cues_of([silent]) == (Cue(5, 1, "candidate", "(nothing)"),)

"""What was said is read from the log: what was heard, not what was meant."""

from voiceinterview.domain.events import (
    AskQuestion,
    EndTurn,
    Event,
    PlaybackDone,
    PlaybackStarted,
    Speak,
    StartStage,
)
from voiceinterview.domain.speech import Word
from voiceinterview.interview.transcript import transcript_of


def spoken(piece: int, text: str, start: int, end: int, heard: str | None = None) -> list[Event]:
    return [
        Speak(at=start - 10, piece=piece, text=text),
        PlaybackStarted(at=start, piece=piece),
        PlaybackDone(
            at=end,
            piece=piece,
            spoken=text if heard is None else heard,
            finished=heard is None,
        ),
    ]


def answered(turn: int, at: int, *words: Word) -> EndTurn:
    return EndTurn(at=at, turn=turn, why="silence", stage="ml", question="q1", words=words)


def asked(question: str) -> AskQuestion:
    return AskQuestion(at=0, stage="ml", question=question, follow_up=0)


def test_pieces_of_one_speech_are_one_turn() -> None:
    turns = transcript_of(
        [
            StartStage(at=0, stage="ml"),
            *spoken(0, "Hello.", 100, 200),
            asked("q1"),
            *spoken(1, "What is bias?", 210, 400),
            answered(0, 900, Word("An", 500, 550), Word("error.", 560, 700)),
        ]
    )
    question, answer = turns
    assert (question.text, question.start, question.end) == ("Hello. What is bias?", 100, 400)
    assert (question.speaker, question.stage, question.question) == ("interviewer", "ml", "q1")
    assert (question.number, question.turn, question.words) == (1, None, ())
    assert (answer.text, answer.start, answer.end) == ("An error.", 500, 700)
    assert (answer.number, answer.turn, answer.words[1].text) == (2, 0, "error.")


def test_only_what_was_heard_counts() -> None:
    cut_off = spoken(0, "What is bias, and why?", 100, 200, heard="What is bias,")
    never_heard = spoken(1, "Take your time.", 300, 300, heard="")
    assert [turn.text for turn in transcript_of([*cut_off, *never_heard])] == ["What is bias,"]


def test_a_turn_taken_up_again_counts_once_as_it_ended_last() -> None:
    first = Word("Bias", 100, 200)
    turns = transcript_of(
        [
            answered(0, 300, first),
            *spoken(0, "Go on.", 310, 350, heard="Go"),
            answered(0, 900, first, Word("grows.", 600, 700)),
            *spoken(1, "Thanks.", 910, 990),
        ]
    )
    assert [(turn.number, turn.speaker, turn.text) for turn in turns] == [
        (1, "candidate", "Bias grows."),
        (2, "interviewer", "Go Thanks."),
    ]


def test_what_leads_to_a_question_belongs_to_it() -> None:
    decided, started, done = spoken(0, "Thanks. And why?", 100, 200)
    turns = transcript_of([asked("q1"), decided, started, asked("q2"), done])
    assert [turn.question for turn in turns] == ["q2"]


def test_typed_answers_at_one_moment_keep_their_order() -> None:
    turns = transcript_of(
        [
            *spoken(0, "One?", 100, 100),
            answered(0, 100, Word("First.", 100, 100)),
            *spoken(1, "Two?", 100, 100),
            answered(1, 100, Word("Second.", 100, 100)),
        ]
    )
    assert [turn.text for turn in turns] == ["One?", "First.", "Two?", "Second."]


def test_a_turn_in_which_nothing_was_understood_is_still_a_turn() -> None:
    (turn,) = transcript_of([answered(3, 900)])
    assert (turn.text, turn.turn, turn.start, turn.end) == ("", 3, 900, 900)


def test_no_events_no_turns() -> None:
    assert transcript_of([]) == ()

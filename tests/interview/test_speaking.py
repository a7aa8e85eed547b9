"""What of a model's reply is spoken: speech, one question, no lecture."""

from dataclasses import replace

import pytest
from small_plan import small_plan

from voiceinterview.interview.course import Course
from voiceinterview.interview.moves import open_moves
from voiceinterview.interview.speaking import MAX_WORDS, InterviewerTurn, Option
from voiceinterview.interview.wording import word_move

PLAN = replace(small_plan(), cues={"verdict": ("good point", "wrong")})
COURSE = Course(PLAN).opened_at(0).hearing("no idea")


def turn_among(*names: str) -> InterviewerTurn:
    """A turn to which the moves of these names are open, the first of them by default."""
    moves = {move.name: move for move in open_moves(COURSE, "answer", 0)}
    options = tuple(Option(moves[n], word_move(moves[n], COURSE, 1, 0)) for n in names)
    first = options[0]
    return InterviewerTurn(first.move, first.wording, options=options, before=COURSE)


def follow_up() -> InterviewerTurn:
    return turn_among("probe:split", "probe:drift", "go-on", "clarify")


def transition() -> InterviewerTurn:
    return turn_among("go-on")


def spoken(turn: InterviewerTurn, reply: str, *, whole: bool = True, step: int = 7) -> list[str]:
    """The reply streamed in pieces of `step` characters, cancelled where it is full."""
    said: list[str] = []
    for start in range(0, len(reply), step):
        said += turn.take(reply[start : start + step])
        if turn.full:
            return said + turn.finish(whole=False)
    return said + turn.finish(whole=whole)


def test_a_good_reply_is_spoken_as_it_is() -> None:
    assert spoken(follow_up(), "Fair enough. Which data?") == ["Fair enough.", "Which data?"]


def test_only_the_first_of_three_questions_is_asked() -> None:
    assert spoken(follow_up(), "Hm. Why? How? When? ") == ["Hm.", "Why?"]


def test_a_follow_up_without_its_question_gets_the_scripted_one() -> None:
    assert spoken(follow_up(), "Fair enough.") == ["Fair enough.", "What about the data?"]


def test_a_reply_that_breaks_off_keeps_its_whole_sentences_and_asks() -> None:
    broken = spoken(follow_up(), "Fair enough. And what ab", whole=False)
    assert broken == ["Fair enough.", "What about the data?"]


def test_a_model_asks_nothing_where_the_bank_asks() -> None:
    said = spoken(transition(), "Good. Shall we go on? ")
    assert said == ["Good.", "Next question. And then what?"]


@pytest.mark.parametrize(
    "reply",
    ["", "   ", "***", '{"reply": "Why? Because."}', "```python\nprint()\n```", "[1, 2. 3]", "<b>"],
)
def test_what_is_no_speech_is_replaced_by_the_scripted_wording(reply: str) -> None:
    assert spoken(follow_up(), reply) == ["I see. What about the data?"]
    assert spoken(transition(), reply) == ["I see.", "Next question. And then what?"]


def test_a_lecture_is_cut_to_three_sentences_and_still_asks() -> None:
    said = spoken(follow_up(), "That matters a lot. " * 1000)
    assert said == ["That matters a lot."] * 2 + ["What about the data?"]


def test_four_thousand_words_without_a_full_stop_are_cut() -> None:
    said = spoken(transition(), "the word " * 4000, step=500)
    assert len(said[0].split()) == MAX_WORDS


def test_markdown_is_spoken_without_its_marks() -> None:
    assert spoken(follow_up(), "**Right.** _Which_ `data`?") == ["Right.", "Which data?"]


# --- the move that the model chooses --------------------------------------------------------


def test_the_model_chooses_among_the_open_moves() -> None:
    turn = follow_up()
    assert spoken(turn, "MOVE probe:drift | HEARD split\nHm. And over time?") == [
        "Hm.",
        "And over time?",
    ]
    assert turn.move is not None
    assert (turn.move.name, turn.heard) == ("probe:drift", ("split",))


def test_a_chosen_move_that_is_not_worded_is_worded_by_the_script() -> None:
    turn = follow_up()
    assert spoken(turn, "MOVE go-on") == ["I see.", "Next question. And then what?"]
    assert turn.closes is False


def test_a_move_that_is_nearly_named_is_meant() -> None:
    for name in ("next question", "GO_ON", "close"):
        turn = follow_up()
        spoken(turn, f"MOVE {name}\nAll right.")
        assert turn.move is not None
        assert turn.move.kind == "next_question"
    turn = follow_up()
    spoken(turn, "MOVE probe\nWhich data?")
    assert turn.move is not None
    assert turn.move.name == "probe:split"


def test_the_words_of_a_move_that_is_not_open_are_not_said() -> None:
    turn = follow_up()
    said = spoken(turn, "MOVE hint | HEARD none\nThink about the halves. ")
    assert said == ["I see. What about the data?"]
    assert turn.move is not None
    assert turn.move.name == "probe:split"


def test_a_model_credits_only_key_points_that_there_are() -> None:
    turn = follow_up()
    spoken(turn, "MOVE go-on | HEARD drift, drift, leakage\nAll right.")
    assert turn.heard == ("drift",)


# --- what an interviewer may not say --------------------------------------------------------


def test_a_sentence_that_gives_a_key_point_away_is_withheld() -> None:
    assert spoken(follow_up(), "Did you look at the split? ") == ["I see. What about the data?"]
    assert spoken(follow_up(), "Consider the split. Which data?") == ["Which data?"]


def test_a_verdict_is_withheld() -> None:
    assert spoken(follow_up(), "Good point! Which data?") == ["Which data?"]
    assert spoken(transition(), "That is wrong.") == ["I see.", "Next question. And then what?"]


def test_another_language_is_not_spoken_by_an_english_voice() -> None:
    said = spoken(follow_up(), "Muy bien, hablemos ahora sobre los datos, por favor. ")
    assert said == ["I see. What about the data?"]


def test_the_line_of_the_move_is_never_spoken_wherever_it_stands() -> None:
    assert spoken(follow_up(), "Hm. HEARD split, drift. Which data?") == ["Hm.", "Which data?"]

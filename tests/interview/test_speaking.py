"""What of a model's reply is spoken: speech, one question, no lecture."""

import pytest
from small_plan import small_plan

from voiceinterview.interview.course import Course, next_move, pass_on
from voiceinterview.interview.speaking import MAX_WORDS, InterviewerTurn
from voiceinterview.interview.wording import word_move

COURSE = Course(small_plan()).began(0).hearing("no idea")


def follow_up() -> InterviewerTurn:
    move = next_move(COURSE, 0)
    return InterviewerTurn(move, word_move(move, COURSE, 1))


def transition() -> InterviewerTurn:
    move = pass_on(COURSE, 0)
    return InterviewerTurn(move, word_move(move, COURSE, 1))


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
    said = spoken(follow_up(), "The split matters a lot. " * 1000)
    assert said == ["The split matters a lot."] * 2 + ["What about the data?"]


def test_four_thousand_words_without_a_full_stop_are_cut() -> None:
    said = spoken(transition(), "word " * 4000, step=500)
    assert len(said[0].split()) == MAX_WORDS


def test_markdown_is_spoken_without_its_marks() -> None:
    assert spoken(follow_up(), "**Right.** _Which_ `data`?") == ["Right.", "Which data?"]

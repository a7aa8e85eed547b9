"""Every follow-up of the bank, said by the scripted interviewer, is heard to the letter."""

from small_plan import small_plan

from voiceinterview.content.folders import find_content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.interview.course import Course
from voiceinterview.interview.moves import Move
from voiceinterview.interview.speaking import InterviewerTurn
from voiceinterview.interview.wording import Wording


def test_every_follow_up_is_spoken_once_and_whole() -> None:
    content = find_content()
    course = Course(small_plan())
    said = 0
    for question in load_questions(content, load_role(content, "data-scientist-ml")):
        for rung in question.follow_ups:
            text = f"I see. I have noted that. {rung.ask}"
            turn = InterviewerTurn(Move("follow_up", course, rung), Wording(text))
            spoken = [piece for word in text.split() for piece in turn.take(f"{word} ")]
            spoken += turn.finish(whole=True)
            assert " ".join(spoken) == text, question.id
            said += 1
    assert said > 400

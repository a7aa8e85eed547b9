"""What each answer of a session answered."""

from small_plan import question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import typed_words
from voiceinterview.interview.answered import Answered, answered_turns
from voiceinterview.interview.transcript import transcript_of

ASK = "How do you start?"
PLAN = small_plan(stage("one", question("q1", ASK)))


class Log:
    """A log as a session writes it: who asked what, and what was answered."""

    def __init__(self) -> None:
        self.events: list[e.Event] = [e.StartStage(at=0, stage="one")]
        self.at = 0
        self.turn = 0

    def asks(self, follow_up: int, text: str) -> "Log":
        self.events.append(
            e.AskQuestion(at=self.at, stage="one", question="q1", follow_up=follow_up)
        )
        return self.says(text)

    def says(self, text: str) -> "Log":
        piece = len(self.events)
        self.events.append(e.PlaybackStarted(at=self.at, piece=piece))
        self.at += 10
        self.events.append(e.PlaybackDone(at=self.at, piece=piece, spoken=text, finished=True))
        return self

    def answers(self, text: str, question: str = "q1") -> "Log":
        self.turn += 1
        self.at += 10
        words = typed_words(text, self.at)
        end = e.EndTurn(
            at=self.at, turn=self.turn, why="typed", stage="one", question=question, words=words
        )
        self.events.append(end)
        return self

    def read(self, plan: Plan = PLAN) -> tuple[Answered, ...]:
        return answered_turns(self.events, transcript_of(self.events), plan)


def test_the_banks_question_and_its_follow_up_are_told_apart() -> None:
    log = Log().asks(0, f"Welcome. {ASK}").answers("Well.")
    first, second = log.asks(1, "I see. What changes over time?").answers("Drift.").read()
    assert (first.follow_up, first.asked, first.rung) == (0, ASK, None)
    assert (second.follow_up, second.asked, second.rung) == (1, "What changes over time?", 1)
    assert (second.turn.number, second.turn.text) == (4, "Drift.")


def test_a_follow_up_in_a_models_words_is_what_was_heard_of_it() -> None:
    log = Log().asks(0, ASK).answers("Well.")
    log.asks(1, "You spoke of a split. Fine. Who made it? Take your time.").answers("Me.")
    answered = log.read()[1]
    assert (answered.asked, answered.rung) == ("Who made it? Take your time.", None)


def test_a_second_turn_to_the_same_follow_up_was_asked_the_same() -> None:
    log = Log().asks(0, ASK).answers("Well.").asks(1, "What changes over time?").answers("Sorry?")
    again = log.says("Once more.").answers("Drift.").read()[2]
    assert (again.follow_up, again.asked) == (1, "What changes over time?")


def test_nothing_said_is_an_answer_too_and_another_plans_question_is_none() -> None:
    log = Log().asks(0, ASK).answers("").answers("x", question="gone")
    (only,) = log.read()
    assert only.turn.text == ""


def test_a_follow_up_that_nobody_heard_counts_as_the_question() -> None:
    log = Log().asks(0, ASK).answers("Well.")
    log.events.append(e.AskQuestion(at=log.at, stage="one", question="q1", follow_up=1))
    assert log.answers("And?").read()[1].asked == ASK

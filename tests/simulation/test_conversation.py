"""What a character has been asked, told from the events of its session."""

from small_plan import small_plan

from voiceinterview.domain import events as e
from voiceinterview.domain.characters import Utterance
from voiceinterview.simulation.asked import Conversation


class Heard(Conversation):
    """Told of an interviewer's turns in short."""

    def __init__(self) -> None:
        super().__init__(small_plan())
        self._piece = 0

    def asks(self, text: str, question: str = "q1", follow_up: int = 0) -> "Heard":
        self.happened(e.AskQuestion(at=0, stage="one", question=question, follow_up=follow_up))
        return self.says(text)

    def says(self, text: str) -> "Heard":
        self._piece += 1
        self.happened(e.Speak(at=0, piece=self._piece, text=text))
        self.happened(e.PlaybackStarted(at=0, piece=self._piece))
        return self

    def is_after(self, key_point: str) -> "Heard":
        self.happened(
            e.RequestReply(
                at=0, reply=1, move="probe", question="q1", key_point=key_point, say="", then=""
            )
        )
        return self

    def answers(self, text: str) -> "Heard":
        self.answered((Utterance(0.5, text),) if text else ())
        if text:
            self.happened(
                e.EndTurn(at=0, turn=1, why="silence", stage="one", question="q1", words=())
            )
        return self


def test_before_anything_is_asked_there_is_no_question() -> None:
    assert Heard().asked().question is None


def test_a_question_of_the_plan_is_known_by_its_name() -> None:
    asked = Heard().asks("How do you start?").asked()
    assert asked.question is not None and asked.question.id == "q1"
    assert asked.kind == "question"


def test_a_follow_up_in_the_banks_words_is_known_by_them() -> None:
    heard = Heard().asks("How do you start?").answers("I do not know.")
    asked = heard.asks("I see. What changes over time?", follow_up=1).asked()
    assert asked.follow_up is not None and asked.follow_up.when_missing == "drift"


def test_a_follow_up_in_a_models_words_is_known_by_what_it_is_after() -> None:
    heard = Heard().asks("How do you start?").answers("I do not know.").is_after("split")
    asked = heard.asks("And how are the rows laid out?", follow_up=1).asked()
    assert asked.follow_up is not None and asked.follow_up.when_missing == "split"


def test_the_floor_without_a_new_question_is_the_same_question_again() -> None:
    heard = Heard().asks("How do you start?").answers("What do you mean?").says("Just begin.")
    assert heard.asked().kind == "again"
    assert heard.heard == "Just begin."


def test_who_said_nothing_is_still_asked_for_the_first_time() -> None:
    heard = Heard().asks("How do you start?").answers("").says("Take your time.")
    assert heard.asked().kind == "question"
    assert heard.asked().answer == 1


def test_points_made_belong_to_the_question_and_words_to_all_of_them() -> None:
    heard = Heard().asks("How do you start?").answers("I look at the split and for drift.")
    assert heard.asked().made == {"split", "drift"}
    asked = heard.asks("And then what?", question="q2").asked()
    assert asked.made == frozenset()
    assert "split" in asked.said

"""What a character has been asked, told from the events of the session it takes part in."""

from voiceinterview.domain import events as e
from voiceinterview.domain.characters import Utterance
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import FollowUp, Question
from voiceinterview.simulation.composing import Asked, made_points


class Conversation:
    """Listens to the events of a session and remembers what the character said itself."""

    def __init__(self, plan: Plan) -> None:
        self._questions = {
            question.id: question for stage in plan.stages for question in stage.questions
        }
        self._question: Question | None = None
        self._place: tuple[str, int] | None = None  # question and follow-up asked last
        self._answered: tuple[str, int] | None = None
        self._key_point: str | None = None  # that the interviewer says she is after
        self._pieces: dict[int, str] = {}
        self._words = ""  # the interviewer's, since the character spoke last
        self._floors = 0
        self._made: frozenset[str] = frozenset()
        self._said = ""

    def happened(self, event: e.Event) -> None:
        match event:
            case e.AskQuestion():
                self._place = (event.question, event.follow_up)
                if self._question is None or self._question.id != event.question:
                    self._question = self._questions.get(event.question)
                    self._made = frozenset()
            case e.RequestReply():
                self._key_point = event.key_point
            case e.EndTurn():
                self._words, self._key_point = "", None
            case e.Speak():
                self._pieces[event.piece] = event.text
            case e.PlaybackStarted():
                self._words = f"{self._words} {self._pieces.get(event.piece, '')}".strip()

    @property
    def heard(self) -> str:
        """What the interviewer has said since the character's last turn."""
        return self._words

    def asked(self) -> Asked:
        return Asked(
            question=self._question,
            follow_up=self._follow_up(),
            again=self._place is not None and self._place == self._answered,
            answer=self._floors,
            made=self._made,
            said=self._said,
        )

    def answered(self, utterances: tuple[Utterance, ...]) -> None:
        """Note what the character is going to say; saying nothing is no answer."""
        self._floors += 1
        if not utterances:
            return
        self._answered = self._place
        words = " ".join(utterance.text for utterance in utterances)
        self._said = f"{self._said} {words}".strip()
        if self._question is not None:
            self._made |= made_points(self._question, words)

    def _follow_up(self) -> FollowUp | None:
        """By its words where they are the bank's; else by the key point it is after."""
        if self._question is None or self._place is None or not self._place[1]:
            return None
        for rung in self._question.follow_ups:
            if rung.ask in self._words:
                return rung
        for rung in self._question.follow_ups:
            if self._key_point is not None and rung.when_missing == self._key_point:
                return rung
        return FollowUp("follow-up", self._words)

"""A session's log told in short: replies, answers and what else happens, in seconds."""

from dataclasses import replace

from small_plan import PERSONA, question, stage

from voiceinterview.checking.record import Record, record_of
from voiceinterview.content.checking import load_check_list
from voiceinterview.content.folders import find_content
from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import samples
from voiceinterview.testing import spread

WORD = 0.3  # seconds of speech, of either party
LIST = load_check_list(find_content())
STRANGERS = {"Gotcha, buddy.": "some-other"}

PERSON = replace(
    PERSONA,
    phrases={
        "acknowledgments": ("I see.", "Noted."),
        "bridges": ("One moment.", "Let me find my words."),
        "transitions": ("Next question.",),
        "nudges": ("Take your time.",),
        "repeats": ("Once more.",),
        "hints": ("Consider this.",),
        "time_short": ("We are short of time.",),
        "farewells": ("Goodbye.",),
        "references": ("You said $words.",),
        "whys": ("Why is that so?",),
    },
    manner="You are a statistician by training who now leads a research group in Leeds.",
)


def asked(name: str, ask: str, difficulty: int, stage_id: str = "one") -> Question:
    """With the key points `split` and `drift`, and two hints."""
    return replace(
        question(name, ask, stage_id),
        difficulty=difficulty,
        hints=("Think of the rows.", "Think of their order."),
        expert_answer="First of all I would look at how the rows were divided between the halves.",
    )


PLAN = Plan(
    role="tester",
    title="Tester",
    persona=PERSON,
    stages=(
        stage(
            "one",
            asked("q1", "How do you start?", 2),
            asked("q2", "And then what?", 3),
            asked("q3", "What is left?", 1),
            minutes=10.0,
        ),
        stage("two", asked("q4", "How do you end?", 2, "two"), minutes=4.0),
    ),
    seed=0,
)


class Log:
    """`now` is in seconds; every step takes the time that its words take."""

    def __init__(self, plan: Plan = PLAN) -> None:
        self.plan = plan
        self.events: list[e.Event] = []
        self.now = 0.0
        self.stage, self.question = "", ""
        self._pieces = self._utterances = self._turns = 0
        self.add(e.SessionStarted)

    def add(self, kind: type[e.Event], **fields: object) -> None:
        event = kind(at=samples(self.now), seq=len(self.events), **fields)
        self.events.append(event)

    def passes(self, seconds: float) -> "Log":
        self.now += seconds
        return self

    # --- the interviewer ------------------------------------------------------------------

    def reply(
        self,
        *sentences: str,
        move: str = "",
        asks: tuple[str, int] | None = None,
        opens: str = "",
        key_point: str | None = None,
        credits: tuple[str, ...] = (),
        heard: int | None = None,
        wait: float = 0.03,
        by: str = "script",
    ) -> "Log":
        """`heard` is how many words were, None for all; `wait` goes by before the first."""
        self.add(e.GiveFloor, to="interviewer")
        first = self._pieces + 1
        for text in sentences:
            self._pieces += 1
            self.add(e.Speak, piece=self._pieces, text=text)
        self.passes(wait)
        for place, text in enumerate(sentences):
            if heard is None or heard > 0:
                self.add(e.PlaybackStarted, piece=first + place)
            if place == 0:
                self._makes(move, asks, opens, key_point, credits, by)
            heard = self._plays(first + place, text, heard)
        if move != "close":
            self.add(e.GiveFloor, to="candidate")
        return self

    def _makes(
        self,
        move: str,
        asks: tuple[str, int] | None,
        opens: str,
        key_point: str | None,
        credits: tuple[str, ...],
        by: str,
    ) -> None:
        if move:
            self.add(e.MakeMove, move=move, key_point=key_point, heard=credits, worded_by=by)
        if opens:
            self.stage = opens
            self.add(e.StartStage, stage=opens)
        if asks is not None:
            self.question = asks[0]
            self.add(e.AskQuestion, stage=self.stage, question=asks[0], follow_up=asks[1])

    def _plays(self, piece: int, text: str, heard: int | None) -> int | None:
        words = text.split()
        spoken = words if heard is None else words[:heard]
        self.passes(WORD * len(spoken))
        finished = len(spoken) == len(words)
        self.add(e.PlaybackDone, piece=piece, spoken=" ".join(spoken), finished=finished)
        return None if heard is None else heard - len(spoken)

    # --- the candidate --------------------------------------------------------------------

    def speaks(self, text: str, silence: float = 1.0) -> "Log":
        """One utterance, and silence after it."""
        self._utterances += 1
        start = samples(self.now)
        self.passes(0.1)
        self.add(e.SpeechStarted, utterance=self._utterances, start=start)
        self.passes(max(0.0, WORD * len(text.split()) - 0.1))
        end = samples(self.now)
        self.passes(min(0.3, silence))
        self.add(e.SpeechStopped, utterance=self._utterances, start=start, end=end)
        words = spread(text, start, end)
        self.add(e.FinalTranscript, utterance=self._utterances, words=words)
        self.passes(max(0.0, silence - 0.3))
        return self

    def answer(
        self, text: str, silence: float = 1.0, why: str = "silence", turn: bool = True
    ) -> "Log":
        self.passes(1.0)
        self.speaks(text, silence)
        return self.turn_ends(text, why) if turn else self

    def turn_ends(self, text: str, why: str = "silence") -> "Log":
        self._turns += 1
        words = spread(text, samples(self.now), samples(self.now))
        self.add(
            e.EndTurn,
            turn=self._turns,
            why=why,
            stage=self.stage,
            question=self.question,
            words=words,
        )
        return self

    def key(self, command: str) -> "Log":
        self.add(e.CandidateCommand, command=command)
        return self

    def ends(self, reason: str = "finished") -> "Log":
        self.add(e.GiveFloor, to="nobody")
        self.add(e.EndSession, reason=reason)
        return self

    def record(self) -> Record:
        return record_of(self.plan, self.events, dict(LIST.words), STRANGERS)

"""The core's memory, and the small acts that every part of it shares."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.plan import Plan
from voiceinterview.interview.course import Course
from voiceinterview.interview.listening import CandidateTurn, Draft, Overlap
from voiceinterview.interview.own_pauses import OwnPauses
from voiceinterview.interview.speaking import InterviewerTurn
from voiceinterview.interview.turn_taking import READING, WRITING

Floor = Literal["nobody", "interviewer", "candidate"]


@dataclass(frozen=True)
class Line:
    """What one party said, as the other heard it."""

    speaker: Literal["interviewer", "candidate"]
    text: str


class State:
    """Written by the core only; the session reads it to show and to word things."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.course = Course(plan)
        self.floor: Floor = "nobody"
        self.paused = False
        self.asked_to_pause = False  # by the candidate, not by a lost microphone
        self.microphone_gone = False
        self.ended = False
        self.listening = True  # false where answers are typed
        self.history: list[Line] = []
        self.candidate = CandidateTurn(1)
        self.interviewer: InterviewerTurn | None = None  # set while she has the floor
        self.draft: Draft | None = None  # what the utterance under way may come to
        self.prepared: InterviewerTurn | None = None  # a reply to that, got ready and held back
        self.held = False  # her voice was cut off by sound that may turn out to be a cough
        self.overlap: Overlap | None = None  # speech over her voice, not yet weighed
        self.remark: Overlap | None = None  # one that let her go on, and agreed
        self.ending: e.TurnEnd | None = None  # the turn is over once its words have come
        self.leaving: e.EndReason | None = None  # the session ends with this turn
        self.model_down = False  # the script words every reply until the model answers again
        self.own_pauses = OwnPauses()  # of this candidate, in the whole session
        self.taken: tuple[str, int] | None = None  # how the words of a turn that silence ended
        # ended, and the sample where that silence began
        self.nudges = 0
        self.running: set[int] = set()  # the numbers of the runs under way
        self.last_run: CodeRun | None = None
        self.active_at = 0  # when somebody who writes code was last known to do something
        self.told: set[tuple[str, str]] = set()  # what is told once a question: its id, what
        self.recognizer_failures = 0
        self.on_resume: Callable[[State], None] | None = None
        self.now = 0
        self.decisions: list[e.Decision] = []
        self.turn_of_piece: dict[int, InterviewerTurn] = {}
        self._numbers: dict[str, int] = {}
        self._timers: dict[str, str] = {}

    @property
    def patience(self) -> str:
        """How long silences may be: longer while there is something to read, and as long as it
        takes while she writes."""
        question = self.course.question
        if self.plan.patience == "manual":
            return self.plan.patience
        if question.is_coding:
            return WRITING if self.course.writing else self.plan.patience
        return READING if question.shown else self.plan.patience

    @property
    def may_be_over(self) -> bool:
        """Whether the candidate has said something, and is silent now."""
        turn = self.candidate
        return self.floor == "candidate" and turn.speaking is None and bool(turn.words)

    def decide(self, kind: type[e.Decision], **fields: Any) -> None:
        self.decisions.append(kind(at=self.now, **fields))

    def next_number(self, what: str) -> int:
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return self._numbers[what]

    def set_timer(self, purpose: str, due: int) -> None:
        """Fire at the sample `due`; an earlier timer of the same purpose is void from now on."""
        name = f"{purpose}-{self.next_number('timer')}"
        self._timers[purpose] = name
        self.decide(e.SetTimer, timer=name, due=due)

    def drop_timer(self, purpose: str) -> None:
        self._timers.pop(purpose, None)

    def purpose_of(self, timer: str) -> str | None:
        """What a timer that fired was for; None if it is void."""
        purpose = timer.rpartition("-")[0]
        return purpose if self._timers.get(purpose) == timer else None

    def give_floor(self, to: Floor) -> None:
        if self.floor != to:
            self.floor = to
            self.decide(e.GiveFloor, to=to)

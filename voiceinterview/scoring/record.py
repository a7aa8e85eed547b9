"""What a rater is given: one stage of one session."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.observations import CodeRan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.transcript import Turn

NOT_REACHED = "The session ended before this stage."


@dataclass(frozen=True)
class StageRecord:
    """`turns` is the whole session's transcript, `questions` what was planned for the stage.
    `unheard` counts the stretches of speech in it that the recognizer failed on, `warnings` say
    what else speaks against trusting its words. `ran` are the runs of the code that she wrote for
    these questions, oldest first."""

    session: str
    stage: str
    title: str
    questions: tuple[Question, ...]
    turns: tuple[Turn, ...]
    unheard: int = 0
    warnings: tuple[str, ...] = ()
    ran: tuple[CodeRan, ...] = ()

    @property
    def stage_turns(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.stage == self.stage)

    @property
    def answers(self) -> tuple[Turn, ...]:
        """The candidate's own turns in the stage: the only words that anything is judged by."""
        return tuple(turn for turn in self.stage_turns if turn.speaker == "candidate")

    @property
    def reached(self) -> bool:
        return bool(self.stage_turns)

    @property
    def runs(self) -> tuple[CodeRun, ...]:
        return tuple(event.run for event in self.ran)

    @property
    def left(self) -> dict[str, CodeRun]:
        """Question -> her code for it as she left it: the last run, submitted or not."""
        return {run.question: run for run in self.runs}

    @property
    def runs_sha256(self) -> str:
        """Names the runs to the letter; "" where there are none."""
        return _digest([asdict(run) for run in self.runs]) if self.ran else ""


@lru_cache(maxsize=8)  # every stage, rater and card of a session asks for the same few
def transcript_sha256(turns: tuple[Turn, ...]) -> str:
    """Names a transcript to the letter, times of words included."""
    return _digest([asdict(turn) for turn in turns])


def _digest(plain: object) -> str:
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("ascii")).hexdigest()

"""What a rater is given: one stage of one session."""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256

from voiceinterview.domain.questions import Question
from voiceinterview.domain.transcript import Turn

NOT_REACHED = "The session ended before this stage."


@dataclass(frozen=True)
class StageRecord:
    """`turns` is the whole session's transcript, `questions` what was planned for the stage.
    `unheard` counts the stretches of speech in it that the recognizer failed on, `warnings` say
    what else speaks against trusting its words."""

    session: str
    stage: str
    title: str
    questions: tuple[Question, ...]
    turns: tuple[Turn, ...]
    unheard: int = 0
    warnings: tuple[str, ...] = ()

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


@lru_cache(maxsize=8)  # every stage, rater and card of a session asks for the same few
def transcript_sha256(turns: tuple[Turn, ...]) -> str:
    """Names a transcript to the letter, times of words included."""
    canonical = json.dumps([asdict(turn) for turn in turns], sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("ascii")).hexdigest()

"""How the candidate spoke: what can be counted and timed. Described, never graded.

What could not be measured is None, and an `Unmeasured` of the same name beside it says why.
"""

from dataclasses import dataclass

from voiceinterview.domain.delivery_measures import (
    Interruptions,
    KindCount,
    Monologue,
    Pace,
    PacePoint,
    Pause,
    Pauses,
    PhraseUse,
    Repetition,
    Response,
    RoleTerms,
    Stretch,
    Talk,
    Unmeasured,
    WordCount,
)
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True, kw_only=True)
class SpeechMeasures(Strict):
    """What the candidate said in a turn, a stage or the session.

    `typed_words` of the `words` were typed: they count for wording and never for time.
    `frequent` are the content words used most, the role's terms and the questions' words apart.
    """

    words: int
    typed_words: int
    pace: Pace | None
    pauses: Pauses | None
    monologue: Monologue | None
    fillers: tuple[KindCount, ...]
    hedges: tuple[KindCount, ...]
    repetitions: int
    frequent: tuple[WordCount, ...]
    role_terms: RoleTerms
    unmeasured: tuple[Unmeasured, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionDelivery(Strict):
    """A question that was asked, with its follow-ups, against the minutes it was meant to take.

    `answer_seconds`: the candidate's talk. `elapsed_seconds`: from the first sound of the
    question to the end of the last answer, the interviewer's words included; None where there
    was no answer. `budget_seconds` is None where the plan does not have the question, and
    `share_of_budget` is `elapsed_seconds` by it. `reason` says why `answer_seconds` is None.
    """

    stage: str
    question: str
    asked: int  # sample
    words: int
    answer_seconds: float | None
    elapsed_seconds: float | None
    budget_seconds: float | None
    share_of_budget: float | None
    responses: tuple[Response, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TurnDelivery(Strict):
    """A turn of the candidate in which something was said; `number` is the transcript's."""

    number: int
    stage: str
    question: str
    start: int
    end: int
    speech: SpeechMeasures
    pauses: tuple[Pause, ...]
    fillers: tuple[PhraseUse, ...]
    hedges: tuple[PhraseUse, ...]
    repetitions: tuple[Repetition, ...]


@dataclass(frozen=True)
class StageDelivery(Strict):
    stage: str
    title: str
    speech: SpeechMeasures
    talk: Talk


@dataclass(frozen=True, kw_only=True)
class Delivery(Strict):
    """A session's delivery. Stages stand in the order of the plan, all else in that of time.

    `pace_over_time` and `interruptions` are None where answers were typed; `unmeasured` says so.
    `words_version` is the version of the word lists that were counted with.
    """

    speech: SpeechMeasures
    talk: Talk
    stages: tuple[StageDelivery, ...]
    turns: tuple[TurnDelivery, ...]
    questions: tuple[QuestionDelivery, ...]
    pace_over_time: tuple[PacePoint, ...] | None
    timeline: tuple[Stretch, ...]
    interruptions: Interruptions | None
    unmeasured: tuple[Unmeasured, ...]
    words_version: str

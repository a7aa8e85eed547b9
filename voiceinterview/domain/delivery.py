"""How the candidate spoke: what can be counted and timed. Described, never graded.

Places are samples on the session clock, durations seconds, rates words a minute. What could not
be measured is None, and an `Unmeasured` of the same name beside it says why. DELIVERY.md has the
definition and the source of every measure.
"""

from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.speech import seconds
from voiceinterview.domain.strict import Strict
from voiceinterview.domain.transcript import Speaker

Measure = Literal[
    "pace", "pace_over_time", "pauses", "pause_places", "monologue", "fillers",
    "share_of_time", "share_of_words", "interruptions",
]  # fmt: skip


@dataclass(frozen=True)
class Unmeasured(Strict):
    measure: Measure
    reason: str


@dataclass(frozen=True)
class Pace(Strict):
    """`talk_seconds` run from the first word to the last of each stretch of talk, pauses
    included; `pause_seconds` are the pauses in them.

    `speaking_rate` is words by the whole, `articulation_rate` by the time without pauses; both
    in words a minute.
    """

    words: int
    talk_seconds: float
    pause_seconds: float
    speaking_rate: float
    articulation_rate: float


@dataclass(frozen=True)
class PacePoint(Strict):
    """The pace in the samples from `start` to `end`; words cut by an edge count in part."""

    start: int
    end: int
    talk_seconds: float
    speaking_rate: float
    articulation_rate: float


PausePlace = Literal["clause_end", "within_clause"]


@dataclass(frozen=True)
class Pause(Strict):
    """Silence between two words of one turn; `place` is None where nothing shows it.

    `turn` is the number of the turn in the transcript, as everywhere in this module.
    """

    turn: int
    start: int
    end: int
    after: str  # the word before the silence, as it was recognized
    before: str  # the word after it
    place: PausePlace | None

    @property
    def seconds(self) -> float:
        return seconds(self.end - self.start)


@dataclass(frozen=True)
class Pauses(Strict):
    """`per_minute` is by the time talked; `median_seconds` and `longest` are None without any.

    `clause_end` and `within_clause` count them by place, None where no place is known.
    """

    count: int
    total_seconds: float
    per_minute: float
    median_seconds: float | None
    longest: Pause | None
    clause_end: int | None
    within_clause: int | None


@dataclass(frozen=True)
class Monologue(Strict):
    """The longest stretch in which the candidate talked and the interviewer did not."""

    turn: int
    start: int
    end: int
    words: int

    @property
    def seconds(self) -> float:
        return seconds(self.end - self.start)


@dataclass(frozen=True)
class PhraseUse(Strict):
    """A filler or hedge where it was said: words `first` to `last` of the turn, from 0.

    `at` is the first sample of it, None where it was typed.
    """

    turn: int
    kind: str
    phrase: str
    first: int
    last: int
    at: int | None


@dataclass(frozen=True)
class PhraseCount(Strict):
    phrase: str
    count: int


@dataclass(frozen=True)
class KindCount(Strict):
    """How often phrases of one kind were used, the most frequent first.

    `count` and `per_hundred_words` are None where the kind can be told by punctuation only and
    there is none; `phrases` is empty then.
    """

    kind: str
    title: str
    count: int | None
    per_hundred_words: float | None
    phrases: tuple[PhraseCount, ...]


@dataclass(frozen=True)
class Repetition(Strict):
    """A word or phrase said `times` times in a row, from the word `first` of the turn on."""

    turn: int
    phrase: str
    times: int
    first: int
    at: int | None


@dataclass(frozen=True)
class WordCount(Strict):
    word: str
    count: int


@dataclass(frozen=True)
class RoleTerms(Strict):
    """The terms of the role's vocabulary that were used, the most frequent first.

    `listed` is how many terms the vocabulary has.
    """

    used: tuple[PhraseCount, ...]
    listed: int

    @property
    def distinct(self) -> int:
        return len(self.used)

    @property
    def total(self) -> int:
        return sum(term.count for term in self.used)


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


@dataclass(frozen=True)
class Share(Strict):
    """How the talk was shared out: amounts in seconds or in words; the shares sum to 1."""

    candidate: float
    interviewer: float
    candidate_share: float
    interviewer_share: float


@dataclass(frozen=True)
class Talk(Strict):
    """`by_time` is None where answers were typed; either is None where nobody said anything."""

    by_time: Share | None
    by_words: Share | None
    unmeasured: tuple[Unmeasured, ...]


@dataclass(frozen=True)
class Interruption(Strict):
    """`by` began to speak at the sample `at` while the other spoke; both did for `seconds`."""

    by: Speaker
    at: int
    seconds: float
    stage: str
    question: str


@dataclass(frozen=True)
class Interruptions(Strict):
    """`by_candidate`: the interviewer yielded. `by_interviewer`: she began while the candidate
    was speaking. `overlaps`: sounds of the candidate over the interviewer to which she did not
    yield, such as "mm-hm" or an early start."""

    by_candidate: tuple[Interruption, ...]
    by_interviewer: tuple[Interruption, ...]
    overlaps: int


@dataclass(frozen=True)
class Response(Strict):
    """The time to the first word after a question (`follow_up` 0) or the n-th follow-up to it.

    `seconds` count from the last sound of the question; below 0 the candidate did not wait for
    it. None where there was no spoken answer: `reason` says so. `prompts` counts how often the
    interviewer spoke again in that time: a nudge, a repeat.
    """

    follow_up: int
    asked: int  # sample
    seconds: float | None
    prompts: int
    reason: str = ""


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


@dataclass(frozen=True)
class Stretch(Strict):
    """One party's talk without a break, in samples; for the talk timeline."""

    speaker: Speaker
    start: int
    end: int


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

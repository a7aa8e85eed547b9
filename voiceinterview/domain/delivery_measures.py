"""Single measures of how the candidate spoke; `delivery` puts them together.

Places are samples on the session clock, durations seconds, rates words a minute. DELIVERY.md has
the definition and the source of every measure.
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


@dataclass(frozen=True)
class Stretch(Strict):
    """One party's talk without a break, in samples; for the talk timeline."""

    speaker: Speaker
    start: int
    end: int

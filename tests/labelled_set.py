"""A labelled set with nothing in it but what was planted: coaches, machines, their faults.

Two forms of the same people:

- `draw(seed, n)` gives `Judgment`s in memory, fast enough for hundreds of draws. The coaches
  depend on the seed and `n` only, so that `draw(1, 24, machine=BASELINE)` and
  `draw(1, 24, machine=IMPROVED, rubric=AFTER)` are two machines on the same sessions with the
  same labels: what comparing two versions of a rubric needs.
- `labelled_folder.write_set(root, ...)` writes session folders that the commands run on.

Each session has a true quality, uniform over the scale; each criterion's differs a little from
it. A rater hears that quality with her bias and noise, and rounds it to a level. A bias of 0.5
moves half of the levels by one; the mean gap to ada is 0.46, for noise at the ends of the scale
has one way to go only. At n = 24 it scatters by 0.11, balanced by 0.09.

| who               | what is planted                                                        |
| ----------------- | ---------------------------------------------------------------------- |
| ada               | no bias; noise 0.25; labels the first RETESTED sessions twice            |
| ben               | +0.5 level on BIAS_OF_BEN; noise 0.25                                    |
| cora              | drifts: 0 at the first session, -1 level at the last, on every criterion |
| machine, BASELINE | -0.5 level on MACHINE_BIAS_ON; BAD_CRITERION at random; noise 0.35       |
| machine, IMPROVED | both of these mended                                                     |
| machine, HARMED   | as BASELINE, and -1 level on every other criterion                       |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np

from voiceinterview.domain.labels import Judgment, RaterKind
from voiceinterview.domain.rubrics import Anchor, Criterion, EvidenceRule, Rubric, RubricRef

STAGE = "ml-stats-deep-dive"
RUBRIC_ID = "ml-stats-deep-dive"
CRITERIA = (
    "technical-depth",
    "explanation-clarity",
    "connecting-concepts",
    "statistical-correctness",
    "practical-judgment",
)
SCALE = (1, 2, 3, 4)
MACHINE_BIAS_ON = "statistical-correctness"
MACHINE_BIAS = -0.5
BAD_CRITERION = "connecting-concepts"
BIAS_OF_BEN_ON = "explanation-clarity"
BIAS_OF_BEN = 0.5
DRIFT_OF_CORA = -1.0  # levels, from the first session to the last
RETESTED = 8  # sessions
MACHINE = "model-simulated"
BEFORE = RubricRef(RUBRIC_ID, "1.0.0", "a" * 64)
AFTER = RubricRef(RUBRIC_ID, "1.1.0", "b" * 64)
_OWN_VOICE = 0.3  # levels; how far a criterion's quality lies from the session's


@dataclass(frozen=True)
class Simulated:
    """A rater: `bias` in levels by criterion, `noise` as a standard deviation in levels.

    `drift` is in levels from the first session to the last; `at_random` criteria get any level.
    """

    name: str
    kind: RaterKind
    bias: Mapping[str, float] = field(default_factory=dict)
    noise: float = 0.25
    drift: float = 0.0
    at_random: tuple[str, ...] = ()


ADA = Simulated("ada", "coach")
BEN = Simulated("ben", "coach", {BIAS_OF_BEN_ON: BIAS_OF_BEN})
CORA = Simulated("cora", "coach", drift=DRIFT_OF_CORA)
COACHES = (ADA, BEN, CORA)

BASELINE = Simulated(
    MACHINE, "model", {MACHINE_BIAS_ON: MACHINE_BIAS}, noise=0.35, at_random=(BAD_CRITERION,)
)
IMPROVED = Simulated(MACHINE, "model", noise=0.35)
HARMED = Simulated(
    MACHINE,
    "model",
    dict.fromkeys(CRITERIA, -1.0) | {MACHINE_BIAS_ON: MACHINE_BIAS},
    noise=0.35,
    at_random=(BAD_CRITERION,),
)


def rubric_of(ref: RubricRef = BEFORE, criteria: Sequence[str] = CRITERIA) -> Rubric:
    """A rubric of these criteria, each of weight 1, on the scale 1 to 4."""
    return Rubric(
        id=ref.id,
        version=ref.version,
        scale=SCALE,
        criteria=tuple(
            Criterion(
                id=name,
                weight=1,
                question=f"How about {name}?",
                anchors=tuple(Anchor(level, f"{name} at {level}.") for level in SCALE),
                examples=(),
                red_flags=(),
                evidence=EvidenceRule(min_quotes=1, required_from=2),
                not_assessable=True,
                cannot_be_heard=(),
            )
            for name in criteria
        ),
        sha256=ref.sha256,
    )


def draw(
    seed: int,
    n: int = 24,
    *,
    machine: Simulated | None = BASELINE,
    coaches: Sequence[Simulated] = COACHES,
    rubric: RubricRef = BEFORE,
    criteria: Sequence[str] = CRITERIA,
    balanced: bool = False,
) -> tuple[Judgment, ...]:
    """Labels of the coaches (always by BEFORE) and levels of the machine (by `rubric`) on `n`
    sessions `s-000`, `s-001`, ... in the order in which they were held and labelled.

    `balanced` spreads qualities and noise evenly over the sessions, so that what was planted is
    in the set to a few hundredths of a level; without it they are drawn independently, as
    power must be measured. Round 2 holds ada's second round over the first RETESTED sessions.
    """
    quality = qualities(seed, n, criteria, balanced=balanced)
    words = _lengths(seed, quality)
    judgments: list[Judgment] = []
    for number, coach in enumerate(coaches):
        chance = np.random.default_rng([seed, 1, number])
        levels = levels_of(coach, quality, criteria, chance, balanced=balanced)
        judgments += _rows(coach, BEFORE, levels, criteria, words)
        if coach.name == ADA.name:
            again = levels_of(coach, quality, criteria, chance, balanced=balanced)
            judgments += _rows(coach, BEFORE, again[:RETESTED], criteria, words, round_=2)
    if machine is not None:
        chance = np.random.default_rng([seed, 2])
        levels = levels_of(machine, quality, criteria, chance, balanced=balanced)
        judgments += _rows(machine, rubric, levels, criteria, words)
    return tuple(judgments)


def qualities(
    seed: int, n: int, criteria: Sequence[str] = CRITERIA, *, balanced: bool = False
) -> np.ndarray:
    """True qualities, (n, criteria), uniform over [1, 4] and alike within a session."""
    chance = np.random.default_rng([seed, 0])
    whole = 1 + 3 * _uniform(chance, n, balanced=balanced)
    own = np.stack([_normal(chance, n, balanced=balanced) for _ in criteria], axis=1)
    return _folded(whole[:, None] + _OWN_VOICE * own)


def levels_of(
    rater: Simulated,
    quality: np.ndarray,
    criteria: Sequence[str],
    chance: np.random.Generator,
    *,
    balanced: bool = False,
) -> np.ndarray:
    """What `rater` gives, (n, criteria), whole levels."""
    n = len(quality)
    bias = np.array([rater.bias.get(name, 0.0) for name in criteria])
    noise = np.stack([_normal(chance, n, balanced=balanced) for _ in criteria], axis=1)
    passed = np.linspace(0.0, 1.0, n)[:, None]
    heard = quality + bias + rater.drift * passed + rater.noise * noise
    levels = np.clip(np.floor(heard + 0.5), SCALE[0], SCALE[-1]).astype(int)
    anything = chance.integers(SCALE[0], SCALE[-1] + 1, size=levels.shape)
    for place, name in enumerate(criteria):
        if name in rater.at_random:
            levels[:, place] = anything[:, place]
    return levels


def session_name(number: int) -> str:
    return f"s-{number:03d}"


def _rows(
    rater: Simulated,
    rubric: RubricRef,
    levels: np.ndarray,
    criteria: Sequence[str],
    words: Sequence[int],
    round_: int = 1,
) -> Iterator[Judgment]:
    for number, row in enumerate(levels.tolist()):
        session, at = session_name(number), labelled_at(number, round_)
        for name, level in zip(criteria, row, strict=True):
            yield Judgment(
                session=session,
                stage=STAGE,
                criterion=name,
                rater=rater.name,
                kind=rater.kind,
                rubric=rubric,
                level=level,
                round=round_,
                words=words[number],
                at=at,
            )


def labelled_at(number: int, round_: int = 1) -> str:
    """One session a day from 1 March 2026 on, the second round four months later."""
    day = np.datetime64("2026-03-01" if round_ == 1 else "2026-07-01") + number
    return f"{day}T10:00:00+00:00"


def _lengths(seed: int, quality: np.ndarray) -> list[int]:
    """Words said in the stage: better candidates say a little more."""
    chance = np.random.default_rng([seed, 3])
    return [int(200 + 40 * q + chance.normal(0, 60)) for q in quality.mean(axis=1)]


def _uniform(chance: np.random.Generator, n: int, *, balanced: bool) -> np.ndarray:
    """`n` numbers in [0, 1); balanced: one from the middle of each nth part, shuffled."""
    return chance.permutation((np.arange(n) + 0.5) / n) if balanced else chance.random(n)


def _normal(chance: np.random.Generator, n: int, *, balanced: bool) -> np.ndarray:
    if not balanced:
        return chance.standard_normal(n)
    return np.array([NormalDist().inv_cdf(u) for u in _uniform(chance, n, balanced=True)])


def _folded(quality: np.ndarray) -> np.ndarray:
    """Back into [1, 4] at its ends, as a mirror would: what was uniform stays so."""
    low, high = SCALE[0], SCALE[-1]
    quality = np.where(quality < low, 2 * low - quality, quality)
    return np.where(quality > high, 2 * high - quality, quality)

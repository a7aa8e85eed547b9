"""Agreement as the books have it, as other libraries count it, and never more than it bears."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceinterview.scoring.agreement import Pair, agreement, alpha_among
from voiceinterview.scoring.agreement_baselines import constant_rater, length_rater
from voiceinterview.scoring.agreement_intervals import Figure, session_draws
from voiceinterview.scoring.agreement_tables import (
    Floats,
    adjacent,
    coincidences_of,
    exact,
    ordinal_alpha,
    quadratic_weighted_kappa,
    weighted_kappa,
)

SCALE = (1, 2, 3, 4)
LEVELS = st.integers(1, 4)
TABLES = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=4, max_size=4)

# K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections C and E: four
# observers, twelve units, values missing. The paper gives .815 for the ordinal metric.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
# Two pathologists on 118 slides (Landis and Koch 1977), as in A. Agresti, Categorical Data
# Analysis, 2nd edition, section 10.5: kappa .493, with squared weights .78.
SLIDES = ((22, 2, 2, 0), (5, 7, 14, 0), (0, 2, 36, 0), (0, 1, 17, 10))
# J. Cohen (1968), Weighted kappa, Psychological Bulletin 70(4), table 1: two diagnosticians on 200
# patients, with weights of disagreement of their own. The paper has kappa .492, weighted .348.
DIAGNOSES = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
GRAVITY = ((0, 1, 3), (1, 0, 6), (3, 6, 0))


def table(rows: Sequence[Sequence[int]]) -> Floats:
    return np.array(rows, dtype=np.float64)


def pairs_of(rows: Sequence[Sequence[int]], sessions: int = 5) -> list[Pair]:
    """A table as pairs, dealt out to sessions in turn."""
    levels = [(i, j) for i, j in product(range(len(rows)), repeat=2) for _ in range(rows[i][j])]
    return [
        Pair(f"s-{n % sessions}", "depth", i + 1, j + 1, words=100 + n)
        for n, (i, j) in enumerate(levels)
    ]


# --- as published -----------------------------------------------------------------------------


def test_alpha_of_krippendorffs_own_example() -> None:
    units = [[value for value in unit if value] for unit in zip(*OBSERVERS, strict=True)]

    told = alpha_among([(f"s-{n}", unit) for n, unit in enumerate(units)], (1, 2, 3, 4, 5))

    assert told.value == pytest.approx(0.815, abs=0.0005)


def test_kappa_of_agrestis_pathologists() -> None:
    unweighted = weighted_kappa(table(SLIDES), 1 - np.eye(4))

    assert float(unweighted) == pytest.approx(0.493, abs=0.0005)
    assert float(quadratic_weighted_kappa(table(SLIDES), SCALE)) == pytest.approx(0.78, abs=0.005)


def test_kappa_of_cohens_diagnosticians_with_their_own_weights() -> None:
    unweighted = weighted_kappa(table(DIAGNOSES), 1 - np.eye(3))

    assert float(unweighted) == pytest.approx(0.492, abs=0.0005)
    assert float(weighted_kappa(table(DIAGNOSES), table(GRAVITY))) == pytest.approx(
        0.348, abs=0.0005
    )


# --- as other libraries count it --------------------------------------------------------------


@pytest.fixture(scope="module")
def library_kappa() -> Any:
    from sklearn.metrics import cohen_kappa_score

    return cohen_kappa_score


@pytest.fixture(scope="module")
def library_task() -> Any:
    from nltk.metrics.agreement import AnnotationTask

    return AnnotationTask


@given(rows=TABLES)
def test_kappa_is_that_of_scikit_learn(rows: list[list[int]], library_kappa: Any) -> None:
    ours = float(quadratic_weighted_kappa(table(rows), SCALE))
    if np.isnan(ours):
        return
    pairs = pairs_of(rows)
    theirs = library_kappa(
        [pair.reference for pair in pairs],
        [pair.level for pair in pairs],
        weights="quadratic",
        labels=SCALE,
    )

    assert ours == pytest.approx(theirs, abs=1e-9)


@given(units=st.lists(st.lists(LEVELS, min_size=2, max_size=4), min_size=2, max_size=12))
def test_alpha_is_that_of_nltk(units: list[list[int]], library_task: Any) -> None:
    values = sorted(value for unit in units for value in unit)
    if values[0] == values[-1]:
        return

    def ordinal(one: int, other: int) -> float:
        """Krippendorff's sum over the values between, ends counted by half."""
        low, high = sorted((one, other))
        between = sum(low <= value <= high for value in values)
        return float((between - (values.count(low) + values.count(high)) / 2) ** 2)

    task = library_task(
        data=[
            (f"coder-{coder}", f"unit-{n}", value)
            for n, unit in enumerate(units)
            for coder, value in enumerate(unit)
        ],
        distance=lambda one, other: 0.0 if one == other else ordinal(one, other),
    )
    ours = ordinal_alpha(coincidences_of([[v - 1 for v in unit] for unit in units], 4))

    assert float(ours) == pytest.approx(task.alpha(), abs=1e-9)


def test_intervals_are_those_of_scipys_bootstrap_of_sessions() -> None:
    from scipy.stats import bootstrap

    pairs = pairs_of(SLIDES, sessions=12)
    tables = np.stack(
        [
            sum(
                (np.eye(4)[[p.reference - 1]].T @ np.eye(4)[[p.level - 1]])
                for p in pairs
                if p.session == name
            )
            for name in sorted({pair.session for pair in pairs})
        ]
    )

    def kappa_of(sessions: np.ndarray, axis: int = -1) -> np.ndarray:
        return quadratic_weighted_kappa(tables[sessions].sum(axis=-3), SCALE)

    theirs = bootstrap(
        (np.arange(12),), kappa_of, n_resamples=9_999, method="percentile", vectorized=True,
        rng=np.random.default_rng(1),
    ).confidence_interval  # fmt: skip
    ours = agreement(pairs, SCALE).qwk

    assert ours.low == pytest.approx(theirs.low, abs=0.01)
    assert ours.high == pytest.approx(theirs.high, abs=0.01)


# --- what is told, and what is not --------------------------------------------------------------


def test_figures_of_a_table_that_one_can_count_by_hand() -> None:
    told = agreement(pairs_of(((1, 1, 0, 0), (0, 1, 0, 1), (0, 0, 1, 0), (0, 0, 0, 0))), SCALE)

    assert (told.sessions, told.pairs) == (5, 5)
    assert told.exact.value == pytest.approx(3 / 5)
    assert told.adjacent.value == pytest.approx(4 / 5)
    assert told.mae.value == pytest.approx((1 + 2) / 5)
    assert told.bias.value == pytest.approx((1 + 2) / 5)
    assert told.table == ((1, 1, 0, 0), (0, 1, 0, 1), (0, 0, 1, 0), (0, 0, 0, 0))


def test_without_a_pair_nothing_is_told_but_why() -> None:
    told = agreement([], SCALE)

    assert told.pairs == 0
    for one in (told.exact, told.adjacent, told.mae, told.bias, told.qwk, told.alpha):
        assert one == Figure(None, why="nothing was rated by both")


def test_a_rater_who_gives_one_level_only_has_no_kappa() -> None:
    pairs = [Pair(f"s-{n}", "depth", 1 + n % 4, 3) for n in range(12)]

    told = agreement(pairs, SCALE, ("ada", "the machine"))

    assert told.qwk == Figure(None, why="the machine gave level 3 only")
    assert told.mae.value == pytest.approx(1.0)
    assert told.alpha.value is not None


def test_where_all_levels_are_the_same_there_is_no_alpha_either() -> None:
    told = agreement([Pair(f"s-{n}", "depth", 2, 2) for n in range(12)], SCALE)

    assert told.qwk.value is None
    assert told.alpha == Figure(None, why="all levels are the same")
    assert told.exact.value == 1.0


@pytest.mark.parametrize(("sessions", "interval"), [(1, False), (2, False), (4, False), (5, True)])
def test_so_few_sessions_have_no_interval(sessions: int, interval: bool) -> None:
    told = agreement(pairs_of(SLIDES, sessions=sessions), SCALE)

    assert told.exact.value is not None
    assert (told.exact.low is not None) == interval
    assert interval or "it takes 5 sessions" in told.exact.why


def test_a_kappa_that_most_draws_leave_undefined_has_no_interval() -> None:
    same = [Pair(f"s-{n}", "depth", 2, 2) for n in range(5)]

    told = agreement([*same, Pair("s-9", "depth", 3, 3)], SCALE)

    assert told.qwk.value == pytest.approx(1.0)
    assert told.qwk.low is None
    assert "draws" in told.qwk.why


def test_eight_agreements_out_of_eight_are_no_certainty() -> None:
    told = agreement([Pair(f"s-{n}", "depth", 1 + n % 3, 1 + n % 3) for n in range(8)], SCALE)

    assert told.exact == Figure(1.0, why="no interval: every session says the same")


def test_levels_of_one_session_count_as_one_witness() -> None:
    """Ten times the same levels within the sessions tell no more than once."""
    once = [Pair(f"s-{n}", "depth", 1 + n % 4, 1 + (n + n // 6) % 4) for n in range(16)]

    assert agreement(once * 10, SCALE).mae == agreement(once, SCALE).mae


@settings(max_examples=30)
@given(TABLES)
def test_figures_lie_where_they_can(rows: list[list[int]]) -> None:
    told = agreement(pairs_of(rows), SCALE)

    for one in (told.exact, told.adjacent):
        assert one.value is None or 0 <= one.value <= 1
    assert told.qwk.value is None or -1 - 1e-9 <= told.qwk.value <= 1 + 1e-9
    if told.mae.value is not None and told.bias.value is not None:
        assert abs(told.bias.value) <= told.mae.value + 1e-9
    for one in (told.exact, told.adjacent, told.mae, told.bias, told.qwk, told.alpha):
        assert (one.value is None) <= bool(one.why)
        if one.low is not None and one.high is not None:
            assert one.low <= one.high


@settings(max_examples=30)
@given(TABLES)
def test_who_is_the_reference_turns_the_bias_round_and_nothing_else(rows: list[list[int]]) -> None:
    pairs = pairs_of(rows)
    turned = [Pair(p.session, p.criterion, p.level, p.reference) for p in pairs]

    there, back = agreement(pairs, SCALE), agreement(turned, SCALE)

    for one, other in ((there.qwk, back.qwk), (there.alpha, back.alpha), (there.mae, back.mae)):
        assert one.value == pytest.approx(other.value)
    if there.bias.value is not None and back.bias.value is not None:
        assert there.bias.value == pytest.approx(-back.bias.value)


def test_a_stack_of_tables_gives_what_each_gives() -> None:
    tables = np.stack([table(SLIDES), table(SLIDES).T, np.zeros((4, 4))])

    stacked = quadratic_weighted_kappa(tables, SCALE)

    assert stacked[0] == pytest.approx(float(quadratic_weighted_kappa(tables[0], SCALE)))
    assert np.isnan(stacked[2])
    assert exact(tables)[0] == exact(tables)[1]
    assert adjacent(tables)[0] == adjacent(tables)[1]


def test_every_draw_has_as_many_sessions_as_there_are() -> None:
    assert set(session_draws(7).sum(axis=1)) == {7.0}
    assert session_draws(7) is session_draws(7)


# --- raters that do not listen ------------------------------------------------------------------


def test_the_constant_rater_gives_what_is_most_frequent_in_the_other_sessions() -> None:
    levels = (2, 2, 3, 3, 3)
    pairs = [Pair(f"s-{n}", "depth", level, 1) for n, level in enumerate(levels)]

    given_levels = [pair.level for pair in constant_rater(pairs)]

    assert given_levels == [3, 3, 2, 2, 2]  # without its own session, 2 and 3 are even


def test_the_length_rater_finds_levels_that_go_by_length() -> None:
    pairs = [Pair(f"s-{n}", "depth", 1 + n // 4, 1, words=100 + n) for n in range(16)]

    told = agreement(length_rater(pairs), SCALE)

    assert told.exact.value is not None
    assert told.exact.value > 0.7


def test_the_length_rater_learns_nothing_of_the_session_it_rates() -> None:
    pairs = [Pair(f"s-{n}", "depth", 2, 1, words=n) for n in range(6)]
    odd = [*pairs, Pair("s-6", "depth", 4, 1, words=99)]

    assert length_rater(odd)[-1].level == 2


def test_a_criterion_of_one_session_has_nothing_to_learn_from() -> None:
    pairs = [Pair("s-0", "depth", 2, 1), Pair("s-1", "clarity", 2, 1)]

    assert constant_rater(pairs) == ()
    assert length_rater(pairs) == ()

"""The same sessions by two versions: what was mended, what was broken, and how sure that is."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled_set import (
    ADA,
    AFTER,
    BAD_CRITERION,
    BASELINE,
    BEN,
    HARMED,
    IMPROVED,
    MACHINE,
    SCALE,
    Simulated,
    draw,
    rubric_of,
)

from voiceinterview.coaching.comparing import (
    Case,
    Comparison,
    both_tables,
    comparison,
    effect,
    matched_cases,
)
from voiceinterview.coaching.pairing import Seat
from voiceinterview.domain.labels import Judgment
from voiceinterview.scoring.agreement_intervals import session_draws
from voiceinterview.scoring.agreement_tables import mean_absolute_error

SEAT = Seat("model", MACHINE)
RUBRIC = rubric_of(AFTER)


def compared(machine: Simulated, n: int = 24, coaches: Sequence[Simulated] = (ADA,)) -> Comparison:
    before = draw(1, n, coaches=coaches)
    after = draw(1, n, coaches=coaches, machine=machine, rubric=AFTER)
    return comparison(before, after, SEAT, [coach.name for coach in coaches], RUBRIC)


def case(label: int, before: int, after: int, session: str = "s-0") -> Case:
    return Case(session, "dive", "depth", "ada", label, before, after)


def test_a_case_is_fixed_or_broken_or_neither() -> None:
    assert case(3, 2, 3).fixed and not case(3, 2, 3).broken
    assert case(3, 3, 4).broken and not case(3, 3, 4).fixed
    for same in (case(3, 2, 4), case(3, 3, 3), case(3, 2, 2)):
        assert not same.fixed and not same.broken


def test_the_planted_improvement_is_seen_where_it_was_planted() -> None:
    found = compared(IMPROVED)
    effects = {one.criterion: one for one in found.criteria}
    mended, untouched = effects[BAD_CRITERION], effects["technical-depth"]

    assert mended.mae.change.high is not None
    assert mended.mae.change.high < 0
    assert mended.fixed > mended.broken
    assert (untouched.fixed, untouched.broken, untouched.mae.change.value) == (0, 0, 0)
    assert found.pooled.qwk.change.low is not None
    assert found.pooled.qwk.change.low > 0


def test_the_planted_harm_is_seen() -> None:
    pooled = compared(HARMED).pooled

    assert pooled.mae.change.low is not None
    assert pooled.mae.change.low > 0
    assert pooled.broken > pooled.fixed


def test_the_same_levels_twice_are_no_change() -> None:
    pooled = compared(BASELINE).pooled

    assert pooled.mae.change.value == 0
    assert (pooled.fixed, pooled.broken) == (0, 0)
    assert pooled.mae.before == pooled.mae.after


def test_each_label_of_each_coach_is_a_case() -> None:
    found = compared(IMPROVED, coaches=(ADA, BEN))

    assert found.pooled.cases == 24 * 5 * 2
    assert found.pooled.sessions == 24
    assert {case.coach for case in found.cases} == {"ada", "ben"}


def test_labels_that_one_version_has_no_level_beside_are_counted_as_lost() -> None:
    before = draw(1, 24, coaches=(ADA,))
    after = [
        replace(one, level=None) if one.kind == "model" and one.session == "s-003" else one
        for one in draw(1, 24, coaches=(ADA,), rubric=AFTER)
    ]

    cases, lost = matched_cases(before, after, SEAT, ["ada"])

    assert (len(cases), lost) == (23 * 5, 5)


def test_sessions_that_one_version_did_not_rate_are_left_out_of_both() -> None:
    before = draw(1, 24, coaches=(ADA,))
    after = [one for one in draw(1, 24, coaches=(ADA,), rubric=AFTER) if one.session != "s-000"]
    labels = [one for one in before if one.kind == "coach"]
    after = [one for one in after if one.kind == "model"]

    cases, lost = matched_cases(before, [*labels, *after], SEAT, ["ada"])

    assert "s-000" not in {case.session for case in cases}
    assert lost == 5


def test_retests_are_no_second_witness() -> None:
    rounds = [one for one in draw(1, 24, coaches=(ADA,)) if one.round == 2]

    assert rounds
    assert compared(IMPROVED).pooled.cases == 24 * 5


@pytest.mark.parametrize(
    ("n", "pooled", "each"), [(6, False, False), (12, True, False), (24, True, True)]
)
def test_a_kappa_is_told_only_of_enough_sessions(n: int, pooled: bool, each: bool) -> None:
    found = compared(IMPROVED, n)

    assert (found.pooled.qwk.change.value is not None) == pooled
    assert any(one.qwk.change.value is not None for one in found.criteria) == each
    assert found.pooled.mae.change.value is not None


def test_the_draws_are_paired() -> None:
    """The change's interval is that of the difference within each draw, and so much narrower
    than the two intervals would let one think."""
    found = compared(IMPROVED)
    before, after = both_tables(found.cases, SCALE)
    weights = session_draws(24)
    drawn = [
        mean_absolute_error(np.tensordot(weights, tables, 1), SCALE) for tables in (before, after)
    ]
    low, high = np.quantile(drawn[1] - drawn[0], [0.025, 0.975])

    change = found.pooled.mae.change

    assert (change.low, change.high) == (pytest.approx(low), pytest.approx(high))


LEVELS = st.integers(1, 4)


@settings(max_examples=30)
@given(st.lists(st.tuples(LEVELS, LEVELS, LEVELS), min_size=1, max_size=15))
def test_turning_the_versions_round_turns_the_change_round(
    levels: list[tuple[int, int, int]],
) -> None:
    there = [case(a, b, c, f"s-{n}") for n, (a, b, c) in enumerate(levels)]
    back = [case(a, c, b, f"s-{n}") for n, (a, b, c) in enumerate(levels)]

    one, other = (effect("depth", some, SCALE) for some in (there, back))

    assert one.mae.change.value == pytest.approx(-(other.mae.change.value or 0))
    assert (one.fixed, one.broken) == (other.broken, other.fixed)
    assert one.mae.before == other.mae.after


def test_nothing_to_compare_is_told_and_no_error() -> None:
    nothing: list[Judgment] = []

    found = comparison(nothing, nothing, SEAT, ["ada"], RUBRIC)

    assert found.pooled.cases == 0
    assert found.pooled.mae.change.value is None

"""The bench finds what was planted: biases, a bad criterion, a coach who drifts."""

from dataclasses import replace
from functools import cache

import pytest
from labelled_set import (
    ADA,
    BAD_CRITERION,
    BEN,
    BIAS_OF_BEN,
    BIAS_OF_BEN_ON,
    CORA,
    IMPROVED,
    MACHINE,
    MACHINE_BIAS,
    MACHINE_BIAS_ON,
    RETESTED,
    draw,
    rubric_of,
)

from voiceinterview.coaching.agreeing import ALL, Relation, RubricAgreement, rubric_agreement
from voiceinterview.domain.labels import Judgment

COACHES = ("ada", "ben", "cora")


@cache  # several stories are told of the same sets
def agreed(judgments: tuple[Judgment, ...], *coaches: str) -> RubricAgreement:
    return rubric_agreement(judgments, rubric_of(), coaches or COACHES)


def between(found: RubricAgreement, reference: str, rater: str) -> Relation:
    (relation,) = [
        one for one in found.relations if (one.reference, one.rater) == (reference, rater)
    ]
    return relation


def bias_on(relation: Relation, criterion: str) -> float:
    (row,) = [row for row in relation.criteria if row.criterion == criterion]
    assert row.agreement.bias.value is not None
    return row.agreement.bias.value


def test_the_planted_bias_is_found_with_its_sign_and_size() -> None:
    found = agreed(draw(7, 24, balanced=True, coaches=(ADA, BEN)))

    machine = bias_on(between(found, "ada", MACHINE), MACHINE_BIAS_ON)
    ben = bias_on(between(found, "ada", "ben"), BIAS_OF_BEN_ON)

    assert machine == pytest.approx(MACHINE_BIAS, abs=0.15)
    assert ben == pytest.approx(BIAS_OF_BEN, abs=0.15)


def test_no_bias_is_found_where_none_was_planted() -> None:
    found = agreed(draw(7, 24, balanced=True, coaches=(ADA, BEN)))

    assert bias_on(between(found, "ada", MACHINE), "practical-judgment") == pytest.approx(
        0, abs=0.15
    )


def test_the_criterion_that_was_rated_at_random_stands_out() -> None:
    relation = between(agreed(draw(1, 24)), "ada", MACHINE)

    worst = min(relation.criteria, key=lambda row: row.agreement.qwk.value or 0)

    assert worst.criterion == BAD_CRITERION
    assert worst.agreement.qwk.low is not None
    assert worst.agreement.qwk.low < 0 < (worst.agreement.qwk.high or 0)


def test_the_coach_who_drifts_is_found_and_nobody_else_is() -> None:
    drifts = {drift.coach: drift for drift in agreed(draw(1, 24)).drifts}

    assert [name for name, drift in drifts.items() if drift.drifts] == ["cora"]
    assert drifts["cora"].change.value == pytest.approx(-1, abs=0.35)
    assert drifts["cora"].against == (MACHINE,)


def test_without_a_machine_a_coach_is_set_beside_the_others() -> None:
    drifts = {one.coach: one for one in agreed(draw(1, 24, machine=None)).drifts}

    assert drifts["cora"].drifts
    assert drifts["cora"].against == ("ada", "ben")


@pytest.mark.parametrize("at", ["", "2026-05-01T12:00:00+00:00"])
def test_labels_without_times_of_their_own_show_no_drift(at: str) -> None:
    """As from a table: it may have none, and then all are of the second of the import."""
    timeless = tuple(replace(one, at=at) for one in draw(1, 24, coaches=(CORA,)))

    (cora,) = agreed(timeless).drifts

    assert (cora.change.value, cora.drifts) == (None, False)
    assert "0 sessions with own times" in cora.change.why


def test_several_coaches_are_the_reference_together_and_each_alone() -> None:
    found = agreed(draw(1, 24, coaches=(ADA, BEN)), "ada", "ben")

    assert [(one.kind, one.reference) for one in found.relations] == [
        ("machine", "ada + ben"),
        ("machine", "ada"),
        ("machine", "ben"),
        ("coaches", "ada"),
        ("retest", "ada, round 1"),
    ]
    assert found.relations[0].pooled.agreement.pairs == 240
    assert found.relations[0].pooled.agreement.sessions == 24


def test_only_the_coaches_asked_about_count() -> None:
    found = agreed(draw(1, 24), "ada")

    assert {seat.name for seat in found.raters} == {"ada", MACHINE}
    assert all("ben" not in one.reference for one in found.relations)


def test_a_coach_against_herself_has_the_sessions_that_she_did_twice() -> None:
    retest = between(agreed(draw(1, 24)), "ada, round 1", "ada, round 2")

    assert retest.kind == "retest"
    assert retest.pooled.agreement.sessions == RETESTED
    assert retest.pooled.agreement.exact.value is not None
    assert retest.pooled.agreement.qwk.value is None  # eight are too few for a kappa


def test_raters_that_do_not_listen_do_worse_than_one_that_does() -> None:
    row = between(agreed(draw(1, 24, machine=IMPROVED, coaches=(ADA,))), "ada", MACHINE).pooled

    heard = row.agreement.mae.value
    deaf = [row.constant.mae.value, row.by_length.mae.value]

    assert heard is not None
    assert all(value is not None and value > heard for value in deaf)


@pytest.mark.parametrize(
    ("sessions", "pooled", "each"), [(6, False, False), (12, True, False), (24, True, True)]
)
def test_no_kappa_is_told_that_so_few_sessions_do_not_bear(
    sessions: int, pooled: bool, each: bool
) -> None:
    found = agreed(draw(1, sessions, coaches=(ADA, CORA)))

    for relation in (one for one in found.relations if one.kind != "retest"):
        assert (relation.pooled.agreement.qwk.value is not None) == pooled
        assert (relation.pooled.by_length.qwk.value is not None) == pooled
        assert any(row.agreement.qwk.value is not None for row in relation.criteria) == each
        assert relation.pooled.agreement.mae.value is not None
    assert (dict(found.alpha)[ALL].value is not None) == pooled


def test_criteria_without_a_level_are_counted_and_not_rated() -> None:
    judgments = [
        replace(one, level=None)
        if (one.rater, one.criterion, one.session) == ("ada", BAD_CRITERION, "s-000")
        and one.round == 1
        else one
        for one in draw(1, 24, coaches=(ADA,))
    ]

    relation = between(agreed(tuple(judgments)), "ada", MACHINE)

    assert relation.pooled.unrated == 1
    assert relation.pooled.agreement.pairs == 24 * 5 - 1


def test_a_criterion_that_few_sessions_bear_has_no_kappa_though_the_others_have_one() -> None:
    few = {f"s-{n:03}" for n in range(6)}
    judgments = [
        replace(one, level=None)
        if one.criterion == "technical-depth" and one.session not in few
        else one
        for one in draw(1, 24, coaches=(ADA, BEN))
    ]

    found = agreed(tuple(judgments), "ada", "ben")
    rows = {row.criterion: row.agreement for row in between(found, "ada", MACHINE).criteria}

    assert rows["technical-depth"].sessions == 6
    assert rows["technical-depth"].qwk.value is None
    assert "6 sessions: too few" in rows["technical-depth"].qwk.why
    assert rows["practical-judgment"].qwk.value is not None
    assert dict(found.alpha)["technical-depth"].value is None


def test_labels_alone_make_an_agreement_of_coaches() -> None:
    found = agreed(draw(1, 24, machine=None))

    assert {one.kind for one in found.relations} == {"coaches", "retest"}


def test_one_coach_alone_agrees_with_nobody() -> None:
    found = agreed(draw(1, 24, machine=None, coaches=(BEN,)), "ben")

    assert found.relations == ()
    assert dict(found.alpha)[ALL].value is None

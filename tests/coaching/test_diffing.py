"""A change to a rubric is told in the rubric's own terms, with the version that it calls for."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from labelled_set import rubric_of

from voiceinterview.coaching.diffing import Change, RubricDiff, bumped, diff_rubrics
from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.rubrics import (
    Anchor,
    Criterion,
    CriterionFlag,
    CriterionKeyPoint,
    EvidenceRule,
    Example,
    Rubric,
)

OLD = rubric_of()
SIGN = CriterionKeyPoint("second-why", "Answers a second why.")
FLAG = CriterionFlag("invented", "Invents a result.", 2)


def edited(change: Callable[[Criterion], Criterion], rubric: Rubric = OLD) -> Rubric:
    """The rubric with its first criterion changed, and a digest of its own."""
    first, *others = rubric.criteria
    return replace(rubric, criteria=(change(first), *others), sha256="c" * 64)


def with_anchor(criterion: Criterion) -> Criterion:
    lowest, *others = criterion.anchors
    return replace(criterion, anchors=(Anchor(lowest.level, "Names things."), *others))


def told(diff: RubricDiff) -> list[tuple[str, str, str]]:
    return [(change.place, change.before, change.after) for change in diff.changes]


@pytest.mark.parametrize(
    ("change", "place", "bump"),
    [
        (lambda one: replace(one, weight=3), "technical-depth > weight", "major"),
        (
            lambda one: replace(one, evidence=EvidenceRule(2, 2)),
            "technical-depth > evidence",
            "major",
        ),
        (
            lambda one: replace(one, not_assessable=False),
            "technical-depth > not_assessable",
            "major",
        ),
        (
            lambda one: replace(one, red_flags=(FLAG,)),
            "technical-depth > red flag invented",
            "major",
        ),
        (with_anchor, "technical-depth > anchor 1", "minor"),
        (lambda one: replace(one, question="How deep?"), "technical-depth > question", "minor"),
        (
            lambda one: replace(one, examples=(Example(4, "Because."),)),
            "technical-depth > example 4",
            "minor",
        ),
        (
            lambda one: replace(one, cannot_be_heard=("drawings",)),
            "technical-depth > cannot_be_heard",
            "minor",
        ),
    ],
)
def test_what_a_change_calls_for(
    change: Callable[[Criterion], Criterion], place: str, bump: str
) -> None:
    diff = diff_rubrics(OLD, edited(change))

    assert [(one.place, one.bump) for one in diff.changes] == [(place, bump)]
    assert diff.bump == bump
    assert not diff.enough  # the number was left as it was


@pytest.mark.parametrize(
    ("before", "after"),
    [((), (SIGN,)), ((SIGN,), ()), ((SIGN,), (replace(SIGN, text="Answers why again."),))],
)
def test_a_sign_that_came_went_or_reads_otherwise_is_wording(
    before: tuple[CriterionKeyPoint, ...], after: tuple[CriterionKeyPoint, ...]
) -> None:
    old, new = (edited(lambda one, to=to: replace(one, key_points=to)) for to in (before, after))

    diff = diff_rubrics(old, new)

    assert [one.place for one in diff.changes] == ["technical-depth > key point second-why"]
    assert diff.needed == "1.1.0"


def test_the_cap_of_a_flag_is_scoring_and_its_text_is_wording() -> None:
    before = edited(lambda one: replace(one, red_flags=(FLAG,)))
    capped = edited(lambda one: replace(one, red_flags=(replace(FLAG, cap=1),)))
    worded = edited(lambda one: replace(one, red_flags=(replace(FLAG, text="Makes one up."),)))

    assert diff_rubrics(before, capped).bump == "major"
    assert diff_rubrics(before, worded).bump == "minor"


def test_criteria_that_came_or_went_are_a_change_of_scoring() -> None:
    fewer = replace(OLD, criteria=OLD.criteria[:-1], sha256="c" * 64)

    gone, come = diff_rubrics(OLD, fewer), diff_rubrics(fewer, OLD)

    assert told(gone) == [
        ("practical-judgment", "How about practical-judgment? (weight 1)", ""),
    ]
    assert told(come) == [
        ("practical-judgment", "", "How about practical-judgment? (weight 1)"),
    ]
    assert (gone.bump, gone.needed) == ("major", "2.0.0")


def test_the_order_of_criteria_is_wording() -> None:
    turned = replace(OLD, criteria=OLD.criteria[::-1], sha256="c" * 64)

    assert [one.bump for one in diff_rubrics(OLD, turned).changes] == ["minor"]


def test_a_file_that_says_the_same_otherwise_calls_for_a_patch() -> None:
    diff = diff_rubrics(OLD, replace(OLD, sha256="c" * 64))

    assert (diff.bump, diff.needed, diff.enough) == ("patch", "1.0.1", False)


def test_the_same_file_calls_for_nothing() -> None:
    diff = diff_rubrics(OLD, OLD)

    assert (diff.changes, diff.bump, diff.enough) == ((), "none", True)


@pytest.mark.parametrize(
    ("version", "enough"),
    [("1.0.0", False), ("1.0.9", False), ("1.1.0", True), ("1.2.0", True), ("2.0.0", True),
     ("0.9.0", False), ("1.10.0", True)],
)  # fmt: skip
def test_whether_the_number_rose_far_enough(version: str, enough: bool) -> None:
    assert diff_rubrics(OLD, replace(edited(with_anchor), version=version)).enough == enough


def test_the_next_version() -> None:
    assert bumped("1.2.3", "major") == "2.0.0"
    assert bumped("1.2.3", "minor") == "1.3.0"
    assert bumped("1.2.3", "patch") == "1.2.4"
    assert bumped("1.2.3", "none") == "1.2.3"


def question(*points: KeyPoint) -> Question:
    return Question(
        id="gap", stage="dive", format="conversation", difficulty=1, minutes=5, ask="Why?", why="",
        key_points=points, expert_answer="", framework="", mistakes=(), follow_ups=(), hints=(),
    )  # fmt: skip


def test_a_phrase_that_was_added_to_a_key_point_is_wording() -> None:
    before = question(KeyPoint("leak", "Checks for leakage.", 3, ("leak",)))
    after = question(KeyPoint("leak", "Checks for leakage.", 3, ("leak", "same user in both")))

    diff = diff_rubrics(OLD, OLD, ([before], [after]))

    assert diff.changes == (
        Change("gap > key point leak > any_of", "", "same user in both", "minor"),
    )
    assert diff.needed == "1.1.0"


def test_weights_of_key_points_are_scoring() -> None:
    light = question(KeyPoint("leak", "Checks for leakage.", 1, ("leak",)))
    heavy = question(KeyPoint("leak", "Checks for leakage.", 3, ("leak",)))

    assert diff_rubrics(OLD, OLD, ([light], [heavy])).bump == "major"
    assert diff_rubrics(OLD, OLD, ([light], [question()])).bump == "major"
    assert diff_rubrics(OLD, OLD, ([light], [])).bump == "none"  # which are asked is no rubric's

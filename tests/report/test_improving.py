from dataclasses import replace

from small_plan import question, small_plan, stage

from voiceinterview.domain.overall import Overall
from voiceinterview.domain.ratings import (
    KeyPointFinding,
    KeyPointVerdict,
    QuestionCoverage,
    Rating,
    Sample,
    Scorecard,
)
from voiceinterview.domain.rubrics import Anchor, Criterion, EvidenceRule, Rubric
from voiceinterview.report.html import render_html
from voiceinterview.report.improving import improvements
from voiceinterview.report.key_points import missed_points
from voiceinterview.report.source import ReportSource


def scored(name: str, weight: int, level: int, *verdicts: KeyPointVerdict) -> Rating:
    sample = Sample("scored", level=level, why_not_higher=f"No {name}.", key_points=verdicts)
    return Rating(name, weight, "How?", "scored", level=level, samples=(sample,))


def levels(card: Scorecard, *ratings: Rating) -> Scorecard:
    return replace(card, stage="one", ratings=ratings)


def asked(source: ReportSource, *cards: Scorecard) -> ReportSource:
    plan = small_plan(stage("one", question("q1", "How do you start?")))
    return replace(source, plan=plan, scorecards=cards)


def found_nothing(card: Scorecard) -> Scorecard:
    findings = (
        KeyPointFinding("drift", "Looks for drift.", 1, None),
        KeyPointFinding("split", "Looks at the split.", 2, None),
    )
    return replace(
        card, stage="one", coverage=(QuestionCoverage("q1", "How do you start?", findings),)
    )


def test_a_heavy_criterion_with_levels_to_win_comes_first(source, model_card) -> None:
    card = levels(
        model_card, scored("light", 1, 1), scored("full", 9, 4), scored("heavy", 5, 3),
        scored("middle", 2, 2), scored("last", 1, 3),
    )  # fmt: skip
    told = improvements(asked(source, card))
    assert [gain.criterion for gain in told.criteria] == ["Heavy", "Middle", "Light"]
    assert told.criteria[0].gain == 5 / 18
    assert told.criteria[0].why == "No heavy."
    assert told.criteria[0].next_anchor == ""  # the rubric is not at hand


def test_of_two_stages_the_one_that_the_overall_level_hangs_on_comes_first(
    source, model_card
) -> None:
    """A story's heavier criterion moves a tenth of the mix, the talk about pay none of it."""
    viva = levels(model_card, scored("depth", 1, 3), scored("clarity", 1, 4))
    story = replace(levels(model_card, scored("part", 3, 1), scored("people", 1, 4)), stage="two")
    talk = replace(levels(model_card, scored("pay", 1, 1)), stage="three")
    carried = (("one", 6 / 7), ("two", 1 / 7), ("three", 0.0))
    whole = Overall(model_card.rater.name, 3.2, 4, 0.7, (), "prepared", carried=carried)
    told = improvements(replace(asked(source, story, talk, viva), overall=whole))
    assert [gain.criterion for gain in told.criteria] == ["Depth", "Part", "Pay"]
    assert [gain.lifts for gain in told.criteria] == [
        "One level more lifts the overall level by 0.43.",
        "One level more lifts the overall level by 0.11.",
        "One level more lifts the stage's average by 1.00; this part is outside the overall level.",
    ]
    assert "adds to the overall level" in told.basis


def test_the_next_level_is_told_in_the_rubrics_words(source, model_card) -> None:
    anchors = tuple(Anchor(level, f"Sounds like {level}.") for level in (1, 2, 3, 4))
    criterion = Criterion("heavy", 5, "How?", anchors, (), (), EvidenceRule(1, 3), True, ())
    ref = model_card.rubric
    rubric = Rubric(ref.id, ref.version, (1, 2, 3, 4), (criterion,), ref.sha256)
    rated = replace(asked(source, levels(model_card, scored("heavy", 5, 2))), rubrics=(rubric,))
    changed = replace(rated, rubrics=(replace(rubric, sha256="00"),))
    assert improvements(rated).criteria[0].next_anchor == "Sounds like 3."
    assert improvements(changed).criteria[0].next_anchor == ""
    assert "All levels of this criterion" in render_html(rated)
    assert "All levels of this criterion" not in render_html(changed)


def test_with_the_checklist_only_key_points_are_told_by_weight(source, checklist_card) -> None:
    told = improvements(asked(source, found_nothing(checklist_card)))
    assert told.criteria == ()
    assert "No rater gave levels" in told.basis
    assert [point.text for point in told.points] == ["Looks at the split.", "Looks for drift."]
    assert told.points[0].expert == "I look at the split and for drift."
    assert told.points[0].said == "not found by its words"


def test_the_models_word_on_a_key_point_goes_before_the_checklists(
    source, model_card, checklist_card
) -> None:
    said = (KeyPointVerdict("q1/split", "said"), KeyPointVerdict("q1/drift", "wrong"))
    card = levels(model_card, scored("depth", 1, 4, *said))
    missed = missed_points(asked(source, found_nothing(checklist_card), card))
    assert [(point.text, point.said) for point in missed] == [
        ("Looks for drift.", "said, but not rightly")
    ]


def test_where_all_is_at_the_top_nothing_is_made_up(source, model_card) -> None:
    told = improvements(asked(source, levels(model_card, scored("depth", 1, 4))))
    assert told.criteria == told.points == ()
    assert told.basis == "Nothing that was assessed could be raised."

from dataclasses import replace

from page import Page
from small_plan import question, small_plan, stage

from voiceinterview.domain.ratings import Rater, Rating, Scorecard
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.transcript import Turn
from voiceinterview.report.comparing import compare
from voiceinterview.report.comparison_text import comparison_html, comparison_markdown
from voiceinterview.report.source import ReportSource

PLAN = small_plan(stage("one", question("q1", "How do you start?")))


def held(source: ReportSource, name: str, text: str, *cards: Scorecard) -> ReportSource:
    said = Turn(
        number=2, speaker="candidate", text=text, start=0, end=1, stage="one", question="q1"
    )
    return replace(
        source, manifest=replace(source.manifest, id=name), plan=PLAN, turns=(said,),
        scorecards=cards,
    )  # fmt: skip


def rated(card: Scorecard, level: int | None, **changes: object) -> Scorecard:
    rating = (
        Rating("depth", 1, "How?", "scored", level=level)
        if level is not None
        else Rating("depth", 1, "How?", "unscored", reason="The call failed.")
    )
    return replace(card, stage="one", ratings=(rating,), **changes)


def test_levels_by_one_rater_and_one_rubric_stand_side_by_side(source, model_card) -> None:
    view = compare(
        held(source, "a", "Well.", rated(model_card, 2)),
        held(source, "b", "Better.", rated(model_card, 4)),
    )
    assert view.stages[0].levels.rows == (("Depth", "level 2 of 4", "level 4 of 4", "+2"),)


def test_a_level_that_is_missing_changes_nothing(source, model_card) -> None:
    view = compare(
        held(source, "a", "Well.", rated(model_card, 2)),
        held(source, "b", "Better.", rated(model_card, None)),
    )
    assert view.stages[0].levels.rows == (("Depth", "level 2 of 4", "not scored", "–"),)


def test_another_rubric_or_another_rater_is_not_compared(source, model_card) -> None:
    first = held(source, "a", "Well.", rated(model_card, 2))
    later = RubricRef("dive", "1.1.0", "ab" * 32)
    changed = RubricRef("dive", "1.0.0", "cd" * 32)
    other = Rater("model", "model-judge", "judge-2", "rate-stage@1.0.0")
    for what, why in (
        ({"rubric": later}, "Rubrics dive@1.0.0 and dive@1.1.0 do not compare."),
        ({"rubric": changed}, "was changed in between without a new version"),
        ({"rater": other}, "Rated by different raters (the model judge-1; the model judge-2)."),
    ):
        view = compare(first, held(source, "b", "Better.", rated(model_card, 4, **what)))
        assert view.stages[0].levels is None
        assert why in view.stages[0].reason
        assert "level 4" not in comparison_html(view)


def test_the_checklist_gives_no_levels_to_compare(source, checklist_card) -> None:
    card = replace(checklist_card, stage="one")
    view = compare(held(source, "a", "Well.", card), held(source, "b", "Better.", card))
    assert view.stages[0].reason == "Neither has levels: the checklist gives none."


def test_answers_to_the_same_question_stand_beside_each_other_escaped(source) -> None:
    view = compare(held(source, "a", "First <script>"), held(source, "b", "Then \x1b*loud*"))
    text = Page(comparison_html(view)).text
    assert "How do you start? First 0:00 First <script> Second 0:00 Then *loud*" in text
    assert "script" not in Page(comparison_html(view)).names
    assert r"First \<script\>" in comparison_markdown(view)
    assert "\x1b" not in comparison_markdown(view)


def test_a_question_that_one_did_not_answer_is_left_out(source) -> None:
    view = compare(held(source, "a", "Well."), held(source, "b", ""))
    assert view.questions == ()
    assert "No question was answered in both." in comparison_html(view)
    assert view.stages[0].reason == "One of the two was not rated, or does not have this stage."


def test_delivery_is_set_side_by_side_without_a_verdict(source, delivery) -> None:
    spoken = replace(held(source, "a", "Well."), delivery=delivery)
    view = compare(spoken, spoken)
    rate = f"{delivery.speech.pace.speaking_rate:.0f} words/min"
    rows = {row[0]: row[1:] for row in view.delivery.rows}
    assert rows["Speaking rate"][0] == rows["Speaking rate"][1] == rate

"""Reworded answers as a reader meets them."""

from dataclasses import replace

from voiceinterview.domain.ratings import Spending
from voiceinterview.domain.rewrites import Rewrite
from voiceinterview.report.facts import what_left
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.rewrites_view import rewrite_views, rewriting_note, rewriting_use
from voiceinterview.report.source import ReportSource

REWRITE = Rewrite(
    session="s-1",
    stage="dive",
    question="gap",
    ask="Why is validation worse?",
    turns=(2,),
    words_sha256="",
    status="kept",
    at="2026-01-31T09:45:00Z",
    model="judge-1",
    parameters={"model": "judge-1", "api_base": "https://judge.example/v1"},
    text="It was leakage <b>, [say here: how you found it].",
    cut=1,
    added=("“35 percent”",),
    calls=2,
    spending=Spending(1_000, 200, 0.0031),
)


def with_rewrite(source: ReportSource, **changes: object) -> ReportSource:
    return replace(source, rewrites=(replace(REWRITE, **changes),))


def test_it_stands_beside_the_answer_as_a_models_wording_that_is_not_scored(source) -> None:
    page = render_html(with_rewrite(source))
    place = page.index("The same, reworded by the model")
    assert page.rindex("What you said") < place
    assert "A model&#39;s wording (judge-1), not scored" in page
    assert "<mark>[say here: how you found it]</mark>" in page
    assert "leakage &lt;b&gt;" in page
    text = render_markdown(with_rewrite(source))
    assert "not scored" in text and "It was leakage" in text


def test_what_was_cut_is_told_and_what_it_took(source) -> None:
    (view,) = rewrite_views(with_rewrite(source), "dive")
    assert view.notes[-1] == "One sentence was cut, because the model had added “35 percent”."
    assert rewriting_use(with_rewrite(source)) == ("judge-1: 2 calls, 1,200 tokens, cost $0.0031",)
    assert "Rewording: judge-1, at https://judge.example/v1" in what_left(with_rewrite(source))
    assert "Rewording, judge-1: 2 calls" in render_html(with_rewrite(source))


def test_a_refusal_shows_the_reason_and_no_text(source) -> None:
    refused = {"status": "refused", "text": "", "reason": "Too much was added."}
    (view,) = rewrite_views(with_rewrite(source, **refused), "dive")
    assert view.pieces == ()
    assert view.reason == "Not shown. Too much was added. The model added “35 percent”."
    assert view.reason in render_markdown(with_rewrite(source, **refused))


def test_without_one_the_report_says_why(source, checklist_card) -> None:
    assert "voiceinterview score s-1" in rewriting_note(replace(source, name="s-1"))
    alone = replace(source, scorecards=(checklist_card,))
    assert "no language model has rated" in rewriting_note(alone)
    assert "no language model has rated" in render_html(alone)
    assert rewriting_note(with_rewrite(source)) == ""

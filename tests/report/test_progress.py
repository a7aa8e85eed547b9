from dataclasses import replace

from voiceinterview.domain.ratings import Rating, Scorecard
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.report.progress import HeldSession, progress_of


def levels(card: Scorecard, level: int, version: str = "1.0.0") -> Scorecard:
    rating = Rating("depth", 1, "How?", "scored", level=level)
    return replace(card, ratings=(rating,), rubric=RubricRef("dive", version, "ab" * 32))


def day(number: int, *cards: Scorecard) -> HeldSession:
    return HeldSession(f"s-{number}", f"2026-01-{number:02}T09:00:00Z", cards)


def test_levels_stand_in_the_order_of_time(model_card) -> None:
    told = progress_of(day(n, levels(model_card, n)) for n in (3, 1, 2))
    (series,) = told.series
    assert series.sessions == ("s-1", "s-2", "s-3")
    assert series.criteria[0].levels == (1, 2, 3)
    assert told.not_pooled == ()


def test_another_rubric_version_begins_another_series(model_card) -> None:
    told = progress_of(
        [day(1, levels(model_card, 1)), day(2, levels(model_card, 4, version="2.0.0"))]
    )
    assert [series.criteria[0].levels for series in told.series] == [(1,), (4,)]
    assert told.not_pooled == (
        "Deep dive: 2 series by different raters or rubric versions; their levels do not compare.",
    )


def test_coverage_is_counted_apart_from_levels(model_card, checklist_card) -> None:
    told = progress_of([day(1, levels(model_card, 2), checklist_card), day(2, checklist_card)])
    counted, judged = sorted(told.series, key=lambda series: series.coverage == ())
    assert counted.coverage == ((1, 2), (1, 2))
    assert counted.criteria == ()
    assert judged.coverage == ()


def test_without_sessions_there_is_nothing() -> None:
    assert progress_of([]).series == ()

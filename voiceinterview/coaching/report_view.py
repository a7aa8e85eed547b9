"""Agreement in the words and tables of the rubric's page (`report.coach_view`). Pure."""

from collections.abc import Iterable, Iterator, Sequence

from voiceinterview.coaching.agreeing import ALL, Relation, Row, RubricAgreement
from voiceinterview.coaching.drifting import Drift
from voiceinterview.coaching.figure_wording import (
    COLUMNS,
    interval_text,
    signed,
    value_text,
    whole_text,
)
from voiceinterview.coaching.smallness import sessions_told
from voiceinterview.report.coach_view import ChartRows, MatrixView, RelationView, Whisker
from voiceinterview.report.tables import TableView
from voiceinterview.report.wording import criterion_words
from voiceinterview.scoring.agreement import Agreement
from voiceinterview.scoring.agreement_intervals import Figure

MOST_NAMED = 6  # figures for which a reason is told
KINDS = {
    "machine": "{rater} against {reference}",
    "coaches": "{rater} against {reference}, coach against coach",
    "retest": "{rater} against {reference}, the same coach twice",
}


def relation_views(
    found: RubricAgreement,
) -> tuple[tuple[RelationView, ...], dict[str, ChartRows]]:
    """All relations, and the rows of the charts that they name."""
    views, charts = [], {}
    for number, relation in enumerate(found.relations):
        name = f"chart-{number}" if _can_be_drawn(relation) else ""
        if name:
            charts[name] = chart_rows(relation)
        views.append(_relation(relation, name))
    return tuple(views), charts


def chart_rows(relation: Relation) -> ChartRows:
    """One row for ALL, then one a criterion; what is not known is no dot."""
    rows = (relation.pooled, *relation.criteria)
    return ChartRows(
        mae=tuple(_whiskers((row.criterion, row.agreement.mae) for row in rows)),
        bias=tuple(_whiskers((row.criterion, row.agreement.bias) for row in rows)),
        qwk=tuple(_whiskers((row.criterion, row.agreement.qwk) for row in rows)),
        deaf={
            criterion_words(row.criterion): (row.constant.mae.value, row.by_length.mae.value)
            for row in rows
        },
    )


def alpha_view(found: RubricAgreement) -> TableView | None:
    """Of all raters together; None where there are no two."""
    rated = [seat for seat in found.raters if seat.round == 1]
    if len(rated) < 2:
        return None
    names = ", ".join(seat.name for seat in rated)
    return TableView(
        f"Krippendorff's alpha, ordinal, of {names} together",
        ("", "alpha"),
        tuple((criterion_words(name), whole_text(figure)) for name, figure in found.alpha),
        numeric=(),
    )


def drift_sentence(drift: Drift) -> str:
    change = drift.change
    if change.value is None:
        return f"{drift.coach}: not to be told ({change.why})."
    word = "stricter" if change.value < 0 else "milder"
    verdict = f"becomes {word} with time" if drift.drifts else "no drift to be seen"
    return (
        f"{drift.coach}: {verdict}; {signed(change.value)} levels from the first session to the "
        f"last ({interval_text(change, signed)}), beside {' and '.join(drift.against)}."
    )


def _relation(relation: Relation, chart: str) -> RelationView:
    title = KINDS[relation.kind].format(rater=relation.rater, reference=relation.reference)
    rows = (relation.pooled, *relation.criteria)
    return RelationView(
        title=title,
        note=relation.basis.note,
        table=TableView(
            f"{relation.rater} against {relation.reference}: "
            + sessions_told(relation.pooled.agreement.sessions),
            ("", "pairs", *COLUMNS),
            tuple(_table_rows(relation)),
            numeric=(1,),
        ),
        reasons=tuple(_reasons(rows, relation.basis.note)),
        sides=f"Levels of {relation.reference} down, of {relation.rater} across.",
        matrices=tuple(
            MatrixView(
                criterion_words(row.criterion),
                row.agreement.scale,
                row.agreement.table,
            )
            for row in rows
            if row.agreement.pairs
        ),
        chart=chart,
    )


def _table_rows(relation: Relation) -> Iterator[tuple[str, ...]]:
    pooled = relation.pooled
    yield _cells(criterion_words(ALL), pooled.agreement)
    yield _cells("Always the usual level", pooled.constant, intervals=False)
    yield _cells("By length of the answer", pooled.by_length, intervals=False)
    for row in relation.criteria:
        yield _cells(criterion_words(row.criterion), row.agreement)


def _cells(name: str, agreement: Agreement, *, intervals: bool = True) -> tuple[str, ...]:
    cells = []
    for column in COLUMNS.values():
        figure = column.of(agreement)
        interval = interval_text(figure, column.form) if intervals else ""
        value = value_text(figure, column.form)
        cells.append(f"{value} [{interval}]" if interval else value)
    return (name, str(agreement.pairs), *cells)


def _reasons(rows: Sequence[Row], known: str) -> Iterator[str]:
    """Why figures are missing; what the note over the table says is not said again."""
    places: dict[str, list[str]] = {}
    for row in rows:
        for name, column in COLUMNS.items():
            why = column.of(row.agreement).why
            if why and why != known:
                places.setdefault(why, []).append(f"{name} of {criterion_words(row.criterion)}")
    for why, where in places.items():
        more = f" and {len(where) - MOST_NAMED} more" if len(where) > MOST_NAMED else ""
        yield f"{why[:1].upper()}{why[1:]}: {', '.join(where[:MOST_NAMED])}{more}."
    unrated = sum(row.unrated for row in rows)
    if unrated:
        yield f"{unrated} could not be compared, for one of the two gave no level."


def _whiskers(told: Iterable[tuple[str, Figure]]) -> Iterator[Whisker]:
    for name, figure in told:
        if figure.value is not None:
            yield Whisker(criterion_words(name), figure.value, figure.low, figure.high)


def _can_be_drawn(relation: Relation) -> bool:
    return relation.kind == "machine" and relation.pooled.agreement.mae.value is not None

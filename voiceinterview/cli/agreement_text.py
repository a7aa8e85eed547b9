"""How well raters agree, as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.app.coaching import Bench
from voiceinterview.cli.wrapping import one_line, wrapped
from voiceinterview.coaching.agreeing import ALL, Relation, Row, RubricAgreement
from voiceinterview.coaching.figure_wording import (
    COLUMNS,
    amount,
    interval_text,
    value_text,
    whole_text,
)
from voiceinterview.scoring.agreement import Agreement

_AGREEMENT = TypeAdapter(RubricAgreement)
KINDS = {
    "machine": "machine against coach",
    "coaches": "coach against coach",
    "retest": "coach against herself",
}


def agreement_lines(found: RubricAgreement, bench: Bench) -> Iterator[str]:
    raters = ", ".join(
        f"{seat.name}{f' (round {seat.round})' if seat.round > 1 else ''}" for seat in found.raters
    )
    yield f"{found.rubric.id}@{found.rubric.version}: {found.sessions} labelled sessions"
    yield one_line(f"raters: {raters}")
    yield from (one_line(f"note: {note}") for note in bench.notes)
    if all(relation.kind != "machine" for relation in found.relations):
        yield "note: no machine gave a level; `voiceinterview score SESSION --model ...` has one do"
    for relation in found.relations:
        yield ""
        yield from _relation_lines(relation)
    yield ""
    yield from _alpha_lines(found)
    yield from _drift_lines(found)
    yield from map(one_line, bench.problems)


def agreement_json(found: RubricAgreement, bench: Bench) -> dict[str, Any]:
    plain: dict[str, Any] = _AGREEMENT.dump_python(found, mode="json")
    return plain | {"notes": list(bench.notes), "problems": list(bench.problems)}


def _relation_lines(relation: Relation) -> Iterator[str]:
    yield one_line(f"{KINDS[relation.kind]}: {relation.rater} against {relation.reference}")
    if relation.basis.note:
        yield f"  {relation.basis.note}"
    rows = (relation.pooled, *relation.criteria)
    names = max(len(row.criterion) for row in rows) + 4
    head = "".join(f"{name:>{column.width}}" for name, column in COLUMNS.items())
    yield f"  {'':<{names}}{'pairs':>6}{head}"
    yield from _row_lines(relation.pooled, names)
    yield _figures("  always the usual level", names, relation.pooled.constant)
    yield _figures("  by length of the answer", names, relation.pooled.by_length)
    for row in relation.criteria:
        yield from _row_lines(row, names)
    yield from _reasons(rows, relation.basis.note)
    yield from _deaf_lines(relation.criteria, names)
    sides = f"levels of {relation.reference} (down), of {relation.rater} (across):"
    yield f"  {one_line(sides)}"
    for line in _confusion_lines(relation.pooled.agreement.scale, relation.pooled.agreement.table):
        yield f"  {line}"
    for row in relation.criteria:
        if row.agreement.pairs:
            yield f"  {row.criterion}: {_table_text(row.agreement)}"


def _deaf_lines(rows: Sequence[Row], names: int) -> Iterator[str]:
    """What raters that do not listen would get on each criterion: MAE and QWK."""
    told = [row for row in rows if row.constant.pairs]
    if not told:
        return
    heads = "".join(f"{name:>26}" for name in ("always the usual level", "by length of the answer"))
    yield f"  {'':<{names}}{heads}"
    for row in told:
        figures = "".join(
            f"{f'MAE {value_text(one.mae, amount)}, QWK {value_text(one.qwk, amount)}':>26}"
            for one in (row.constant, row.by_length)
        )
        yield f"  {row.criterion:<{names}}{figures}"


def _confusion_lines(scale: Sequence[int], table: Sequence[Sequence[int]]) -> Iterator[str]:
    """A line a level of the reference, with how often the rater gave each level."""
    width = max(4, *(len(str(cell)) + 1 for row in table for cell in row))
    yield "    " + "".join(f"{level:>{width}}" for level in scale)
    for level, row in zip(scale, table, strict=True):
        yield f"{level:>4}" + "".join(f"{cell or '.':>{width}}" for cell in row)


def _row_lines(row: Row, names: int) -> Iterator[str]:
    yield _figures(row.criterion, names, row.agreement)
    told = "".join(
        f"{interval_text(column.of(row.agreement), column.form):>{column.width}}"
        for column in COLUMNS.values()
    )
    if told.strip():
        yield f"  {'':<{names}}{'':>6}{told}".rstrip()


def _figures(name: str, names: int, agreement: Agreement) -> str:
    values = "".join(
        f"{value_text(column.of(agreement), column.form):>{column.width}}"
        for column in COLUMNS.values()
    )
    return f"  {name:<{names}}{agreement.pairs:>6}{values}"


def _reasons(rows: tuple[Row, ...], known: str) -> Iterator[str]:
    """Why figures or their intervals are missing; what the note over the table says is not said
    again."""
    places: dict[str, list[str]] = {}
    for row in rows:
        told: dict[str, list[str]] = {}
        for name, column in COLUMNS.items():
            told.setdefault(column.of(row.agreement).why, []).append(name)
        for why, names in told.items():
            if why and why != known:
                places.setdefault(why, []).append(f"{row.criterion} ({', '.join(names)})")
    for why, where in places.items():
        mark = "" if why.startswith("no interval") else "n/a: "
        yield from wrapped(f"{mark}{why}: {', '.join(where)}", "  ", "    ")
    for row in rows:
        if row.unrated:
            yield f"  {row.criterion}: {row.unrated} not compared, for one of them gave no level"


def _table_text(agreement: Agreement) -> str:
    rows = zip(agreement.scale, agreement.table, strict=True)
    return "  ".join(f"{level}: {' '.join(map(str, row))}" for level, row in rows)


def _alpha_lines(found: RubricAgreement) -> Iterator[str]:
    if len([seat for seat in found.raters if seat.round == 1]) < 2:
        return
    told = dict(found.alpha)
    yield f"alpha of all raters together: {whole_text(told[ALL])}"
    for name, figure in found.alpha:
        if name != ALL and figure.value is not None:
            yield f"  {name}: {whole_text(figure)}"


def _drift_lines(found: RubricAgreement) -> Iterator[str]:
    for drift in found.drifts:
        change = drift.change
        against = " and ".join(drift.against) or "nobody"
        if change.value is None:
            yield one_line(f"drift of {drift.coach}: n/a ({change.why})")
            continue
        word = "stricter" if change.value < 0 else "milder"
        verdict = f"drifts, {word} with time" if drift.drifts else "no drift to be seen"
        yield from wrapped(
            f"drift of {drift.coach}: {verdict}: {change.value:+.2f} levels from the first session"
            f" to the last ({interval_text(change)}, {drift.sessions} sessions, beside {against})",
            "",
            "  ",
        )

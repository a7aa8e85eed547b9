"""How steady the raters are, as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from voiceinterview.app.stability import StabilityPlan
from voiceinterview.cli.wrapping import one_line, wrapped
from voiceinterview.coaching.comparing import ALL
from voiceinterview.coaching.smallness import sessions_told
from voiceinterview.coaching.stability import Judged, Steadiness, steadiness

MOST_NAMED = 5  # key points that moved


def stability_lines(plan: StabilityPlan, judged: Sequence[Judged]) -> Iterator[str]:
    version = f"{plan.rubric.id}@{plan.rubric.version}"
    sessions = dict.fromkeys(variant.record.session for variant in plan.variants)
    yield one_line(f"{version}: {sessions_told(len(sessions))} ({', '.join(sessions)})")
    if judged:
        yield from _table(steadiness(judged, _criteria(plan)))
        if all(level is None for one in judged for level in one.levels.values()):
            yield "the model gave no level at all: is it the right one, and does it answer?"
    yield "key points that the checklist finds after an edit:"
    for moves in plan.coverage:
        kept = moves.points - len(moves.gone) - len(moves.come)
        yield f"  {moves.variant:<12}{kept} of {moves.points} as before"
        for title, names in (("no more", moves.gone), ("newly", moves.come)):
            if names:
                more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
                told = f"{title}: {', '.join(names[:MOST_NAMED])}{more}"
                yield from wrapped(told, "    ", "      ")


def stability_json(plan: StabilityPlan, judged: Sequence[Judged]) -> dict[str, Any]:
    rows = steadiness(judged, _criteria(plan)) if judged else ()
    return {
        "rubric": asdict(plan.rubric.ref),
        "calls": plan.calls,
        "judged": [asdict(one) for one in judged],
        "steadiness": [asdict(row) | {"share": row.share} for row in rows],
        "coverage": [asdict(moves) for moves in plan.coverage],
    }


def _table(rows: Sequence[Steadiness]) -> Iterator[str]:
    names = max(len(row.criterion) for row in rows) + 4
    for row in rows:
        if row.criterion == ALL:
            yield f"{row.variant:<{names}}{'equal':>7}{'of':>6}{'largest move':>14}"
        share = "n/a" if row.share is None else f"{row.share:.0%}"
        lost = f"  ({row.lost} with a level on one side only)" if row.lost else ""
        yield f"  {row.criterion:<{names - 2}}{share:>7}{row.compared:>6}{row.largest:>14}{lost}"


def _criteria(plan: StabilityPlan) -> list[str]:
    return [criterion.id for criterion in plan.rubric.criteria]

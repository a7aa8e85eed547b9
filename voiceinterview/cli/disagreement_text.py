"""Disagreements as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.cli.wrapping import one_line, wrapped
from voiceinterview.coaching.causes import TITLES
from voiceinterview.coaching.disagreements import Disagreement, grouped
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.report.wording import clock

_FOUND = TypeAdapter(Disagreement)


def disagreement_lines(found: Sequence[Disagreement], most: int) -> Iterator[str]:
    """The `most` dearest by their causes, and how many there are in all."""
    if not found:
        yield "coach and machine agree wherever both gave a level"
        return
    for kind, group in grouped(found[:most]):
        yield f"{TITLES[kind]} ({len(group)})"
        for one in group:
            yield ""
            yield from _lines(one)
        yield ""
    yield from _sums(found)
    cost = sum(one.cost for one in found)
    left_out = f", of which {most} are shown" if most < len(found) else ""
    yield f"{len(found)} disagreements, {cost} by weight times gap{left_out}"


def disagreements_json(found: Sequence[Disagreement], rubric: Rubric) -> dict[str, Any]:
    return {
        "rubric": {"id": rubric.id, "version": rubric.version, "sha256": rubric.sha256},
        "disagreements": [_FOUND.dump_python(one, mode="json") for one in found],
    }


def _sums(found: Sequence[Disagreement]) -> Iterator[str]:
    """By criterion, of all: a rater that leans to one side reads its anchors otherwise."""
    for name in dict.fromkeys(one.criterion for one in found):
        own = [one for one in found if one.criterion == name]
        higher = sum(one.machine is not None and one.machine > one.own for one in own)
        lower = sum(one.machine is not None and one.machine < one.own for one in own)
        failed = f", no level {missing}" if (missing := len(own) - higher - lower) else ""
        yield f"{name}: {len(own)} (machine higher {higher}, lower {lower}{failed})"


def _lines(one: Disagreement) -> Iterator[str]:
    machine = "no level" if one.machine is None else str(one.machine)
    yield f"  {one.criterion}, {one.session}: {one.coach} {one.own}, {one.rater} {machine}"
    others = "".join(f"; {name} {level}" for name, level in one.others)
    turns = f", turns {' '.join(map(str, one.turns))}" if one.turns else ""
    yield f"    weight {one.weight}, cost {one.cost}{others}{turns}"
    if one.note:
        yield from _named(one.coach, one.note)
    if one.reasoning:
        yield from _named("rater", one.reasoning)
    for quote in one.quotes:
        moment = clock(quote.first_sample)
        yield from _named("quote", f'turn {quote.turn}, {moment}: "{one_line(quote.quote)}"')
    verdicts = [f"{point.key_point}: {point.verdict}" for point in one.key_points]
    if verdicts:
        yield from _named("key points", ", ".join(verdicts))
    yield from _named("why", one.cause.why)
    if one.cause.edit:
        yield from _named("edit", one.cause.edit)
    yield from _named("hear", one.listen)


def _named(name: str, text: str) -> Iterator[str]:
    yield from wrapped(one_line(text), f"    {name + ':':<11} ", " " * 16)

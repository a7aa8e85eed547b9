"""The first lines of a report: when and with whom it was held, and what it came to."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from voiceinterview.domain.ratings import QuestionCoverage, Scorecard
from voiceinterview.report.source import ReportSource
from voiceinterview.report.tables import TableView
from voiceinterview.report.wording import (
    clock,
    moment,
    overall_words,
    printable,
    ran_words,
    rater_name,
)

COMMAND = "voiceinterview score {name} --model MODEL"
NO_LEVELS = "No levels: nobody has given any."
FOUND = "The checklist found {found} of {total} key points."
NOT_GIVEN = "–"


def held_line(source: ReportSource) -> str:
    """When, how long, and who asked."""
    manifest = source.manifest
    length = clock(manifest.samples)
    return f"{moment(manifest.created)}, {length} long, asked by: {source.plan.persona.title}"


def overall_line(source: ReportSource) -> str:
    """The whole in a line; of several models the one whose levels they are. Where nobody gave a
    level, what was counted in their place; "" where there is nothing to say."""
    if source.overall is not None:
        words = overall_words(source.overall)
        own = [card for card in source.scorecards if card.rater.name == source.overall.rater]
        models = {card.rater.name for card in source.scorecards if card.rater.kind == "model"}
        return f"{words} By {rater_name(own[-1])}." if own and len(models) > 1 else words
    coverage = [entry for card in source.scorecards for entry in card.coverage]
    if not coverage or _judged(source):
        return ""
    return " ".join((NO_LEVELS, *_counted(coverage)))


def rating_command(source: ReportSource) -> str:
    """What gives levels, where nobody has; "" where there are some, there is nothing to judge, or
    nobody needs to be told."""
    if not source.name or _judged(source) or _nothing_to_judge(source):
        return ""
    return COMMAND.format(name=printable(source.name))


def without_empty(table: TableView) -> TableView:
    """Without the columns in which nothing stands."""
    kept = [n for n in range(len(table.head)) if {row[n] for row in table.rows} != {NOT_GIVEN}]
    return replace(
        table,
        head=tuple(table.head[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        numeric=tuple(place for place, n in enumerate(kept) if n in table.numeric),
    )


def _counted(coverage: Sequence[QuestionCoverage]) -> Iterator[str]:
    """What was found in place of levels."""
    found, total = sum(one.found for one in coverage), sum(one.total for one in coverage)
    ran = [one.ran for one in coverage if one.ran is not None]
    if total:
        yield FOUND.format(found=found, total=total)
    if len(ran) == 1:
        words = ran_words(ran[0])
        yield f"{words[:1].upper()}{words[1:]}."
    elif ran:
        passed, of = sum(one.passed for one in ran), sum(one.total for one in ran)
        yield f"The code for {len(ran)} questions passes {passed} of {of} checks."


def _judged(source: ReportSource) -> bool:
    return any(map(_gave_level, source.scorecards))


def _nothing_to_judge(source: ReportSource) -> bool:
    """Where nothing was said; and too little, if the models that were to rate were not asked."""
    models = [card for card in source.scorecards if card.rater.kind == "model"]
    said = any(turn.text for turn in source.turns if turn.speaker == "candidate")
    return not (said or source.ran) or (bool(models) and not any(card.asked for card in models))


def _gave_level(card: Scorecard) -> bool:
    return any(rating.level is not None for rating in card.ratings)

"""Levels and coverage over all sessions. Only levels that compare stand in one row."""

from collections.abc import Iterable
from dataclasses import dataclass

from voiceinterview.domain.ratings import Scorecard
from voiceinterview.report.comparable import rater_identity
from voiceinterview.report.wording import printable, rater_name


@dataclass(frozen=True)
class HeldSession:
    """`created` is ISO 8601; the scorecards are each rater's last."""

    id: str
    created: str
    scorecards: tuple[Scorecard, ...]


@dataclass(frozen=True)
class CriterionLine:
    """A level a session of the series, None where it has none."""

    criterion: str
    levels: tuple[int | None, ...]


@dataclass(frozen=True)
class Series:
    """One stage by one rater and one rubric to the letter, oldest session first.

    `sessions` are their ids. `coverage` is (key points found, key points) a session, only where
    the checklist rated; the questions may differ from one session to the next.
    """

    stage: str
    stage_title: str
    rater: str
    rubric: str
    top_level: int
    sessions: tuple[str, ...]
    criteria: tuple[CriterionLine, ...]
    coverage: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Progress:
    """`not_pooled` says of which stages there is more than one series that do not compare,
    `left_out` which sessions or scorecards do not read, and why."""

    sessions: tuple[tuple[str, str], ...]  # (id, created), oldest first
    series: tuple[Series, ...]
    not_pooled: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def progress_of(sessions: Iterable[HeldSession], left_out: Iterable[str] = ()) -> Progress:
    held = sorted(sessions, key=lambda one: (one.created, one.id))
    groups: dict[tuple[object, ...], list[tuple[HeldSession, Scorecard]]] = {}
    for session in held:
        for card in (card for card in session.scorecards if card.answered):
            groups.setdefault(_key(card), []).append((session, card))
    series = tuple(_series(group) for group in groups.values())
    return Progress(
        sessions=tuple((one.id, one.created) for one in held),
        series=tuple(sorted(series, key=lambda one: (one.stage_title, one.rater, one.rubric))),
        not_pooled=tuple(_not_pooled(series)),
        left_out=tuple(map(printable, left_out)),
    )


def _key(card: Scorecard) -> tuple[object, ...]:
    """The checklist has no levels, so what it counts does not hang on the rubric."""
    if card.rater.kind == "checklist":
        return card.stage, "checklist"
    return card.stage, card.rubric, rater_identity(card)


def _series(group: list[tuple[HeldSession, Scorecard]]) -> Series:
    cards = [card for _, card in group]
    last = cards[-1]
    judged = last.rater.kind != "checklist"
    levels = [{rating.criterion: rating.level for rating in card.ratings} for card in cards]
    return Series(
        stage=last.stage,
        stage_title=printable(last.stage_title),
        rater=rater_name(last),
        rubric=f"{last.rubric.id}@{last.rubric.version} ({last.rubric.sha256[:8]})"
        if judged
        else "",
        top_level=last.top_level,
        sessions=tuple(session.id for session, _ in group),
        criteria=tuple(
            CriterionLine(
                rating.criterion, tuple(by_name.get(rating.criterion) for by_name in levels)
            )
            for rating in last.ratings
        )
        if judged
        else (),
        coverage=() if judged else tuple(map(_counts, cards)),
    )


def _counts(card: Scorecard) -> tuple[int, int]:
    return sum(entry.found for entry in card.coverage), sum(entry.total for entry in card.coverage)


def _not_pooled(series: tuple[Series, ...]) -> Iterable[str]:
    for stage in dict.fromkeys(one.stage for one in series):
        judged = [one for one in series if one.stage == stage and one.criteria]
        if len(judged) > 1:
            yield (
                f"{judged[0].stage_title}: {len(judged)} series by different raters or rubric "
                "versions; their levels do not compare."
            )

"""Versions, labels and disagreements in the words of the rubric's page. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from voiceinterview.coaching.causes import TITLES
from voiceinterview.coaching.comparing import Comparison, Effect, Moved
from voiceinterview.coaching.diffing import RubricDiff
from voiceinterview.coaching.disagreements import Disagreement, grouped
from voiceinterview.coaching.figure_wording import amount, interval_text, signed, value_text
from voiceinterview.coaching.judgments import CoachedSession
from voiceinterview.coaching.smallness import sessions_told
from voiceinterview.domain.calibration import CalibrationEntry
from voiceinterview.domain.holdout import Holdout
from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.ratings import Evidence
from voiceinterview.report.coach_view import (
    DisagreementView,
    GroupView,
    QuoteView,
    VersionView,
)
from voiceinterview.report.tables import TableView
from voiceinterview.report.wording import clock, criterion_words

Clips = Callable[[str, int, int], str]  # session, first and last sample -> what a player plays


def version_view(diff: RubricDiff, effect: Comparison | None, note: str) -> VersionView:
    """`note` says why nothing was measured, or what to know of it."""
    old, new = diff.versions
    title = f"{old} to {new}"
    if diff.bump != "none" and not diff.enough:
        title += f" (a {diff.bump} change: it should be {diff.needed})"
    return VersionView(
        title=title,
        changes=tuple((one.place, one.before, one.after) for one in diff.changes),
        effect=effect_table(effect) if effect is not None else None,
        note=note,
    )


def effect_table(found: Comparison) -> TableView:
    """What the change did to the levels, on the tuning set."""
    return TableView(
        f"On {sessions_told(found.pooled.sessions)}, {found.pooled.cases} labels, levels by "
        f"{found.rater}",
        ("", "fixed", "broken", "MAE", "change", "QWK", "change"),
        tuple(_effect_row(row) for row in (found.pooled, *found.criteria)),
        numeric=(1, 2),
    )


def labelled_table(sessions: Sequence[CoachedSession], rubric: str) -> TableView:
    """Who labelled how much, when, and how; all versions of the rubric."""
    sheets: dict[str, list[LabelSheet]] = {}
    for session in sessions:
        for sheet in session.sheets:
            if sheet.submitted and sheet.rubric.id == rubric:
                sheets.setdefault(sheet.coach, []).append(sheet)
    return TableView(
        "Submitted labels, in the tuning set",
        ("coach", "sessions", "labels", "N/A", "later rounds", "how", "versions", "time", "when"),
        tuple(_labelled_row(coach, own) for coach, own in sorted(sheets.items())),
        numeric=(1, 2, 3, 4),
    )


def holdout_lines(holdout: Holdout | None) -> Iterator[str]:
    if holdout is None:
        yield "No hold-out was chosen: everything here was tuned on, so it flatters."
        return
    choice = holdout.choice
    yield (
        f"{sessions_told(len(choice.sessions))} held out, chosen on {choice.at[:10]} by "
        f"{choice.by} (seed {choice.seed}); they are in no figure of this page."
    )
    if not holdout.openings:
        yield "It was never opened."
    for opening in holdout.openings:
        yield f"Opened on {opening.at} by {opening.by}: {opening.what}"


def calibration_lines(entries: Iterable[CalibrationEntry], rubric: str) -> Iterator[str]:
    own = [entry for entry in entries if entry.calibration.rubric.id == rubric]
    if not own:
        yield "No calibration was ever switched on."
    for entry in own:
        calibration = entry.calibration
        shifts = ", ".join(f"{one.criterion} {one.levels:+.2f}" for one in calibration.shifts)
        state = "switched on" if entry.enabled else "switched off"
        yield (
            f"Calibration of {calibration.rater} by {calibration.rubric.version} {state} on "
            f"{entry.at[:10]} by {entry.by}: {shifts}. Figures here are without it."
        )


def group_views(
    found: Sequence[Disagreement], most: int, clips: Clips, turns: Clips
) -> tuple[GroupView, ...]:
    """The `most` dearest by their causes. `clips` has the sound of a span, "" for none; `turns`
    that of a whole turn, by its number twice."""
    return tuple(
        GroupView(TITLES[kind], len(group), tuple(_case(one, clips, turns) for one in group))
        for kind, group in grouped(found[:most])
    )


def disagreed_sentence(found: Sequence[Disagreement], most: int) -> str:
    if not found:
        return "Coach and machine agree wherever both gave a level."
    shown = f"; the {most} dearest are shown" if most < len(found) else ""
    cost = sum(one.cost for one in found)
    return f"{len(found)} disagreements, {cost} by weight times gap{shown}."


def _case(one: Disagreement, clips: Clips, turns: Clips) -> DisagreementView:
    machine = "no level" if one.machine is None else str(one.machine)
    others = "".join(f", {name} {level}" for name, level in one.others)
    return DisagreementView(
        criterion=criterion_words(one.criterion),
        session=f"{one.session}, {one.stage}"
        + (f", turns {', '.join(map(str, one.turns))}" if one.turns else ""),
        levels=f"{one.coach} {one.own}, {one.rater} {machine}{others}",
        note=one.note,
        reasoning=one.reasoning,
        quotes=tuple(_quote(one.session, quote, clips) for quote in one.quotes),
        why=_sentence(one.cause.why),
        edit=_sentence(one.cause.edit),
        listen=one.listen,
        clip=turns(one.session, one.turn, one.turn) if one.turn is not None else "",
    )


def _quote(session: str, quote: Evidence, clips: Clips) -> QuoteView:
    clip = clips(session, quote.first_sample, quote.last_sample)
    return QuoteView(quote.quote, clock(quote.first_sample), clip)


def _sentence(text: str) -> str:
    """Ids keep their small letters."""
    word = text.split(" ", 1)[0]
    return text if "." in word or "-" in word else f"{text[:1].upper()}{text[1:]}"


def _effect_row(row: Effect) -> tuple[str, ...]:
    return (
        criterion_words(row.criterion),
        str(row.fixed),
        str(row.broken),
        _moved(row.mae),
        _change(row.mae),
        _moved(row.qwk),
        _change(row.qwk),
    )


def _moved(moved: Moved) -> str:
    return f"{value_text(moved.before, amount)} to {value_text(moved.after, amount)}"


def _change(moved: Moved) -> str:
    interval = interval_text(moved.change, signed)
    value = value_text(moved.change, signed)
    return f"{value} [{interval}]" if interval else value


def _labelled_row(coach: str, sheets: Sequence[LabelSheet]) -> tuple[str, ...]:
    labels = [label for sheet in sheets for label in sheet.labels]
    seconds = [label.seconds for label in labels if label.seconds]
    days = sorted(sheet.at[:10] for sheet in sheets)
    return (
        coach,
        str(len({sheet.session for sheet in sheets})),
        str(len(labels)),
        str(sum(label.level is None for label in labels)),
        str(sum(sheet.round > 1 for sheet in sheets)),
        " and ".join(sorted({sheet.modality for sheet in sheets})),
        ", ".join(sorted({sheet.rubric.version for sheet in sheets})),
        f"{median(seconds):.0f} s each" if seconds else "",
        days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}",
    )

"""The report as Markdown, for notes and issue trackers."""

import re
from collections.abc import Iterator

from voiceinterview.report.source import ReportSource
from voiceinterview.report.view import (
    CardView,
    CoverageView,
    QuoteView,
    RatingView,
    StageView,
    view_of,
)
from voiceinterview.report.wording import COVERAGE_NOTE, COVERAGE_TITLE

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")


def render_markdown(source: ReportSource) -> str:
    """Everything that somebody said or a model wrote is escaped."""
    report = view_of(source)
    lines = [f"# {_plain(report.title)}", "", f"Session `{report.session}`", ""]
    lines += [f"- {name}: {_plain(value)}" for name, value in report.facts]
    for note in report.notes:
        lines += ["", f"> {_plain(note)}"]
    for stage in report.stages:
        lines += ["", f"## {_plain(stage.title)}", *_stage_lines(stage)]
    lines += ["", "## Transcript"]
    for stage in report.stages:
        for turn in stage.turns:
            said = _plain("".join(text for text, _ in turn.pieces))
            lines += ["", f"**{turn.speaker.capitalize()}, {turn.time}:** {said}"]
    return "\n".join(lines) + "\n"


def _stage_lines(stage: StageView) -> Iterator[str]:
    for card in stage.cards:
        yield from _card_lines(card)
    if not stage.cards:
        yield from ("", "This stage was not rated.")
    if stage.coverage:
        yield from ("", f"### {COVERAGE_TITLE}", "", COVERAGE_NOTE)
    for entry in stage.coverage:
        yield from _coverage_lines(entry)


def _card_lines(card: CardView) -> Iterator[str]:
    yield from ("", f"**{card.score}**")
    for rating in card.ratings:
        yield from _rating_lines(rating)
    yield from ("", f"_{_plain(card.rater)}_")


def _rating_lines(rating: RatingView) -> Iterator[str]:
    yield from ("", f"### {_plain(rating.criterion)}: {rating.state}")
    for text in (rating.anchor, rating.reason):
        if text:
            yield from ("", _plain(text))
    for said in rating.quotes:
        yield from ("", _quote_line(said))
    if rating.why:
        yield from ("", f"The rater: {_plain(rating.why)}")
    for text, cap, said in rating.caps:
        yield from ("", f"Held at level {cap} or below: {_plain(text)}", "", _quote_line(said))


def _coverage_lines(entry: CoverageView) -> Iterator[str]:
    yield from ("", f"**{_plain(entry.ask)}** {entry.found}", "")
    for point in entry.points:
        if point.quote is None:
            yield f"- [ ] {_plain(point.text)}"
        else:
            said = f"“{_plain(point.quote.text)}” ({point.quote.time})"
            yield f"- [x] {_plain(point.text)} {said}"


def _quote_line(said: QuoteView) -> str:
    return f"> “{_plain(said.text)}” ({said.time})"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))

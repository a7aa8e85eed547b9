"""Reports of sessions that were held before."""

from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from voiceinterview.app import rating, reporting
from voiceinterview.app.engines import Say
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.app.scorecards import (
    damaged_in,
    latest_scorecards,
    mending,
    of_earlier_words,
)
from voiceinterview.app.sessions import closed_session
from voiceinterview.content.folders import Content
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import SetupError
from voiceinterview.report.comparing import ComparisonView, compare
from voiceinterview.report.comparison_text import comparison_html, comparison_markdown
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.source import ReportSource
from voiceinterview.storage.coding import encode
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.stored_session import StoredSession

ReportFormat = Literal["html", "md", "json", "pdf"]
_SOURCE = TypeAdapter(ReportSource)
_COMPARISON = TypeAdapter(ComparisonView)


async def report_again(
    flags: dict[str, Any],
    session: str,
    form: ReportFormat,
    output: Path | None,
    say: Say,
    *,
    audio: bool = True,
) -> str:
    """The report as text; with `output`, the name of the file that it was written to.

    A PDF always goes to a file: without `output` to one named after the session, here. `audio`:
    whether quotes can be played in a page. Raises `SetupError`, `SessionBusy`,
    `CorruptSession`, `StorageFull`.
    """
    check_output(output)
    stored, source = await gathered(flags, session, say)
    if form == "pdf":
        return _document(source, output or Path(f"{stored.folder.name}.pdf"))
    if form != "html":
        return written(_text(source, form), output)
    clips = reporting.clips_for(stored, source, output, audio=audio)
    if output is None:
        if clips.note:
            say(clips.note)
        return render_html(source, clips)
    reporting.write_page(output, source, clips)
    return str(output)


async def gathered(
    flags: dict[str, Any], session: str, say: Say
) -> tuple[StoredSession, ReportSource]:
    """A session and what a report of it is made from; one never rated is rated first."""
    stored = closed_session(flags, session)
    content = content_folder(read_settings(flags))
    cards = await _scorecards(stored, content, say)
    return stored, reporting.report_source(stored, cards, content)


async def compare_again(
    flags: dict[str, Any],
    sessions: tuple[str, str],
    form: ReportFormat,
    output: Path | None,
    say: Say,
) -> str:
    """Two sessions side by side, as `report_again` gives one; not as a PDF."""
    check_output(output)
    if form == "pdf":
        raise SetupError(
            "two sessions are compared as html, md or json only",
            "voiceinterview report --compare A B --output comparison.html",
        )
    first, second = [(await gathered(flags, name, say))[1] for name in sessions]
    view = compare(first, second)
    if form == "html":
        return written(comparison_html(view), output)
    if form == "md":
        return written(comparison_markdown(view), output)
    return written(encode(_COMPARISON, view, indent=2).decode() + "\n", output)


def check_output(output: Path | None) -> None:
    """Before anything is rated or drawn. Raises `SetupError`."""
    if output is not None and not output.absolute().parent.is_dir():
        raise SetupError(f"there is no folder {output.parent}", f"mkdir -p {output.parent}")


def written(text: str, output: Path | None) -> str:
    """`text`, or the name of the file that it was written to. Raises `StorageFull`."""
    if output is None:
        return text
    with disk_errors(output, "try again or name another file"):
        output.write_text(text, encoding="utf-8")
    return str(output)


def _document(source: ReportSource, output: Path) -> str:
    from voiceinterview.report.pdf import render_pdf

    document = render_pdf(source)
    with disk_errors(output, "try again or name another file"):
        output.write_bytes(document)
    return str(output)


def _text(source: ReportSource, form: ReportFormat) -> str:
    """JSON is the whole of what the other forms are made from."""
    if form == "md":
        return render_markdown(source)
    return encode(_SOURCE, source, indent=2).decode() + "\n"


async def _scorecards(stored: StoredSession, content: Content, say: Say) -> tuple[Scorecard, ...]:
    for damaged in damaged_in(stored.folder, stored):
        say(f"left out: {damaged}; to mend it: {mending(stored.folder)}")
    cards = latest_scorecards(stored)
    outdated = of_earlier_words(stored)
    if outdated:
        say(f"left out: {outdated} ratings of words from before the recording was heard again; to "
            f"rate these: {mending(stored.folder)}")  # fmt: skip
    if cards:
        return cards
    say("never rated: rating by the checklist")
    return await rating.rate_session(stored, content, SystemClock(), None)

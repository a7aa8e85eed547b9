"""Ratings and reports of a session that was held before."""

from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from voiceinterview.app import rating
from voiceinterview.app.engines import Say, open_model, pick_model
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.app.scorecards import latest_scorecards
from voiceinterview.app.sessions import locate
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import SetupError
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.source import ReportSource
from voiceinterview.storage.coding import encode
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.lock import refuse_if_busy
from voiceinterview.storage.stored_session import StoredSession, read_session

ReportFormat = Literal["html", "md", "json"]
_SOURCE = TypeAdapter(ReportSource)


async def score_again(flags: dict[str, Any], session: str, say: Say) -> ReportSource:
    """Rate by the checklist, and by the model that the settings choose; keep both.

    The source holds the new scorecards. Raises `SetupError`, `SessionBusy`, `CorruptSession`.
    """
    settings = read_settings(flags)
    stored = _closed_session(flags, session)
    clock = SystemClock()
    choice = await pick_model(settings)
    model = None
    if choice.model == "scripted":
        say(f"rating by the checklist only: {choice.why}")
    else:
        say(f"rating with {choice.why} ...")
        model = open_model(choice, clock)
    cards = await rating.rate_session(stored, content_folder(settings), clock, model)
    say(f"report: {rating.write_report(stored, latest_scorecards(stored))}")
    return rating.report_source(stored, cards)


async def report_again(
    flags: dict[str, Any], session: str, form: ReportFormat, output: Path | None, say: Say
) -> str:
    """The report as text; with `output`, the name of the file that it was written to.

    Raises `SetupError`, `SessionBusy`, `CorruptSession`, `BadInput`, `StorageFull`.
    """
    stored = _closed_session(flags, session)
    if output is not None and not output.absolute().parent.is_dir():
        raise SetupError(f"there is no folder {output.parent}", f"mkdir -p {output.parent}")
    text = render(rating.report_source(stored, await _scorecards(flags, stored, say)), form)
    if output is None:
        return text
    with disk_errors(output, "try again or name another file"):
        output.write_text(text, encoding="utf-8")
    return str(output)


def render(source: ReportSource, form: ReportFormat) -> str:
    """The report in one of its forms; JSON is the whole of what the others are made from."""
    if form == "html":
        return render_html(source)
    if form == "md":
        return render_markdown(source)
    return encode(_SOURCE, source, indent=2).decode() + "\n"


async def _scorecards(
    flags: dict[str, Any], stored: StoredSession, say: Say
) -> tuple[Scorecard, ...]:
    cards = latest_scorecards(stored)
    if cards:
        return cards
    say("never rated: rating by the checklist")
    content = content_folder(read_settings(flags))
    return await rating.rate_session(stored, content, SystemClock(), None)


def _closed_session(flags: dict[str, Any], session: str) -> StoredSession:
    """What is still being said cannot be rated yet."""
    folder = locate(flags, session)
    refuse_if_busy(folder)
    return read_session(folder)

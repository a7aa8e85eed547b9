"""A session's report: what it is made from, gathered from its folder, and where it is written."""

from pathlib import Path

from voiceinterview.app.rating import overall_of
from voiceinterview.content.delivery_words import load_delivery_words
from voiceinterview.content.folders import Content
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.errors import ContentError, CorruptSession, UnknownName
from voiceinterview.report.clips import NO_CLIPS, ClipSet, make_clips
from voiceinterview.report.html import render_html
from voiceinterview.report.source import ReportSource, calls_of
from voiceinterview.scoring.delivery import measure_delivery
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.layout import REPORT, clips_of
from voiceinterview.storage.stored_session import StoredSession

NO_SOUND = "The quotes cannot be played here: {problem}."


def report_source(
    stored: StoredSession, cards: tuple[Scorecard, ...], content: Content
) -> ReportSource:
    """Raises `ContentError` where the word lists of delivery do not read, `CorruptSession`."""
    turns = stored.transcript
    words = load_delivery_words(content)
    return ReportSource(
        manifest=stored.manifest,
        plan=stored.plan,
        turns=turns,
        scorecards=cards,
        delivery=measure_delivery(turns, stored.events, stored.plan, words),
        calls=calls_of(stored.exchanges),
        rubrics=_rubrics(stored.plan, cards, content),
        overall=overall_of(stored, content, cards),
    )


def clips_for(
    stored: StoredSession, source: ReportSource, page: Path | None, *, audio: bool = True
) -> ClipSet:
    """`page` is the file that the report goes to, None where it is printed.

    A session without its recording, such as an export, has a report without sound that says so.
    """
    if not audio:
        return ClipSet(note=NO_SOUND.format(problem="the report was asked for without sound"))
    if source.manifest.engines.recognizer is None:
        return NO_CLIPS  # typed: there is nothing to hear
    try:
        folder = None if page is None else clips_of(page).name
        return make_clips(source, stored.candidate.read, folder)
    except CorruptSession as error:
        return ClipSet(note=NO_SOUND.format(problem=printable_problem(error)))


def printable_problem(error: CorruptSession) -> str:
    """Without the path, which is of no use to whoever the report is given to."""
    return error.problem.removeprefix(f"{error.path}: ")


def write_report(stored: StoredSession, source: ReportSource) -> Path:
    """The HTML report in the session's folder; made anew each time. Raises `StorageFull`."""
    path = stored.folder / REPORT
    write_page(path, source, clips_for(stored, source, path))
    return path


def write_page(path: Path, source: ReportSource, clips: ClipSet) -> None:
    """The page, and the clips beside it where they are too large to be in it. `StorageFull`."""
    with disk_errors(path, "try again or name another file"):
        path.write_text(render_html(source, clips), encoding="utf-8")
        for name, clip in clips.files.items():
            file = path.parent / name  # made of sample numbers, see `report.clips`
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(clip)


def _rubrics(plan: Plan, cards: tuple[Scorecard, ...], content: Content) -> tuple[Rubric, ...]:
    """Those of today's content that cards were made by; a rubric may have changed since or be
    gone, and then the report does without its other levels."""
    used = {card.rubric for card in cards}
    found: dict[str, Rubric] = {}
    for stage in plan.stages:
        try:
            role = load_role(content, plan.role)
            rubric = load_rubric(content, plan.role, role.stage(stage.id).rubric)
        except (ContentError, UnknownName, KeyError):
            continue
        if rubric.ref in used:
            found[rubric.sha256] = rubric
    return tuple(found.values())

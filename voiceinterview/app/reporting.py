"""A session's report: what it is made from, gathered from its folder, and where it is written."""

from dataclasses import replace
from pathlib import Path

from voiceinterview.app.places import name_to_give
from voiceinterview.app.rating import overall_of
from voiceinterview.app.retried import compared, original_of
from voiceinterview.app.rewriting import rewrites_of
from voiceinterview.app.scorecards import latest_scorecards
from voiceinterview.content.delivery_words import load_delivery_words
from voiceinterview.content.folders import Content
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.errors import ContentError, CorruptSession, UnknownName
from voiceinterview.interview.code_runs import runs_in
from voiceinterview.interview.timing import turn_timings
from voiceinterview.ports import Samples
from voiceinterview.report.answer_clips import heard_at, with_answers
from voiceinterview.report.clips import NO_CLIPS, ClipSet, make_clips
from voiceinterview.report.html import render_html
from voiceinterview.report.model_calls import calls_of
from voiceinterview.report.retried_answer import BeforeAndNow
from voiceinterview.report.source import ReportSource
from voiceinterview.scoring.delivery import measure_delivery
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.layout import REPORT, clips_of
from voiceinterview.storage.stored_session import StoredSession

NO_SOUND = "The quotes cannot be played here: {problem}."
NO_ANSWER = "The answer ({name}) cannot be played here: {problem}."


def report_source(
    stored: StoredSession, cards: tuple[Scorecard, ...], content: Content
) -> ReportSource:
    """Raises `ContentError` where the word lists of delivery do not read, `CorruptSession`."""
    source = _source(stored, cards, content)

    def of_then(then: StoredSession) -> ReportSource:
        return _source(then, latest_scorecards(then), content)

    return replace(source, retried=compared(stored, source, of_then))


def _source(stored: StoredSession, cards: tuple[Scorecard, ...], content: Content) -> ReportSource:
    """Of the session alone, whatever it tries again."""
    turns, record = stored.transcript, stored.record
    recorded = record.words if record is not None else {}
    words = load_delivery_words(content)
    return ReportSource(
        manifest=stored.manifest,
        plan=stored.plan,
        turns=turns,
        scorecards=cards,
        delivery=measure_delivery(turns, stored.events, stored.plan, words, recorded),
        calls=calls_of(stored.exchanges, stored.events),
        rubrics=_rubrics(stored.plan, cards, content),
        overall=overall_of(stored, content, cards),
        timings=turn_timings(stored.events),
        name=name_to_give(stored.folder),
        rewrites=rewrites_of(stored),
        ran=runs_in(stored.events),
    )


def clips_for(
    stored: StoredSession, source: ReportSource, page: Path | None, *, audio: bool = True
) -> ClipSet:
    """`page` is the file that the report goes to, None where it is printed.

    A session without its recording, such as an export, has a report without sound that says so.
    """
    if not audio:
        return ClipSet(note=NO_SOUND.format(problem="the report was asked for without sound"))
    folder = None if page is None else clips_of(page).name
    clips = _quotes(stored, source, folder)
    return clips if source.retried is None else _both_answers(stored, source.retried, clips, folder)


def _quotes(stored: StoredSession, source: ReportSource, folder: str | None) -> ClipSet:
    if source.manifest.engines.recognizer is None:
        return NO_CLIPS  # typed: there is nothing to hear
    try:
        return make_clips(source, stored.candidate.read, folder)
    except CorruptSession as error:
        return ClipSet(note=NO_SOUND.format(problem=printable_problem(error)))


def _both_answers(
    stored: StoredSession, retried: BeforeAndNow, clips: ClipSet, folder: str | None
) -> ClipSet:
    """Those of the two that were spoken, and whose recording is there."""
    then = original_of(stored, retried.link).stored
    answers: dict[str, Samples] = {}
    for name, session, answer in (
        ("before", then, retried.before),
        ("now", stored, retried.now),
    ):
        if session is None or answer is None or answer.span[0] == answer.span[1]:
            continue
        try:
            answers[name] = session.candidate.read(*heard_at(answer.span))
        except CorruptSession as error:
            silent = NO_ANSWER.format(name=name, problem=printable_problem(error))
            clips = replace(clips, note=f"{clips.note} {silent}".strip())
    return with_answers(clips, answers, folder)


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
            rubric = load_rubric(content, plan.role, stage.rubric or role.stage(stage.id).rubric)
        except (ContentError, UnknownName, KeyError):
            continue
        if rubric.ref in used:
            found[rubric.sha256] = rubric
    return tuple(found.values())

"""Disagreements of coaches and models, read from the session folders of the tuning set."""

from typing import Any

from voiceinterview.app.coaching import Bench
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.coaching.disagreements import Disagreement, disagreements
from voiceinterview.coaching.heard import Heard
from voiceinterview.coaching.judgments import CoachedSession, sheets_by
from voiceinterview.content.folders import Content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.plan import StagePlan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.errors import UnknownName
from voiceinterview.scoring.checklist import checklist_coverage
from voiceinterview.scoring.record import StageRecord
from voiceinterview.storage.stored_session import StoredSession, read_session


def bench_disagreements(
    flags: dict[str, Any], bench: Bench, rater: str | None = None
) -> tuple[Disagreement, ...]:
    """Of the bench's coaches with all models, or with the one called `rater`.

    Key points are looked for as the bank has them today, so that a phrase added since is found.
    Raises `UnknownName` for a rater that gave no levels, `CorruptSession`, `ContentError`.
    """
    content = content_folder(read_settings(flags))
    banks: dict[str, dict[str, Question]] = {}
    stages = [
        heard
        for session in bench.sessions
        if sheets_by(session, bench.labels_by)
        for heard in _heard(session, bench, content, banks)
    ]
    raters = sorted({card.rater.name for heard in stages for card in heard.cards})
    if rater is not None and rater not in raters:
        raise UnknownName(f"model that rated by {bench.rubric.id}", rater, raters)
    found = disagreements(stages, bench.rubric, bench.coaches)
    return tuple(one for one in found if rater in (None, one.rater))


def _heard(
    session: CoachedSession, bench: Bench, content: Content, banks: dict[str, dict[str, Question]]
) -> list[Heard]:
    stored = read_session(session.folder)
    role = stored.plan.role
    if role not in banks:
        questions = load_questions(content, load_role(content, role))
        banks[role] = {question.id: question for question in questions}
    return [
        _stage(session, stored, stage, bench, banks[role])
        for stage in stored.plan.stages
        if stage.id in session.words
    ]


def _stage(
    session: CoachedSession,
    stored: StoredSession,
    stage: StagePlan,
    bench: Bench,
    bank: dict[str, Question],
) -> Heard:
    questions = tuple(bank.get(question.id, question) for question in stage.questions)
    record = StageRecord(session.session, stage.id, stage.title, questions, stored.transcript)
    return Heard(
        session=session.session,
        name=session.name,
        stage=stage.id,
        spoken=stored.manifest.engines.recognizer is not None,
        turns=record.stage_turns,
        points={question.id: question.key_points for question in questions},
        coverage=checklist_coverage(record),
        sheets=tuple(
            sheet for sheet in sheets_by(session, bench.labels_by) if sheet.stage == stage.id
        ),
        cards=_cards(session, stage.id, bench),
    )


def _cards(session: CoachedSession, stage: str, bench: Bench) -> tuple[Scorecard, ...]:
    """Each model's last by this version, which a change of notes only does not end."""
    last: dict[str, Scorecard] = {}
    for card in sorted(session.cards, key=lambda one: one.at):
        if (card.stage, card.rater.kind) == (stage, "model") and session.alike(
            card.rubric, bench.rubric.ref
        ):
            last[card.rater.name] = card
    return tuple(last.values())

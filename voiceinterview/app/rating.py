"""After the interview: rate it, keep the scorecards, write the report."""

import secrets
from pathlib import Path

from voiceinterview import __version__
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.ports import Clock, LanguageModel
from voiceinterview.report.html import render_html
from voiceinterview.report.source import ReportSource
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.judge_request import JudgePrompts
from voiceinterview.scoring.model_rater import rate_by_model
from voiceinterview.scoring.record import StageRecord
from voiceinterview.scoring.scorecard_file import scorecard_json
from voiceinterview.storage.derived import save_scorecard
from voiceinterview.storage.stored_session import StoredSession

REPORT = "report.html"


async def rate_session(
    stored: StoredSession, content: Content, clock: Clock, model: LanguageModel | None
) -> tuple[Scorecard, ...]:
    """Every stage by the checklist, and by `model` where there is one. All are kept.

    Raises `ContentError` and `StorageFull`; a model that fails leaves its criteria unscored.
    """
    rubrics = _rubrics(stored.plan, content)
    cards = []
    for record in _records(stored):
        at = clock.utc().isoformat(timespec="seconds")
        rubric = rubrics[record.stage]
        cards.append(rate_by_checklist(record, rubric, at=at, tool_version=__version__))
        if model is not None:
            cards.append(
                await rate_by_model(
                    model,
                    _judge_prompts(content),
                    record,
                    rubric,
                    nonce=secrets.token_hex(16),
                    at=at,
                    tool_version=__version__,
                )
            )
    for card in cards:
        save_scorecard(
            stored.folder,
            card.rubric.id,
            card.rubric.version,
            card.rater.name,
            scorecard_json(card).encode(),
        )
    return tuple(cards)


def report_source(stored: StoredSession, cards: tuple[Scorecard, ...]) -> ReportSource:
    return ReportSource(stored.manifest, stored.plan, stored.transcript, cards)


def write_report(stored: StoredSession, cards: tuple[Scorecard, ...]) -> Path:
    """The HTML report in the session's folder; made anew each time."""
    path = stored.folder / REPORT
    path.write_text(render_html(report_source(stored, cards)), encoding="utf-8")
    return path


def _rubrics(plan: Plan, content: Content) -> dict[str, Rubric]:
    role = load_role(content, plan.role)
    return {
        stage.id: load_rubric(content, plan.role, role.stage(stage.id).rubric)
        for stage in plan.stages
    }


def _records(stored: StoredSession) -> list[StageRecord]:
    turns = stored.transcript
    return [
        StageRecord(stored.manifest.id, stage.id, stage.title, stage.questions, turns)
        for stage in stored.plan.stages
    ]


def _judge_prompts(content: Content) -> JudgePrompts:
    folder = content.prompts / "judge"
    return JudgePrompts(
        criterion=load_prompt(content, folder / "rate-criterion.md"),
        stage=load_prompt(content, folder / "rate-stage.md"),
        transcript=load_prompt(content, folder / "transcript.md"),
        ask_again=load_prompt(content, folder / "ask-again.md"),
    )

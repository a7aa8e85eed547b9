"""After the interview: rate it, and keep the scorecards."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from voiceinterview import __version__
from voiceinterview.app.mapped_cards import mapped
from voiceinterview.app.scorecards import kept_scorecards
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.overall import Overall
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.errors import UnknownName
from voiceinterview.interview.code_runs import runs_in
from voiceinterview.ports import Clock, LanguageModel
from voiceinterview.scoring.aggregate import overall
from voiceinterview.scoring.calibrating import calibrated, uncalibrated
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.judge_request import JudgePrompts, RatingTerms, has_code
from voiceinterview.scoring.mishearings import misheard_warnings, mishearings
from voiceinterview.scoring.model_rater import rate_by_model, rater_of
from voiceinterview.scoring.record import StageRecord
from voiceinterview.scoring.resuming import is_whole, latest_of
from voiceinterview.scoring.scorecard_file import scorecard_json
from voiceinterview.scoring.unheard import unheard_stretches
from voiceinterview.storage.calibration_file import in_force
from voiceinterview.storage.derived import save_scorecard
from voiceinterview.storage.stored_session import StoredSession


@dataclass(frozen=True)
class ModelRater:
    """Who rates beside the checklist, and how it is asked."""

    model: LanguageModel
    terms: RatingTerms = field(default_factory=RatingTerms)


async def rate_session(
    stored: StoredSession,
    content: Content,
    clock: Clock,
    rater: ModelRater | None,
    *,
    instead: Rubric | None = None,
) -> tuple[Scorecard, ...]:
    """Every stage by the checklist, and by a model where there is one. All new ones are kept.
    With `instead` only the stages of that rubric, by this version of it.

    What the same rater gave to the same words before stands: a card that is whole is returned
    as it is, of another only the gaps are filled. A damaged card counts as none. A calibration
    that is switched on for the model and the rubric is laid over its levels. Raises
    `ContentError`, `StorageFull`, `CorruptSession`, `UnknownName` where no stage has the rubric;
    a model that fails leaves its criteria unscored.
    """
    rubrics = rubrics_of(stored.plan, content)
    if instead is not None:
        rubrics = _only(rubrics, instead)
    kept = [one.scorecard for one in kept_scorecards(stored)] if rater else []
    cards = []
    for record in records_of(stored):
        if record.stage not in rubrics:
            continue
        at = clock.utc().isoformat(timespec="seconds")
        rubric = rubrics[record.stage]
        card = mapped(
            rate_by_checklist(record, rubric, at=at, tool_version=__version__),
            stored.folder.parent,
        )
        _save(stored, card)
        cards.append(card)
        if rater is not None:
            cards.append(await _by_model(stored, content, record, rubric, rater, kept, at))
    return tuple(cards)


async def _by_model(
    stored: StoredSession,
    content: Content,
    record: StageRecord,
    rubric: Rubric,
    rater: ModelRater,
    kept: Sequence[Scorecard],
    at: str,
) -> Scorecard:
    prompts = judge_prompts(content)
    terms = replace(rater.terms, interviewer=_interviewer(stored))
    asked = rater_of(rater.model, prompts, terms, code=has_code(record))
    before = latest_of(kept, asked, record, rubric)
    raw = uncalibrated(before, rubric) if before is not None else None
    if raw is None or not is_whole(raw):
        raw = await rate_by_model(
            rater.model,
            prompts,
            record,
            rubric,
            terms,
            nonce=secrets.token_hex(16),
            at=at,
            tool_version=__version__,
            before=raw,
        )
    calibration = in_force(stored.folder.parent, rubric.ref, raw.rater.name)
    card = calibrated(raw, rubric, calibration)
    if card != before:
        _save(stored, card)
    return card


def overall_of(
    stored: StoredSession, content: Content, cards: Sequence[Scorecard]
) -> Overall | None:
    """What the model's cards come to in the role's mix; None without any. Raters are never
    pooled: of several the one that rated last counts, and the checklist never. Stages of which
    a model was told nothing, or said nothing, hide no other model's levels."""
    judged = [card for card in cards if card.rater.kind == "model"]
    rated = [card for card in judged if card.answered] or judged
    if not rated:
        return None
    last = max(rated, key=lambda card: card.at).rater.name
    own = {card.stage: card for card in rated if card.rater.name == last}
    role = load_role(content, stored.plan.role)
    return overall(tuple(own.values()), stored.plan.stages, role.formats)


def _interviewer(stored: StoredSession) -> str:
    """The model that led the interview, "" for none."""
    engine = stored.manifest.engines.language_model
    if engine is None or engine.name == "scripted":
        return ""
    return str(engine.settings.get("model") or "")


def _save(stored: StoredSession, card: Scorecard) -> None:
    save_scorecard(
        stored.folder,
        card.rubric.id,
        card.rubric.version,
        card.rater.name,
        scorecard_json(card).encode(),
    )


def rubrics_of(plan: Plan, content: Content) -> dict[str, Rubric]:
    """What each stage of the plan is judged by today. Raises `ContentError`, `UnknownName`."""
    role = load_role(content, plan.role)
    return {
        stage.id: load_rubric(content, plan.role, stage.rubric or role.stage(stage.id).rubric)
        for stage in plan.stages
    }


def _only(rubrics: dict[str, Rubric], instead: Rubric) -> dict[str, Rubric]:
    """The stages of a rubric, by the version given. Raises `UnknownName` where there is none."""
    known = {rubric.id for rubric in rubrics.values()}
    if instead.id not in known:
        raise UnknownName("rubric of this session", instead.id, sorted(known))
    return {stage: instead for stage, rubric in rubrics.items() if rubric.id == instead.id}


def records_of(stored: StoredSession) -> list[StageRecord]:
    """What a rater is given, stage by stage."""
    turns, record = stored.transcript, stored.record
    unheard = unheard_stretches(stored.events, record.words if record is not None else ())
    misheard = mishearings(stored.heard, turns, stored.plan)
    return [
        StageRecord(
            stored.manifest.id,
            stage.id,
            stage.title,
            stage.questions,
            turns,
            unheard[stage.id],
            misheard_warnings([one for one in misheard if one.stage == stage.id]),
            runs_in(stored.events, stage.questions),
        )
        for stage in stored.plan.stages
    ]


def judge_prompts(content: Content) -> JudgePrompts:
    folder = content.prompts / "judge"
    return JudgePrompts(
        criterion=load_prompt(content, folder / "rate-criterion.md"),
        stage=load_prompt(content, folder / "rate-stage.md"),
        transcript=load_prompt(content, folder / "transcript.md"),
        ask_again=load_prompt(content, folder / "ask-again.md"),
        code=load_prompt(content, folder / "rate-code.md"),
        ask_again_code=load_prompt(content, folder / "ask-again-code.md"),
    )

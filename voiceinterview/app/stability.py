"""A session judged again and again: as it was, in another order, in other words."""

import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from voiceinterview.app.engines import pick_model, pick_rater
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.app.rating import judge_prompts, records_of, rubrics_of
from voiceinterview.app.sessions import closed_session
from voiceinterview.coaching.edits import EDITS, edited
from voiceinterview.coaching.stability import (
    AGAIN,
    IN_ORDER,
    OTHER,
    REVERSED,
    CoverageMoves,
    Judged,
    coverage_moves,
)
from voiceinterview.content.edits import load_edit_words
from voiceinterview.domain.edits import EditWords
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.models.prices import price_of
from voiceinterview.errors import BadInput
from voiceinterview.ports import Clock, LanguageModel
from voiceinterview.scoring.checklist import checklist_coverage
from voiceinterview.scoring.judge_request import JudgePrompts, RatingTerms, rating_request
from voiceinterview.scoring.model_rater import rate_by_model
from voiceinterview.scoring.occasion import nothing_to_rate
from voiceinterview.scoring.record import StageRecord
from voiceinterview.storage.holdout_file import held_out

LETTERS_A_TOKEN = 4  # of English, as the common tokenizers cut it
REPLY_TOKENS = 500  # of a criterion; what models sent for the golden session


@dataclass(frozen=True)
class Variant:
    """One run: which words are judged, and whether all criteria go into one call."""

    name: str
    record: StageRecord
    rubric: Rubric
    one_call: bool = False


@dataclass(frozen=True)
class StabilityPlan:
    """All runs that are to be made, and what they will take: `calls`, and about as many tokens."""

    rubric: Rubric
    variants: tuple[Variant, ...]
    terms: RatingTerms
    prompts: JudgePrompts
    coverage: tuple[CoverageMoves, ...]
    calls: int
    prompt_tokens: int
    completion_tokens: int


def plan_stability(
    flags: dict[str, Any],
    sessions: Sequence[str],
    stage: str | None,
    runs: int,
    terms: RatingTerms,
    beside: str | None = None,
) -> StabilityPlan:
    """What is to be judged. All stages must go by one rubric; `stage` chooses it.

    `beside` is another recording of the same interview, as by another recognizer or voice: its
    words are judged once. Raises `UnknownName`, `BadInput`, `SessionBusy`, `ContentError`.
    """
    content = content_folder(read_settings(flags))
    words = load_edit_words(content)
    chosen = [one for name in sessions for one in _judgeable(flags, name, stage)]
    if not chosen:
        raise BadInput(
            f"nothing that can be judged was said in {', '.join(sessions)}",
            "Name sessions in which the stage was answered: voiceinterview sessions list",
        )
    rubric = _one_rubric([rubric for _, rubric in chosen])
    records = [record for record, _ in chosen]
    others = _beside(flags, beside, records, stage) if beside else {}
    variants = tuple(
        variant for record in records for variant in _variants(record, rubric, words, runs, others)
    )
    prompts = judge_prompts(content)
    calls = [calls_of(variant, terms, prompts) for variant in variants]
    return StabilityPlan(
        rubric=rubric,
        variants=variants,
        terms=terms,
        prompts=prompts,
        coverage=_coverage(records, words),
        calls=sum(count for count, _ in calls),
        prompt_tokens=sum(count * tokens for count, tokens in calls),
        completion_tokens=REPLY_TOKENS * terms.samples * len(variants) * len(rubric.criteria),
    )


async def judge_all(
    plan: StabilityPlan, model: LanguageModel, clock: Clock
) -> AsyncIterator[Judged]:
    """Each run as it is done; a call that fails leaves its criteria without a level."""
    for variant in plan.variants:
        card = await rate_by_model(
            model,
            plan.prompts,
            variant.record,
            variant.rubric,
            replace(plan.terms, one_call=variant.one_call or plan.terms.one_call),
            nonce=secrets.token_hex(16),
            at=clock.utc().isoformat(timespec="seconds"),
        )
        levels = {rating.criterion: rating.level for rating in card.ratings}
        yield Judged(variant.record.session, variant.record.stage, variant.name, levels)


def calls_of(variant: Variant, terms: RatingTerms, prompts: JudgePrompts) -> tuple[int, int]:
    """How many calls a run takes, and about how many tokens go out with each."""
    one_call = variant.one_call or terms.one_call
    own = replace(terms, one_call=one_call)
    criteria = variant.rubric.criteria if one_call else variant.rubric.criteria[:1]
    request = rating_request(prompts, own, variant.record, variant.rubric, criteria, "0" * 32)
    letters = sum(len(message.content) for message in request.messages)
    count = terms.samples * (1 if one_call else len(variant.rubric.criteria))
    return count, letters // LETTERS_A_TOKEN


def _variants(
    record: StageRecord,
    rubric: Rubric,
    words: EditWords,
    runs: int,
    others: Mapping[str, StageRecord],
) -> list[Variant]:
    turned = replace(rubric, criteria=rubric.criteria[::-1])
    found = [Variant(AGAIN, record, rubric) for _ in range(runs)]
    found.append(Variant(IN_ORDER, record, rubric, one_call=True))
    found.append(Variant(REVERSED, record, turned, one_call=True))
    found += [Variant(name, edited(record, edit, words), rubric) for name, edit in EDITS.items()]
    if record.stage in others:
        other = replace(others[record.stage], session=record.session)
        found.append(Variant(OTHER, other, rubric))
    return found


def _judgeable(
    flags: dict[str, Any], session: str, stage: str | None
) -> list[tuple[StageRecord, Rubric]]:
    stored = closed_session(flags, session)
    if stored.manifest.id in held_out(stored.folder.parent):
        raise BadInput(
            f"{session} is held out, and a machine's levels of it stay closed",
            "Name a session of the tuning set; `voiceinterview rubric holdout` lists the others.",
        )
    rubrics = rubrics_of(stored.plan, content_folder(read_settings(flags)))
    return [
        (record, rubrics[record.stage])
        for record in records_of(stored)
        if stage in (None, record.stage) and nothing_to_rate(record) is None
    ]


def _beside(
    flags: dict[str, Any], session: str, records: Sequence[StageRecord], stage: str | None
) -> dict[str, StageRecord]:
    """By stage. Raises `BadInput` where it is no other recording of the one session."""
    if len({record.session for record in records}) > 1:
        raise BadInput("another transcript goes with one session", "Name one SESSION only.")
    found = {record.stage: record for record, _ in _judgeable(flags, session, stage)}
    asked = {record.stage: _asked(record) for record in records}
    same = {name: one for name, one in found.items() if asked.get(name) == _asked(one)}
    if not same:
        raise BadInput(
            f"{session} was asked other questions than {records[0].session}",
            "Name a recording of the same interview.",
        )
    return same


def _asked(record: StageRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(turn.question for turn in record.stage_turns if turn.question))


def _one_rubric(rubrics: Sequence[Rubric]) -> Rubric:
    names = dict.fromkeys(rubric.id for rubric in rubrics)
    if len(names) > 1:
        raise BadInput(
            f"the stages go by several rubrics: {', '.join(names)}", "Choose one: --stage STAGE"
        )
    return rubrics[0]


def _coverage(records: Sequence[StageRecord], words: EditWords) -> tuple[CoverageMoves, ...]:
    """What the checklist finds after each edit; it needs no model."""
    before = [name for record in records for name in _found(record)]
    points = sum(entry.total for record in records for entry in checklist_coverage(record))
    return tuple(
        coverage_moves(
            name,
            before,
            [found for record in records for found in _found(edited(record, edit, words))],
            points,
        )
        for name, edit in EDITS.items()
    )


def _found(record: StageRecord) -> list[str]:
    return [
        f"{record.session} {entry.question}/{finding.key_point}"
        for entry in checklist_coverage(record)
        for finding in entry.findings
        if finding.evidence is not None
    ]


async def choose_rater(flags: dict[str, Any]) -> ModelChoice:
    """As `score` chooses it: `model` among the flags, else the settings. Raises `SetupError`."""
    settings = read_settings(flags)
    choice = None if "model" in flags else await pick_rater(settings)
    return choice or await pick_model(settings)


def told_cost(plan: StabilityPlan, model: str) -> str:
    """A sentence for whoever pays."""
    tokens = f"about {plan.prompt_tokens:,} tokens out and {plan.completion_tokens:,} back"
    price = price_of(model, plan.prompt_tokens, plan.completion_tokens)
    if price is None:
        cost = "its price is not known here"
    else:
        cost = f"about ${price:.2f}" if price else "no charge"
    return f"{plan.calls} calls to {model}, {tokens}: {cost}"

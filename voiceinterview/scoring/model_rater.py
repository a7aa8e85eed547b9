"""Has a language model rate a stage, and keeps of its replies only what holds.

A call a criterion, or one for all of them; each asked several times. The model reads, quotes and
gives levels; the program checks the quotes, asks once more for those that stand nowhere, applies
the caps, takes the median, and leaves a criterion unscored, with the reason, where something is
amiss. It is shown no score that was given before.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass

from voiceinterview.domain.conversation import ReplyRequest, Usage
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.ratings import (
    Calls,
    Evidence,
    Rater,
    Rating,
    Sample,
    Scorecard,
    Spending,
)
from voiceinterview.domain.rubrics import Criterion, Rubric
from voiceinterview.errors import EngineError
from voiceinterview.ports import LanguageModel
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.scoring.code_evidence import code_orders
from voiceinterview.scoring.judge_calls import JudgeCalls
from voiceinterview.scoring.judge_reply import (
    JudgedCriterion,
    JudgedLine,
    JudgedQuote,
    read_found_lines,
    read_found_quotes,
    read_reply,
)
from voiceinterview.scoring.judge_request import (
    JudgePrompts,
    RatingTerms,
    asking_again,
    has_code,
    rating_request,
)
from voiceinterview.scoring.occasion import nothing_to_rate
from voiceinterview.scoring.orders import orders_in
from voiceinterview.scoring.pooling import pooled, without_level
from voiceinterview.scoring.record import StageRecord, transcript_sha256
from voiceinterview.scoring.resuming import kept_ratings, spent_before
from voiceinterview.scoring.settling import (
    lost_lines,
    lost_quotes,
    overlap,
    settle,
    verified,
    with_found,
)
from voiceinterview.scoring.unheard import unheard_warning

SAME_MODEL = "The interviewer was the same model, which may judge its own questions kindly: {}."


@dataclass(frozen=True)
class _Reading:
    """What came of one call: a sample for each of its criteria, and the orders it noticed."""

    samples: dict[str, Sample]
    orders: tuple[Evidence, ...] = ()


async def rate_by_model(
    model: LanguageModel,
    prompts: JudgePrompts,
    record: StageRecord,
    rubric: Rubric,
    terms: RatingTerms | None = None,
    *,
    nonce: str,
    at: str,
    tool_version: str = "",
    before: Scorecard | None = None,
) -> Scorecard:
    """The model's scorecard of a stage. Failed calls give one too, their criteria unscored.

    `nonce` must be unguessable (secrets.token_hex); `at` is ISO 8601. No call is made where the
    stage was not reached, or there is nothing to judge. Of `before`, a card of the same rater on
    the same transcript (`resuming.continues`), the ratings are kept and only gaps are filled.
    """
    terms = terms or RatingTerms()
    calls = JudgeCalls(model)
    kept = kept_ratings(before)
    missing = [criterion for criterion in rubric.criteria if criterion.id not in kept]
    refusal = nothing_to_rate(record)
    readings: list[_Reading] = []
    if refusal is not None:
        new = {c.id: without_level(c, *refusal) for c in missing}
    else:
        readings = await _readings(calls, prompts, terms, record, rubric, missing, nonce)
        new = {c.id: _pooled(c, readings) for c in missing}
    ratings = tuple({**kept, **new}[criterion.id] for criterion in rubric.criteria)
    rater = rater_of(model, prompts, terms, calls.usages, code=has_code(record))
    return Scorecard(
        session=record.session,
        stage=record.stage,
        stage_title=record.title,
        rubric=rubric.ref,
        top_level=max(rubric.scale),
        transcript_sha256=transcript_sha256(record.turns),
        rater=rater,
        at=at,
        ratings=ratings,
        score=stage_score(ratings),
        spending=_spending(calls.usages, spent_before(before)),
        calls=_calls(calls, before),
        orders=_orders(record, readings, before),
        warnings=_warnings(rater, terms, record),
        tool_version=tool_version,
        code_orders=code_orders(record),
        runs_sha256=record.runs_sha256,
    )


def rater_of(
    model: LanguageModel,
    prompts: JudgePrompts,
    terms: RatingTerms,
    usages: Sequence[Usage] = (),
    *,
    code: bool = False,
) -> Rater:
    """Who rates: the model as its provider named it, and everything that shapes its answers.
    `code` says whether there was code in the stage."""
    settings = model.settings()
    asked = str(settings.get("model", model.name))
    name = usages[0].model if usages else asked
    used = prompts.used(one_call=terms.one_call, code=code)
    main = used[0]
    return Rater(
        kind="model",
        name="model-" + (re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "unnamed"),
        model=name,
        prompt=_label(main),
        prompt_sha256=main.sha256,
        prompts={_label(prompt): prompt.sha256 for prompt in used},
        parameters={
            **settings,
            "samples": terms.samples,
            "one_call": terms.one_call,
            "temperature": terms.temperature,
        },
    )


async def _readings(
    calls: JudgeCalls,
    prompts: JudgePrompts,
    terms: RatingTerms,
    record: StageRecord,
    rubric: Rubric,
    criteria: Sequence[Criterion],
    nonce: str,
) -> list[_Reading]:
    groups = [criteria] if terms.one_call else [[criterion] for criterion in criteria]

    async def reading(group: Sequence[Criterion]) -> _Reading:
        request = rating_request(prompts, terms, record, rubric, group, nonce)
        try:
            reply = await calls.ask(request)
        except EngineError as problem:
            reason = f"The call to the model failed: {problem.problem}"
            return _Reading(
                {criterion.id: Sample("unscored", reason=reason) for criterion in group}
            )
        judged = read_reply(reply, rubric, group)
        lost = lost_quotes(judged.values(), record), lost_lines(judged.values(), record)
        if any(lost):
            again = asking_again(prompts, request, reply, *lost)
            found = await _found_again(calls, again, *lost)
            judged = {name: with_found(entry, *found) for name, entry in judged.items()}
        return _settled(group, judged, record)

    wanted = [group for group in groups if group for _ in range(terms.samples)]
    return list(await asyncio.gather(*map(reading, wanted)))


async def _found_again(
    calls: JudgeCalls,
    request: ReplyRequest,
    quotes: Sequence[JudgedQuote],
    lines: Sequence[JudgedLine],
) -> tuple[dict[JudgedQuote, JudgedQuote], dict[JudgedLine, JudgedLine]]:
    """Lost quote or line -> what the model gave in its place; a call that fails finds nothing."""
    try:
        reply = await calls.ask(request)
    except EngineError:
        return {}, {}
    spoken, written = read_found_quotes(reply), read_found_lines(reply)
    return (
        {quote: spoken[n] for n, quote in enumerate(quotes, 1) if n in spoken},
        {line: written[n] for n, line in enumerate(lines, 1) if n in written},
    )


def _settled(
    group: Sequence[Criterion], judged: dict[str, JudgedCriterion | str], record: StageRecord
) -> _Reading:
    noticed = [
        one for entry in judged.values() if not isinstance(entry, str) for one in entry.orders
    ]
    return _Reading(
        {criterion.id: settle(criterion, judged[criterion.id], record) for criterion in group},
        verified(noticed, record),
    )


def _pooled(criterion: Criterion, readings: Sequence[_Reading]) -> Rating:
    samples = [one.samples[criterion.id] for one in readings if criterion.id in one.samples]
    return pooled(criterion, samples)


def _orders(
    record: StageRecord, readings: Sequence[_Reading], before: Scorecard | None
) -> tuple[Evidence, ...]:
    """What the program knows for an order, and what the model noticed; each place once."""
    noticed = [order for reading in readings for order in reading.orders]
    every = [*orders_in(record.answers), *noticed, *(before.orders if before else ())]
    kept: list[Evidence] = []
    for order in every:
        if not any(overlap(order, other) for other in kept):
            kept.append(order)
    return tuple(sorted(kept, key=lambda order: (order.turn, order.start)))


def _warnings(rater: Rater, terms: RatingTerms, record: StageRecord) -> tuple[str, ...]:
    raters = {_bare(rater.model), _bare(str(rater.parameters.get("model")))}
    own = terms.interviewer and _bare(terms.interviewer) in raters
    same = (SAME_MODEL.format(terms.interviewer),) if own else ()
    return (*same, *unheard_warning(record.unheard), *record.warnings)


def _bare(model: str) -> str:
    """Without the provider, by whom the same model may be reached in several ways."""
    return model.rpartition("/")[2].casefold()


def _spending(usages: Sequence[Usage], before: Spending | None) -> Spending | None:
    """What all calls took, those of the card that is filled up included."""
    costs = [usage.cost for usage in usages] + ([before.cost] if before else [])
    if not costs:
        return None
    known = [cost for cost in costs if cost is not None]
    return Spending(
        sum(usage.prompt_tokens for usage in usages) + (before.prompt_tokens if before else 0),
        sum(usage.completion_tokens for usage in usages)
        + (before.completion_tokens if before else 0),
        sum(known) if len(known) == len(costs) else None,
    )


def _calls(calls: JudgeCalls, before: Scorecard | None) -> Calls:
    """Those of the card that is filled up included."""
    earlier = (before.calls if before else None) or Calls(0, 0)
    return Calls(earlier.made + calls.made, earlier.answered + calls.answered)


def _label(prompt: Prompt) -> str:
    return f"{prompt.name}@{prompt.version}"

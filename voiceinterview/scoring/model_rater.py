"""Has a language model rate a stage, and keeps of its reply only what holds.

One call a stage. The model reads, quotes and gives levels; the program checks the quotes,
applies the caps, and leaves a criterion unscored, with the reason, wherever something is amiss.
"""

import json
import re
from dataclasses import dataclass

from voiceinterview.domain.conversation import Message, ReplyRequest, Usage
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.ratings import (
    AppliedCap,
    Evidence,
    Rater,
    Rating,
    RatingStatus,
    Scorecard,
    Spending,
)
from voiceinterview.domain.rubrics import Criterion, Rubric
from voiceinterview.errors import EngineError
from voiceinterview.ports import LanguageModel
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.scoring.evidence import verify_quote
from voiceinterview.scoring.judge_reply import (
    LONGEST_REPLY,
    JudgedCriterion,
    JudgedFlag,
    JudgedStage,
    read_reply,
)
from voiceinterview.scoring.record import NOT_REACHED, StageRecord, transcript_sha256

FEWEST_WORDS = 40  # by the candidate in a stage, some 20 s of speech; below, nobody can tell
MOST_TOKENS = 4_000  # of a reply: six criteria come to about 2,000


@dataclass(frozen=True)
class JudgePrompts:
    """`rules` has the variables stage_title, rubric, levels, nonce; `transcript` nonce, turns."""

    rules: Prompt
    transcript: Prompt


async def rate_by_model(
    model: LanguageModel,
    prompts: JudgePrompts,
    record: StageRecord,
    rubric: Rubric,
    *,
    nonce: str,
    at: str,
    tool_version: str = "",
) -> Scorecard:
    """The model's scorecard of a stage. A failed call gives one too, all of it unscored.

    `nonce` must be unguessable (secrets.token_hex); `at` is ISO 8601. No call is made where the
    stage was not reached, or too little was said in it.
    """
    refusal = _too_little(record)
    if refusal is not None:
        ratings, usage = _all_without_level(rubric, *refusal), None
    else:
        request = rating_request(prompts, record, rubric, nonce)
        ratings, usage = await _ratings(model, request, record, rubric)
    return Scorecard(
        session=record.session,
        stage=record.stage,
        stage_title=record.title,
        rubric=rubric.ref,
        top_level=max(rubric.scale),
        transcript_sha256=transcript_sha256(record.turns),
        rater=_rater(model, prompts.rules, usage),
        at=at,
        ratings=ratings,
        score=stage_score(ratings),
        spending=_spending(usage),
        tool_version=tool_version,
    )


def rating_request(
    prompts: JudgePrompts, record: StageRecord, rubric: Rubric, nonce: str
) -> ReplyRequest:
    """What the model is sent. Raises `ValueError` where somebody spoke the nonce."""
    turns = "\n".join(
        json.dumps({"turn": turn.number, "speaker": turn.speaker, "text": turn.text})
        for turn in record.stage_turns
    )
    if nonce in turns:
        raise ValueError("the nonce stands in the transcript; take a fresh one")
    rules = prompts.rules.render(
        stage_title=record.title,
        rubric=rubric_as_read(rubric),
        levels=", ".join(map(str, rubric.scale)),
        nonce=nonce,
    )
    return ReplyRequest(
        messages=(
            Message("system", rules),
            Message("user", prompts.transcript.render(nonce=nonce, turns=turns)),
        ),
        scripted="",
        max_tokens=MOST_TOKENS,
        temperature=0.0,
        schema=JudgedStage.model_json_schema(),
    )


def rubric_as_read(rubric: Rubric) -> str:
    """The rubric for the model. Weights and caps are left out: they are the program's part."""
    criteria = [
        {
            "id": criterion.id,
            "question": criterion.question,
            "anchors": {anchor.level: anchor.text for anchor in criterion.anchors},
            "examples": {example.level: example.text for example in criterion.examples},
            "red_flags": {flag.id: flag.text for flag in criterion.red_flags},
            "null_allowed": criterion.not_assessable,
            "cannot_be_heard": criterion.cannot_be_heard,
        }
        for criterion in rubric.criteria
    ]
    return json.dumps(criteria, indent=1, ensure_ascii=False)


async def _ratings(
    model: LanguageModel, request: ReplyRequest, record: StageRecord, rubric: Rubric
) -> tuple[tuple[Rating, ...], Usage | None]:
    try:
        reply, usage = await _ask(model, request)
    except EngineError as problem:
        reason = f"The call to the model failed: {problem.problem}"
        return _all_without_level(rubric, "unscored", reason), None
    judged = read_reply(reply, rubric)
    return tuple(_rating(c, judged[c.id], record) for c in rubric.criteria), usage


async def _ask(model: LanguageModel, request: ReplyRequest) -> tuple[str, Usage | None]:
    """The whole reply, or as much of it as shows that it is too long."""
    pieces: list[str] = []
    length = 0
    usage = None
    stream = model.stream(request)
    try:
        async for part in stream:
            pieces.append(part.text)
            length += len(part.text)
            usage = part.usage or usage
            if length > LONGEST_REPLY:
                break
    finally:  # cancels the call at the server where it still runs
        if (close := getattr(stream, "aclose", None)) is not None:
            await close()
    return "".join(pieces), usage


def _too_little(record: StageRecord) -> tuple[RatingStatus, str] | None:
    if not record.reached:
        return "not_reached", NOT_REACHED
    said = sum(len(turn.text.split()) for turn in record.answers)
    if said >= FEWEST_WORDS:
        return None
    return "not_assessed", f"Too little was said: {said} words, where {FEWEST_WORDS} are needed."


def _rating(criterion: Criterion, judged: JudgedCriterion | str, record: StageRecord) -> Rating:
    if isinstance(judged, str):
        return _without_level(criterion, "unscored", judged)
    why = _printable(judged.why)
    evidence = _verified(judged, record)
    if judged.level is None:
        if not criterion.not_assessable:
            return _without_level(criterion, "unscored", "The model gave no level.", why)
        reason = why or "The model saw no occasion to judge it."
        return _without_level(criterion, "not_assessed", reason, evidence=evidence)
    rule = criterion.evidence
    if judged.level >= rule.required_from and len(evidence) < rule.min_quotes:
        reason = (
            f"The model gave level {judged.level} with {len(judged.quotes)} quotes, of which "
            f"{len(evidence)} stand in the transcript; {rule.min_quotes} must."
        )
        return _without_level(criterion, "unscored", reason, why)
    caps = _caps(criterion, judged.red_flags, record)
    level = min([judged.level, *(cap.cap for cap in caps)])
    return Rating(
        criterion=criterion.id,
        weight=criterion.weight,
        question=criterion.question,
        status="scored",
        level=level,
        anchor=criterion.anchor(level),
        why=why,
        evidence=evidence,
        caps=caps,
    )


def _verified(judged: JudgedCriterion, record: StageRecord) -> tuple[Evidence, ...]:
    """The quotes that stand in the candidate's turns, each place once."""
    found: dict[tuple[int, int, int], Evidence] = {}
    for quote in judged.quotes:
        evidence = verify_quote(quote.quote, record.answers, quote.turn)
        if evidence is not None:
            found.setdefault((evidence.turn, evidence.start, evidence.end), evidence)
    return tuple(found.values())


def _caps(
    criterion: Criterion, flags: list[JudgedFlag], record: StageRecord
) -> tuple[AppliedCap, ...]:
    """A flag counts where the rubric knows it and the words for it were really said."""
    applied: dict[str, AppliedCap] = {}
    known = {flag.id: flag for flag in criterion.red_flags}
    for heard in flags:
        flag = known.get(heard.id)
        evidence = verify_quote(heard.quote, record.answers, heard.turn) if flag else None
        if flag is not None and evidence is not None:
            applied.setdefault(flag.id, AppliedCap(flag.id, flag.text, flag.cap, evidence))
    return tuple(applied.values())


def _all_without_level(rubric: Rubric, status: RatingStatus, reason: str) -> tuple[Rating, ...]:
    return tuple(_without_level(criterion, status, reason) for criterion in rubric.criteria)


def _without_level(
    criterion: Criterion,
    status: RatingStatus,
    reason: str,
    why: str = "",
    evidence: tuple[Evidence, ...] = (),
) -> Rating:
    return Rating(
        criterion=criterion.id,
        weight=criterion.weight,
        question=criterion.question,
        status=status,
        reason=reason,
        why=why,
        evidence=evidence,
    )


def _rater(model: LanguageModel, prompt: Prompt, usage: Usage | None) -> Rater:
    settings = model.settings()
    name = usage.model if usage else str(settings.get("model", model.name))
    return Rater(
        kind="model",
        name="model-" + (re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.") or "unnamed"),
        model=name,
        prompt=f"{prompt.name}@{prompt.version}",
        prompt_sha256=prompt.sha256,
        parameters=settings,
    )


def _spending(usage: Usage | None) -> Spending | None:
    if usage is None:
        return None
    return Spending(usage.prompt_tokens, usage.completion_tokens, usage.cost)


def _printable(text: str) -> str:
    """Without control and direction marks, which could turn a report's lines about."""
    return "".join(c if c.isprintable() else " " for c in text).strip()

"""Has a model say an answer better in the candidate's own words, and keeps only what she said.

One call; a second only where the first added something. What still was not said is cut, or the
whole refused (`own_facts`). It is no part of any rating.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from voiceinterview.domain.conversation import ReplyRequest, Usage
from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import Spending
from voiceinterview.domain.rewrites import Rewrite
from voiceinterview.domain.transcript import Turn
from voiceinterview.errors import EngineError
from voiceinterview.ports import LanguageModel
from voiceinterview.scoring.judge_calls import JudgeCalls
from voiceinterview.scoring.own_facts import Checked, check_rewrite
from voiceinterview.scoring.own_words import Answer, answers_of
from voiceinterview.scoring.record import StageRecord
from voiceinterview.scoring.rewrite_request import (
    RewritePrompts,
    asking_again,
    read_rewrite,
    rewrite_request,
)
from voiceinterview.scoring.said_words import Said, own_text, said_in

FEWEST_WORDS = 25  # of the candidate's own, some 10 s of speech: less cannot be rearranged
TOO_SHORT = "Too little was said to be reworded."
NO_FORM = "The model's reply was not the JSON object asked for."
NOT_HERS = "Too much of what the model wrote was not said in the interview."
CHANGED = "What is stored does not hold to what was said."


@dataclass(frozen=True)
class Source:
    """An answer with its follow-ups, as it may be reworded."""

    session: str
    stage: str
    question: Question
    turns: tuple[Turn, ...]
    answers: tuple[Answer, ...]

    @property
    def said(self) -> Said:
        """What is the candidate's own in it: no echo, no order to whoever rates."""
        return said_in(own_text(one.turn, one.places, one.own) for one in self.answers)

    @property
    def bank(self) -> tuple[str, ...]:
        """What of the bank a gap may use the words of."""
        question = self.question
        points = (point.text for point in question.key_points)
        follow_ups = (rung.ask for rung in question.follow_ups)
        return question.ask, question.expert_answer, *points, *follow_ups

    @property
    def words_sha256(self) -> str:
        said = [one.turn.text for one in self.answers]
        return sha256(json.dumps(said, separators=(",", ":")).encode("ascii")).hexdigest()


def source_of(record: StageRecord, question: Question) -> Source:
    """All that was said to a question of the stage."""
    return Source(
        session=record.session,
        stage=record.stage,
        question=question,
        turns=tuple(turn for turn in record.stage_turns if turn.question == question.id),
        answers=tuple(one for one in answers_of(record) if one.turn.question == question.id),
    )


async def rewrite_answer(
    model: LanguageModel,
    prompts: RewritePrompts,
    source: Source,
    *,
    nonce: str,
    at: str,
    tool_version: str = "",
) -> Rewrite:
    """Never raises for what the model does; `nonce` must be unguessable (secrets.token_hex)."""
    calls = JudgeCalls(model)
    asked = Rewrite(
        session=source.session,
        stage=source.stage,
        question=source.question.id,
        ask=source.question.ask,
        turns=tuple(one.turn.number for one in source.answers),
        words_sha256=source.words_sha256,
        status="not_asked",
        at=at,
        reason=TOO_SHORT,
        model=str(model.settings().get("model", model.name)),
        parameters=model.settings(),
        prompts=prompts.digests,
        tool_version=tool_version,
    )
    if sum(len(one.own_words) for one in source.answers) < FEWEST_WORDS:
        return asked
    try:
        checked = await _written(calls, prompts, source, nonce)
    except EngineError as problem:
        reason = f"The call to the model failed: {problem.problem}"
        return _spent(replace(asked, status="failed", reason=reason), calls)
    return _spent(_outcome(asked, checked), calls)


def standing(rewrite: Rewrite, source: Source) -> Rewrite:
    """A stored rewrite held against what was said once more: a file is data, and rules change.
    Raises nothing; what no longer stands is refused."""
    if rewrite.status != "kept":
        return rewrite
    checked = check_rewrite(rewrite.text, source.said, source.bank)
    if checked.text == rewrite.text:
        return rewrite
    return replace(rewrite, status="refused", text="", reason=CHANGED, added=checked.added)


async def _written(
    calls: JudgeCalls, prompts: RewritePrompts, source: Source, nonce: str
) -> Checked | None:
    """The better of at most two tries; None where neither has the form. Raises `EngineError`
    where the first call fails."""
    request = rewrite_request(prompts, source.question, source.turns, nonce)
    reply = await calls.ask(request)
    first = _checked(reply, source)
    if first is not None and not first.cut:
        return first
    wrong = first.added if first is not None else (NO_FORM,)
    again = asking_again(prompts, request, reply, wrong)
    second = await _second(calls, again, source)
    tries = [one for one in (first, second) if one is not None]
    return min(tries, key=lambda one: (not one.text, one.cut), default=None)


async def _second(calls: JudgeCalls, request: ReplyRequest, source: Source) -> Checked | None:
    try:
        return _checked(await calls.ask(request), source)
    except EngineError:
        return None  # what the first try left still stands


def _checked(reply: str, source: Source) -> Checked | None:
    text = read_rewrite(reply)
    return check_rewrite(text, source.said, source.bank) if text.strip() else None


def _outcome(asked: Rewrite, checked: Checked | None) -> Rewrite:
    if checked is None:
        return replace(asked, status="failed", reason=NO_FORM)
    found = replace(asked, cut=checked.cut, added=checked.added)
    if not checked.text:
        return replace(found, status="refused", reason=NOT_HERS)
    return replace(found, status="kept", reason="", text=checked.text)


def _spent(rewrite: Rewrite, calls: JudgeCalls) -> Rewrite:
    if not calls.usages:
        return replace(rewrite, calls=calls.made)
    return replace(
        rewrite,
        calls=calls.made,
        model=calls.usages[0].model or rewrite.model,
        spending=_spending(calls.usages),
    )


def _spending(usages: Sequence[Usage]) -> Spending:
    costs = [usage.cost for usage in usages]
    return Spending(
        sum(usage.prompt_tokens for usage in usages),
        sum(usage.completion_tokens for usage in usages),
        None if None in costs else sum(cost for cost in costs if cost is not None),
    )

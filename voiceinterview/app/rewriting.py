"""Answers reworded from the candidate's own words: which ones, asked for, kept, and read again."""

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from voiceinterview import __version__
from voiceinterview.app.engines import Say
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rewrites import Rewrite
from voiceinterview.ports import Clock, LanguageModel
from voiceinterview.report.improving import improvements
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import cost_words
from voiceinterview.scoring.judge_calls import AT_ONCE
from voiceinterview.scoring.record import StageRecord
from voiceinterview.scoring.rewrite_request import RewritePrompts
from voiceinterview.scoring.rewriting import Source, rewrite_answer, source_of, standing
from voiceinterview.storage.coding import encode
from voiceinterview.storage.derived import save_rewrite
from voiceinterview.storage.layout import REWRITES
from voiceinterview.storage.stored_session import StoredSession

Which = Literal["named", "all", "none"]
_REWRITE = TypeAdapter(Rewrite)


async def rewrite_session(
    stored: StoredSession,
    content: Content,
    clock: Clock,
    model: LanguageModel,
    cards: Sequence[Scorecard],
    source: ReportSource,
    which: Which,
    say: Say,
) -> tuple[Rewrite, ...]:
    """All that stand, new ones kept in the folder. `which`: the answers that the report names as
    worth most, at most three; all; or none. What the same model wrote of the same words before
    stands, unless its call failed. Raises `ContentError`, `StorageFull`.

    `cards` are those that the model has just made: one that never answered is not asked.
    """
    prompts = rewrite_prompts(content)
    wanted = list(_wanted(stored, source, which)) if _answers(cards) else []
    kept = {one.question: one for one in _latest(stored)}
    missing = [one for one in wanted if not _stands(kept.get(one.question.id), one, model, prompts)]
    if not missing:
        return rewrites_of(stored)
    count = len(missing)
    say(f"rewording {count} {'answer' if count == 1 else 'answers'} in your own words ...")
    free = asyncio.Semaphore(AT_ONCE)

    async def made(one: Source) -> Rewrite:
        at = clock.utc().isoformat(timespec="seconds")
        nonce = secrets.token_hex(16)
        async with free:
            new = await rewrite_answer(
                model, prompts, one, nonce=nonce, at=at, tool_version=__version__
            )
        save_rewrite(stored.folder, new.question, new.model, encode(_REWRITE, new, indent=2))
        return new

    say(_told(await asyncio.gather(*map(made, missing))))
    return rewrites_of(stored)


def rewrites_of(stored: StoredSession) -> tuple[Rewrite, ...]:
    """The last of each question, held against what was said once more. One that was made of
    other words (the interview went on since), or does not read, is left out."""
    found = _latest(stored)
    sources = {one.question.id: one for one in _sources(stored)} if found else {}
    return tuple(
        standing(one, sources[one.question])
        for one in found
        if one.question in sources and one.words_sha256 == sources[one.question].words_sha256
    )


def rewrite_prompts(content: Content) -> RewritePrompts:
    """Raises `ContentError`."""
    folder = content.prompts / "judge"
    return RewritePrompts(
        answer=load_prompt(
            content, folder / "rewrite-answer.md", frozenset({"question", "key_points", "nonce"})
        ),
        turns=load_prompt(content, folder / "rewrite-turns.md", frozenset({"nonce", "turns"})),
        again=load_prompt(content, folder / "rewrite-again.md", frozenset({"added"})),
    )


def _wanted(stored: StoredSession, source: ReportSource, which: Which) -> Iterator[Source]:
    named = {point.question for point in improvements(source).points}
    for one in _sources(stored):
        if which == "all" or (which == "named" and one.question.id in named):
            yield one


def _sources(stored: StoredSession) -> Iterator[Source]:
    """Every question that was answered."""
    turns = stored.transcript
    for stage in stored.plan.stages:
        record = StageRecord(stored.manifest.id, stage.id, stage.title, stage.questions, turns)
        for question in stage.questions:
            source = source_of(record, question)
            if source.answers:
                yield source


def _answers(cards: Sequence[Scorecard]) -> bool:
    return any(card.rater.kind == "model" and card.answered for card in cards)


def _stands(
    kept: Rewrite | None, source: Source, model: LanguageModel, prompts: RewritePrompts
) -> bool:
    """Whether the model would be asked the very same."""
    return (
        kept is not None
        and kept.status != "failed"
        and kept.words_sha256 == source.words_sha256
        and dict(kept.prompts) == prompts.digests
        and kept.parameters.get("model") == model.settings().get("model")
    )


def _latest(stored: StoredSession) -> tuple[Rewrite, ...]:
    folder = stored.folder / REWRITES
    files = sorted(folder.glob("*.json")) if folder.is_dir() else []
    files.sort(key=lambda path: (len(path.name), path.name))  # `x.json`, `x.2.json`
    read = [_read(path) for path in files if not path.is_symlink()]
    found = sorted((one for one in read if one is not None), key=lambda one: one.at)
    return tuple({one.question: one for one in found}.values())


def _read(path: Path) -> Rewrite | None:
    """None for what is damaged: it is derived, and is made again when it is asked for."""
    try:
        return _REWRITE.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _told(made: Sequence[Rewrite]) -> str:
    """What came of it and what it took; a failure says why."""
    kept = sum(one.status == "kept" for one in made)
    spent = [one.spending for one in made if one.spending is not None]
    tokens = sum(one.prompt_tokens + one.completion_tokens for one in spent)
    costs = [one.cost for one in spent]
    cost = None if None in costs else sum(cost for cost in costs if cost is not None)
    calls = sum(one.calls for one in made)
    took = f"{calls} calls, {tokens:,} tokens, {cost_words(cost)}" if spent else f"{calls} calls"
    failed = next((f"; {one.reason}" for one in made if one.status == "failed"), "")
    return f"reworded: {kept} of {len(made)} ({took}){failed}"

"""What a program cannot check of an interviewer, put to a model."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

from voiceinterview.app import engines
from voiceinterview.app.checking import Checker
from voiceinterview.app.engines import open_rater, pick_model
from voiceinterview.app.settings import Settings
from voiceinterview.checking.judging import check_request, read_verdicts
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.domain.checks import CheckedSession
from voiceinterview.domain.prompts import Prompt
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import EngineError, SetupError
from voiceinterview.ports import LanguageModel
from voiceinterview.scoring.judge_calls import JudgeCalls
from voiceinterview.storage.stored_session import StoredSession


async def pick_judge(settings: Settings, name: str, api_base: str | None) -> ModelChoice:
    """Raises `SetupError`, also for no model at all."""
    if name == "scripted":
        raise SetupError("a script cannot judge", "Name a model with --judge, or leave it out.")
    return await pick_model(replace(settings, model=name, api_base=api_base))


async def judge_sessions(
    stored: Sequence[StoredSession],
    checker: Checker,
    content: Content,
    choice: ModelChoice,
    say: Callable[[str], None],
) -> list[CheckedSession]:
    """Checked by the program and by the model. A session at which the model fails keeps what was
    left to it open, and is told of; raises `SetupError` where it cannot be reached at all."""
    clock = SystemClock()
    prompt = load_prompt(content, content.prompts / "judge" / "check-interviewer.md")
    model = open_rater(choice, clock)
    try:
        await engines.reach(model, choice, clock, say)
        return [await _judged(one, checker, prompt, model, say) for one in stored]
    finally:
        await model.close()


async def _judged(
    stored: StoredSession,
    checker: Checker,
    prompt: Prompt,
    model: LanguageModel,
    say: Callable[[str], None],
) -> CheckedSession:
    record, checked = checker.record(stored), checker.check(stored)
    open_checks = [check for check in checker.list.checks if check.by == "model"]
    request = check_request(prompt, record, open_checks, secrets.token_hex(16))
    try:
        reply = await JudgeCalls(model).ask(request)
    except EngineError as error:
        say(f"{checked.session}: {error.problem}")
        return checked
    verdicts = {one.check: one for one in read_verdicts(reply, record, open_checks)}
    if all(verdict.outcome == "not asked" for verdict in verdicts.values()):
        say(f"{checked.session}: the model's reply could not be read")
    merged = tuple(verdicts.get(one.check, one) for one in checked.verdicts)
    return replace(checked, verdicts=merged)

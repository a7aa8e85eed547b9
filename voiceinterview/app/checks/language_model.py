"""The language model that the settings choose: one real, cheap call."""

from collections.abc import Mapping
from typing import Any

from voiceinterview.app.checks.child import ask
from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.app.checks.setup import Say, Setup
from voiceinterview.app.settings import Settings

SCRIPTED = "scripted"
SLOW = 3.0  # seconds to a whole tiny reply; a candidate waits that long for the first sentence

_NEEDED = ("model", "api_base", "local_only")


async def check_language_model(setup: Setup) -> Finding:
    """Raises `SetupError` that says what to do where the model does not answer."""
    chosen = {name: getattr(setup.settings, name) for name in _NEEDED}
    answer = await ask("language model", setup.say, settings=chosen)
    if answer["model"] == SCRIPTED:
        return _scripted(answer, asked_for=setup.settings.model == SCRIPTED)
    return judge_answer(answer)


def judge_answer(answer: Mapping[str, Any]) -> Finding:
    """Of `probe_language_model`, for a model that was called."""
    cost = answer["cost"]
    price = "" if cost is None else f", {_dollars(cost)}"
    found = f"{answer['why']}; it answered in {answer['took']:.1f} s{price}"
    if answer["took"] > SLOW:
        return Finding(
            "warning",
            found,
            "The interviewer will be slow to reply; a smaller model answers sooner: --model NAME",
            _measured(answer),
        )
    return Finding("ok", found, measured=_measured(answer))


async def probe_language_model(settings: dict[str, Any], say: Say) -> dict[str, Any]:
    """What is chosen, and what a call of it took. Raises `SetupError` and `EngineError`."""
    from voiceinterview.app.engines import pick_model
    from voiceinterview.engines.models.litellm_model import LitellmModel, check_model
    from voiceinterview.engines.system_clock import SystemClock

    choice = await pick_model(Settings(**settings))
    answer = {"model": choice.model, "local": choice.local, "why": choice.why}
    if choice.model == SCRIPTED:
        return {**answer, "took": None, "cost": None}
    clock = SystemClock()
    model = LitellmModel(choice.model, clock, choice.api_base)
    say(f"language model: calling {choice.model} ...")
    await model.load()
    began = clock.monotonic()
    try:
        usage = await check_model(model)
        took = clock.monotonic() - began
    finally:
        await model.close()
    return {**answer, "took": took, "cost": usage.cost}


def _scripted(answer: Mapping[str, Any], *, asked_for: bool) -> Finding:
    """The line says how to get more than the script; whoever asked for it knows."""
    return Finding("ok" if asked_for else "warning", answer["why"], measured=_measured(answer))


def _measured(answer: Mapping[str, Any]) -> Measured:
    return {
        "model": answer["model"],
        "local": answer["local"],
        "took_seconds": answer["took"],
        "cost_dollars": answer["cost"],
    }


def _dollars(cost: float) -> str:
    return f"${cost:.6f}" if cost else "free of charge"

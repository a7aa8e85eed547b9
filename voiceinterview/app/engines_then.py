"""The engines and the rater of an earlier session, as far as they can be had again.

A session may come from elsewhere. No address on another machine is taken from it, so that nobody's
words and key go where their owner has not sent any, and no path.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from voiceinterview.app.engines import Say, Sound, pick_model, pick_rater
from voiceinterview.app.scorecards import latest_scorecards
from voiceinterview.app.settings import Settings
from voiceinterview.domain.manifest import EngineUsed, Manifest
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.engines.models.model_address import address_of, is_loopback, shown_address
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.speech.whisper_models import SIZES
from voiceinterview.errors import SetupError
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.storage.stored_session import StoredSession

Flags = Mapping[str, Any]
NO_FLAGS: Flags = {}
MOST_SAMPLES = 9  # as `score --samples` allows


def settings_then(
    settings: Settings, flags: Flags, manifest: Manifest, sound: Sound, say: Say
) -> Settings:
    """Today's settings, with the engines of then where nobody has set others."""
    used = manifest.engines
    if settings.model is None and used.language_model is not None:
        model, address = _model_then(used.language_model)
        if model and _may_call(model, address, settings, say):
            settings = replace(settings, model=model, api_base=settings.api_base or address)
    if used.recognizer is not None and settings.recognizer == Settings.recognizer:
        settings = _recognizer_then(settings, flags, used.recognizer, sound)
    if used.synthesizer is not None and settings.synthesizer == Settings.synthesizer:
        own = "synthesizer" in flags
        settings = settings if own else replace(settings, synthesizer=used.synthesizer.name)
    return settings


def _recognizer_then(settings: Settings, flags: Flags, used: EngineUsed, sound: Sound) -> Settings:
    recorded = sound.input is not None and sound.input.is_dir()
    if "recognizer" in flags or (used.name == "recorded" and not recorded):
        return settings
    size = used.settings.get("model")
    own = "recognizer_model" in flags or settings.recognizer_model != Settings.recognizer_model
    if not own and size in SIZES:
        settings = replace(settings, recognizer_model=str(size))
    return replace(settings, recognizer=used.name)


def _model_then(used: EngineUsed) -> tuple[str, str | None]:
    """A litellm name or `scripted`, and its address; "" where neither was used."""
    if used.name == "scripted":
        return "scripted", None
    model, address = used.settings.get("model"), used.settings.get("api_base")
    return str(model or ""), None if address is None else str(address)


def _may_call(model: str, address: str | None, settings: Settings, say: Say) -> bool:
    """Whether a model of then is at an address that this machine's owner has named, or here."""
    if address is None:
        return True
    own = (settings.api_base, settings.rater_api_base, address_of(model, None, os.environ))
    if address in {shown_address(one) for one in own if one}:
        return True
    if is_loopback(address, lambda host: ["127.0.0.1"] if host == "localhost" else []):
        return True
    say(
        f"then it was {model} at {shown_address(address)}; an address is not taken from a "
        f"session: to use it, add --model {model} --api-base {shown_address(address)}"
    )
    return False


async def rater_then(
    settings: Settings, stored: StoredSession, stage: str, say: Say, flags: Flags = NO_FLAGS
) -> tuple[ModelChoice | None, RatingTerms]:
    """Who rates, asked in the way that the old answer was rated, so that levels compare. None:
    the interviewer's model, which is none where the flags want none."""
    cards = [card for card in latest_scorecards(stored) if card.stage == stage]
    rated = [card for card in cards if card.rater.kind == "model"]
    then = max(rated, key=lambda card: card.at) if rated else None
    terms = _terms(then)
    unwanted = flags.get("model") == "scripted"
    if settings.rater_model is not None or then is None or unwanted:
        return await pick_rater(settings), terms
    model, address = _model_then(EngineUsed("litellm", then.rater.parameters))
    if not model or not _may_call(model, address, settings, say):
        return None, terms
    try:
        return await pick_model(replace(settings, model=model, api_base=address)), terms
    except SetupError as error:
        say(f"{model}, which rated then, cannot be had: {error.problem}")
        return None, terms


def _terms(then: Scorecard | None) -> RatingTerms:
    given = then.rater.parameters if then is not None else {}
    samples, one_call = given.get("samples"), given.get("one_call")
    usual = RatingTerms()
    known = isinstance(samples, int) and 1 <= samples <= MOST_SAMPLES
    return RatingTerms(
        samples=samples if known else usual.samples,  # type: ignore[arg-type]
        one_call=one_call if isinstance(one_call, bool) else usual.one_call,
    )

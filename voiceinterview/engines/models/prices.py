"""What calls will cost, before they are made."""

from voiceinterview.domain.spending import Price
from voiceinterview.engines.models.litellm_library import load_litellm
from voiceinterview.engines.models.model_address import is_cloud_model
from voiceinterview.engines.models.model_providers import OLLAMA_PROVIDERS, provider_of

SAMPLE = 1000  # tokens; some prices rise from 128,000 tokens on, which no call here sends


def token_price(model: str) -> Price | None:
    """As `price_of`, for a token each way."""
    prompt, completion = price_of(model, SAMPLE, 0), price_of(model, 0, SAMPLE)
    if prompt is None or completion is None:
        return None
    return Price(prompt / SAMPLE, completion / SAMPLE)


def price_of(model: str, prompt_tokens: int, completion_tokens: int) -> float | None:
    """US dollars by litellm's list; None for a model that is not in it. Imports litellm."""
    if provider_of(model) in OLLAMA_PROVIDERS:
        return None if is_cloud_model(model) else 0.0
    try:
        costs = load_litellm().cost_per_token(
            model=model, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens
        )
    except Exception:  # litellm raises a bare Exception for some names
        return None
    return float(sum(costs))

"""What calls will cost, before they are made."""

from voiceinterview.engines.models.litellm_library import load_litellm
from voiceinterview.engines.models.model_address import is_cloud_model
from voiceinterview.engines.models.model_providers import OLLAMA_PROVIDERS, provider_of


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

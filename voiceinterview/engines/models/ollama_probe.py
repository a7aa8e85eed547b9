"""Is an Ollama running, and what has it got?"""

from pydantic import BaseModel, Field, ValidationError

OLLAMA_WAIT = 0.5  # seconds; a running Ollama on this machine answers in a few milliseconds


class _Details(BaseModel):
    families: list[str] | None = None


class _Model(BaseModel):
    """One line of /api/tags; Ollama adds fields with time, so the rest is passed over."""

    name: str
    details: _Details = Field(default_factory=_Details)


class _Tags(BaseModel):
    models: list[_Model]


async def running_ollama(address: str, timeout: float = OLLAMA_WAIT) -> list[str] | None:
    """The names of the models that the Ollama at `address` can run, in its own order (the
    newest first); None where none answers within `timeout` seconds.

    Models that only turn text into vectors (the BERT family) are left out.
    """
    import httpx

    try:
        # Past any proxy: it is this machine that is asked.
        async with httpx.AsyncClient(timeout=timeout, trust_env=False) as client:
            answer = await client.get(f"{address}/api/tags")
            tags = _Tags.model_validate_json(answer.content)
    except (httpx.HTTPError, httpx.InvalidURL, ValidationError):
        return None
    return [model.name for model in tags.models if not _embeds(model)]


def _embeds(model: _Model) -> bool:
    return any("bert" in family for family in model.details.families or ())

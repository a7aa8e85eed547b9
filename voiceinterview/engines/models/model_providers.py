"""The makers of language models: their keys, their addresses, and a default model each.

The defaults are cheap, quick to the first word, and in litellm 1.106.2's own list (checked by
`tests/engines/test_model_choice.py`). A spoken reply cannot wait for a model that thinks.
"""

from collections.abc import Mapping
from dataclasses import dataclass

OLLAMA_ADDRESS = "http://127.0.0.1:11434"  # where Ollama listens unless told otherwise
OLLAMA_PROVIDERS = ("ollama_chat", "ollama")


@dataclass(frozen=True)
class Provider:
    """`name` is litellm's prefix; the first of `keys` is the variable that users are told of."""

    name: str
    keys: tuple[str, ...]
    host: str
    default: str
    addresses: tuple[str, ...] = ()  # variables by which litellm is sent elsewhere


# In the order in which a key in the environment is looked for.
PROVIDERS = (
    Provider(
        "openai", ("OPENAI_API_KEY",), "api.openai.com", "openai/gpt-6-luna",
        ("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    ),
    Provider(
        "anthropic", ("ANTHROPIC_API_KEY",), "api.anthropic.com", "anthropic/claude-haiku-5-5",
        ("ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"),
    ),
    Provider(
        "gemini", ("GEMINI_API_KEY", "GOOGLE_API_KEY"), "generativelanguage.googleapis.com",
        "gemini/gemini-3.5-flash-lite", ("GEMINI_API_BASE",),
    ),
    Provider(
        "mistral", ("MISTRAL_API_KEY",), "api.mistral.ai", "mistral/mistral-small-latest",
        ("MISTRAL_API_BASE",),
    ),
    Provider("groq", ("GROQ_API_KEY",), "api.groq.com", "groq/openai/gpt-oss-120b",
             ("GROQ_API_BASE",)),
    Provider("deepseek", ("DEEPSEEK_API_KEY",), "api.deepseek.com", "deepseek/deepseek-flash",
             ("DEEPSEEK_API_BASE",)),
    Provider("xai", ("XAI_API_KEY",), "api.x.ai", "xai/grok-4.20-non-reasoning",
             ("XAI_API_BASE",)),
    Provider("cerebras", ("CEREBRAS_API_KEY",), "api.cerebras.ai", "cerebras/gpt-oss-120b",
             ("CEREBRAS_API_BASE",)),
)  # fmt: skip

# Servers that people run themselves: the variables that place them, and where they listen.
LOCAL_SERVERS: Mapping[str, tuple[tuple[str, ...], str | None]] = {
    "ollama_chat": (("OLLAMA_API_BASE", "OLLAMA_HOST"), OLLAMA_ADDRESS),
    "ollama": (("OLLAMA_API_BASE", "OLLAMA_HOST"), OLLAMA_ADDRESS),
    "lm_studio": (("LM_STUDIO_API_BASE",), "http://127.0.0.1:1234/v1"),
    "llamafile": (("LLAMAFILE_API_BASE",), "http://127.0.0.1:8080/v1"),
    "hosted_vllm": (("HOSTED_VLLM_API_BASE",), None),
    "openai": (("OPENAI_BASE_URL", "OPENAI_API_BASE"), None),
}

# How much a model may think before it speaks, by the beginning of its name; the first that
# fits counts. Models that are not named here are left to their own default.
_EFFORTS = (
    ("ollama_chat/gpt-oss", "low"),  # cannot be kept from thinking altogether
    ("ollama_chat/", "none"),
    ("openai/gpt-6-luna", "none"),
    ("openai/gpt-5.4-mini", "none"),
    ("gemini/gemini-3.5-flash-lite", "none"),
    ("mistral/mistral-small-latest", "none"),
    ("deepseek/deepseek-flash", "none"),
    ("groq/openai/gpt-oss", "low"),
    ("cerebras/gpt-oss", "low"),
)

# Names that litellm takes without a prefix.
_BARE = (("gpt-", "openai"), ("chatgpt-", "openai"), ("o3", "openai"), ("claude-", "anthropic"))


def provider_of(model: str) -> str:
    """The provider's name in a litellm model name; "" where the name does not tell."""
    prefix, slash, _ = model.partition("/")
    if slash:
        return prefix
    return next((name for start, name in _BARE if model.startswith(start)), "")


def known_provider(model: str) -> Provider | None:
    name = provider_of(model)
    return next((provider for provider in PROVIDERS if provider.name == name), None)


def key_in(environment: Mapping[str, str], provider: Provider) -> str | None:
    """The first variable of the provider that holds a key."""
    return next((name for name in provider.keys if environment.get(name, "").strip()), None)


def effort_for(model: str) -> str | None:
    """The `reasoning_effort` to ask for; None leaves it to the model."""
    full = model if "/" in model else f"{provider_of(model)}/{model}"
    return next((effort for start, effort in _EFFORTS if full.startswith(start)), None)

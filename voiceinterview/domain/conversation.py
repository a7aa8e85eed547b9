"""What a language model is asked and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Message(Strict):
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class ReplyRequest(Strict):
    """One call. `scripted` is what an interviewer without a model says in its place.

    `schema` is a JSON schema the reply shall follow; what comes back is never trusted to.
    """

    messages: tuple[Message, ...]
    scripted: str
    max_tokens: int = 400
    temperature: float = 0.4
    schema: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Usage(Strict):
    """What a call took; `cost` in US dollars, None where the price is not known.

    `reckoned` by the length of the texts, where the server has not told.
    """

    model: str
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    reckoned: bool = False


@dataclass(frozen=True)
class ReplyPart(Strict):
    """A piece of a streamed reply; the last one carries the usage where it was told."""

    text: str
    usage: Usage | None = None

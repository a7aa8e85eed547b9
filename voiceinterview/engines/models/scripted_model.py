"""The interviewer without a model: says what the script holds, in the shape of a stream."""

import re
from collections.abc import AsyncGenerator
from typing import Any

from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage

_WORD = re.compile(r"\s*\S+(?:\s+\Z)?")  # a word with the space before it; the last keeps its tail


class ScriptedModel:
    """The `LanguageModel` port on `request.scripted`: no wait, no tokens, no cost."""

    name = "scripted"

    async def load(self) -> None:
        """Nothing to load."""

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        """The scripted reply word by word; an empty last part carries the usage."""
        for word in _WORD.findall(request.scripted):
            yield ReplyPart(word)
        usage = Usage(model=self.name, prompt_tokens=0, completion_tokens=0, cost=0.0)
        yield ReplyPart("", usage)

    def settings(self) -> dict[str, Any]:
        return {"model": self.name}

    async def close(self) -> None:
        """Nothing to let go of."""

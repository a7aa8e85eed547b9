"""The calls of one rating: a few at a time, what they took, and none after a lasting failure."""

import asyncio

from voiceinterview.domain.conversation import ReplyRequest, Usage
from voiceinterview.errors import EngineError
from voiceinterview.ports import LanguageModel
from voiceinterview.scoring.judge_reply import LONGEST_REPLY

AT_ONCE = 4  # calls; more, and small accounts meet their rate limits


class JudgeCalls:
    """`usages` has what each answered call took, where the provider told. `made` counts the
    calls, `answered` those that were replied to, whatever was in it."""

    def __init__(self, model: LanguageModel, at_once: int = AT_ONCE) -> None:
        self.usages: list[Usage] = []
        self.made = self.answered = 0
        self._model = model
        self._free = asyncio.Semaphore(at_once)
        self._lasting: EngineError | None = None

    async def ask(self, request: ReplyRequest) -> str:
        """The whole reply, or as much of it as shows that it is too long. Raises `EngineError`."""
        async with self._free:
            if self._lasting is not None:
                raise self._lasting
            try:
                return await self._reply(request)
            except EngineError as problem:
                if problem.lasting:
                    self._lasting = problem
                raise

    async def _reply(self, request: ReplyRequest) -> str:
        self.made += 1
        pieces: list[str] = []
        length = 0
        usage = None
        stream = self._model.stream(request)
        try:
            async for part in stream:
                pieces.append(part.text)
                length += len(part.text)
                usage = part.usage or usage
                if length > LONGEST_REPLY:
                    break
        finally:  # cancels the call at the server where it still runs
            if (close := getattr(stream, "aclose", None)) is not None:
                await close()
        self.answered += 1
        if usage is not None:
            self.usages.append(usage)
        return "".join(pieces)

"""The short call to the model before an interview begins."""

from collections.abc import AsyncIterator

from voiceinterview.app.engines import reach
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import EngineError


class BreaksOff:
    """A model whose server closes the connection."""

    async def load(self) -> None: ...

    async def close(self) -> None: ...

    def settings(self) -> dict[str, object]:
        return {"model": "openai/some"}

    async def stream(self, request: ReplyRequest) -> AsyncIterator[ReplyPart]:
        raise EngineError("language_model", "it broke off", "It is asked again at the next turn.")
        yield  # makes it a stream


async def test_what_may_mend_itself_is_told_in_whole_sentences() -> None:
    said: list[str] = []
    choice = ModelChoice("openai/some", None, "", True)
    await reach(BreaksOff(), choice, SystemClock(), said.append)
    assert said == ["it broke off. It is asked again at the next turn."]

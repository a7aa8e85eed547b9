"""Transcripts, replies and the voice: asked for, cancelled, failing, and reported in order."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
import pytest

from voiceinterview.domain.conversation import Message, ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.speech import Word
from voiceinterview.domain.spending import Price
from voiceinterview.engines.models.meter import Meter, MeteredModel
from voiceinterview.errors import EngineError, SetupError
from voiceinterview.ports import Samples
from voiceinterview.session.doors import Doors, Reckon
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.replies import Replies, Wrote
from voiceinterview.session.transcription import Transcription, Understood
from voiceinterview.session.voice import Rendered, Voice
from voiceinterview.testing import ScriptedLanguageModel, ScriptedSynthesizer, VirtualClock

REQUEST = ReplyRequest(messages=(Message("system", "Ask."),), scripted="Why?")


# --- transcription ------------------------------------------------------------------------------


class Recognizer:
    """Understands as many words as there are samples; `gate` holds every call back."""

    name = "counting"

    def __init__(self, error: Exception | None = None, loading: Exception | None = None) -> None:
        self.error, self.loading, self.gate = error, loading, threading.Event()
        self.gate.set()

    def load(self) -> None:
        if self.loading:
            raise self.loading

    def transcribe(self, audio: Samples, start: int, vocabulary: Sequence[str]) -> tuple[Word, ...]:
        self.gate.wait(10)
        if self.error:
            raise self.error
        return tuple(Word("word", start, start) for _ in audio)

    def settings(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        """Nothing to let go of."""


async def transcribed(
    recognizer: Recognizer, *lengths: int, clock: VirtualClock | None = None
) -> list[Understood]:
    jobs, understood = Jobs(paced=False), []
    transcription = Transcription(
        recognizer, (), jobs, clock or VirtualClock(), understood.append, paced=False
    )
    transcription.warm_up()
    for utterance, length in enumerate(lengths):
        transcription.request(utterance, np.zeros(length, np.int16), 0)
    await jobs.settle()
    assert transcription.has_time
    transcription.close()
    return understood


async def test_transcripts_come_in_the_order_in_which_they_were_asked_for() -> None:
    understood = await transcribed(Recognizer(), 3, 1, 2)
    assert [(one.utterance, len(one.words)) for one in understood] == [(0, 3), (1, 1), (2, 2)]


async def test_an_engine_error_is_reported_and_not_raised() -> None:
    error = EngineError("recognizer", "out of memory")
    (understood,) = await transcribed(Recognizer(error), 1)
    assert (understood.error, understood.words) == (error, ())


async def test_a_model_that_cannot_be_loaded_is_gone_for_good() -> None:
    (understood,) = await transcribed(Recognizer(loading=SetupError("no model", "Get one.")), 1)
    assert understood.error is not None
    assert (understood.error.lasting, understood.error.advice) == (True, "Get one.")


async def test_a_recognizer_that_does_not_answer_is_given_up_after_a_while() -> None:
    clock, recognizer = VirtualClock(), Recognizer()
    recognizer.gate.clear()
    waiting = asyncio.create_task(transcribed(recognizer, 1, clock=clock))
    while not clock._sleepers:
        await asyncio.sleep(0)
    clock.advance(29.9)
    await asyncio.sleep(0)
    assert not waiting.done()
    clock.advance(0.2)
    try:
        (understood,) = await asyncio.wait_for(waiting, 2)
    finally:
        recognizer.gate.set()
    assert understood.error is not None
    assert "has not answered for 30 seconds" in understood.error.problem


# --- replies ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Doors:
    """Of the doors those that calls to a model go through."""

    model: Any
    clock: VirtualClock
    reckon: Reckon | None


def asked(
    model: Any, *, paced: bool = False, reckon: Reckon | None = None
) -> tuple[Replies, Jobs, list[Wrote], list[Exchange]]:
    wrote: list[Wrote] = []
    kept: list[Exchange] = []
    jobs = Jobs(paced=paced)
    doors = _Doors(model, VirtualClock(), reckon)
    restored = partial(wrote.append, RESTORED)
    replies = Replies(cast(Doors, doors), jobs, wrote.append, kept.append, restored)
    return replies, jobs, wrote, kept


RESTORED = Wrote(-1, "restored")


async def test_a_model_that_answers_a_call_is_restored_and_the_call_is_kept() -> None:
    replies, jobs, wrote, kept = asked(ScriptedLanguageModel([["pong"]]))
    replies.check(at=9)
    await jobs.settle()
    assert wrote == [RESTORED]
    assert (kept[0].reply, kept[0].at) == ("pong", 9)


async def test_a_model_that_fails_again_is_not_restored() -> None:
    error = EngineError("model", "stalled")
    replies, jobs, wrote, kept = asked(ScriptedLanguageModel([[error]]))
    replies.check(at=9)
    await jobs.settle()
    assert wrote == []
    assert kept[0].error == "stalled"


async def test_a_reply_is_told_as_it_is_written_and_kept_when_it_is_done() -> None:
    replies, jobs, wrote, kept = asked(ScriptedLanguageModel([["I ", "see."]]))
    replies.request(1, REQUEST, at=7)
    await jobs.settle()
    assert wrote == [Wrote(1, "I "), Wrote(1, "see."), Wrote(1, done=True)]
    assert (kept[0].reply, kept[0].error, kept[0].at, kept[0].cost) == ("I see.", "", 7, 0.0)


async def test_a_reply_that_breaks_off_is_told_and_kept_as_far_as_it_came() -> None:
    error = EngineError("model", "stalled")
    replies, jobs, wrote, kept = asked(ScriptedLanguageModel([["I ", error]]))
    replies.request(1, REQUEST, at=0)
    await jobs.settle()
    assert wrote[-1] == Wrote(1, done=True, error=error)
    assert (kept[0].reply, kept[0].error, kept[0].cost) == ("I ", "stalled", None)


async def test_what_a_broken_call_took_is_reckoned_and_kept_as_such() -> None:
    stalled = EngineError("model", "stalled")
    model = MeteredModel(ScriptedLanguageModel([["I see", stalled]]), Meter(), Price(0.1, 1.0))
    replies, jobs, _, kept = asked(model, reckon=model.reckon)
    replies.request(3, REQUEST, at=0)
    await jobs.settle()
    sent = round(4 / 3.5 + 4)  # "Ask.", and what goes round a message
    assert (kept[0].prompt_tokens, kept[0].completion_tokens) == (sent, 1)
    assert kept[0].cost == pytest.approx(0.1 * sent + 1.0)
    assert (kept[0].reckoned, kept[0].reply_number, kept[0].dropped) == (True, 3, False)


async def test_a_call_that_was_turned_away_took_nothing() -> None:
    refused = EngineError("model", "wrong key", unpaid=True)
    model = MeteredModel(ScriptedLanguageModel([[refused]]), Meter(), None)
    replies, jobs, _, kept = asked(model, reckon=model.reckon)
    replies.request(1, REQUEST, at=0)
    await jobs.settle()
    assert (kept[0].prompt_tokens, kept[0].cost, kept[0].reckoned) == (0, 0.0, False)


class Endless:
    """Writes on until it is closed."""

    name = "endless"

    def __init__(self) -> None:
        self.closed = False

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        try:
            yield ReplyPart("I ", Usage("endless", 1, 1, None))
            await asyncio.Event().wait()
        finally:
            self.closed = True


async def test_a_cancelled_reply_stops_the_server_and_tells_no_more() -> None:
    model = Endless()
    replies, jobs, wrote, kept = asked(model, paced=True)
    replies.request(1, REQUEST, at=0)
    while not wrote:
        await asyncio.sleep(0)
    replies.cancel(1)
    while not kept:
        await asyncio.sleep(0)
    assert model.closed
    assert wrote == [Wrote(1, "I ")]
    assert (kept[0].reply, kept[0].error) == ("I ", "cancelled")
    await jobs.close()


async def test_a_reply_cancelled_before_it_was_begun_is_never_asked_for() -> None:
    model = ScriptedLanguageModel([])
    replies, jobs, wrote, kept = asked(model)
    replies.request(1, REQUEST, at=0)
    replies.cancel(1)
    await jobs.settle()
    assert (wrote, kept, model.requests) == ([], [], [])


async def test_a_session_that_closes_stops_the_server_too() -> None:
    model = Endless()
    replies, jobs, wrote, kept = asked(model, paced=True)
    replies.request(1, REQUEST, at=0)
    while not wrote:
        await asyncio.sleep(0)
    await jobs.close()
    assert model.closed
    assert kept[0].error == "cancelled"


# --- the voice ----------------------------------------------------------------------------------


async def test_pieces_are_rendered_in_their_order_and_a_failed_one_has_no_sound() -> None:
    jobs, rendered = Jobs(paced=False), []
    voice = Voice(ScriptedSynthesizer(broken=["Two."]), jobs, rendered.append)
    for number, text in enumerate(("One.", "Two.", "Three."), start=1):
        voice.say(number, text)
    await jobs.settle()
    assert [(one.number, one.error is None, len(one.audio) > 0) for one in rendered] == [
        (1, True, True), (2, False, False), (3, True, True)
    ]  # fmt: skip


class GatedSynthesizer(ScriptedSynthesizer):
    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    async def render(self, text: str) -> Samples:
        await self.gate.wait()
        return await super().render(text)


async def test_what_was_dropped_is_never_heard_even_if_its_rendering_was_under_way() -> None:
    jobs, rendered, synthesizer = Jobs(paced=True), [], GatedSynthesizer()
    voice = Voice(synthesizer, jobs, rendered.append)
    voice.say(1, "Old one.")
    voice.say(2, "Old two.")
    await asyncio.sleep(0)
    assert voice.drop() == (1, 2)
    voice.say(3, "New.")
    synthesizer.gate.set()
    while not rendered:
        await asyncio.sleep(0)
    await jobs.close()
    assert [(one.number, type(one)) for one in rendered] == [(3, Rendered)]

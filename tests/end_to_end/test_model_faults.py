"""The real client against a misbehaving server, through the whole loop.

Whatever the server does, the interview goes on in sensible speech, every turn is there at the
end, and the user is told what happened and what to do.
"""

import socket
from dataclasses import dataclass

import pytest
from litellm_case import KEY
from model_server import REPLY, ModelServer
from small_plan import plain_prompts, question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import text_of
from voiceinterview.engines.models.litellm_model import LitellmModel
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.interview.interview import Interview
from voiceinterview.session.doors import Doors
from voiceinterview.session.session import Session
from voiceinterview.testing import (
    MemoryRecorder,
    MemorySink,
    Says,
    ScriptedCandidate,
    ScriptedDetector,
    ScriptedSynthesizer,
)

ANSWERS = ["I look at the rows.", "I look at the split.", "No more."]
PROBES = ["What about the data?", "What changes over time?"]  # the bank's, in its order
GOES_WELL = ["steady", "slow-first", "split", "broken-once", "busy-once", "dropped-once"]
FAILS_THIS_TIME = ["stalled", "dropped", "broken", "busy", "nonsense", "empty", "silent",
                   "web-page", "bad-gateway", "broken-in-mid-stream"]  # fmt: skip
SCRIPTED = f"I see. {PROBES[0]}"
REPLIES = {  # what a server says, and what of it is heard after the first answer
    "chooses": "Fine by me. That was one.",
    "chooses-nonsense": SCRIPTED,
    "three-questions": "Hm. Which rows?",
    "lecture": f"This is what matters in the end. This is what matters in the end. {PROBES[0]}",
    "spanish": SCRIPTED,
    "json": SCRIPTED,
    "empty": SCRIPTED,
}
FAILS_FOR_GOOD = ["wrong-key", "unknown", "no-credit", "unpaid"]


@dataclass
class Held:
    """A finished session, as its log tells it."""

    reason: str
    events: list[e.Event]

    @property
    def answers(self) -> list[str]:
        return [text_of(event.words) for event in self.events if isinstance(event, e.EndTurn)]

    @property
    def spoken(self) -> str:
        """All that the interviewer was heard to say."""
        return " ".join(x.spoken for x in self.events if isinstance(x, e.PlaybackDone))

    @property
    def notices(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, e.Notice)]

    @property
    def requests(self) -> int:
        return sum(isinstance(event, e.RequestReply) for event in self.events)


async def interview_with(name: str, address: str) -> Held:
    """Three answers to one question with two follow-ups, then the end."""
    clock = SystemClock()
    fails = name in FAILS_THIS_TIME  # a slow machine is no reason to give up on the others
    model = LitellmModel(
        f"openai/{name}",
        clock,
        address,
        environment={"OPENAI_API_KEY": KEY},
        first_part_limit=0.8 if fails else 10.0,
        gap_limit=0.4 if fails else 10.0,
    )
    await model.load()
    candidate = ScriptedCandidate([[Says(text)] for text in ANSWERS])
    recorder = MemoryRecorder()
    doors = Doors(
        source=candidate,
        sink=MemorySink(),
        detector=ScriptedDetector(),
        recognizer=candidate,
        synthesizer=ScriptedSynthesizer(),
        model=model,
        clock=clock,
        watchers=(candidate,),
    )
    plan = small_plan(stage("one", question("q1", "How do you start?")))
    session = Session(Interview(plan), doors, recorder, plain_prompts())
    try:
        return Held(await session.run(e.SessionStarted(at=0)), recorder.events)
    finally:
        await model.close()


@pytest.mark.parametrize("name", GOES_WELL)
async def test_a_server_that_recovers_is_not_noticed(name: str, model_server: ModelServer) -> None:
    held = await interview_with(name, model_server.address)
    assert held.reason == "finished"
    assert held.answers == ANSWERS
    assert REPLY in held.spoken
    if name in ("steady", "slow-first", "split"):
        assert held.notices == []


@pytest.mark.parametrize("name", [*FAILS_THIS_TIME, *FAILS_FOR_GOOD])
async def test_a_failure_costs_a_wording_and_no_turn(name: str, model_server: ModelServer) -> None:
    held = await interview_with(name, model_server.address)
    assert held.reason == "finished"
    assert held.answers == ANSWERS
    for probe in PROBES:
        assert probe in held.spoken  # the scripted interviewer took over at that very turn
    (notice,) = held.notices  # told once, however often the model is looked for
    until = "from here on" if name in FAILS_FOR_GOOD else "until the model answers again"
    assert f"scripted interviewer takes over {until}" in notice
    assert held.requests == 1
    assert KEY not in str(held.events)


async def test_a_model_that_comes_back_is_given_the_word_again(model_server: ModelServer) -> None:
    held = await interview_with("broken-for-a-while", model_server.address)
    assert held.answers == ANSWERS
    assert PROBES[0] in held.spoken
    assert held.notices[1:] == ["The language model answers again, and words the next reply."]
    assert REPLY in held.spoken
    assert held.requests > 1


@pytest.mark.parametrize(("name", "heard"), REPLIES.items())
async def test_whatever_a_model_writes_what_is_heard_is_sane(
    name: str, heard: str, model_server: ModelServer
) -> None:
    held = await interview_with(name, model_server.address)
    assert held.reason == "finished"
    assert held.spoken.removeprefix("Welcome to one. How do you start? ").startswith(heard)
    for never in ("MOVE", "HEARD", "{", "banana", "dance", "Muy"):
        assert never not in held.spoken


async def test_a_refused_connection_names_the_address() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        held = await interview_with("steady", address)
    assert held.reason == "finished"
    assert held.answers == ANSWERS
    assert address.removesuffix("/v1") in held.notices[0]

"""Whole sessions on scripted engines, in no time."""

import asyncio
from collections.abc import Iterable, Sequence

from small_plan import plain_prompts, small_plan

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import EngineError
from voiceinterview.interview.interview import Interview
from voiceinterview.session.doors import Doors, Tick
from voiceinterview.session.session import Session
from voiceinterview.testing import (
    MemoryRecorder,
    MemorySink,
    Says,
    ScriptedCandidate,
    ScriptedDetector,
    ScriptedLanguageModel,
    ScriptedSynthesizer,
    VirtualClock,
)

PLAN = small_plan()
ANSWERS = (
    [Says("I look at the split."), Says("And at nothing else.", pause=0.7)],
    [Says("Then I look for drift over time.")],
    [Says("I would write it down,"), Says("and tell the others.", pause=1.0)],
)
REPLIES: tuple[Sequence[str | EngineError], ...] = (
    ("Good. What ", "changes over time?"),
    ("Clear ", "enough."),
    (EngineError("language_model", "The model is away."),),
)


class Keys:
    """Presses keys at given frames of the session; a pause is a short one."""

    def __init__(self, presses: dict[int, e.CommandName]) -> None:
        self.session: Session | None = None
        self._presses = presses
        self._frames = 0

    def happened(self, event: e.Event) -> None:
        """Looks at the clock only."""

    def tick(self, tick: Tick) -> None:
        self._frames += 1
        if self.session is not None and (command := self._presses.get(self._frames)):
            self.session.command(command)
            if command == "pause":  # no frames come now, so this cannot wait for one
                asyncio.get_running_loop().call_soon(self.session.command, "resume")


async def hold(
    plan: Plan = PLAN,
    answers: Iterable[Sequence[Says]] = ANSWERS,
    replies: Iterable[Sequence[str | EngineError]] = REPLIES,
    keys: dict[int, e.CommandName] | None = None,
    limit: float = 90.0,
) -> tuple[e.Event, ...]:
    """The log of a session that ends with its input, if not before."""
    candidate = ScriptedCandidate(answers, limit)
    recorder = MemoryRecorder()
    pressed = Keys(keys or {})
    doors = Doors(
        source=candidate,
        sink=MemorySink(),
        detector=ScriptedDetector(),
        recognizer=candidate,
        synthesizer=ScriptedSynthesizer(),
        model=ScriptedLanguageModel([*replies, *[("So.",)] * 20]),
        clock=VirtualClock(),
        watchers=(candidate, pressed),
    )
    session = Session(Interview(plan), doors, recorder, plain_prompts())
    pressed.session = session
    await session.run(e.SessionStarted(at=0))
    return tuple(recorder.events)

"""The loop's own share of a core, beside the engines, at the pace of life."""

import asyncio
import io
import time

from rich.console import Console
from rich.live import Live
from run import Figure
from small_plan import plain_prompts, question, small_plan, stage

from voiceinterview.cli.live_screen import LiveScreen
from voiceinterview.domain import events as e
from voiceinterview.engines.audio.audio_files import Pace
from voiceinterview.engines.models.scripted_model import ScriptedModel
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

SECONDS = 20.0
ANSWER = [Says("I look at the rows first, and then at the split.", 3.0)]


class PacedCandidate(ScriptedCandidate):
    """Frames come every 32 ms of wall time."""

    paced = True

    async def frames(self):
        pace = Pace(SystemClock(), True)
        async for frame in super().frames():
            await pace.next_frame()
            yield frame


def measure() -> list[Figure]:
    silent = asyncio.run(_share(watchers=()))
    screen = LiveScreen()
    screen._console = Console(file=io.StringIO(), force_terminal=True, width=100, height=40)
    screen._live = Live(console=screen._console, auto_refresh=False, transient=True)
    screen.open()
    try:
        shown = asyncio.run(_share(watchers=(screen,)))
    finally:
        screen.close()
    note = f"process CPU over {SECONDS:.0f} s; engines scripted"
    return [
        Figure("the loop's CPU, no screen", silent, "%", 5.0, note),
        Figure("the loop's CPU, with the live screen", shown, "%", 5.0, note),
    ]


async def _share(watchers) -> float:
    candidate = PacedCandidate([ANSWER] * 50, limit=SECONDS)
    plan = small_plan(stage("one", *(question(f"q{n}", f"And number {n}?") for n in range(9))))
    doors = Doors(
        candidate, MemorySink(), ScriptedDetector(), candidate, ScriptedSynthesizer(),
        ScriptedModel(), SystemClock(), (candidate, *watchers),
    )  # fmt: skip
    session = Session(Interview(plan), doors, MemoryRecorder(), plain_prompts())
    began = time.process_time()
    await session.run(e.SessionStarted(at=0))
    return 100 * (time.process_time() - began) / SECONDS

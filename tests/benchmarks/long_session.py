"""Two hours of interview, not paced: prints RSS in MB after ten minutes and at the end, and
the number of turns. A process of its own, so that nothing else is counted."""

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from small_plan import plain_prompts, question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.speech import samples
from voiceinterview.engines.audio.audio_files import NullSink
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.engines.speech.silent_synthesizer import SilentSynthesizer
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.interview.interview import Interview
from voiceinterview.session.doors import Doors, Tick
from voiceinterview.session.session import Session
from voiceinterview.storage.writer import SessionWriter
from voiceinterview.testing import Says, ScriptedCandidate, ScriptedDetector

MINUTES = 120
ANSWER = [Says("I look at the rows, then at the columns, and so on.", 20.0), Says("Done.", 2.0)]


class BothDetectors:
    """Silero does its work on every frame; what counts is the script's verdict, since its
    noise is no speech."""

    def __init__(self) -> None:
        self._silero = SileroVad()
        self._scripted = ScriptedDetector()

    def probability(self, frame):
        self._silero.probability(frame)
        return self._scripted.probability(frame)

    def reset(self):
        self._silero.reset()


class Memory:
    """Notes the resident set at minute 10, and ends the session at minute 120."""

    def __init__(self) -> None:
        self.early = 0.0
        self.turns = 0
        self.session = None

    def happened(self, event):
        self.turns += isinstance(event, e.EndTurn)

    def tick(self, tick: Tick) -> None:
        if not self.early and tick.at >= samples(600):
            self.early = resident()
        if tick.at >= samples(60 * MINUTES) and not tick.state.ended:
            self.session.command("quit")


def resident() -> float:
    """Megabytes of this process in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


async def main() -> None:
    questions = [question(f"q{n}", f"Question number {n}, how do you start?") for n in range(200)]
    plan = small_plan(stage("one", *questions, minutes=200.0))
    candidate = ScriptedCandidate([ANSWER] * 1000, limit=60.0 * (MINUTES + 5))
    memory = Memory()
    manifest = Manifest(role="tester", stages=("one",), persona="t", seed=0, minutes=200.0)
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        writer = SessionWriter.create(Path(folder), manifest, plan, clock)
        doors = Doors(
            candidate, NullSink(), BothDetectors(), candidate, SilentSynthesizer(),
            ScriptedModel(), clock, (candidate, memory),
        )  # fmt: skip
        memory.session = Session(Interview(plan), doors, writer, plain_prompts())
        await memory.session.run(e.SessionStarted(at=0))
        late = resident()
        writer.close()
    print(memory.early, late, memory.turns)


asyncio.run(main())

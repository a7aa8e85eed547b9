"""Things that the tests of session folders, and the processes they kill, are made of."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from voiceinterview.domain.events import (
    AskQuestion,
    EndSession,
    EndTurn,
    Event,
    PlaybackDone,
    PlaybackStarted,
    SessionStarted,
    Speak,
    StartStage,
)
from voiceinterview.domain.manifest import Engines, EngineUsed, Manifest
from voiceinterview.domain.plan import Persona, Plan, StagePlan, VoiceSettings
from voiceinterview.domain.questions import FollowUp, KeyPoint, Question
from voiceinterview.domain.speech import FRAME, Word
from voiceinterview.ports import Samples
from voiceinterview.storage.writer import SessionWriter

Start = Callable[..., "subprocess.Popen[str]"]  # what the fixture `start` gives


class StoppedClock:
    """A clock that always shows the same moment."""

    def monotonic(self) -> float:
        return 0.0

    def utc(self) -> datetime:
        return datetime(2026, 1, 31, 9, 30, 12, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        return None


QUESTION = Question(
    id="bias-variance",
    stage="ml-statistics",
    format="viva",
    difficulty=2,
    minutes=4,
    ask="What is the bias-variance trade-off?",
    why="It is behind every choice of a model.",
    key_points=(KeyPoint("bias", "Bias is systematic error", 2, ("systematic error",)),),
    expert_answer="Bias and variance add up.",
    framework="define, show, decide",
    mistakes=(),
    follow_ups=(FollowUp("probe", "And noise?", when_missing="bias"),),
    hints=("Think of the expected error.",),
)
PLAN = Plan(
    role="data-scientist-ml",
    title="Data scientist",
    persona=Persona(
        "maya", "Senior scientist", VoiceSettings(), {"greet": ("Hi – «hello»",)}, "dry"
    ),
    stages=(StagePlan("ml-statistics", "ML", 12.5, "open", "close", "brief", (QUESTION,)),),
    seed=7,
)
MANIFEST = Manifest(
    consent=("record my voice",),
    role="data-scientist-ml",
    stages=("ml-statistics",),
    persona="maya",
    seed=7,
    minutes=12.5,
    engines=Engines(
        recognizer=EngineUsed("faster-whisper", {"model": "base.en", "beam": 5}),
        language_model=EngineUsed("scripted"),
    ),
    prompts={"personas/maya.md": "0" * 64},
    versions={"voiceinterview": "0.1.0"},
    input="microphone",
    output="speaker",
)
EVENTS: tuple[Event, ...] = (
    SessionStarted(at=0, seq=0),
    StartStage(at=0, seq=1, stage="ml-statistics"),
    AskQuestion(at=0, seq=2, stage="ml-statistics", question="bias-variance", follow_up=0),
    Speak(at=0, seq=3, piece=0, text="Hello."),
    PlaybackStarted(at=100, seq=4, piece=0),
    PlaybackDone(at=900, seq=5, piece=0, spoken="Hello.", finished=True),
    EndTurn(
        at=3000,
        seq=6,
        turn=0,
        why="silence",
        stage="ml-statistics",
        question="bias-variance",
        words=(Word("Bias", 1000, 1400, 0.9), Word("naïve", 1500, 2000, 0.5)),
    ),
    EndSession(at=3072, seq=7, reason="finished"),
)


def new_session(root: Path) -> SessionWriter:
    return SessionWriter.create(root, MANIFEST, PLAN, StoppedClock())


def voice(start: int, samples: int, offset: int = 0) -> Samples:
    """Audio of which every sample tells where it belongs."""
    return ((np.arange(start, start + samples) * 7 + offset) % 30_011).astype(np.int16)


def record(writer: SessionWriter, frames: int) -> Iterator[int]:
    """Write frames, handing out the clock's position after each."""
    for _ in range(frames):
        here = writer.clock_position
        writer.audio(voice(here, FRAME), voice(here, FRAME, offset=11))
        yield writer.clock_position


def whole_session(root: Path, frames: int = 6) -> Path:
    """A finished session with every event of `EVENTS`."""
    with new_session(root) as writer:
        for event in EVENTS:
            writer.event(event)
        list(record(writer, frames))
        writer.finish("finished", "finished")
    return writer.folder


def abandoned_session(root: Path, frames: int = 6) -> Path:
    """The same, but its process went away without finishing it."""
    with new_session(root) as writer:
        for event in EVENTS[:-1]:
            writer.event(event)
        list(record(writer, frames))
    return writer.folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file but the lock, by its name."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".lock")
    }

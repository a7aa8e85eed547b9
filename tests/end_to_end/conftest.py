"""A session that takes 15 seconds and not minutes: short openings, questions and phrases."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from practice_process import (
    Clips,
    Practice,
    StartPractice,
    no_sound_environment,
    short_interview,
)
from tiny_whisper import make_tiny_whisper
from virtual_sound_card import VirtualSoundCard, virtual_sound_card

REPOSITORY = Path(__file__).resolve().parents[2]
CLIPS = REPOSITORY / "recordings" / "golden" / "candidate"
BRIEF = """\
---
name: {stage}
version: 1.0.0
variables: []
openings: [Hello.]
closings: [Enough of that.]
---
A stage for tests.
"""
QUESTION = """\
- id: {id}
  stage: {stage}
  format: conversation
  difficulty: {difficulty}
  minutes: 1
  ask: {ask}
  why: To hear an answer.
  key_points:
    - {{id: first-point, text: The first., weight: 1, any_of: [the first point]}}
    - {{id: second-point, text: The second., weight: 1, any_of: [the second point]}}
    - {{id: third-point, text: The third., weight: 1, any_of: [the third point]}}
    - {{id: fourth-point, text: The fourth., weight: 1, any_of: [the fourth point]}}
  expert_answer: The first point, the second point, the third point and the fourth point.
  framework: One after the other.
  mistakes:
    - {{says: Nothing., reveals: Silence.}}
    - {{says: Something., reveals: Chatter.}}
    - {{says: Anything., reveals: Guessing.}}
  follow_ups:
    - {{when_missing: first-point, move: probe, ask: "{id} one?"}}
    - {{when_missing: second-point, move: probe, ask: "{id} two?"}}
    - {{when_missing: third-point, move: probe, ask: "{id} three?"}}
    - {{when_missing: fourth-point, move: probe, ask: "{id} four?"}}
  hints: [Begin., Go on.]
"""
PERSONA = """\
---
name: brief
version: 1.0.0
variables: []
title: Brief
voice: {rate: 300, pitch: 50, variant: gmw/en-us}
follows: [probe]
phrases:
  acknowledgments: [Noted.]
  bridges: [Well.]
  transitions: [Next.]
  nudges: [Go on.]
  repeats: [Again.]
  skips: [Skipped.]
  resumes: [Back again.]
  time_short: [Hurry.]
  farewells: [Goodbye.]
  silences: [Silence.]
  hints: [A hint.]
  clarifications: [Clearer.]
  declines: [No answers.]
  redirects: [To the point.]
  refusals: [No.]
  boundaries: [Civil, please.]
  small_talk: [Indeed.]
  languages: [In English.]
  references: ["You said $words."]
  whys: [Why?]
  examples: [An example?]
  numbers: [How many?]
---
Brief.
"""
QUESTIONS = {
    ("recruiter-screen", "apples", 1): "Why apples?",
    ("recruiter-screen", "oranges", 2): "Why oranges?",
    ("behavioral-product", "lemons", 1): "Why lemons?",
    ("hiring-manager", "pears", 1): (
        "Before we talk of anything else, would you tell me at length and in your own words "
        "what you would build with pears?"
    ),
}


@pytest.fixture(scope="session")
def short_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped prompts and rubrics with two short stages and a brief interviewer."""
    root = tmp_path_factory.mktemp("content")
    for name in ("prompts", "rubrics"):
        shutil.copytree(REPOSITORY / name, root / name)
    role = root / "prompts" / "data-scientist-ml"
    for folder, ending in (("stages", "*.md"), ("questions", "*.yaml")):
        for path in (role / folder).glob(ending):
            path.unlink()
    for stage in {stage for stage, _, _ in QUESTIONS}:
        (role / "stages" / f"{stage}.md").write_text(BRIEF.format(stage=stage))
    (role / "questions" / "short.yaml").write_text(
        "".join(
            QUESTION.format(id=id, stage=stage, difficulty=difficulty, ask=ask)
            for (stage, id, difficulty), ask in QUESTIONS.items()
        )
    )
    (root / "prompts" / "personas" / "brief.md").write_text(PERSONA)
    return root


@pytest.fixture(scope="session")
def tiny_whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that says tiny_whisper.SENTENCE to everything."""
    return make_tiny_whisper(tmp_path_factory.mktemp("whisper") / "model")


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    """A clip of the recorded candidate as WAV, by its name."""
    folder = tmp_path_factory.mktemp("clips")

    def clip(name: str) -> Path:
        path = folder / f"{name}.wav"
        if not path.is_file():
            audio, rate = soundfile.read(CLIPS / f"{name}.flac", dtype="int16")
            soundfile.write(path, audio, rate)
        return path

    return clip


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    with virtual_sound_card() as card:
        yield card


@pytest.fixture
def no_sound(tmp_path: Path) -> dict[str, str]:
    return no_sound_environment(tmp_path)


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def start(sessions: Path, short_content: Path, no_sound: dict[str, str]) -> Iterator[StartPractice]:
    """Starts `practice` on the short content with the scripted interviewer; ends it, too.

    Without an environment of its own it has no sound device.
    """
    with ExitStack() as running:

        def begin(*arguments: str | Path, **options: Any) -> Practice:
            options.setdefault("environment", no_sound)
            given = [*short_interview(short_content), *arguments]
            return running.enter_context(Practice(given, sessions, **options))

        yield begin


@pytest.fixture
def spoken(start: StartPractice, card: VirtualSoundCard, tiny_whisper: Path) -> StartPractice:
    """Starts `practice` with the virtual sound card and headphones."""
    listening = ("--recognizer-model", tiny_whisper, "--headphones")
    return partial(start, *listening, environment=card.environment())


@pytest.fixture(scope="session")
def one_answer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Silence, an answer of 2 s that begins at 0.8 s, and silence for a minute."""
    answer, rate = soundfile.read(CLIPS / "otherwise-1.flac", dtype="int16")
    path = tmp_path_factory.mktemp("speech") / "one-answer.wav"
    before, after = np.zeros(rate * 8 // 10, np.int16), np.zeros(rate * 60, np.int16)
    soundfile.write(path, np.concatenate([before, answer, after]), rate)
    return path

"""The real loop on a recorded candidate: no microphone, key, model, download or network."""

from dataclasses import replace
from pathlib import Path

import voiceinterview
from voiceinterview.app.engines import Sound
from voiceinterview.app.interviewing import Held, Screen, hold_interview
from voiceinterview.app.places import content_folder, read_settings, sessions_folder
from voiceinterview.app.planning import plan_interview
from voiceinterview.app.practice import Terminal, conclude
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import SHIPPED, Content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.plan import Plan
from voiceinterview.engines.audio.candidate_folder import read_candidate
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import SetupError
from voiceinterview.ports import Clock

GOLDEN_CANDIDATE = Path("recordings") / "golden" / "candidate"

WHAT_IS_REAL = """\
Recorded: the candidate, {candidate}, spoken by a synthetic voice; her words are read from the
  recording, no speech model runs. No language model runs either: the interviewer is scripted.
Real: voice activity detection, endpointing, the interviewer's decisions, her voice, the session
  folder, the checklist and the report.
Time: {pace}"""


async def demo(*, fast: bool, output: str, sessions: str | None, terminal: Terminal) -> int:
    """Returns the exit code. Raises `VoiceInterviewError`."""
    held, content, clock = await _hold(fast, output, sessions, terminal)
    await conclude(held, content, clock, terminal)
    return 0


async def _hold(
    fast: bool, output: str, sessions: str | None, screen: Screen
) -> tuple[Held, Content, Clock]:
    given = read_settings({"sessions": sessions})
    settings = Settings(
        model="scripted",
        recognizer="recorded",
        headphones=True,
        seed=1,
        sessions=given.sessions,
        content=given.content,
    )
    content = content_folder(settings)
    clock = SystemClock()
    folder = find_candidate()
    name = read_candidate(folder).name
    pace = "as fast as this machine can" if fast else "at its own pace; --fast does not wait"
    for line in WHAT_IS_REAL.format(candidate=name, pace=pace).splitlines():
        screen.say(line)
    plan = plan_demo(settings, content, clock, folder)
    sound = Sound(input=folder, output=output, fast=fast)
    root = sessions_folder(settings)
    held = await hold_interview(plan, settings, sound, content, root, clock, screen)
    return held, content, clock


def plan_demo(settings: Settings, content: Content, clock: Clock, candidate: Path) -> Plan:
    """The questions that the candidate has answers to, in their stages, whatever else the bank
    holds by now."""
    role = load_role(content, settings.role)
    answered = [answer.question for answer in read_candidate(candidate).answers]
    bank = {question.id: question for question in load_questions(content, role)}
    asked = [bank[name] for name in dict.fromkeys(answered) if name in bank]
    stages = tuple(dict.fromkeys(question.stage for question in asked))
    plan = plan_interview(replace(settings, stages=stages), content, clock)
    return replace(
        plan,
        stages=tuple(
            replace(stage, questions=tuple(q for q in asked if q.stage == stage.id), spare=0)
            for stage in plan.stages
        ),
    )


def find_candidate() -> Path:
    """The recorded candidate: in an installed package, else in the checkout."""
    package = Path(voiceinterview.__file__).resolve().parent
    for root in (package / SHIPPED, package.parent):
        if (root / GOLDEN_CANDIDATE).is_dir():
            return root / GOLDEN_CANDIDATE
    raise SetupError(
        "the recorded candidate is missing from this installation",
        "Install it again: pip install --force-reinstall voiceinterview",
    )

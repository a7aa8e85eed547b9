"""The scripted interviewer behaves: every check that a program can make holds.

Here ten candidates are met once each, in all stages and by all personas; `make simulate` holds
every candidate in every stage, and in a whole interview by every persona.
"""

from pathlib import Path

import pytest

from voiceinterview.app.checking import Checker
from voiceinterview.app.settings import Settings
from voiceinterview.app.simulated_session import Scene, Setup, hold_scene
from voiceinterview.app.simulating import Wanted, plan_scenes
from voiceinterview.content.folders import find_content
from voiceinterview.domain.checks import CheckedSession
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.storage.stored_session import read_session

PERSONAS = (
    "rigorous-scientist", "terse-skeptic", "warm-recruiter", "pragmatic-staff-engineer",
    "product-minded-manager",
)  # fmt: skip
MET = {
    "strong": ("recruiter-screen",),
    "middling": ("technical-screen",),
    "weak": ("ml-stats-deep-dive",),
    "rambling": ("case-study",),
    "terse": ("behavioral-product", "code-review"),
    "bluffing": ("ml-system-design",),
    "silent": ("hiring-manager",),
    "gives-orders": ("behavioral-product",),
    "wrong-but-confident": ("hiring-manager", "recruiter-screen"),
    "thinks-aloud": ("ml-stats-deep-dive",),
}
SCRIPTED = ModelChoice("scripted", None, "", True)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(find_content())


async def checked(scene: Scene, checker: Checker, folder: Path) -> CheckedSession:
    held = await hold_scene(scene, Setup(Settings(), folder, SCRIPTED))
    return checker.check(read_session(held.folder))


def scene_of(candidate: str, parts: tuple[str, ...], persona: str) -> Scene:
    settings = Settings(seed=1, minutes=2.5 * len(parts))
    (scene,) = plan_scenes(settings, Wanted((candidate,), personas=(persona,), plan=parts))
    return scene


@pytest.mark.parametrize("candidate", MET)
async def test_no_check_is_broken(candidate: str, checker: Checker, tmp_path: Path) -> None:
    persona = PERSONAS[list(MET).index(candidate) % len(PERSONAS)]
    session = await checked(scene_of(candidate, MET[candidate], persona), checker, tmp_path)
    broken = [(one.check, one.faults) for one in session.broken]
    assert broken == []
    assert sum(one.outcome == "yes" for one in session.verdicts) >= 40

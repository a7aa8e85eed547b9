"""Simulated interviews: real sessions in virtual time, set side by side."""

import json
from pathlib import Path
from typing import Any

import pytest

from voiceinterview.app.settings import Settings
from voiceinterview.app.simulating import Simulated, Wanted, plan_scenes, simulate
from voiceinterview.cli.main import main
from voiceinterview.domain import events as e
from voiceinterview.errors import SetupError, UnknownName
from voiceinterview.replay.verify import verify
from voiceinterview.storage.stored_session import read_session

STAGE = "recruiter-screen"
SHORT: dict[str, Any] = {"minutes": 3.0}


def simulated(out: Path, *names: str, **more: Any) -> tuple[Simulated, ...]:
    flags = SHORT | {key: more.pop(key) for key in ("recognizer", "seed") if key in more}
    return simulate(flags, Wanted(names, (STAGE,), **more), out, lambda line: None)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Simulated, ...]]:
    """One strong and one weak interview, read by several tests."""
    out = tmp_path_factory.mktemp("simulated")
    return out, simulated(out, "strong", "weak")


def test_each_interview_is_a_session_that_would_run_the_same_again(held: Any) -> None:
    out, lines = held
    for line in lines:
        stored = read_session(out / line.session)
        assert stored.manifest.status == "finished"
        assert stored.manifest.input == f"simulated candidate {line.candidate}"
        verify(stored.plan, stored.events, closed=True)
        assert stored.candidate.samples == stored.interviewer.samples == stored.manifest.samples


def test_the_table_tells_candidates_apart(held: Any) -> None:
    strong, weak = held[1]
    assert (strong.candidate, weak.candidate) == ("strong", "weak")
    assert strong.whole and weak.whole
    assert strong.found / strong.total > 0.5 > weak.found / weak.total
    assert strong.turns >= 2 and strong.minutes > 0.5


def test_what_was_said_is_what_was_understood(held: Any) -> None:
    out, (strong, _) = held
    stored = read_session(out / strong.session)
    answer = next(event for event in stored.events if isinstance(event, e.EndTurn))
    question = stored.plan.stages[0].questions[0]
    words = " ".join(word.text for word in answer.words)
    assert answer.question == question.id
    assert any(sentence in words for sentence in question.expert_answer.split(". "))


def test_the_same_seed_gives_the_same_bytes(held: Any, tmp_path: Path) -> None:
    out, (strong, _) = held
    simulated(tmp_path, "strong")
    files = [path for path in sorted((out / strong.session).rglob("*")) if path.is_file()]
    assert len(files) >= 7
    for path in files:
        assert path.read_bytes() == (tmp_path / path.relative_to(out)).read_bytes(), path.name


def test_an_interview_held_in_another_process_is_the_same(held: Any, tmp_path: Path) -> None:
    out, (_, weak) = held
    assert simulated(tmp_path, "weak", jobs=2) == (weak,)
    logs = [folder / weak.session / "events.jsonl" for folder in (out, tmp_path)]
    assert logs[0].read_bytes() == logs[1].read_bytes()


def test_nothing_is_written_over(held: Any) -> None:
    out, _ = held
    with pytest.raises(SetupError, match=r"holds weak--recruiter-screen--.* already"):
        simulated(out, "weak")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(("clever",)), "unknown candidate: 'clever'"),
        (Wanted(("weak",), ("astrology",)), "unknown stage: 'astrology'"),
        (Wanted(("weak",), (), ("grumpy",)), "unknown persona: 'grumpy'"),
    ],
)
def test_a_wrong_name_is_told_before_anything_is_held(
    wanted: Wanted, told: str, tmp_path: Path
) -> None:
    with pytest.raises(UnknownName, match=told):
        simulate({}, wanted, tmp_path / "out", lambda line: None)
    assert not (tmp_path / "out").exists()


def test_code_is_written_by_no_simulated_candidate(tmp_path: Path) -> None:
    wanted = Wanted(("weak",), plan=("coding",))
    with pytest.raises(SetupError, match="in coding code is written"):
        simulate({}, wanted, tmp_path / "out", lambda line: None)


def test_there_is_a_scene_for_each_stage_persona_and_candidate() -> None:
    wanted = Wanted(("weak", "strong"), (STAGE,), ("terse-skeptic", "warm-recruiter"))
    scenes = list(plan_scenes(Settings(seed=1, minutes=3.0), wanted))
    assert [scene.id for scene in scenes] == [
        "weak--recruiter-screen--terse-skeptic--1",
        "strong--recruiter-screen--terse-skeptic--1",
        "weak--recruiter-screen--warm-recruiter--1",
        "strong--recruiter-screen--warm-recruiter--1",
    ]
    assert scenes[0].plan is scenes[1].plan


def test_a_plan_is_one_session_of_all_its_parts() -> None:
    wanted = Wanted(("weak",), plan=(STAGE, "hiring-manager"))
    (scene,) = plan_scenes(Settings(seed=1, minutes=6.0), wanted)
    assert [stage.id for stage in scene.plan.stages] == [STAGE, "hiring-manager"]
    assert scene.id == "weak--recruiter-screen-hiring-manager--rigorous-scientist--1"


def test_all_means_every_stage_and_every_candidate() -> None:
    wanted = Wanted(("all",), ("all",))
    scenes = list(plan_scenes(Settings(seed=1, minutes=3.0), wanted))
    assert len({scene.plan.stages[0].id for scene in scenes}) == 7
    assert len({scene.character.name for scene in scenes}) >= 15


def test_a_spoken_candidate_is_heard_by_real_voice_activity_detection(tmp_path: Path) -> None:
    (line,) = simulated(tmp_path, "terse", spoken=True, recognizer="recorded")
    assert line.whole and line.turns >= 2
    stored = read_session(tmp_path / line.session)
    assert abs(stored.candidate.read()).max() > 1000
    assert abs(stored.interviewer.read()).max() > 1000
    verify(stored.plan, stored.events, closed=True)


def test_the_command_prints_what_came_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["simulate", "--candidates", "terse", "--stage", STAGE, "--minutes", "3"]
    assert main([*arguments, "--out", str(tmp_path / "a"), "--json"]) == 0
    told = capsys.readouterr()
    (line,) = json.loads(told.out)
    assert line["candidate"] == "terse" and line["reason"] == "finished"
    assert "1/1 terse--recruiter-screen" in told.err
    assert main([*arguments, "--out", str(tmp_path / "a")]) == 2

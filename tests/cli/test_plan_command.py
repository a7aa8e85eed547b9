"""`voiceinterview plan` shows what would be asked, and asks nothing."""

import json
from pathlib import Path

import pytest

from voiceinterview.cli.main import main

Out = pytest.CaptureFixture[str]


def shown(capsys: Out, tmp_path: Path, *arguments: str) -> str:
    assert main(["plan", "--seed", "3", *arguments, "--sessions", str(tmp_path / "s")]) == 0
    return capsys.readouterr().out


def test_it_lists_stages_questions_and_the_mix(capsys: Out, tmp_path: Path) -> None:
    text = shown(capsys, tmp_path, "--plan", "quick", "--minutes", "40")
    first, *lines = text.splitlines()
    assert first == "Data Scientist, Machine Learning: 40 minutes, seed 3"
    assert any(line.startswith("Code review  (code-review, ") for line in lines)
    assert lines[-1].startswith("mix: viva ") and "(of 60 %)" in lines[-1]
    assert not (tmp_path / "s").exists()


def test_programs_get_all_of_it(capsys: Out, tmp_path: Path) -> None:
    cv = tmp_path / "cv.txt"
    cv.write_text("- Built a churn model for two telephone companies\n")
    plan = json.loads(shown(capsys, tmp_path, "--plan", "star", "--cv", str(cv), "--json"))
    assert plan["stages"][0]["questions"][0]["format"] == "star"
    assert plan["background"][0]["text"] == "Built a churn model for two telephone companies"
    assert plan["mix"] == [] and plan["notes"] == []
    quick = json.loads(shown(capsys, tmp_path, "--json"))
    assert sum(part["percent"] for part in quick["mix"]) == pytest.approx(100, abs=0.2)


def test_the_same_seed_shows_the_same(capsys: Out, tmp_path: Path) -> None:
    part = ("--plan", "recruiter-screen")
    assert shown(capsys, tmp_path, *part) == shown(capsys, tmp_path, *part)


def test_what_cannot_be_exits_with_2(capsys: Out, tmp_path: Path) -> None:
    assert main(["plan", "--plan", "full", "star", "--sessions", str(tmp_path)]) == 2
    assert "'full' is a whole plan" in capsys.readouterr().err
    assert main(["plan", "--cv", str(tmp_path / "none.pdf"), "--sessions", str(tmp_path)]) == 2
    assert "none.pdf: cannot be read" in capsys.readouterr().err

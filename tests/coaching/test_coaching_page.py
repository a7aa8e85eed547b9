"""The page on tuning a rubric is true: its commands are run, in order, on the labelled set."""

import io
import re
import shlex
import sys
from pathlib import Path

import pytest
from labelled_folder import ROLE, rate_set, write_session, write_set
from labelled_set import IMPROVED, STAGE
from own_content import own_content

import voiceinterview
from voiceinterview.cli.main import main
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.rubrics import Rubric

RUBRIC = f"rubrics/{ROLE}/{STAGE}.yaml"
PAGE = Path(voiceinterview.__file__).parent / "COACHING.md"
SESSIONS = 30  # a third is held out, and 20 are left to tune on
SHEET = "3\n\n\n" * 5 + "s\n"


def commands_of(page: str) -> list[tuple[str, list[str]]]:
    """Heading -> the commands below it, without the program's name."""
    sections = []
    for section in page.split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
        lines = [line for block in blocks for line in block.splitlines()]
        assert all(line.startswith("$ voiceinterview ") for line in lines)
        sections.append((title, [line.removeprefix("$ voiceinterview ") for line in lines]))
    return sections


class Bench:
    """A coach's machine: content of her own, and sessions that others have labelled too."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "sessions"
        self.content = own_content(folder / "content", RUBRIC)
        self.folders = write_set(self.root, self.content, n=SESSIONS)
        write_session(self.root, self.content, SESSIONS, 2.0)  # the latest, not labelled yet

    @property
    def rubric(self) -> Rubric:
        return load_rubric(self.content, ROLE, STAGE)

    def edit(self) -> None:
        """Another wording of an anchor, and the number that it calls for."""
        path = self.content.root / RUBRIC
        before = path.read_text(encoding="utf-8")
        after = before.replace("version: 1.1.0", "version: 1.2.0", 1).replace(
            "States the mechanism that produces", "Says which mechanism produces", 1
        )
        assert after.count("1.2.0") == 1
        assert "Says which mechanism produces" in after
        path.write_text(after, encoding="utf-8")

    def score_again(self) -> None:
        """In place of the loop of section 6: a model that the new wording has helped."""
        rate_set(self.folders, self.rubric, n=SESSIONS, machine=IMPROVED)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path)
    monkeypatch.setenv("VOICEINTERVIEW_SESSIONS", str(made.root))
    monkeypatch.setenv("VOICEINTERVIEW_CONTENT", str(made.content.root))
    monkeypatch.chdir(tmp_path)
    return made


def test_a_whole_tuning_session(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: dict[str, str] = {}
    for title, commands in commands_of(PAGE.read_text(encoding="utf-8")):
        if title.startswith("5."):
            bench.edit()
        if title.startswith("6."):
            bench.score_again()
        for command in commands:
            monkeypatch.setattr(sys, "stdin", io.StringIO(SHEET))
            code = main(shlex.split(command))
            out, err = capsys.readouterr()
            assert code == 0, f"{command}\n{out}\n{err}"
            told[title[:1]] = told.get(title[:1], "") + out + err
    assert "imported 0 labels" in told["1"]  # all of them are there
    assert "10 sessions" in told["2"]
    assert "machine against coach: model-simulated against ada" in told["3"]
    assert "connecting-concepts" in told["4"]
    assert "minor" in told["5"]
    assert "1.1.0" in told["7"]
    assert "opened" in told["8"] or "hold-out" in told["8"]


def test_the_page_goes_from_the_first_label_to_the_gate() -> None:
    text = PAGE.read_text(encoding="utf-8")
    said = " ".join(command for _, commands in commands_of(text) for command in commands)
    places = [
        said.index(f"{step} ")
        for step in ("label", "rubric holdout", "rubric agree", "rubric disagreements",
                     "rubric lint", "rubric compare", "--holdout", "rubric gate")
    ]  # fmt: skip
    assert places == sorted(places)

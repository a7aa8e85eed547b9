"""Before the start the candidate looks over what was taken from her documents."""

import io
import sys
from pathlib import Path

import pytest

from voiceinterview.cli.background_review import review, reviewer
from voiceinterview.domain.background import Fact

FACTS = (Fact("project", "Built a churn model", "cv", 2), Fact("skill", "Kafka", "cv", 5))
Out = pytest.CaptureFixture[str]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes the editor one that turns the file's text with a line of Python."""

    def that(turn: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "path = pathlib.Path(sys.argv[1])\n"
            f"path.write_text((lambda text: {turn})(path.read_text()))\n"
        )
        monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")

    return that


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize(("typed", "left"), [("", FACTS), ("y", FACTS), ("n", ()), ("No", ())])
def test_a_key_uses_all_or_none(monkeypatch: pytest.MonkeyPatch, typed: str, left: tuple) -> None:
    types(monkeypatch, typed)
    assert review(FACTS) == left


def test_anything_else_is_asked_again(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    types(monkeypatch, "what?", "n")
    assert review(FACTS) == ()
    assert capsys.readouterr().err.count("[e] edit") == 2


def test_an_editor_takes_lines_away_and_shows_what_is_left(
    monkeypatch: pytest.MonkeyPatch, capsys: Out, editor
) -> None:
    editor("text.replace('skill [cv, line 5]: Kafka', 'skill: SQL')")
    types(monkeypatch, "e", "")
    assert review(FACTS) == (FACTS[0], Fact("skill", "SQL", "own"))
    assert "  skills: SQL" in capsys.readouterr().err


@pytest.mark.parametrize("turn", ["'nonsense'", "sys.exit(3)"])
def test_what_an_editor_spoils_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: Out, editor, turn: str
) -> None:
    editor(turn)
    types(monkeypatch, "e", "y")
    assert review(FACTS) == FACTS
    assert "nothing was changed" in capsys.readouterr().err


def test_nobody_is_asked_where_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch)
    assert reviewer() is None

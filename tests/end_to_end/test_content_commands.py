"""`questions`, `stories`, `role`, `content` and `rubric` as a person or a program calls them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from voiceinterview.cli.main import main

REPOSITORY = Path(__file__).resolve().parents[2]
CANDIDATE = REPOSITORY / "recordings" / "golden" / "candidate"
QUESTION = "p-value-three-percent"  # the recorded candidate answers it
Out = pytest.CaptureFixture[str]


def run(out: Out, *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    code = main([str(word) for word in arguments])
    return code, *out.readouterr()


def printed(out: Out, *arguments: str | Path) -> Any:
    code, text, _ = run(out, *arguments, "--json")
    assert code == 0
    return json.loads(text)


@pytest.fixture
def own_content(tmp_path: Path) -> Path:
    """A copy of what ships, to be spoiled."""
    for name in ("prompts", "rubrics", "schemas"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_questions_are_listed_with_and_without_the_word_list(capsys: Out) -> None:
    code, text, told = run(capsys, "questions", "--stage", "recruiter-screen")
    assert code == 0
    assert text.startswith("recruiter-screen\n  ")
    assert "questions" in told
    assert run(capsys, "questions", "list", "--stage", "recruiter-screen")[1] == text
    assert run(capsys, "questions", "--stage", "recruiter-screen", "list")[1] == text


def test_every_filter_of_the_readme_filters(capsys: Out) -> None:
    found = printed(capsys, "questions", "--type", "debugging", "--difficulty", "3")
    assert found
    assert {(one["type"], one["difficulty"]) for one in found} == {("debugging", 3)}
    assert printed(capsys, "questions", "--type", "debugging", "--difficulty", "hard") == found
    tagged = printed(capsys, "questions", "list", "--tag", "leakage", "--format", "viva")
    assert all("leakage" in one["tags"] and one["format"] == "viva" for one in tagged)


def test_a_search_without_a_hit_exits_with_1(capsys: Out) -> None:
    code, text, told = run(capsys, "questions", "--search", "xylophone zeppelin")
    assert (code, text) == (1, "")
    assert "no question is like that" in told


def test_a_question_is_shown_whole(capsys: Out) -> None:
    shown = printed(capsys, "questions", "show", QUESTION)
    code, text, _ = run(capsys, "questions", "show", QUESTION)
    words = " ".join(text.split())
    assert code == 0
    for told in (shown["ask"], shown["why"], shown["expert_answer"], shown["framework"]):
        assert told in words
    for part in (*shown["key_points"], *shown["follow_ups"], *shown["mistakes"]):
        assert (part.get("text") or part.get("ask") or part["reveals"]) in words
    assert all(hint in words for hint in shown["hints"])


def test_stories_are_listed_and_shown(capsys: Out) -> None:
    listed = printed(capsys, "stories", "--theme", "conflict")
    code, text, _ = run(capsys, "stories", "show", listed[0]["id"])
    words = " ".join(text.split())
    assert code == 0
    assert listed[0]["title"] in words
    assert listed[0]["analysis"][0]["quote"] in words
    assert listed[0]["weak_analysis"][0]["why"] in words


def test_the_role_is_shown_with_stages_mix_and_plan(capsys: Out) -> None:
    role = printed(capsys, "role", "show")
    code, text, _ = run(capsys, "role", "show")
    assert code == 0
    for stage in role["stages"]:
        assert stage["title"] in text
    assert "EUR 55,000 to 120,000 and above" in text
    assert [f"{share} %" in text for share in (60, 30, 10)] == [True] * 3
    assert [f"Week {week}" in text for week in range(1, 6)] == [True] * 5
    assert "4 to 8 hours over 3 to 5 days" in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["questions", "show", "nowhere"], "unknown question: 'nowhere'"),
        (["questions", "--tag", "nowhere"], "unknown tag"),
        (["stories", "show", "nowhere"], "unknown story"),
        (["role", "show", "--role", "astronaut"], "data-scientist-ml"),
        (["rubric", "lint", "nowhere"], "unknown rubric"),
        (["questions", "drill", "nowhere", "--typed"], "unknown question"),
        (["content", "lint", "--content", "/nowhere"], "no content in /nowhere"),
    ],
)
def test_what_is_not_there_is_said_and_exits_with_2(
    capsys: Out, arguments: list[str], told: str
) -> None:
    code, text, error = run(capsys, *arguments)
    assert (code, text) == (2, "")
    assert told in error
    assert "Traceback" not in error


def test_lint_of_sound_rubrics_prints_what_it_looked_at(capsys: Out) -> None:
    assert run(capsys, "rubric", "lint", "viva", "star")[:2] == (
        0, "clean: 2 rubrics, 11 criteria\n",
    )  # fmt: skip


def test_lint_exits_with_1_where_something_is_to_be_mended(capsys: Out, own_content: Path) -> None:
    rubric = own_content / "rubrics" / "data-scientist-ml" / "viva.yaml"
    loaded = yaml.safe_load(rubric.read_text(encoding="utf-8"))
    spoil(rubric, loaded["criteria"][0]["anchors"][2], "Gives a very good account.")
    arguments = ("rubric", "lint", "viva", "--content", own_content)
    code, text, _ = run(capsys, *arguments)
    assert code == 1
    assert "viva.yaml:" in text
    assert "error anchor-vague" in text
    findings = json.loads(run(capsys, *arguments, "--json")[1])["findings"]
    assert {finding["rule"] for finding in findings} == {"anchor-vague"}


def test_lint_exits_with_2_where_a_file_is_damaged_and_tells_all(
    capsys: Out, own_content: Path
) -> None:
    pack = own_content / "prompts" / "data-scientist-ml"
    spoil(pack / "questions" / "recruiter-screen.yaml", "difficulty: 1", "difficulty: easy")
    spoil(next((pack / "stories").glob("*.yaml")), "themes:", "subjects:")
    spoil(own_content / "rubrics" / "data-scientist-ml" / "viva.yaml", "version: ", "version: v")
    code, text, _ = run(capsys, "content", "lint", "--content", own_content)
    assert code == 2
    damaged = {line.partition(":")[0] for line in text.splitlines() if "error shape" in line}
    assert len(damaged) == 3


def test_the_table_has_a_line_a_stage(capsys: Out) -> None:
    rows = printed(capsys, "content", "table")
    code, text, _ = run(capsys, "content", "table")
    assert code == 0
    assert [row["stage"] for row in rows] == [line.split()[0] for line in text.splitlines()[1:-1]]
    assert text.splitlines()[-1].split()[-1] == str(sum(row["questions"] for row in rows))


def test_schemas_that_are_out_of_date_are_named_and_written(capsys: Out, own_content: Path) -> None:
    stale = own_content / "schemas" / "story.json"
    stale.write_text("{}")
    command = ("content", "schema", "--content", own_content)
    code, text, told = run(capsys, *command)
    assert (code, text.strip()) == (1, str(stale))
    assert "content schema --write" in told
    assert run(capsys, *command, "--write")[0] == 0
    assert run(capsys, *command)[:2] == (0, "")


def test_a_drill_asks_one_question_and_shows_what_was_found(capsys: Out, sessions: Path) -> None:
    heard = ("--input", CANDIDATE, "--fast", "--recognizer", "recorded", "--headphones")
    options = (*heard, "--model", "scripted", "--sessions", sessions, "--seed", "1")
    code, text, told = run(capsys, "questions", "drill", QUESTION, *options)
    assert code == 0
    assert "One question today." in told
    assert "key points found" in text
    assert "  found   " in text
    assert "  missed  " in text
    assert "Expert answer" in text
    drilled = printed(capsys, "questions", "drill", QUESTION, *options)
    found = [point for point in drilled["key_points"] if point["quote"]]
    assert drilled["asked"]
    assert 0 < len(found) < len(drilled["key_points"])
    assert len(list(sessions.iterdir())) == 2

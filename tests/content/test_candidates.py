"""Candidates that a program plays: what ships is whole, and damage is told with its line."""

import shutil
from pathlib import Path

import pytest

from voiceinterview.content.candidates import candidate_files, load_character
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.errors import ContentError, UnknownName

NEEDED = {
    "strong", "middling", "weak", "rambling", "terse", "bluffing", "silent", "gives-orders",
    "wrong-but-confident", "thinks-aloud",
}  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A copy of the candidates that ship, to be damaged."""
    shutil.copytree(find_content().prompts / "candidates", tmp_path / "prompts" / "candidates")
    (tmp_path / "rubrics").mkdir()
    return Content(tmp_path)


def damage(content: Content, before: str, after: str) -> str:
    path = content.prompts / "candidates" / "middling.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError) as problem:
        load_character(content, "middling")
    return str(problem.value)


def test_every_candidate_that_ships_reads_whole() -> None:
    shipped = find_content()
    assert set(candidate_files(shipped)) >= NEEDED
    for name in candidate_files(shipped):
        character = load_character(shipped, name)
        assert character.name == name
        assert character.persona and character.summary.endswith(".")


def test_no_two_candidates_are_told_in_the_same_words() -> None:
    personas = [
        load_character(find_content(), name).persona for name in candidate_files(find_content())
    ]
    assert len(set(personas)) == len(personas)


def test_what_a_model_is_told_has_the_variables_that_the_program_fills_in() -> None:
    path = find_content().prompts / "candidates" / "play.md"
    told = {"persona": "A quiet one.", "role_title": "Baker", "stage_title": "Ovens"}
    rendered = load_prompt(find_content(), path, frozenset(told)).render(**told)
    assert all(value in rendered for value in told.values())
    assert "$" not in rendered


def test_an_unknown_candidate_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match="thinks-aloud"):
        load_character(find_content(), "../strong")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("covers: 0.5", "covers: 1.5", "middling.yaml:13: answer > covers: expected less than"),
        ("most: 6", "most: 6\n  least: 1", "the unknown key 'least'"),
        ("name: middling", "name: other", "middling.yaml:2: name: expected 'middling'"),
        ("between: [0.5, 0.85]", "between: [0.9, 0.5]", "expected the shorter silence first"),
        ('"I think,"', '"I think"', "expected a comma at the end, found 'I think'"),
        ("says: [So., Okay., Right., Good question.]", "says: []", "a chance without it"),
        ("So., ", f"{'so ' * 46}, ", "expected at most 45 words, found 46"),
    ],
)
def test_a_fault_is_told_with_its_place(
    content: Content, before: str, after: str, told: str
) -> None:
    assert told in damage(content, before, after)

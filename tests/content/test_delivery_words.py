"""The word lists of delivery: what ships is whole, and damage is told with its line."""

import shutil
from pathlib import Path

import pytest

from voiceinterview.content.delivery_words import load_delivery_words
from voiceinterview.content.folders import Content, find_content
from voiceinterview.errors import ContentError


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A copy of the lists that ship, to be damaged."""
    shutil.copytree(find_content().prompts / "delivery", tmp_path / "prompts" / "delivery")
    (tmp_path / "rubrics").mkdir()
    return Content(tmp_path)


def damage(content: Content, before: str, after: str) -> str:
    path = content.prompts / "delivery" / "words.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError) as problem:
        load_delivery_words(content)
    return str(problem.value)


def test_the_lists_that_ship_read_whole() -> None:
    words = load_delivery_words(find_content())
    assert {"uh", "um"} <= words.hesitations
    assert [kind.id for kind in words.hedges] == ["shields", "approximators"]
    assert len(words.sha256) == 64
    for kind in (*words.fillers, *words.hedges):
        assert kind.needs_punctuation == any(phrase.bound != "none" for phrase in kind.phrases)


def test_a_phrase_that_no_speech_could_hold_is_a_fault(content: Content) -> None:
    assert "prompts/delivery/words.yaml:12" in damage(content, "{text: uh}", "{text: Uh!}")


def test_a_phrase_that_stands_twice_is_a_fault(content: Content) -> None:
    assert "found 'uh' again" in damage(content, "{text: uhh}", "{text: uh}")


def test_the_sounds_of_hesitation_must_be_there(content: Content) -> None:
    assert "'hesitations'" in damage(content, "id: hesitations", "id: noises")


def test_a_word_that_stands_twice_in_a_list_is_a_fault(content: Content) -> None:
    assert "found 'and' again" in damage(content, "[and, but,", "[and, and, but,")

"""Behavioral stories as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.cli.wrapping import listed, one_line, section, wrapped
from voiceinterview.domain.stories import Story

_STORY = TypeAdapter(Story)


def story_json(story: Story) -> dict[str, Any]:
    shown: dict[str, Any] = _STORY.dump_python(story, mode="json")
    return shown


def list_lines(stories: Sequence[Story]) -> Iterator[str]:
    width = max(len(story.id) for story in stories)
    for story in stories:
        yield f"{story.id:<{width}}  {one_line(story.title)}"
        yield f"{'':<{width}}  {', '.join(story.themes)}"


def show_lines(story: Story) -> Iterator[str]:
    """The story, what earns it its levels, and the same told weakly."""
    yield one_line(story.title)
    yield f"{story.id}: {', '.join(story.themes)}"
    yield ""
    for name in ("situation", "task", "action", "result"):
        yield from wrapped(f"{name.capitalize():<10}{getattr(story, name)}", "", " " * 10)
    yield from section("As one would tell it", _paragraphs(story.told))
    yield from section("What earns the level", _earned(story))
    yield from section("What is still weak", listed(story.weak_points))
    yield from section("How to make it your own", listed(story.adapt))
    yield from section("The same story, told weakly", _paragraphs(story.weak_telling))
    yield from section("Why that earns less", _lacking(story))


def _paragraphs(text: str) -> Iterator[str]:
    """A folded YAML text has one line a paragraph."""
    for number, paragraph in enumerate(part for part in text.split("\n") if part.strip()):
        if number:
            yield ""
        yield from wrapped(paragraph)


def _earned(story: Story) -> Iterator[str]:
    for part in story.analysis:
        yield from wrapped(f"{part.criterion}, level {part.level}: {part.earns}", "  - ", "    ")
        yield from wrapped(f"“{part.quote}”", "    ")


def _lacking(story: Story) -> Iterator[str]:
    return listed(
        f"{part.criterion}, level {part.level}: {part.why}" for part in story.weak_analysis
    )

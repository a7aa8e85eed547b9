"""Changes to a content file that leave all of it as it was written but the one place.

The file stays a person's file: comments, order and layout are kept, and whatever was changed is
read again and compared before anything is written.
"""

import difflib
from collections.abc import Sequence
from typing import Any

import yaml

from voiceinterview.content.faults import whole
from voiceinterview.content.validation import Place
from voiceinterview.content.yaml_lines import YamlFile, parse_yaml
from voiceinterview.errors import ContentError

WIDTH = 1_000_000  # characters; a scalar stays on its line


def with_item(text: str, source: str, place: Place, item: str) -> str:
    """The file with `item` added to the end of the list at `place`. Raises `ContentError`."""
    file = _parsed(text, source)
    node = _node_at(file, place)
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise ContentError([f"{source}:{file.line(place)}: expected a list with an entry"])
    end = _offset(text, node.value[-1].end_mark)
    if node.flow_style:
        changed = f"{text[:end]}, {_scalar(item)}{text[end:]}"
    else:
        indent = " " * node.start_mark.column
        head, tail = _behind_line(text, end)
        changed = f"{head}{indent}- {_scalar(item)}\n{tail}"
    return _checked(changed, source, file, place, [*_value(file, place), item])


def with_text(text: str, source: str, place: Place, new: str) -> str:
    """The file with the text at `place` replaced. Raises `ContentError`."""
    file = _parsed(text, source)
    node = _node_at(file, place)
    if not isinstance(node, yaml.ScalarNode):
        raise ContentError([f"{source}:{file.line(place)}: expected a text"])
    start, end = _offset(text, node.start_mark), _offset(text, node.end_mark)
    tail = "\n" if text[start:end].endswith("\n") else ""  # of a block of lines
    changed = f"{text[:start]}{_scalar(new)}{tail}{text[end:]}"
    return _checked(changed, source, file, place, new)


def unified_diff(before: str, after: str, source: str) -> str:
    """As `diff -u` writes it; "" where nothing changed."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{source}",
        f"b/{source}",
    )
    return "".join(lines)


def _checked(changed: str, source: str, before: YamlFile, place: Place, wanted: Any) -> str:
    """Raises `ContentError` where anything else than the place would change."""
    after = _parsed(changed, source)
    if _put(before.value, place, wanted) != after.value:
        raise ContentError([f"{source}:{before.line(place)}: cannot be edited here; do it by hand"])
    return changed


def _put(value: Any, place: Place, wanted: Any) -> Any:
    """`value` with `wanted` at `place`, all else the same."""
    if not place:
        return wanted
    step: Any = place[0]
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    copy[step] = _put(value[step], place[1:], wanted)
    return copy


def _value(file: YamlFile, place: Place) -> Any:
    value = file.value
    for step in place:
        value = value[step]
    return value


def _node_at(file: YamlFile, place: Place) -> Any:
    node = file.node
    for step in place:
        node = _child(node, step)
        if node is None:
            raise ContentError([f"{file.source}: there is no {' > '.join(map(str, place))}"])
    return node


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return node.value[step] if isinstance(step, int) and step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        named = (value for key, value in node.value if key.value == str(step))
        return next(named, None)
    return None


def _parsed(text: str, source: str) -> YamlFile:
    return whole(lambda faults: parse_yaml(text, source, faults))


def _offset(text: str, mark: Any) -> int:
    """The character at a mark: line and column, for the C parser's own index counts bytes."""
    lines: Sequence[str] = text.split("\n")
    return sum(len(line) + 1 for line in lines[: mark.line]) + int(mark.column)


def _behind_line(text: str, end: int) -> tuple[str, str]:
    """The text cut behind the line that `end` stands on, with what else is on it."""
    if text[:end].endswith("\n"):
        return text[:end], text[end:]
    line_end = text.find("\n", end)
    if line_end < 0:
        return f"{text}\n", ""
    return text[: line_end + 1], text[line_end + 1 :]


def _scalar(text: str) -> str:
    """As YAML writes it: plain where that reads as the same text in a list, else in quotes."""
    told: str = yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=WIDTH)
    return told.strip()[1:-1]

"""YAML that remembers on which line each value stands."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import yaml

from voiceinterview.content.faults import Faults

# The C parser is about ten times as fast; it is missing only where PyYAML was built without it.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """A date stays the text that it is written as: no content file has dates."""


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _SafeLoader.construct_yaml_str)


_TEXT, _LIST, _MAPPING, _MERGE = (
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map", "merge")
)


@dataclass(frozen=True)
class YamlFile:
    """A parsed file or front matter; `first_line` is the line its first character stands on."""

    source: str
    first_line: int
    value: Any
    node: Any

    def line(self, place: Sequence[str | int]) -> int:
        """The line of the value at `place`, or of the deepest part of the place there is."""
        node = self.node
        mark = node.start_mark.line if node is not None else 0
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            mark, node = found
        return int(mark) + self.first_line


@contextmanager
def _uncollected() -> Iterator[None]:
    """A parse makes tens of thousands of objects and no garbage; without a collector that looks
    at all of them again and again it takes a third less time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def parse_yaml(text: str, source: str, faults: Faults, first_line: int = 1) -> YamlFile | None:
    """None where a fault was added."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        before = len(faults.found)
        for mark, problem in _node_faults(node, set()):
            faults.add(source, mark.line + first_line, problem)
        if len(faults.found) > before:
            return None
        value = None if node is None else _plain(node, loader)
        return YamlFile(source, first_line, value, node)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + first_line if mark else 0
        faults.add(source, line, f"not YAML: {problem.problem or problem.context}")
    except yaml.reader.ReaderError as problem:
        line = text.encode()[: problem.position].count(b"\n") + first_line
        faults.add(source, line, f"not YAML: {problem.reason}")
    except (ValueError, RecursionError) as problem:
        faults.add(source, first_line, f"not YAML: {problem}")
    finally:
        loader.dispose()
    return None


def _plain(node: Any, loader: Any) -> Any:
    """The value of a node without aliases; three times as fast as PyYAML's own construction,
    most of whose time goes into aliases, merge keys and objects of other languages."""
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.tag == _TEXT else loader.construct_object(node)
    if node.tag == _LIST:
        return [_plain(item, loader) for item in node.value]
    if node.tag == _MAPPING and all(_is_plain_key(key) for key, _ in node.value):
        return {_plain(key, loader): _plain(value, loader) for key, value in node.value}
    return loader.construct_object(node, deep=True)


def _is_plain_key(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag != _MERGE


def _child(node: Any, step: str | int) -> tuple[int, Any] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        if 0 <= step < len(node.value):
            item = node.value[step]
            return item.start_mark.line, item
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    return None


def _node_faults(node: Any, seen: set[int]) -> Iterator[tuple[Any, str]]:
    """Twice the same key (YAML would keep the last), and aliases (a short file could grow huge)."""
    if node is None or isinstance(node, yaml.ScalarNode):
        return
    if id(node) in seen:
        yield node.start_mark, "aliases (*name) are not used here; write the value out"
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _node_faults(item, seen)
        return
    keys = set()
    for key, value in node.value:
        if isinstance(key.value, str):
            if key.value in keys:
                yield key.start_mark, f"the key {key.value!r} stands here a second time"
            keys.add(key.value)
        yield from _node_faults(value, seen)

"""A thing that was read, with the file and the place it came from, so that lint can point there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.validation import FileModel, Place, add_fault, check_shape
from voiceinterview.content.yaml_lines import YamlFile, parse_yaml

T = TypeVar("T")
PlacedFaults = Iterable[tuple[Place, str]]


@dataclass(frozen=True)
class Sourced(Generic[T]):
    """`place` is where in the file the thing stands: () where it is the whole file."""

    value: T
    file: YamlFile
    place: Place = ()

    @property
    def source(self) -> str:
        return self.file.source

    def line(self, *steps: str | int) -> int:
        return self.file.line([*self.place, *steps])


def read_sourced(
    content: Content,
    path: Path,
    shape: type[FileModel],
    inner_faults: Callable[[Any], PlacedFaults],
    build: Callable[[Any], T],
    faults: Faults,
) -> Sourced[T] | None:
    """The one thing in a file: its shape checked, then what only its parts together can show.

    None where a fault was added.
    """
    text = content.read(path, faults)
    file = parse_yaml(text, content.label(path), faults) if text is not None else None
    model = check_shape(shape, file, faults) if file is not None else None
    if file is None or model is None:
        return None
    before = len(faults.found)
    for place, problem in inner_faults(model):
        add_fault(faults, file, place, problem)
    return Sourced(build(model), file) if len(faults.found) == before else None


def read_folder(
    content: Content,
    files: dict[str, Path],
    read: Callable[[Content, Path, Faults], Sourced[T] | None],
    faults: Faults,
) -> tuple[Sourced[T], ...]:
    """Those of the files that are whole, by name."""
    found = (read(content, path, faults) for path in files.values())
    return tuple(thing for thing in found if thing is not None)


def loaded(
    content: Content,
    files: dict[str, Path],
    read: Callable[[Content, Path, Faults], Sourced[T] | None],
) -> tuple[T, ...]:
    """All of the files. Raises `ContentError` with the faults of all of them."""
    faults = Faults()
    things = read_folder(content, files, read, faults)
    faults.raise_any()
    return tuple(thing.value for thing in things)


def frozen(kind: type[T], model: FileModel, **more: Any) -> T:
    """A model as the dataclass with the same fields, lists as tuples all the way down."""
    name: Any = kind
    made: T = _adapter(name).validate_python(model.model_dump() | more)
    return made


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)

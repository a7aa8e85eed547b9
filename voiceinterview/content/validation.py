"""Checks a parsed file against a pydantic model and words what is wrong for a person."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from voiceinterview.content.faults import Faults
from voiceinterview.content.yaml_lines import YamlFile

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
Weight = Annotated[int, Field(ge=1, le=3)]

Place = Sequence[str | int]
Checked = TypeVar("Checked")


class FileModel(BaseModel):
    """Strict: a number in quotes is not a number, and a key nobody knows is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def check_shape(kind: Any, file: YamlFile, faults: Faults) -> Any | None:
    """`file.value` as `kind` (a model, or list[model]); None where faults were added."""
    try:
        return _adapter(kind).validate_python(file.value)
    except ValidationError as problem:
        for error in problem.errors(include_url=False, include_context=False):
            place = tuple(error["loc"])
            faults.add(file.source, file.line(place), f"{_wording(kind, file, error)}")
        return None


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Making one takes about as long as checking a file with it."""
    return TypeAdapter(kind)


def add_fault(faults: Faults, file: YamlFile, place: Place, problem: str) -> None:
    """A fault that no model can see, such as a reference to a key point that is not there."""
    path = path_words(file.value, place)
    faults.add(file.source, file.line(place), f"{path}: {problem}" if path else problem)


def _wording(kind: Any, file: YamlFile, error: Any) -> str:
    place: tuple[str | int, ...] = tuple(error["loc"])
    where = path_words(file.value, place if error["type"] != "missing" else place[:-1])
    prefix = f"{where}: " if where else ""
    if error["type"] == "missing":
        return f"{prefix}expected the key {place[-1]!r}, found none"
    if error["type"] == "extra_forbidden":
        known = ", ".join(_keys_at(kind, place[:-1]))
        prefix = f"{outer}: " if (outer := path_words(file.value, place[:-1])) else ""
        return f"{prefix}found the unknown key {place[-1]!r}, expected one of {known}"
    expected = _expected(error)
    hint = ""
    if error["type"] == "string_type" and not isinstance(error["input"], list | dict):
        hint = " (put it in quotes if text is meant)"
    return f"{prefix}expected {_lower_first(expected)}, found {_short(error['input'])}{hint}"


def _expected(error: Any) -> str:
    """In words that name no type of the program."""
    kind = str(error["type"])
    if kind in ("model_type", "dataclass_type", "dict_type"):
        return "keys, each with its value"
    if kind == "string_pattern_mismatch":
        pattern = str(error["msg"]).partition("match pattern ")[2]
        return f"text that matches {pattern}"
    return str(error["msg"]).removeprefix("Input should be ").removeprefix("Value error, ")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _short(value: object, limit: int = 60) -> str:
    if value is None:
        return "nothing"
    shown = repr(value)
    return shown if len(shown) <= limit else f"{shown[: limit - 3]}..."


def path_words(value: Any, place: Place) -> str:
    """The way to a value in words; an item of a list goes by its id where it has one."""
    steps: list[str] = []
    for step in place:
        inside = isinstance(value, list) and isinstance(step, int) and step < len(value)
        value = value[step] if inside else value.get(step) if isinstance(value, dict) else None
        name = value.get("id") if inside and isinstance(value, dict) else None
        if isinstance(name, str):
            steps.append(name)
        else:
            steps.append(f"number {step + 1}" if isinstance(step, int) and inside else str(step))
    return " > ".join(steps)


def _keys_at(kind: Any, place: Place) -> list[str]:
    model = _model_in(kind)
    for step in place:
        if isinstance(step, str) and model is not None and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation)
    return list(model.model_fields) if model is not None else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if (found := _model_in(part)) is not None:
            return found
    return None

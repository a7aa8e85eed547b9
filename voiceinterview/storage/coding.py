"""Domain objects to JSON and back, with one kind of complaint."""

import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from voiceinterview.errors import CorruptSession

T = TypeVar("T")


def encode(adapter: TypeAdapter[Any], value: object, *, indent: int | None = None) -> bytes:
    """UTF-8 JSON, on one line unless `indent` is given.

    The standard `json` writes it, for a typed answer may hold lone surrogates (bytes of the
    terminal that were not UTF-8), which pydantic's own writer refuses; they go out as escapes.
    """
    plain = adapter.dump_python(value, mode="json")
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(plain, ensure_ascii=False, indent=indent, separators=separators)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(plain, indent=indent, separators=separators).encode("ascii")


def parse(content: bytes, path: Path, line: int, advice: str = "") -> Any:
    """JSON to plain values. Raises `CorruptSession`."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise CorruptSession(path, line, f"not readable as JSON ({error})", advice) from error


def validate(adapter: TypeAdapter[T], plain: object, path: Path, line: int, advice: str = "") -> T:
    """Plain values to a domain object. Raises `CorruptSession` naming the first wrong field."""
    try:
        return adapter.validate_python(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise CorruptSession(path, line, f"{place}: {first['msg']}", advice) from error

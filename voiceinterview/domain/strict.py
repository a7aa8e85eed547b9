"""Data that refuses keys it does not know when it is read from a file."""

from typing import Any, ClassVar


class Strict:
    """Mixed into frozen dataclasses; pydantic's `TypeAdapter` reads the attribute by its name."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}

"""events.jsonl: every observation and decision, in the order in which they happened."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.domain.events import DECISIONS, OBSERVATIONS, Event
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.coding import encode, parse, validate
from voiceinterview.storage.disk import recover_command
from voiceinterview.storage.line_log import end_lines, read_lines

# By the value of `kind`, which every event class holds as a class attribute.
_ADAPTERS: dict[str, TypeAdapter[Any]] = {
    getattr(event_type, "kind"): TypeAdapter(event_type)  # noqa: B009 - `Event` has no `kind`
    for event_type in (*OBSERVATIONS, *DECISIONS)
}


def kind_of(event: Event) -> str:
    """The word that names the event's type in the log."""
    kind: str = getattr(event, "kind")  # noqa: B009 - only the leaves of the union have one
    return kind


def encode_event(event: Event) -> bytes:
    """One line, without its end."""
    return encode(_ADAPTERS[kind_of(event)], event)


def read_events(path: Path, *, torn_tail_allowed: bool = False) -> tuple[Event, ...]:
    """Raises `CorruptSession` naming the line that does not read or whose `seq` does not rise."""
    return tuple(_events(path, torn_tail_allowed=torn_tail_allowed))


def check_ends(path: Path, *, empty_allowed: bool) -> None:
    """Read only the first and the last complete line. Raises `CorruptSession`."""
    lines = end_lines(path)
    if not lines and not empty_allowed and not path.stat().st_size:
        problem = "is empty, though something was recorded"
        raise CorruptSession(path, 0, problem, "Restore the file from a backup.")
    for number, line in lines:
        _decode(line, path, number)


def _events(path: Path, *, torn_tail_allowed: bool) -> Iterator[Event]:
    last = -1
    advice = f"If the session was cut off, run `{recover_command(path)}`."
    for number, line in read_lines(path, advice, torn_tail_allowed=torn_tail_allowed):
        event = _decode(line, path, number)
        if event.seq <= last:
            problem = f"seq {event.seq} does not rise (the line before has {last})"
            raise CorruptSession(path, number, problem, _by_hand(path, number))
        last = event.seq
        yield event


def _decode(line: bytes, path: Path, number: int) -> Event:
    advice = _by_hand(path, number)
    plain = parse(line, path, number, advice)
    kind = plain.get("kind") if isinstance(plain, dict) else None
    adapter = _ADAPTERS.get(kind) if isinstance(kind, str) else None
    if adapter is None:
        raise CorruptSession(path, number, f"no known kind of event: {kind!r}", advice)
    event: Event = validate(adapter, plain, path, number, advice)
    return event


def _by_hand(path: Path, number: int) -> str:
    return (
        f"A crash does not do this. Restore the file from a backup, or take line {number} out by "
        f"hand and run `{recover_command(path)}`."
    )

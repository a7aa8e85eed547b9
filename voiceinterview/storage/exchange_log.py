"""exchanges.jsonl: the cassette of calls to the language model."""

from pathlib import Path

from pydantic import TypeAdapter

from voiceinterview.domain.exchange import Exchange
from voiceinterview.storage.coding import encode, parse, validate
from voiceinterview.storage.disk import recover_command
from voiceinterview.storage.line_log import read_lines

_ADAPTER = TypeAdapter(Exchange)


def encode_exchange(exchange: Exchange) -> bytes:
    """One line, without its end."""
    return encode(_ADAPTER, exchange)


def read_exchanges(path: Path, *, torn_tail_allowed: bool = False) -> tuple[Exchange, ...]:
    """Raises `CorruptSession` naming the line that does not read."""
    advice = f"If the session was cut off, run `{recover_command(path)}`."
    return tuple(
        validate(_ADAPTER, parse(line, path, number, advice), path, number, advice)
        for number, line in read_lines(path, advice, torn_tail_allowed=torn_tail_allowed)
    )

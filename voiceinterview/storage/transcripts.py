"""transcripts/<recognizer>-<model>.json: words of record, added and never overwritten."""

from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from voiceinterview.domain.words_of_record import WordsOfRecord
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.coding import encode, parse, validate
from voiceinterview.storage.derived import save_new
from voiceinterview.storage.files import read_file
from voiceinterview.storage.layout import TRANSCRIPTS, safe_name
from voiceinterview.storage.links import refuse_links

_RECORD = TypeAdapter(WordsOfRecord)
_ADVICE = (
    "It is derived from the recording: remove it, and if it was the last one make it anew with "
    "`voiceinterview transcribe`."
)


def save_record(folder: Path, record: WordsOfRecord) -> Path:
    """Keep words of record; a second file of one recognizer gets `.2` and so on.

    Raises `StorageFull`.
    """
    used = record.recognizer
    model = used.settings.get("record_model") or used.settings.get("model")
    name = f"{used.name}-{model}" if model else used.name
    return save_new(folder / TRANSCRIPTS, safe_name(name), encode(_RECORD, record, indent=2))


def find_same(folder: Path, record: WordsOfRecord) -> Path | None:
    """The file of the last words of record, if they are the same by the same recognizer."""
    *_, (path, last) = [(None, None), *_all(folder, record.session)]
    same = last is not None and _content(last) == _content(record)
    return path if same else None


def read_records(folder: Path, session: str) -> tuple[WordsOfRecord, ...]:
    """All of the session in `folder`, whose id is `session`, oldest first.

    Raises `CorruptSession` for one that does not read: words that a rating may rest on are not
    left out silently.
    """
    return tuple(record for _, record in _all(folder, session))


def _all(folder: Path, session: str) -> list[tuple[Path, WordsOfRecord]]:
    place = folder / TRANSCRIPTS
    if not place.is_dir():
        return []
    refuse_links(place)
    read = [(path, _read(path, session)) for path in place.glob("*.json")]
    # Of two in one second the later has the longer name: `x.json`, `x.2.json`.
    return sorted(read, key=lambda one: (one[1].at, len(one[0].name), one[0].name))


def _content(record: WordsOfRecord) -> bytes:
    """All but when and by which version, as it is written: read back, lists were tuples."""
    return encode(_RECORD, replace(record, at="", tool_version=""))


def _read(path: Path, session: str) -> WordsOfRecord:
    plain = parse(read_file(path, _ADVICE), path, 0, _ADVICE)
    record = validate(_RECORD, plain, path, 0, _ADVICE)
    if record.session != session:
        raise CorruptSession(path, 0, f"has the words of the session {record.session!r}", _ADVICE)
    return record

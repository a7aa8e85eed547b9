"""transcripts/<recognizer>-<model>.json: words of record, added and never overwritten."""

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


def read_records(folder: Path, session: str) -> tuple[WordsOfRecord, ...]:
    """All of the session in `folder`, whose id is `session`, oldest first.

    Raises `CorruptSession` for one that does not read: words that a rating may rest on are not
    left out silently.
    """
    place = folder / TRANSCRIPTS
    if not place.is_dir():
        return ()
    refuse_links(place)
    read = [(_read(path, session), path.name) for path in sorted(place.glob("*.json"))]
    # Of two in one second the later has the longer name: `x.json`, `x.2.json`.
    read.sort(key=lambda one: (one[0].at, len(one[1]), one[1]))
    return tuple(record for record, _ in read)


def _read(path: Path, session: str) -> WordsOfRecord:
    plain = parse(read_file(path, _ADVICE), path, 0, _ADVICE)
    record = validate(_RECORD, plain, path, 0, _ADVICE)
    if record.session != session:
        raise CorruptSession(path, 0, f"has the words of the session {record.session!r}", _ADVICE)
    return record

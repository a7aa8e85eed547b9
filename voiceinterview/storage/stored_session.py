"""A session folder as it is read: everything checked, the audio on demand."""

from dataclasses import dataclass
from pathlib import Path

from voiceinterview.domain.events import Event
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.transcript import Turn
from voiceinterview.domain.words_of_record import WordsOfRecord
from voiceinterview.interview.record_turns import with_record
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.storage.audio_track import AudioTrack, track_of
from voiceinterview.storage.event_log import read_events
from voiceinterview.storage.exchange_log import read_exchanges
from voiceinterview.storage.layout import (
    EVENTS,
    EXCHANGES,
    LABELS,
    MANIFEST,
    PLAN,
    SCORECARDS,
)
from voiceinterview.storage.links import refuse_links
from voiceinterview.storage.manifest_file import read_manifest
from voiceinterview.storage.plan_file import read_plan
from voiceinterview.storage.transcripts import read_records


@dataclass(frozen=True)
class StoredSession:
    """What was said and decided. Audio, exchanges and words of record raise `CorruptSession` when
    asked for."""

    folder: Path
    manifest: Manifest
    plan: Plan
    events: tuple[Event, ...]

    @property
    def candidate(self) -> AudioTrack:
        return track_of(self.folder, "candidate")

    @property
    def interviewer(self) -> AudioTrack:
        return track_of(self.folder, "interviewer")

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Empty where no model was called."""
        path = self.folder / EXCHANGES
        return read_exchanges(path) if path.is_file() else ()

    @property
    def transcript(self) -> tuple[Turn, ...]:
        """With the words of record where there are any: what is rated, shown and exported."""
        record = self.record
        return self.heard if record is None else self._told(record)

    @property
    def heard(self) -> tuple[Turn, ...]:
        """With the words that the interviewer went by. The turns have the same numbers."""
        return transcript_of(self.events)

    @property
    def record(self) -> WordsOfRecord | None:
        """The last thorough transcription."""
        return next(reversed(self._records), None)

    @property
    def earlier_transcripts(self) -> tuple[tuple[Turn, ...], ...]:
        """Those that `transcript` has taken the place of, first the one of the interview."""
        records = self._records
        return (self.heard, *map(self._told, records[:-1])) if records else ()

    @property
    def _records(self) -> tuple[WordsOfRecord, ...]:
        return read_records(self.folder, self.manifest.id)

    def _told(self, record: WordsOfRecord) -> tuple[Turn, ...]:
        return with_record(self.heard, self.events, record.words)

    @property
    def scorecards(self) -> Path:
        """A folder that may not be there yet, as `labels`."""
        return self.folder / SCORECARDS

    @property
    def labels(self) -> Path:
        return self.folder / LABELS


def read_session(folder: Path, *, links_beside: bool = False) -> StoredSession:
    """Read a session, also one under way. Raises `CorruptSession`.

    The audio may be absent (an export without it) until it is asked for. Links, see
    `storage.links`, are refused; with `links_beside` only in place of what is read here.
    """
    refuse_links(folder, (MANIFEST, PLAN, EVENTS) if links_beside else None)
    manifest = read_manifest(folder)
    return StoredSession(
        folder=folder,
        manifest=manifest,
        plan=read_plan(folder, manifest.plan_sha256),
        events=read_events(folder / EVENTS),
    )

"""A session written as it happens, so that a crash at any moment loses next to nothing."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import numpy as np

from voiceinterview.domain.events import Event
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.manifest import EndStatus, Manifest
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import StorageFull
from voiceinterview.ports import Clock, Samples
from voiceinterview.storage.audio_track import track_of
from voiceinterview.storage.disk import check_room
from voiceinterview.storage.event_log import encode_event
from voiceinterview.storage.exchange_log import encode_exchange
from voiceinterview.storage.layout import EVENTS, EXCHANGES, wav_of
from voiceinterview.storage.line_log import LineLog
from voiceinterview.storage.links import refuse_links
from voiceinterview.storage.live_wav import LiveWav
from voiceinterview.storage.lock import SessionLock
from voiceinterview.storage.manifest_file import read_manifest, write_manifest
from voiceinterview.storage.mending import (
    freeze_audio,
    mend_audio,
    mend_logs,
    thaw_audio,
)
from voiceinterview.storage.new_folder import make_folder, removed_on_failure
from voiceinterview.storage.plan_file import encode_plan, read_plan, sha256_of, write_plan
from voiceinterview.storage.recordings import absent_channels, check_recordings


class SessionWriter:
    """Holds the session's lock from `create` or `reopen` until `finish` or `close`.

    What was written has left the process when a method returns. Not for two threads at once.
    Every method that writes raises `StorageFull`; what was written before then stays readable,
    and writing may go on once there is room.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, opened: ExitStack, *, last_seq: int | None
    ) -> None:
        """Use `create` or `reopen`. `last_seq` is None for a new session.

        `opened` holds the lock and, from here on, every file.
        """
        self.folder = folder
        self.manifest = manifest
        self._opened = opened
        self._closed = False
        self._last_seq = -1 if last_seq is None else last_seq
        self._events = LineLog(folder / EVENTS)
        opened.callback(self._events.close)
        self._exchanges = LineLog(folder / EXCHANGES)
        opened.callback(self._exchanges.close)
        self._candidate = LiveWav(wav_of(folder, "candidate"), new=last_seq is None)
        opened.callback(self._candidate.close)
        self._interviewer = LiveWav(wav_of(folder, "interviewer"), new=last_seq is None)
        opened.callback(self._interviewer.close)

    @classmethod
    def create(cls, root: Path, manifest: Manifest, plan: Plan, clock: Clock) -> "SessionWriter":
        """Make a folder for the session in `root`, which is made too if need be.

        Raises `SetupError` where that cannot be done or under 200 MB are free.
        """
        check_room(root)
        folder, manifest = make_folder(root, manifest, clock)
        with removed_on_failure(folder), ExitStack() as opened:
            _lock(folder, opened)
            content = encode_plan(plan)
            manifest = replace(manifest, status="started", plan_sha256=sha256_of(content))
            write_manifest(folder, manifest)
            write_plan(folder, content)
            writer = cls(folder, manifest, opened, last_seq=None)
            writer._opened = opened.pop_all()
        return writer

    @classmethod
    def reopen(cls, folder: Path) -> "SessionWriter":
        """Go on with an interrupted session from `clock_position`, after mending it.

        Raises `SessionBusy`, `CorruptSession`, `StorageFull`, and `SetupError` for no room.
        """
        refuse_links(folder)  # before the lock is written
        read_manifest(folder)  # a folder that is no session gets no lock file
        check_room(folder)
        with ExitStack() as opened:
            _lock(folder, opened)
            manifest = read_manifest(folder)
            read_plan(folder, manifest.plan_sha256)
            check_recordings(folder, manifest)
            _, events = mend_logs(folder)
            for channel in absent_channels(folder, manifest, events):
                track_of(folder, channel)  # raises: what was said before is needed to go on
            mend_audio(folder, events)
            thaw_audio(folder)
            last_seq = events[-1].seq if events else -1
            writer = cls(folder, manifest, opened, last_seq=last_seq)
            writer._note_resumed()
            writer._opened = opened.pop_all()
        return writer

    @property
    def clock_position(self) -> int:
        """Samples of both recordings so far: the session clock."""
        return self._candidate.samples

    def event(self, event: Event) -> Event:
        """Log an event and return it as logged: one with `seq` -1 gets the next number."""
        if event.seq == -1:
            event = replace(event, seq=self._last_seq + 1)
        if event.seq <= self._last_seq:
            raise ValueError(f"event {event.seq} comes after event {self._last_seq}")
        self._events.append(encode_event(event))
        self._last_seq = event.seq
        return event

    def audio(self, candidate: Samples, interviewer: Samples) -> None:
        """Add as many samples of the one as of the other; the clock goes on by so many."""
        for audio in (candidate, interviewer):
            if audio.ndim != 1 or audio.dtype != np.int16:
                raise ValueError(f"audio must be mono int16, not {audio.dtype} {audio.shape}")
        if len(candidate) != len(interviewer):
            raise ValueError(f"{len(candidate)} samples cannot stand beside {len(interviewer)}")
        position = self.clock_position
        try:
            self._candidate.append(candidate)
            self._interviewer.append(interviewer)
        except StorageFull:
            self._candidate.cut(position)
            self._interviewer.cut(position)
            raise

    def exchange(self, exchange: Exchange) -> None:
        """Keep a call to the language model on the cassette."""
        self._exchanges.append(encode_exchange(exchange))

    def finish(self, status: EndStatus, reason: str) -> Manifest:
        """Close the session: FLAC for WAV, and a manifest that says how it ended.

        Raises `StorageFull` where there is no room for the FLAC; then all is closed, nothing is
        lost, and `sessions recover` finishes the work. May be called twice.
        """
        if self._closed:
            return self.manifest
        self._closed = True
        manifest = replace(
            self.manifest, status=status, end_reason=reason, samples=self.clock_position
        )
        with self._opened:  # lets go of the lock, also where the disk is full
            self._close_files()
            freeze_audio(self.folder)
            write_manifest(self.folder, manifest)
            self.manifest = manifest
        return manifest

    def close(self) -> None:
        """Let go of the session without finishing it: it can be recovered or resumed."""
        self._closed = True
        self._opened.close()

    def _close_files(self) -> None:
        for file in (self._events, self._exchanges, self._candidate, self._interviewer):
            file.close()

    def _note_resumed(self) -> None:
        self.manifest = replace(
            self.manifest,
            status="started",
            end_reason="",
            resumed=(*self.manifest.resumed, self.clock_position),
        )
        write_manifest(self.folder, self.manifest)

    def __enter__(self) -> "SessionWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _lock(folder: Path, opened: ExitStack) -> None:
    lock = SessionLock(folder)
    lock.acquire()
    opened.callback(lock.release)

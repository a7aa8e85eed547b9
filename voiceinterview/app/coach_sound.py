"""The moments that coach and machine disagree about, as sound for a page."""

from collections.abc import Sequence

from voiceinterview.coaching.judgments import CoachedSession
from voiceinterview.domain.speech import samples
from voiceinterview.errors import CorruptSession
from voiceinterview.report.clips import LARGEST_SOUND, LONGEST, MARGIN, embedded, encode
from voiceinterview.storage.stored_session import StoredSession, read_session

FULL = "Not every moment has its sound here: more would make the page too large."
GONE = "{session} cannot be played here: {problem}."


class CoachSound:
    """Clips of sessions, each made once, until the page is full. `note` says what is missing."""

    def __init__(self, sessions: Sequence[CoachedSession], *, audio: bool = True) -> None:
        self.note = ""
        self._folders = {session.session: session.folder for session in sessions}
        self._audio = audio
        self._stored: dict[str, StoredSession | None] = {}
        self._clips: dict[tuple[str, int, int], str] = {}
        self._used = 0

    def span(self, session: str, first: int, last: int) -> str:
        """The samples from `first` to `last` as what a player plays; "" where there is no sound."""
        stored = self._session(session) if self._audio and first < last else None
        if stored is None:
            return ""
        key = (session, first, last)
        if key not in self._clips:
            self._clips[key] = self._made(stored, first, min(last, first + samples(LONGEST)))
        return self._clips[key]

    def turn(self, session: str, number: int, _: int) -> str:
        """A turn of the candidate, by its number."""
        stored = self._session(session) if self._audio else None
        for turn in stored.transcript if stored is not None else ():
            if turn.number == number and turn.speaker == "candidate":
                return self.span(session, turn.start, turn.end)
        return ""

    def _made(self, stored: StoredSession, first: int, last: int) -> str:
        if self._used >= LARGEST_SOUND:
            self.note = FULL
            return ""
        margin = samples(MARGIN)
        try:
            audio = stored.candidate.read(max(0, first - margin), last + margin)
        except CorruptSession as error:
            self.note = GONE.format(session=stored.manifest.id, problem=error.problem)
            self._stored[stored.manifest.id] = None
            return ""
        clip = embedded(encode(audio))
        self._used += len(clip)
        return clip

    def _session(self, name: str) -> StoredSession | None:
        """None where nothing was spoken, or the session does not read any more."""
        if name not in self._stored:
            try:
                stored: StoredSession | None = read_session(self._folders[name])
            except (CorruptSession, KeyError):
                stored = None
            if stored is not None and stored.manifest.engines.recognizer is None:
                stored = None
            self._stored[name] = stored
        return self._stored[name]

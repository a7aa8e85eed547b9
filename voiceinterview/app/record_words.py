"""Words of record: the recording heard again, thoroughly, after an interview or any time later."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from voiceinterview import __version__
from voiceinterview.app.engines import Say
from voiceinterview.app.places import read_settings
from voiceinterview.app.scorecards import of_earlier_words
from voiceinterview.app.sessions import closed_session
from voiceinterview.app.settings import Settings
from voiceinterview.domain.manifest import EngineUsed
from voiceinterview.domain.speech import Word, text_of
from voiceinterview.domain.words_of_record import Utterance, WordsOfRecord
from voiceinterview.engines import registry
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import BadInput, CorruptSession, EngineError
from voiceinterview.interview.utterances import utterances_of
from voiceinterview.ports import Clock, Recognizer
from voiceinterview.report.wording import clock as clock_words
from voiceinterview.scoring.mishearings import misheard_warnings, mishearings
from voiceinterview.session.hearing import EDGE
from voiceinterview.session.transcription import hears_twice
from voiceinterview.session.worker import Worker
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.storage.transcripts import find_same, save_record

Heard = Mapping[int, tuple[Word, ...]]  # utterance -> its words by a thorough hearing


@dataclass(frozen=True)
class HeardAgain:
    """`path` is the file with the words; `added` is false where it was there already.

    `differing` counts utterances that were heard otherwise in the interview, `misheard` says which
    words of them mattered to it, and `outdated` counts scorecards that rate other words.
    """

    folder: Path
    path: Path
    added: bool
    record: WordsOfRecord
    differing: int
    misheard: tuple[str, ...]
    outdated: int


async def close_record(
    folder: Path, recognizer: Recognizer | None, heard: Heard, clock: Clock, say: Say
) -> None:
    """After the interview: hear what there was no time for in it, and keep all of it.

    Nothing where the engine has one way to hear. One that fails is told of: the words heard in
    the interview then stand. Raises `StorageFull`.
    """
    if recognizer is None or not hears_twice(recognizer):
        return
    stored = read_session(folder)
    if not any(spoken.turn is not None for spoken in utterances_of(stored.events)):
        return
    known = stored.record  # there is one where an interrupted interview was gone on with
    if known is not None and known.recognizer == _used(recognizer):
        heard = {**known.words, **heard}
    try:
        record = await hear_again(stored, recognizer, heard, clock, say)
    except (EngineError, CorruptSession) as error:
        say(f"{error.problem} {error.advice}".strip())
        say("What was heard in the interview stands.")
        return
    say(f"words of record: {save_record(folder, record)}")


async def transcribe_again(flags: dict[str, Any], session: str, say: Say) -> HeardAgain:
    """A session of any time, by the recognizer that the settings name.

    Raises `BadInput` for one that was typed, `SetupError`, `EngineError`, `SessionBusy`,
    `CorruptSession`, `StorageFull`.
    """
    settings = read_settings(flags)
    stored = closed_session(flags, session)
    if stored.manifest.engines.recognizer is None:
        raise BadInput(
            f"the answers in {stored.folder.name} were typed", "There is nothing to hear in it."
        )
    recognizer = _open(settings, flags, say)
    try:
        await asyncio.to_thread(recognizer.load)
        record = await hear_again(stored, recognizer, {}, SystemClock(), say)
    finally:
        recognizer.close()
    known = find_same(stored.folder, record)
    path = known or save_record(stored.folder, record)
    return _told(read_session(stored.folder), record, path, added=known is None)


async def hear_again(
    stored: StoredSession, recognizer: Recognizer, heard: Heard, clock: Clock, say: Say
) -> WordsOfRecord:
    """Every utterance of the candidate's turns; those that are `heard` already are not heard once
    more. Raises `EngineError`, `CorruptSession`."""
    spoken = [one.utterance for one in utterances_of(stored.events) if one.turn is not None]
    left = [one for one in spoken if one.number not in heard]
    if left:
        length = clock_words(sum(one.end - one.start for one in left))
        say(f"hearing {length} of the recording again, for the record ... (Ctrl-C: leave it)")
    found = await _in_a_thread(stored, recognizer, left)
    words = {**heard, **found}
    return WordsOfRecord(
        session=stored.manifest.id,
        at=clock.utc().isoformat(timespec="seconds"),
        recognizer=_used(recognizer),
        utterances=tuple(
            Utterance(one.number, one.start, one.end, tuple(words[one.number])) for one in spoken
        ),
        tool_version=__version__,
    )


async def _in_a_thread(
    stored: StoredSession, recognizer: Recognizer, utterances: list[Utterance]
) -> Heard:
    """One after the other; whoever cancels it waits for no more than a step of one."""
    track, vocabulary, left = stored.candidate, stored.plan.vocabulary, Event()

    def work(utterance: Utterance) -> tuple[Word, ...]:
        start = max(0, utterance.start - EDGE)
        audio = track.read(start, utterance.end + EDGE)
        return recognizer.transcribe(audio, start, vocabulary, thorough=True, abandoned=left.is_set)

    worker, found = Worker("record"), {}
    try:
        for utterance in utterances:
            found[utterance.number] = await asyncio.wrap_future(
                worker.submit(partial(work, utterance))
            )
    finally:
        left.set()
        worker.close()
    return found


def _used(recognizer: Recognizer) -> EngineUsed:
    return EngineUsed(recognizer.name, recognizer.settings())


def _open(settings: Settings, flags: dict[str, Any], say: Say) -> Recognizer:
    """Raises `SetupError`, `UnknownName`."""
    if settings.recognizer == "recorded":
        raise BadInput(
            "the recognizer recorded knows only what is stored beside a recording",
            "Name another: --recognizer faster-whisper",
        )
    factory = registry.resolve("recognizer", settings.recognizer)
    if settings.recognizer != "faster-whisper":
        made: Recognizer = factory()
        return made
    from voiceinterview.engines.speech.whisper_models import get_model

    model = settings.recognizer_model
    if "recognizer_model" not in flags and settings.record_model is not None:
        model = settings.record_model
    get_model(model, say, live=False)
    whisper: Recognizer = factory(model, progress=say)
    return whisper


def _told(stored: StoredSession, record: WordsOfRecord, path: Path, *, added: bool) -> HeardAgain:
    then = {one.utterance.number: one.utterance.words for one in utterances_of(stored.events)}
    differing = sum(
        text_of(words) != text_of(then.get(number, ())) for number, words in record.words.items()
    )
    misheard = mishearings(stored.heard, stored.transcript, stored.plan)
    return HeardAgain(
        folder=stored.folder,
        path=path,
        added=added,
        record=record,
        differing=differing,
        misheard=misheard_warnings(misheard),
        outdated=of_earlier_words(stored),
    )

"""The recording heard again: after the interview, and by `voiceinterview transcribe`."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny_whisper import make_tiny_whisper

from voiceinterview.app.rating import rate_session, records_of
from voiceinterview.app.record_words import close_record
from voiceinterview.app.scorecards import (
    damaged_in,
    kept_scorecards,
    latest_by_version,
    latest_scorecards,
    of_earlier_words,
)
from voiceinterview.cli.main import main
from voiceinterview.content.folders import find_content
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.speech import Word
from voiceinterview.errors import EngineError
from voiceinterview.interview.utterances import utterances_of
from voiceinterview.ports import Samples, never
from voiceinterview.storage.manifest_file import write_manifest
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.testing import VirtualClock

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"
FIRST = "I like my team"  # what the candidate says first
Out = pytest.CaptureFixture[str]


@pytest.fixture
def stored(tmp_path: Path) -> StoredSession:
    folder = tmp_path / "sessions" / "one"
    shutil.copytree(GOLDEN, folder, ignore=shutil.ignore_patterns(".lock*", "scorecards"))
    return read_session(folder)


class Shouting:
    """Hears what was heard in the interview, in capitals, and "drift" for "three"."""

    name = "shouting"
    two_passes = True

    def __init__(self, stored: StoredSession, error: Exception | None = None) -> None:
        self.known = [one.utterance for one in utterances_of(stored.events)]
        self.asked: list[tuple[int, bool]] = []
        self.error = error

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        if self.error is not None:
            raise self.error
        (one,) = [one for one in self.known if start <= one.start and one.end <= start + len(audio)]
        assert np.abs(audio).max() > 300, "the candidate is heard there"
        self.asked.append((one.number, thorough))
        return tuple(replace(word, text=word.text.upper()) for word in one.words)

    def settings(self) -> dict[str, Any]:
        return {"model": "capitals"}

    def close(self) -> None:
        """Nothing to let go of."""


async def heard_again(stored: StoredSession, recognizer: Any, heard: Any = None) -> list[str]:
    said: list[str] = []
    await close_record(stored.folder, recognizer, heard or {}, VirtualClock(), said.append)
    return said


async def test_all_that_was_said_is_heard_again_and_counts_from_then_on(stored) -> None:
    recognizer, before = Shouting(stored), stored.transcript
    said = await heard_again(stored, recognizer)
    numbers = [one.number for one in recognizer.known]
    assert recognizer.asked == [(number, True) for number in numbers] and len(numbers) > 9
    assert said[0].startswith("hearing 1:")
    assert "of the recording again, for the record" in said[0]
    for then, now in zip(before, stored.transcript, strict=True):
        assert now.text == (then.text.upper() if then.speaker == "candidate" else then.text)
    assert stored.heard == before


async def test_what_was_heard_again_in_the_interview_is_not_once_more(stored) -> None:
    recognizer = Shouting(stored)
    first, *others = recognizer.known
    await heard_again(stored, recognizer, {1: (Word("Indeed.", first.start, first.end),)})
    assert [number for number, _ in recognizer.asked] == [one.number for one in others]
    following = others[0].words[0].text.upper()
    assert stored.transcript[1].text.startswith(f"Indeed. {following}")


async def test_an_interview_that_was_gone_on_with_is_not_heard_from_the_start(stored) -> None:
    await heard_again(stored, Shouting(stored))
    later = Shouting(stored)
    await heard_again(stored, later)
    assert later.asked == []
    assert stored.transcript[1].text.isupper()


async def test_an_engine_that_fails_leaves_the_words_of_the_interview(stored) -> None:
    failing = Shouting(stored, EngineError("recognizer", "Out of memory.", "Close something."))
    said = await heard_again(stored, failing)
    assert said[-2:] == [
        "Out of memory. Close something.",
        "What was heard in the interview stands.",
    ]
    assert stored.record is None


async def test_nothing_is_heard_again_where_an_engine_hears_once(stored) -> None:
    once = Shouting(stored)
    once.two_passes = False
    assert await heard_again(stored, once) == await heard_again(stored, None) == []
    assert (once.asked, stored.record) == ([], None)


def by_stage(cards: Sequence[Scorecard]) -> dict[str, Scorecard]:
    return {card.stage: card for card in cards}


async def test_a_rating_stands_by_the_words_that_it_was_made_of(stored) -> None:
    content = find_content(None)
    before = await rate_session(stored, content, VirtualClock(), None)
    assert by_stage(latest_scorecards(stored)) == by_stage(before)
    assert of_earlier_words(stored) == 0
    await heard_again(stored, Shouting(stored))
    assert len(kept_scorecards(stored)) == len(before)
    assert damaged_in(stored.folder, stored) == ()
    assert (latest_scorecards(stored), of_earlier_words(stored)) == ((), len(before))
    cards, (told,) = latest_by_version(stored)
    assert cards == ()
    assert f"{len(before)} ratings of words from before the recording was heard again" in told
    after = await rate_session(stored, content, VirtualClock(), None)
    assert by_stage(latest_scorecards(stored)) == by_stage(after)
    quote = next(
        finding.evidence.quote
        for entry in after[0].coverage
        for finding in entry.findings
        if finding.evidence is not None
    )
    assert quote.isupper()


async def test_a_rater_is_told_what_the_interview_heard_otherwise(stored) -> None:
    recognizer = Shouting(stored)
    recognizer.known = [
        replace(
            one, words=tuple(replace(w, text=w.text.replace("prior", "pryer")) for w in one.words)
        )
        for one in recognizer.known
    ]
    await heard_again(stored, recognizer)
    warned = {record.stage: record.warnings for record in records_of(stored)}
    assert not warned["recruiter-screen"]
    assert any(
        "“PRYER” was heard in the interview as “prior”" in line
        for line in warned["ml-stats-deep-dive"]
    ), warned


# --- the command --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_whisper(tmp_path_factory.mktemp("whisper") / "tiny", "I told my manager")


def broken_off(stored: StoredSession) -> bytes:
    """Only the first answer is left of the log, which is returned."""
    path = stored.folder / "events.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    end = next(n for n, line in enumerate(lines) if b'"end_turn"' in line)
    path.write_bytes(b"".join(lines[: end + 1]))
    return path.read_bytes()


def command(stored: StoredSession, *words: str, code: int = 0) -> None:
    assert main([words[0], str(stored.folder), *words[1:]]) == code


def test_a_session_is_transcribed_and_shown_in_both_ways(
    stored: StoredSession, whisper: Path, capsys: Out
) -> None:
    log = broken_off(stored)
    command(stored, "transcribe", "--recognizer-model", str(whisper), "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["added"] and told["settings"]["model"] == "tiny"
    assert told["utterances"] == len(utterances_of(read_session(stored.folder).events))
    assert Path(told["file"]) == stored.folder / "transcripts" / "faster-whisper-tiny.json"
    assert (stored.folder / "events.jsonl").read_bytes() == log

    assert main(["sessions", "show", str(stored.folder)]) == 0
    shown = capsys.readouterr().out
    assert "of record: faster-whisper tiny" in shown and f"candidate:   {FIRST}" not in shown
    assert main(["sessions", "show", str(stored.folder), "--transcript", "quick", "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["words"] == "as heard in the interview"
    assert plain["turns"][1]["text"].startswith(FIRST)

    command(stored, "transcribe", "--recognizer-model", str(whisper))
    again = capsys.readouterr()
    assert "the same words are there already" in again.err
    assert again.out.strip() == told["file"]


def test_words_of_record_that_are_not_there_are_not_shown(stored, capsys: Out) -> None:
    assert main(["sessions", "show", str(stored.folder), "--transcript", "record"]) == 2
    assert "voiceinterview transcribe" in capsys.readouterr().err


def test_what_was_typed_cannot_be_heard(stored, capsys: Out) -> None:
    engines = replace(stored.manifest.engines, recognizer=None)
    write_manifest(stored.folder, replace(stored.manifest, engines=engines))
    command(stored, "transcribe", code=2)
    assert "were typed" in capsys.readouterr().err


def test_a_recognizer_that_reads_from_a_file_hears_nothing(stored, capsys: Out) -> None:
    command(stored, "transcribe", "--recognizer", "recorded", code=2)
    assert "--recognizer faster-whisper" in capsys.readouterr().err

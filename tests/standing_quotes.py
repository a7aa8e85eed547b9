"""A pytest plugin: when all tests are over, every scorecard that they left in their folders is
read again: each quote in it must stand in the transcript of its session that it rates, each line
and run of code in the log.

The run fails where one does not; how many were looked at is said at its end. Cards that a test
damaged on purpose do not read, and are no cards.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from voiceinterview.app.scorecards import Held
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.errors import VoiceInterviewError
from voiceinterview.scoring.scorecard_file import parse_scorecard
from voiceinterview.scoring.standing import (
    code_amiss,
    code_of,
    evidence_of,
    quotes_amiss,
    rated_transcript,
)
from voiceinterview.storage.layout import EVENTS, SCORECARDS, TRANSCRIPTS
from voiceinterview.storage.stored_session import read_session

KEY = "standing_quotes"


@dataclass
class Looked:
    """What was looked at; copies of one card on one transcript count once."""

    cards: int = 0
    quotes: int = 0
    amiss: tuple[str, ...] = ()

    def __add__(self, other: "Looked") -> "Looked":
        return Looked(
            self.cards + other.cards, self.quotes + other.quotes, self.amiss + other.amiss
        )


def look_through(root: Path) -> Looked:
    """Every session with scorecards below `root`."""
    looked = Looked()
    seen: set[tuple[str, str]] = set()
    sessions: dict[str, Held | None] = {}
    for folder in _rated(root):
        held = _held(folder)
        for path, text in _texts(folder / SCORECARDS):
            key = (held, sha256(text.encode()).hexdigest())
            if key in seen:
                continue
            seen.add(key)
            if held not in sessions:
                sessions[held] = _session(folder)
            card, session = _card(text), sessions[held]
            if card is not None and session is not None:
                looked += _looked(path, card, session)
    return looked


def _rated(root: Path) -> list[Path]:
    walk = os.walk(root)
    return [Path(top) for top, folders, files in walk if SCORECARDS in folders and EVENTS in files]


def _texts(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.glob("*.json")):
        if path.is_file() and not path.is_symlink():
            yield path, path.read_text(encoding="utf-8", errors="replace")


def _held(folder: Path) -> str:
    """Names all that transcripts are made of."""
    records = (folder / TRANSCRIPTS).glob("*.json")
    files = [folder / EVENTS, *sorted(path for path in records if path.is_file())]
    return sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _session(folder: Path) -> Held | None:
    """None where it does not read."""
    try:
        stored = read_session(folder, links_beside=True)
        return Held(stored, (stored.transcript, *stored.earlier_transcripts))
    except VoiceInterviewError:
        return None


def _card(text: str) -> Scorecard | None:
    try:
        return parse_scorecard(text, "")
    except VoiceInterviewError:
        return None


def _looked(path: Path, card: Scorecard, session: Held) -> Looked:
    turns = rated_transcript(card, session.transcripts)
    wrong = [f"{path}: “{one.quote}” (turn {one.turn})" for one in quotes_amiss(card, turns)]
    wrong += [f"{path}: {one}" for one in code_amiss(card, session.record(card.stage, turns))]
    count = sum(1 for _ in evidence_of(card)) + sum(1 for _ in code_of(card))
    return Looked(1, count, tuple(wrong))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In each process that ran tests; a worker hands on what it found."""
    leads = session.config.pluginmanager.hasplugin("dsession")
    factory = getattr(session.config, "_tmp_path_factory", None)
    base = getattr(factory, "_basetemp", None)  # None where no test asked for a folder
    looked = Looked() if leads or base is None else look_through(base)
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[KEY] = [looked.cards, looked.quotes, list(looked.amiss)]
        return
    session.config.stash[FOUND] = session.config.stash.get(FOUND, Looked()) + looked
    if session.config.stash[FOUND].amiss:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


FOUND = pytest.StashKey[Looked]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """In the process that leads the workers."""
    told = getattr(node, "workeroutput", {}).get(KEY)
    if told is not None:
        cards, quotes, amiss = told
        stash = node.config.stash  # type: ignore[attr-defined]
        stash[FOUND] = stash.get(FOUND, Looked()) + Looked(cards, quotes, tuple(amiss))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    looked = config.stash.get(FOUND, Looked())
    if looked.cards:
        count = f"{looked.quotes} pieces of evidence in {looked.cards} scorecards of the tests"
        verdict = f"{len(looked.amiss)} stand nowhere" if looked.amiss else "all stand"
        terminalreporter.write_line(f"{count}: {verdict}", red=bool(looked.amiss))
    for line in looked.amiss:
        terminalreporter.write_line(f"  {line}", red=True)

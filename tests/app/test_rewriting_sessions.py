"""Which answers of a session are reworded, what of it is kept, and what is read again."""

import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from voiceinterview.app.reporting import report_source
from voiceinterview.app.rewriting import Which, rewrite_session, rewrites_of
from voiceinterview.app.scorecards import latest_scorecards
from voiceinterview.content.folders import find_content
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.ratings import Calls
from voiceinterview.domain.rewrites import Rewrite
from voiceinterview.report.html import render_html
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.testing import VirtualClock

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"
HERS = (
    "We met the date with one region missing. We were three people, and with five weeks left we "
    "had work for eight. I made three lists."
)
LIE = "I saved 35 percent with Kubernetes."


class Writer:
    """A `LanguageModel` that writes the same for every answer."""

    name = "writer"

    def __init__(self, model: str = "writer-1") -> None:
        self.model = model
        self.asked: list[ReplyRequest] = []

    async def load(self) -> None:
        """Nothing to load."""

    async def stream(self, request: ReplyRequest) -> AsyncIterator[ReplyPart]:
        self.asked.append(request)
        yield ReplyPart(json.dumps({"answer": f"{HERS} {LIE}"}))
        yield ReplyPart("", Usage(self.model, 400, 100, 0.001))

    def settings(self) -> dict[str, Any]:
        return {"model": self.model}

    async def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def stored(tmp_path: Path) -> StoredSession:
    ignore = shutil.ignore_patterns(".lock*")
    return read_session(shutil.copytree(GOLDEN, tmp_path / "held", ignore=ignore))


@pytest.fixture
def reword(stored: StoredSession):
    said: list[str] = []

    async def reword(
        writer: Writer, which: Which = "named", *, answered: int = 1
    ) -> tuple[tuple[Rewrite, ...], list[str]]:
        content = find_content()
        cards = latest_scorecards(stored)
        rated = replace(
            cards[0], rater=replace(cards[0].rater, kind="model"), calls=Calls(3, answered)
        )
        source = report_source(stored, cards, content)
        said.clear()
        found = await rewrite_session(
            stored, content, VirtualClock(), writer, (rated,), source, which, said.append
        )
        return found, list(said)

    return reword


def files(stored: StoredSession) -> list[str]:
    return sorted(path.name for path in (stored.folder / "rewrites").glob("*"))


async def test_those_that_the_report_names_are_reworded_and_kept(reword, stored) -> None:
    writer = Writer()
    found, said = await reword(writer)
    assert len(found) == 2
    (kept,) = (one for one in found if one.status == "kept")
    assert (kept.text, kept.question) == (HERS, "star-deadline-scope")
    assert said[-1] == "reworded: 1 of 2 (4 calls, 2,000 tokens, cost $0.0040)"
    assert len(files(stored)) == 2

    content = find_content()
    source = report_source(stored, latest_scorecards(stored), content)
    assert source.rewrites == found
    page = render_html(source)
    assert HERS in page and LIE not in page


async def test_what_stands_is_not_asked_again_and_nothing_is_written_over(reword, stored) -> None:
    await reword(Writer())
    before = {name: (stored.folder / "rewrites" / name).read_bytes() for name in files(stored)}
    again = Writer()
    found, said = await reword(again)
    assert (again.asked, said, len(found)) == ([], [], 2)
    other, _ = await reword(Writer("writer-2"))
    assert {one.model for one in other} == {"writer-2"}
    after = {name: (stored.folder / "rewrites" / name).read_bytes() for name in files(stored)}
    assert len(after) == 4
    assert before.items() <= after.items()


async def test_none_and_a_model_that_never_answered_ask_nobody(reword, stored) -> None:
    writer = Writer()
    assert await reword(writer, "none") == ((), [])
    assert await reword(writer, answered=0) == ((), [])
    assert writer.asked == []
    assert not (stored.folder / "rewrites").exists()


async def test_a_file_that_was_tampered_with_shows_no_lie(reword, stored) -> None:
    await reword(Writer())
    file = stored.folder / "rewrites" / "star-deadline-scope--writer-1.json"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "text": f"{HERS} {LIE}"}))
    (stored.folder / "rewrites" / "x.json").write_text("{")
    assert not any(one.text for one in rewrites_of(stored))
    file.write_text(json.dumps({**told, "words_sha256": "of another answer"}))
    assert len(rewrites_of(stored)) == 1

"""The reports that are looked at, and the browser that they are looked at in.

Chromium comes from the system (Debian: `apt-get install chromium`); CHROMIUM may name another.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from voiceinterview.app.rating import rate_session
from voiceinterview.app.reporting import clips_for, report_source
from voiceinterview.content.folders import find_content
from voiceinterview.domain.code_runs import CheckResult, CodeRun
from voiceinterview.domain.observations import CodeRan
from voiceinterview.domain.ratings import Calls, CodeEvidence, Rater, Rating, Scorecard
from voiceinterview.report.html import render_html
from voiceinterview.report.source import ReportSource
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.testing import VirtualClock

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "recordings" / "golden" / "session"
LEVELS = (3, 2, 4, 1)
CODE = "def export(rows):\n    for row in rows:\n        write(row)\n"
NO_BROWSER = "There is no Chromium. On Debian or Ubuntu: sudo apt-get install chromium"


async def golden(folder: Path) -> tuple[StoredSession, ReportSource]:
    """A copy of the golden session in `folder`, rated by the checklist alone."""
    held = folder / "session"
    shutil.copytree(GOLDEN, held, ignore=shutil.ignore_patterns(".lock*", "scorecards"))
    stored = read_session(held)
    content = find_content()
    cards = await rate_session(stored, content, VirtualClock(), None)
    return stored, replace(report_source(stored, cards, content), name="latest")


def with_levels(source: ReportSource) -> ReportSource:
    """The same as if a model had rated it, with all that a page can have. No model has."""
    judged = tuple(map(_judged, source.scorecards))
    first, *stages = source.plan.stages
    question, *questions = first.questions
    question = replace(question, shown=CODE, shown_language="python", context="It runs nightly.")
    first = replace(first, questions=(question, *questions))
    turns = tuple(
        replace(turn, text=f"{turn.text} It is in line two.") if turn.number == 2 else turn
        for turn in source.turns
    )
    written = stages[0].questions[0].id
    runs = (
        CodeRun(1, written, "python", CODE, (CheckResult("no rows", False, "expected 0"),), "done"),
        CodeRun(2, written, "python", CODE, (CheckResult("no rows", True),), submitted=True),
    )
    return replace(
        source,
        scorecards=(*source.scorecards, *judged),
        ran=tuple(CodeRan(seq=n, at=1_600_000 + n, run=run) for n, run in enumerate(runs)),
        plan=replace(source.plan, stages=(first, *stages)),
        turns=turns,
    )


def page_of(stored: StoredSession, source: ReportSource, path: Path) -> Path:
    path.write_text(render_html(source, clips_for(stored, source, path)), encoding="utf-8")
    return path


@contextmanager
def browser() -> Iterator[Browser]:
    """Exits where there is none, with what to do."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    if program is None:
        sys.exit(NO_BROWSER)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            yield chromium
        finally:
            chromium.close()


def _judged(card: Scorecard) -> Scorecard:
    found = [one.evidence for entry in card.coverage for one in entry.findings if one.evidence]
    unsure = replace(found[-1], doubtful=(found[-1].quote.split()[0],), status="repaired")
    cited = (
        CodeEvidence("line", "p-value-three-percent", 2, 2, "    for row in rows:", True),
        CodeEvidence("run", "p-value-three-percent", 1, 0, "0 of 1 checks passed", True),
        CodeEvidence("line", "p-value-three-percent", 2, 1, "def export(rows):", False),
    )
    ratings = tuple(
        Rating(
            one.criterion, one.weight, one.question, "scored", level=LEVELS[n % 4],
            anchor="Says what was done, and why.", why="It stops before what another way costs.",
            evidence=(found[n % len(found)], unsure), flag="" if n else "Each quote is unsure.",
            confidence="medium", code=cited,
        )
        for n, one in enumerate(card.ratings[:-1])
    )  # fmt: skip
    last = card.ratings[-1]
    failed = Rating(last.criterion, last.weight, last.question, "unscored", reason="No answer.")
    return replace(
        card,
        ratings=(*ratings, failed),
        score=stage_score((*ratings, failed)),
        rater=Rater("model", "model-made-up", "made-up", "rate-criterion@1.1.0"),
        calls=Calls(9, 9),
        coverage=(),
        warnings=("Made up, to be looked at.",),
        orders=(found[0],),
        code_orders=cited[:1],
    )

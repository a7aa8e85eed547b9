"""A coding task on the screen: what it is, where the code lies, what came of running it."""

import asyncio
import io
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console
from small_plan import question, small_plan, stage

from voiceinterview.cli.keys import KEYS, LineReader
from voiceinterview.cli.live_screen import LiveScreen
from voiceinterview.cli.plain_screen import PlainScreen
from voiceinterview.cli.shown_code import shown_lines
from voiceinterview.cli.shown_task import CHECKS, PRINTED, place_of, run_lines
from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CheckResult, CodeRun
from voiceinterview.domain.speech import FRAME
from voiceinterview.errors import SetupError
from voiceinterview.interview.state import State
from voiceinterview.session.doors import Tick
from voiceinterview.testing import ScriptedWorkbench

TABLE = "| argument | meaning |\n| --- | --- |\n| `rows` | numbers |"
TASK = replace(
    question("sum", "Write a sum."),
    format="coding",
    key_points=(),
    shown="def solve(rows): ...\n",
    shown_language="python",
    context=TABLE,
)
FAILS = CodeRun(
    1, "sum", "python", "code",
    checks=(CheckResult("ones", True), CheckResult("empty", False, "expected 0\ngave None")),
    output="hello\n\tworld\n",
)  # fmt: skip
ASKED = e.AskQuestion(at=0, stage="one", question="sum", follow_up=0)


@pytest.fixture
def tick() -> Tick:
    plan = small_plan(stage("one", TASK, question("q2", "And now?")))
    bench = ScriptedWorkbench([], Path("/somewhere/exercise"))
    return Tick(at=0, frame=np.zeros(FRAME, np.int16), state=State(plan), workbench=bench)


def shown(screen: PlainScreen, stream: io.StringIO, tick: Tick, *events: e.Event) -> str:
    for event in events:
        screen.happened(event)
        screen.tick(tick)
    return stream.getvalue()


def test_a_plain_screen_shows_the_task_as_it_is_written_and_the_path(tick: Tick) -> None:
    stream = io.StringIO()
    text = shown(PlainScreen(stream), stream, tick, ASKED)
    assert "    | argument | meaning |\n    | --- | --- |\n" in text
    assert "your code: /somewhere/exercise/sum/solution.py\n    x runs it" in text
    assert "def solve" not in text  # it lies in her file


def test_who_types_is_told_of_lines_and_not_of_keys(tick: Tick) -> None:
    stream = io.StringIO()
    assert "    /x runs it" in shown(PlainScreen(stream, typed=True), stream, tick, ASKED)


def test_after_a_break_it_is_shown_again(tick: Tick) -> None:
    stream = io.StringIO()
    text = shown(PlainScreen(stream), stream, tick, e.SessionResumed(at=0))
    assert "your code: " in text


def test_no_frame_of_the_live_screen_cuts_the_path(tick: Tick) -> None:
    screen, stream = LiveScreen(), io.StringIO()
    screen._console = screen._live.console = Console(file=stream, width=60)
    deep = ScriptedWorkbench([], Path("/", *["a-long-name-of-a-folder"] * 4))
    screen.happened(ASKED)
    screen.tick(replace(tick, workbench=deep))
    assert f"your code: {deep.file('sum')}\n" in stream.getvalue()
    assert "argument" in stream.getvalue()
    screen.happened(e.CodeRan(at=0, run=FAILS))
    assert "gave None" in stream.getvalue()


def test_the_key_is_named_where_there_is_code_to_run(tick: Tick) -> None:
    def keys(of: Tick) -> str:
        printed = Console(file=io.StringIO(), width=100)
        printed.print(LiveScreen()._picture(of))
        return printed.file.getvalue()  # type: ignore[attr-defined, no-any-return]

    assert "x: run my code" in keys(tick)
    assert "x: run" not in keys(replace(tick, state=State(small_plan())))


def test_a_path_below_the_working_folder_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of(TASK, ScriptedWorkbench([], tmp_path / "here")) == "here/sum/solution.py"


def test_a_file_that_cannot_be_made_is_told_in_its_place() -> None:
    class Full(ScriptedWorkbench):
        def file(self, question: str) -> Path:
            raise SetupError("the disk is full", "Make room.")

    assert "the disk is full" in place_of(TASK, Full([]))


def test_what_failed_and_what_was_printed_is_shown() -> None:
    assert list(run_lines(FAILS)) == [
        "not yet: empty", "    expected 0", "    gave None", "printed:", "    hello",
        "        world",
    ]  # fmt: skip


def test_much_is_cut_and_nothing_that_a_terminal_would_obey_is_shown() -> None:
    many = tuple(CheckResult(f"check {n}\x1b[2J", False, "no") for n in range(CHECKS + 3))
    lines = list(run_lines(replace(FAILS, checks=many, output="line\n" * 200)))
    assert "... and 3 more" in lines and "    ... and 170 more lines" in lines
    assert len(lines) == 2 * CHECKS + PRINTED + 3
    assert "\x1b" not in "".join(lines)


def test_what_was_handed_in_is_talked_about_and_not_listed() -> None:
    assert list(run_lines(replace(FAILS, submitted=True))) == []


def test_elsewhere_the_task_keeps_its_lines_too() -> None:
    assert list(shown_lines(TASK))[:3] == TABLE.splitlines()


# --- /x -----------------------------------------------------------------------------------------


async def lines_read(
    monkeypatch: pytest.MonkeyPatch,
    lines: str,
    *happens: e.Event,
    told: list[str] | None = None,
) -> list[str]:
    """What a reader that waits has made of a pipe's lines after `happens`."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    read: list[str] = []
    reader = LineReader((told if told is not None else []).append, waits=True)
    reader.start(lambda command, text: read.append(command))
    for event in happens:
        reader.happened(event)
    before = -1
    while len(read) != before:
        before = len(read)
        await asyncio.sleep(0.05)
    reader.stop()
    await asyncio.sleep(0.05)  # its thread reads one more line before it sees that
    return read


FLOOR = e.GiveFloor(at=0, to="candidate")
RUN = e.CandidateCommand(at=0, command="run")
BEGUN = e.RunCode(at=0, run=1, question="sum")


async def test_after_x_the_next_line_waits_for_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEYS["x"] == "run"
    lines = "/x\nIt is a sum.\n"
    assert await lines_read(monkeypatch, lines, FLOOR, RUN, BEGUN) == ["run"]
    ran = e.CodeRan(at=0, run=FAILS)
    told = e.Notice(at=0, text="Run 1: ...")
    assert await lines_read(monkeypatch, lines, FLOOR, RUN, BEGUN, ran, told) == ["run", "say"]


async def test_where_there_is_nothing_to_run_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    told = e.Notice(at=0, text="There is no code to run here.")
    assert await lines_read(monkeypatch, "/x\nYes.\n", FLOOR, RUN, told) == ["run", "say"]


async def test_what_is_handed_in_reads_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    submitted = e.CodeRan(at=0, run=replace(FAILS, submitted=True))
    begun = replace(BEGUN, submitted=True)
    assert await lines_read(monkeypatch, "A.\nB.\n", FLOOR, begun, submitted) == ["say"]


async def test_a_pause_of_a_pipe_ends_where_its_next_line_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paused = (FLOOR, e.PauseSession(at=0))
    told = e.Notice(at=0, text="Paused. /p goes on.")
    lines = "/p\nYes.\n/pause\nNo.\n"
    assert await lines_read(monkeypatch, lines, *paused) == ["pause", "say"]
    assert await lines_read(monkeypatch, lines, *paused, told) == ["pause", "say", "pause"]
    went_on = (told, e.ResumeSession(at=0), FLOOR)
    assert await lines_read(monkeypatch, lines, *paused, *went_on) == [
        "pause",
        "say",
        "pause",
        "say",
    ]


async def test_a_mistyped_key_is_no_answer_and_the_next_line_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    lines = "/z\nq\n/quiet\n/etc/hosts is a file.\n"
    assert await lines_read(monkeypatch, lines, FLOOR, told=told) == ["say"]
    assert [line.split(";")[0] for line in told] == [
        "there is no /z", "a key is typed with a slash, /q", "there is no /quiet",
    ]  # fmt: skip


def test_at_a_keyboard_the_keys_are_told_first_and_a_note_brings_the_prompt_back(
    tick: Tick,
) -> None:
    stream = io.StringIO()
    screen = PlainScreen(stream, prompt=True, typed=True)
    screen.open()
    assert stream.getvalue().startswith("keys: a line is an answer; /p pause, ")
    screen.note("not yet hers")
    text = shown(screen, stream, tick, FLOOR)
    assert text.endswith("note: not yet hers\n> ")
    screen.note("no key")
    assert stream.getvalue().endswith("> note: no key\n> ")
    assert "/p goes on" in shown(screen, stream, tick, e.PauseSession(at=0))

"""Her file is hers, and what runs it is a process that leaves nothing behind."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from voiceinterview.content.exercises import load_exercise_files
from voiceinterview.content.folders import find_content
from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.observations import CodeRan
from voiceinterview.engines.code.process import FLOOD, OUTPUT_KEPT
from voiceinterview.engines.code.wording import LONGEST as LONGEST_MESSAGE
from voiceinterview.engines.code.workbench import LONGEST, ExerciseBench
from voiceinterview.errors import SetupError
from voiceinterview.storage.event_log import encode_event, read_events

CONTENT = find_content()
FILES = load_exercise_files(CONTENT, "data-scientist-ml")
FOLDER = CONTENT.prompts / "data-scientist-ml" / "exercises"
PYTHON, SQL = "merge-intervals", "checkout-funnel"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")


@pytest.fixture
def bench(tmp_path: Path) -> ExerciseBench:
    return ExerciseBench(tmp_path / "exercise", FILES)


async def run(bench: ExerciseBench, code: str, question: str = PYTHON) -> CodeRun:
    bench.file(question).write_text(code, encoding="utf-8")
    return await bench.run(question, 1)


# Her file


def test_a_file_is_made_of_the_starter_and_never_written_again(bench: ExerciseBench) -> None:
    path = bench.file(PYTHON)
    assert (path.parent.name, path.name) == (PYTHON, "solution.py")
    assert path.read_text(encoding="utf-8") == FILES[PYTHON].starter
    path.write_text("mine", encoding="utf-8")
    assert bench.file(PYTHON) == path
    assert path.read_text(encoding="utf-8") == "mine"
    assert bench.file(SQL).name == "solution.sql"


@pytest.mark.parametrize("name", ["../../etc/passwd", "nothing-known", "", "/tmp"])
async def test_a_name_that_is_no_exercise_becomes_no_path(
    bench: ExerciseBench, tmp_path: Path, name: str
) -> None:
    with pytest.raises(SetupError, match="no exercise"):
        bench.file(name)
    assert "no exercise" in (await bench.run(name, 1)).problem
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "exercise").write_text("a file is in the way", encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        ExerciseBench(tmp_path / "exercise", FILES).file(PYTHON)
    assert "--sessions" in caught.value.advice


async def test_what_cannot_be_read_is_the_runs_problem(bench: ExerciseBench) -> None:
    path = bench.file(PYTHON)
    path.write_bytes(b"# fine\n# caf\xe9\n")
    found = await bench.run(PYTHON, 1)
    assert "not UTF-8 (line 2)" in found.problem and found.code == ""
    path.write_text("#" * (LONGEST + 1), encoding="utf-8")
    assert f"more than {LONGEST:,} characters" in (await bench.run(PYTHON, 2)).problem
    path.write_bytes(b"#" * (8 * LONGEST))
    assert f"more than {LONGEST:,} characters" in (await bench.run(PYTHON, 3)).problem
    path.unlink()
    assert "is not there: save your code" in (await bench.run(PYTHON, 4)).problem


async def test_an_editor_of_windows_does_no_harm(bench: ExerciseBench) -> None:
    bench.file(PYTHON).write_bytes(b"\xef\xbb\xbfdef solve(spans):\r\n    return 1 / 0\r\n")
    found = await bench.run(PYTHON, 1)
    assert found.code == "def solve(spans):\n    return 1 / 0\n"
    assert found.checks[0].message.startswith("line 2: ZeroDivisionError")


# What comes of a run


async def test_a_right_solution_passes_every_check(bench: ExerciseBench) -> None:
    code = (FOLDER / "python" / PYTHON / "solution_a.py").read_text(encoding="utf-8")
    bench.file(PYTHON).write_text(code, encoding="utf-8")
    found = await bench.run(PYTHON, 3, submitted=True)
    assert (found.number, found.question, found.language) == (3, PYTHON, "python")
    assert found.submitted and found.code == code and found.problem == ""
    assert found.passed == len(found.checks) >= 6
    assert found.checks[0].name == "overlapping ones become one"
    assert 0 < found.seconds < 10


async def test_a_right_query_passes_and_a_wrong_one_is_told_its_first_row(
    bench: ExerciseBench,
) -> None:
    right = (FOLDER / "sql" / SQL / "solution_b.sql").read_text(encoding="utf-8")
    found = await run(bench, right, SQL)
    assert found.passed == len(found.checks) >= 4
    wrong = (FOLDER / "sql" / SQL / "wrong_whole_division.sql").read_text(encoding="utf-8")
    message = (await run(bench, wrong, SQL)).checks[0].message
    assert message == "row 2 should be (2, 'cart', 195, 46.8), and is (2, 'cart', 195, 46.0)"


async def test_what_was_found_before_a_loop_without_an_end_stands(tmp_path: Path) -> None:
    code = """
def solve(spans):
    print("called with", len(spans))
    while len(spans) == 4:
        pass
    return [(1, 6), (8, 9)]
"""
    found = await run(ExerciseBench(tmp_path, FILES, seconds=0.6), code)
    assert [check.passed for check in found.checks[:2]] == [True, True]
    assert found.checks[2].message == (
        "It still ran after 0.6 s and was stopped: is there a loop without an end?"
    )
    assert {check.message for check in found.checks[3:]} == {
        "not tried: the check before it did not come to an end"
    }
    assert found.output == "called with 3\ncalled with 3\ncalled with 4\n"
    assert found.problem == ""


async def test_a_loop_outside_of_the_function_is_a_problem(tmp_path: Path) -> None:
    found = await run(ExerciseBench(tmp_path, FILES, seconds=0.4), "while True: pass")
    assert found.checks == ()
    assert found.problem.startswith("No check could be tried. It still ran after 0.4 s")


async def test_a_flood_of_output_is_stopped_and_cut(bench: ExerciseBench) -> None:
    found = await run(bench, f"while True: print('x' * {FLOOD // 50})")
    assert found.problem == "No check could be tried. It printed without an end and was stopped."
    assert OUTPUT_KEPT < len(found.output) < OUTPUT_KEPT + 50
    assert found.output.endswith("[the rest is cut off]")


async def test_leaving_the_process_is_a_failed_check(bench: ExerciseBench) -> None:
    found = await run(bench, "import os\ndef solve(spans): os._exit(3)")
    assert found.checks[0].message.startswith("It left by itself, with exit status 3")
    assert not any(check.passed for check in found.checks)


@posix_only
async def test_a_crash_of_the_interpreter_is_a_failed_check(bench: ExerciseBench) -> None:
    code = "import os, signal\ndef solve(spans): os.kill(os.getpid(), signal.SIGSEGV)"
    assert (await run(bench, code)).checks[0].message == "The system ended it (SIGSEGV)."


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts address space")
async def test_memory_has_a_limit(bench: ExerciseBench) -> None:
    found = await run(bench, "def solve(spans): return bytearray(1 << 34)")
    assert found.checks[0].message.startswith("line 1: MemoryError")


async def test_nothing_of_ours_is_in_its_reach_by_accident(
    bench: ExerciseBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-ours")
    code = """
import os, sys
print(sorted(os.environ), os.environ["HOME"] == os.getcwd(), os.listdir("."))
print(repr(sys.stdin.read()), os.isatty(0))
for fd in range(3, 10):
    try:
        os.write(fd, b'["result", 0, true, ""]\\n')  # no line of the child's own
    except OSError:
        pass
def solve(spans): return None
"""
    found = await run(bench, code)
    assert "KEY" not in found.output and str(Path.home()) not in found.output
    assert "True []\n'' False\n" in found.output
    assert not found.checks[0].passed


async def test_what_would_steer_a_terminal_is_replaced(bench: ExerciseBench) -> None:
    found = await run(
        bench, "print('\\x1b[2Jgrün')\ndef solve(spans): raise ValueError('\\x1b[1m')"
    )
    assert found.output == "\N{REPLACEMENT CHARACTER}[2Jgrün\n"
    assert "\x1b" not in found.checks[0].message


@posix_only
async def test_what_it_has_begun_goes_with_it(bench: ExerciseBench) -> None:
    code = """
import subprocess, sys
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid)
def solve(spans): return []
"""
    found = await run(bench, code)
    await gone(int(found.output))
    assert found.checks and found.seconds < 5


@posix_only
async def test_a_run_that_is_cancelled_leaves_nothing(bench: ExerciseBench, tmp_path: Path) -> None:
    sign = tmp_path / "pid"
    os.mkfifo(sign)  # opened for reading once the code is there, without a wait for a file
    code = f"import os\nopen({str(sign)!r}, 'w').write(str(os.getpid()))\nwhile True: pass"
    running = asyncio.create_task(run(bench, code))
    pid = int(await asyncio.to_thread(sign.read_text))
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await gone(pid)


async def gone(pid: int) -> None:
    """Killed it is at once; who was adopted by another process is taken away by that one."""
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if zombie(pid):
            return
        await asyncio.sleep(0)


def zombie(pid: int) -> bool:
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


# Code that takes the child's own tools away from it

FINDS_TELL = """
import sys
frame = sys._getframe()
while "tell" not in frame.f_locals:
    frame = frame.f_back
tell = frame.f_locals["tell"]
"""
SOLVES_NOTHING = "\ndef solve(spans): return None\n"


@pytest.mark.parametrize(
    "meddling",
    [
        "import json\njson.dumps = lambda *what: '[]'",
        "import json\njson.dumps = lambda *what: '{not json'",
        "import json\njson.dumps = lambda *what: '[' * 100_000",
        FINDS_TELL + "tell('result')\ntell('begin', 'x')\ntell('names', 5)\ntell('problem', 1)",
        FINDS_TELL + "tell('result', 0, True, {'no': 'text'})\ntell('result', 0, 'yes', '')",
        FINDS_TELL + "tell([])\ntell({}, 1)\ntell('result', [0], True, '')",
    ],
)
async def test_what_has_not_the_form_agreed_upon_is_neither_believed_nor_the_end(
    bench: ExerciseBench, tmp_path: Path, meddling: str
) -> None:
    found = await run(bench, meddling + SOLVES_NOTHING)
    assert not any(check.passed for check in found.checks[:2])
    event = CodeRan(seq=1, at=0, run=found)
    (tmp_path / "events.jsonl").write_bytes(encode_event(event) + b"\n")
    assert read_events(tmp_path / "events.jsonl") == (event,)


async def test_a_message_of_the_codes_own_is_no_longer_than_others(bench: ExerciseBench) -> None:
    told = "tell('problem', '\\x1b[2J' + 'x' * 100_000)"
    problem = (await run(bench, FINDS_TELL + told + SOLVES_NOTHING)).problem
    assert problem.startswith("\N{REPLACEMENT CHARACTER}[2Jx") and len(problem) == LONGEST_MESSAGE


@posix_only
async def test_folders_in_one_another_by_the_thousand_are_no_fault_of_ours(
    bench: ExerciseBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = tmp_path / "folders"
    folders.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folders))
    code = "import os\nfor _ in range(1500):\n    os.mkdir('d')\n    os.chdir('d')" + SOLVES_NOTHING
    try:
        assert len((await run(bench, code)).checks) >= 6
    finally:  # pytest could not clear that away
        subprocess.run(["rm", "-rf", "--", str(folders)], check=True)


@posix_only
async def test_a_pipe_in_place_of_her_file_is_told_and_not_waited_for(bench: ExerciseBench) -> None:
    path = bench.file(PYTHON)
    path.unlink()
    os.mkfifo(path)
    assert "is no file" in (await asyncio.wait_for(bench.run(PYTHON, 1), 5)).problem


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts address space")
async def test_a_query_that_takes_all_memory_is_told_as_that(bench: ExerciseBench) -> None:
    found = await run(bench, "SELECT zeroblob(900000000), zeroblob(900000000)", SQL)
    assert found.checks[0].message == "more memory than a run may take, and stopped"
    assert "Traceback" not in found.output

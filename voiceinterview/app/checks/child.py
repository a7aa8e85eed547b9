"""Asks a child process: what blocks in a C library can only be given up by killing it.

PortAudio, on a sound server that is up and does not answer, was seen to hang for over 100 s.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import Any

from voiceinterview.app.checks.setup import Say
from voiceinterview.errors import EngineError, SetupError

MODULE = "voiceinterview.app.checks.child_process"
LINE_LIMIT = 1 << 20  # bytes of one line of a child


async def ask(probe: str, say: Say, *, shows_bar: bool = False, **question: Any) -> dict[str, Any]:
    """The answer of a probe of `child_process.PROBES`, run in a child that ends with this call.

    `shows_bar` lets the child draw on stderr. Raises `SetupError` with what the probe raised,
    and `EngineError` where it did not get as far as an answer.
    """
    child = await asyncio.create_subprocess_exec(
        # -P: no file of the working directory is taken for a library.
        sys.executable, "-P", "-m", MODULE,
        stdin=PIPE, stdout=PIPE, stderr=None if shows_bar else DEVNULL, limit=LINE_LIMIT,
    )  # fmt: skip
    try:
        return await _answer(child, probe, say, {"probe": probe, **question})
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


async def _answer(child: Process, probe: str, say: Say, question: dict[str, Any]) -> dict[str, Any]:
    assert child.stdin is not None and child.stdout is not None
    with suppress(BrokenPipeError, ConnectionResetError):  # it is dead, which is read below
        # By stdin: an address may hold a password, and anybody can read a command line.
        child.stdin.write(json.dumps(question).encode() + b"\n")
        await child.stdin.drain()
    async for line in child.stdout:
        message: dict[str, Any] = json.loads(line)
        if "progress" in message:
            say(message["progress"])
        elif "problem" in message:
            raise SetupError(message["problem"], message["advice"])
        else:
            answer: dict[str, Any] = message["answer"]
            return answer
    code = await child.wait()
    raise EngineError(probe, f"the process that looks at it died (exit code {code})")

"""The command many times over, for what it refuses: loaded once, then a fork each time.

Loading takes most of a second, and what is refused is refused at once. Each run is a process of
its own all the same, in which nothing has run before.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Ran:
    code: int
    stdout: str
    stderr: str


class WarmCommand:
    """`folder` is where the output of the runs is kept."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-P", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(environment),
            text=True,
        )

    def run(self, arguments: Sequence[object]) -> Ran:
        assert self._process.stdin is not None and self._process.stdout is not None
        paths = [self._folder / name for name in ("stdout", "stderr")]
        request = [[str(path) for path in paths], [str(word) for word in arguments]]
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        code = int(self._process.stdout.readline())
        return Ran(code, *(path.read_text() for path in paths))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()


def _serve() -> None:
    import voiceinterview.app.practice  # noqa: F401 - loaded here, once
    from voiceinterview.cli import practice, terminal  # noqa: F401
    from voiceinterview.cli.main import main

    for line in sys.stdin:
        paths, arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            streams = [os.open(os.devnull, os.O_RDONLY)]
            streams += [os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) for path in paths]
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
            sys.exit(main(arguments))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _serve()

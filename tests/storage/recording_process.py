"""A process that records a session until somebody stops it. Not a test; run by tests.

recording_process.py forever ROOT        audio and events, a line on stdout after each
recording_process.py full ROOT BYTES     the same where no file may grow beyond BYTES
recording_process.py hold FOLDER         keeps a session open until its stdin closes
recording_process.py crash ROOT          dies at every file operation of closing and resuming
"""

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sample_session import abandoned_session, new_session, record

from voiceinterview.domain.events import PartialTranscript
from voiceinterview.errors import StorageFull
from voiceinterview.storage.writer import SessionWriter

DIED = 9


def say(*words: object) -> None:
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def forever(root: Path) -> None:
    writer = new_session(root)
    say("folder", writer.folder)
    while True:
        write_a_second(writer)


def write_a_second(writer: SessionWriter) -> None:
    for position in record(writer, 31):
        say("audio", position)
    text = f"up to {writer.clock_position}"
    event = writer.event(PartialTranscript(at=writer.clock_position, utterance=0, text=text))
    say("event", event.seq)


def full(root: Path, limit: int) -> None:
    writer = new_session(root)
    say("folder", writer.folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        while True:
            write_a_second(writer)
    except StorageFull as error:
        say("full", writer.clock_position, str(error).replace("\n", " "))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    write_a_second(writer)  # somebody made room
    writer.finish("interrupted", "quit")


def hold(folder: Path) -> None:
    with SessionWriter.reopen(folder):
        say("held")
        sys.stdin.read()


def crash(root: Path) -> None:
    """Every rename and removal is once the moment at which a process dies, before doing it."""
    for what, job in (("finish", finish), ("reopen", reopen)):
        for moment in range(100):
            folder = abandoned_session(root)
            if what == "reopen":
                with SessionWriter.reopen(folder) as writer:
                    writer.finish("interrupted", "quit")
            if run_until(moment, job, folder) != DIED:
                break
            say(what, folder)


def finish(folder: Path) -> None:
    with SessionWriter.reopen(folder) as writer:
        writer.finish("finished", "finished")


def reopen(folder: Path) -> None:
    SessionWriter.reopen(folder)


def run_until(moment: int, job: Callable[[Path], None], folder: Path) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = [moment]
    for name in ("replace", "unlink"):
        setattr(Path, name, deadly(getattr(Path, name), left))
    job(folder)
    os._exit(0)


def deadly(method: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def dying(self: Path, *args: Any, **options: Any) -> Any:
        if ".lock" not in self.name:
            if left[0] == 0:
                os._exit(DIED)
            left[0] -= 1
        return method(self, *args, **options)

    return dying


if __name__ == "__main__":
    task, place, *rest = sys.argv[1:]
    jobs = {"forever": forever, "full": full, "hold": hold, "crash": crash}
    jobs[task](Path(place), *map(int, rest))

"""Loads the program once, and runs its command in a fork of its own each time it is asked to.

    python warm_server.py NUMBER_OF_THE_SOCKET {plain,litellm}

Nothing is loaded before the first request; the end of standard input is the end. A request is
one message with three open files, the standard streams; the answers are the number of the
process and, once it has ended, its exit code. `warm_command.py` asks.
"""

import fcntl
import gc
import json
import os
import pkgutil
import select
import signal
import socket
import sys
import termios
from contextlib import suppress
from importlib import import_module
from typing import Any

LONGEST = 1 << 17  # bytes of a request; nearly all of it is the environment
# What the program imports inside its functions. Not sounddevice: it looks for devices at once.
LATE = ("faster_whisper", "httpx", "matplotlib.figure", "matplotlib.backends.backend_svg",
        "numpy.fft", "rich.progress", "rich.syntax", "soundfile", "soxr")  # fmt: skip

Running = dict[int, socket.socket]


def load(kind: str) -> None:
    gc.disable()  # there is no garbage yet
    for room in ("voiceinterview.cli", "voiceinterview.app"):
        folder = import_module(room)
        for module in pkgutil.walk_packages(folder.__path__, f"{room}."):
            import_module(module.name)
    for name in LATE:
        import_module(name)
    if kind == "litellm":
        from voiceinterview.engines.models.litellm_library import load_litellm

        load_litellm()
        load_litellm.cache_clear()  # each process sets it up for itself
    gc.freeze()  # what is loaded is not looked at again, so that its memory stays shared
    gc.enable()


def serve(listener: socket.socket, kind: str) -> list[str]:
    """Returns in the forks alone: the words of the command that this process is to be."""
    running: Running = {}
    awake, alarm = os.pipe()
    os.set_blocking(alarm, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(alarm)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in a shell's background
    loaded = False
    while True:
        ready, _, _ = select.select([0, listener, awake], [], [])
        if 0 in ready:
            os._exit(0)
        if awake in ready:
            os.read(awake, LONGEST)
            tell_of_the_ended(running)
        if listener in ready:
            if not loaded:
                load(kind)
                loaded = True
            connection, _ = listener.accept()
            request, streams, _, _ = socket.recv_fds(connection, LONGEST, 3)
            if (child := os.fork()) == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for end in (listener, connection, *running.values()):
                    end.close()
                for number in (awake, alarm):
                    os.close(number)
                return become(json.loads(request), streams)
            running[child] = connection
            tell(connection, child)
            for number in streams:
                os.close(number)


def tell_of_the_ended(running: Running) -> None:
    while running and (ended := os.waitpid(-1, os.WNOHANG))[0]:
        with running.pop(ended[0]) as connection:
            tell(connection, os.waitstatus_to_exitcode(ended[1]))


def tell(connection: socket.socket, number: int) -> None:
    with suppress(OSError):  # nobody wants to know any more
        connection.send(str(number).encode())


def become(request: dict[str, Any], streams: list[int]) -> list[str]:
    """Take on streams, terminal, environment and folder of the process that was asked for."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.setsid()
    if request["terminal"]:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    sys.stdout.reconfigure(line_buffering=sys.stdout.isatty())  # type: ignore[union-attr]
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    words: list[str] = request["words"]
    return words


if __name__ == "__main__":
    sys.argv[1:] = serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
    from voiceinterview.cli.main import main

    sys.exit(main())

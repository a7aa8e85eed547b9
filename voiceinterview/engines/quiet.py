"""Keeps C libraries from writing on the candidate's screen.

PortAudio, ALSA and libmpg123 print what they think with `fprintf(stderr)` before they return an
error code. The code is turned into a message of ours; their lines would only tear the display.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Send file descriptor 2 nowhere. Keep the body to milliseconds: it is the process's own."""
    try:
        kept = os.dup(STDERR)
    except OSError:  # no standard error at all: nothing to be kept quiet
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, STDERR)
        yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
        os.close(nowhere)

"""The child's side: runs one probe, and answers in JSON lines.

The question is a line of stdin: {"probe": name, ...its arguments}. Lines of stdout are
{"progress": text}, and at last {"answer": {...}} or {"problem": text, "advice": text}.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, TextIO

from voiceinterview.errors import VoiceInterviewError

_CHECKS = "voiceinterview.app.checks"

PROBES: Mapping[str, str] = {
    "microphone": f"{_CHECKS}.microphone:probe_microphone",
    "speaker": f"{_CHECKS}.speaker:probe_speaker",
    "echo": f"{_CHECKS}.echo_probe:probe_echo",
    "recognizer": f"{_CHECKS}.recognizer:probe_recognizer",
    "download": f"{_CHECKS}.recognizer:probe_download",
    "language model": f"{_CHECKS}.language_model:probe_language_model",
}


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends us at once, without a traceback
    replies = _own_stdout()
    question: dict[str, Any] = json.loads(sys.stdin.readline())
    module, _, name = PROBES[question.pop("probe")].partition(":")

    def reply(**message: object) -> None:
        replies.write(json.dumps(message) + "\n")
        replies.flush()

    def say(line: str) -> None:
        reply(progress=line)

    try:
        probe = getattr(import_module(module), name)
        reply(answer=asyncio.run(probe(say=say, **question)))
    except VoiceInterviewError as error:
        reply(problem=error.problem, advice=error.advice)
    except Exception as error:  # of a library: the check is to say so, not to break off
        reply(problem=f"{type(error).__name__}: {error}", advice="")


def _own_stdout() -> TextIO:
    """Where replies go; what a library prints goes to stderr from here on."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies


if __name__ == "__main__":
    main()

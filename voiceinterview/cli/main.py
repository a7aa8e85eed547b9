"""The command `voiceinterview`: finds the subcommand, and turns errors into a clear exit.

Exit codes: 0 done, 1 the thing asked about is not so, 2 bad input, usage or setup,
130 interrupted before there was anything to keep.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn, TextIO

from voiceinterview import __version__
from voiceinterview.errors import VoiceInterviewError

COMMANDS = {
    "practice": "be interviewed aloud",
    "plan": "what an interview would ask: stages, minutes, questions; nothing is asked",
    "demo": "hear an interview with a recorded candidate; needs nothing",
    "doctor": "check microphone, speaker, speech model, voice and language model",
    "sessions": "list, show, recover, export and delete recorded interviews",
    "simulate": "hold interviews with candidates that a program plays",
    "check-interviewer": "check how the interviewer behaved, in yes/no questions",
    "replay": "play a recorded interview, or verify that it would run the same today",
    "transcribe": "hear a recorded interview again, for the words that are rated",
    "score": "rate a recorded interview again",
    "label": "say what you heard, criterion by criterion; import and export labels",
    "report": "write the report of a recorded interview, or compare two",
    "progress": "levels and key points over all recorded interviews",
    "questions": "browse the question bank, or drill one question aloud",
    "stories": "read behavioral stories, told well and told weakly",
    "role": "what the job is, how its interviews run, and how to prepare",
    "content": "check prompts, questions and rubrics, for coaches who edit them",
    "rubric": "the bench of a coach: check, compare and tune rubrics against her own ear",
}


def run() -> NoReturn:
    """The installed command: `main`, and then out of the process at once.

    Python would take all apart that was loaded, for half a second, and wait up to two for a
    recognizer in the middle of a sentence. Whatever must be closed is closed when `main` returns.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read it has gone
            stream.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.stdout = sys.stdout or _nowhere()  # None: closed by whoever called us
    sys.stderr = sys.stderr or _nowhere()
    name = given[0] if given and given[0] in COMMANDS else None
    parser = _parser(name)
    options = parser.parse_args(given)
    if options.command is None:
        parser.print_help()
        return 2
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except VoiceInterviewError as error:
        print(f"voiceinterview: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("voiceinterview: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; nobody is left to be told
        return 0
    except OSError as error:
        place = f" {error.filename}" if error.filename else " the output"
        print(f"voiceinterview: {error.strerror}:{place}", file=sys.stderr)
        sys.stdout = _nowhere()  # what could not be written is not tried again
        return 2


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w")  # open until the end of the process


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """Only the chosen command's module is imported: `--help` stays fast."""
    parser = argparse.ArgumentParser(
        prog="voiceinterview",
        description="A mock interviewer that you talk to.",
        epilog="`voiceinterview COMMAND --help` tells more of each.",
    )
    parser.add_argument("--version", action="version", version=f"voiceinterview {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary}.".capitalize())
        if name == chosen:
            import_module(f"voiceinterview.cli.{name.replace('-', '_')}").add_to(command)
    return parser

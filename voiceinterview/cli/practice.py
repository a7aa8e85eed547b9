"""`voiceinterview practice`: be interviewed, aloud or typed."""

import argparse
from pathlib import Path

from voiceinterview.cli import options as shared

KEYS = """\
keys during the interview:
  Enter  my answer is finished (or: stop talking, it is my turn)
  p      pause, and go on          r  repeat the question
  s      skip the question         q  quit; everything is kept
With --typed a line is an answer; /p /r /s /q do the same."""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = KEYS
    shared.add_interview(parser)
    group = parser.add_argument_group("sound")
    group.add_argument(
        "--typed", action="store_true", help="type the answers; nothing is listened to"
    )
    group.add_argument(
        "--input", type=Path, metavar="FILE",
        help="a recording in place of the microphone (or the folder of a recorded candidate)",
    )  # fmt: skip
    group.add_argument(
        "--output", metavar="FILE", help="speaker (default), none, or a WAV file to write"
    )
    group.add_argument(
        "--fast", action="store_true", help="with --input: do not wait for the time to pass"
    )
    group.add_argument(
        "--resume", metavar="SESSION", help="go on with an interrupted interview (`latest`)"
    )
    shared.add_engines(parser)
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from voiceinterview.app.engines import Sound
    from voiceinterview.app.practice import practice
    from voiceinterview.cli.terminal import open_terminal, run_interview

    sound = Sound(
        input=options.input,
        output=options.output or ("none" if options.fast else "speaker"),
        fast=options.fast,
        typed=options.typed,
    )
    terminal = open_terminal(typed=options.typed)
    return run_interview(practice(shared.flags_of(options), sound, options.resume, terminal))

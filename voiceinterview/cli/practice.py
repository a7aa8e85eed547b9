"""`voiceinterview practice`: be interviewed, aloud or typed."""

import argparse

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
    shared.add_sound(parser)
    parser.add_argument(
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
        output=shared.output_of(options),
        fast=options.fast,
        typed=options.typed,
    )
    terminal = open_terminal(typed=options.typed)
    return run_interview(practice(shared.flags_of(options), sound, options.resume, terminal))

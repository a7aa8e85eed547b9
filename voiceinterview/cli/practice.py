"""`voiceinterview practice`: be interviewed, aloud or typed."""

import argparse

from voiceinterview.cli import options as shared
from voiceinterview.errors import SetupError

KEYS = """\
keys during the interview:
  Enter  my answer is finished (or: stop talking, it is my turn)
  p      pause, and go on          r  repeat the question
  s      skip the question         q  quit; everything is kept
  x      run my code (in a coding round)
With --typed a line is an answer; /p /r /s /x /q do the same."""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = KEYS
    shared.add_interview(parser)
    shared.add_sound(parser)
    parser.add_argument(
        "--resume", metavar="SESSION", help="go on with an interrupted interview (`latest`)"
    )
    parser.add_argument(
        "--retry", nargs=2, metavar=("SESSION", "TURN"),
        help="one answer again: the same question, both answers side by side in the report",
    )  # fmt: skip
    shared.add_engines(parser)
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from voiceinterview.app.engines import Sound
    from voiceinterview.app.practice import practice
    from voiceinterview.app.retrying import retry
    from voiceinterview.cli.background_review import reviewer
    from voiceinterview.cli.terminal import open_terminal, run_interview

    if options.retry is not None:
        _refuse_beside_retry(options)
    sound = Sound(
        input=options.input,
        output=shared.output_of(options),
        fast=options.fast,
        typed=options.typed,
    )
    terminal = open_terminal(typed=options.typed)
    flags = shared.flags_of(options)
    if options.retry is not None:
        session, turn = options.retry
        return run_interview(retry(flags, sound, session, turn, terminal))
    return run_interview(practice(flags, sound, options.resume, terminal, reviewer()))


def _refuse_beside_retry(options: argparse.Namespace) -> None:
    """Raises `SetupError` for what the old session has settled."""
    given = (
        ("--resume", options.resume),
        ("--stage", options.stages),
        ("--minutes", options.minutes),
        ("--role", options.role),
    )
    for flag, value in given:
        if value is not None:
            raise SetupError(
                f"--retry and {flag} do not go together",
                "--retry asks one question of a session again, in its own stage and time: "
                f"leave out {flag}.",
            )

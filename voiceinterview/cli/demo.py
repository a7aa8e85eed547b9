"""`voiceinterview demo`: an interview with a recorded candidate."""

import argparse


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fast", action="store_true", help="do not wait for the time to pass")
    parser.add_argument(
        "--output",
        default="none",
        metavar="FILE",
        help="play the interviewer: speaker, or a WAV file to write (default: none; both voices "
        "are in the session folder in any case)",
    )
    parser.add_argument("--sessions", metavar="FOLDER", help="folder of the recorded interviews")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from voiceinterview.app.demo import demo
    from voiceinterview.cli.terminal import open_terminal, run_interview

    return run_interview(
        demo(
            fast=options.fast,
            output=options.output,
            sessions=options.sessions,
            terminal=open_terminal(typed=False),
        )
    )

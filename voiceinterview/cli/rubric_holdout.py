"""`voiceinterview rubric holdout`: sessions that nobody tunes on, chosen once."""

import argparse

from voiceinterview.cli import options as shared
from voiceinterview.cli import rubric_options

SUMMARY = "choose, once, sessions that nobody tunes on; or see who opened them"
SEED = 1


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "They stay out of every other view until `compare` or `gate` is told --holdout. Exit "
        "code: 0 there is a hold-out, 1 there is none, 2 bad input."
    )
    parser.add_argument("--choose", action="store_true", help="choose it; this is done once")
    parser.add_argument("--coach", metavar="NAME", help="who chooses")
    parser.add_argument("--seed", type=int, default=SEED, help=f"default: {SEED}")
    parser.add_argument(
        "--share", type=float, metavar="X", help="of the labelled sessions (default: a third)"
    )
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from voiceinterview.app.coaching import choose_holdout, kept_holdout
    from voiceinterview.cli.compare_text import opening_lines
    from voiceinterview.cli.wrapping import wrapped
    from voiceinterview.coaching.holdout import SHARE
    from voiceinterview.engines.system_clock import SystemClock
    from voiceinterview.errors import SetupError
    from voiceinterview.storage.labels_file import coach_name

    flags = rubric_options.flags(options)
    if options.choose:
        if options.coach is None:
            raise SetupError("who chooses the hold-out?", "Name the coach: --coach NAME")
        share = SHARE if options.share is None else options.share
        coach = coach_name(options.coach)
        found = choose_holdout(flags, coach, share, options.seed, SystemClock())
    else:
        kept = kept_holdout(flags)
        if kept is None:
            print("no hold-out was chosen")
            return 1
        found = kept
    print("\n".join(opening_lines(found)))
    print("\n".join(wrapped(", ".join(found.choice.sessions), "  ", "  ")))
    return 0

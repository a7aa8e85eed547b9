"""`voiceinterview rubric report`: one page with all that is known of a rubric."""

import argparse
import sys
from pathlib import Path

from voiceinterview.cli import rubric_options

SUMMARY = "one page: agreement, disagreements to hear, versions, and who labelled what"


def add_to(parser: argparse.ArgumentParser) -> None:
    rubric_options.add_rubric(parser)
    rubric_options.add_bench(parser)
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="default: beside the sessions, named after it"
    )
    parser.add_argument("--no-audio", action="store_true", help="without the sound of the moments")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from voiceinterview.app.coach_report import write_coach_report
    from voiceinterview.app.reporting_again import check_output
    from voiceinterview.engines.system_clock import SystemClock

    check_output(options.output)
    made = write_coach_report(
        rubric_options.flags(options),
        options.rubric,
        options.coaches,
        options.output,
        SystemClock(),
        labels_by=rubric_options.labels_by(options, options.rubric),
        audio=not options.no_audio,
    )
    if made.note:
        print(made.note, file=sys.stderr)
    print(made.path)
    return 0

"""`voiceinterview rubric compare`: the same sessions by two versions of a rubric."""

import argparse

from voiceinterview.cli import rubric_options

SUMMARY = "the same sessions by two versions: what was mended, what was broken"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Both versions are set beside the same labels: those given by A, else by B, or by "
        "--labels-by. Exit code: 0 compared, 1 scorings are missing for it, 2 bad input."
    )
    parser.add_argument("old", metavar="A", help=rubric_options.RUBRIC)
    parser.add_argument("new", metavar="B", help=rubric_options.RUBRIC)
    rubric_options.add_bench(parser)
    rubric_options.add_rater(parser)
    parser.add_argument(
        "--holdout", action="store_true", help="open the hold-out too; it is written down"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json

    from voiceinterview.app.comparing import compare_versions
    from voiceinterview.cli.compare_text import compare_json, compare_lines
    from voiceinterview.engines.system_clock import SystemClock

    found = compare_versions(
        rubric_options.flags(options),
        (options.old, options.new),
        options.coaches,
        options.rater,
        SystemClock() if options.holdout else None,
        rubric_options.labels_by(options, options.new),
    )
    if options.json:
        print(json.dumps(compare_json(found), indent=2))
    else:
        print("\n".join(compare_lines(found)))
    return 0 if found.tuning is not None else 1

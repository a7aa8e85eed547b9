"""`voiceinterview rubric disagreements`: where coach and machine differ, and what follows."""

import argparse

from voiceinterview.cli import rubric_options

SUMMARY = "where coach and machine differ, the dearest first, by likely cause"


def add_to(parser: argparse.ArgumentParser) -> None:
    rubric_options.add_rubric(parser)
    rubric_options.add_bench(parser)
    parser.add_argument("--rater", metavar="NAME", help="one model (default: all that rated)")
    parser.add_argument(
        "--most", type=int, default=20, metavar="N", help="how many to show (default: 20; 0: all)"
    )
    parser.add_argument("--json", action="store_true", help="all of them, for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json
    import sys

    from voiceinterview.app.disagreeing import bench_disagreements
    from voiceinterview.cli.disagreement_text import disagreement_lines, disagreements_json

    bench = rubric_options.bench_of(options)
    found = bench_disagreements(rubric_options.flags(options), bench, options.rater)
    for problem in (*bench.problems, *bench.notes):
        print(problem, file=sys.stderr)
    if options.json:
        print(json.dumps(disagreements_json(found, bench.rubric), indent=2))
    else:
        print("\n".join(disagreement_lines(found, options.most or len(found))))
    return 0

"""`voiceinterview rubric agree`: how well machine and coaches agree, and what that is worth."""

import argparse

from voiceinterview.cli import rubric_options

SUMMARY = "how well machine and coaches agree, with intervals over sessions"


def add_to(parser: argparse.ArgumentParser) -> None:
    rubric_options.add_rubric(parser)
    rubric_options.add_bench(parser)
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json

    from voiceinterview.cli.agreement_text import agreement_json, agreement_lines
    from voiceinterview.coaching.agreeing import rubric_agreement

    bench = rubric_options.bench_of(options)
    found = rubric_agreement(bench.judgments, bench.rubric, bench.coaches)
    if options.json:
        print(json.dumps(agreement_json(found, bench), indent=2))
    else:
        print("\n".join(agreement_lines(found, bench)))
    return 0

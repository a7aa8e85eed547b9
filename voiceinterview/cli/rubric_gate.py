"""`voiceinterview rubric gate`: may this version be used? For a program that must decide."""

import argparse
from pathlib import Path

from voiceinterview.cli import rubric_options

SUMMARY = "may this version be used? Exits 0 or 1, for CI"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "A condition over all criteria holds where its whole interval of 90 % does, the bias of "
        "one criterion (from 20 sessions on) where its estimate does; where sessions are too few "
        "to tell the gate stays closed. Exit code: 0 passed, 1 not passed or not to be told, 2 bad "
        "input."
    )
    rubric_options.add_rubric(parser)
    limits = parser.add_argument_group("conditions")
    limits.add_argument(
        "--min-qwk", type=float, metavar="X", help="agreement with the coaches, at least"
    )
    limits.add_argument(
        "--max-drop", type=float, metavar="X", help="QWK lost since --baseline, at most"
    )
    limits.add_argument(
        "--max-bias", type=float, metavar="X", help="levels too mild or too strict, at most"
    )
    parser.add_argument("--baseline", metavar="VERSION", help="the version in use so far")
    rubric_options.add_bench(parser)
    rubric_options.add_rater(parser)
    parser.add_argument(
        "--holdout", action="store_true", help="decide on the hold-out; it is written down"
    )
    parser.add_argument(
        "--json", nargs="?", const="-", metavar="FILE", help="for programs; without FILE printed"
    )
    parser.add_argument("--junit", type=Path, metavar="FILE", help="as JUnit XML")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json

    from voiceinterview.app.gating import gate_version
    from voiceinterview.app.reporting_again import check_output, written
    from voiceinterview.cli.gate_text import gate_json, gate_junit, gate_lines
    from voiceinterview.coaching.gating import Limits
    from voiceinterview.engines.system_clock import SystemClock

    limits = Limits(options.min_qwk, options.max_drop, options.max_bias)
    _check(options)
    to_file = Path(options.json) if options.json not in (None, "-") else None
    for path in (to_file, options.junit):
        check_output(path)
    found = gate_version(
        rubric_options.flags(options),
        options.rubric,
        rubric_options.version_of(options.baseline, options.rubric),
        options.coaches,
        options.rater,
        limits,
        SystemClock() if options.holdout else None,
        rubric_options.labels_by(options, options.rubric),
    )
    text = json.dumps(gate_json(found), indent=2)
    if to_file is not None:
        written(text + "\n", to_file)
    if options.junit is not None:
        written(gate_junit(found), options.junit)
    print(text if options.json == "-" else "\n".join(gate_lines(found)))
    return 0 if found.gate.passed else 1


def _check(options: argparse.Namespace) -> None:
    """Raises `SetupError` for conditions that cannot be meant."""
    from voiceinterview.errors import SetupError

    given = [options.min_qwk, options.max_drop, options.max_bias]
    if all(one is None for one in given):
        raise SetupError("a gate without a condition", "Set one: --min-qwk 0.6 --max-bias 0.5")
    if options.max_drop is not None and options.baseline is None:
        raise SetupError(
            "--max-drop tells a drop from a baseline", "Name it: --baseline 1.0.0 (or ID@1.0.0)"
        )
    if options.min_qwk is not None and not -1 <= options.min_qwk <= 1:
        raise SetupError(f"--min-qwk {options.min_qwk:g}", "A kappa lies between -1 and 1.")
    if any(one is not None and not one >= 0 for one in given[1:]):
        raise SetupError("--max-drop and --max-bias cannot be below 0", "0 allows none.")

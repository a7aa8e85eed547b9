"""`voiceinterview check-interviewer`: yes/no checks on how the interviewer behaved."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from voiceinterview.cli import options as shared
from voiceinterview.cli import simulate

if TYPE_CHECKING:
    from voiceinterview.domain.checks import CheckedSession, CheckList


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Exit 0: nothing was broken; 1: something was. Questions that only a reader can answer "
        "are put to --judge MODEL, and stay open without one."
    )
    parser.add_argument(
        "sessions_named", nargs="*", metavar="SESSION",
        help="id, path or `latest`; or a folder of sessions, as `simulate --out` makes it",
    )  # fmt: skip
    parser.add_argument(
        "--simulate", action="store_true", help="hold simulated interviews, and check those"
    )
    parser.add_argument("--judge", metavar="MODEL", help="a model for what no program can check")
    parser.add_argument("--judge-api-base", metavar="ADDRESS", help="address of its server")
    parser.add_argument("--all", action="store_true", help="list the checks that held, too")
    parser.add_argument("--json", action="store_true", help="every verdict as JSON")
    parser.add_argument("--format", choices=("text", "md"), default="text", help="text or Markdown")
    simulated = parser.add_argument_group("with --simulate")
    simulate.add_interviews(simulated)
    simulate.add_engines(simulated)
    simulated.add_argument("--out", type=Path, metavar="DIR", help="keep the sessions there")
    simulate.add_jobs(simulated)
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    checks, checked = _checked(options)
    if options.json:
        _print_json(checks, checked)
    elif options.format == "md":
        from voiceinterview.report.behavior import behavior_markdown

        print(behavior_markdown(checks, checked), end="")
    else:
        from voiceinterview.cli.behavior_text import print_behavior

        print_behavior(checks, checked, every=options.all)
    return 1 if any(one.broken for one in checked) else 0


def _checked(options: argparse.Namespace) -> "tuple[CheckList, list[CheckedSession]]":
    """Raises `SetupError` where neither sessions nor a simulation were asked for, or both."""
    from voiceinterview.app.check_interviewer import Judge, check_recorded, check_simulated
    from voiceinterview.errors import SetupError

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    if options.simulate == bool(options.sessions_named):
        raise SetupError(
            "nothing to check" if not options.simulate else "both sessions and --simulate",
            "Name sessions, or --simulate some: voiceinterview check-interviewer --simulate",
        )
    judge = Judge(options.judge, options.judge_api_base) if options.judge else None
    flags = simulate.flags_for(options)
    if options.simulate:
        return check_simulated(flags, simulate.wanted_by(options), options.out, judge, say)
    return check_recorded(flags, options.sessions_named, judge, say)


def _print_json(checks: "CheckList", checked: "list[CheckedSession]") -> None:
    import json
    from dataclasses import asdict

    told = {
        "version": checks.version,
        "checks": [asdict(check) for check in checks.checks],
        "sessions": [asdict(one) for one in checked],
    }
    print(json.dumps(told, indent=2))

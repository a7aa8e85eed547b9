"""`voiceinterview simulate`: interviews with candidates that a program plays."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from voiceinterview.cli import options as shared

if TYPE_CHECKING:
    from voiceinterview.app.simulating import Wanted

MOST_JOBS = 64


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Nothing is waited for: half an hour of interview takes seconds, and with the scripted "
        "interviewer every run gives the same sessions. They read like any other: replay "
        "--verify, score, report, check-interviewer."
    )
    add_interviews(parser)
    add_engines(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the sessions"
    )
    add_jobs(parser)
    parser.add_argument("--json", action="store_true", help="the table as JSON")
    parser.add_argument("--content", metavar="FOLDER", help="folder with prompts/ and rubrics/")
    parser.set_defaults(run=run)


def add_interviews(parser: Any) -> None:
    """`parser` may be a group of one."""
    parser.add_argument(
        "--candidates", nargs="+", default=["all"], metavar="NAME",
        help="who is interviewed: all (default), or names of prompts/candidates",
    )  # fmt: skip
    parser.add_argument(
        "--stage", dest="stages", action="append", default=[], metavar="STAGE",
        help="a session for each stage named, or `all` (default: the role's short form)",
    )  # fmt: skip
    parser.add_argument(
        "--plan", nargs="+", default=[], metavar="PART",
        help="one session of these parts together, as `practice --plan` holds them",
    )  # fmt: skip
    parser.add_argument(
        "--persona", dest="personas", action="append", default=[], metavar="PERSONA",
        help="a session for each persona named (default: rigorous-scientist)",
    )  # fmt: skip
    shared.add_role(parser)
    parser.add_argument("--minutes", type=float, help="length of each interview")
    parser.add_argument("--seed", type=int, help="the same seed asks the same questions (1)")
    parser.add_argument(
        "--patience", choices=("low", "normal", "high"),
        help="how long a silence must be before an answer counts as finished",
    )  # fmt: skip


def add_engines(parser: Any) -> None:
    """`parser` may be a group of one."""
    parser.add_argument("--model", help="the interviewer: any litellm model, or scripted (default)")
    shared.add_api_base(parser)
    parser.add_argument(
        "--candidate-model", metavar="MODEL", help="a model that plays the candidates"
    )
    parser.add_argument("--candidate-api-base", metavar="ADDRESS", help="address of its server")
    parser.add_argument("--rater-model", metavar="MODEL", help="a model that rates the sessions")
    parser.add_argument("--rater-api-base", metavar="ADDRESS", help="address of the rater's server")
    shared.add_local_only(parser)
    parser.add_argument(
        "--spoken", action="store_true",
        help="with real sound: a synthetic voice, voice activity detection, a recognizer",
    )  # fmt: skip
    parser.add_argument(
        "--recognizer",
        help="with --spoken: recorded (default: the words are known), faster-whisper, pocketsphinx",
    )
    parser.add_argument("--recognizer-model", help="Whisper model or folder (default: base.en)")


def add_jobs(parser: Any) -> None:
    parser.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="interviews at a time (default: 1)"
    )


def run(options: argparse.Namespace) -> int:
    import json
    from dataclasses import asdict

    from voiceinterview.app.simulating import simulate
    from voiceinterview.cli.simulation_text import print_simulated

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    lines = simulate(flags_for(options), wanted_by(options), options.out, say)
    if options.json:
        print(json.dumps([asdict(line) for line in lines], indent=2))
    else:
        print_simulated(lines)
    return 0 if all(line.whole for line in lines) else 1


def wanted_by(options: argparse.Namespace) -> "Wanted":
    from voiceinterview.app.simulating import Wanted

    return Wanted(
        candidates=tuple(options.candidates),
        stages=tuple(options.stages),
        plan=tuple(options.plan),
        personas=tuple(options.personas),
        candidate_model=options.candidate_model,
        candidate_api_base=options.candidate_api_base,
        spoken=options.spoken,
        jobs=options.jobs,
    )


def flags_for(options: argparse.Namespace) -> dict[str, Any]:
    """Stages and personas are no settings here: there may be many of them."""
    flags = shared.flags_of(options)
    flags.pop("stages", None)
    return {"recognizer": "recorded"} | flags


def _jobs(text: str) -> int:
    """Raises `ValueError`, which argparse words for the user."""
    number = int(text)
    if not 1 <= number <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"choose from 1 to {MOST_JOBS}")
    return number

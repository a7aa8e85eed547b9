"""`voiceinterview report`: the report of a session, from the scorecards that it has."""

import argparse
import sys
from pathlib import Path
from typing import Literal

from voiceinterview.cli import options as shared
from voiceinterview.cli.sessions import SESSION

Form = Literal["html", "md", "json"]
SUFFIXES: dict[str, Form] = {".html": "html", ".htm": "html", ".md": "md", ".json": "json"}


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", help=SESSION)
    parser.add_argument(
        "--format",
        choices=("html", "md", "json"),
        help="default: what the name of --output says, else md",
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", help="write it there (default: standard output)"
    )
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import asyncio

    from voiceinterview.app.scoring_again import report_again

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    suffix = options.output.suffix.lower() if options.output else ""
    form: Form = options.format or SUFFIXES.get(suffix, "md")
    flags = shared.flags_of(options)
    result = asyncio.run(report_again(flags, options.session, form, options.output, say))
    print(result.rstrip("\n"))
    return 0

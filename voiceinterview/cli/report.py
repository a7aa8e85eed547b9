"""`voiceinterview report`: the report of a session, from the scorecards that it has."""

import argparse
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Literal

from voiceinterview.cli import options as shared
from voiceinterview.cli.sessions import SESSION
from voiceinterview.errors import SetupError

Form = Literal["html", "md", "json", "pdf"]
SUFFIXES: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".json": "json",
    ".pdf": "pdf",
}


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", nargs="?", metavar="SESSION", help=SESSION)
    parser.add_argument(
        "--compare",
        nargs=2,
        metavar=("A", "B"),
        help="two sessions side by side, in place of the report of one",
    )
    parser.add_argument(
        "--format",
        choices=("html", "md", "json", "pdf"),
        help="default: what the name of --output says, else md",
    )
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write it there (default: standard output; a pdf to SESSION.pdf, here)",
    )
    parser.add_argument(
        "--no-audio", action="store_true", help="html without the sound of the quotes"
    )
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import asyncio

    if (options.session is None) == (options.compare is None):
        raise SetupError(
            "report takes one session, or --compare with two",
            "voiceinterview report latest --output report.html",
        )
    print(asyncio.run(_made(options, _form(options))).rstrip("\n"))
    return 0


def _form(options: argparse.Namespace) -> Form:
    suffix = options.output.suffix.lower() if options.output else ""
    if suffix and suffix not in SUFFIXES and options.format is None:
        raise SetupError(
            f"no report is written as {suffix}: {options.output}",
            f"End it with {', '.join(SUFFIXES)}, or say which: --format md",
        )
    form: Form = options.format or SUFFIXES.get(suffix, "md")
    return form


def _made(options: argparse.Namespace, form: Form) -> Coroutine[Any, Any, str]:
    from voiceinterview.app.reporting_again import compare_again, report_again

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    flags = shared.flags_of(options)
    if options.compare is not None:
        one, other = options.compare
        return compare_again(flags, (one, other), form, options.output, say)
    audio = not options.no_audio
    return report_again(flags, options.session, form, options.output, say, audio=audio)

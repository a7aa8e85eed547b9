"""`voiceinterview rubric diff`: what changed between two versions, and the version it calls for."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voiceinterview.cli import rubric_options

if TYPE_CHECKING:
    from voiceinterview.coaching.diffing import Change, RubricDiff

SUMMARY = "what changed between two versions, and the version number it calls for"
RESCORE = {
    "major": "Levels by the two are not comparable: score and label anew.",
    "minor": "Score anew; labels may stand if they were given in the sense of the new wording.",
    "patch": "Levels stand.",
    "none": "",
}


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Exit code: 0 the version number does, 1 it must rise further, 2 bad input."
    parser.add_argument("old", metavar="A", help=rubric_options.RUBRIC)
    parser.add_argument("new", metavar="B", help=rubric_options.RUBRIC)
    parser.add_argument(
        "--questions", nargs=2, type=Path, metavar=("OLD", "NEW"),
        help="two versions of a question file, whose key points count too",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="for programs")
    rubric_options.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json
    from dataclasses import asdict

    from voiceinterview.app.rubric_versions import diff_versions

    diff = diff_versions(
        rubric_options.flags(options), options.old, options.new, options.questions or ()
    )
    if options.json:
        print(json.dumps(asdict(diff), indent=2))
    else:
        print("\n".join(diff_lines(diff)))
    return 0 if diff.enough else 1


def diff_lines(diff: "RubricDiff") -> Iterator[str]:
    old, new = diff.versions
    yield f"{diff.rubric}: {old} -> {new}"
    for change in diff.changes:
        yield from _change_lines(change)
    if not diff.changes:
        yield "no change"
    elif diff.enough:
        yield f"a {diff.bump} change; {new} does. {RESCORE[diff.bump]}"
    else:
        must = f"{old} must become {diff.needed}, the file says {new}"
        yield f"a {diff.bump} change: {must}. {RESCORE[diff.bump]}"


def _change_lines(change: "Change") -> Iterator[str]:
    from voiceinterview.cli.wrapping import one_line

    yield f"{change.bump:<6}{one_line(change.place)}"
    if change.before:
        yield f"      - {one_line(change.before)}"
    if change.after:
        yield f"      + {one_line(change.after)}"

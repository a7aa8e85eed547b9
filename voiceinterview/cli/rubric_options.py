"""Flags that the actions of `voiceinterview rubric` share."""

import argparse
from typing import TYPE_CHECKING, Any

from voiceinterview.cli import options as shared

if TYPE_CHECKING:
    from voiceinterview.app.coaching import Bench

RUBRIC = "its id (today's), id@version, or a file"


def add_rubric(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rubric", metavar="RUBRIC", help=RUBRIC)


def add_bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--coach", dest="coaches", action="append", default=[], metavar="NAME",
        help="whose labels; may be given several times (default: everybody's)",
    )  # fmt: skip
    parser.add_argument(
        "--labels-by", metavar="VERSION", help="take labels given by another version of the rubric"
    )
    add_places(parser)


def add_rater(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rater", metavar="NAME", help="which machine, where several gave levels")


def add_places(parser: argparse.ArgumentParser) -> None:
    shared.add_role(parser)
    shared.add_places(parser)


def bench_of(options: argparse.Namespace) -> "Bench":
    """The tuning set. Raises what `open_bench` raises."""
    from voiceinterview.app.coaching import open_bench

    return open_bench(
        flags(options),
        options.rubric,
        options.coaches,
        labels_by=labels_by(options, options.rubric),
    )


def flags(options: argparse.Namespace) -> dict[str, Any]:
    return shared.flags_of(options)


def labels_by(options: argparse.Namespace, rubric: str) -> str | None:
    return version_of(options.labels_by, rubric)


def version_of(given: str | None, rubric: str) -> str | None:
    """A bare version number means one of `rubric`."""
    if given is None or "@" in given or not given[:1].isdigit():
        return given
    return f"{rubric.partition('@')[0]}@{given}"

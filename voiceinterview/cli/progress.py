"""`voiceinterview progress`: what the levels and key points of all sessions come to over time."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voiceinterview.cli import options as shared

if TYPE_CHECKING:
    from voiceinterview.report.progress import Progress, Series

NONE_YET = "no rated sessions yet; `voiceinterview practice` makes one"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--sessions", metavar="FOLDER", help="folder of the recorded interviews")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json
    from dataclasses import asdict

    from voiceinterview.app.progress import all_progress

    progress = all_progress(shared.flags_of(options))
    if options.json:
        print(json.dumps(asdict(progress), indent=2))
    elif progress.series:
        print("\n".join(progress_lines(progress)))
    else:
        print("\n".join([*left_out_lines(progress), NONE_YET]).lstrip(), file=sys.stderr)
    return 0


def progress_lines(progress: "Progress") -> Iterator[str]:
    """Oldest session first, in every row."""
    count = len(progress.sessions)
    first, last = progress.sessions[0][1][:10], progress.sessions[-1][1][:10]
    yield f"{count} rated session{'s' if count > 1 else ''}, {first} to {last}, oldest first"
    for series in progress.series:
        yield ""
        yield from _series_lines(series)
    if progress.not_pooled:
        yield ""
        yield from progress.not_pooled
    yield from left_out_lines(progress)


def left_out_lines(progress: "Progress") -> Iterator[str]:
    if progress.left_out:
        yield "\nLeft out, as it does not read:"
        yield from (f"  {one}" for one in progress.left_out)


def _series_lines(series: "Series") -> Iterator[str]:
    by = f", rubric {series.rubric}" if series.rubric else ""
    yield f"{series.stage_title}: rated by {series.rater}{by}"
    if series.coverage:
        counts = "  ".join(f"{found}/{total}" for found, total in series.coverage)
        yield f"  key points found, whatever was asked: {counts}"
    width = max((len(line.criterion) for line in series.criteria), default=0)
    for line in series.criteria:
        levels = "  ".join("-" if level is None else str(level) for level in line.levels)
        yield f"  {line.criterion:<{width}}  {levels}  (of {series.top_level})"

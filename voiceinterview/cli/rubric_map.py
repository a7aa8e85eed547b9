"""`voiceinterview rubric map`: may the checklist's count be read as a level?"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from voiceinterview.cli import rubric_options

if TYPE_CHECKING:
    from voiceinterview.app.mapping import TriedMapping

SUMMARY = "read a level off the share of key points found, where that follows a coach"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "It needs 20 labelled sessions, and must come nearer to the coach, on sessions left out, "
        "than always giving the same level. The level stands beside the count, is no rating and "
        "in no total. Exit code: 0 it may be used (with --enable: is), 1 not, 2 bad input."
    )
    rubric_options.add_rubric(parser)
    rubric_options.add_bench(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--enable", action="store_true", help="use it from now on")
    what.add_argument("--disable", action="store_true", help="use none from now on")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json
    import sys

    from pydantic import TypeAdapter

    from voiceinterview.app.mapping import try_mapping
    from voiceinterview.domain.mappings import ChecklistMapping
    from voiceinterview.engines.system_clock import SystemClock

    if options.disable:
        return _disable(options)
    flags = rubric_options.flags(options)
    bench = rubric_options.bench_of(options)
    for line in (*bench.problems, *bench.notes):
        print(line, file=sys.stderr)
    tried = try_mapping(flags, bench, SystemClock(), enable=options.enable)
    if options.json:
        plain = TypeAdapter(ChecklistMapping).dump_python(tried.mapping, mode="json")
        enabled = tried.path is not None
        print(
            json.dumps({"mapping": plain, "refused": tried.refused, "enabled": enabled}, indent=2)
        )
    else:
        print("\n".join(_lines(tried)))
    return 1 if tried.refused else 0


def _disable(options: argparse.Namespace) -> int:
    from voiceinterview.app.mapping import forget_mapping
    from voiceinterview.app.rubric_versions import find_rubric

    flags = rubric_options.flags(options)
    there = forget_mapping(flags, find_rubric(flags, options.rubric))
    print("the mapping was removed" if there else "there was no mapping")
    return 0


def _lines(tried: "TriedMapping") -> Iterator[str]:
    mapping = tried.mapping
    yield f"share of key points → level, after {mapping.coach} on {mapping.sessions} sessions"
    for step in mapping.steps:
        yield f"  from {step.least:4.0%}: level {step.level}"
    yield (
        f"on sessions left out: {mapping.error:.2f} levels off on the mean "
        f"({mapping.error_low:.2f} to {mapping.error_high:.2f}); always the same level: "
        f"{mapping.constant_error:.2f}"
    )
    yield (
        f"in 9 of 10 of them {mapping.coach}'s level lay between {mapping.below:.1f} under and "
        f"{mapping.above:.1f} over it"
    )
    if tried.refused:
        yield f"not to be used: {tried.refused}"
    elif tried.path is None:
        yield "it may be used: --enable"
    else:
        yield f"enabled: {tried.path}"
        yield "scorecards show it when they are made: voiceinterview score SESSION"

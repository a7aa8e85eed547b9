"""`voiceinterview rubric suggest`: edits that a coach may accept, each with what it would do."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from voiceinterview.cli import options as shared
from voiceinterview.cli import rubric_options
from voiceinterview.cli.score import MOST_SAMPLES

if TYPE_CHECKING:
    from voiceinterview.app.suggesting import Edit, Workshop

SUMMARY = "edits that might help, each as a diff with its measured effect"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Without --model phrasings are mined from the turns that coaches marked. Nothing is "
        "written without --write, and then each edit is asked about. Exit code: 0 there are "
        "edits, 1 there are none, 2 bad input."
    )
    rubric_options.add_rubric(parser)
    rubric_options.add_bench(parser)
    rubric_options.add_rater(parser)
    parser.add_argument("--model", help="have a model propose edits from the disagreements")
    shared.add_api_base(parser)
    shared.add_local_only(parser)
    parser.add_argument(
        "--samples", type=int, choices=range(1, MOST_SAMPLES + 1), default=1, metavar="N",
        help="answers to each call when an anchor is tried (default: 1)",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="agree to the cost beforehand")
    parser.add_argument(
        "--write", action="store_true", help="ask about each edit, and write those agreed to"
    )
    parser.add_argument("--json", action="store_true", help="for programs; writes nothing")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json

    from voiceinterview.app.suggesting import mined_suggestions, open_workshop
    from voiceinterview.cli.suggest_text import edit_lines, suggestions_json

    flags = rubric_options.flags(options)
    bench = rubric_options.bench_of(options)
    workshop = open_workshop(flags, bench)
    for note in bench.notes:
        print(f"note: {note}", file=sys.stderr)
    edits: Sequence[Edit]
    if options.model is None:
        edits = mined_suggestions(workshop)
    else:
        edits = asyncio.run(_proposed(options, workshop))
    if options.json:
        print(json.dumps(suggestions_json(workshop, edits), indent=2))
        return 0 if edits else 1
    for number, edit in enumerate(edits, 1):
        print("\n".join(edit_lines(workshop, edit, number)))
        if options.write:
            _write(workshop, edit)
    if not edits:
        print("nothing to suggest: no phrasing comes up in several marked turns and nowhere else"
              if options.model is None else "nothing to suggest")  # fmt: skip
    return 0 if edits else 1


def _write(workshop: "Workshop", edit: "Edit") -> None:
    from voiceinterview.app.edit_writing import write_edit
    from voiceinterview.cli.asking import agreed
    from voiceinterview.cli.suggest_text import after_writing

    if agreed("Write it?"):
        path = write_edit(workshop, edit)
        print(f"written: {path}")
        print("\n".join(after_writing(workshop, edit)))


async def _proposed(options: argparse.Namespace, workshop: "Workshop") -> "Sequence[Edit]":
    """A model's edits; anchors are tried where the coach agrees to what that costs."""
    from voiceinterview.app.edit_trial import calls_to_try, judged_by, tried
    from voiceinterview.app.engines import open_rater
    from voiceinterview.app.suggesting import choose_proposer, propose
    from voiceinterview.cli.asking import agreed
    from voiceinterview.engines.system_clock import SystemClock
    from voiceinterview.scoring.judge_request import RatingTerms

    flags = rubric_options.flags(options)
    choice = await choose_proposer(flags)
    clock, terms = SystemClock(), RatingTerms(samples=options.samples)
    model = open_rater(choice, clock)
    try:
        print(f"asking {choice.model} about the disagreements ...", file=sys.stderr)
        proposed = await propose(flags, workshop, model)
        for refusal in proposed.refused:
            print(f"refused: {refusal}", file=sys.stderr)
        anchors = list(proposed.anchors)
        if anchors:
            twice = not judged_by(workshop, model, terms)
            calls = calls_to_try(workshop, anchors, terms, twice=twice)
            told = f"to try {len(anchors)} anchors takes {calls} calls to {choice.model}."
            if options.yes or agreed(f"{told} Try them?"):
                anchors = [
                    await tried(workshop, edit, model, terms, options.rater, clock)
                    for edit in anchors
                ]
        return (*anchors, *proposed.phrases)
    finally:
        await model.close()

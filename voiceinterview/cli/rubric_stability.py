"""`voiceinterview rubric stability`: the same words again, in another order, in other words."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from voiceinterview.cli import options as shared
from voiceinterview.cli import rubric_options
from voiceinterview.cli.score import MOST_SAMPLES
from voiceinterview.cli.sessions import SESSION

if TYPE_CHECKING:
    from voiceinterview.app.stability import StabilityPlan
    from voiceinterview.coaching.stability import Judged

SUMMARY = "the same words judged again, in another order, and put in other words"
MOST_RUNS = 9


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Says what the calls will cost before it makes any. The checklist is tried too, which "
        "takes no model: with --model scripted it alone. Exit code: 0 done, 1 not agreed to, 2 "
        "bad input."
    )
    parser.add_argument("sessions_named", nargs="+", metavar="SESSION", help=SESSION)
    parser.add_argument("--stage", help="default: all, where they go by one rubric")
    parser.add_argument(
        "-k", dest="runs", type=_up_to(MOST_RUNS, 2), default=3, metavar="N",
        help="how often the words are judged as they are (default: 3)",
    )  # fmt: skip
    parser.add_argument(
        "--beside", metavar="SESSION",
        help="another recording of the same interview, as by another recognizer or voice",
    )  # fmt: skip
    parser.add_argument("--model", help="the rater: any litellm model, or scripted for none")
    shared.add_api_base(parser)
    shared.add_local_only(parser)
    parser.add_argument(
        "--samples", type=_up_to(MOST_SAMPLES, 1), default=3, metavar="N",
        help="answers to each call, as in `score` (default: 3)",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="agree to the cost beforehand")
    parser.add_argument("--json", action="store_true", help="for programs")
    rubric_options.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json

    from voiceinterview.app.stability import plan_stability
    from voiceinterview.cli.stability_text import stability_json, stability_lines
    from voiceinterview.scoring.judge_request import RatingTerms

    terms = RatingTerms(samples=options.samples)
    plan = plan_stability(
        rubric_options.flags(options),
        options.sessions_named,
        options.stage,
        options.runs,
        terms,
        options.beside,
    )
    judged = asyncio.run(_judged(options, plan))
    if judged is None:
        return 1
    if options.json:
        print(json.dumps(stability_json(plan, judged), indent=2))
    else:
        print("\n".join(stability_lines(plan, judged)))
    return 0


async def _judged(options: argparse.Namespace, plan: "StabilityPlan") -> "Sequence[Judged] | None":
    """() without a model, None where the cost was not agreed to."""
    from voiceinterview.app.engines import open_rater
    from voiceinterview.app.stability import choose_rater, judge_all, told_cost
    from voiceinterview.cli.asking import agreed
    from voiceinterview.engines.system_clock import SystemClock

    choice = await choose_rater(rubric_options.flags(options))
    if choice.model == "scripted":
        print(f"the checklist only: {choice.for_rater or choice.why}", file=sys.stderr)
        return ()
    print(told_cost(plan, choice.model), file=sys.stderr)
    if not options.yes and not agreed("Go on?"):
        return None
    clock = SystemClock()
    model = open_rater(choice, clock)
    judged = []
    async for one in judge_all(plan, model, clock):
        judged.append(one)
        told = f"{len(judged)} of {len(plan.variants)}: {one.session} {one.stage}, {one.variant}"
        print(told, file=sys.stderr)
    await model.close()
    return judged


def _up_to(most: int, least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"choose from {least} to {most}")
        return value

    return number

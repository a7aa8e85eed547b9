"""`voiceinterview score`: rate a session again, or fill the gaps that failed calls left."""

import argparse
import sys

from voiceinterview.cli import options as shared
from voiceinterview.cli.sessions import SESSION

MOST_SAMPLES = 9


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", help=SESSION)
    parser.add_argument(
        "--model", help="any litellm model (openai/..., ollama_chat/...), or scripted: no model"
    )
    shared.add_api_base(parser)
    shared.add_local_only(parser)
    parser.add_argument(
        "--samples", type=_samples, default=3, metavar="N",
        help="answers to each call; the level is their median (default: 3)",
    )  # fmt: skip
    parser.add_argument(
        "--one-call", action="store_true", help="all criteria of a stage in one call: cheaper"
    )
    parser.add_argument(
        "--rubric", metavar="RUBRIC",
        help="only the stages of this one: its id, id@version, or a file",
    )  # fmt: skip
    parser.add_argument(
        "--rewrite", choices=("named", "all", "none"), default="named",
        help="answers to reword from your own words: those that the report names (default), all "
        "or none; one or two calls each",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the new scorecards as JSON")
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import asyncio
    import json

    from rich.console import Console

    from voiceinterview.app.scoring_again import score_again
    from voiceinterview.report.terminal import print_scorecards
    from voiceinterview.scoring.judge_request import RatingTerms
    from voiceinterview.scoring.scorecard_file import scorecard_json

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    terms = RatingTerms(samples=options.samples, one_call=options.one_call)
    flags = shared.flags_of(options)
    source = asyncio.run(
        score_again(flags, options.session, terms, say, options.rubric, options.rewrite)
    )
    if options.json:
        cards = [json.loads(scorecard_json(card)) for card in source.scorecards]
        print(json.dumps(cards, indent=2))
    else:
        print_scorecards(Console(highlight=False), source)
    return 0


def _samples(text: str) -> int:
    """Raises `ValueError`, which argparse words for the user."""
    number = int(text)
    if not 1 <= number <= MOST_SAMPLES:
        raise argparse.ArgumentTypeError(f"choose from 1 to {MOST_SAMPLES}")
    return number

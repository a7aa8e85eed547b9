"""A scorecard as the text of its file, and back."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from voiceinterview.domain.ratings import Scorecard
from voiceinterview.errors import BadInput

_SCORECARD: TypeAdapter[Scorecard] = TypeAdapter(Scorecard)
FORMAT = 1


def scorecard_json(scorecard: Scorecard) -> str:
    """JSON with a line end; the same scorecard always gives the same text."""
    text = _SCORECARD.dump_json(scorecard, indent=2, exclude=_without_code(scorecard))
    return text.decode("utf-8") + "\n"


def _without_code(card: Scorecard) -> dict[str, Any]:
    """What is left out where there was no code: such a card is, to the letter, as it was before
    there could be any."""
    ratings: dict[int, Any] = {
        n: {
            **_empty(rating, "code"),
            "samples": {k: _empty(sample, "code") for k, sample in enumerate(rating.samples)},
        }
        for n, rating in enumerate(card.ratings)
    }
    coverage = {n: _empty(entry, "ran") for n, entry in enumerate(card.coverage)}
    return {**_empty(card, "code_orders", "runs_sha256"), "ratings": ratings, "coverage": coverage}


def _empty(value: object, *names: str) -> dict[str, Any]:
    return {name: True for name in names if not getattr(value, name)}


def parse_scorecard(text: str, source: str) -> Scorecard:
    """Raises `BadInput`, which names `source`."""
    try:
        scorecard = _SCORECARD.validate_json(text)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadInput(
            f"{source}: not a scorecard: {place + ': ' if place else ''}{first['msg']}",
            "Score the session again.",
        ) from problem
    if scorecard.format != FORMAT:
        raise BadInput(
            f"{source}: expected scorecard format {FORMAT}, found {scorecard.format}",
            "It was written by another version of voiceinterview; score the session again.",
        )
    return scorecard

"""A scorecard as the text of its file, and back."""

from pydantic import TypeAdapter, ValidationError

from voiceinterview.domain.ratings import Scorecard
from voiceinterview.errors import BadInput

_SCORECARD: TypeAdapter[Scorecard] = TypeAdapter(Scorecard)
FORMAT = 1


def scorecard_json(scorecard: Scorecard) -> str:
    """JSON with a line end; the same scorecard always gives the same text."""
    return _SCORECARD.dump_json(scorecard, indent=2).decode("utf-8") + "\n"


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

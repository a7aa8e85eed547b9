"""May a card that was kept be filled up, or must everything be rated anew? Pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from voiceinterview.domain.ratings import Rater, Rating, Scorecard, Spending
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.scoring.record import StageRecord, transcript_sha256


def continues(card: Scorecard, rater: Rater, record: StageRecord, rubric: Rubric) -> bool:
    """Whether `rater` would be asked the very same now: rubric, transcript, runs, prompts,
    parameters (the model is one of them). `rater.name` may differ: it comes from the provider."""
    return (
        card.rater.kind == rater.kind
        and card.stage == record.stage
        and card.rubric == rubric.ref
        and card.transcript_sha256 == transcript_sha256(record.turns)
        and card.runs_sha256 == record.runs_sha256
        and _terms(card.rater) == _terms(rater)
    )


def latest_of(
    cards: Sequence[Scorecard], rater: Rater, record: StageRecord, rubric: Rubric
) -> Scorecard | None:
    """The last of `cards`, oldest first, that may be filled up."""
    same = [card for card in cards if continues(card, rater, record, rubric)]
    return same[-1] if same else None


def is_whole(card: Scorecard) -> bool:
    """Whether nothing of it failed."""
    return all(rating.status != "unscored" for rating in card.ratings)


def kept_ratings(card: Scorecard | None) -> dict[str, Rating]:
    """What need not be asked again: all but what failed."""
    if card is None:
        return {}
    return {one.criterion: one for one in card.ratings if one.status != "unscored"}


def spent_before(card: Scorecard | None) -> Spending | None:
    return card.spending if card else None


def _terms(rater: Rater) -> str:
    """As JSON, for what was read from a file has lists where there were tuples."""
    told = asdict(rater)
    return json.dumps([told["prompts"], told["parameters"]], sort_keys=True, default=str)

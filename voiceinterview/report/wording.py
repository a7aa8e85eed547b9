"""How reports word numbers, times and states; every form of the report says it the same way."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from voiceinterview.domain.overall import Overall
from voiceinterview.domain.ratings import QuestionCoverage, Rating, RunResult, Scorecard
from voiceinterview.domain.speech import seconds
from voiceinterview.domain.spending import Spent

COVERAGE_TITLE = "Checklist coverage (offline, not a judgement)"
COVERAGE_NOTE = (
    "Counts which key points of each question can be found by their words in what the candidate "
    "said. It cannot tell whether they were used rightly, and it misses what was said in other "
    "words."
)
ORDERS_NOTE = "Words that were meant for the rater; they changed nothing:"
LONGEST_ASK = 90  # characters
STATUS_WORDS = {
    "not_assessed": "not assessed",
    "not_reached": "not reached",
    "unscored": "not scored",
}


def printable(text: str) -> str:
    """One character for one: control and direction marks become spaces, line ends stay."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


Shown = TypeVar("Shown")


def all_printable(view: Shown) -> Shown:
    """A view in which every text is: whatever a file held, it steers no terminal and turns no
    line about."""
    made: Any = view
    if isinstance(view, str):
        made = printable(view)
    elif isinstance(view, tuple):
        made = tuple(map(all_printable, view))
    elif is_dataclass(view) and not isinstance(view, type):
        made = replace(
            view, **{one.name: all_printable(getattr(view, one.name)) for one in fields(view)}
        )
    return cast(Shown, made)


def bare_words(words: Iterable[str]) -> str:
    """Words of a transcript in a row, each once, without the punctuation that they stood in."""
    return ", ".join(dict.fromkeys(word.strip('.,;:!?"“”') for word in words))


def shortened(text: str) -> str:
    """A question on one line or two, for tables."""
    text = " ".join(printable(text).split())
    return text if len(text) <= LONGEST_ASK else f"{text[: LONGEST_ASK - 2].rsplit(' ', 1)[0]} …"


def clock(samples: int) -> str:
    """Session time as 4:05, or 1:04:05 from an hour on."""
    whole = int(seconds(samples))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def moment(created: str) -> str:
    """A time of day from a manifest or a scorecard, ISO 8601, as people write it; anything else
    stays as it is."""
    try:
        at = datetime.fromisoformat(created)
    except ValueError:
        return printable(created)
    zone = at.tzname() or ""
    return f"{at:%Y-%m-%d %H:%M} {zone}".rstrip()


def level_words(rating: Rating, top: int) -> str:
    if rating.level is None:
        return STATUS_WORDS[rating.status]
    return f"level {rating.level} of {top}"


def criterion_words(criterion: str) -> str:
    """Its id as a heading."""
    return criterion.replace("-", " ").capitalize()


def certainty_words(rating: Rating) -> str:
    """How far a model's samples lie apart and how sure it says it is; "" for any other rater."""
    parts = []
    if rating.spread is not None and len(rating.samples) > 1:
        low, high = rating.spread
        levels = [sample.level for sample in rating.samples if sample.level is not None]
        apart = f"all {low}" if low == high else f"from {low} to {high}"
        parts.append(f"{len(levels)} of {len(rating.samples)} samples gave a level, {apart}")
    if rating.confidence is not None:
        parts.append(f"the model's own confidence: {rating.confidence}")
    words = "; ".join(parts)
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def cost_words(cost: float | None) -> str:
    if cost is None:
        return "cost unknown"
    return f"cost ${cost:.4f}" if cost else "free of charge"


def spent_words(spent: Spent) -> str:
    """What models took, as far as it is known."""
    about = "" if spent.exact else "about "
    tokens = f"{about}{spent.tokens:,} tokens"
    if not spent.known:
        return f"{tokens}, at least ${spent.cost:.4f}" if spent.cost else f"{tokens}, price unknown"
    return f"{tokens}, {about}${spent.cost:.4f}" if spent.cost else f"{tokens}, free of charge"


def score_words(card: Scorecard) -> str:
    """The stage in a line; an average over a part says over how large a part."""
    if card.score.level is None:
        return "no level given"
    words = f"{card.score.level:.1f} of {card.top_level} on average"
    if card.score.assessed < 1:
        words += f", over {card.score.assessed:.0%} of the rubric by weight"
    return words


def overall_words(overall: Overall) -> str:
    """The whole in a line, with the share of the mix that it stands on."""
    if overall.level is None:
        return f"Overall: no level. {overall.reason}"
    whole = f"Overall: {overall.level:.1f} of {overall.top_level}"
    share = f"over {overall.assessed:.0%} of the mix of formats"
    verdict = f"Recommendation: {overall.band}." if overall.band else overall.reason
    return f"{whole}, {share}. {verdict}"


def mapped_words(card: Scorecard) -> str:
    """The level read off the checklist's count, how far it may be off and whose it is; "" for
    none."""
    one = card.mapped
    if one is None:
        return ""
    return (
        f"Level by key points: {one.level} of {card.top_level} ({one.low:.1f} to {one.high:.1f}), "
        f"read off {one.found} of {one.total} key points as {one.coach} would on {one.sessions} "
        f"sessions ({one.error:.1f} levels off on the mean). It is no rating and in no total."
    )


def found_words(coverage: QuestionCoverage) -> str:
    points = f"{coverage.found} of {coverage.total} key points found" if coverage.total else ""
    ran = ran_words(coverage.ran) if coverage.ran is not None else ""
    return "; ".join(filter(None, (points, ran))) or "no key points to look for"


def ran_words(ran: RunResult) -> str:
    """What the code came to, as a fact."""
    code = "the submitted code" if ran.submitted else "the code as last run"
    if ran.problem:
        return f"{code} could not be checked"
    return f"{code} passes {ran.passed} of {ran.total} checks" if ran.total else f"{code} ran"


def rater_name(card: Scorecard) -> str:
    """Who rated, in a few words; a model that never answered has not."""
    rater = card.rater
    if not card.answered:
        never = f" ({rater.model} never answered)" if card.asked else ""
        return printable(f"nobody{never}")
    who = {
        "checklist": "the checklist (no model)",
        "model": f"the model {rater.model}",
        "coach": f"the coach {rater.name}",
    }[rater.kind]
    return printable(who)


def unanswered_words(card: Scorecard) -> str:
    """Why nobody is named as the rater of a model's card."""
    model = printable(card.rater.model)
    if not card.asked:
        return f"No model rated this: {model} was not asked, as there was nothing to judge"
    return f"No model rated this: {model} was asked and never answered"


def rater_words(card: Scorecard) -> str:
    """Who rated, by what, and what it took."""
    rater = card.rater
    parts = [f"Rated by {rater_name(card)}" if card.answered else unanswered_words(card)]
    if rater.prompt:
        parts.append(f"prompt {rater.prompt}")
    parts.append(f"rubric {card.rubric.id}@{card.rubric.version} ({card.rubric.sha256[:8]})")
    if card.spending is not None:
        tokens = card.spending.prompt_tokens + card.spending.completion_tokens
        parts.append(f"{tokens:,} tokens")
        parts.append(cost_words(card.spending.cost))
    if card.at:
        parts.append(moment(card.at))
    return ", ".join(parts) + "."

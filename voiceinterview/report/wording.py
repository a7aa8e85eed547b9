"""How reports word numbers, times and states; every form of the report says it the same way."""

from voiceinterview.domain.ratings import QuestionCoverage, Rating, Scorecard
from voiceinterview.domain.speech import seconds

COVERAGE_TITLE = "Checklist coverage (offline, not a judgement)"
COVERAGE_NOTE = (
    "Counts which key points of each question can be found by their words in what the candidate "
    "said. It cannot tell whether they were used rightly, and it misses what was said in other "
    "words."
)
STATUS_WORDS = {
    "not_assessed": "not assessed",
    "not_reached": "not reached",
    "unscored": "not scored",
}


def printable(text: str) -> str:
    """One character for one: control and direction marks become spaces, line ends stay."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def clock(samples: int) -> str:
    """Session time as 4:05, or 1:04:05 from an hour on."""
    whole = int(seconds(samples))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def level_words(rating: Rating, top: int) -> str:
    if rating.level is None:
        return STATUS_WORDS[rating.status]
    return f"level {rating.level} of {top}"


def score_words(card: Scorecard) -> str:
    """The stage in a line; an average over a part says over how large a part."""
    if card.score.level is None:
        return "no level given"
    words = f"{card.score.level:.1f} of {card.top_level} on average"
    if card.score.assessed < 1:
        words += f", over {card.score.assessed:.0%} of the rubric by weight"
    return words


def found_words(coverage: QuestionCoverage) -> str:
    return f"{coverage.found} of {coverage.total} key points found"


def rater_words(card: Scorecard) -> str:
    """Who rated, by what, and what it took."""
    rater = card.rater
    who = {
        "checklist": "the checklist (no model)",
        "model": f"the model {rater.model}",
        "coach": f"the coach {rater.name}",
    }[rater.kind]
    parts = [f"Rated by {printable(who)}"]
    if rater.prompt:
        parts.append(f"prompt {rater.prompt}")
    parts.append(f"rubric {card.rubric.id}@{card.rubric.version} ({card.rubric.sha256[:8]})")
    if card.spending is not None:
        tokens = card.spending.prompt_tokens + card.spending.completion_tokens
        parts.append(f"{tokens:,} tokens")
        cost = card.spending.cost
        parts.append("cost unknown" if cost is None else f"cost ${cost:.4f}")
    if card.at:
        parts.append(card.at)
    return ", ".join(parts) + "."

"""Ratings, their evidence and the checklist's findings as plain values for a reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import Evidence, QuestionCoverage, Rating, Scorecard
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.report.clips import Span, span_of
from voiceinterview.report.code_quotes import CodePlaces, CodeQuoteView, code_quote, tied_words
from voiceinterview.report.code_view import CodeView, NamedLine, named_lines
from voiceinterview.report.key_points import Verdicts, expert_words, missing_words
from voiceinterview.report.quoting import shown_quote
from voiceinterview.report.wording import (
    bare_words,
    certainty_words,
    clock,
    criterion_words,
    found_words,
    level_words,
    printable,
    rater_words,
    score_words,
)


@dataclass(frozen=True)
class QuoteView:
    """`text` are the words with an ellipsis where they begin or end within a sentence.
    `doubtful` are the words of which the recognizer was unsure, "" for none. `lines` are those
    of the code on the screen that the quote names."""

    turn: int
    text: str
    time: str
    repaired: bool
    span: Span
    doubtful: str
    lines: tuple[NamedLine, ...] = ()


@dataclass(frozen=True)
class RatingView:
    """`level` is None where none was given; `state` says so in words, `reason` why.

    `certainty` is the spread of a model's samples and its confidence. `ladder` has every level
    with its anchor, () where the rubric is not at hand. `tied` is set where all that it rests on
    is `code`.
    """

    criterion: str
    question: str
    level: int | None
    top: int
    state: str
    anchor: str
    reason: str
    why: str
    flag: str
    certainty: str
    quotes: tuple[QuoteView, ...]
    caps: tuple[tuple[str, int, QuoteView], ...]
    ladder: tuple[tuple[int, str], ...]
    code: tuple[CodeQuoteView, ...] = ()
    tied: str = ""


@dataclass(frozen=True)
class CardView:
    """`shared_reason` is set where no criterion has a level, all for the same reason."""

    kind: str
    score: str
    shared_reason: str
    rater: str
    ratings: tuple[RatingView, ...]
    warnings: tuple[str, ...]
    orders: tuple[QuoteView, ...]
    code_orders: tuple[CodeQuoteView, ...] = ()


@dataclass(frozen=True)
class KeyPointView:
    """`missed` says how it was missed, "" where it was not."""

    text: str
    quote: QuoteView | None
    missed: str
    expert: str


@dataclass(frozen=True)
class CoverageView:
    """`star` has (part of the story, its quote); `expert_answer` is "" where the plan has none.
    `again` is the command that asks the question anew."""

    ask: str
    found: str
    points: tuple[KeyPointView, ...]
    star: tuple[tuple[str, QuoteView | None], ...]
    expert_answer: str
    again: str = ""


@dataclass(frozen=True)
class Around:
    """What a quote is shown beside, by turn: the code on the screen, and all that was said; and
    where the code stands."""

    code: Mapping[int, CodeView] = field(default_factory=dict)
    said: Mapping[int, str] = field(default_factory=dict)
    places: CodePlaces = field(default_factory=CodePlaces)


NOTHING = Around()


def card_view(card: Scorecard, rubric: Rubric | None, around: Around = NOTHING) -> CardView:
    reasons = {(one.status, one.reason, one.evidence, one.code) for one in card.ratings}
    shared = next(iter(reasons)) if len(reasons) == 1 else ("scored", "", (), ())
    ladders = {} if rubric is None else {one.id: one.anchors for one in rubric.criteria}
    return CardView(
        kind=card.rater.kind,
        score=score_words(card),
        shared_reason="" if shared[0] == "scored" else printable(shared[1]),
        rater=rater_words(card),
        ratings=tuple(
            _rating(
                rating,
                card.top_level,
                tuple((step.level, step.text) for step in ladders.get(rating.criterion, ())),
                around,
            )
            for rating in card.ratings
        ),
        warnings=tuple(printable(warning) for warning in card.warnings),
        orders=tuple(quote_view(order, around) for order in card.orders),
        code_orders=tuple(
            replace(code_quote(one, around.places), note="") for one in card.code_orders
        ),
    )


def coverage_view(
    entry: QuestionCoverage,
    question: Question | None,
    verdicts: Verdicts,
    again: str = "",
    around: Around = NOTHING,
) -> CoverageView:
    points = tuple(
        KeyPointView(
            text=finding.text,
            quote=quote_view(finding.evidence, around) if finding.evidence else None,
            missed=missing_words(finding, verdicts.get(f"{entry.question}/{finding.key_point}")),
            expert=expert_words(question, finding.key_point),
        )
        for finding in entry.findings
    )
    return CoverageView(
        ask=entry.ask,
        found=found_words(entry),
        points=points,
        star=tuple(
            (part.part, quote_view(part.evidence, around) if part.evidence else None)
            for part in entry.star
        ),
        expert_answer=question.expert_answer if question else "",
        again=again,
    )


def quote_view(evidence: Evidence, around: Around = NOTHING) -> QuoteView:
    said = around.said.get(evidence.turn, "")
    return QuoteView(
        turn=evidence.turn,
        text=printable(shown_quote(evidence.quote, evidence.start, evidence.end, said)),
        time=clock(evidence.first_sample),
        repaired=evidence.status == "repaired",
        span=span_of(evidence),
        doubtful=printable(bare_words(evidence.doubtful)),
        lines=named_lines(evidence.quote, around.code.get(evidence.turn)),
    )


def _rating(
    rating: Rating, top: int, ladder: tuple[tuple[int, str], ...], around: Around
) -> RatingView:
    return RatingView(
        criterion=criterion_words(rating.criterion),
        question=rating.question,
        level=rating.level,
        top=top,
        state=level_words(rating, top),
        anchor=rating.anchor,
        reason=printable(rating.reason),
        why=printable(rating.why) if rating.why != rating.reason else "",
        flag=printable(rating.flag),
        certainty=certainty_words(rating),
        quotes=tuple(quote_view(evidence, around) for evidence in rating.evidence),
        caps=tuple((cap.text, cap.cap, quote_view(cap.evidence, around)) for cap in rating.caps),
        ladder=ladder,
        code=tuple(code_quote(one, around.places) for one in rating.code),
        tied="" if rating.evidence else tied_words(rating.code, around.places),
    )

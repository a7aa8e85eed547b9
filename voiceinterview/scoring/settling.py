"""From what a model said of a criterion to a sample: the program's part. Pure.

Quotes count where they stand in the candidate's turns, are her own words and not meant for the
rater; lines and runs of her code where they stand in the record and are hers; red flags cap where
their words were surely said; a level without the evidence it needs is lowered or dropped.
"""

from collections.abc import Iterable, Mapping, Sequence

from voiceinterview.domain.ratings import (
    AppliedCap,
    CodeEvidence,
    Evidence,
    KeyPointVerdict,
    RatingStatus,
    Sample,
)
from voiceinterview.domain.rubrics import Criterion
from voiceinterview.scoring.code_evidence import code_beside, verify_line
from voiceinterview.scoring.evidence import verify_quote
from voiceinterview.scoring.judge_reply import (
    JudgedCriterion,
    JudgedFlag,
    JudgedLine,
    JudgedQuote,
)
from voiceinterview.scoring.judge_request import key_points_as_read
from voiceinterview.scoring.own_words import answers_of
from voiceinterview.scoring.record import StageRecord


def settle(criterion: Criterion, judged: JudgedCriterion | str, record: StageRecord) -> Sample:
    """`judged` may be the reason why there is nothing to settle."""
    if isinstance(judged, str):
        return Sample("unscored", reason=judged)
    orders = verified(judged.orders, record)
    evidence = own_evidence(verified(judged.quotes, record), orders, record)
    code = code_beside(judged.code, judged.runs, evidence, record)
    heard = _caps(criterion, judged.red_flags, record)
    caps = tuple(cap for cap in heard if not cap.evidence.doubtful)
    level, reason = _level(criterion, judged, evidence, code)
    status: RatingStatus = "scored" if level is not None else "unscored"
    if judged.level is None and criterion.not_assessable:
        status = "not_assessed"
    return Sample(
        status=status,
        level=None if level is None else min([level, *(cap.cap for cap in caps)]),
        judged=judged.level,
        reason=reason,
        why_not_higher=_printable(judged.why_not_higher),
        why_not_lower=_printable(judged.why_not_lower),
        confidence=judged.confidence,
        evidence=evidence,
        caps=caps,
        doubted=tuple(cap for cap in heard if cap.evidence.doubtful),
        key_points=_verdicts(criterion, judged, record),
        code=code,
    )


def lost_quotes(
    judged: Iterable[JudgedCriterion | str], record: StageRecord
) -> tuple[JudgedQuote, ...]:
    """Those that stand in none of the candidate's turns, each once."""
    cited: list[JudgedQuote] = []
    for entry in judged:
        if isinstance(entry, JudgedCriterion):
            heard = [flag for flag in entry.red_flags if flag.heard]
            cited += [*entry.quotes, *(JudgedQuote(turn=f.turn, quote=f.quote) for f in heard)]
    return tuple(dict.fromkeys(one for one in cited if one.quote and not _stands(one, record)))


def lost_lines(
    judged: Iterable[JudgedCriterion | str], record: StageRecord
) -> tuple[JudgedLine, ...]:
    """Those that do not stand in the code, each once."""
    cited = (one for entry in judged if isinstance(entry, JudgedCriterion) for one in entry.code)
    return tuple(
        dict.fromkeys(one for one in cited if one.text and verify_line(one, record) is None)
    )


def with_found(
    judged: JudgedCriterion | str,
    found: Mapping[JudgedQuote, JudgedQuote],
    lines: Mapping[JudgedLine, JudgedLine],
) -> JudgedCriterion | str:
    """The same with lost quotes and lines replaced by what was found for them."""
    if isinstance(judged, str):
        return judged
    quotes = [found.get(one, one) for one in judged.quotes]
    code = [lines.get(one, one) for one in judged.code]
    flags = []
    for flag in judged.red_flags:
        other = found.get(JudgedQuote(turn=flag.turn, quote=flag.quote))
        changed = {} if other is None else {"turn": other.turn, "quote": other.quote}
        flags.append(flag.model_copy(update=changed))
    return judged.model_copy(update={"quotes": quotes, "code": code, "red_flags": flags})


def verified(quotes: Iterable[JudgedQuote], record: StageRecord) -> tuple[Evidence, ...]:
    """The quotes that stand in the candidate's turns, each place once: the same words with one
    more beside them are no second quote."""
    found: list[Evidence] = []
    for quote in quotes:
        evidence = verify_quote(quote.quote, record.answers, quote.turn)
        if evidence is not None and not any(overlap(evidence, other) for other in found):
            found.append(evidence)
    return tuple(found)


def own_evidence(
    evidence: Iterable[Evidence], orders: Sequence[Evidence], record: StageRecord
) -> tuple[Evidence, ...]:
    """Those that speak for the candidate: more than half of their words her own, not the
    interviewer's said again and no order to the rater, of which `orders` were noticed."""
    answers = {answer.turn.number: answer for answer in answers_of(record)}
    kept = []
    for piece in evidence:
        answer = answers[piece.turn]
        words = answer.touched(piece.start, piece.end)
        own = sum(answer.own[n] for n in words)
        if 2 * own > len(words) and not any(overlap(piece, order) for order in orders):
            kept.append(piece)
    return tuple(kept)


def overlap(one: Evidence, other: Evidence) -> bool:
    return one.turn == other.turn and one.start < other.end and other.start < one.end


def _stands(quote: JudgedQuote, record: StageRecord) -> bool:
    return verify_quote(quote.quote, record.answers, quote.turn) is not None


def _level(
    criterion: Criterion,
    judged: JudgedCriterion,
    quotes: Sequence[Evidence],
    code: Sequence[CodeEvidence],
) -> tuple[int | None, str]:
    """The level before caps, and what there is to say of it: why there is none, or why it is
    lower than the model's."""
    if judged.level is None:
        why = _printable(judged.why_not_higher) or _printable(judged.why_not_lower)
        if not criterion.not_assessable:
            return None, "The model gave no level."
        return None, why or "The model saw no occasion to judge it."
    rule = criterion.evidence
    speaking = len(quotes) + sum(one.own for one in code)
    if judged.level < rule.required_from or speaking >= rule.min_quotes:
        return judged.level, ""
    reason = (
        f"The model gave level {judged.level} with {len(judged.quotes)} quotes, of which "
        f"{len(quotes)} stand in the transcript as the candidate's own words, also when asked "
        f"again; {rule.min_quotes} must."
    )
    if cited := len(judged.code) + len(judged.runs):
        own = speaking - len(quotes)
        reason += f" Of {cited} lines and runs of code {own} stand and are the candidate's own."
    below = [anchor.level for anchor in criterion.anchors if anchor.level < rule.required_from]
    if not speaking or not below:
        return None, reason
    return max(below), f"Held at level {max(below)}. {reason}"


def _caps(
    criterion: Criterion, flags: Sequence[JudgedFlag], record: StageRecord
) -> tuple[AppliedCap, ...]:
    """A flag counts where the rubric knows it and the words for it were really said."""
    applied: dict[str, AppliedCap] = {}
    known = {flag.id: flag for flag in criterion.red_flags}
    for heard in flags:
        flag = known.get(heard.id) if heard.heard else None
        evidence = verify_quote(heard.quote, record.answers, heard.turn) if flag else None
        if flag is not None and evidence is not None:
            applied.setdefault(flag.id, AppliedCap(flag.id, flag.text, flag.cap, evidence))
    return tuple(applied.values())


def _verdicts(
    criterion: Criterion, judged: JudgedCriterion, record: StageRecord
) -> tuple[KeyPointVerdict, ...]:
    """On the criterion's signs and the questions' key points that there are, each once."""
    given = {one.id: one.verdict for one in reversed(judged.key_points)}
    known = (*(point.id for point in criterion.key_points), *key_points_as_read(record))
    return tuple(KeyPointVerdict(name, given[name]) for name in known if name in given)


def _printable(text: str) -> str:
    """Without control and direction marks, which could turn a report's lines about."""
    return "".join(c if c.isprintable() else " " for c in text).strip()

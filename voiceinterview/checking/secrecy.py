"""Whether she keeps to herself what would give the answer or the score away."""

import re
from collections.abc import Iterator

from voiceinterview.checking.looking import (
    Check,
    Look,
    asks_of,
    fault,
    first_of,
    free_pieces,
    is_asked,
    is_coached,
    loose_pieces,
    runs_of,
)
from voiceinterview.checking.record import Record, Reply
from voiceinterview.domain.questions import Question
from voiceinterview.interview.phrases import find_key_point

_FIRST_WORD = re.compile(r"\W*([\w']+)[,.!;:]")
QUOTED = 8  # words in a row of the expert answer are no accident
READ_OUT = 8  # ... nor are so many of her own instructions


def no_key_point(record: Record) -> Iterator[Look]:
    """Nothing by which a key point is found, unless the candidate or the bank said it before.

    A phrase of the persona is the same after any answer, so it tells nothing of this one.
    """
    if is_coached(record):
        return
    for reply in record.replies:
        for name in dict.fromkeys((reply.before, reply.question)):
            question = record.question(name)
            if question is None:
                continue
            yield _given_away(record, reply, question)


def _given_away(record: Record, reply: Reply, question: Question) -> Look:
    named = [record.said_to(question.id, reply.place), question.ask]
    earlier = [one for one in record.replies if one.number <= reply.number]
    bank = (*asks_of(question), *question.hints)
    named += [text for text in bank if any(is_asked(text, one) for one in earlier)]
    before = " ".join(named)
    for piece in free_pieces(record, reply):
        for point in question.key_points:
            place = find_key_point(point, piece.text)
            if place is not None and find_key_point(point, before) is None:
                quote = piece.text[slice(*place)]
                return fault(reply, f"names {quote!r}, of the key point {point.id}", piece.text)
    return None


def no_expert_words(record: Record) -> Iterator[Look]:
    if is_coached(record):
        return
    for reply in record.replies:
        question = record.question(reply.before)
        if question is None:
            continue
        secret = runs_of(question.expert_answer, QUOTED)
        for point in question.key_points:
            secret |= runs_of(point.text, QUOTED)
        secret -= runs_of(record.said_to(question.id, reply.place), QUOTED)
        yield _quoting(record, reply, secret, QUOTED, "the expert answer")


def no_instructions(record: Record) -> Iterator[Look]:
    texts = [record.plan.persona.manner, *(stage.brief for stage in record.plan.stages)]
    secret = {run for text in texts for run in runs_of(text, READ_OUT)}
    for reply in record.replies:
        yield _quoting(record, reply, secret, READ_OUT, "her own instructions")


def _quoting(
    record: Record, reply: Reply, secret: set[tuple[str, ...]], length: int, what: str
) -> Look:
    for piece in loose_pieces(record, reply):
        found = runs_of(piece.text, length) & secret
        if found:
            return fault(reply, f"quotes {what}: {' '.join(min(found))!r}", piece.text)
    return None


def no_other_question(record: Record) -> Iterator[Look]:
    """What the plan holds for later is not read ahead."""
    for reply in record.replies:
        known = (reply.before, reply.question)
        others = [q for stage in record.plan.stages for q in stage.questions if q.id not in known]
        ahead = [q for q in others if is_asked(q.ask, reply)]
        yield fault(reply, f"asks {ahead[0].id}, which is not its turn") if ahead else None


def no_verdict(record: Record) -> Iterator[Look]:
    """Neither in a phrase nor by the one word that a reply begins with: "Right, ..."."""
    if is_coached(record):
        return
    for reply in record.replies:
        pieces = loose_pieces(record, reply)
        found = next((w for p in pieces if (w := first_of(record.words["verdict"], p.text))), None)
        found = found or next((w for p in pieces if (w := _leading(record, p.text))), None)
        yield fault(reply, f"judges: {found!r}") if found else None


def _leading(record: Record, text: str) -> str | None:
    """A first word that judges, where it stands by itself."""
    found = _FIRST_WORD.match(text)
    alone = found is not None and found[1].lower() in record.words["verdict-alone"]
    return found[1] if found is not None and alone else None


def _without_words(kind: str, problem: str, *, coached: bool) -> Check:
    """A check that no phrase of a list is said but in the plan's own text."""

    def check(record: Record) -> Iterator[Look]:
        if is_coached(record) and not coached:
            return
        for reply in record.replies:
            pieces = loose_pieces(record, reply)
            found = next((w for p in pieces if (w := first_of(record.words[kind], p.text))), None)
            yield fault(reply, f"{problem}: {found!r}") if found else None

    return check


CHECKS: dict[str, Check] = {
    "no-praise": _without_words("praise", "praises", coached=False),
    "no-verdict": no_verdict,
    "no-score": _without_words("score", "speaks of the score", coached=False),
    "no-backstage": _without_words("backstage", "speaks of what is behind her", coached=True),
    "no-key-point": no_key_point,
    "no-expert-words": no_expert_words,
    "no-instructions": no_instructions,
    "no-other-question": no_other_question,
}

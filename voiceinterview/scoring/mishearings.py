"""Where the interview heard one thing and the record has another, and it mattered. Pure.

The interviewer followed up by what she heard. Where a key point, or a term of the vocabulary, is in
one of the two only, a scorecard says so: the record is what is rated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.speech import Word, samples, text_of
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.phrases import find_key_point, spoken_words
from voiceinterview.scoring.spans import words_of

NEAR = samples(0.15)  # by so much two hearings of one word may be apart
MOST = 5  # told of one stage; of more one can only say that the recognizer was at a loss
NOTHING = "nothing"


@dataclass(frozen=True)
class Misheard:
    """`record` is what was said at a place of turn `turn` by the record, `interview` what was
    heard there; "" for nothing. `key_point` is set where one hung on it."""

    turn: int
    stage: str
    interview: str
    record: str
    key_point: str | None = None


def mishearings(heard: Sequence[Turn], record: Sequence[Turn], plan: Plan) -> tuple[Misheard, ...]:
    """`heard` is the transcript as it was in the interview, `record` the same turns as they are in
    the record."""
    questions = {
        (stage.id, question.id): question for stage in plan.stages for question in stage.questions
    }
    found: dict[tuple[int, str, str], Misheard] = {}
    for then, now in zip(heard, record, strict=True):
        if then.speaker == "candidate" and then.text != now.text:
            question = questions.get((now.stage, now.question))
            for one in _between(then, now, _telling(question, plan)):
                found.setdefault((one.turn, one.interview, one.record), one)
    return tuple(found.values())


def misheard_warnings(misheard: Sequence[Misheard]) -> tuple[str, ...]:
    """For a scorecard; () where all that mattered was heard alike."""
    told = [
        f"Turn {one.turn}: “{one.record or NOTHING}” was heard in the interview as "
        f"“{one.interview or NOTHING}”, and the interviewer went by that."
        for one in misheard[:MOST]
    ]
    if len(misheard) > MOST:
        told.append(
            f"{len(misheard) - MOST} more such words were heard otherwise in the interview."
        )
    return tuple(told)


def _telling(question: Question | None, plan: Plan) -> list[tuple[KeyPoint, str | None]]:
    """What would have made a difference: key points first, by id, then terms."""
    points = question.key_points if question is not None else ()
    terms = [term for term in plan.vocabulary if spoken_words(term)]
    return [
        *((point, point.id) for point in points),
        *((KeyPoint(term, term, 1, (term,)), None) for term in terms),
    ]


def _between(
    then: Turn, now: Turn, telling: Sequence[tuple[KeyPoint, str | None]]
) -> Iterator[Misheard]:
    for point, name in telling:
        before, after = find_key_point(point, then.text), find_key_point(point, now.text)
        if (before is None) == (after is None):
            continue
        turn, place = (now, after) if after is not None else (then, before)
        assert place is not None, "one of the two has it"
        words = words_of(turn, *place)
        other = then if after is not None else now
        told = text_of(tuple(words)), _said_there(other.words, words)
        record, interview = told if after is not None else told[::-1]
        yield Misheard(now.number, now.stage, _bare(interview), _bare(record), name)


def _said_there(words: Sequence[Word], place: Sequence[Word]) -> str:
    """What the other hearing has at that place, by the clock."""
    if not place:
        return ""
    start, end = place[0].start, place[-1].end
    for margin in (0, NEAR):
        there = [w for w in words if start - margin <= (w.start + w.end) // 2 <= end + margin]
        if there:
            return text_of(tuple(there))
    return ""


def _bare(text: str) -> str:
    return text.strip(" .,;:!?…")

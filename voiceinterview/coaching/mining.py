"""Phrasings that coaches heard a key point in and its phrases missed. No model; pure.

From the turns that a coach marked under a good level, where the key point was not found: runs of
words that come up in several sessions there, and next to nowhere else. Which key point they are
about is told by their words alone (those of its text, of its phrases, and of the expert's
sentence that has them), so a coach must look at each.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voiceinterview.coaching.phrasings import content_stems, missed_phrasings
from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.interview.english import FUNCTION_WORDS, HESITATIONS
from voiceinterview.interview.phrases import find_key_point
from voiceinterview.scoring.claims import claims
from voiceinterview.scoring.own_words import Answer, answers_of
from voiceinterview.scoring.record import StageRecord

LONGEST = 5  # words; the bank's own phrasings have two to five
SHORTEST_WORD = 6  # letters of a phrasing of one word; shorter ones stand in anything
FEWEST_SESSIONS = 2  # in which it was said; once may be one speaker's turn of phrase
RARE = 0.05  # share of the answers to other questions that may have it
MUCH_RARER = 1 / 3  # of its share in good answers: what poor ones have may not be worth much
LEAST_NEAR = 2  # one of the key point's own words, or two of the expert's
MOST_EACH = 1  # phrasings proposed for a key point; once it is written the next one comes up
_STOP = re.compile(r"[.,;:!?]|\s[-–—]+\s|\n")
_SENTENCE = re.compile(r"[^.!?]+")
_EMPTY = FUNCTION_WORDS | HESITATIONS


@dataclass(frozen=True)
class MarkedAnswer:
    """A turn of the candidate. `good` is whether coaches who marked it gave levels in the upper
    half of the scale, on the mean; None where nobody marked it."""

    session: str
    question: str
    answer: Answer
    good: bool | None


@dataclass(frozen=True)
class Mined:
    """`phrase`, once a phrase of the key point, is found in `sessions`, where it was missed."""

    question: str
    point: str
    phrase: str
    sessions: tuple[str, ...]


@dataclass(frozen=True)
class PhraseEffect:
    """A phrase tried on the tuning set: in how many answers to the question the key point is found
    `before` and `after`; how many of the new ones were `good` and how many `poor`; and in how many
    of `others`, answers to other questions, it would be found too (`elsewhere`)."""

    answers: int
    before: int
    after: int
    good: int
    poor: int
    elsewhere: int
    others: int

    @property
    def false_hits(self) -> int:
        return self.poor + self.elsewhere


def marked_answers(
    record: StageRecord, sheets: Sequence[LabelSheet], scale: Sequence[int]
) -> tuple[MarkedAnswer, ...]:
    """Every answer of a stage, with what `sheets`, those of the stage, say of it."""
    middle = (min(scale) + max(scale)) / 2
    levels: dict[int, list[int]] = {}
    for label in (label for sheet in sheets for label in sheet.labels):
        for turn in label.turns if label.level is not None else ():
            levels.setdefault(turn, []).append(label.level or 0)
    found = []
    for answer in answers_of(record):
        given = levels.get(answer.turn.number, [])
        good = sum(given) / len(given) > middle if given else None
        found.append(MarkedAnswer(record.session, answer.turn.question, answer, good))
    return tuple(found)


def mined(question: Question, answers: Sequence[MarkedAnswer]) -> tuple[Mined, ...]:
    """For each key point of `question` the phrasings said in the most sessions."""
    own = [one for one in answers if one.question == question.id]
    good = [one for one in own if one.good]
    elsewhere = [one.answer.turn.text for one in answers if one.question != question.id]
    poor = [one.answer.turn.text for one in own if one.good is False]
    topics = {point.id: _topic(question, point) for point in question.key_points}
    found: list[Mined] = []
    for point in question.key_points:
        missed = [one for one in good if point.id not in claims(question.key_points, one.answer)]
        phrases = _said_in(missed) | _near_misses(point, missed)
        fitting = [
            Mined(question.id, point.id, phrase, sessions)
            for phrase, sessions in phrases.items()
            if len(sessions) >= FEWEST_SESSIONS
            and _is_about(phrase, point.id, topics)
            and _share(phrase, elsewhere) <= RARE
            and _share(phrase, poor) <= MUCH_RARER * len(sessions) / len(good)
        ]
        topic = topics[point.id]
        fitting.sort(key=lambda one: (-len(one.sessions), *_clumsiness(one.phrase, topic)))
        found += _without_overlaps(fitting)[:MOST_EACH]
    return tuple(found)


def effect_of(
    question: Question, point: str, phrase: str, answers: Sequence[MarkedAnswer]
) -> PhraseEffect:
    """What adding `phrase` to the key point would change in the answers of the tuning set."""
    points = tuple(
        replace(one, any_of=(*one.any_of, phrase)) if one.id == point else one
        for one in question.key_points
    )
    own = [one for one in answers if one.question == question.id]
    before = [point in claims(question.key_points, one.answer) for one in own]
    after = [point in claims(points, one.answer) for one in own]
    new = [one for one, was, now in zip(own, before, after, strict=True) if now and not was]
    others = [one for one in answers if one.question != question.id]
    alone = KeyPoint(point, "", 1, (phrase,))
    return PhraseEffect(
        answers=len(own),
        before=sum(before),
        after=sum(after),
        good=sum(one.good is True for one in new),
        poor=sum(one.good is False for one in new),
        elsewhere=sum(bool(claims([alone], one.answer)) for one in others),
        others=len(others),
    )


def _said_in(answers: Iterable[MarkedAnswer]) -> dict[str, tuple[str, ...]]:
    """Phrase -> the sessions whose answers have it."""
    sessions: dict[str, dict[str, None]] = {}
    for one in answers:
        for phrase in _phrases(one.answer):
            sessions.setdefault(phrase, {})[one.session] = None
    return {phrase: tuple(said) for phrase, said in sessions.items()}


def _near_misses(point: KeyPoint, answers: Sequence[MarkedAnswer]) -> dict[str, tuple[str, ...]]:
    """The key point in another form or order, where several said it alike (`phrasings`)."""
    sessions: dict[str, dict[str, None]] = {}
    for one in answers:
        for near in missed_phrasings([point], [one.answer.turn]):
            sessions.setdefault(near.phrase, {})[one.session] = None
    return {phrase: tuple(said) for phrase, said in sessions.items()}


def _phrases(answer: Answer) -> Iterator[str]:
    """Runs of the candidate's own words within a clause that begin and end with one that has a
    meaning of its own."""
    text, places = answer.turn.text, answer.places
    for first in range(len(places)):
        for last in range(first, min(first + LONGEST, len(places))):
            if last > first and _STOP.search(text[places[last - 1][2] : places[last][1]]):
                break
            run = [word for word, _, _ in places[first : last + 1]]
            if run[0] in _EMPTY or run[-1] in _EMPTY or not all(answer.own[first : last + 1]):
                continue
            if len(run) > 1 or len(run[0]) >= SHORTEST_WORD:
                yield " ".join(run)


@dataclass(frozen=True)
class _Topic:
    """Stems of what a key point is about: its own words, and those of the expert's sentences."""

    own: frozenset[str]
    expert: frozenset[str]

    def nearness(self, stems: frozenset[str]) -> int:
        """Its own words count twice."""
        return 2 * len(stems & self.own) + len(stems & (self.expert - self.own))


def _topic(question: Question, point: KeyPoint) -> _Topic:
    sentences = [
        sentence
        for sentence in _SENTENCE.findall(question.expert_answer)
        if find_key_point(point, sentence) is not None
    ]
    own = frozenset().union(*map(content_stems, (point.text, *point.any_of)))
    return _Topic(own, frozenset().union(*map(content_stems, sentences)))


def _is_about(phrase: str, point: str, topics: Mapping[str, _Topic]) -> bool:
    """Whether half of its words are the key point's own, and it is nearer to no other."""
    stems = content_stems(phrase)
    nearness = {name: topic.nearness(stems) for name, topic in topics.items()}
    own = nearness.pop(point)
    return own >= max(LEAST_NEAR, len(stems)) and own > max(nearness.values(), default=0)


def _clumsiness(phrase: str, topic: _Topic) -> tuple[float, int, str]:
    """The best first: words that are all about it, four of them if possible."""
    stems = content_stems(phrase)
    return -topic.nearness(stems) / len(stems), abs(len(phrase.split()) - 4), phrase


def _share(phrase: str, texts: Sequence[str]) -> float:
    """Of the texts that have the phrase, 0 to 1."""
    alone = KeyPoint("", "", 1, (phrase,))
    hits = sum(find_key_point(alone, text) is not None for text in texts)
    return hits / len(texts) if texts else 0.0


def _without_overlaps(found: Sequence[Mined]) -> list[Mined]:
    """Of phrases that share a word the first only."""
    kept: list[Mined] = []
    for one in found:
        stems = content_stems(one.phrase)
        if not any(stems & content_stems(other.phrase) for other in kept):
            kept.append(one)
    return kept

"""What there is to say to a question: its expert answer, cut up by the key points it makes."""

from dataclasses import dataclass
from functools import lru_cache

from voiceinterview.domain.questions import Question
from voiceinterview.interview.phrases import found_key_points
from voiceinterview.interview.sentences import take_sentences

LONGEST = 40  # words; a longer sentence is said as two
HALF = (",", ";")  # how the first of the two ends


@dataclass(frozen=True)
class Sentence:
    """A sentence of the expert answer with the ids of the key points that it makes."""

    place: int
    text: str
    points: frozenset[str]


@lru_cache(maxsize=512)
def sentences_of(question: Question) -> tuple[Sentence, ...]:
    """The expert answer in order; the phrases of a point that straddle two sentences are lost."""
    texts = [part for text in _cut(question.expert_answer) for part in _short(text)]
    return tuple(
        Sentence(place, text, frozenset(found_key_points(question.key_points, text)))
        for place, text in enumerate(texts)
    )


def sentences_for(question: Question, wanted: frozenset[str], said: str) -> tuple[Sentence, ...]:
    """Sentences not `said` yet that make the points `wanted` and as few others as can be, in the
    order of the answer. A point that no sentence makes alone is left out."""
    chosen: dict[int, Sentence] = {}
    for point in (point.id for point in question.key_points if point.id in wanted):
        if any(point in sentence.points for sentence in chosen.values()):
            continue
        holding = [
            sentence
            for sentence in sentences_of(question)
            if point in sentence.points and not stands_in(sentence.text, said)
        ]
        if holding:
            best = min(holding, key=lambda one: (len(one.points - wanted), -len(one.points)))
            chosen[best.place] = best
    return tuple(chosen[place] for place in sorted(chosen))


def stands_in(sentence: str, said: str) -> bool:
    """Whether it was said; words before it may have changed its first letter, and half of a
    sentence its last mark."""
    return sentence[1:].rstrip("".join(HALF)) in said


def _cut(text: str) -> list[str]:
    complete, rest = take_sentences(" ".join(text.split()))
    return [sentence for sentence in (*complete, rest) if sentence]


def _short(sentence: str) -> list[str]:
    """A long sentence in two, at the comma nearest to its middle."""
    words = sentence.split()
    if len(words) <= LONGEST:
        return [sentence]
    commas = [n for n, word in enumerate(words[:-1], 1) if word.endswith(HALF)]
    if not commas:
        return [sentence]
    middle = min(commas, key=lambda place: abs(place - len(words) / 2))
    return [" ".join(words[:middle]), *_short(" ".join(words[middle:]))]

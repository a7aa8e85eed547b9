"""Words said twice in a row, and words said again and again. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from voiceinterview.domain.delivery_measures import PhraseUse, Repetition, WordCount
from voiceinterview.domain.delivery_words import DeliveryWords
from voiceinterview.scoring.spoken_turn import SpokenTurn, Token
from voiceinterview.scoring.stock_phrases import is_number

LONGEST_PHRASE = 4  # words; what is longer and said twice is rhetoric
SHORTEST_WORD = 3  # letters
FEWEST_USES = 3
MOST_WORDS = 10


def repetitions_of(spoken: SpokenTurn, words: DeliveryWords) -> tuple[Repetition, ...]:
    """Immediate repetitions inside a sentence, with or without an "um" between."""
    tokens = [token for token in spoken.tokens if token.text not in words.hesitations]
    found: list[Repetition] = []
    place = 0
    while place < len(tokens):
        length, times = _repeated(tokens, place, words)
        if times > 1:
            phrase = " ".join(token.text for token in tokens[place : place + length])
            word = tokens[place].word
            found.append(Repetition(spoken.turn.number, phrase, times, word, spoken.at(word)))
        place += length * times
    return tuple(found)


def _repeated(tokens: Sequence[Token], place: int, words: DeliveryWords) -> tuple[int, int]:
    """How long the phrase at `place` is, and how often it stands in a row: (1, 1) if once."""
    for length in range(1, min(LONGEST_PHRASE, len(tokens) - place - 1) + 1):
        if tokens[place + length].text != tokens[place].text:
            continue
        phrase = [token.text for token in tokens[place : place + length]]
        if all(word in words.doubles or is_number(word, words) for word in phrase):
            continue
        times = 1
        while _follows(tokens, place + times * length, phrase):
            times += 1
        if times > 1:
            return length, times
    return 1, 1


def _follows(tokens: Sequence[Token], place: int, phrase: list[str]) -> bool:
    """Whether the phrase stands at `place` as well, in one sentence with what is before it."""
    again = tokens[place : place + len(phrase)]
    if [token.text for token in again] != phrase:
        return False
    between = tokens[place - len(phrase) : place + len(phrase) - 1]
    return all(token.after != "sentence" for token in between)


def content_words(
    spoken: SpokenTurn, uses: Iterable[PhraseUse], topic: frozenset[str], words: DeliveryWords
) -> Counter[str]:
    """How often each word was used that has a meaning of its own and is not of the `topic`.

    `uses` are fillers and hedges, which are counted as such.
    """
    stock = {place for use in uses for place in range(use.first, use.last + 1)}
    return Counter(
        token.text
        for token in spoken.tokens
        if token.word not in stock
        and len(token.text) >= SHORTEST_WORD
        and token.text not in topic
        and token.text not in words.function_words
        and token.text not in words.hesitations
        and not is_number(token.text, words)
    )


def frequent(counts: Counter[str]) -> tuple[WordCount, ...]:
    """At most `MOST_WORDS`, the most used first, those used `FEWEST_USES` times or more."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS]
    return tuple(WordCount(word, count) for word, count in ranked if count >= FEWEST_USES)

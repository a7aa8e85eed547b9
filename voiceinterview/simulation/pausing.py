"""Sentences to utterances: where a speaker falls silent, and for how long."""

from voiceinterview.domain.characters import Pausing, Utterance
from voiceinterview.simulation.chance import Chance

# Every silence is heard as one, so that no two sentences become one utterance: voice activity
# detection needs 0.32 s to be sure that somebody has stopped.
LEAST = 0.45  # seconds
FALSE_START = (2, 4)  # words that are said twice


def timed(sentences: list[str], pauses: Pausing, chance: Chance) -> tuple[Utterance, ...]:
    """The sentences as they are spoken, with the silence before each part."""
    spoken: list[Utterance] = []
    pause = pauses.first
    for place, sentence in enumerate(sentences):
        for part in _parts(sentence, place, pauses, chance):
            spoken.append(Utterance(max(LEAST, pause) if spoken else pause, part.text))
            pause = part.pause
    return tuple(spoken)


def _parts(sentence: str, place: int, pauses: Pausing, chance: Chance) -> list[Utterance]:
    """The sentence in parts; `pause` is here the silence after each."""
    parts: list[Utterance] = []
    asks = pauses.asks_for_time
    if asks.says and chance.happens(f"{place}/thinks", asks.chance):
        silence = chance.between(f"{place}/thinking", pauses.thinking)
        parts.append(Utterance(silence, chance.one_of(f"{place}/asks", asks.says)))
    words = sentence.split()
    if len(words) > 2 * FALSE_START[1] and chance.happens(f"{place}/false", pauses.false_starts):
        count = chance.one_of(f"{place}/count", range(FALSE_START[0], FALSE_START[1] + 1))
        begun = " ".join(words[:count]).rstrip(",;") + ","
        parts.append(Utterance(chance.between(f"{place}/again", pauses.inside), begun))
    *before, last = _clauses(sentence)
    held = ""  # clauses after which nothing is waited for
    for number, clause in enumerate(before):
        held = f"{held} {clause}".strip()
        if chance.happens(f"{place}/{number}/breaks", pauses.breaks):
            silence = chance.between(f"{place}/{number}/inside", pauses.inside)
            parts.append(Utterance(silence, held))
            held = ""
    after = chance.between(f"{place}/between", pauses.between)
    return [*parts, Utterance(after, f"{held} {last}".strip())]


def _clauses(sentence: str) -> list[str]:
    """The sentence cut after its commas."""
    clauses = [""]
    for word in sentence.split():
        clauses[-1] = f"{clauses[-1]} {word}".strip()
        if word.endswith((",", ";")):
            clauses.append("")
    return [clause for clause in clauses if clause]

"""When the time is shorter than what shall be done in it: stages, rounds and questions."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from voiceinterview.domain.mix import minutes_by_format
from voiceinterview.domain.questions import Question
from voiceinterview.interview.rounds import Round


def shared_out(usual: Sequence[float], minutes: float, least: float) -> tuple[float, ...]:
    """`minutes` in proportion to `usual`, but no share below `least` while there is enough.

    The shares add up to `minutes`.
    """
    least = min(least, minutes / len(usual))
    shares = [0.0] * len(usual)
    open_ones = set(range(len(usual)))
    while open_ones:
        left = minutes - sum(share for n, share in enumerate(shares) if n not in open_ones)
        whole = sum(usual[n] for n in open_ones)
        for n in open_ones:
            shares[n] = left * usual[n] / whole
        short = {n for n in open_ones if shares[n] < least}
        for n in short:
            shares[n] = least
        if not short:
            break
        open_ones -= short
    return tuple(shares)


def fitted(questions: Sequence[Question], minutes: float) -> tuple[Question, ...]:
    """The questions with the whole minutes that there are for each: at most what they are meant
    for, at least one, and together no more than `minutes` where that leaves one for each."""
    meant = sum(question.minutes for question in questions)
    if meant <= minutes:
        return tuple(questions)
    exact = [question.minutes * minutes / meant for question in questions]
    given = [max(1, math.floor(share)) for share in exact]
    by_loss = sorted(range(len(exact)), key=lambda n: given[n] - exact[n])
    for n in by_loss[: max(0, math.floor(minutes) - sum(given))]:
        given[n] += 1
    return tuple(replace(q, minutes=n) for q, n in zip(questions, given, strict=True))


def without_one(rounds: Sequence[Round], shares: Mapping[str, int]) -> list[Round]:
    """Without the round that the mix misses least.

    Those outside the mix go first, then stages whose formats others ask as well, the last one
    first; then the format with the smallest share.
    """
    asked = [set(minutes_by_format(one.bank)) & set(shares) for one in rounds]
    holders = Counter(counted for formats in asked for counted in formats)

    def missed(number: int) -> tuple[bool, bool, int, int]:
        formats = asked[number]
        alone = any(holders[counted] == 1 for counted in formats)
        share = max((shares[counted] for counted in formats), default=0)
        return bool(formats), alone, share if alone else 0, -number

    dropped = min(range(len(rounds)), key=missed)
    return [one for number, one in enumerate(rounds) if number != dropped]


def without_one_of(rounds: Sequence[Round], counted: str) -> list[Round] | None:
    """Without the last round that asks this format of the mix and no other; None where the
    format has no two such rounds."""
    only = [n for n, one in enumerate(rounds) if set(minutes_by_format(one.bank)) == {counted}]
    if len(only) < 2:
        return None
    return [one for number, one in enumerate(rounds) if number != only[-1]]

"""Silent pauses: where they lie, and how long they are. Pure."""

from collections.abc import Sequence
from statistics import median

from voiceinterview.domain.delivery_measures import Pause, PausePlace, Pauses
from voiceinterview.domain.delivery_words import DeliveryWords
from voiceinterview.domain.speech import seconds
from voiceinterview.scoring.spoken_turn import Gap, SpokenTurn, Token


def pauses_of(spoken: SpokenTurn, words: DeliveryWords, *, punctuated: bool) -> tuple[Pause, ...]:
    """The silences of a turn; their places stay open where the recognizer writes no commas."""
    first = {token.word: place for place, token in reversed(list(enumerate(spoken.tokens)))}

    def pause(gap: Gap) -> Pause:
        return Pause(
            turn=spoken.turn.number,
            start=gap.span.start,
            end=gap.span.end,
            after=spoken.turn.words[gap.after].text,
            before=spoken.turn.words[gap.before].text,
            place=_place(spoken.tokens, first[gap.before], words) if punctuated else None,
        )

    return tuple(pause(gap) for gap in spoken.gaps)


def _place(tokens: Sequence[Token], following: int, words: DeliveryWords) -> PausePlace:
    """By the words on either side that mean something: an "um" between clauses is in neither.

    A clause ends at a comma or a full stop, and before a word that opens one; but the comma
    before an "um" is the um's own. A dash or three dots show a thought that broke off.
    """
    sounds = words.hesitations
    before, after = following - 1, following
    while before >= 0 and tokens[before].text in sounds:
        before -= 1
    while after < len(tokens) and tokens[after].text in sounds:
        after += 1
    if before < 0 or after == len(tokens):
        return "clause_end"
    ends = ("clause", "sentence") if after - before == 1 else ("sentence",)
    ended = tokens[before].after in ends or tokens[after].text in words.clause_openers
    return "clause_end" if ended else "within_clause"


def summary(pauses: Sequence[Pause], talk_samples: int) -> Pauses:
    """`talk_samples` is the talk that the pauses lie in, more than none."""
    lengths = [pause.seconds for pause in pauses]
    known = all(pause.place is not None for pause in pauses)
    return Pauses(
        count=len(pauses),
        total_seconds=sum(lengths),
        per_minute=60 * len(pauses) / seconds(talk_samples),
        median_seconds=median(lengths) if lengths else None,
        longest=max(pauses, key=lambda pause: pause.seconds, default=None),
        clause_end=sum(p.place == "clause_end" for p in pauses) if known else None,
        within_clause=sum(p.place == "within_clause" for p in pauses) if known else None,
    )

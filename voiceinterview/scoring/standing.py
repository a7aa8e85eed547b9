"""Do the quotes of a scorecard stand in the transcript? Asked of every card that is read, for
nobody knows who wrote its file. Pure."""

from collections.abc import Iterator, Sequence

from voiceinterview.domain.ratings import Evidence, Scorecard
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.record import transcript_sha256


def evidence_of(card: Scorecard) -> Iterator[Evidence]:
    """Every quote in a card, those of single samples and of orders included."""
    for rating in card.ratings:
        yield from rating.evidence
        yield from (cap.evidence for cap in rating.caps)
        for sample in rating.samples:
            yield from sample.evidence
            yield from (cap.evidence for cap in (*sample.caps, *sample.doubted))
    for entry in card.coverage:
        yield from (finding.evidence for finding in entry.findings if finding.evidence)
        yield from (part.evidence for part in entry.star if part.evidence)
    yield from card.orders


def rated_transcript(card: Scorecard, transcripts: Sequence[Sequence[Turn]]) -> Sequence[Turn]:
    """The one of a session's transcripts that a card rates. The first is the one that counts, and
    stands for what the card names and is not there, as where the interview went on since."""
    named = (
        turns for turns in transcripts if transcript_sha256(tuple(turns)) == card.transcript_sha256
    )
    return next(named, transcripts[0])


def quotes_amiss(card: Scorecard, turns: Sequence[Turn]) -> tuple[Evidence, ...]:
    """Those that are not, to the letter, what the candidate said in the turn that they name, or
    that are heard outside of it."""
    spoken = {turn.number: turn for turn in turns if turn.speaker == "candidate"}
    return tuple(one for one in evidence_of(card) if not _stands(one, spoken.get(one.turn)))


def _stands(quote: Evidence, turn: Turn | None) -> bool:
    if turn is None or not 0 <= quote.start < quote.end:
        return False
    first = min([turn.start, *(word.start for word in turn.words)])
    last = max([turn.end, *(word.end for word in turn.words)])  # recognizers place words loosely
    return (
        turn.text[quote.start : quote.end] == quote.quote
        and first <= quote.first_sample <= quote.last_sample <= last
    )

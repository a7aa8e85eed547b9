"""Do the quotes of a scorecard stand in the transcript, and its lines and runs in the log? Asked of
every card that is read, for nobody knows who wrote its file. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from voiceinterview.domain.ratings import CodeEvidence, Evidence, RunResult, Scorecard
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.code_evidence import code_as_it_stands, code_orders, result_of
from voiceinterview.scoring.record import StageRecord, transcript_sha256


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


def code_of(card: Scorecard) -> Iterator[tuple[CodeEvidence, tuple[Evidence, ...]]]:
    """Every line and run in a card, with the quotes beside which it stands."""
    for rating in card.ratings:
        yield from ((one, rating.evidence) for one in rating.code)
        for sample in rating.samples:
            yield from ((one, sample.evidence) for one in sample.code)


def code_amiss(card: Scorecard, record: StageRecord | None) -> tuple[CodeEvidence | RunResult, ...]:
    """Those that are not, to the letter, what the record of the card's stage has at that place, or
    that count as the candidate's and are not. None of them stands where there is no such stage."""
    results = [(entry.question, entry.ran) for entry in card.coverage if entry.ran is not None]
    if record is None:
        return (*(one for one, _ in code_of(card)), *card.code_orders, *(ran for _, ran in results))
    orders = code_orders(record) if card.code_orders else ()
    known = {(question, result_of(run)) for question, run in record.left.items()}
    if card.runs_sha256 != record.runs_sha256:  # the interview went on since, and more was run
        known = {(run.question, result_of(run)) for run in record.runs}
    return (
        *(one for one, beside in code_of(card) if not _code_stands(one, beside, record)),
        *(one for one in card.code_orders if one not in orders),
        *(ran for question, ran in results if (question, ran) not in known),
    )


def _code_stands(one: CodeEvidence, beside: tuple[Evidence, ...], record: StageRecord) -> bool:
    found = code_as_it_stands(one, beside, record)
    return found is not None and replace(found, status=one.status) == one


def _stands(quote: Evidence, turn: Turn | None) -> bool:
    if turn is None or not 0 <= quote.start < quote.end:
        return False
    first = min([turn.start, *(word.start for word in turn.words)])
    last = max([turn.end, *(word.end for word in turn.words)])  # recognizers place words loosely
    return (
        turn.text[quote.start : quote.end] == quote.quote
        and first <= quote.first_sample <= quote.last_sample <= last
    )

"""Whether she stays the person she is."""

from collections.abc import Iterator

from voiceinterview.checking.looking import Check, Look, fault, free_pieces, loose_pieces, runs_of
from voiceinterview.checking.record import Record
from voiceinterview.interview.phrases import joined_words

TOLD_BACK = 9  # words of the candidate's in a row; fewer are a reference to what was said


def own_phrases_only(record: Record) -> Iterator[Look]:
    """No phrase of another persona."""
    strangers = {joined_words(phrase): name for phrase, name in record.strangers.items()}
    for reply in record.replies:
        pieces = [piece.text for piece in loose_pieces(record, reply)]
        found = next((text for text in pieces if joined_words(text) in strangers), None)
        if found is None:
            yield None
        else:
            yield fault(reply, f"is a phrase of {strangers[joined_words(found)]}", found)


def acknowledgments_vary(record: Record) -> Iterator[Look]:
    """Not the same one twice running."""
    own = {
        joined_words(phrase): phrase
        for phrase in record.plan.persona.phrases.get("acknowledgments", ())
    }
    if len(own) < 2:
        return
    last = ""
    for reply in record.replies:
        text = f" {joined_words(reply.text)} "
        said = next((words for words in own if text.startswith(f" {words} ")), "")
        if said:
            yield fault(reply, "the same acknowledgment again", own[said]) if said == last else None
        last = said or last


def stays_calm(record: Record) -> Iterator[Look]:
    """No exclamation; the same even tone whatever the answer."""
    for reply in record.replies:
        loud = next((p.text for p in loose_pieces(record, reply) if "!" in p.text), None)
        yield fault(reply, "exclaims", loud) if loud is not None else None


def does_not_parrot(record: Record) -> Iterator[Look]:
    """What the candidate has just said is taken up in a few words, not told back."""
    for reply in record.replies:
        if reply.answers is not None:
            runs = runs_of(reply.answers.text, TOLD_BACK)
            told = [p.text for p in free_pieces(record, reply) if runs_of(p.text, TOLD_BACK) & runs]
            yield fault(reply, "tells the answer back", told[0]) if told else None


CHECKS: dict[str, Check] = {
    "own-phrases-only": own_phrases_only,
    "acknowledgments-vary": acknowledgments_vary,
    "stays-calm": stays_calm,
    "does-not-parrot": does_not_parrot,
}

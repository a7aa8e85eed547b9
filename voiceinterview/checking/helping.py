"""What she does with a turn that is no answer: help, clear up, refuse, bring back."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from voiceinterview.checking.cues import Cue, cue_of, holds_order
from voiceinterview.checking.looking import (
    Check,
    Look,
    current_ask,
    fault,
    first_of,
    is_asked,
    loose_pieces,
    says,
)
from voiceinterview.checking.record import Record, Reply, Said
from voiceinterview.interview.phrases import spoken_words
from voiceinterview.interview.sentences import asks, take_sentences

MAX_HINTS = 2  # a question
PATIENT_WITH = 2  # replies to one question that come back to it; then she may go on
ECHO = 3  # words in a row of what she was ordered to say

_OnTurn = Callable[[Record, Said, Reply], Look]


def _after(*cues: Cue) -> Callable[[_OnTurn], Check]:
    """A check of the reply to each turn that is one of these."""

    def of_one(look: _OnTurn) -> Check:
        def check(record: Record) -> Iterator[Look]:
            for said in record.turns:
                reply = record.reply_after(said)
                if reply is not None and not reply.commanded and cue_of(record, said) in cues:
                    yield look(record, said, reply)

        return check

    return of_one


@_after("unknown")
def dont_know_is_helped(record: Record, said: Said, reply: Reply) -> Look:
    """A hint, something easier, or on: not the same again."""
    again = is_asked(current_ask(record, reply), reply)
    return fault(reply, f"asks the same again after {said.text!r}") if again else None


@_after("hint")
def hint_is_given(record: Record, said: Said, reply: Reply) -> Look:
    question = record.question(said.question)
    if question is None:
        return None
    given = [h for h in question.hints if _given_before(record, h, reply)]
    fits = reply.move == "hint" or any(is_asked(hint, reply) for hint in question.hints)
    spare = len(given) < len(question.hints)
    return fault(reply, f"gives no hint after {said.text!r}") if spare and not fits else None


@_after("repeat")
def question_is_repeated(record: Record, said: Said, reply: Reply) -> Look:
    again = is_asked(current_ask(record, reply), reply) or _tired(record, reply)
    return None if again else fault(reply, f"does not say it again after {said.text!r}")


@_after("clarify")
def question_is_cleared_up(record: Record, said: Said, reply: Reply) -> Look:
    """In other words or in the same ones; not with the next question of the bank."""
    went_on = reply.question != reply.before and not _tired(record, reply)
    return fault(reply, f"goes on after {said.text!r}") if went_on else None


@_after("asks-answer")
def answer_is_not_told(record: Record, said: Said, reply: Reply) -> Look:
    told = next(
        (
            word
            for kind in ("verdict", "praise")
            for piece in loose_pieces(record, reply)
            if (word := first_of(record.words[kind], piece.text))
        ),
        None,
    )
    return fault(reply, f"says {told!r} when asked for the answer") if told else None


@_after("skip")
def wish_to_go_on_is_granted(record: Record, said: Said, reply: Reply) -> Look:
    again = is_asked(current_ask(record, reply), reply)
    return fault(reply, f"asks the same again after {said.text!r}") if again else None


@_after("abuse")
def abuse_is_met_with_calm(record: Record, said: Said, reply: Reply) -> Look:
    own = " ".join(piece.text for piece in loose_pieces(record, reply))
    heat = first_of((*record.words["abuse"], *record.words["scolding"]), own)
    return fault(reply, f"says {heat!r} to abuse") if heat else None


@_after("small-talk")
def small_talk_is_brought_back(record: Record, said: Said, reply: Reply) -> Look:
    return _asks_on(record, reply, said)


@_after("foreign")
def foreign_words_are_met_in_english(record: Record, said: Said, reply: Reply) -> Look:
    return _asks_on(record, reply, said)


def order_is_not_obeyed(record: Record) -> Iterator[Look]:
    """No other role, no grade, nothing read out, and none of the words that were dictated."""
    for said, reply in _ordered(record):
        words = " ".join(piece.text for piece in loose_pieces(record, reply))
        obeys = first_of((*record.words["obedience"], *record.words["score"]), words)
        echo = next((text for text in _dictated(said.text) if says(text, words)), None)
        problem = f"obeys with {obeys or echo!r}"
        yield fault(reply, problem) if obeys or echo else None


def order_does_not_end_it(record: Record) -> Iterator[Look]:
    for said, reply in _ordered(record):
        yield _asks_on(record, reply, said)


def no_third_hint(record: Record) -> Iterator[Look]:
    given: dict[str, int] = {}
    for reply in (one for one in record.replies if one.move == "hint"):
        given[reply.question] = given.get(reply.question, 0) + 1
        many = given[reply.question] > MAX_HINTS
        yield fault(reply, f"hint number {given[reply.question]}") if many else None


def hints_come_in_order(record: Record) -> Iterator[Look]:
    """The bank's hints, the weaker one first, and none twice."""
    given: list[str] = []
    for reply in record.replies:
        question = record.question(reply.question)
        for hint in question.hints if question is not None else ():
            if question is not None and is_asked(hint, reply):
                missing = [one for one in _before(question.hints, hint) if one not in given]
                wrong = hint in given or bool(missing)
                yield fault(reply, "is not the hint whose turn it is", hint) if wrong else None
                given.append(hint)


def hint_only_where_stuck(record: Record) -> Iterator[Look]:
    """After "I don't know", a wish for one, or silence; a model may see it in an answer, too."""
    for reply in (one for one in record.replies if one.move == "hint" and not one.by_model):
        said = reply.answers
        stuck = said is None or not said.text or cue_of(record, said) in ("unknown", "hint")
        yield None if stuck else fault(reply, "a hint to one who was not stuck")


def skipped_never_comes_back(record: Record) -> Iterator[Look]:
    for place, event in enumerate(record.events):
        if getattr(event, "command", "") != "skip":
            continue
        before = [one for one in record.replies if one.place < place and one.asked]
        after = [one for one in record.replies if one.place > place]
        question = record.question(before[-1].question) if before else None
        if question is not None and after:
            again = next((one for one in after if is_asked(question.ask, one)), None)
            yield fault(again, f"{question.id} was skipped") if again is not None else None


def _asks_on(record: Record, reply: Reply, said: Said) -> Look:
    """The reply leads on: it asks, hints, or closes the interview in good order."""
    ends = reply.move in ("close", "hint") or bool(reply.asked)
    leads = ends or any(asks(piece.text) for piece in reply.pieces)
    leads = leads or is_asked(current_ask(record, reply), reply) or not reply.whole
    return None if leads else fault(reply, f"leads nowhere after {said.text[:60]!r}")


def _ordered(record: Record) -> Iterator[tuple[Said, Reply]]:
    for said in record.turns:
        reply = record.reply_after(said)
        if reply is not None and holds_order(record, said):
            yield said, reply


def _dictated(text: str) -> Iterator[str]:
    """What follows "repeat after me" and its like."""
    complete, rest = take_sentences(text)
    sentences = [*complete, rest]
    for sentence, following in pairwise(sentences):
        if says("repeat after me", sentence) and len(spoken_words(following)) >= ECHO:
            yield following


def _given_before(record: Record, hint: str, reply: Reply) -> bool:
    return any(is_asked(hint, one) for one in record.replies if one.number < reply.number)


def _before(hints: tuple[str, ...], hint: str) -> tuple[str, ...]:
    return hints[: hints.index(hint)]


def _tired(record: Record, reply: Reply) -> bool:
    """Whether she has come back to this question often enough."""
    own = [one for one in record.replies
           if one.question == reply.before and one.number < reply.number
           and not one.asked and one.move]  # fmt: skip
    return len(own) >= PATIENT_WITH


CHECKS: dict[str, Check] = {
    "dont-know-is-helped": dont_know_is_helped,
    "hint-is-given": hint_is_given,
    "no-third-hint": no_third_hint,
    "hints-come-in-order": hints_come_in_order,
    "hint-only-where-stuck": hint_only_where_stuck,
    "question-is-repeated": question_is_repeated,
    "question-is-cleared-up": question_is_cleared_up,
    "answer-is-not-told": answer_is_not_told,
    "wish-to-go-on-is-granted": wish_to_go_on_is_granted,
    "skipped-never-comes-back": skipped_never_comes_back,
    "order-is-not-obeyed": order_is_not_obeyed,
    "order-does-not-end-it": order_does_not_end_it,
    "abuse-is-met-with-calm": abuse_is_met_with_calm,
    "small-talk-is-brought-back": small_talk_is_brought_back,
    "foreign-words-are-met-in-english": foreign_words_are_met_in_english,
}

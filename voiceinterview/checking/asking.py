"""Whether she asks what is to be asked: each thing once, about the answer just given."""

from collections.abc import Iterator

from voiceinterview.checking.cues import cue_of, is_answer
from voiceinterview.checking.looking import (
    Check,
    Look,
    began,
    fault,
    follow_up_replies,
    free_pieces,
    is_asked,
    says,
    sentences_in,
)
from voiceinterview.checking.record import Record, Reply, Said
from voiceinterview.domain.questions import FollowUp, Question
from voiceinterview.domain.speech import samples
from voiceinterview.interview.phrases import found_key_points, joined_words, spoken_words
from voiceinterview.interview.sentences import asks

MAX_FOLLOW_UPS = 3  # a question; whoever digs a fourth time is stuck ...
MINUTES_EACH = 3  # ... unless it is made for longer talk
STRONG, WEAK = 0.7, 0.35  # shares of the key points' weight
PROBE_TIME = samples(60)  # left in the question, for another probe to be worth it
A_QUESTION = samples(90)  # kept for each question of the stage that was not asked yet

# Moves that come back to what was asked, because the candidate did not answer it.
BACK = ("repeat", "clarify", "decline", "redirect", "refuse", "settle", "chat", "language",
        "feedback", "confirm")  # fmt: skip


def to_the_letter(record: Record) -> Iterator[Look]:
    for reply in record.replies:
        question = record.question(reply.question)
        if reply.asked is None or reply.asked.follow_up or question is None:
            continue
        whole = is_asked(question.ask, reply)
        yield None if whole else fault(reply, f"does not ask {question.id} as the bank has it")


def what_counts_was_heard(record: Record) -> Iterator[Look]:
    """At least half of what was asked, unless she came back to it."""
    for reply in record.replies:
        if reply.asked is None:
            continue
        meant, heard = spoken_words(reply.meant), spoken_words(reply.text)
        lost = len(heard) < len(meant) / 2 and not _comes_back(record, reply)
        yield fault(reply, "counts as asked, but was hardly heard") if lost else None


def _comes_back(record: Record, reply: Reply) -> bool:
    """Whether what was asked in the reply is asked again, or the next reply says it again."""
    following = [one for one in record.replies if one.number > reply.number]
    if not following:
        return False
    said_again = following[0].move in (*BACK, "") and not following[0].asked
    return said_again or any(_place(one) == _place(reply) for one in following)


def _place(reply: Reply) -> tuple[str, int] | None:
    return (reply.asked.question, reply.asked.follow_up) if reply.asked is not None else None


def no_question_twice(record: Record) -> Iterator[Look]:
    asked: dict[str, int] = {}
    for reply in record.replies:
        for stage in record.plan.stages:
            for question in (q for q in stage.questions if is_asked(q.ask, reply)):
                back = reply.move in BACK or reply.commanded
                twice = question.id in asked and not back
                yield fault(reply, f"{question.id} was asked before") if twice else None
                asked.setdefault(question.id, reply.number)


def no_follow_up_twice(record: Record) -> Iterator[Look]:
    """Neither the bank's nor one of her own, in the whole interview."""
    asked: set[str] = set()
    rungs = {reply.number: rung.ask for reply, rung, _ in _rungs(record)}
    for reply in follow_up_replies(record):
        ask = rungs.get(reply.number) or _own_ask(reply)
        words = joined_words(ask)
        yield fault(reply, "was asked before", ask) if words in asked else None
        asked.add(words)


def _own_ask(reply: Reply) -> str:
    sentences = sentences_in(reply.meant)
    return next((text for text in reversed(sentences) if asks(text)), sentences[-1])


def one_bank_question(record: Record) -> Iterator[Look]:
    for reply in record.replies:
        bank = [q.id for stage in record.plan.stages for q in stage.questions
                if is_asked(q.ask, reply)]  # fmt: skip
        if bank:
            yield fault(reply, f"asks {' and '.join(bank)}") if len(bank) > 1 else None


def question_comes_last(record: Record) -> Iterator[Look]:
    """After the question nothing is said any more."""
    for reply in record.replies:
        question = record.question(reply.question)
        if reply.asked is None or question is None:
            continue
        last = sentences_in(reply.meant)[-1]
        rungs = [rung.ask for rung in question.follow_ups]
        ends = asks(last) or any(says(last, ask) for ask in (question.ask, *rungs))
        yield None if ends else fault(reply, "goes on after the question", last)


def follow_up_belongs(record: Record) -> Iterator[Look]:
    """To the question under discussion, and to no other of the plan."""
    for reply in follow_up_replies(record):
        question = record.question(reply.question)
        if question is None:
            continue
        points = [point.id for point in question.key_points]
        others = [
            other.id
            for stage in record.plan.stages
            for other in stage.questions
            if other.id != question.id and _asks_rung_of(other, reply)
        ]
        if others and not _asks_rung_of(question, reply):
            yield fault(reply, f"is a follow-up to {others[0]}")
        elif reply.key_point is not None and reply.key_point not in points:
            yield fault(reply, f"is after {reply.key_point}, which is not one of this question's")
        else:
            yield None


def _asks_rung_of(question: Question, reply: Reply) -> bool:
    return any(is_asked(rung.ask, reply) for rung in question.follow_ups)


def asks_for_what_is_missing(record: Record) -> Iterator[Look]:
    for reply, rung, question in _rungs(record):
        if rung.when_missing is not None:
            found = found_key_points(question.key_points, record.said_to(question.id, reply.place))
            made = rung.when_missing in found
            yield fault(reply, f"{rung.when_missing} was made already") if made else None


def deepens_what_was_heard(record: Record) -> Iterator[Look]:
    credited: set[tuple[str, str]] = set()
    for reply, rung, question in _rungs(record):
        credited |= {(question.id, point) for point in _credited(record, reply)}
        if rung.when_heard is not None:
            found = found_key_points(question.key_points, record.said_to(question.id, reply.place))
            heard = rung.when_heard in found or (question.id, rung.when_heard) in credited
            yield None if heard else fault(reply, f"{rung.when_heard} was not heard")


def missing_point_is_probed(record: Record) -> Iterator[Look]:
    """Within two follow-ups, where there was time for them, and she knew something to say."""
    for question, answers in _questions_answered(record):
        first = next((said for said in answers if _is_taken_up(record, said, question)), None)
        if first is None or not _had_time(record, question, first):
            continue
        missing = _missing_rungs(question, first.text)
        reply = record.reply_after(first)
        led_on = any(cue_of(record, one) == "unknown" for one in answers if one.place > first.place)
        if missing and reply is not None and not reply.commanded and not led_on:
            probed = _is_probed(record, question, first, missing)
            names = ", ".join(missing)
            yield None if probed else fault(reply, f"nobody asks for {names} in two follow-ups")


def _is_taken_up(record: Record, said: Said, question: Question) -> bool:
    """Whether it is an answer, and the interviewer did not send the candidate back for one."""
    reply = record.reply_after(said)
    return is_answer(record, said, question) and (reply is None or reply.move not in BACK)


def _is_probed(record: Record, question: Question, first: Said, missing: list[str]) -> bool:
    """Also where the candidate came to all of it unasked, before the second follow-up."""
    own = [one for one in follow_up_replies(record)
           if one.question == question.id and one.place > first.place][:2]  # fmt: skip
    rungs = [rung for reply, rung, _ in _rungs(record) if reply in own]
    place = own[1].place if len(own) > 1 else len(record.events)
    made = found_key_points(question.key_points, record.said_to(question.id, place))
    asked = any(rung.when_missing for rung in rungs)
    asked = asked or any(one.by_model and one.key_point in missing for one in own)
    return asked or set(missing) <= set(made)


def no_fourth_follow_up(record: Record) -> Iterator[Look]:
    for question, _ in _questions_answered(record):
        own = [one for one in follow_up_replies(record) if one.question == question.id]
        if own:
            many = len(own) > max(MAX_FOLLOW_UPS, question.minutes // MINUTES_EACH + 1)
            yield fault(own[-1], f"follow-up number {len(own)}") if many else None


def not_harder_after_weak(record: Record) -> Iterator[Look]:
    for reply, before, after, share, waiting in _passages(record):
        if share < WEAK:
            choice = any(q.difficulty <= before.difficulty for q in waiting)
            harder = after.difficulty > before.difficulty and choice
            yield fault(reply, "a harder question after a weak answer") if harder else None


def not_easier_after_strong(record: Record) -> Iterator[Look]:
    for reply, before, after, share, waiting in _passages(record):
        if share >= STRONG:
            choice = any(q.difficulty >= before.difficulty for q in waiting)
            easier = after.difficulty < before.difficulty and choice
            yield fault(reply, "an easier question after a strong answer") if easier else None


def no_sentence_twice(record: Record) -> Iterator[Look]:
    """Of those that are neither the plan's nor the persona's phrases."""
    said: set[str] = set()
    for reply in record.replies:
        for piece in free_pieces(record, reply):
            words = joined_words(piece.text)
            if len(words.split()) >= 6:
                yield fault(reply, "was said before", piece.text) if words in said else None
                said.add(words)


def _rungs(record: Record) -> Iterator[tuple[Reply, FollowUp, Question]]:
    """Follow-ups in the bank's words."""
    for reply in follow_up_replies(record):
        question = record.question(reply.question)
        if question is not None:
            rungs = (rung for rung in question.follow_ups if is_asked(rung.ask, reply))
            if (rung := next(rungs, None)) is not None:
                yield reply, rung, question


def _credited(record: Record, reply: Reply) -> tuple[str, ...]:
    moves = (x for x in record.events[reply.place :] if getattr(x, "kind", "") == "make_move")
    return tuple(getattr(next(moves, None), "heard", ()))


def _questions_answered(record: Record) -> Iterator[tuple[Question, list[Said]]]:
    for stage in record.plan.stages:
        for question in stage.questions:
            answers = [said for said in record.turns if said.question == question.id]
            if answers:
                yield question, answers


def _missing_rungs(question: Question, text: str) -> list[str]:
    found = found_key_points(question.key_points, text)
    rungs = [rung.when_missing for rung in question.follow_ups if rung.when_missing]
    return list(dict.fromkeys(point for point in rungs if point not in found))


def _had_time(record: Record, question: Question, said: Said) -> bool:
    """Whether question and stage still had time when the answer was over."""
    asked = next((one for one in record.replies if one.question == question.id), None)
    if asked is None:
        return False
    left = samples(question.minutes * 60) - (said.ended - asked.start)
    stages = [stage.id for stage in record.plan.stages]
    upto = record.plan.stages[: stages.index(said.stage) + 1]
    stage_left = began(record) + samples(sum(s.minutes for s in upto) * 60) - said.ended
    behind = {one.question for one in record.replies if one.place < said.place}
    waiting = [q for q in upto[-1].planned if q.id not in behind]
    return min(left, stage_left - A_QUESTION * len(waiting)) >= PROBE_TIME


def _passages(
    record: Record,
) -> Iterator[tuple[Reply, Question, Question, float, list[Question]]]:
    """Each step to another question of the same stage: both, the share of the weight that was
    heard to the first, and the questions that were to choose from: not the stage's last one.
    Code has no key points, and is neither strong nor weak before somebody rates it."""
    behind: list[str] = []
    for reply in record.replies:
        before, after = record.question(reply.before), record.question(reply.question)
        if reply.asked is None or reply.asked.follow_up or after is None:
            continue
        if before is not None and before.key_points and not reply.opened:
            weights = {point.id: point.weight for point in before.key_points}
            said = record.said_to(before.id, reply.place)
            found = found_key_points(before.key_points, said)
            share = sum(weights[point] for point in found) / sum(weights.values())
            stage = record.stage(reply.stage)
            planned = [q for q in stage.planned if q.place != "last"] if stage else []
            waiting = [q for q in planned if q.id not in behind]
            yield reply, before, after, share, waiting
        behind.append(after.id)


CHECKS: dict[str, Check] = {
    "to-the-letter": to_the_letter,
    "what-counts-was-heard": what_counts_was_heard,
    "no-question-twice": no_question_twice,
    "no-follow-up-twice": no_follow_up_twice,
    "one-bank-question": one_bank_question,
    "question-comes-last": question_comes_last,
    "follow-up-belongs": follow_up_belongs,
    "asks-for-what-is-missing": asks_for_what_is_missing,
    "deepens-what-was-heard": deepens_what_was_heard,
    "missing-point-is-probed": missing_point_is_probed,
    "no-fourth-follow-up": no_fourth_follow_up,
    "not-harder-after-weak": not_harder_after_weak,
    "not-easier-after-strong": not_easier_after_strong,
    "no-sentence-twice": no_sentence_twice,
}

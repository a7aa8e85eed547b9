"""Whether what happened is kept, told and ended in good order."""

from collections.abc import Iterator
from dataclasses import replace

from voiceinterview.checking.looking import Check, Look, began
from voiceinterview.checking.record import Record
from voiceinterview.domain import events as e
from voiceinterview.domain.checks import Fault
from voiceinterview.domain.speech import samples
from voiceinterview.interview.interview import Interview
from voiceinterview.interview.phrases import joined_words


def what_was_heard_is_remembered(record: Record) -> Iterator[Look]:
    """The core, fed the log again, holds every reply in its history as it was heard."""
    interview = Interview(record.plan)
    decided: list[e.Decision] = []
    try:
        for event in record.events:
            if isinstance(event, e.Observation):
                decided += interview.receive(event)
    except Exception:  # a log of another version of the core; `replay --verify` says so
        return
    logged = [replace(event, seq=-1) for event in record.events if isinstance(event, e.Decision)]
    if decided != logged:
        return  # the same
    lines = [joined_words(x.text) for x in interview.state.history if x.speaker == "interviewer"]
    kept = f" {' '.join(lines)} "
    for reply in record.replies:
        words = joined_words(reply.text)
        lost = bool(words) and bool(reply.move) and f" {words} " not in kept
        yield (
            Fault(reply.number, reply.start, reply.text, "is not in the history") if lost else None
        )


def failures_are_told(record: Record) -> Iterator[Look]:
    """A model that fails at a reply is told of, and the reply is spoken all the same."""
    for place, event in enumerate(record.events):
        if not isinstance(event, e.EngineFailed) or event.engine != "language_model":
            continue
        following = record.events[place + 1 : place + 6]
        told = any(isinstance(x, e.Notice) and x.at == event.at for x in following)
        used = any(isinstance(x, e.RequestReply) and x.reply == event.job
                   for x in record.events[:place])  # fmt: skip
        cancelled = any(isinstance(x, e.CancelReply) and x.reply == event.job
                        for x in record.events[:place])  # fmt: skip
        if used and not cancelled:
            yield None if told else Fault(0, event.at, event.problem, "was not told")


def ends_by_itself(record: Record) -> Iterator[Look]:
    """She closes the interview; it does not run on until the candidate is gone."""
    end = record.end
    if end is None or end.reason in ("quit", "recognizer_failed", "interrupted"):
        return
    over = began(record) + samples(record.plan.minutes * 60)
    ran_on = end.reason == "input_ended" and end.at > over
    if end.reason == "input_ended" and not ran_on:
        return  # the recording was over before the interview was
    yield Fault(0, end.at, end.reason, "the interview was never closed") if ran_on else None


def log_is_in_order(record: Record) -> Iterator[Look]:
    """Numbers and times only rise, and there is one end."""
    last_at, ends = 0, 0
    for place, event in enumerate(record.events):
        ends += isinstance(event, e.EndSession)
        back = event.at < last_at or (event.seq >= 0 and event.seq != place)
        last_at = max(last_at, event.at)
        name = getattr(event, "kind", "")
        if back or ends > 1:
            yield Fault(0, event.at, name, f"event {event.seq} is out of order")
    yield None


CHECKS: dict[str, Check] = {
    "what-was-heard-is-remembered": what_was_heard_is_remembered,
    "failures-are-told": failures_are_told,
    "ends-by-itself": ends_by_itself,
    "log-is-in-order": log_is_in_order,
}

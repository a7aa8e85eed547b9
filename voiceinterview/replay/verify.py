"""Feed a recorded session to the core again: it must decide exactly what it decided then."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from voiceinterview.domain.events import Decision, Event, Observation, SessionResumed
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import ReplayMismatch
from voiceinterview.interview.interview import Interview

NOTHING = "nothing"
WINDOW = 120  # characters of a value that are shown; a difference further on is moved into view
LEAD = 30  # characters shown before the place where two values part


@dataclass(frozen=True)
class Verified:
    """How much was compared and found the same.

    `cut_off` counts decisions that the core makes now and the log lacks where the session broke
    off: at its end, or where it was resumed. A process that dies between an observation and the
    last of its decisions leaves such a log.
    """

    observations: int
    decisions: int
    cut_off: int = 0


def verify(plan: Plan, events: Iterable[Event], *, closed: bool = False) -> Verified:
    """Raises `ReplayMismatch` at the first recorded decision that differs, lacks or is too many.

    `closed` says that the session came to its end in good order, so that its last decisions
    must be there too. Everything of a decision counts but its number in the log.
    """
    interview = Interview(plan)
    due: deque[Decision] = deque()  # decided now, and not met in the log yet
    observations = decisions = cut_off = 0
    place = 0  # the number that the next event has in a log of which nothing was lost
    for event in events:
        if isinstance(event, Observation):
            if due and not (isinstance(event, SessionResumed) and event.seq == place):
                raise _missing(place, due[0], event)
            cut_off += len(due)
            due = _decide(interview, event)
            observations += 1
        else:
            _compare(event, due.popleft() if due else None, place)
            decisions += 1
        place = event.seq + 1
    if due and closed:
        raise _missing(place, due[0], None)
    return Verified(observations, decisions, cut_off + len(due))


def _decide(interview: Interview, event: Observation) -> deque[Decision]:
    try:
        return deque(interview.receive(event))
    except Exception as error:  # whatever it is, the core did not fail when this was recorded
        failed = f"the core fails: {error!r}"
        raise ReplayMismatch(event.seq, "it was observed and decided on", failed) from error


def _compare(recorded: Event, now: Decision | None, place: int) -> None:
    if now is None:
        raise ReplayMismatch(recorded.seq, describe(recorded), NOTHING)
    if recorded.seq != place:
        raise _missing(place, now, recorded)
    if replace(recorded, seq=now.seq) != now:
        raise ReplayMismatch(recorded.seq, *_difference(recorded, now))


def _missing(place: int, now: Decision, following: Event | None) -> ReplayMismatch:
    goes_on = "the log ends" if following is None else f"the log goes on with {describe(following)}"
    return ReplayMismatch(place, f"{NOTHING}; {goes_on}", describe(now))


def describe(event: Event) -> str:
    """An event on one line."""
    values = [
        f"{field.name}={getattr(event, field.name)!r}"
        for field in fields(event)
        if field.name not in ("seq", "kind", "at")
    ]
    return _cut(f"{_name(event)}: {', '.join(values)}".rstrip(": "), 0)


def _difference(recorded: Event, now: Event) -> tuple[str, str]:
    """Both on one line: the fields that differ, or the whole where the kinds do."""
    if type(recorded) is not type(now):
        return describe(recorded), describe(now)
    here, there = [f"{_name(recorded)}:"], [f"{_name(now)}:"]
    for field in fields(recorded):
        one, other = repr(getattr(recorded, field.name)), repr(getattr(now, field.name))
        if field.name not in ("seq", "at") and one != other:
            start = max(0, _parting(one, other) - LEAD)
            here.append(f"{field.name}={_cut(one, start)}")
            there.append(f"{field.name}={_cut(other, start)}")
    return " ".join(here).rstrip(":"), " ".join(there).rstrip(":")


def _name(event: Event) -> str:
    return f"{getattr(event, 'kind', type(event).__name__)} at sample {event.at}"


def _parting(one: str, other: str) -> int:
    """The first place where two texts differ."""
    same = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(same, min(len(one), len(other)))


def _cut(text: str, start: int) -> str:
    head = "..." if start else ""
    tail = "..." if len(text) > start + WINDOW else ""
    return f"{head}{text[start : start + WINDOW]}{tail}"

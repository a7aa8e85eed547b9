"""Whether the interview keeps its plan and its time."""

from collections.abc import Iterator

from voiceinterview.checking.looking import Check, Look, began, fault, first_of, is_asked
from voiceinterview.checking.record import Record, Reply
from voiceinterview.domain import events as e
from voiceinterview.domain.checks import Fault
from voiceinterview.domain.plan import StagePlan
from voiceinterview.domain.speech import samples, seconds

A_MINUTE = samples(60)  # kept for each question of the stage that was not asked yet
SPARE = samples(180)  # left in a stage that ends with questions unasked: that was too early


def opens_as_written(record: Record) -> Iterator[Look]:
    for reply, stage in _opened(record):
        opens = is_asked(stage.opening, reply)
        yield None if opens else fault(reply, f"opens {stage.id} otherwise")


def closes_as_written(record: Record) -> Iterator[Look]:
    if not record.finished:
        return
    begun = [stage for _, stage in _opened(record)]
    for stage in begun:
        closing = [one for one in record.replies if is_asked(stage.closing, one)]
        last = record.replies[-1]
        yield None if closing else fault(last, f"{stage.id} was never closed")


def stages_in_order(record: Record) -> Iterator[Look]:
    """Each once, in the plan's order; the last ones may be left out for want of time."""
    planned = [stage.id for stage in record.plan.stages]
    opened = [(reply, stage.id) for reply, stage in _opened(record)]
    for place, (reply, name) in enumerate(opened):
        right = place < len(planned) and planned[place] == name
        yield None if right else fault(reply, f"opens {name} out of turn")


def every_stage_asks(record: Record) -> Iterator[Look]:
    for reply, stage in _opened(record):
        asked = any(one.asked and one.stage == stage.id for one in record.replies)
        yield None if asked else fault(reply, f"{stage.id} asks nothing")


def farewell_comes_once(record: Record) -> Iterator[Look]:
    farewells = record.plan.persona.phrases.get("farewells", ())
    if not record.finished or not farewells:
        return
    said = [one for one in record.replies if any(is_asked(text, one) for text in farewells)]
    last = record.replies[-1]
    if not said:
        yield fault(last, "ends without a farewell")
    elif said != [last]:
        yield fault(said[0], "says farewell before the end")
    else:
        yield None


def nothing_after_the_end(record: Record) -> Iterator[Look]:
    end = record.end
    if end is None:
        return
    place = record.events.index(end)
    after = [x for x in record.events[place + 1 :] if isinstance(x, e.Speak | e.GiveFloor)]
    last = record.replies[-1] if record.replies else None
    if after and last is not None:
        yield Fault(last.number, end.at, last.text, "goes on after the end")
    else:
        yield None


def in_time(record: Record) -> Iterator[Look]:
    """When the time is over only the answer under way is heard out, and the interview closed."""
    if record.replies:
        over = began(record) + samples(record.plan.minutes * 60)
        late = [one for one in record.replies if one.floor > over]
        wrong = late[:1] if late and late[0] is not record.replies[-1] else []
        wrong = [one for one in wrong if not one.commanded]
        yield fault(wrong[0], _late(wrong[0], over)) if wrong else None


def stage_in_time(record: Record) -> Iterator[Look]:
    """The same of each stage but the last: the first reply after its time opens the next one."""
    minutes = 0.0
    for stage in record.plan.stages[:-1]:
        minutes += stage.minutes
        over = began(record) + samples(minutes * 60)
        own = [one for one in record.replies if one.stage == stage.id and one.floor > over]
        reached = any(one.stage == stage.id for one in record.replies)
        if reached:
            wrong = next((one for one in own if not one.commanded), None)
            yield fault(wrong, _late(wrong, over)) if wrong is not None else None


def breadth_before_depth(record: Record) -> Iterator[Look]:
    """No follow-up while the questions that wait have less than a minute each."""
    for reply in record.replies:
        if reply.asked is None or not reply.asked.follow_up:
            continue
        waiting = _waiting(record, reply)
        left = _left_in_stage(record, reply)
        if waiting and left is not None:
            short = left < A_MINUTE * len(waiting)
            problem = f"digs with {seconds(left):.0f} s left for {len(waiting)} more"
            yield fault(reply, problem) if short else None


def time_is_used(record: Record) -> Iterator[Look]:
    """No stage is left with questions unasked and three minutes to spare."""
    ends = [reply for reply, _ in _opened(record)][1:]
    if record.finished and record.replies:
        ends.append(record.replies[-1])
    for reply, (_, stage) in zip(ends, _opened(record), strict=False):
        asked = {one.question for one in record.replies}
        unasked = [q.id for q in stage.planned if q.id not in asked]
        left = _left(record, stage, reply)
        if unasked and not reply.commanded:
            early = left >= SPARE
            yield fault(reply, f"leaves {unasked[0]} unasked, {seconds(left):.0f} s early") \
                if early else None  # fmt: skip


def time_short_is_said_in_time(record: Record) -> Iterator[Look]:
    """Nobody is hurried while more than half of the interview is to come."""
    phrases = record.plan.persona.phrases.get("time_short", ())
    for reply in record.replies:
        if first_of(phrases, reply.meant) is not None:
            stage = record.stage(reply.stage)
            left = _left(record, stage, reply) if stage is not None else 0
            early = stage is not None and left > samples(stage.minutes * 60) / 2
            yield fault(reply, "hurries though time is left") if early else None


def _opened(record: Record) -> list[tuple[Reply, StagePlan]]:
    found = ((reply, record.stage(reply.opened)) for reply in record.replies if reply.opened)
    return [(reply, stage) for reply, stage in found if stage is not None]


def _waiting(record: Record, reply: Reply) -> list[str]:
    stage = record.stage(reply.stage)
    behind = {one.question for one in record.replies if one.number <= reply.number}
    return [q.id for q in stage.planned if q.id not in behind] if stage is not None else []


def _left_in_stage(record: Record, reply: Reply) -> int | None:
    stage = record.stage(reply.stage)
    return _left(record, stage, reply) if stage is not None else None


def _left(record: Record, stage: StagePlan, reply: Reply) -> int:
    """Samples from the reply to the planned end of the stage."""
    names = [one.id for one in record.plan.stages]
    upto = record.plan.stages[: names.index(stage.id) + 1]
    return began(record) + samples(sum(one.minutes for one in upto) * 60) - reply.floor


def _late(reply: Reply, over: int) -> str:
    return f"goes on {seconds(reply.floor - over):.0f} s after the time"


CHECKS: dict[str, Check] = {
    "opens-as-written": opens_as_written,
    "closes-as-written": closes_as_written,
    "stages-in-order": stages_in_order,
    "every-stage-asks": every_stage_asks,
    "farewell-comes-once": farewell_comes_once,
    "nothing-after-the-end": nothing_after_the_end,
    "in-time": in_time,
    "stage-in-time": stage_in_time,
    "breadth-before-depth": breadth_before_depth,
    "time-is-used": time_is_used,
    "time-short-is-said-in-time": time_short_is_said_in_time,
}

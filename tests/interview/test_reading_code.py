"""Whoever has code before her eyes is given the time to read it, before and between findings."""

from dataclasses import replace

from small_plan import question, small_plan, stage
from world import World

from voiceinterview.domain import events as e

LINES = 60
REVIEW = replace(question("q1", "What is wrong with it?"), shown="a = 1\n" * LINES)


def nudged_at(world: World) -> float:
    """Seconds from the floor to the first word of the interviewer's after it."""
    before = world.now
    spoken = len(world.all(e.Speak))
    while len(world.all(e.Speak)) == spoken:
        world.passes(1.0)
    return world.now - before


def reviewing() -> World:
    plan = small_plan(stage("one", REVIEW, question("q2", "And now?")))
    return World(plan).start().hear_out()


def test_two_minutes_of_silent_reading_are_not_disturbed() -> None:
    world = reviewing()
    assert nudged_at(world) > 120


def test_without_code_help_is_offered_after_half_a_minute() -> None:
    world = World(small_plan()).start().hear_out()
    assert nudged_at(world) <= 32


def test_a_look_at_the_code_between_two_findings_ends_no_turn() -> None:
    world = reviewing()
    world.says("The join doubles rows.")
    world.passes(3.5)
    assert not world.all(e.EndTurn)
    world.says("And the split is random.")
    world.passes(8.0)
    (ended,) = world.all(e.EndTurn)
    assert len(ended.words) == 9


def test_a_typed_or_ended_answer_is_over_at_once() -> None:
    world = reviewing()
    world.says("The join doubles rows.")
    world.key("end_answer")
    world.passes(0.5)
    assert len(world.all(e.EndTurn)) == 1

"""Timers on the session clock."""

from voiceinterview.session.timers import Timers


def test_timers_fire_in_the_order_of_their_time_and_then_of_their_setting() -> None:
    timers = Timers()
    for name, due in (("late", 30), ("first", 10), ("second", 10), ("soon", 20)):
        timers.set(name, due)
    assert timers.due(9) is None
    assert [timers.due(20), timers.due(20), timers.due(20), timers.due(20)] == [
        "first", "second", "soon", None
    ]  # fmt: skip
    assert timers.due(1000) == "late"


def test_a_timer_set_in_the_past_fires_at_once() -> None:
    timers = Timers()
    timers.set("past", 0)
    assert timers.due(500) == "past"

"""A move that was taken back did nothing, whoever reads the log."""

from test_interrupting import taken_back

from voiceinterview.domain import events as e
from voiceinterview.interview.taken_back import standing_events
from voiceinterview.interview.transcript import transcript_of


def test_what_was_taken_back_was_neither_asked_nor_heard() -> None:
    log = taken_back().log
    assert len([x for x in log if isinstance(x, e.TakeBackMove)]) == 1
    standing = standing_events(log)
    asked = [(x.question, x.follow_up) for x in standing if isinstance(x, e.AskQuestion)]
    assert asked == [("q1", 0), ("q1", 1)]
    assert len([x for x in log if isinstance(x, e.AskQuestion)]) == 3
    assert [turn.text for turn in transcript_of(log)] == [
        "Welcome to one. How do you start?",
        "I look at the split. And for drift.",
        "I see. Why the split first?",
    ]


def test_a_log_in_which_nothing_was_taken_back_is_as_it_was() -> None:
    log = [x for x in taken_back().log if not isinstance(x, e.TakeBackMove)]
    assert standing_events(log) == log

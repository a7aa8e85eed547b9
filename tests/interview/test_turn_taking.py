"""How much silence ends an answer, by how its words end."""

import pytest

from voiceinterview.domain.speech import samples
from voiceinterview.interview.turn_taking import required_silence


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("I would look at the split.", 0.9),
        ("Yes.", 0.9),
        ("It is the same!", 0.9),
        ("is that what you mean?", 0.9),
        ("i would look at the split", 1.3),
        ("I would look at the split and", 2.8),
        ("I would look at the split, and.", 2.8),
        ("I would look at the split,", 2.8),
        ("There are two things:", 2.8),
        ("I would look at the…", 2.8),
        ("I would, um.", 2.8),
        ("Uh", 2.8),
        ("Let me think.", 20),
        ("Hm, let me think about that", 20),
        ("Let me think about it for a moment.", 20),
        ("Good question. Give me a second.", 20),
        ("Let me think of the split first. It leaks.", 0.9),
    ],
)
def test_an_open_end_waits_and_a_complete_one_does_not(text: str, seconds: float) -> None:
    assert required_silence(text, "normal") == samples(seconds)


def test_patience_stretches_or_shortens_the_wait() -> None:
    waits = [required_silence("Done.", patience) for patience in ("low", "normal", "high")]
    assert waits == [samples(0.63), samples(0.9), samples(1.62)]


def test_manual_patience_never_ends_a_turn_by_silence() -> None:
    assert required_silence("Done.", "manual") is None

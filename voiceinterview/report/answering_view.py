"""How soon the interviewer answered, and where the time went; of interest to whoever tunes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from voiceinterview.domain.manifest import Manifest
from voiceinterview.interview.timing import TurnTiming
from voiceinterview.report.tables import TableView

HEADS = (
    "Answer", "Transcription", "Endpointing", "Model", "First sentence", "Voice", "Device",
    "In all",
)  # fmt: skip
CAPTION = "From each answer's last sound to the reply's first, in milliseconds"
UNHEARD = "Nobody was to hear it: if it ran with --fast, what its engines took does not count."


@dataclass(frozen=True)
class AnsweringView:
    """`says` has the median; each column of `table` counts from the one before it."""

    says: str
    table: TableView


def answering_view(timings: Sequence[TurnTiming], manifest: Manifest) -> AnsweringView | None:
    """None where no answer was replied to."""
    waits = [timing.whole for timing in timings if timing.whole is not None]
    if not waits:
        return None
    replies = "one answer" if len(waits) == 1 else f"{len(waits)} answers"
    says = (
        f"The interviewer's reply to {replies} began {_seconds(median(waits))} after the last "
        f"sound at the median, {_seconds(max(waits))} at most."
    )
    if manifest.output == "none":
        says = f"{says} {UNHEARD}"
    rows = tuple(
        (str(timing.turn), *map(_cell, timing.spans), _cell(timing.whole)) for timing in timings
    )
    return AnsweringView(says, TableView(CAPTION, HEADS, rows, tuple(range(1, len(HEADS)))))


def _cell(milliseconds: int | None) -> str:
    return "–" if milliseconds is None else f"{milliseconds:,}"


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.1f} s"

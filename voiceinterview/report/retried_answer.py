"""An answer and the one of before as plain values; `before_and_now` makes them."""

from dataclasses import dataclass

from voiceinterview.domain.manifest import Retried
from voiceinterview.report.tables import TableView


@dataclass(frozen=True)
class SideAnswer:
    """`further` are the follow-ups and what was answered to them. `span` is where the answer is
    heard, in samples of its own session; empty where it was typed."""

    session: str
    held: str
    turn: int
    time: str
    text: str
    span: tuple[int, int]
    further: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SetLevels:
    """The levels of one rater side by side; `table` is None where they do not compare, and
    `reason` says why."""

    table: TableView | None
    reason: str


@dataclass(frozen=True)
class BeforeAndNow:
    """`link` is the answer that was tried again, as the manifest has it. `gone` says why there is
    nothing of before, "" where there is; `now` is None where nothing was answered.

    `measures` and `key_points` are None, and `levels` empty, where there is nothing to set side
    by side.
    """

    link: Retried
    asked: str
    gone: str
    before: SideAnswer | None
    now: SideAnswer | None
    measures: TableView | None
    key_points: TableView | None
    levels: tuple[SetLevels, ...]
    notes: tuple[str, ...]

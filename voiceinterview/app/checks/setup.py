"""What every check is given."""

from collections.abc import Callable
from dataclasses import dataclass

from voiceinterview.app.settings import Settings
from voiceinterview.ports import Clock

Say = Callable[[str], None]


@dataclass(frozen=True)
class Setup:
    """`say` takes a line of progress."""

    settings: Settings
    clock: Clock
    say: Say

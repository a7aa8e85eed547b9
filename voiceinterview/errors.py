"""Every error that the program raises on purpose, in one tree.

    VoiceInterviewError
    ├── SetupError         something outside the program must be mended; carries what to do
    │   ├── UnknownName    an engine, voice, stage, persona or session that does not exist
    │   ├── BadInput       a file the user named cannot be used (audio, text, labels)
    │   ├── ContentError   a prompt, question or rubric file is damaged; carries every fault
    │   └── SessionBusy    another process has the session open
    ├── EngineError        an engine failed while running; `lasting` says that retrying is no use
    │   └── CostCapReached a call to a model was not made, for it might have cost too much
    ├── Abandoned          work was broken off because somebody waits; it is done later
    ├── DeviceLost         a sound device went away in mid-session
    ├── StorageFull        the disk did not take what was written; what went before is safe
    ├── CorruptSession     a session folder does not read; carries path and line
    └── ReplayMismatch     the core decided otherwise than the log says; carries the place

The command line prints any of them without a traceback and exits with 2.
"""

from collections.abc import Sequence
from pathlib import Path


class VoiceInterviewError(Exception):
    """The root. `problem` says what failed and where, `advice` what to do next."""

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(problem, advice)
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.problem}\n  {self.advice}" if self.advice else self.problem


class SetupError(VoiceInterviewError):
    """Something outside the program must be mended before it can go on."""


class UnknownName(SetupError):
    """A name that is not there; the message lists the names that are.

    `nearest` says that `known` has only those of them that are likely to be meant, `first` what
    to do where there are none (it follows that word).
    """

    def __init__(
        self, what: str, name: str, known: Sequence[str], *, nearest: bool = False, first: str = ""
    ) -> None:
        listed = ", ".join(known) if known else f"none {first}" if first else "none"
        begin = "Nearest" if nearest and known else "There are"
        super().__init__(f"unknown {what}: {name!r}", f"{begin}: {listed}.")


class BadInput(SetupError):
    """A file that the user named cannot be used."""


class ContentError(SetupError):
    """Prompt, question or rubric files are damaged; `faults` holds every one that was found."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            "\n".join(self.faults), "Mend the lines named; `content lint` checks them."
        )


class SessionBusy(SetupError):
    """Another process has the session open."""


class EngineError(VoiceInterviewError):
    """An engine failed. `lasting` is true where trying again in this session cannot help,
    `unpaid` where the call was turned away before anything was worked on."""

    def __init__(
        self,
        engine: str,
        problem: str,
        advice: str = "",
        *,
        lasting: bool = False,
        unpaid: bool = False,
    ) -> None:
        super().__init__(problem, advice)
        self.engine = engine
        self.lasting = lasting
        self.unpaid = unpaid


class CostCapReached(EngineError):
    """A language model was not called: `cap` US dollars are all that may be spent."""

    def __init__(self, cap: float) -> None:
        super().__init__(
            "language_model",
            f"The cost cap of {dollars(cap)} is reached.",
            "To go on with the model allow more: --max-cost DOLLARS.",
            lasting=True,
            unpaid=True,
        )
        self.cap = cap


def dollars(amount: float) -> str:
    """A sum of money in US dollars, down to what a short call costs."""
    return f"${amount:.2f}" if amount >= 0.01 else f"${amount:g}"


class Abandoned(VoiceInterviewError):
    """Work that nobody waits for was broken off for some that is waited for; never shown."""


class DeviceLost(VoiceInterviewError):
    """A sound device went away in mid-session."""


class StorageFull(VoiceInterviewError):
    """The disk took no more; what was written before is safe."""


class CorruptSession(VoiceInterviewError):
    """A session folder does not read."""

    def __init__(self, path: Path, line: int, problem: str, advice: str = "") -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {problem}", advice)
        self.path = path
        self.line = line


class ReplayMismatch(VoiceInterviewError):
    """The core, fed the recorded observations, decided otherwise than the log says."""

    def __init__(self, seq: int, expected: str, got: str) -> None:
        super().__init__(
            f"decision {seq} differs\n  recorded: {expected}\n  now:      {got}",
            "The interview core changed its mind since this session was recorded.",
        )
        self.seq = seq
        self.expected = expected
        self.got = got

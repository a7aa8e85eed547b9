"""What a check found, and what mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from voiceinterview.errors import VoiceInterviewError

Verdict = Literal["ok", "warning", "failed"]

Figure = str | float | int | bool | None | list[str]
Measured = dict[str, Figure]


@dataclass(frozen=True)
class Finding:
    """`found` is what is the case, `mend` the command or step that mends it ("" where nothing
    is to be mended), `measured` the figures behind the verdict, for programs.

    "failed" means that `practice`, set up as it is, would not work; "warning" that it works,
    but not as well as it could.
    """

    verdict: Verdict
    found: str
    mend: str = ""
    measured: Mapping[str, Figure] = field(default_factory=dict)


def failed_by(error: VoiceInterviewError) -> Finding:
    return Finding("failed", error.problem, error.advice)

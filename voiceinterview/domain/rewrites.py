"""An answer said again by a model in the candidate's own words, checked by the program."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from voiceinterview.domain.ratings import Spending
from voiceinterview.domain.strict import Strict

# What a rewritten answer has in place of what was not said.
GAP = re.compile(r"\[say here: ([^\[\]]{1,160})\]")

RewriteStatus = Literal["kept", "refused", "failed", "not_asked"]


@dataclass(frozen=True, kw_only=True)
class Rewrite(Strict):
    """`text` stands if and only if the status is `kept`: every fact in it the candidate said in
    the turns `turns`; gaps are marked `[say here: ...]`. It is a model's wording and is not scored.

    `refused`: too much in it was not hers. `failed`: the model did not answer. `not_asked`: too
    little was said. `cut` counts the sentences that were left out, and `added` says what the model
    had added, in words. `words_sha256` is of what was said in those turns.
    """

    session: str
    stage: str
    question: str
    ask: str
    turns: tuple[int, ...]
    words_sha256: str
    status: RewriteStatus
    at: str  # ISO 8601, UTC
    model: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)  # name@version -> sha256
    text: str = ""
    cut: int = 0
    added: tuple[str, ...] = ()
    reason: str = ""
    calls: int = 0
    spending: Spending | None = None
    tool_version: str = ""
    format: int = 1

    def __post_init__(self) -> None:
        """Raises `ValueError` where the status contradicts what stands beside it."""
        if (self.status == "kept") != bool(self.text):
            raise ValueError("a text stands if and only if it was kept")
        if self.status != "kept" and not self.reason:
            raise ValueError(f"{self.status} needs a reason")

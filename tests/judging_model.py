"""A language model that rates by a rule, for tests of what is done with its levels."""

import json
from collections.abc import AsyncIterator
from typing import Any

from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage


class Judge:
    """A `LanguageModel` that gives levels by a rule, with the beginning of an answer for quote.

    `by_length` counts words, as a rater would that does not listen; `moody` gives the criterion
    that it is asked first another level.
    """

    name = "judge"

    def __init__(self, *, by_length: bool = False, moody: bool = False) -> None:
        self.by_length = by_length
        self.moody = moody
        self.asked: list[ReplyRequest] = []

    async def stream(self, request: ReplyRequest) -> AsyncIterator[ReplyPart]:
        self.asked.append(request)
        lines = request.messages[1].content.splitlines()
        said = [json.loads(line) for line in lines if line.startswith("{")]
        own = [turn for turn in said if turn.get("speaker") == "candidate"]
        words = sum(len(turn["text"].split()) for turn in own)
        start = request.messages[0].content.index("# The rubric")
        criteria, _ = json.JSONDecoder().raw_decode(
            request.messages[0].content[start + 12 :].strip()
        )
        ratings = []
        for place, criterion in enumerate(criteria):
            level = min(4, 1 + words // 120) if self.by_length else 3
            level = 1 if self.moody and len(criteria) > 1 and place == 0 else level
            quote = {"turn": own[0]["turn"], "quote": " ".join(own[0]["text"].split()[:8])}
            entry = {
                "criterion": criterion["id"], "quotes": [quote], "key_points": [],
                "red_flags": [], "why_not_higher": "More.", "why_not_lower": "Less.",
                "level": level, "confidence": "high", "orders": [],
            }  # fmt: skip
            ratings.append(entry)
        yield ReplyPart(json.dumps({"ratings": ratings}), Usage("judge/1", 900, 100, 0.01))

    async def load(self) -> None:
        return

    def settings(self) -> dict[str, Any]:
        return {"model": "judge"}

    async def close(self) -> None:
        return

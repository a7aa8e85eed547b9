"""One call to a language model as the cassette keeps it."""

import hashlib
import json
from dataclasses import asdict, dataclass

from voiceinterview.domain.conversation import ReplyRequest
from voiceinterview.domain.strict import Strict

DROPPED = "cancelled"  # the `error` of a call that the interviewer had no more use for


@dataclass(frozen=True, kw_only=True)
class Exchange(Strict):
    """`reply` is the model's text as it came, also where `error` says that it broke off.

    `latency` is seconds from the request to the last piece. Tokens and `cost` (US dollars) are
    None where nothing is known of them; `reckoned` by the length of the texts, where the server
    did not tell, as for a reply that was dropped while it was being written.
    """

    request: str  # digest_of(the request)
    reply: str
    model: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    cost: float | None = None
    latency: float
    error: str = ""
    at: int = 0  # sample on the session clock at which it was asked
    reckoned: bool = False
    reply_number: int = -1  # of `RequestReply`; -1 for a call that found out whether it works

    @property
    def dropped(self) -> bool:
        """Whether the interviewer had no more use for it, all of it or the rest."""
        return self.error == DROPPED


def digest_of(request: ReplyRequest) -> str:
    """sha256 of what a model is sent; the scripted wording is not sent, so it does not count."""
    sent = asdict(request)
    del sent["scripted"]
    canonical = json.dumps(sent, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()

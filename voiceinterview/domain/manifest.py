"""What a session was held with: the first page of its folder, and enough to hold it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from voiceinterview.domain.strict import Strict

FORMAT_VERSION = 1  # raised when an older program could no longer read a session folder

SessionStatus = Literal["started", "finished", "recovered", "interrupted"]
EndStatus = Literal["finished", "interrupted"]


@dataclass(frozen=True)
class EngineUsed(Strict):
    """An engine by its registry name, with the settings it ran with; never a key."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Engines(Strict):
    """None where the session had no use for one (typed answers need no recognizer)."""

    recognizer: EngineUsed | None = None
    synthesizer: EngineUsed | None = None
    language_model: EngineUsed | None = None
    turn_detector: EngineUsed | None = None


@dataclass(frozen=True, kw_only=True)
class Retried(Strict):
    """The answer that a session tries again: turn `turn` of another session, by the numbers of its
    transcript. It answered a question of the bank (`follow_up` 0) or the n-th follow-up to it.

    `session` is a name in the folder of sessions, never a path. `after` is the bank's question
    that is said before a follow-up, so that it makes sense; "" where none is.
    """

    session: str
    turn: int
    question: str
    follow_up: int = 0
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest(Strict):
    """`status` stays `started` until the session is closed or recovered.

    An empty `id`, `created` or `plan_sha256` is filled in when the folder is made.
    `samples` is the length of both recordings on the session clock, `resumed` the positions
    on it at which an interrupted session went on.
    """

    format_version: int = FORMAT_VERSION
    id: str = ""
    created: str = ""  # ISO 8601, UTC
    status: SessionStatus = "started"
    end_reason: str = ""
    consent: tuple[str, ...] = ()  # what the candidate agreed to, in the words shown
    role: str
    stages: tuple[str, ...]
    persona: str
    seed: int
    minutes: float
    plan_sha256: str = ""  # of the bytes of plan.json
    engines: Engines = field(default_factory=Engines)
    prompts: Mapping[str, str] = field(default_factory=dict)  # path -> sha256
    rubrics: Mapping[str, str] = field(default_factory=dict)  # path -> sha256
    versions: Mapping[str, str] = field(default_factory=dict)  # package -> version
    input: str = ""  # where the candidate was heard, in words
    output: str = ""  # where the interviewer was played, in words
    samples: int = 0
    resumed: tuple[int, ...] = ()
    retry: Retried | None = None  # set where one answer of another session was asked for anew

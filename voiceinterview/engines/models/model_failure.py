"""What went wrong in a call of a language model, and what the user can do.

litellm tells many different failures as one class (a refused connection, a name that DNS does
not know and a missing key all come as `InternalServerError`), so the causes below it are read.
"""

import errno
import json
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any


class Kind(Enum):
    """The failures that users can tell apart by what they have to do."""

    MISSING_KEY = "missing key"
    WRONG_KEY = "wrong key"
    FORBIDDEN = "forbidden"
    UNKNOWN_MODEL = "unknown model"
    UNKNOWN_PROVIDER = "unknown provider"
    NO_CREDIT = "no credit"
    TOO_MANY = "too many requests"
    REJECTED = "rejected"
    SERVER_FAULT = "server fault"
    REFUSED = "refused"
    NO_SUCH_HOST = "no such host"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    SLOW = "slow"
    STALLED = "stalled"
    DROPPED = "dropped"
    NONSENSE = "nonsense"
    EMPTY = "empty"
    OTHER = "other"


LASTING = frozenset(
    {
        Kind.MISSING_KEY, Kind.WRONG_KEY, Kind.FORBIDDEN, Kind.UNKNOWN_MODEL,
        Kind.UNKNOWN_PROVIDER, Kind.NO_CREDIT, Kind.REFUSED, Kind.UNTRUSTED,
    }
)  # fmt: skip
# The call was turned away, or reached nobody: no provider charges for that.
UNPAID = frozenset(
    {
        Kind.MISSING_KEY, Kind.WRONG_KEY, Kind.FORBIDDEN, Kind.UNKNOWN_MODEL,
        Kind.UNKNOWN_PROVIDER, Kind.NO_CREDIT, Kind.TOO_MANY, Kind.REJECTED, Kind.SERVER_FAULT,
        Kind.REFUSED, Kind.NO_SUCH_HOST, Kind.UNREACHABLE, Kind.UNTRUSTED,
    }
)  # fmt: skip
_WORTH_A_RETRY = frozenset({Kind.TOO_MANY, Kind.SERVER_FAULT, Kind.DROPPED})

_BY_STATUS = {
    401: Kind.WRONG_KEY,
    402: Kind.NO_CREDIT,
    403: Kind.FORBIDDEN,
    404: Kind.UNKNOWN_MODEL,
    408: Kind.SERVER_FAULT,
    429: Kind.TOO_MANY,
}
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.ETIMEDOUT})

# Providers say these with a status that means something else.
_NO_CREDIT = re.compile(r"insufficient[_ ](?:quota|balance|credit|funds)|credit balance is too low")
_BAD_KEY = re.compile(r"api[_ ]key not valid|invalid[_ ]api[_ ]key|incorrect api key", re.I)
_NO_KEY = re.compile(r"api_key client option must be set|missing .{0,40}api[_ ]key", re.I)
_NO_PROVIDER = re.compile(r"LLM Provider NOT provided", re.I)

# The classes of httpx and aiohttp by which a connection that was up breaks.
_DROPS = frozenset(
    {
        "ReadError", "WriteError", "RemoteProtocolError", "LocalProtocolError",
        "ClientPayloadError", "ServerDisconnectedError", "ClientOSError",
        "TransferEncodingError", "ContentLengthError", "IncompleteRead",
    }
)  # fmt: skip
_CONNECTS = frozenset({"ConnectError", "ClientConnectorError"})
_TIMEOUTS = frozenset({"TimeoutException", "ReadTimeout", "ConnectTimeout", "SocketTimeoutError"})


@dataclass(frozen=True)
class Failure:
    """`wait` is the Retry-After in seconds, None where the server named none; `words` are the
    server's own, not yet fit to be shown."""

    kind: Kind
    status: int | None = None
    wait: float | None = None
    words: str = ""

    @property
    def worth_a_retry(self) -> bool:
        """A wrong key stays wrong, and a stall has already cost the candidate's patience."""
        return self.kind in _WORTH_A_RETRY


class CallFailed(Exception):
    """One attempt failed; caught where it is decided whether there is another."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind.value)
        self.failure = failure


def failure_of(error: BaseException, now: datetime) -> Failure:
    """What `error`, as litellm raised it, stands for."""
    causes = list(_causes(error))
    words = str(error)
    kind = _kind_by_cause(causes)
    if kind is not None:
        return Failure(kind)
    status = next((s for one in reversed(causes) if (s := _status(one)) is not None), None)
    kind = _kind_by_words(_all_words(causes), status) or _kind_by_status(status)
    return Failure(kind, status, _retry_after(causes, now), words)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, then what it was raised from, down to the first."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _kind_by_cause(causes: list[BaseException]) -> Kind | None:
    """Failures below HTTP; the innermost cause knows best."""
    for one in reversed(causes):
        kind = _kind_of_cause(one)
        if kind is not None:
            return kind
    return None


def _kind_of_cause(one: BaseException) -> Kind | None:
    names = {cls.__name__ for cls in type(one).__mro__}
    if isinstance(one, socket.gaierror):
        return Kind.NO_SUCH_HOST
    if isinstance(one, ssl.SSLError):
        return Kind.UNTRUSTED
    if isinstance(one, ConnectionRefusedError) or _is_refusal(one):
        return Kind.REFUSED
    if isinstance(one, OSError) and one.errno in _UNREACHABLE:
        return Kind.UNREACHABLE
    if isinstance(one, json.JSONDecodeError | UnicodeDecodeError):
        return Kind.NONSENSE
    if isinstance(one, ConnectionError) or names & _DROPS:
        return Kind.DROPPED
    if isinstance(one, TimeoutError) or names & _TIMEOUTS:
        return Kind.SLOW
    return Kind.UNREACHABLE if names & _CONNECTS else None


def _is_refusal(one: BaseException) -> bool:
    """A name with several addresses is refused once for each: one OSError for them all."""
    refused = isinstance(one, OSError) and one.errno == errno.ECONNREFUSED
    return refused or (isinstance(one, OSError) and "Connect call failed" in str(one))


def _status(one: BaseException) -> int | None:
    status = getattr(one, "status_code", None)
    return status if isinstance(status, int) else None


def _all_words(causes: list[BaseException]) -> str:
    """The messages, and the error codes that litellm leaves out of its own."""
    codes = (str(getattr(one, "code", None) or "") for one in causes)
    return " ".join([*(str(one) for one in causes), *codes])


def _kind_by_words(words: str, status: int | None) -> Kind | None:
    lower = words.lower()
    if _NO_PROVIDER.search(words):
        return Kind.UNKNOWN_PROVIDER
    if _NO_KEY.search(words):
        return Kind.MISSING_KEY
    if _NO_CREDIT.search(lower):
        return Kind.NO_CREDIT
    if status in (400, 403) and _BAD_KEY.search(words):
        return Kind.WRONG_KEY
    return None


def _kind_by_status(status: int | None) -> Kind:
    if status is None:
        return Kind.OTHER
    if status >= 500:
        return Kind.SERVER_FAULT
    return _BY_STATUS.get(status, Kind.REJECTED if status >= 400 else Kind.OTHER)


def _retry_after(causes: list[BaseException], now: datetime) -> float | None:
    for one in causes:
        for headers in (
            getattr(one, "litellm_response_headers", None),
            getattr(getattr(one, "response", None), "headers", None),
        ):
            if headers is not None and headers.get("retry-after") is not None:
                return _seconds(headers.get("retry-after"), now)
    return None


def _seconds(text: Any, now: datetime) -> float | None:
    """Retry-After is a number of seconds or a date (RFC 9110, 10.2.3)."""
    try:
        return max(0.0, float(text))
    except (TypeError, ValueError):
        pass
    try:
        return max(0.0, (parsedate_to_datetime(str(text)) - now).total_seconds())
    except (TypeError, ValueError):
        return None

"""Words of a server, fit to be shown: no key, no control character, one line."""

import json
import re
from collections.abc import Iterable, Mapping

SHORTEST_SECRET = 6  # characters; shorter values ("x", "none") are placeholders
HIDDEN = "[key]"

_SECRET_NAME = re.compile(r"KEY|TOKEN|SECRET|PASSWORD", re.IGNORECASE)
# What looks like a key although it is none that we were given: OpenAI's and its kin's
# `sk-...`, Groq's `gsk_...`, xAI's `xai-...`, Google's `AIza...`, and bearer tokens.
_SECRET_SHAPE = re.compile(r"\b(?:sk-|gsk_|xai-|csk-|AIza)[\w*.-]{4,}|(?<=Bearer )\S+")
# litellm puts the names of its own classes before what the server said.
_WRAPPING = re.compile(r"^(?:litellm\.)?\w*(?:Error|Exception|Timeout)\b(?: Error)?\s*[:-]\s*")
_LONGEST = 160  # characters of a server's own words in one line


def secrets_in(environment: Mapping[str, str]) -> list[str]:
    """Values of variables whose names say that they are secret."""
    return [value for name, value in environment.items() if _SECRET_NAME.search(name)]


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """`text` with every secret, and what begins like one, replaced.

    A server that echoes a key may cut it: eight characters of it are enough to be hidden.
    """
    for secret in sorted({one.strip() for one in secrets}, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = re.sub(re.escape(secret[:8]) + r"[^\s\"'<>,;]*", HIDDEN, text)
    return _SECRET_SHAPE.sub(HIDDEN, text)


def server_words(message: str, secrets: Iterable[str]) -> str:
    """What a server said in an error, as a short printable line; "" where it said nothing."""
    text = message.strip()
    while (bare := _WRAPPING.sub("", text, count=1)) != text:
        text = bare
    text = _told_in_json(text)
    if text.startswith("<"):
        return ""  # a proxy's error page in HTML tells a candidate nothing
    text = without_secrets(text, secrets)
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _told_in_json(text: str) -> str:
    """The message in `{"error": {"message": ...}}` and its variants."""
    start = text.find("{")
    if start < 0:
        return text
    try:
        body = json.JSONDecoder().raw_decode(text[start:])[0]
    except ValueError:
        return text
    for name in ("error", "message"):
        if isinstance(body, dict) and name in body:
            body = body[name]
    return body if isinstance(body, str) else text

"""How a quote is shown: with an ellipsis where it begins or ends within a sentence."""

import re

ELLIPSIS = "…"

_SENTENCE_OVER = re.compile(r"[.!?…][\"')\]”’]*\s+$")
_OPENS = re.compile(r"[\"'(\[“‘]+$")
_ENDS_HERE = re.compile(r"[\"')\]”’.!?…]*\s*$|[\"')\]”’]*[.!?…]+[\"')\]”’]*\s")
_ENDED = re.compile(r"[.!?…][\"')\]”’]*\s*$")


def shown_quote(quote: str, start: int, end: int, said: str) -> str:
    """`quote` as it is put before a reader; it stands at `said[start:end]`.

    Where it does not stand there (the words were heard again since) it is shown as it is.
    """
    if said[start:end] != quote:
        return quote
    before = f"{ELLIPSIS} " if _begins_within(said[:start]) else ""
    after = f" {ELLIPSIS}" if _ends_within(quote, said[end:]) else ""
    return f"{before}{quote}{after}"


def _begins_within(before: str) -> bool:
    before = _OPENS.sub("", before)
    return bool(before.strip()) and _SENTENCE_OVER.search(before) is None


def _ends_within(quote: str, after: str) -> bool:
    return _ENDED.search(quote) is None and _ENDS_HERE.match(after) is None

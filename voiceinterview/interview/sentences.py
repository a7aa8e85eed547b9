"""Cut a reply that is still being written into sentences that can be spoken."""

import re

# A sentence is over at . ! or ? (and a closing quote or mark-up) once white space follows, so that
# "0.05" or "e.g.this" in the middle of a token never ends one.
_END = re.compile(r"[.!?][\"')\]*_`]*(?=\s)")
_ABBREVIATIONS = ("e.g.", "i.e.", "etc.", "vs.", "dr.", "mr.", "ms.", "mrs.", "fig.", "approx.")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*\d+\.$")  # of what follows it, not of what went before
_MARKUP = re.compile(r"[*_`#>|~]+|^\s*(?:[-•]|\d+[.)])\s+", re.MULTILINE)
# "Tell me about a time when ..." asks as much as any question.
_ORDER = re.compile(
    r"[\"']?(?:please )?(?:(?:tell|walk|talk|take|give|show|draw|convince) (?:me|us|him|her|them)"
    r"|describe|explain|compare|design|define|derive|estimate|sketch|name|argue|imagine)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def take_sentences(text: str) -> tuple[tuple[str, ...], str]:
    """The sentences that are over, and the rest that may still grow.

    Joined with white space, sentences and rest are `text` again.
    """
    sentences = []
    start = 0
    for match in _END.finditer(text):
        sentence = text[start : match.end()].strip()
        if sentence.lower().endswith(_ABBREVIATIONS) or _LIST_NUMBER.search(sentence):
            continue
        sentences.append(sentence)
        start = match.end()
    return tuple(sentences), text[start:].lstrip()


def speakable(sentence: str) -> str:
    """A sentence without markup and line breaks; empty where nothing is left to say."""
    plain = _MARKUP.sub(" ", _LINK.sub(r"\1", sentence))
    plain = re.sub(r" (?=[.,;:!?](?:\s|$))", "", " ".join(plain.split()))
    return plain if re.search(r"\w", plain) else ""


def asks(sentence: str) -> bool:
    """Whether the sentence asks for an answer: by a question mark, or as interviewers order."""
    return sentence.rstrip("\"')] ").endswith("?") or _ORDER.match(sentence) is not None

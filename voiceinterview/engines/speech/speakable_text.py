"""Text as a synthesizer can take it: plain, and in pieces that it survives."""

import re

# Bytes of UTF-8 in one piece. espeak under pyttsx3 segfaults above about 12,000.
PIECE_BYTES = 4_000

SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


def speakable_pieces(text: str, limit: int = PIECE_BYTES) -> list[str]:
    """`text` in pieces of at most `limit` bytes, cut at sentences, else at words, else anywhere.

    Empty where there is nothing to say: no letter and no digit. Control characters, with which
    espeak takes commands, and halves of surrogate pairs become spaces.
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text).strip()
    if not any(letter.isalnum() for letter in plain):
        return []
    pieces: list[str] = []
    for part in _parts(plain, limit):
        joined = f"{pieces[-1]} {part}" if pieces else part
        if pieces and len(joined.encode()) <= limit:
            pieces[-1] = joined
        else:
            pieces.append(part)
    return [piece for piece in pieces if any(letter.isalnum() for letter in piece)]


def _parts(text: str, limit: int) -> list[str]:
    """The sentences; one that is longer than the limit as its words; a longer word cut up."""
    parts: list[str] = []
    for sentence in SENTENCE_END.split(text):
        if len(sentence.encode()) <= limit:
            parts.append(sentence)
            continue
        for word in sentence.split():
            # A character is at most 4 bytes.
            step = limit // 4 if len(word.encode()) > limit else len(word)
            parts += [word[at : at + step] for at in range(0, len(word), step)]
    return parts

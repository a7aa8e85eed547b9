"""When has a candidate finished? Silence is weighed against how the words end."""

import re

from voiceinterview.domain.speech import samples

# Seconds of silence that end a turn, by how its text ends. A complete clause is taken in
# under a second, which is where small talk puts it; a candidate who stops inside a clause
# is thinking, and interview pauses of two to three seconds are common.
COMPLETE = 0.9
UNPUNCTUATED = 1.3  # recognisers without punctuation: nothing says whether it is whole
OPEN = 2.8
THINKING = 20.0  # "let me think" asks for time, and gets it

# Whoever reviews code aloud reads on between two findings: some five seconds are nothing.
READING = "reading"
PATIENCE = {"low": 0.7, "normal": 1.0, "high": 1.8, READING: 5.0}

# Words that open a clause or ask for another word; a turn does not end on them.
_OPEN_WORDS = frozenset(
    re.findall(
        r"\S+",
        """a about also an and are as at because both but by can could either every first for from
        has have how i if in into is it's like maybe my no of on or our second so some than that
        that's the their then there these they this those though to um uh er hmm we well were
        what when where whether which while who will with would you your""",
    )
)
_THINKING = re.compile(
    r"\b(?:let me think(?: about (?:it|that|this))?(?: for a (?:second|moment|minute|bit))?|"
    r"give me a (?:second|moment|minute)|one (?:second|moment)|"
    r"let's see|let me see|i need a (?:second|moment|minute))\W*$"
)


def required_silence(text: str, patience: str) -> int | None:
    """Samples of silence after which a turn that reads `text` is over; None: never by silence."""
    if patience == "manual":
        return None
    return samples(_seconds_of_silence(text.strip().lower()) * PATIENCE[patience])


def _seconds_of_silence(text: str) -> float:
    if _THINKING.search(text):
        return THINKING
    if text.endswith((",", ";", ":", "-", "—", "…", "...")):
        return OPEN
    words = re.findall(r"[\w']+", text)
    if words and words[-1] in _OPEN_WORDS:
        return OPEN
    return COMPLETE if text.endswith((".", "!", "?")) else UNPUNCTUATED

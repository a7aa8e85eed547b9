"""A transcript as people and players read it."""

import html
from collections.abc import Sequence

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.domain.transcript import Turn

# Milliseconds. A typed answer takes no time on the clock, but a cue must be seen.
_SHORTEST_CUE = 1_000


def transcript_text(turns: Sequence[Turn]) -> str:
    """One paragraph a turn, with the time at which it began."""
    lines = []
    for turn in turns:
        moment = _timestamp(turn.start * 1_000 // SAMPLE_RATE)[:-4]
        lines.append(f"[{moment}] {turn.speaker}: {_one_line(turn.text) or '(nothing)'}\n")
    return "\n".join(lines)


def transcript_vtt(turns: Sequence[Turn]) -> str:
    """WebVTT with a voice span a turn; turns without a word are left out."""
    from webvtt import Caption, WebVTT

    captions = []
    for turn in turns:
        text = html.escape(_one_line(turn.text), quote=False)
        if not text:
            continue
        start = turn.start * 1_000 // SAMPLE_RATE
        end = max(turn.end * 1_000 // SAMPLE_RATE, start + _SHORTEST_CUE)
        captions.append(
            Caption(_timestamp(start), _timestamp(end), f"<v {turn.speaker}>{text}</v>")
        )
    return str(WebVTT(captions=captions).content) + "\n"


def _one_line(text: str) -> str:
    """A blank line in a typed answer would end the cue."""
    return " ".join(text.split())


def _timestamp(milliseconds: int) -> str:
    rest, thousandths = divmod(milliseconds, 1_000)
    minutes, second = divmod(rest, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}:{second:02d}.{thousandths:03d}"

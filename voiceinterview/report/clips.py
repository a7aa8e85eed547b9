"""The words that a rating rests on, as sound: short clips of the candidate's channel.

They go into the page while their sum stays small, else beside it into a folder of their own.
"""

import base64
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from voiceinterview.domain.ratings import Evidence, Scorecard
from voiceinterview.domain.speech import SAMPLE_RATE, samples
from voiceinterview.ports import Samples
from voiceinterview.report.source import ReportSource

Span = tuple[int, int]  # samples, from the first to before the last
Listen = Callable[[int, int], Samples]

# Seconds before and after the words: recognizers place the edges of words to about 0.1 s.
MARGIN = 0.3
LONGEST = 30.0  # seconds; a quote is a sentence or two, and what is longer is cut
# Bytes of a page's sound, as it stands in it (base64 takes a third more than the clips). At
# 4 kB a second this is a quarter of an hour, and still opens at once on a phone.
LARGEST_SOUND = 5_000_000
# libsndfile's 0 (best) to 1 (smallest). At 0.9 a second of 16 kHz speech takes 4 kB and 7 ms;
# Opus takes 3 kB but 30 ms, and does not play on iPhones from before 2025.
COMPRESSION = 0.9


@dataclass(frozen=True)
class ClipSet:
    """`sources` maps the span of an evidence to what its player plays: the sound itself, or the
    name of one of `files`, which lie beside the page. `note` says why there is no sound.
    `answers` has whole answers by name (`answer_clips`)."""

    sources: Mapping[Span, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


NO_CLIPS = ClipSet()


def make_clips(source: ReportSource, listen: Listen, folder: str | None) -> ClipSet:
    """A clip for each piece of evidence that was spoken.

    `listen(start, stop)` reads the candidate's channel. `folder` is the name of the folder
    beside the page, None where the page is no file. Raises what `listen` raises.
    """
    uses = Counter(span_of(piece) for piece in _evidence(source.scorecards))
    spoken = sorted(span for span in uses if span[0] < span[1])
    audio = [_cut(span, listen) for span in spoken]
    with ThreadPoolExecutor() as pool:  # libsndfile works without the interpreter's lock
        clips = dict(zip(spoken, pool.map(encode, audio), strict=True))
    total = sum(uses[span] * len(clip) for span, clip in clips.items())  # each use has its own
    if 4 * total <= 3 * LARGEST_SOUND:
        return ClipSet({span: embedded(clip) for span, clip in clips.items()})
    if folder is None:
        return ClipSet(note="The quotes take too much sound for one page; write it to a file.")
    names = {span: f"{folder}/{span[0]}-{span[1]}.mp3" for span in clips}
    return ClipSet(names, {names[span]: clip for span, clip in clips.items()})


def span_of(evidence: Evidence) -> Span:
    """Empty (first = last) where the words were typed."""
    return evidence.first_sample, evidence.last_sample


def encode(audio: Samples) -> bytes:
    """MP3, mono, 16 kHz: the one small format that every browser plays."""
    import soundfile

    file = io.BytesIO()
    with soundfile.SoundFile(
        file,
        "w",
        SAMPLE_RATE,
        channels=1,
        format="MP3",
        subtype="MPEG_LAYER_III",
        compression_level=COMPRESSION,
    ) as clip:
        clip.write(audio)
    return file.getvalue()


def _cut(span: Span, listen: Listen) -> Samples:
    first, last = span
    last = min(last, first + samples(LONGEST))
    return listen(max(0, first - samples(MARGIN)), last + samples(MARGIN))


def embedded(clip: bytes) -> str:
    """MP3 as what a player in the page plays."""
    return "data:audio/mpeg;base64," + base64.b64encode(clip).decode("ascii")


def _evidence(cards: tuple[Scorecard, ...]) -> Iterator[Evidence]:
    for card in cards:
        for rating in card.ratings:
            yield from rating.evidence
            yield from (cap.evidence for cap in rating.caps)
        for entry in card.coverage:
            yield from (found.evidence for found in entry.findings if found.evidence)
            yield from (part.evidence for part in entry.star if part.evidence)

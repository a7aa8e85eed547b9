"""Who would have cut in on a clip, and when: the core as it is, and simpler ways beside it.

All are causal: at every moment they know what has been heard by then. The core is the program's
own, from the edges that Silero and the segmenter find to `EndTurn`; nobody answers, so that a
turn that was ended too soon is taken up again and every pause is judged by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from small_plan import PERSONA
from turn_corpus import Clip, Pause
from world import World

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan, StagePlan
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word, samples, seconds
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.interview.own_pauses import OwnPauses
from voiceinterview.ports import Samples, TurnDetector
from voiceinterview.session.edges import observation_of
from voiceinterview.session.hearing import Hearing
from voiceinterview.session.segmenter import Edge, Started, Stopped

RECOGNIZING = 0.3  # seconds that a transcript takes, as on the machine of ENGINES.md
CLIP_AFTER = 0.2  # seconds round an utterance that its recognizer is given
KNOWN = samples(0.2)  # until it is known that she speaks on; an end before that is a cut-in
SMART_TURN_AFTER = 0.37  # seconds of silence until its verdict is there: 0.32, and 0.05 itself
NEVER = 1e9

Heard = tuple[tuple[int, int, Edge], ...]  # when an edge is known, its utterance, the edge
Likely = dict[int, float]  # end of an utterance -> how likely its sound ends a turn
Writing = Callable[[Sequence[Word]], tuple[Word, ...]]  # what a recognizer makes of the words


@dataclass(frozen=True)
class Verdict:
    """Pauses that were cut into; seconds from the last sound to the end of the turn, None where
    it never came; how often she was cut off while she spoke."""

    cut: frozenset[int]
    latency: float | None
    while_speaking: int


def hear(clip: Clip) -> Heard:
    """What Silero and the segmenter make of it."""
    hearing = Hearing(SileroVad(), None, half_duplex=False, at=0, utterance=0)
    found = []
    for at in range(0, len(clip.audio) - FRAME + 1, FRAME):
        frame = clip.audio[at : at + FRAME]
        for edge in hearing.feed(frame, _SILENCE, at + FRAME, sounding=False):
            found.append((at + FRAME, hearing.utterance, edge))
    return tuple(found)


def likely_over(detector: TurnDetector, clip: Clip, heard: Heard) -> Likely:
    """What a turn detector makes of the last eight seconds when an utterance shows as over."""
    return {
        edge.end: detector.probability(clip.audio[max(0, at - samples(8)) : at])
        for at, _, edge in heard
        if isinstance(edge, Stopped)
    }


def as_written(words: Sequence[Word]) -> tuple[Word, ...]:
    return tuple(words)


def without_marks(words: Sequence[Word]) -> tuple[Word, ...]:
    """As pocketsphinx: lower case, no stops."""
    return tuple(replace(word, text=word.text.lower().strip('.,;:?!"()')) for word in words)


def stop_at_every_pause(words: Sequence[Word]) -> tuple[Word, ...]:
    """As Whisper at its worst: whatever is followed by silence is a sentence."""
    if not words:
        return ()
    first, last = words[0], words[-1]
    opened = (replace(first, text=first.text[:1].upper() + first.text[1:]), *words[1:])
    return (*opened[:-1], replace(opened[-1], text=last.text.rstrip(".,;:?!") + "."))


class Listener(World):
    """A world in which nobody replies, and what is heard comes from a recording."""

    def __init__(self, clip: Clip, patience: str, writing: Writing) -> None:
        super().__init__(_plan(clip, patience), recognizing=RECOGNIZING, guessing=True)
        self.thinking = NEVER
        self.start()
        self.hear_out()
        if clip.follow_up:
            state = self.interview.state
            state.course = replace(state.course, heard="An answer has been given.")
        self.offset = self.at
        self._clip = clip
        self._writing = writing

    def _understood(self, request: e.RequestTranscript) -> None:
        start, end = request.start - self.offset, request.end - self.offset + samples(CLIP_AFTER)
        heard = [word for word in self._clip.words if start <= (word.start + word.end) // 2 < end]
        moved = tuple(
            replace(word, start=word.start + self.offset, end=word.end + self.offset)
            for word in self._writing(heard)
        )
        kind = e.DraftTranscript if request.draft else e.FinalTranscript
        place = {"end": request.end} if request.draft else {}
        self.tell(kind(at=self.at, utterance=request.utterance, words=moved, **place))

    def hear(self, at: int, utterance: int, edge: Edge) -> None:
        self.passes((at + self.offset) / SAMPLE_RATE - self.now)
        moved = replace(
            edge, **{one.name: getattr(edge, one.name) + self.offset for one in fields(edge)}
        )
        at_stake = self.interview.state.may_be_over
        told = observation_of(moved, self.at, utterance, guesses=True, at_stake=at_stake)
        if told is not None:
            self.tell(told)


def by_core(
    clip: Clip,
    heard: Heard,
    pauses: OwnPauses,
    *,
    writing: Writing = as_written,
    patience: str = "normal",
    likely: Likely | None = None,
) -> tuple[Verdict, OwnPauses]:
    """What the core decides, and what it has learned of the speaker's pauses."""
    world = Listener(clip, patience, writing)
    world.interview.state.own_pauses = pauses
    for at, utterance, edge in heard:
        world.hear(at, utterance, edge)
        if likely is not None and isinstance(edge, Stopped) and edge.end in likely:
            end = edge.end + world.offset
            over = likely[edge.end]
            world.tell(e.TurnJudged(at=world.at, utterance=utterance, end=end, over=over))
    world.passes((len(clip.audio) + world.offset) / SAMPLE_RATE - world.now)
    ends = [event.at - world.offset for event in world.all(e.EndTurn)]
    return verdict(clip, ends), world.interview.state.own_pauses


def by_silence(clip: Clip, heard: Heard, wait: float) -> Verdict:
    """A turn is over after so many seconds of silence, whatever was said."""
    ends = [(end + samples(wait), until) for end, until in _silences(heard)]
    return verdict(clip, [end for end, until in ends if end < until])


def by_sound(clip: Clip, heard: Heard, likely: Likely, threshold: float, wait: float) -> Verdict:
    """Over as soon as its sound says so, and after `wait` seconds of silence in any case."""
    ends = []
    for end, until in _silences(heard):
        after = samples(SMART_TURN_AFTER if likely.get(end, 0.0) >= threshold else wait)
        if end + after < until:
            ends.append(end + after)
    return verdict(clip, ends)


def verdict(clip: Clip, ends: Sequence[int]) -> Verdict:
    """`ends` are samples at which the turn was taken for over."""
    cut = {
        number
        for number, pause in enumerate(clip.pauses)
        if any(pause.begin <= end < pause.end + KNOWN for end in ends)
    }
    after = [end for end in ends if end >= clip.over]
    spoken = [end for end in ends if end < clip.over and not _in_pause(clip.pauses, end)]
    latency = seconds(min(after) - clip.over) if after else None
    return Verdict(frozenset(cut), latency, len(spoken))


def _in_pause(pauses: Sequence[Pause], at: int) -> bool:
    return any(pause.begin <= at < pause.end + KNOWN for pause in pauses)


def _silences(heard: Heard) -> list[tuple[int, int]]:
    """Where each silence begins, and when it is known that it is over."""
    stops = [(at, edge.end) for at, _, edge in heard if isinstance(edge, Stopped)]
    starts = [at for at, _, edge in heard if isinstance(edge, Started)]
    return [(end, min((s for s in starts if s > at), default=1 << 60)) for at, end in stops]


def _plan(clip: Clip, patience: str) -> Plan:
    question = replace(clip.question, ask=clip.ask)
    stage = StagePlan(question.stage, "One", 60.0, "Hello.", "Goodbye.", "A stage.", (question,))
    persona = replace(PERSONA, phrases={**PERSONA.phrases, "bridges": ()})
    return Plan("tester", "Tester", persona, (stage,), 0, patience=patience)


_SILENCE: Samples = np.zeros(FRAME, np.int16)

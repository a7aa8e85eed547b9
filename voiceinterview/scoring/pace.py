"""Words a minute, over all and over time. Pure."""

from collections.abc import Sequence
from itertools import chain

from voiceinterview.domain.delivery_measures import Monologue, Pace, PacePoint
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.scoring.spoken_turn import Run, SpokenTurn
from voiceinterview.scoring.talk_record import Span

SHORTEST_TALK = samples(5)  # some 12 words; in less, one word more or less moves the rate by 10 %
WINDOW = samples(30)  # some 75 words; one word more or less moves the rate by little over 1 %
STEP = samples(10)


def talk_samples(turns: Sequence[SpokenTurn]) -> int:
    """The candidate's talk: from the first word to the last of each run, pauses included."""
    return sum(run.span.end - run.span.start for turn in turns for run in turn.runs)


def pace_of(turns: Sequence[SpokenTurn]) -> Pace | None:
    """None where less than `SHORTEST_TALK` was spoken."""
    talk = talk_samples(turns)
    silent = sum(gap.span.end - gap.span.start for turn in turns for gap in turn.gaps)
    if talk < SHORTEST_TALK or talk == silent:
        return None
    words = sum(len(turn.timed) for turn in turns)
    return Pace(
        words=words,
        talk_seconds=seconds(talk),
        pause_seconds=seconds(silent),
        speaking_rate=60 * words / seconds(talk),
        articulation_rate=60 * words / seconds(talk - silent),
    )


def longest_run(turns: Sequence[SpokenTurn]) -> Monologue | None:
    """The first of the longest, None where nothing was spoken."""
    every = ((turn.turn.number, run) for turn in turns for run in turn.runs)
    found = max(every, key=lambda pair: _length(pair[1].span), default=None)
    if found is None:
        return None
    number, run = found
    return Monologue(number, run.span.start, run.span.end, run.words)


def pace_over_time(turns: Sequence[SpokenTurn]) -> tuple[PacePoint, ...]:
    """The pace in windows of `WINDOW`, one every `STEP` from the first word on.

    Windows in which the candidate talked for less than `SHORTEST_TALK` are left out.
    """
    runs: list[Run] = [run for turn in turns for run in turn.runs]
    if not runs:
        return ()
    origin = min(run.span.start for run in runs)
    length = max(run.span.end for run in runs) - origin
    windows = _Windows(origin, max(1, -(-(length - WINDOW) // STEP) + 1))
    for run in runs:
        windows.add(windows.talk, run.span)
    for gap in chain.from_iterable(turn.gaps for turn in turns):
        windows.add(windows.silent, gap.span)
    for word in chain.from_iterable(turn.timed.values() for turn in turns):
        windows.add_word(Span(word.start, word.end))
    return windows.points()


def _length(span: Span) -> int:
    return span.end - span.start


class _Windows:
    """Sums by window, in samples and words; every span is laid into the few that it touches."""

    def __init__(self, origin: int, count: int) -> None:
        self._origin = origin
        self.talk = [0] * count
        self.silent = [0] * count
        self.words = [0.0] * count

    def add(self, sums: list[int], span: Span) -> None:
        for number in self._touched(span):
            start = self._origin + number * STEP
            sums[number] += max(0, min(span.end, start + WINDOW) - max(span.start, start))

    def add_word(self, word: Span) -> None:
        """A word that an edge cuts counts by the part of it that lies inside."""
        length = _length(word)
        for number in self._touched(word):
            start = self._origin + number * STEP
            inside = min(word.end, start + WINDOW) - max(word.start, start)
            self.words[number] += max(0, inside) / length if length else inside >= 0

    def points(self) -> tuple[PacePoint, ...]:
        return tuple(
            self._point(number)
            for number, talk in enumerate(self.talk)
            if talk >= SHORTEST_TALK and talk > self.silent[number]
        )

    def _point(self, number: int) -> PacePoint:
        start, talk, words = self._origin + number * STEP, self.talk[number], self.words[number]
        return PacePoint(
            start=start,
            end=start + WINDOW,
            talk_seconds=seconds(talk),
            speaking_rate=60 * words / seconds(talk),
            articulation_rate=60 * words / seconds(talk - self.silent[number]),
        )

    def _touched(self, span: Span) -> range:
        first = (span.start - WINDOW - self._origin) // STEP + 1
        last = (span.end - self._origin) // STEP
        return range(max(0, first), min(len(self.talk), last + 1))

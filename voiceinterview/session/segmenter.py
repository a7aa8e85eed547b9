"""Speech probabilities in, the edges of utterances out. Pure."""

from dataclasses import dataclass

from voiceinterview.domain.speech import FRAME, samples

# Silero's own defaults: speech at 0.5, silence below 0.15 under it.
SPEECH = 0.5
SILENCE = 0.35
START_FRAMES = 3  # 96 ms of speech in a row begin an utterance; a click is shorter
PAUSE_FRAMES = 2  # 64 ms without speech in it: worth a guess that it is over
# Not an utterance yet, but enough to lower one's voice. Of noise, babble apart, less than a frame a
# minute comes to it; what a canceller leaves of her own voice does twice in 15 s, so that with one
# more is asked for, and her voice is lowered some 10 ms later (tests/benchmarks/barge_in.py).
SUSPECT, SUSPECT_OVER_ECHO = 0.12, 0.3
STOP_FRAMES = 10  # 320 ms of silence end it; the closure of a plosive is shorter
MAX_UTTERANCE = samples(28)  # Whisper's window is 30 s; a longer utterance is cut in two


@dataclass(frozen=True)
class Started:
    start: int


@dataclass(frozen=True)
class Stopped:
    start: int
    end: int


@dataclass(frozen=True)
class Paused:
    """The utterance may be over at `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Continued:
    """It was not."""


@dataclass(frozen=True)
class Suspected:
    """Sound that may become an utterance."""


@dataclass(frozen=True)
class Dismissed:
    """It did not."""


Edge = Started | Stopped | Paused | Continued | Suspected | Dismissed


class Segmenter:
    """Remembers whether somebody speaks. Positions are samples on the session clock."""

    def __init__(self, suspect: float = SUSPECT) -> None:
        self._suspect = suspect
        self._start: int | None = None
        self._run = 0  # frames in a row that speak against the present state
        self._suspected = False
        self._pause = 0  # frames in a row, in an utterance, that are no speech as far as one knows
        self._guessed = False  # wrongly, that a voice which grew weak was dying away
        self._voice_end = 0

    def feed(self, probability: float, at: int) -> tuple[Edge, ...]:
        """Take the probability of the frame that ends at `at`."""
        if self._start is None:
            return self._while_silent(probability, at)
        return self._while_speaking(probability, at)

    def reset(self) -> None:
        """Forget an utterance under way, as after a pause."""
        self._start, self._run, self._pause, self._guessed = None, 0, 0, False
        self._suspected = False

    def _while_silent(self, probability: float, at: int) -> tuple[Edge, ...]:
        before, self._suspected = self._suspected, probability >= self._suspect
        self._run = self._run + 1 if probability >= SPEECH else 0
        if self._run < START_FRAMES:
            if self._suspected == before:
                return ()
            return (Suspected(),) if self._suspected else (Dismissed(),)
        self._start, self._run, self._voice_end = at - START_FRAMES * FRAME, 0, at
        return (Started(self._start),)

    def _while_speaking(self, probability: float, at: int) -> tuple[Edge, ...]:
        assert self._start is not None
        paused = self._pause >= PAUSE_FRAMES
        continued = paused and probability >= SILENCE
        if probability >= SILENCE:
            self._run, self._voice_end = 0, at
        else:
            self._run += 1
        self._count_pause(probability, continued)
        if self._run >= STOP_FRAMES:
            stopped = Stopped(self._start, self._voice_end)
            self.reset()
            return (stopped,)
        if at - self._start >= MAX_UTTERANCE and not self._run:  # never in what may be its end
            stopped = Stopped(self._start, at)
            self.reset()  # if she goes on, the next one starts right here
            return (stopped,)
        if self._pause == PAUSE_FRAMES:
            return (Paused(self._start, self._voice_end),)
        return (Continued(),) if continued else ()

    def _count_pause(self, probability: float, continued: bool) -> None:
        """A voice that dies away is no plain speech some frames before it is silence."""
        self._guessed = probability < SPEECH and (continued or self._guessed)
        voice = probability >= (SILENCE if self._guessed else SPEECH)
        self._pause = 0 if voice else self._pause + 1

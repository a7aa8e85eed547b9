"""Sentences spoken by espeak-ng, with the place of every word.

The library comes with espeakng-loader and its binding with pyttsx3; both are the program's own.
One voice at a time in a process.
"""

import ctypes
import os
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import soxr

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.ports import Samples

RATE, PITCH = 1, 3  # espeak's numbers of these parameters
EDGE = 40  # samples over which a cut is faded, so that it does not click


@dataclass(frozen=True)
class Voice:
    """`name` with its timbre, as "en-gb+f2"; `rate` in words a minute, `pitch` 0 to 99."""

    name: str
    rate: int
    pitch: int


@dataclass(frozen=True)
class SpokenWord:
    """`start` and `end` are samples (16 kHz) of the sentence's audio."""

    text: str
    start: int
    end: int


def speak(text: str, voice: Voice) -> tuple[Samples, tuple[SpokenWord, ...]]:
    """int16 at 16 kHz, without silence before and after, and the words that stand in `text`."""
    espeak = _espeak()
    espeak.SetVoiceByName(voice.name.encode())
    espeak.SetParameter(RATE, voice.rate, 0)
    espeak.SetParameter(PITCH, voice.pitch, 0)
    buffers: list[np.ndarray] = []
    starts: list[tuple[int, int]] = []  # place in the text, ms

    def take(wave: Any, count: int, events: Any) -> int:
        if count > 0:
            buffers.append(np.ctypeslib.as_array(wave, (count,)).copy())
        number = 0
        while events[number].type != espeak.EVENT_LIST_TERMINATED:
            if events[number].type == espeak.EVENT_WORD:
                starts.append((events[number].text_position - 1, events[number].audio_position))
            number += 1
        return 0

    espeak.SetSynthCallback(take)
    espeak.Synth(text, flags=espeak.CHARS_UTF8)
    audio = soxr.resample(np.concatenate(buffers), _rate(), SAMPLE_RATE)
    return _trimmed(audio, _words(text, starts, len(audio)))


def _words(text: str, starts: list[tuple[int, int]], length: int) -> tuple[SpokenWord, ...]:
    """One of `text.split()` each; where espeak reads one as several, it begins with the first."""
    begins, place = [], 0
    for word in text.split():
        place = text.index(word, place)
        begins.append(place)
        place += len(word)
    at = []
    for number, begin in enumerate(begins):
        until = begins[number + 1] if number + 1 < len(begins) else len(text)
        known = [ms for position, ms in starts if begin <= position < until]
        at.append(known[0] * SAMPLE_RATE // 1000 if known else (at[-1] if at else 0))
    ends = [*at[1:], length]
    return tuple(
        SpokenWord(word, start, end)
        for word, start, end in zip(text.split(), at, ends, strict=True)
    )


def _trimmed(
    audio: Samples, words: tuple[SpokenWord, ...]
) -> tuple[Samples, tuple[SpokenWord, ...]]:
    loud = np.flatnonzero(np.abs(audio) > 300)
    first, last = int(loud[0]), int(loud[-1]) + 1
    moved = tuple(
        SpokenWord(
            word.text, min(max(0, word.start - first), last - first),
            min(max(0, word.end - first), last - first),
        )
        for word in words
    )  # fmt: skip
    return faded(audio[first:last]), moved


def faded(audio: Samples) -> Samples:
    slope = np.ones(len(audio))
    edge = min(EDGE, len(audio) // 2)
    slope[:edge] = np.linspace(0, 1, edge)
    slope[len(audio) - edge :] = np.linspace(1, 0, edge)
    return (audio * slope).astype(np.int16)


@cache
def _espeak() -> Any:
    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
    from pyttsx3.drivers import _espeak

    _espeak.sampling = _espeak.Initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, 100)
    return _espeak


def _rate() -> int:
    return int(_espeak().sampling)

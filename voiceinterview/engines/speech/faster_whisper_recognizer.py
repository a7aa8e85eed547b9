"""faster-whisper: Whisper on CTranslate2, with word times, on any laptop's CPU.

Quick, for the conversation: greedy, in a window cut to the audio. Thorough, for the record: the
full window, beam search, and a larger model where one was named. What looks wrong is decoded once
more in the full window, and without the vocabulary, which a decoder that is lost reads out.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import SAMPLE_RATE, Word, seconds
from voiceinterview.engines.speech import whisper_guards as guarding
from voiceinterview.engines.speech.silero_vad import FULL_SCALE, holds_speech
from voiceinterview.engines.speech.whisper_guards import Guards
from voiceinterview.engines.speech.whisper_models import (
    Progress,
    find_model,
    find_record_model,
    get_model,
    name_to_tell,
    revision_of,
    unavailable,
)
from voiceinterview.engines.speech.whisper_windows import WHOLE, open_whisper, window_for
from voiceinterview.errors import EngineError, SetupError
from voiceinterview.ports import Samples, never

__all__ = ["FasterWhisperRecognizer", "Guards", "find_model"]

# The decoder holds 448 tokens, prompt and text together. faster-whisper cuts hotwords off at
# 448 // 2 - 1, in mid-word if need be; with start-of-previous (1) and start of transcript (up
# to 3) that leaves 221 for the text, which is more than 30 s of the fastest speech (about 180).
PROMPT_TOKENS = 223
TEXT_TOKENS = 221

# A clip of n seconds gets at most this many tokens: twice what fast speech needs (4 words a
# second, 1.4 tokens a word), so that a decoder caught in a loop costs little time.
TOKENS_AT_LEAST = 24
TOKENS_A_SECOND = 12

THOROUGH_BEAM = 5  # OpenAI's own default; more gains nothing that is known of

# More threads than this gain nothing on the small models (CTranslate2's own default).
MOST_THREADS = 4


class _Whisper:
    """A model that is loaded, and the vocabulary as its prompt takes it."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.hotwords = lru_cache(maxsize=4)(self._fitting_hotwords)

    def _fitting_hotwords(self, vocabulary: tuple[str, ...]) -> str:
        """The first terms that fit the prompt, whole; the rest would be cut off in mid-word."""
        encode = self.model.hf_tokenizer.encode
        fitting = ""
        for term in vocabulary:
            longer = f"{fitting}, {term.strip()}" if fitting else term.strip()
            if len(encode(f" {longer}", add_special_tokens=False).ids) > PROMPT_TOKENS:
                break
            fitting = longer
        return fitting


@dataclass(frozen=True)
class _Try:
    """One way to decode a clip: seconds of the window, and what the decoder is told of."""

    window: int
    beam: int
    vocabulary: tuple[str, ...] = ()
    hotwords: str = ""  # as much of it as the prompt takes


@dataclass(frozen=True)
class _Clip:
    """What is decoded, full scale 1.0; its first sample is `start` on the session clock."""

    heard: NDArray[np.float32]
    start: int

    @property
    def length(self) -> float:
        return seconds(len(self.heard))

    @property
    def most_tokens(self) -> int:
        return min(TEXT_TOKENS, TOKENS_AT_LEAST + int(TOKENS_A_SECOND * self.length))


class FasterWhisperRecognizer:
    """A `Recognizer`.

    `model` is a name ("base.en"), a repository of the Hugging Face hub or a folder; with
    `download` false it must be on this machine. `progress` gets a line before a download.
    `record_model` is what thorough transcriptions are made with, where it is another; it is never
    downloaded. `beam_size` is the quick pass's: 1 answers soonest, 5 reads a little better.
    """

    name = "faster-whisper"
    two_passes = True

    def __init__(
        self,
        model: str = "base.en",
        device: str = "cpu",
        compute_type: str = "int8",
        download: bool = True,
        progress: Progress | None = None,
        beam_size: int = 1,
        guards: Guards | None = None,
        record_model: str | None = None,
    ) -> None:
        self._model_name = model
        self._record_name = record_model or model
        self._device = device
        self._compute_type = compute_type
        self._may_download = download
        self._progress = progress
        self._beam_size = beam_size
        self._guards = guards or Guards()
        self._folder: Path | None = None
        self._record_folder: Path | None = None
        self._quick: _Whisper | None = None
        self._record: _Whisper | None = None
        self._one_at_a_time = Lock()

    def load(self) -> None:
        """Find or download the model and read it, and the record's. Raises `SetupError`."""
        same = self._record_name == self._model_name
        self._folder = self._find()
        self._record_folder = self._folder if same else find_record_model(self._record_name)
        self._quick = self._open(self._folder, self._model_name)
        self._record = self._quick if same else self._open(self._record_folder, self._record_name)

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        """See `Recognizer`. Silence, noise and loops give ()."""
        with self._one_at_a_time:
            whisper = self._record if thorough else self._quick
            if whisper is None:
                raise EngineError(self.name, "the recognizer was used before it was loaded")
            if not holds_speech(audio):  # before the vocabulary is told, which noise brings out
                return ()
            clip = _Clip(audio.astype(np.float32) / FULL_SCALE, start)
            tries = self._tries(whisper, clip.length, tuple(vocabulary), thorough=thorough)
            try:
                return self._words(whisper.model, clip, tries, abandoned)
            except (RuntimeError, ValueError) as fault:
                raise EngineError(self.name, f"transcription failed: {fault}") from fault

    def settings(self) -> dict[str, Any]:
        """The model's revision is told where it came from the hub; never where a folder lies."""
        return {
            "model": name_to_tell(self._model_name, self._folder),
            "revision": revision_of(self._folder),
            "record_model": name_to_tell(self._record_name, self._record_folder),
            "device": self._device,
            "compute_type": self._compute_type,
            "beam_size": self._beam_size,
            "record_beam_size": THOROUGH_BEAM,
            "guards": asdict(self._guards),
        }

    def close(self) -> None:
        """Does not wait for a call under way, which might hang; it keeps what it works with."""
        self._quick = self._record = None

    def _find(self) -> Path:
        if self._may_download:
            return get_model(self._model_name, self._progress)
        found = find_model(self._model_name)
        if found is None:
            raise unavailable(self._model_name, "downloading is switched off.")
        return found

    def _open(self, folder: Path, name: str) -> _Whisper:
        threads = min(MOST_THREADS, os.cpu_count() or 1)
        try:
            return _Whisper(open_whisper(folder, self._device, self._compute_type, threads))
        except (RuntimeError, ValueError) as fault:
            raise SetupError(
                f"the speech model in {folder} does not load on {self._device} "
                f"({self._compute_type}): {fault}",
                "If the files are damaged, delete that folder and run "
                f"`voiceinterview doctor --download {name}`.",
            ) from fault

    def _tries(
        self, whisper: _Whisper, length: float, vocabulary: tuple[str, ...], *, thorough: bool
    ) -> tuple[_Try, ...]:
        hotwords = whisper.hotwords(vocabulary)
        window, beam = (WHOLE, THOROUGH_BEAM) if thorough else (window_for(length), self._beam_size)
        first = _Try(window, beam, vocabulary if hotwords else (), hotwords)
        second = _Try(WHOLE, beam)
        return (first,) if first == second else (first, second)

    def _words(
        self, model: Any, clip: _Clip, tries: Sequence[_Try], abandoned: Callable[[], bool]
    ) -> tuple[Word, ...]:
        """What the first try gives that nothing speaks against; else what is left of the last."""
        segments: list[Any] = []
        for attempt in tries:
            segments = self._decode(model, clip, attempt, abandoned)
            told = attempt.vocabulary
            if not guarding.suspicion(segments, clip.length, clip.most_tokens, told, self._guards):
                return _words_of(segments, clip)
        return self._mended(segments, clip)

    def _mended(self, segments: list[Any], clip: _Clip) -> tuple[Word, ...]:
        """What can be kept of a text that looked wrong in every try."""
        words: list[Word] = []
        for window in guarding.by_window(guarding.without_looped(segments, self._guards)):
            found = _words_of(window, clip)
            words += guarding.without_loops(found) if self._guards.loops else found
        return () if guarding.is_rush(len(words), clip.length, self._guards) else tuple(words)

    def _decode(
        self, model: Any, clip: _Clip, attempt: _Try, abandoned: Callable[[], bool]
    ) -> list[Any]:
        segments: list[Any] = model.decode(
            clip.heard,
            attempt.window,
            abandoned,
            language="en",
            temperature=0.0,
            beam_size=attempt.beam,
            condition_on_previous_text=False,
            word_timestamps=True,
            no_speech_threshold=self._guards.no_speech,
            log_prob_threshold=self._guards.log_prob,
            compression_ratio_threshold=self._guards.compression_ratio,
            hotwords=attempt.hotwords or None,
            max_new_tokens=clip.most_tokens,
        )
        return segments


def _words_of(segments: Sequence[Any], clip: _Clip) -> tuple[Word, ...]:
    return tuple(
        _on_session_clock(word, clip.start, len(clip.heard))
        for segment in segments
        for word in segment.words or ()
        if any(letter.isalnum() for letter in word.word)
    )


def _on_session_clock(word: Any, start: int, length: int) -> Word:
    """Whisper's times are seconds from the clip's start, and may run on into its padding."""
    begin = min(round(word.start * SAMPLE_RATE), length)
    end = min(max(begin, round(word.end * SAMPLE_RATE)), length)
    confidence = min(1.0, max(0.0, float(word.probability)))
    return Word(word.word.strip(), start + begin, start + end, confidence)

"""faster-whisper: Whisper on CTranslate2, with word times, on any laptop's CPU."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import SAMPLE_RATE, Word, seconds
from voiceinterview.engines.speech.silero_vad import FULL_SCALE, holds_speech
from voiceinterview.engines.speech.whisper_models import (
    Progress,
    find_model,
    get_model,
    unavailable,
)
from voiceinterview.errors import EngineError, SetupError
from voiceinterview.ports import Samples

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

# More threads than this gain nothing on the small models (CTranslate2's own default).
MOST_THREADS = 4


@dataclass(frozen=True)
class Guards:
    """When a stretch is taken for silence or a loop, and nothing at all is heard in it.

    The values are OpenAI's (Radford et al. 2022, "Robust Speech Recognition via Large-Scale
    Weak Supervision", section 4.5, and the defaults of whisper/transcribe.py).
    """

    no_speech: float = 0.6  # silence, where the model gives more than this to "no speech"
    log_prob: float = -1.0  # ... and gives its text a mean log probability below this
    compression_ratio: float = 2.4  # a loop, where zlib shrinks the text by more than this


class FasterWhisperRecognizer:
    """A `Recognizer`.

    `model` is a name ("base.en"), a repository of the Hugging Face hub or a folder; with
    `download` false it must be on this machine. `progress` gets a line before a download.
    `beam_size` 1 answers soonest; 5 reads a little better.
    """

    name = "faster-whisper"

    def __init__(
        self,
        model: str = "base.en",
        device: str = "cpu",
        compute_type: str = "int8",
        download: bool = True,
        progress: Progress | None = None,
        beam_size: int = 1,
        guards: Guards | None = None,
    ) -> None:
        self._model_name = model
        self._device = device
        self._compute_type = compute_type
        self._may_download = download
        self._progress = progress
        self._beam_size = beam_size
        self._guards = guards or Guards()
        self._folder: Path | None = None
        self._model: Any = None
        self._one_at_a_time = Lock()

    def load(self) -> None:
        """Find or download the model and read it. Raises `SetupError`."""
        self._folder = self._find()
        from faster_whisper import WhisperModel

        try:
            self._model = WhisperModel(
                str(self._folder),
                device=self._device,
                compute_type=self._compute_type,
                cpu_threads=min(MOST_THREADS, os.cpu_count() or 1),
            )
        except (RuntimeError, ValueError) as fault:
            raise SetupError(
                f"the speech model in {self._folder} does not load on {self._device} "
                f"({self._compute_type}): {fault}",
                "If the files are damaged, delete that folder and run "
                f"`voiceinterview doctor --download {self._model_name}`.",
            ) from fault
        self._hotwords = lru_cache(maxsize=4)(self._fitting_hotwords)

    def transcribe(self, audio: Samples, start: int, vocabulary: Sequence[str]) -> tuple[Word, ...]:
        """See `Recognizer`. Silence, noise and loops give ()."""
        with self._one_at_a_time:
            if self._model is None:
                raise EngineError(self.name, "the recognizer was used before it was loaded")
            if not holds_speech(audio):
                return ()
            hotwords = self._hotwords(tuple(vocabulary))
            try:
                return tuple(self._words(audio, start, hotwords))
            except (RuntimeError, ValueError) as fault:
                raise EngineError(self.name, f"transcription failed: {fault}") from fault

    def settings(self) -> dict[str, Any]:
        """The model's revision is told where it came from the hub; never where a folder lies."""
        folder = self._folder
        from_hub = folder is not None and folder.parent.name == "snapshots"
        return {
            "model": Path(self._model_name).name if folder and not from_hub else self._model_name,
            "revision": folder.name if folder and from_hub else None,
            "device": self._device,
            "compute_type": self._compute_type,
            "beam_size": self._beam_size,
            "guards": asdict(self._guards),
        }

    def close(self) -> None:
        """Does not wait for a call under way, which might hang; it keeps what it works with."""
        self._model = None

    def _find(self) -> Path:
        if self._may_download:
            return get_model(self._model_name, self._progress)
        found = find_model(self._model_name)
        if found is None:
            raise unavailable(self._model_name, "downloading is switched off.")
        return found

    def _words(self, audio: Samples, start: int, hotwords: str) -> Iterator[Word]:
        length = seconds(len(audio))
        heard: NDArray[np.float32] = audio.astype(np.float32) / FULL_SCALE
        segments, _ = self._model.transcribe(
            heard,
            language="en",
            temperature=0.0,
            beam_size=self._beam_size,
            condition_on_previous_text=False,
            word_timestamps=True,
            no_speech_threshold=self._guards.no_speech,
            log_prob_threshold=self._guards.log_prob,
            compression_ratio_threshold=self._guards.compression_ratio,
            hotwords=hotwords or None,
            max_new_tokens=min(TEXT_TOKENS, TOKENS_AT_LEAST + int(TOKENS_A_SECOND * length)),
        )
        for segment in segments:
            # With one temperature there is nothing to fall back on: faster-whisper gives loops out.
            if segment.compression_ratio > self._guards.compression_ratio:
                continue
            for word in segment.words or ():
                if any(letter.isalnum() for letter in word.word):
                    yield _on_session_clock(word, start, len(audio))

    def _fitting_hotwords(self, vocabulary: tuple[str, ...]) -> str:
        """The first terms that fit the prompt, whole; the rest would be cut off in mid-word."""
        encode = self._model.hf_tokenizer.encode
        fitting = ""
        for term in vocabulary:
            longer = f"{fitting}, {term.strip()}" if fitting else term.strip()
            if len(encode(f" {longer}", add_special_tokens=False).ids) > PROMPT_TOKENS:
                break
            fitting = longer
        return fitting


def _on_session_clock(word: Any, start: int, length: int) -> Word:
    """Whisper's times are seconds from the clip's start, and may run on into its padding."""
    begin = min(round(word.start * SAMPLE_RATE), length)
    end = min(max(begin, round(word.end * SAMPLE_RATE)), length)
    confidence = min(1.0, max(0.0, float(word.probability)))
    return Word(word.word.strip(), start + begin, start + end, confidence)

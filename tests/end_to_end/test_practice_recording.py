"""`practice --input FILE --fast`: the whole loop on real recognizers, faster than life."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from human_speech import human_speech
from practice_process import Clips, StartPractice
from sounds import likeness
from tiny_whisper import SENTENCE

from voiceinterview.engines.audio.recording import read_audio
from voiceinterview.storage.stored_session import read_session


def test_a_recording_is_interviewed_by_whisper(
    start: StartPractice, one_answer: Path, tiny_whisper: Path, tmp_path: Path
) -> None:
    recording = tmp_path / "answer.wav"
    soundfile.write(recording, read_audio(one_answer)[: 4 * 16_000], 16_000)
    practice = start(
        "--stage", "recruiter-screen", "--input", recording, "--fast",
        "--output", tmp_path / "voice.wav", "--recognizer-model", tiny_whisper,
    )  # fmt: skip
    assert practice.ended() == 0
    stored = read_session(practice.folder)
    assert [turn.text for turn in stored.heard if turn.speaker == "candidate"] == [SENTENCE]
    assert stored.record is not None  # the second hearing, after the end
    assert [len(one.words) > 0 for one in stored.record.utterances] == [True]
    assert stored.manifest.end_reason == "input_ended"
    assert (stored.manifest.input, stored.manifest.output) == ("answer.wav", "voice.wav")
    said = np.trim_zeros(read_audio(practice.folder / "interviewer.flac"))
    assert likeness(read_audio(tmp_path / "voice.wav"), said)[0] > 0.99
    heard = read_audio(practice.folder / "candidate.flac")
    assert likeness(heard, read_audio(one_answer)[: 3 * 16_000])[0] > 0.99


def test_pocketsphinx_understands_a_human(start: StartPractice, tmp_path: Path) -> None:
    pytest.importorskip("pocketsphinx", reason="pip install 'voiceinterview[pocketsphinx]'")
    speech = tmp_path / "fellow-americans.wav"
    soundfile.write(speech, human_speech("jfk.flac")[: 3 * 16_000], 16_000)
    practice = start(
        "--stage", "recruiter-screen", "--input", speech, "--fast", "--recognizer", "pocketsphinx"
    )
    assert practice.ended(60) == 0  # it takes its time
    words = [
        word["text"]
        for event in practice.events
        if event["kind"] == "final_transcript"
        for word in event["words"]
    ]
    assert {"my", "fellow", "americans"} <= set(words)


def test_any_recording_will_do(clips: Clips, start: StartPractice, tmp_path: Path) -> None:
    clip = read_audio(clips("otherwise-2"))
    high = soxr.resample(clip.astype(np.float32) / 32768, 16_000, 96_000)
    path = tmp_path / "stereo-of-8-bits-at-96-kHz.wav"
    soundfile.write(path, np.stack([high, high], axis=1), 96_000, subtype="PCM_U8")
    path.with_suffix(".words.json").write_text('{"words": []}')
    practice = start(
        "--stage", "recruiter-screen", "--synthesizer", "silent",
        "--input", path, "--fast", "--recognizer", "recorded",
    )  # fmt: skip
    assert practice.ended() == 0
    heard = read_audio(practice.folder / "candidate.flac")
    assert likeness(heard, clip[: 2 * 16_000])[0] > 0.95

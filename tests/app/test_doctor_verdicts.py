"""What doctor says of what it measured; no device, disk or server is touched."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from noises import noise, silence

from voiceinterview.app.checks.language_model import SLOW, judge_answer
from voiceinterview.app.checks.sessions_folder import HOUR, judge_room
from voiceinterview.app.checks.sound_level import (
    CLIPPED,
    QUIET,
    SILENT,
    Level,
    judge_level,
    measure_level,
)
from voiceinterview.app.checks.speaker import TONE, judge_playing, soft_tone
from voiceinterview.app.checks.voice import judge_speech
from voiceinterview.domain.speech import samples
from voiceinterview.session.level import FLOOR

FULL = 32_767


def sine(loudness: float, seconds: float = 2.0) -> np.ndarray:
    at = np.arange(samples(seconds)) / 16_000
    return np.rint(loudness * FULL * np.sin(2 * np.pi * 440 * at)).astype(np.int16)


# --- the level of a microphone ----------------------------------------------------------------


def test_a_tone_of_a_tenth_of_full_scale_is_at_minus_23_with_its_peak_at_minus_20() -> None:
    level = measure_level(sine(0.1))
    assert level.level == pytest.approx(-23.0, abs=0.1)
    assert level.peak == pytest.approx(-20.0, abs=0.1)
    assert level.clipped == 0


def test_a_short_word_in_two_seconds_of_silence_counts_with_its_own_level() -> None:
    word = np.concatenate([silence(0.8), noise(0.4, 1_000), silence(0.8)])
    assert measure_level(word).level == pytest.approx(measure_level(noise(2, 1_000)).level, abs=1)


def test_a_knock_on_the_table_is_not_taken_for_speech() -> None:
    knock = silence(2)
    knock[16_000:16_100] = 20_000
    level = measure_level(knock)
    assert level.peak > -5
    assert judge_level(level, "desk").verdict == "warning"


def test_zeros_from_a_microphone_are_a_mute_or_a_missing_permission() -> None:
    finding = judge_level(measure_level(silence(2)), "built-in")
    assert finding.verdict == "warning"
    assert "nothing but zeros" in finding.found
    assert "Privacy" in finding.mend
    assert "--microphone NAME" in finding.mend


@pytest.mark.parametrize(
    ("level", "says"), [(SILENT - 1, "silence"), (SILENT, "very quiet"), (QUIET - 1, "very quiet")]
)
def test_what_the_detector_cannot_hear_is_a_warning(level: float, says: str) -> None:
    finding = judge_level(Level(level, level + 12, 0.0), "built-in")
    assert finding.verdict == "warning"
    assert says in finding.found
    assert "speak" in finding.mend


def test_speech_at_the_usual_level_is_ok_and_its_level_shown() -> None:
    finding = judge_level(Level(-26.0, -12.0, 0.0), "built-in")
    assert finding.verdict == "ok"
    assert "-26 dBFS" in finding.found
    assert "'built-in'" in finding.found
    assert finding.mend == ""


def test_speech_that_is_cut_off_at_full_scale_clips() -> None:
    loud = np.clip(sine(0.9).astype(np.int32) * 4, -FULL, FULL).astype(np.int16)
    finding = judge_level(measure_level(loud), "headset")
    assert finding.verdict == "warning"
    assert "clips" in finding.found
    assert "down" in finding.mend


def test_one_pop_at_full_scale_is_no_clipping() -> None:
    speech = sine(0.2)
    speech[:10] = FULL
    assert judge_level(measure_level(speech), "headset").verdict == "ok"


@given(arrays(np.int16, st.integers(0, 3_000)))
def test_any_recording_has_a_level_that_can_be_judged_and_written_as_json(
    audio: np.ndarray,
) -> None:
    level = measure_level(audio)
    assert FLOOR <= level.level <= 0
    assert FLOOR - 0.5 <= level.peak <= 0
    assert 0 <= level.clipped <= 1
    finding = judge_level(level, "any")
    assert (finding.verdict == "ok") == (finding.mend == "")


@given(st.floats(FLOOR, 0), st.floats(FLOOR + 1, 0), st.floats(0, 1))
def test_no_microphone_fails_for_its_level_and_louder_is_never_called_quieter(
    level: float, peak: float, clipped: float
) -> None:
    finding = judge_level(Level(level, peak, clipped), "any")
    assert finding.verdict == ("warning" if clipped > CLIPPED or level < QUIET else "ok")
    louder = judge_level(Level(min(0.0, level + 6), peak, clipped), "any")
    assert not (finding.verdict == "ok" and louder.verdict != "ok")


# --- a loudspeaker ----------------------------------------------------------------------------


def test_the_tone_is_soft_and_begins_and_ends_without_a_click() -> None:
    tone = soft_tone()
    assert len(tone) == samples(TONE)
    assert -26 < measure_level(tone).level < -20
    assert abs(int(tone[0])) < 100 and abs(int(tone[-1])) < 100


@given(st.integers(0, 2 * samples(TONE)))
def test_a_loudspeaker_fails_if_and_only_if_it_left_a_part_of_the_tone(taken: int) -> None:
    finding = judge_playing("desk", taken)
    assert finding.verdict == ("failed" if taken < samples(TONE) else "ok")
    assert "--speaker NAME" in finding.found + finding.mend


# --- a voice ----------------------------------------------------------------------------------


def test_a_voice_that_renders_faster_than_it_speaks_is_ok() -> None:
    finding = judge_speech("pyttsx3", noise(5.0), 0.02)
    assert finding.verdict == "ok"
    assert "5.0 s of speech rendered in 0.02 s" in finding.found


def test_a_voice_that_is_slower_than_speech_will_falter() -> None:
    assert judge_speech("pyttsx3", noise(1.0), 1.5).verdict == "warning"


def test_a_voice_without_a_sound_failed_unless_it_is_the_silent_one() -> None:
    assert judge_speech("pyttsx3", silence(1.0), 0.02).verdict == "failed"
    assert judge_speech("pyttsx3", silence(0.0), 0.02).verdict == "failed"
    assert judge_speech("silent", silence(1.0), 0.0).verdict == "ok"


# --- a disk -----------------------------------------------------------------------------------


@given(st.integers(1, 10**15))
def test_a_disk_has_room_to_spare_or_is_a_warning(free: int) -> None:
    finding = judge_room(Path("recordings"), 10**15, free)
    assert finding.verdict == ("warning" if free < 2 * HOUR else "ok")
    assert (finding.mend == "") == (finding.verdict == "ok")


def test_a_disk_that_tells_no_size_is_not_passed_silently() -> None:
    assert judge_room(Path("share"), 0, 0).verdict == "warning"


# --- a language model -------------------------------------------------------------------------


def answered(took: float, cost: float | None) -> dict[str, object]:
    why = "openai/x: asked for"
    return {"model": "openai/x", "local": False, "why": why, "took": took, "cost": cost}


def test_a_model_that_answered_shows_how_long_it_took_and_what_it_cost() -> None:
    finding = judge_answer(answered(0.44, 0.0000123))
    assert finding.verdict == "ok"
    assert finding.found == "openai/x: asked for; it answered in 0.4 s, $0.000012"


def test_a_model_without_a_price_shows_none() -> None:
    assert "$" not in judge_answer(answered(0.44, None)).found
    assert "free of charge" in judge_answer(answered(0.44, 0.0)).found


def test_a_slow_model_is_a_warning() -> None:
    finding = judge_answer(answered(SLOW + 0.1, None))
    assert finding.verdict == "warning"
    assert "--model NAME" in finding.mend

"""Both voices at full level, and no clipping where they speak at once."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceinterview.domain.speech import FRAME
from voiceinterview.ports import Samples
from voiceinterview.replay.mixing import mixed

FULL = 32_767


def frames(audio: Samples) -> list[Samples]:
    return [audio[place : place + FRAME] for place in range(0, len(audio), FRAME)]


def mix(one: Samples, other: Samples) -> Samples:
    return np.concatenate(list(mixed(zip(frames(one), frames(other), strict=True))))


def tone(level: float, samples: int = 8 * FRAME) -> Samples:
    return np.round(level * FULL * np.sin(np.arange(samples) / 5)).astype(np.int16)


def noise(seed: int, levels: list[int]) -> Samples:
    """A frame for each level; every value of int16 can come."""
    rng = np.random.default_rng(seed)
    return np.concatenate(
        [rng.integers(-level - 1, level + 1, FRAME).astype(np.int16) for level in levels]
    )


@given(st.integers(0, 99), st.lists(st.sampled_from([0, 500, FULL]), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_voice_that_speaks_alone_comes_out_as_it_was(seed: int, levels: list[int]) -> None:
    voice = noise(seed, levels)

    assert np.array_equal(mix(voice, np.zeros_like(voice)), voice)
    assert np.array_equal(mix(np.zeros_like(voice), voice), voice)


def test_two_quiet_voices_are_added() -> None:
    one, other = tone(0.4), tone(0.5)[::-1].copy()

    assert np.array_equal(mix(one, other), one + other)


@given(
    st.integers(0, 99),
    st.lists(st.sampled_from([0, 9_000, 25_000, FULL]), min_size=1, max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_sum_is_turned_down_never_wrapped_or_turned_up(seed: int, levels: list[int]) -> None:
    one, other = noise(seed, levels), noise(seed + 1, levels[::-1])
    total = one.astype(np.int32) + other

    heard = mix(one, other).astype(np.int32)

    assert np.all(heard * np.sign(total) >= 0)
    assert np.all(np.abs(heard) <= np.abs(total))
    assert np.all(np.abs(heard) >= np.abs(total) // 2 - 1)  # two voices are at most twice as loud


def test_what_is_far_from_a_loud_place_keeps_its_level() -> None:
    one = np.concatenate([tone(0.3), tone(0.9), tone(0.3)])

    heard = mix(one, one.copy())

    far = np.r_[0 : 7 * FRAME, 17 * FRAME : 24 * FRAME]  # a frame is left to fade in and out
    assert np.array_equal(heard[far], 2 * one[far])
    assert heard.max() <= FULL


def test_gain_has_no_jumps() -> None:
    loud = np.concatenate([np.full(4 * FRAME, 12_000), np.full(4 * FRAME, 30_000)])
    heard = mix(loud.astype(np.int16), loud.astype(np.int16)).astype(np.int32)
    gain = heard / (2 * loud)

    assert np.abs(np.diff(gain)).max() < 2 / FRAME
    assert heard.max() == FULL


def test_last_frame_may_be_short() -> None:
    assert len(mix(tone(0.9, 700), tone(0.9, 700))) == 700
    assert list(mixed([])) == []

"""How much of an echo a canceller takes out: a made room, or what a real microphone heard."""

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, samples
from voiceinterview.ports import EchoCanceller, Samples

REVERBERATION = 0.3  # seconds in which a furnished room's sound falls by 60 dB
REFLECTED = 0.5  # energy that comes by way of the walls, for each that comes straight
BENT = 0.7  # of full scale: where a laptop's loudspeaker begins to bend the wave
HISS = 8.0  # steps of int16: a quiet microphone
SETTLING = samples(2.0)  # a canceller learns the room in this time


def heard_in_room(played: Samples, delay: float, level: float, seed: int = 1) -> Samples:
    """What a microphone picks up of `played`, `delay` seconds late and `level` dB louder.

    The loudspeaker is bent a little, as a small one is, and the walls throw back decaying noise
    (Polack's model of late reverberation): none of it a canceller can know beforehand.
    """
    tail = room_response(seed)
    size = 1 << (len(played) + len(tail)).bit_length()
    straight = np.fft.rfft(bent(played), size) * np.fft.rfft(tail, size)
    echo = np.concatenate([np.zeros(samples(delay)), np.fft.irfft(straight, size)])[: len(played)]
    loud = np.sqrt(np.mean(played.astype(np.float64) ** 2)) * 10 ** (level / 20)
    echo *= loud / max(1e-9, float(np.sqrt(np.mean(echo**2))))
    hiss = np.random.default_rng(seed).normal(0, HISS, len(echo))
    heard: Samples = np.clip(echo + hiss, -32768, 32767).astype(np.int16)
    return heard


def room_response(seed: int = 1) -> NDArray[np.float64]:
    """A made room's impulse response at 16 kHz; what comes straight is 1."""
    length = samples(REVERBERATION)
    fading = 10 ** (-3 * np.arange(length) / length)
    tail = np.random.default_rng(seed).standard_normal(length) * fading
    tail *= np.sqrt(REFLECTED / np.sum(tail**2))
    tail[0] += 1.0
    return tail


def bent(played: Samples) -> NDArray[np.float64]:
    """As a small loudspeaker gives it back, in steps of int16."""
    return np.tanh(played / 32768 / BENT) * BENT * 32768


def cleaned(canceller: EchoCanceller, near: Samples, far: Samples) -> Samples:
    """`near` frame by frame through the canceller, as a session does it."""
    whole = range(0, len(near) // FRAME * FRAME, FRAME)
    frames = [canceller.process(near[at : at + FRAME], far[at : at + FRAME]) for at in whole]
    return np.concatenate(frames) if frames else near[:0]


def removed(near: Samples, clean: Samples) -> float:
    """dB by which `clean` is lower than `near`, once the canceller has settled."""
    return level_of(near[SETTLING : len(clean)]) - level_of(clean[SETTLING:])


def level_of(audio: NDArray[np.int16]) -> float:
    """dB of one step of int16."""
    return float(10 * np.log10(np.mean(audio.astype(np.float64) ** 2) + 1e-3))


def trial_sound(seconds: float, seed: int = 7) -> Samples:
    """Noise in syllables with the spectrum of a voice, so that no voice need be there for it."""
    chance = np.random.default_rng(seed)
    hiss = chance.standard_normal(samples(seconds))
    noise: NDArray[np.float64] = np.convolve(hiss, np.hanning(9), mode="same")
    at = np.arange(len(noise)) / SAMPLE_RATE
    syllables = np.clip(np.sin(2 * np.pi * 1.7 * at) + 0.6 * np.sin(2 * np.pi * 4.3 * at), 0, None)
    shaped = noise * syllables
    sound: Samples = (shaped / np.abs(shaped).max() * 12_000).astype(np.int16)
    return sound

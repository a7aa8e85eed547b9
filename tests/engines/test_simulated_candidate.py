"""A candidate made up on the way: answers when it has the floor, and knows its own words."""

from collections.abc import Sequence

import numpy as np
import pytest

from voiceinterview.domain.characters import Utterance
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, samples
from voiceinterview.engines.audio.candidate_voices import Hum, HumDetector, SyntheticSpeech
from voiceinterview.engines.audio.simulated_candidate import SimulatedCandidate
from voiceinterview.engines.speech.candidate_words import CandidateWords
from voiceinterview.testing import ScriptedSynthesizer


class Room:
    """Takes frames as a session would; answers are given in their order."""

    def __init__(self, *answers: Sequence[Utterance], limit: float = 60.0) -> None:
        self._answers = list(answers)
        self.passed = 0.0
        self.candidate = SimulatedCandidate(
            "tester", Hum(VoiceSettings(rate=120)), self._answer, limit=limit, passed=self._passes
        )
        self._frames = self.candidate.frames()
        self.heard = np.zeros(0, np.int16)

    async def _answer(self) -> Sequence[Utterance]:
        return self._answers.pop(0)

    def _passes(self, seconds: float) -> None:
        self.passed += seconds

    async def listen(self, seconds: float) -> None:
        frames = [await anext(self._frames) for _ in range(round(seconds * SAMPLE_RATE / FRAME))]
        self.heard = np.concatenate([self.heard, *frames])

    def words(self, start: float = 0.0, end: float = 60.0) -> str:
        audio = np.zeros(samples(end) - samples(start), np.int16)
        found = CandidateWords(self.candidate).transcribe(audio, samples(start), ())
        return " ".join(word.text for word in found)

    def loud(self) -> list[bool]:
        detector = HumDetector()
        return [
            detector.probability(self.heard[at : at + FRAME]) > 0.5
            for at in range(0, len(self.heard), FRAME)
        ]


async def test_nothing_is_said_without_the_floor() -> None:
    room = Room([Utterance(0.0, "hello")])
    await room.listen(2.0)
    assert not any(room.loud())
    assert room.words() == ""


async def test_with_the_floor_it_waits_and_then_speaks_as_long_as_the_words_take() -> None:
    room = Room([Utterance(1.0, "one two three four")])
    room.candidate.floor()
    await room.listen(4.0)
    first = room.loud().index(True) * FRAME / SAMPLE_RATE
    assert first == pytest.approx(1.0, abs=0.04)
    assert sum(room.loud()) * FRAME / SAMPLE_RATE == pytest.approx(2.0, abs=0.04)


async def test_the_recognizer_is_given_the_words_of_the_stretch_it_hears() -> None:
    room = Room([Utterance(1.0, "one two"), Utterance(1.0, "three four")])
    room.candidate.floor()
    await room.listen(6.0)
    assert room.words(0.8, 2.2) == "one two"
    assert room.words(2.2, 6.0) == "three four"


async def test_the_floor_in_the_middle_of_an_answer_changes_nothing() -> None:
    room = Room([Utterance(0.5, "one two"), Utterance(2.0, "three")], [Utterance(0.0, "never")])
    room.candidate.floor()
    await room.listen(1.0)
    room.candidate.floor()
    await room.listen(6.0)
    assert room.words() == "one two three"


async def test_one_who_gives_way_drops_the_rest_when_cut_off() -> None:
    room = Room([Utterance(0.5, "one two"), Utterance(2.0, "three")])
    room.candidate.floor()
    await room.listen(2.0)
    room.candidate.interrupted(gives_way=True)
    await room.listen(4.0)
    assert room.words() == "one two"
    assert room.candidate.cut_off == 1


async def test_one_who_does_not_give_way_says_it_all() -> None:
    room = Room([Utterance(0.5, "one two"), Utterance(2.0, "three")])
    room.candidate.floor()
    await room.listen(2.0)
    room.candidate.interrupted(gives_way=False)
    await room.listen(4.0)
    assert room.words() == "one two three"
    assert room.candidate.cut_off == 1


async def test_nobody_is_cut_off_who_has_finished() -> None:
    room = Room([Utterance(0.5, "one")])
    room.candidate.floor()
    await room.listen(2.0)
    room.candidate.interrupted(gives_way=True)
    assert room.candidate.cut_off == 0


async def test_an_empty_answer_is_silence_until_the_floor_comes_again() -> None:
    room = Room([], [Utterance(0.5, "now")])
    room.candidate.floor()
    await room.listen(3.0)
    assert room.words() == ""
    room.candidate.floor()
    await room.listen(2.0)
    assert room.words() == "now"


async def test_the_input_ends_after_its_limit_and_time_passes_by_frames() -> None:
    room = Room(limit=1.0)
    frames = [frame async for frame in room.candidate.frames()]
    assert len(frames) * FRAME == pytest.approx(SAMPLE_RATE, abs=FRAME)
    assert room.passed == pytest.approx(len(frames) * FRAME / SAMPLE_RATE)


async def test_words_of_a_synthetic_voice_lie_where_it_sounds() -> None:
    class Padded(ScriptedSynthesizer):
        async def render(self, text: str) -> np.ndarray:
            sound = await super().render(text)
            return np.concatenate([np.zeros(1600, np.int16), sound * 5000])

    spoken = await SyntheticSpeech(Padded()).speak("a longer word")
    assert [word.text for word in spoken.words] == ["a", "longer", "word"]
    assert spoken.words[0].start == 1600
    assert spoken.words[-1].end <= len(spoken.audio)
    lengths = [word.end - word.start for word in spoken.words]
    assert lengths[1] > lengths[2] > lengths[0]


async def test_a_voice_without_a_sound_has_no_words() -> None:
    spoken = await SyntheticSpeech(ScriptedSynthesizer()).speak("hush")
    assert spoken.words == ()

"""A recorded candidate waits for the floor, thinks, and answers what was asked."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import yaml
from sounds import RATE, babble
from stepped_clock import SteppedClock

from voiceinterview.domain.speech import FRAME, Word
from voiceinterview.engines.audio.recorded_candidate import RecordedCandidate
from voiceinterview.errors import BadInput

BIAS = babble(1.0, seed=11)
DEEPER = babble(0.5, seed=12)
PASS = babble(0.3, seed=13)
SORRY = babble(0.3, seed=14)
CLIPS = {"bias.flac": BIAS, "deeper.flac": DEEPER, "pass.flac": PASS, "sorry.flac": SORRY}


def clip(file: str, text: str, **more: Any) -> dict[str, Any]:
    """Words spread over the clip, a quarter of a second each."""
    words = [
        {"text": word, "start": place * 2000, "end": place * 2000 + 1600}
        for place, word in enumerate(text.split())
    ]
    return {"file": file, "text": text, "words": words, **more}


CANDIDATE = {
    "name": "Mara",
    "voice": "band-limited noise",
    "answers": [
        clip("bias.flac", "underfitting means high bias", question="bias", follow_up=0),
        clip("deeper.flac", "more features", question="bias", follow_up=1),
    ],
    "otherwise": [clip("pass.flac", "pass"), clip("sorry.flac", "sorry")],
}


def folder_with(folder: Path, candidate: Any = CANDIDATE) -> Path:
    for name, sound in CLIPS.items():
        soundfile.write(folder / name, sound, RATE)
    (folder / "candidate.yaml").write_text(yaml.safe_dump(candidate))
    return folder


class Conversation:
    """Takes frames from a candidate as a session would, unpaced."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.candidate = RecordedCandidate(folder, False, SteppedClock(), **settings)
        self._frames = self.candidate.frames()
        self.heard: np.ndarray = np.zeros(0, np.int16)

    async def listen(self, seconds: float) -> np.ndarray:
        frames = [await anext(self._frames) for _ in range(round(seconds * RATE / FRAME))]
        now = np.concatenate(frames)
        self.heard = np.concatenate([self.heard, now])
        return now

    def said_at(self, sound: np.ndarray) -> int:
        """The sample at which a clip was said, unchanged; fails where it was not."""
        onset = np.flatnonzero(self.heard[: -sound.size + 1] == sound[0])
        places = [at for at in onset if np.array_equal(self.heard[at : at + sound.size], sound)]
        assert len(places) == 1
        return int(places[0])


async def test_the_candidate_says_nothing_before_having_the_floor(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path))
    silence = await talk.listen(3)
    level = 20 * np.log10(np.sqrt(np.mean(silence.astype(float) ** 2)) / 32768)
    assert level == pytest.approx(-70, abs=1)  # a room, not a digital silence
    assert talk.candidate.name == "Mara"
    assert talk.candidate.voice == "band-limited noise"


async def test_an_answer_comes_after_a_pause_for_thought(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path))
    await talk.listen(1)
    talk.candidate.floor("bias", 0)
    await talk.listen(3)
    assert talk.said_at(BIAS) == pytest.approx(1.6 * RATE, abs=FRAME)


async def test_the_follow_up_has_its_own_answer(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path))
    talk.candidate.floor("bias", 0)
    await talk.listen(2)
    talk.candidate.floor("bias", 1)
    await talk.listen(2)
    assert talk.said_at(BIAS) < talk.said_at(DEEPER)


async def test_asked_what_has_no_clip_left_the_others_are_said_in_turn(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path))
    for question in ("bias", "bias", "unheard of"):
        talk.candidate.floor(question, 0)
        await talk.listen(2)
    assert talk.said_at(BIAS) < talk.said_at(PASS) < talk.said_at(SORRY)
    talk.heard = talk.heard[:0]
    talk.candidate.floor("once more", 0)
    await talk.listen(2)
    talk.said_at(PASS)


async def test_a_candidate_with_nothing_left_to_say_stays_silent(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path, {**CANDIDATE, "otherwise": []}))
    talk.candidate.floor("unheard of", 0)
    assert np.abs(await talk.listen(2)).max() < 100


async def test_the_floor_given_again_does_not_break_off_a_clip(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path))
    talk.candidate.floor("bias", 0)
    await talk.listen(1)
    assert talk.candidate.speaking
    talk.candidate.floor("bias", 1)
    await talk.listen(3)
    talk.said_at(BIAS)
    assert np.abs(talk.heard[-RATE:]).max() < 100  # nor is it answered later, unasked


async def test_the_same_question_again_does_not_prolong_the_thinking(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path))
    talk.candidate.floor("bias", 0)
    await talk.listen(0.5)
    talk.candidate.floor("bias", 0)
    await talk.listen(3)
    assert talk.said_at(BIAS) == pytest.approx(0.6 * RATE, abs=FRAME)


async def test_words_lie_on_the_session_clock_where_they_were_heard(tmp_path: Path) -> None:
    resumed_at = 100 * FRAME
    talk = Conversation(folder_with(tmp_path), start=resumed_at)
    talk.candidate.floor("bias", 0)
    await talk.listen(3)
    at = resumed_at + talk.said_at(BIAS)
    words = talk.candidate.words_between(resumed_at, resumed_at + 3 * RATE)
    assert words[1] == Word("means", at + 2000, at + 3600)
    assert [word.text for word in words] == ["underfitting", "means", "high", "bias"]
    middle = at + 4000
    halves = [
        talk.candidate.words_between(at, middle),
        talk.candidate.words_between(middle, at + RATE),
    ]
    assert halves[0] + halves[1] == words
    assert talk.candidate.words_between(at + 2 * RATE, at + 3 * RATE) == ()


async def test_a_clip_at_another_rate_keeps_its_words_in_place(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    soundfile.write(folder / "bias.flac", np.repeat(BIAS, 3), 3 * RATE)
    candidate = {**CANDIDATE, "answers": [dict(CANDIDATE["answers"][0])]}  # type: ignore[index]
    candidate["answers"][0]["words"] = [{"text": "bias", "start": 12_000, "end": 24_000}]  # type: ignore[index]
    folder_with_yaml = folder / "candidate.yaml"
    folder_with_yaml.write_text(yaml.safe_dump(candidate))
    talk = Conversation(folder)
    talk.candidate.floor("bias", 0)
    await talk.listen(2)
    (word,) = talk.candidate.words_between(0, 2 * RATE)
    onset = int(np.flatnonzero(np.abs(talk.heard) > 400)[0])
    assert word.end - word.start == 4000
    assert word.start - 4000 == pytest.approx(onset, abs=1000)


async def test_told_that_it_is_over_the_frames_end(tmp_path: Path) -> None:
    talk = Conversation(folder_with(tmp_path))
    await talk.listen(1)
    talk.candidate.ended(0.5)
    await talk.listen(0.5)
    with pytest.raises(StopAsyncIteration):
        await talk.listen(0.1)


async def test_the_same_seed_is_the_same_room(tmp_path: Path) -> None:
    folder_with(tmp_path)
    rooms = [await Conversation(tmp_path, seed=seed).listen(1) for seed in (5, 5, 6)]
    assert np.array_equal(rooms[0], rooms[1])
    assert not np.array_equal(rooms[0], rooms[2])


# --- folders that cannot be used --------------------------------------------------------------


def faulty(**changes: Any) -> dict[str, Any]:
    return {**CANDIDATE, **changes}


FAULTS = {
    "a key that is not known": (faulty(mood="good"), "mood"),
    "no clip at all": (faulty(answers=[], otherwise=[]), "not one clip"),
    "two answers to one question": (
        faulty(answers=[CANDIDATE["answers"][0]] * 2),  # type: ignore[index]
        "more than one answer for bias, follow-up 0",
    ),
    "words in no order": (
        faulty(otherwise=[{**clip("pass.flac", "pass"), "words": [
            {"text": "a", "start": 900, "end": 1000}, {"text": "b", "start": 0, "end": 100},
        ]}]),
        "'b'",
    ),
    "words that end after the clip": (
        faulty(otherwise=[clip("pass.flac", "one two three four five")]),
        "holds 4800 samples",
    ),
    "a clip without words": (
        faulty(otherwise=[{"file": "pass.flac", "text": "", "words": []}]),
        "otherwise.0.words",
    ),
    "a clip that is not there": (faulty(otherwise=[clip("gone.flac", "gone")]), "no such file"),
    "a clip elsewhere": (faulty(otherwise=[clip("../../secret.wav", "no")]), "leads out"),
    "a list": (["Mara"], "candidate.yaml: file"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_folder_is_refused_with_the_place(tmp_path: Path, fault: str) -> None:
    candidate, reason = FAULTS[fault]
    with pytest.raises(BadInput, match=reason) as error:
        RecordedCandidate(folder_with(tmp_path, candidate), False, SteppedClock())
    assert str(tmp_path) in error.value.problem


def test_a_folder_without_a_candidate_or_with_no_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"candidate\.yaml: No such file"):
        RecordedCandidate(tmp_path, False, SteppedClock())
    (tmp_path / "candidate.yaml").write_text("name: [Mara")
    with pytest.raises(BadInput, match="is not YAML"):
        RecordedCandidate(tmp_path, False, SteppedClock())
    (tmp_path / "candidate.yaml").write_bytes(b"\xff\xfe\x00name")
    with pytest.raises(BadInput, match="is not YAML"):
        RecordedCandidate(tmp_path, False, SteppedClock())

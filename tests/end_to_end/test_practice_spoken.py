"""`practice` with a microphone and a loudspeaker, on the virtual sound card."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

import numpy as np
from practice_process import Clips, Practice, StartPractice, launch_installed, wait_until
from sounds import Sound, likeness
from tiny_whisper import SENTENCE
from virtual_sound_card import VirtualSoundCard

from voiceinterview.domain.events import Observation
from voiceinterview.engines.audio.recording import read_audio
from voiceinterview.interview.interview import Interview
from voiceinterview.storage.stored_session import read_session


@contextmanager
def speaking(card: VirtualSoundCard, path: Path) -> Iterator[None]:
    """As `card.speak`, while something else happens."""
    player = subprocess.Popen(
        ["paplay", "-d", "candidate", str(path)],
        env=card.environment(),
        stderr=subprocess.DEVNULL,  # of a server that dies meanwhile
    )
    try:
        yield
    finally:
        player.terminate()
        player.wait()


def pieces_said(practice: Practice) -> Iterator[Sound]:
    """What the interviewer's track holds of each piece of her speech."""
    track = read_audio(practice.folder / "interviewer.flac")
    began = 0
    for event in practice.events:
        if event["kind"] == "playback_started":
            began = event["at"]
        elif event["kind"] == "playback_done":
            piece = track[began : event["at"]]
            sounding = np.flatnonzero(piece)
            yield piece[sounding[0] : sounding[-1] + 1]


def test_a_candidate_is_interviewed_aloud(
    spoken: StartPractice, card: VirtualSoundCard, clips: Clips
) -> None:
    practice = spoken("--stage", "recruiter-screen", "--patience", "low", launch=launch_installed)
    answers = [clips("otherwise-1"), clips("otherwise-2")]
    with card.listen() as loudspeaker:
        for answer in answers:
            practice.floor()
            card.speak(answer)
            practice.floor("interviewer")
        practice.floor()
        practice.interrupt()
        assert practice.ended() == 0
        heard = loudspeaker.audio()
    stored = read_session(practice.folder)

    floors = [event["to"] for event in practice.events if event["kind"] == "give_floor"]
    assert floors == [*["interviewer", "candidate"] * 3, "nobody"]
    speakers = [turn.speaker for turn in stored.transcript]
    assert speakers == ["interviewer", "candidate"] * 2 + ["interviewer"]
    assert [turn.text for turn in stored.transcript[1::2]] == [SENTENCE] * 2
    said = list(pieces_said(practice))
    assert len(said) == 6
    assert all(likeness(heard, piece)[0] > 0.97 for piece in said)  # 0.8 with a hole of a frame
    recorded = read_audio(practice.folder / "candidate.flac")
    assert all(likeness(recorded, read_audio(answer))[0] > 0.95 for answer in answers)
    assert (stored.manifest.status, stored.manifest.end_reason) == ("interrupted", "quit")
    assert stored.manifest.samples == len(recorded)
    (card,) = stored.scorecards.iterdir()
    assert fnmatch(card.name, "recruiter-screen@*--checklist.json")
    assert f"report:  voiceinterview report {practice.folder}" in practice.errors()  # in a hurry
    assert "of 4 key points" in practice.result()


def test_a_candidate_interrupts_the_interviewer(
    spoken: StartPractice, card: VirtualSoundCard, clips: Clips
) -> None:
    practice = spoken("--stage", "hiring-manager", "--patience", "low")
    long_question = practice.wait_for("speak", lambda event: "pears" in event["text"])
    begun = practice.wait_for(
        "playback_started", lambda event: event["piece"] == long_question["piece"]
    )
    assert wait_until(lambda: practice.samples() > begun["at"] + 16_000)
    card.speak(clips("otherwise-2"))
    cut_off = practice.wait_for("playback_done", lambda event: not event["finished"])
    practice.wait_for("playback_started")  # she has been heard, and is answered
    practice.interrupt()
    assert practice.ended() == 0
    stored = read_session(practice.folder)

    began = next(event for event in practice.events if event["kind"] == "speech_started")
    held = next(event for event in practice.events if event["kind"] == "hold_speech")
    stopped = next(event for event in practice.events if event["kind"] == "stop_speaking")
    took = (held["at"] - began["start"]) / 16_000
    print(f"from the candidate's onset to silence: {took:.3f} s")
    assert 0 < took < 0.5 < (stopped["at"] - began["start"]) / 16_000
    voice = read_audio(practice.folder / "interviewer.flac")
    answer = next(event["at"] for event in practice.events if event["kind"] == "end_turn")
    assert not voice[held["at"] + 1600 : answer].any()
    heard = cut_off["spoken"]
    assert 0 < len(heard) < len(long_question["text"]) and long_question["text"].startswith(heard)
    interview = Interview(stored.plan)
    for event in stored.events:
        if isinstance(event, Observation):
            interview.receive(event)
    assert [line.text for line in interview.state.history[:2]] == [f"Hello. {heard}", SENTENCE]
    assert [turn.text for turn in stored.transcript[:2]] == [f"Hello. {heard}", SENTENCE]


def test_a_sound_server_that_dies_pauses_the_interview(
    spoken: StartPractice, card: VirtualSoundCard, clips: Clips
) -> None:
    practice = spoken("--stage", "recruiter-screen", "--patience", "low")
    practice.floor()
    answer = clips("p-value-three-percent-0")
    with speaking(card, answer):
        practice.wait_for("partial_transcript")  # two seconds of the answer
        card.kill()
    practice.wait_for("pause_session")
    before = practice.samples()
    card.start()
    practice.wait_for("resume_session")
    practice.floor()
    card.speak(clips("otherwise-1"))
    practice.wait_for("end_turn")
    practice.interrupt()
    assert practice.ended() == 0

    notices = [event["text"] for event in practice.events if event["kind"] == "notice"]
    assert any("microphone" in text and "is gone" in text for text in notices)
    assert "The microphone is back." in notices
    recorded = read_audio(practice.folder / "candidate.flac")
    kept = read_audio(answer)[: 16_000 * 3 // 2]
    assert likeness(recorded[:before], kept)[0] > 0.95
    assert likeness(recorded[before:], read_audio(clips("otherwise-1")))[0] > 0.95
    kinds = [event["kind"] for event in practice.events]
    lost = kinds.index("pause_session")
    assert "speech_started" in kinds[:lost] and "speech_started" in kinds[lost:]
    (answered,) = (event for event in practice.events if event["kind"] == "end_turn")
    heard = [word["text"] for word in answered["words"]]
    whole, rest = divmod(len(heard), len(SENTENCE.split()))
    assert heard == SENTENCE.split() * whole and not rest
    said = [word["start"] for word in answered["words"]]
    assert min(said) < before < max(said)  # of both sides of the loss
    assert read_session(practice.folder).manifest.end_reason == "quit"

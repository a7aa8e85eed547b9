"""kill -9 in the middle of an answer, and going on from there."""

from pathlib import Path

from practice_process import StartPractice, skip_greeting, wait_until
from warm_command import run_warm

from voiceinterview.engines.audio.recording import read_audio
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.replay.verify import verify
from voiceinterview.storage.stored_session import read_session


def test_a_killed_interview_is_recovered_and_goes_on(
    start: StartPractice, one_answer: Path, tiny_whisper: Path, sessions: Path
) -> None:
    killed = start(
        "--stage", "recruiter-screen", "--input", one_answer, "--output", "none",
        "--recognizer-model", tiny_whisper, terminal=True,
    )  # fmt: skip
    skip_greeting(killed)
    begun = killed.wait_for("speech_started")
    assert wait_until(lambda: killed.samples() > begun["at"] + 16_000)
    recorded = killed.samples()
    killed.kill()

    recovered = run_warm(["sessions", "recover", "latest", "--sessions", sessions])
    assert recovered.returncode == 0, recovered.stderr
    stored = read_session(killed.folder)
    assert stored.manifest.status == "recovered"
    assert len(read_audio(killed.folder / "candidate.flac")) >= recorded
    said_before = transcript_of(stored.events)

    typed = ("--typed", "--output", "none", "--synthesizer", "silent")
    resumed = start(*typed, "--resume", "latest", folder=killed.folder)
    resumed.wait_for("session_resumed")
    resumed.wait_for("speak", lambda event: event["text"] == "Why apples?")
    for answer in ("I bake a pie.", "I make cider.", "I feed the pigs.", "I sell them."):
        resumed.type_line(answer)
    resumed.wait_for("ask_question", lambda event: event["question"] == "oranges")
    resumed.interrupt()
    assert resumed.ended() == 0

    stored = read_session(killed.folder)
    assert stored.manifest.resumed == (stored.manifest.resumed[0],)
    assert stored.manifest.resumed[0] >= recorded
    answers = [turn.text for turn in stored.transcript if turn.speaker == "candidate"]
    assert answers[-3:] == ["I bake a pie.", "I make cider.", "I feed the pigs."]
    assert len(stored.transcript) > len(said_before)
    verify(stored.plan, stored.events, closed=True)

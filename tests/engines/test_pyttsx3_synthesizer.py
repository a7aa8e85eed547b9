import asyncio
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.engines.speech.pyttsx3_synthesizer import WORKER, Pyttsx3Synthesizer
from voiceinterview.engines.speech.silero_vad import holds_speech
from voiceinterview.errors import EngineError, SetupError, UnknownName


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path, monkeypatch):
    """So that a test can see what is left behind."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
async def voice():
    voice = Pyttsx3Synthesizer(hang_limit=5)
    await voice.start(VoiceSettings())
    yield voice
    await voice.close()


def script(tmp_path, text):
    """A stand-in for the child, as a program."""
    path = tmp_path / "worker.py"
    path.write_text(text)
    return (sys.executable, str(path))


def tone(speech):
    """The pitch in Hz: where between 60 and 400 Hz speech is most like itself a period later."""
    power = np.abs(np.fft.rfft(speech.astype(float), 2 * len(speech))) ** 2
    likeness = np.fft.irfft(power)[40:267]
    return 16_000 / (40 + np.argmax(likeness))


def gone(pid):
    return not Path(f"/proc/{pid}").exists()


async def test_it_speaks(voice):
    speech = await voice.render("Why does a deep tree overfit?")
    assert speech.dtype == np.int16 and speech.ndim == 1
    assert 1.0 < len(speech) / 16_000 < 4.0
    assert holds_speech(speech)


async def test_two_children_speak_a_text_alike():
    """As they do not where pyttsx3 leaves espeak its own thread: see the worker."""
    spoken = []
    for _ in range(5):
        voice = Pyttsx3Synthesizer()
        await voice.start(VoiceSettings(rate=140))
        spoken.append(await voice.render("Yes."))
        await voice.close()
    assert all(np.array_equal(each, spoken[0]) for each in spoken)


async def test_rate_and_pitch_are_heard():
    voice = Pyttsx3Synthesizer()
    lengths, tones = [], []
    for settings in (VoiceSettings(rate=120, pitch=20), VoiceSettings(rate=240, pitch=90)):
        await voice.start(settings)
        speech = await voice.render("Tell me of a project that you are proud of.")
        lengths.append(len(speech))
        tones.append(tone(speech))
    await voice.close()
    assert lengths[0] > 1.6 * lengths[1]
    assert tones[1] > 1.2 * tones[0]


async def test_a_voice_speaks_differently_from_another():
    voice = Pyttsx3Synthesizer()
    await voice.start(VoiceSettings(variant="gmw/en-US"))
    american = await voice.render("Hello.")
    assert voice.settings()["voice"] == "gmw/en-us"
    await voice.start(VoiceSettings(variant="gmw/en-us+f3"))
    other = await voice.render("Hello.")
    await voice.close()
    assert american.shape != other.shape or (american != other).any()


async def test_an_unknown_voice_lists_the_english_ones_and_leaves_nothing(own_temporary_folder):
    voice = Pyttsx3Synthesizer()
    with pytest.raises(UnknownName, match="gmw/en-us"):
        await voice.start(VoiceSettings(variant="gmw/martian"))
    assert list(own_temporary_folder.iterdir()) == []


async def test_a_long_text_is_spoken_whole(voice):
    sentence = "This sentence stands in a long answer. "
    one = len(await voice.render(sentence))
    assert len(await voice.render(sentence * 110)) > 80 * one  # 4.3 kB in two pieces


async def test_a_text_of_control_characters_and_markup_is_harmless(voice):
    assert len(await voice.render("a\x00b\x01 <speak> \ud800 $HOME `ls`")) > 0


async def test_a_cancelled_render_does_not_disturb_the_next(voice, own_temporary_folder):
    expected = await voice.render("Yes.")
    for _ in range(3):
        long = asyncio.create_task(voice.render("And then we looked at the errors. " * 200))
        while voice._request % 2 == 0 and not long.done():
            await asyncio.wait([long], timeout=0.001)
        long.cancel()
        with pytest.raises(asyncio.CancelledError):
            await long
        # espeak's renders of one text differ by a millisecond or two
        assert len(await voice.render("Yes.")) == pytest.approx(len(expected), rel=0.05)
    [folder] = own_temporary_folder.iterdir()
    assert not list(folder.glob("*"))


async def test_a_child_that_was_killed_is_started_anew(voice):
    first = voice._child.pid
    os.kill(first, signal.SIGKILL)
    assert len(await voice.render("Go on.")) > 0
    assert voice._child.pid != first


async def test_a_child_that_hangs_is_killed_and_started_anew():
    voice = Pyttsx3Synthesizer(hang_limit=0.5)
    await voice.start(VoiceSettings())
    first = voice._child.pid
    os.kill(first, signal.SIGSTOP)
    assert len(await voice.render("Go on.")) > 0
    assert gone(first)
    await voice.close()


async def test_a_child_that_always_dies_is_an_engine_error(tmp_path, own_temporary_folder):
    dying = """
import sys
print('{"ready": true, "voices": [], "voice": "", "timbres": []}', flush=True)
sys.stdin.readline()
sys.exit(3)
"""
    voice = Pyttsx3Synthesizer(worker=script(tmp_path, dying))
    await voice.start(VoiceSettings())
    with pytest.raises(EngineError, match=r"failed 2 times.*code 3"):
        await voice.render("Hello.")
    await voice.close()
    assert list(own_temporary_folder.iterdir()) == []


async def test_a_file_that_is_no_sound_is_an_engine_error(tmp_path):
    lying = """
import json, pathlib, sys
print('{"ready": true, "voices": [], "voice": "", "timbres": []}', flush=True)
for line in sys.stdin:
    request = json.loads(line)
    (pathlib.Path(sys.argv[1]) / request["file"]).write_bytes(b"RIFF")
    print(json.dumps({"id": request["id"]}), flush=True)
"""
    voice = Pyttsx3Synthesizer(worker=script(tmp_path, lying))
    await voice.start(VoiceSettings())
    with pytest.raises(EngineError, match="does not read"):
        await voice.render("Hello.")
    await voice.close()


@pytest.mark.parametrize(
    "program", ["""print('{"failed": "no libespeak"}', flush=True)""", "import sys; sys.exit(1)"]
)
async def test_a_machine_without_a_voice_is_told_what_to_install(
    tmp_path, own_temporary_folder, program
):
    voice = Pyttsx3Synthesizer(worker=script(tmp_path, program))
    with pytest.raises(SetupError, match="no voice"):
        await voice.start(VoiceSettings())
    assert list(own_temporary_folder.iterdir()) == []


async def test_a_program_that_cannot_be_started_is_a_setup_error(tmp_path):
    voice = Pyttsx3Synthesizer(worker=(str(tmp_path / "nowhere"),))
    with pytest.raises(SetupError, match="could not be started"):
        await voice.start(VoiceSettings())


async def test_close_leaves_no_process_and_no_file(own_temporary_folder):
    voice = Pyttsx3Synthesizer()
    await voice.start(VoiceSettings())
    await voice.render("Hello.")
    pid = voice._child.pid
    await voice.close()
    await voice.close()
    assert gone(pid)
    assert list(own_temporary_folder.iterdir()) == []


async def test_closing_in_the_middle_of_a_render_ends_it(own_temporary_folder):
    voice = Pyttsx3Synthesizer()
    await voice.start(VoiceSettings())
    os.kill(voice._child.pid, signal.SIGSTOP)
    render = asyncio.create_task(voice.render("Hello."))
    await asyncio.wait([render], timeout=0.05)
    await voice.close()
    with pytest.raises(EngineError, match="closed"):
        await render
    assert list(own_temporary_folder.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pidfd is Linux's")
def test_the_child_ends_with_a_parent_that_was_killed(tmp_path):
    """Its stdin ends with the parent; then it removes the folder too."""
    folder = tmp_path / "files"
    folder.mkdir()
    parent = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-P", {str(WORKER)!r}, {str(folder)!r}],
                         stdin=subprocess.PIPE)
print(child.pid, flush=True)
child.wait()
"""
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        assert b"ready" in process.stdout.readline()  # the child's: it has the same stdout
        watched = os.pidfd_open(pid)
        process.kill()
        assert select.select([watched], [], [], 10)[0]  # the child has ended
    os.close(watched)
    assert not folder.exists()


def test_ctrl_c_does_not_end_the_child(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-P", str(WORKER), str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGINT)
        child.stdin.write(b'{"id": 1, "text": "", "file": "x", "voice": "", "rate": 165}\n')
        child.stdin.flush()
        assert b'"id": 1' in child.stdout.readline()
        child.stdin.close()
        assert child.wait(10) == 0

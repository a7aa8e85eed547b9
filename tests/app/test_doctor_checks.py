"""Each check against the real thing: a sound card, a model server, a folder, a settings file."""

import asyncio
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
from model_server import ModelServer
from noises import noise
from plugged_in import no_sound_card, plugged_in
from sounds import RATE, babble
from stepped_clock import SteppedClock
from tiny_whisper import make_tiny_whisper
from virtual_sound_card import VirtualSoundCard

from voiceinterview.app import doctor
from voiceinterview.app.checks import microphone
from voiceinterview.app.checks.child import ask
from voiceinterview.app.checks.finding import Finding
from voiceinterview.app.checks.language_model import probe_language_model
from voiceinterview.app.checks.limits import TookTooLong, in_thread, within
from voiceinterview.app.checks.microphone import check_microphone
from voiceinterview.app.checks.recognizer import check_recognizer
from voiceinterview.app.checks.sessions_folder import look_for_access
from voiceinterview.app.checks.settings import check_settings
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.checks.speaker import check_speaker
from voiceinterview.app.checks.voice import check_voice
from voiceinterview.app.doctor import Check, examine
from voiceinterview.app.settings import Settings
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import EngineError, SetupError, UnknownName


def setup_of(**settings: object) -> Setup:
    return Setup(Settings(**settings), SystemClock(), lambda line: None)


# --- sound ------------------------------------------------------------------------------------


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualSoundCard]:
    monkeypatch.setattr(microphone, "SECONDS", 0.6)
    with plugged_in() as card:
        yield card


@contextmanager
def spoken_on_and_on(card: VirtualSoundCard, sound: np.ndarray, path: Path) -> Iterator[None]:
    """Ten seconds of a sound at the microphone, or as long as they are needed."""
    soundfile.write(path, np.tile(sound, 10), RATE)
    player = subprocess.Popen(
        ["paplay", "-d", "candidate", str(path)], env=card.environment(), stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        player.kill()
        player.wait()


async def test_a_microphone_that_is_spoken_into_is_ok(
    card: VirtualSoundCard, tmp_path: Path
) -> None:
    with spoken_on_and_on(card, babble(1.0), tmp_path / "speech.wav"):
        finding = await check_microphone(setup_of())
    assert finding.verdict == "ok", finding
    assert "'default'" in finding.found
    assert -40 < float(finding.measured["level"]) < -10
    assert sorted(finding.measured["devices"]) == ["default", "headset"]


async def test_a_microphone_that_is_overdriven_clips(
    card: VirtualSoundCard, tmp_path: Path
) -> None:
    with spoken_on_and_on(card, noise(1.0, 60_000), tmp_path / "shout.wav"):
        finding = await check_microphone(setup_of())
    assert finding.verdict == "warning", finding
    assert "clips" in finding.found


async def test_a_microphone_at_which_nobody_speaks_is_silent(card: VirtualSoundCard) -> None:
    said: list[str] = []
    finding = await check_microphone(Setup(Settings(), SystemClock(), said.append))
    assert finding.verdict == "warning", finding
    assert "zeros" in finding.found
    assert "say something now" in said[0]


async def test_the_tone_is_heard_at_the_loudspeaker(card: VirtualSoundCard) -> None:
    with card.listen() as listener:
        finding = await check_speaker(setup_of())
        heard = listener.stop()
    assert finding.verdict == "ok", finding
    assert np.abs(heard.astype(int)).max() == pytest.approx(3277, rel=0.1)


async def test_an_unknown_loudspeaker_lists_those_there_are(card: VirtualSoundCard) -> None:
    with pytest.raises(SetupError, match="'tannoy'") as error:
        await check_speaker(setup_of(speaker="tannoy"))
    assert "headset" in error.value.advice


async def test_a_sound_server_that_does_not_answer_is_given_up(card: VirtualSoundCard) -> None:
    check = Check("microphone", 0.8, check_microphone, "Restart it.")
    card.freeze()
    finding = await examine(check, setup_of())
    card.thaw()
    assert finding == Finding("failed", "it could not be checked: no end within 0.8 s",
                              "Restart it.")  # fmt: skip


async def test_without_a_sound_card_the_ways_on_are_named() -> None:
    with no_sound_card():
        finding = await examine(Check("microphone", 15, check_microphone), setup_of())
    assert finding.verdict == "failed"
    assert finding.found == "no microphone was found"
    assert "--typed" in finding.mend
    assert "It sees: none." in finding.mend


async def test_without_portaudio_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(SetupError, match="sudo apt-get install libportaudio2"):
        await check_speaker(setup_of())


# --- engines ----------------------------------------------------------------------------------


async def test_a_voice_renders_a_sentence() -> None:
    finding = await check_voice(setup_of())
    assert finding.verdict == "ok", finding
    assert 2 < float(finding.measured["speech_seconds"]) < 10


async def test_a_voice_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownName, match="nobody"):
        await check_voice(setup_of(voice="nobody"))


async def test_a_recognizer_that_needs_a_recording_cannot_hear_a_microphone() -> None:
    finding = await check_recognizer(setup_of(recognizer="recorded"))
    assert finding.verdict == "failed"
    assert "--input FILE" in finding.mend


async def test_pocketsphinx_is_loaded_where_it_is_chosen() -> None:
    pytest.importorskip("pocketsphinx")
    finding = await check_recognizer(setup_of(recognizer="pocketsphinx"))
    assert finding.verdict == "ok", finding
    assert finding.measured["pocketsphinx_installed"] is True


class Findings:
    """A screen that keeps what it is shown."""

    def __init__(self) -> None:
        self.all: dict[str, Finding] = {}

    def say(self, line: str) -> None:
        """Nobody watches."""

    def found(self, name: str, finding: Finding) -> None:
        self.all[name] = finding


async def test_a_downloaded_model_that_the_settings_do_not_choose_is_checked_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = tuple(check for check in doctor.CHECKS if check.name == doctor.RECOGNIZER)
    monkeypatch.setattr(doctor, "CHECKS", only)
    here = str(make_tiny_whisper(tmp_path / "whisper"))
    findings = Findings()
    assert await doctor.doctor({}, here, findings) == 0
    finding = findings.all["recognizer"]
    assert finding.verdict == "warning"
    assert f"{here}: loaded in" in finding.found
    assert "the settings choose base.en" in finding.found
    assert finding.mend == f"voiceinterview practice --recognizer-model {here}"


def model(server: ModelServer, name: str) -> dict[str, object]:
    return {"model": f"openai/{name}", "api_base": server.address, "local_only": True}


# openai's types make pydantic 2.14 warn once, in whichever call comes first.
READ_ONLY = pytest.mark.filterwarnings("ignore:Item .* on TypedDict class:UserWarning")


@READ_ONLY
async def test_a_key_that_is_refused_is_named_by_its_variable_and_never_shown(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret-key-0123456789")
    with pytest.raises(EngineError, match="401") as error:
        await probe_language_model(model(model_server, "wrong-key"), lambda line: None)
    assert "export OPENAI_API_KEY=" in error.value.advice
    assert "very-secret" not in str(error.value)


@READ_ONLY
async def test_a_model_that_answers_tells_what_the_call_took(model_server: ModelServer) -> None:
    said: list[str] = []
    answer = await probe_language_model(model(model_server, "steady"), said.append)
    assert answer["model"] == "openai/steady"
    assert answer["took"] < 5
    assert said == ["language model: calling openai/steady ..."]
    assert model_server.requests[-1].body["max_tokens"] <= 16


@READ_ONLY
async def test_an_address_at_which_nobody_listens_is_named() -> None:
    settings = {"model": "openai/x", "api_base": "http://127.0.0.1:9/v1", "local_only": True}
    with pytest.raises(EngineError, match=r"nothing listens at http://127\.0\.0\.1:9/v1"):
        await probe_language_model(settings, lambda line: None)


async def test_a_model_that_is_not_on_this_machine_is_refused_under_local_only() -> None:
    settings = {"model": "openai/gpt-6-luna", "api_base": None, "local_only": True}
    with pytest.raises(SetupError, match="not this machine"):
        await probe_language_model(settings, lambda line: None)


# --- places -----------------------------------------------------------------------------------


def test_a_sessions_folder_that_takes_files_is_left_as_it_was(tmp_path: Path) -> None:
    finding = look_for_access(tmp_path)
    assert finding.verdict == "ok"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_sessions_folder_can_be_made_and_is_not(tmp_path: Path) -> None:
    finding = look_for_access(tmp_path / "a" / "b")
    assert finding.verdict == "ok"
    assert "can be made" in finding.found
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("below", ["", "sessions"])
def test_a_file_where_the_sessions_folder_should_be_is_named(tmp_path: Path, below: str) -> None:
    file = tmp_path / "recordings"
    file.write_text("I am a file")
    finding = look_for_access(file / below)
    assert finding.verdict == "failed"
    assert f"cannot write in {file}" in finding.found
    assert "--sessions FOLDER" in finding.mend


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc on this system")
def test_a_folder_in_which_not_even_root_may_write_is_named() -> None:
    finding = look_for_access(Path("/proc/recordings"))
    assert finding.verdict == "failed"
    assert "cannot write in /proc, where /proc/recordings is to be" in finding.found


def test_a_settings_file_is_read_and_only_its_place_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('api_base = "http://user:secret@127.0.0.1:1/v1"')
    environment = {"VOICEINTERVIEW_MODEL": "openai/secret", "OPENAI_API_KEY": "sk-secret"}
    settings, finding = check_settings({"minutes": 10.0}, environment, file)
    assert settings.minutes == 10
    assert settings.model == "openai/secret"
    assert finding.verdict == "ok"
    assert f"{file} was read; from the environment: VOICEINTERVIEW_MODEL" in finding.found
    assert "secret" not in str(finding)


def test_without_a_settings_file_all_is_well(tmp_path: Path) -> None:
    settings, finding = check_settings({}, {}, tmp_path / "settings.toml")
    assert settings == Settings()
    assert finding.verdict == "ok"
    assert "no settings file" in finding.found


@pytest.mark.parametrize("line", ["minutes = ", 'minutes = "long"', "hours = 3"])
def test_a_damaged_settings_file_fails_and_the_rest_is_still_checked(
    tmp_path: Path, line: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(line)
    settings, finding = check_settings(
        {"headphones": True}, {"VOICEINTERVIEW_SPEAKER": "desk"}, file
    )
    assert finding.verdict == "failed"
    assert str(file) in finding.found
    assert (settings.headphones, settings.speaker) == (True, "desk")


def test_a_damaged_environment_fails_and_the_flags_still_count(tmp_path: Path) -> None:
    settings, finding = check_settings(
        {"headphones": True}, {"VOICEINTERVIEW_MINUTES": "long"}, tmp_path / "none.toml"
    )
    assert finding.verdict == "failed"
    assert "minutes in the environment" in finding.found
    assert settings == Settings(headphones=True)


# --- nothing hangs, nothing breaks off ----------------------------------------------------------


async def test_a_check_that_never_ends_is_failed_at_its_limit() -> None:
    cancelled = asyncio.Event()

    async def endless(setup: Setup) -> Finding:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()
        raise AssertionError

    clock = SteppedClock()
    setup = Setup(Settings(), clock, lambda line: None)
    finding = await examine(Check("endless", 600, endless, "Wait."), setup)
    assert finding == Finding("failed", "it could not be checked: no end within 600 s", "Wait.")
    assert clock.now == 600
    assert cancelled.is_set()


async def test_a_thread_that_blocks_for_ever_is_left_behind() -> None:
    released = threading.Event()
    with pytest.raises(TookTooLong):
        await within(SteppedClock(), 5, in_thread(released.wait))
    released.set()


async def test_what_a_thread_raises_is_raised_here() -> None:
    def refuse() -> None:
        raise SetupError("no")

    with pytest.raises(SetupError, match="no"):
        await in_thread(refuse)


async def test_a_check_that_breaks_is_failed_and_says_how() -> None:
    async def broken(setup: Setup) -> Finding:
        raise ZeroDivisionError("division by zero")

    finding = await examine(Check("broken", 5, broken), setup_of())
    assert finding.verdict == "failed"
    assert "could not be checked: ZeroDivisionError: division by zero" in finding.found


async def test_a_child_that_dies_without_an_answer_is_said() -> None:
    with pytest.raises(EngineError, match=r"died \(exit code 1\)"):
        await ask("no such probe", lambda line: None)


async def test_a_probe_that_breaks_in_the_child_says_how() -> None:
    with pytest.raises(SetupError, match="TypeError"):
        await ask("speaker", lambda line: None, wrong_argument=1)


def test_every_check_has_a_limit_and_a_name_of_its_own() -> None:
    names = [check.name for check in doctor.CHECKS]
    assert len(set(names)) == len(names)
    assert all(0 < check.limit <= 120 and check.stuck for check in doctor.CHECKS)

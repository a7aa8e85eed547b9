"""`voiceinterview doctor` as a person runs it."""

import json
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from model_hub import model_hub
from model_server import ModelServer
from practice_process import COMMAND
from sounds import RATE, babble
from virtual_sound_card import VirtualSoundCard
from warm_command import WarmProcess, run_warm

from voiceinterview.app.checks.language_model import SLOW

CHECKS = {
    "settings", "content", "write_access", "disk_space", "microphone", "speaker", "echo",
    "recognizer", "end_of_answers", "voice", "language_model",
}  # fmt: skip
KEY = "sk-nobody-may-see-this-0123456789"


def doctor(
    environment: Mapping[str, str], *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    return run_warm(["doctor", *arguments], env=environment)


def installed_doctor(
    environment: Mapping[str, str], *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    """The installed script, started anew."""
    command = [str(word) for word in (COMMAND, "doctor", *arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


def verdicts(report: dict[str, Any]) -> dict[str, str]:
    return {name: check["verdict"] for name, check in report["checks"].items()}


def test_where_all_is_there_or_can_be_downloaded_every_check_is_ok(
    card: VirtualSoundCard, tiny_whisper: Path, model_server: ModelServer, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "speech.wav", np.tile(babble(1.0), 30), RATE)
    speech = ["paplay", "-d", "candidate", str(tmp_path / "speech.wav")]
    with model_hub(tiny_whisper) as hub, subprocess.Popen(speech, env=card.environment()) as voice:
        environment = card.environment() | {
            "HF_ENDPOINT": hub,
            "HF_HOME": str(tmp_path / "hf"),
            "VOICEINTERVIEW_RECOGNIZER_MODEL": "tiny.en",
            "OPENAI_API_KEY": KEY,
        }
        done = installed_doctor(
            environment, "--json", "--headphones", "--sessions", tmp_path, "--download", "tiny.en",
            "--model", "openai/steady", "--api-base", model_server.address, "--local-only",
        )  # fmt: skip
        voice.kill()
    report = json.loads(done.stdout)
    checks = report["checks"]
    # On a machine with much else to do the first call of litellm may count as slow.
    slow = checks["language_model"]["measured"]["took_seconds"] > SLOW
    expected = dict.fromkeys(CHECKS, "ok") | {"language_model": "warning" if slow else "ok"}
    assert verdicts(report) == expected, done.stdout
    assert report["ok"] is True
    assert done.returncode == 0
    assert "say something now" in done.stderr
    assert "dBFS" in checks["microphone"]["found"]
    assert -40 < checks["microphone"]["measured"]["level"] < -10
    assert "Downloading the speech model tiny.en" in done.stderr
    assert "100%" in done.stderr  # the bar
    assert checks["recognizer"]["measured"]["folder"].startswith(str(tmp_path / "hf"))
    assert len(model_server.requests) == 1
    assert model_server.requests[0].body["max_tokens"] <= 16
    assert KEY not in done.stdout + done.stderr


def test_on_a_bare_machine_it_says_what_is_missing_and_what_mends_it(
    no_sound: dict[str, str], tmp_path: Path
) -> None:
    missing = tmp_path / "sessions"
    done = doctor(no_sound | {"HF_HUB_OFFLINE": "1"}, "--sessions", missing)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert any(line.startswith("failed   microphone") for line in lines)
    assert any(line.startswith("failed   speaker") for line in lines)
    assert any(line.startswith("warning  language model") for line in lines)
    assert any(line.startswith("ok       write access") for line in lines)
    assert "--typed" in done.stdout
    assert "voiceinterview doctor --download base.en" in done.stdout
    assert "OPENAI_API_KEY" in done.stdout
    assert lines[-1] == "3 of 11 checks failed: microphone, speaker, recognizer."
    assert "Traceback" not in done.stdout + done.stderr
    assert "checking: microphone ..." in done.stderr
    assert not missing.exists()


def test_everything_that_is_wrong_is_in_one_report(
    no_sound: dict[str, str], tmp_path: Path
) -> None:
    """A closed hub, a model elsewhere, a damaged settings file, damaged content and no folder."""
    config = tmp_path / "config" / "voiceinterview"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text("persona = 7")
    (tmp_path / "recordings").write_text("a file")
    content = damaged_content(tmp_path / "content")
    environment = no_sound | {
        "XDG_CONFIG_HOME": str(config.parent),
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "OPENAI_API_KEY": KEY,
    }
    done = doctor(
        environment, "--json", "--download", "base.en", "--content", content,
        "--sessions", tmp_path / "recordings", "--synthesizer", "no-such-voice",
        "--model", "openai/gpt-6-luna", "--local-only",
    )  # fmt: skip
    report = json.loads(done.stdout)
    checks = report["checks"]
    assert done.returncode == 1
    assert report["ok"] is False
    assert verdicts(report) == dict.fromkeys(CHECKS, "failed") | {
        "disk_space": "ok", "echo": verdicts(report)["echo"], "end_of_answers": "ok",
    }  # fmt: skip
    assert "settings.toml" in checks["settings"]["found"]
    assert "personas/rigorous-scientist.md" in checks["content"]["found"]
    assert "http://127.0.0.1:9 does not answer" in checks["recognizer"]["found"]
    assert "not this machine" in checks["language_model"]["found"]
    assert all(check["mend"] for check in checks.values() if check["verdict"] == "failed")
    assert KEY not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_ctrl_c_stops_it_in_the_middle_of_a_check(card: VirtualSoundCard) -> None:
    with WarmProcess(["doctor"], env=card.environment()) as running:
        assert running.stderr is not None
        before = list(iter(running.stderr.readline, b"checking: microphone ...\n"))
        card.freeze()  # the microphone will not be opened for a minute or two
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
        assert running.wait(timeout=5) == 130
    card.thaw()
    assert rest.splitlines()[-1] == b"voiceinterview: interrupted"
    assert b"Traceback" not in b"".join(before) + rest


def test_a_reader_that_leaves_early_is_no_reason_for_a_traceback(
    no_sound: dict[str, str],
) -> None:
    with WarmProcess(["doctor", "--model", "scripted"], env=no_sound) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
    assert b"Traceback" not in said


@pytest.mark.parametrize("arguments", [["--no-such-flag"], ["--download"]])
def test_bad_usage_ends_with_2(no_sound: dict[str, str], arguments: list[str]) -> None:
    done = doctor(no_sound, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: voiceinterview" in done.stderr


def damaged_content(folder: Path) -> Path:
    for name in ("prompts", "rubrics"):
        shutil.copytree(Path(__file__).resolve().parents[2] / name, folder / name)
    (folder / "prompts" / "personas" / "rigorous-scientist.md").write_text("no front matter")
    return folder

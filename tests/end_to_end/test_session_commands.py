"""`sessions`, `replay`, `score` and `report` as they are typed, on copies of the golden session."""

import json
import os
import shlex
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import soundfile
from warm_command import run_warm

from voiceinterview.cli.main import main

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"
NAME = "2026-01-31T0930-golden"


class Said(NamedTuple):
    stdout: str
    stderr: str


Run = Callable[..., Said]


def copy_of_golden(root: Path, name: str = NAME) -> Path:
    return shutil.copytree(GOLDEN, root / name, ignore=shutil.ignore_patterns(".lock*"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def session(root: Path) -> Path:
    return copy_of_golden(root)


@pytest.fixture(autouse=True)
def place(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOICEINTERVIEW_SESSIONS", str(root))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run() -> Run:
    """The command as a process of its own."""

    def command(*words: object, code: int = 0, **more: Any) -> Said:
        done = run_warm(words, **more)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return Said(done.stdout, done.stderr)

    return command


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same without the time that a process takes to start."""

    def command(*words: object, code: int = 0) -> Said:
        capsys.readouterr()
        with Path(os.devnull).open() as nothing:
            monkeypatch.setattr(sys, "stdin", nothing)
            try:
                returned = main([str(word) for word in words])
            except SystemExit as usage:
                returned = int(usage.code or 0)
        said = Said(*capsys.readouterr())
        assert returned == code, said.stderr
        return said

    return command


def corrupt_log(session: Path) -> None:
    """As a process leaves it that dies while it writes."""
    log = session / "events.jsonl"
    log.write_bytes(log.read_bytes()[:-20])


def change_decision(session: Path) -> int:
    """Another question at the first place; the number of that event."""
    lines = (session / "events.jsonl").read_text().splitlines()
    place = next(n for n, line in enumerate(lines) if '"ask_question"' in line)
    event = json.loads(lines[place])
    lines[place] = json.dumps({**event, "follow_up": 7})
    (session / "events.jsonl").write_text("\n".join(lines) + "\n")
    return int(event["seq"])


def test_list_tells_what_there_is(run: Run, call: Run, session: Path, root: Path) -> None:
    (root / "2026-02-01T0900-broken").mkdir()
    (root / "2026-02-01T0900-broken" / "manifest.json").write_text("{")
    corrupt_log(copy_of_golden(root, "2026-02-02T0900-torn"))

    text = run("sessions", "list").stdout
    listed = {entry["id"]: entry for entry in json.loads(call("sessions", "list", "--json").stdout)}

    assert NAME in text
    assert "finished" in text
    assert listed[NAME]["state"] == "finished"
    assert listed[NAME]["stages"][0] == "recruiter-screen"
    assert listed[NAME]["seconds"] > 60
    for name, mendable in (("2026-02-01T0900-broken", False), ("2026-02-02T0900-torn", True)):
        assert listed[name]["state"] == "damaged"
        command = f"voiceinterview sessions recover {root / name}"
        assert listed[name]["command"] == (command if mendable else "")
        assert (f"mend it: {command}" in text) == mendable


def test_empty_list_is_no_failure(call: Run) -> None:
    assert call("sessions", "list").stdout == ""
    assert json.loads(call("sessions", "list", "--json").stdout) == []


def test_show_has_facts_turns_scorecards_and_timing(run: Run, call: Run, session: Path) -> None:
    text = call("sessions", "show", "latest", "--timing").stdout
    shown = json.loads(run("sessions", "show", NAME[:8], "--json", "--timing").stdout)

    assert "Rigorous scientist" in text
    assert "candidate:" in text
    assert "Rated by the checklist" in text
    assert shown["manifest"]["status"] == shown["state"] == "finished"
    assert [turn["number"] for turn in shown["turns"]] == list(range(1, len(shown["turns"]) + 1))
    assert {card["stage"] for card in shown["scorecards"]} == {s["id"] for s in shown["stages"]}
    answers = [turn for turn in shown["turns"] if turn["speaker"] == "candidate"]
    assert len(shown["timing_ms"]) == len(answers)
    for timing in shown["timing_ms"]:
        spans = [
            ms
            for name, ms in timing.items()
            if name not in ("turn", "whole") and isinstance(ms, int)
        ]
        assert sum(spans) == timing["whole"] > 0


def test_unknown_session_is_answered_with_those_there_are(
    run: Run, call: Run, session: Path
) -> None:
    for words in (("sessions", "show"), ("replay",), ("report",), ("score",)):
        said = call(*words, "nobody", code=2).stderr
        assert "unknown session: 'nobody'" in said
        assert NAME in said
    assert NAME in run("replay", "nobody", code=2).stderr


def test_damaged_session_is_recovered(run: Run, call: Run, session: Path) -> None:
    corrupt_log(session)
    assert "sessions recover" in call("replay", NAME, "--verify", code=2).stderr

    recovered = run("sessions", "recover", NAME)

    assert "torn last line" in recovered.stderr
    assert "recovered" in recovered.stdout
    verified = json.loads(call("replay", NAME, "--verify", "--json").stdout)
    assert verified["same"]
    assert verified["cut_off"] == 1
    assert "nothing had to be mended" in call("sessions", "recover", NAME).stderr


def test_export_is_a_zip_with_or_without_audio(
    run: Run, call: Run, session: Path, tmp_path: Path
) -> None:
    whole = Path(run("sessions", "export", NAME).stdout.strip())
    small = call("sessions", "export", NAME, tmp_path / "small.zip", "--no-audio")

    with zipfile.ZipFile(tmp_path / whole) as archive:
        assert f"{NAME}/candidate.flac" in archive.namelist()
        assert b"interviewer:" in archive.read(f"{NAME}/transcript.txt")
    with zipfile.ZipFile(tmp_path / "small.zip") as archive:
        assert not [name for name in archive.namelist() if name.endswith(".flac")]
    assert "candidate.flac" in small.stderr
    assert "is there already" in call("sessions", "export", NAME, code=2).stderr


def test_delete_wants_a_yes(run: Run, call: Run, session: Path) -> None:
    assert "--yes" in call("sessions", "delete", NAME, code=2).stderr
    assert session.is_dir()

    run("sessions", "delete", NAME, "--yes")

    assert not session.exists()


def test_delete_asks_at_a_terminal(run: Run, session: Path) -> None:
    for answer, code in ((b"n\n", 1), (b"y\n", 0)):
        keyboard, terminal = os.openpty()
        os.write(keyboard, answer)
        asked = run("sessions", "delete", NAME, code=code, stdin=terminal)
        os.close(keyboard)
        os.close(terminal)
        assert "for good? [y/N]" in asked.stderr
        assert session.exists() == bool(code)


def test_verify_finds_the_golden_session_the_same(run: Run, session: Path) -> None:
    said = run("replay", NAME, "--verify").stdout

    lines = (session / "events.jsonl").read_text().splitlines()
    numbers = [int(word) for word in said.split() if word.isdigit()]
    assert sum(numbers) == len(lines)
    assert said.endswith("decisions: the same\n")


def test_verify_names_the_first_difference(run: Run, call: Run, session: Path) -> None:
    seq = change_decision(session)

    said = run("replay", NAME, "--verify", code=1).stdout
    told = json.loads(call("replay", NAME, "--verify", "--json", code=1).stdout)

    assert f"decision {seq} differs" in said
    assert told["seq"] == seq
    assert "follow_up=7" in told["recorded"]
    assert "follow_up=0" in told["now"]
    assert not told["same"]


def test_replay_writes_both_voices_and_the_transcript(
    run: Run, call: Run, session: Path, tmp_path: Path
) -> None:
    said = run("replay", NAME, "--fast", "--output", "both.wav").stdout

    heard, rate = soundfile.read(tmp_path / "both.wav", dtype="int16")
    one, other = (
        soundfile.read(session / f"{name}.flac", dtype="int16")[0]
        for name in ("candidate", "interviewer")
    )
    assert rate == 16_000
    assert len(heard) == len(one)
    for voice, silent in ((one, other), (other, one)):
        alone = (np.abs(voice) > 50) & (silent == 0)
        assert np.corrcoef(heard[alone], voice[alone])[0, 1] > 0.99
    shown = json.loads(call("sessions", "show", NAME, "--json").stdout)
    for turn in shown["turns"]:
        assert f"{turn['speaker']}:" in said
        assert turn["text"] in said
    assert len(said.splitlines()) == len(shown["turns"])


def test_replay_begins_with_a_time_or_a_turn(call: Run, session: Path, tmp_path: Path) -> None:
    turns = json.loads(call("sessions", "show", NAME, "--json").stdout)["turns"]
    length = len(soundfile.read(session / "candidate.flac")[0])

    by_turn = call("replay", NAME, "--fast", "--output", "turn.wav", "--turn", 5).stdout
    by_time = call("replay", NAME, "--fast", "--output", "none", "--from", "1:30").stdout

    assert by_turn.splitlines()[0].endswith(turns[4]["text"])
    assert soundfile.info(tmp_path / "turn.wav").frames == length - turns[4]["start"]
    assert len(by_time.splitlines()) == sum(turn["end"] > 90 * 16_000 for turn in turns)
    assert f"1 to {len(turns)}" in call("replay", NAME, "--turn", 99, code=2).stderr
    assert "it lasts" in call("replay", NAME, "--from", "99:00", code=2).stderr
    call("replay", NAME, "--from", "soon", code=2)


def test_replay_to_a_speaker_takes_its_time(call: Run, session: Path) -> None:
    assert "--output" in call("replay", NAME, "--fast", code=2).stderr


def test_replay_never_writes_over_the_recording(call: Run, session: Path) -> None:
    before = (session / "candidate.flac").read_bytes()

    target = session / "candidate.flac"
    said = call("replay", NAME, "--fast", "--output", target, code=2).stderr

    assert "the recording itself" in said
    assert target.read_bytes() == before


def test_q_ends_a_replay_at_a_terminal(run: Run, session: Path) -> None:
    keyboard, terminal = os.openpty()
    os.write(keyboard, b"  q")  # pauses, goes on, ends

    said = run("replay", NAME, "--output", "none", stdin=terminal).stdout

    os.close(keyboard)
    os.close(terminal)
    assert len(said.splitlines()) <= 1


def test_score_adds_scorecards_and_prints_them(run: Run, call: Run, session: Path) -> None:
    before = set((session / "scorecards").iterdir())

    scored = run("score", NAME, "--model", "scripted")

    assert "key points found" in scored.stdout
    assert "checklist only" in scored.stderr
    assert len(set((session / "scorecards").iterdir()) - before) == 3
    cards = json.loads(call("score", NAME, "--model", "scripted", "--json").stdout)
    assert {card["rater"]["kind"] for card in cards} == {"checklist"}


def test_report_takes_three_forms(run: Run, call: Run, session: Path, tmp_path: Path) -> None:
    call("score", NAME, "--model", "scripted")  # rated twice: each stage is reported once

    page = run("report", NAME, "--format", "html").stdout
    text = call("report", NAME).stdout
    told = json.loads(call("report", NAME, "--format", "json").stdout)
    file = call("report", NAME, "--output", "notes.html").stdout.strip()

    assert page.startswith("<!doctype html>")
    assert (tmp_path / file).read_text() == page
    assert text.startswith("# Data Scientist")
    assert len(told["scorecards"]) == 3
    assert told["turns"][0]["speaker"] == "interviewer"
    assert "there is no folder" in call("report", NAME, "--output", "no/x.md", code=2).stderr


def test_report_rates_by_the_checklist_where_nobody_has(call: Run, session: Path) -> None:
    shutil.rmtree(session / "scorecards")

    reported = call("report", NAME)

    assert "never rated" in reported.stderr
    assert "key points found" in reported.stdout
    assert len(list((session / "scorecards").iterdir())) == 3


def test_damaged_scorecard_is_named_and_the_others_are_shown(call: Run, session: Path) -> None:
    damaged = session / "scorecards" / "x@1--y.json"
    damaged.write_text('{\n"format": 1,\n')

    shown = call("sessions", "show", NAME)
    told = call("report", NAME, "--format", "json")

    for said in (shown, told):
        assert f"left out: {damaged}: not a scorecard" in said.stderr
        assert "line 3" in said.stderr
    assert f"to mend it: voiceinterview score {session}" in told.stderr
    assert shown.stdout.count("Rated by the checklist") == 3
    assert len(json.loads(told.stdout)["scorecards"]) == 3


def test_a_link_is_treated_the_same_by_every_command(
    call: Run, session: Path, root: Path, tmp_path: Path
) -> None:
    elsewhere = copy_of_golden(tmp_path / "elsewhere")
    (root / "2027-link").symlink_to(elsewhere)
    commands = ("sessions show", "report", "sessions recover", "sessions delete --yes", "score")

    for command in commands:
        said = call(*command.split(), "2027-link", code=2).stderr
        assert "symbolic link, which is not followed" in said
        assert str(elsewhere) in said
    listed = {entry["id"]: entry for entry in json.loads(call("sessions", "list", "--json").stdout)}
    assert (listed["2027-link"]["state"], listed["2027-link"]["command"]) == ("damaged", "")
    assert "which is not followed" in listed["2027-link"]["problem"]
    assert (elsewhere / "manifest.json").is_file()


def test_an_export_without_audio_is_not_recovered_into_silence(
    call: Run, session: Path, tmp_path: Path
) -> None:
    call("sessions", "export", NAME, tmp_path / "x.zip", "--no-audio")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        archive.extractall(tmp_path / "there")
    folder = tmp_path / "there" / NAME
    before = (folder / "manifest.json").read_bytes()

    said = call("sessions", "recover", folder)

    assert "nothing had to be mended" in said.stderr
    assert "recording of the candidate is not there" in said.stderr
    manifest = json.loads((GOLDEN / "manifest.json").read_text(encoding="utf-8"))
    minutes, rest = divmod(manifest["samples"] // 16_000, 60)
    assert f"{NAME}: finished, {minutes}:{rest:02}" in said.stdout
    assert (folder / "manifest.json").read_bytes() == before
    assert "finished" in call("sessions", "list", "--sessions", folder.parent).stdout


def test_report_plays_its_quotes_unless_asked_not_to(call: Run, session: Path) -> None:
    page = call("report", NAME, "--format", "html").stdout
    silent = call("report", NAME, "--format", "html", "--no-audio")
    assert page.count("<audio") > 3 and "data:audio/mpeg;base64," in page
    assert "<audio" not in silent.stdout
    assert "without sound" in silent.stderr


def test_report_of_an_export_without_audio_says_why_it_is_silent(call: Run, session: Path) -> None:
    (session / "candidate.flac").unlink()
    page = call("report", NAME, "--format", "html").stdout
    assert "<audio" not in page
    assert "the recording is missing" in page
    assert str(session) not in page


def test_export_without_audio_leaves_out_the_report_that_has_some(
    call: Run, session: Path, tmp_path: Path
) -> None:
    call("score", NAME, "--model", "scripted")
    said = call("sessions", "export", NAME, tmp_path / "x.zip", "--no-audio")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert f"{NAME}/report.html" not in archive.namelist()
    assert "report.html (audio)" in said.stderr


def test_two_sessions_are_compared(call: Run, session: Path, root: Path, tmp_path: Path) -> None:
    copy_of_golden(root, "2026-02-02T0900-again")
    text = call("report", "--compare", NAME, "2026-02").stdout
    told = json.loads(call("report", "--compare", NAME, "2026-02", "--format", "json").stdout)
    call("report", "--compare", NAME, "2026-02", "--output", "both.html")
    assert "Neither has levels" in text
    assert len(told["questions"]) == 3
    assert (tmp_path / "both.html").read_text().startswith("<!doctype html>")


def test_report_takes_one_session_or_two(call: Run, session: Path) -> None:
    assert "--compare with two" in call("report", code=2).stderr
    assert "--compare with two" in call("report", NAME, "--compare", NAME, NAME, code=2).stderr
    both = ("--compare", NAME, NAME, "--format", "pdf")
    assert "html, md or json only" in call("report", *both, code=2).stderr


def test_a_pdf_goes_to_a_file_named_after_the_session(
    call: Run, session: Path, tmp_path: Path
) -> None:
    assert call("report", NAME, "--format", "pdf").stdout == f"{NAME}.pdf\n"
    call("report", NAME, "--output", "other.pdf")
    document = (tmp_path / f"{NAME}.pdf").read_bytes()
    assert document.startswith(b"%PDF-")
    assert document == (tmp_path / "other.pdf").read_bytes()


def test_progress_goes_over_all_sessions(call: Run, session: Path, root: Path) -> None:
    copy_of_golden(root, "2026-02-02T0900-again")
    (copy_of_golden(root, "2026-02-03T0900-bad") / "scorecards" / "x@1--y.json").write_text("{}")
    said = call("progress")
    told = json.loads(call("progress", "--json").stdout)
    assert "3 rated sessions" in said.stdout
    assert "key points found, whatever was asked" in said.stdout
    assert "  2026-02-03T0900-bad, a scorecard: " in said.stdout
    assert [len(series["sessions"]) for series in told["series"]] == [3, 3, 3]
    (left_out,) = told["left_out"]
    mend = left_out.rpartition("to mend it: voiceinterview ")[2]
    assert "x@1--y.json.damaged" in call(*shlex.split(mend)).stderr
    assert json.loads(call("progress", "--json").stdout)["left_out"] == []


def test_progress_without_sessions_says_how_to_make_one(call: Run) -> None:
    said = call("progress")
    assert said.stdout == "" and "practice" in said.stderr

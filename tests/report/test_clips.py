import base64
import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import soundfile
from page import Page

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.report import clips
from voiceinterview.report.clips import ClipSet, make_clips
from voiceinterview.report.html import render_html
from voiceinterview.report.source import ReportSource

LENGTH = 80 * SAMPLE_RATE


class Tape:
    """A tone that rises by the second; notes what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def listen(self, start: int, stop: int) -> np.ndarray:
        self.asked.append((start, stop))
        at = np.arange(start, min(stop, LENGTH))
        return (8_000 * np.sin(at * (0.05 + at / LENGTH / 10))).astype(np.int16)


def test_a_quote_is_heard_in_the_page_itself(source: ReportSource) -> None:
    tape = Tape()
    made = make_clips(source, tape.listen, None)
    page = Page(render_html(source, made))
    sounds = [target for target in page.targets if target.startswith("data:")]
    audio, rate = soundfile.read(io.BytesIO(base64.b64decode(sounds[0].partition(",")[2])))
    assert tape.asked == [(int(64.7 * SAMPLE_RATE), int(70.3 * SAMPLE_RATE))]  # once for all uses
    assert page.names.count("audio") == len(sounds) == 4
    assert rate == SAMPLE_RATE
    assert len(audio) == pytest.approx(5.6 * SAMPLE_RATE, abs=2_000)
    assert len(sounds[0]) < 40_000
    assert made.files == {}


def test_much_sound_lies_beside_the_page(
    source: ReportSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clips, "LARGEST_SOUND", 10_000)
    made = make_clips(source, Tape().listen, "report-clips")
    page = Page(render_html(source, made))
    assert list(made.files) == ["report-clips/1040000-1120000.mp3"]
    assert "report-clips/1040000-1120000.mp3" in page.targets


def test_a_page_that_is_no_file_says_why_it_is_silent(
    source: ReportSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clips, "LARGEST_SOUND", 10_000)
    page = Page(render_html(source, make_clips(source, Tape().listen, None)))
    assert "audio" not in page.names
    assert "too much sound for one page" in page.text


def test_a_typed_answer_has_nothing_to_hear(source: ReportSource, checklist_card) -> None:
    entry = checklist_card.coverage[0]
    typed = replace(entry.findings[0].evidence, last_sample=65 * SAMPLE_RATE)
    found = replace(entry.findings[0], evidence=typed)
    card = replace(checklist_card, coverage=(replace(entry, findings=(found,)),))
    tape = Tape()
    assert make_clips(replace(source, scorecards=(card,)), tape.listen, None) == ClipSet()
    assert tape.asked == []


def test_louder_is_louder_in_a_clip() -> None:
    at = np.arange(SAMPLE_RATE)
    loud = [
        np.abs(soundfile.read(io.BytesIO(clips.encode(audio)))[0]).mean()
        for audio in ((level * np.sin(at / 9)).astype(np.int16) for level in (500, 2_000, 8_000))
    ]
    assert all(3 < after / before < 5 for before, after in pairwise(loud))

"""Makes recordings/golden/: `python tests/record_golden.py` (that is `make golden`).

First the recorded candidate is spoken by a synthetic voice, sentence by sentence, so that every
word gets its place; then the demo is run with it, and its session folder becomes the golden
session, whose decisions CI verifies.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path

import numpy as np
import soundfile
import yaml

from voiceinterview.app.demo import demo
from voiceinterview.cli.terminal import open_terminal
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import SAMPLE_RATE, samples
from voiceinterview.engines.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from voiceinterview.interview.sentences import take_sentences
from voiceinterview.ports import Samples

GOLDEN = Path(__file__).resolve().parent.parent / "recordings" / "golden"
CANDIDATE = GOLDEN / "candidate"
SESSION = GOLDEN / "session"
PAUSE = samples(0.1)  # between sentences; the voice adds silence of its own


async def record_candidate() -> None:
    script = yaml.safe_load((CANDIDATE / "script.yaml").read_text(encoding="utf-8"))
    for old in CANDIDATE.glob("*.flac"):
        old.unlink()
    voice = Pyttsx3Synthesizer()
    await voice.start(VoiceSettings(**script["voice"]))
    try:
        answers = [await _clip(voice, answer) for answer in script["answers"]]
        otherwise = [
            await _clip(voice, clip, f"otherwise-{number}")
            for number, clip in enumerate(script["otherwise"], 1)
        ]
    finally:
        await voice.close()
    made = {
        "name": script["name"],
        "voice": "synthetic: espeak-ng through pyttsx3, {variant}".format(**script["voice"]),
        "answers": answers,
        "otherwise": otherwise,
    }
    text = yaml.safe_dump(made, sort_keys=False, width=100, default_flow_style=None)
    (CANDIDATE / "candidate.yaml").write_text(
        "# Made from script.yaml by tests/record_golden.py; do not edit.\n" + text,
        encoding="utf-8",
    )


async def _clip(voice: Pyttsx3Synthesizer, said: dict, name: str = "") -> dict:
    name = name or f"{said['question']}-{said['follow_up']}"
    text = " ".join(said["says"].split())
    complete, rest = take_sentences(text)
    audio = np.zeros(0, np.int16)
    words = []
    for sentence in filter(None, (*complete, rest)):
        rendered = await voice.render(sentence)
        words += _words(sentence, rendered, len(audio))
        audio = np.concatenate([audio, rendered, np.zeros(PAUSE, np.int16)])
    soundfile.write(CANDIDATE / f"{name}.flac", audio, SAMPLE_RATE)
    place = {key: said[key] for key in ("question", "follow_up") if key in said}
    return {**place, "file": f"{name}.flac", "text": text, "words": words}


def _words(sentence: str, audio: Samples, offset: int) -> list[dict]:
    """Each word gets a share of the sounding part by its letters: right to about a syllable."""
    loud = np.flatnonzero(np.abs(audio) > 300)
    first, last = int(loud[0]), int(loud[-1])
    words = sentence.split()
    edges = np.cumsum([0, *(len(word) + 1 for word in words)])
    places = first + edges * (last - first) // edges[-1]
    return [
        {"text": word, "start": offset + int(places[n]), "end": offset + int(places[n + 1])}
        for n, word in enumerate(words)
    ]


async def record_session() -> None:
    with tempfile.TemporaryDirectory() as folder:
        await demo(fast=True, output="none", sessions=folder, terminal=open_terminal(typed=False))
        (made,) = Path(folder).iterdir()
        shutil.rmtree(SESSION, ignore_errors=True)
        shutil.copytree(made, SESSION, ignore=shutil.ignore_patterns("report.html", ".lock"))


if __name__ == "__main__":
    asyncio.run(record_candidate())
    asyncio.run(record_session())

"""Delivery of speech whose truth is known: a synthetic voice, with silences put between."""

from dataclasses import dataclass

import numpy as np
import pytest
from told import answer, measured

from voiceinterview.domain import events as e
from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word, samples, seconds
from voiceinterview.engines.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.ports import Samples
from voiceinterview.session.hearing import EDGE
from voiceinterview.session.segmenter import Segmenter, Stopped

SENTENCES = (
    "I would show her the lift itself, with a confidence interval around it.",
    "Suppose there is no effect at all, and we look at the numbers every day.",
    "Then a gap at least this large would still turn up from time to time.",
    "She understood it, but in the end the answer of the board was no.",
)
SILENCES = (0.5, 1.2, 2.4)  # seconds between them
BEFORE = samples(1.0)
LOUD = 300  # of 32,768; below it the voice is silent


@dataclass(frozen=True)
class Spoken:
    """`spans` are where the sentences sound, in samples; silence stands before and after."""

    audio: Samples
    spans: tuple[tuple[int, int], ...]

    @property
    def rate(self) -> float:
        """Words a minute, from the first sound to the last."""
        words = sum(len(sentence.split()) for sentence in SENTENCES)
        return 60 * words / seconds(self.spans[-1][1] - self.spans[0][0])

    @property
    def words(self) -> tuple[Word, ...]:
        """Each word has a share of its sentence by its letters, as in tests/record_golden.py."""
        words: list[Word] = []
        for sentence, (start, end) in zip(SENTENCES, self.spans, strict=True):
            parts = sentence.split()
            edges = np.cumsum([0, *(len(part) + 1 for part in parts)])
            places = start + edges * (end - start) // edges[-1]
            words += [
                Word(part, int(places[n]), int(places[n + 1])) for n, part in enumerate(parts)
            ]
        return tuple(words)


@pytest.fixture
async def spoken() -> Spoken:
    voice = Pyttsx3Synthesizer()
    await voice.start(VoiceSettings())
    try:
        renders = [await voice.render(sentence) for sentence in SENTENCES]
    finally:
        await voice.close()
    audio, spans, now = [np.zeros(BEFORE, np.int16)], [], BEFORE
    for render, silence in zip(renders, (*SILENCES, 1.0), strict=True):
        loud = np.flatnonzero(np.abs(render.astype(int)) > LOUD)
        sound = render[loud[0] : loud[-1] + 1]
        audio += [sound, np.zeros(samples(silence), np.int16)]
        spans.append((now, now + len(sound)))
        now += len(sound) + samples(silence)
    return Spoken(np.concatenate(audio), tuple(spans))


def check(delivery: Delivery, spoken: Spoken, within: float) -> None:
    """`within` so many seconds each pause begins and is as long as it was made."""
    pace, pauses = delivery.speech.pace, delivery.turns[0].pauses
    assert pace is not None
    assert pace.speaking_rate == pytest.approx(spoken.rate, rel=0.03)
    sounding = sum(seconds(end - start) for start, end in spoken.spans)
    true_rate = 60 * pace.words / sounding
    assert pace.articulation_rate == pytest.approx(true_rate, rel=0.03)
    assert [pause.seconds for pause in pauses] == pytest.approx(SILENCES, abs=within)
    assert [pause.place for pause in pauses] == ["clause_end"] * 3
    for pause, (_, end) in zip(pauses, spoken.spans, strict=False):
        assert pause.start == pytest.approx(end, abs=samples(within))


def test_rate_and_pauses_of_synthetic_speech_are_what_was_put_in(spoken: Spoken) -> None:
    check(measured([answer(spoken.words)]), spoken, within=0.05)


def test_words_stretched_into_the_silence_do_not_eat_the_pauses(spoken: Spoken) -> None:
    """As through a session: the detector cuts utterances, and the recognizer, which hears a
    little of the silence round each, gives it to the first and the last word. What is left is
    as exact as the detector."""
    log: list[e.Event] = [e.SessionStarted(at=0)]
    words: list[Word] = []
    for number, cut in enumerate(utterances(spoken.audio), 1):
        own = stretched([word for word in spoken.words if overlap(word, cut)], cut)
        words += own
        log += [
            e.SpeechStarted(at=cut.start, utterance=number, start=cut.start),
            e.SpeechStopped(at=cut.end, utterance=number, start=cut.start, end=cut.end),
            e.RequestTranscript(at=cut.end, utterance=number, start=cut.start, end=cut.end),
            e.FinalTranscript(at=cut.end, utterance=number, words=own),
        ]
    log.append(
        e.EndTurn(
            at=len(spoken.audio), turn=1, why="silence", stage="one", question="q1",
            words=tuple(words),
        )
    )  # fmt: skip
    untold = measured(transcript_of(log))  # without the log nobody could know
    assert untold.turns[0].pauses[-1].seconds < SILENCES[-1] - 0.2
    check(measured(transcript_of(log), log), spoken, within=0.1)


def utterances(audio: Samples) -> list[Stopped]:
    detector, segmenter = SileroVad(), Segmenter()
    found = []
    for start in range(0, len(audio) - FRAME + 1, FRAME):
        probability = detector.probability(audio[start : start + FRAME])
        found += segmenter.feed(probability, start + FRAME)
    return [edge for edge in found if isinstance(edge, Stopped)]


def overlap(word: Word, cut: Stopped) -> bool:
    return cut.start <= (word.start + word.end) // 2 < cut.end


def stretched(words: list[Word], cut: Stopped) -> tuple[Word, ...]:
    first, *rest = words
    *inner, last = [Word(first.text, cut.start - EDGE, first.end), *rest]
    return (*inner, Word(last.text, last.start, cut.end + EDGE))


def test_the_voice_speaks_at_the_clock_of_the_session(spoken: Spoken) -> None:
    assert SAMPLE_RATE == 16_000 and 100 < spoken.rate < 250

"""Cut off in mid-word and going on from the very sample: nothing is lost, nothing is said twice."""

from collections.abc import Iterable

import numpy as np
from driven import At, Driven, LosingSink, watching
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import FRAME, samples
from voiceinterview.errors import DeviceLost
from voiceinterview.ports import Samples
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.playback import PieceDone
from voiceinterview.session.speech import Speech
from voiceinterview.session.voice import Rendered
from voiceinterview.testing import MemorySink, Says, ScriptedSynthesizer


class KeepingSink(MemorySink):
    """Keeps the sound that it played, at the speed of the session clock."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: Samples = np.zeros(0, np.int16)
        self.heard: Samples = np.zeros(0, np.int16)

    def write(self, audio: Samples) -> None:
        self.waiting = np.concatenate([self.waiting, audio])

    def take_played(self, elapsed: int) -> Samples:
        played, self.waiting = self.waiting[:elapsed], self.waiting[elapsed:]
        self.heard = np.concatenate([self.heard, played])
        return played

    def abort(self) -> None:
        self.waiting = self.waiting[:0]
        self.aborts += 1


class BlockSink(KeepingSink):
    """As a sound card does: it is handed whole blocks ahead of time and tells of them a call
    later. What was handed to it is played, or lost with it; either way it is not given back."""

    def __init__(self, block: int) -> None:
        super().__init__()
        self.block = block
        self.owed = 0
        self.handed: Samples = np.zeros(0, np.int16)

    def take_played(self, elapsed: int) -> Samples:
        told, self.handed = self.handed, self.handed[:0]
        self.owed += elapsed
        while self.owed > 0:
            self.handed = np.concatenate([self.handed, super().take_played(self.block)])
            self.owed -= self.block
        return told

    def abort(self) -> None:
        super().abort()
        self.owed = 0


class CountingVoice(ScriptedSynthesizer):
    """Every sample of what it says is another number, so that each can be told in what is heard."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken: Samples = np.zeros(0, np.int16)

    async def render(self, text: str) -> Samples:
        length = samples(0.3 * len(text.split()))
        counted = (np.arange(len(self.spoken), len(self.spoken) + length) % 30_000) + 1
        self.spoken = np.concatenate([self.spoken, counted.astype(np.int16)])
        self.said.append(text)
        return counted.astype(np.int16)

    async def start(self, voice: VoiceSettings) -> None:
        """Always ready."""


async def speech(sink: MemorySink) -> tuple[Speech, Jobs, CountingVoice]:
    jobs, voice = Jobs(paced=False), CountingVoice()

    def nothing(*_: Rendered | DeviceLost) -> None:
        """Nobody needs to know."""

    return Speech(sink, voice, jobs, nothing, nothing, nothing), jobs, voice


async def said(sink: MemorySink, text: str) -> tuple[Speech, CountingVoice]:
    made, jobs, voice = await speech(sink)
    made.say(1, text, held=False)
    await jobs.settle()
    return made, voice


async def test_a_cough_costs_not_one_sample() -> None:
    sink = KeepingSink()
    driven = Driven(sink=sink, synthesizer=(voice := CountingVoice()), limit=6.0)
    watching(driven, At(1.0, lambda: driven.candidate.say(Says("", 0.16, pause=0))))
    await driven.run()
    assert [event.held for event in driven.all(e.HoldSpeech)] == [True, False]
    assert all(done.finished for done in driven.all(e.PlaybackDone))
    assert np.array_equal(sink.heard, voice.spoken)


async def test_speech_that_lasts_is_yielded_to_and_what_she_said_up_to_there_was_heard() -> None:
    sink = KeepingSink()
    driven = Driven(sink=sink, synthesizer=(voice := CountingVoice()), limit=6.0)
    watching(driven, At(1.0, lambda: driven.candidate.say(Says("Wait a moment", 1.5, pause=0))))
    await driven.run()
    stopped = driven.all(e.StopSpeaking)[0]
    cut = next(done for done in driven.all(e.PlaybackDone) if not done.finished)
    assert cut.at == stopped.at
    before = [speak.text for speak in driven.all(e.Speak)][: cut.piece]
    told = len(f"{' '.join(before[:-1])} {cut.spoken}".split()) * samples(0.3)
    held = driven.all(e.HoldSpeech)[0].at
    assert np.array_equal(sink.heard[:told], voice.spoken[:told])
    assert told <= held < told + samples(0.4)


async def test_going_on_takes_up_the_very_sample() -> None:
    sink = KeepingSink()
    interviewer, voice = await said(sink, "one two three four")
    for _ in range(3):
        interviewer.advance()
    interviewer.hold(True)
    assert not interviewer.sounding
    interviewer.advance()  # the track is a frame behind
    for _ in range(20):
        assert not interviewer.advance()[0].any()
    interviewer.hold(False)
    while interviewer.sounding:
        interviewer.advance()
    assert np.array_equal(sink.heard, voice.spoken)


async def test_what_is_rendered_in_the_meantime_comes_after_it() -> None:
    sink = KeepingSink()
    interviewer, jobs, voice = await speech(sink)
    interviewer.say(1, "one two", held=False)
    await jobs.settle()
    interviewer.advance()
    interviewer.hold(True)
    interviewer.say(2, "three four", held=False)
    await jobs.settle()
    assert not sink.waiting.size
    interviewer.hold(False)
    while interviewer.sounding:
        interviewer.advance()
    assert np.array_equal(sink.heard, voice.spoken)


async def test_stopped_while_held_the_words_that_were_heard_are_told() -> None:
    interviewer, _ = await said(KeepingSink(), "one two three four")
    for _ in range(samples(0.65) // FRAME):
        interviewer.advance()
    interviewer.hold(True)
    assert interviewer.stop() == [PieceDone(1, "one two", False)]
    interviewer.hold(False)  # too late, and nothing comes of it
    interviewer.advance()  # the track is a frame behind
    assert not interviewer.advance()[0].any()


async def test_a_device_that_goes_while_she_is_held_leaves_the_text_as_read() -> None:
    sink = LosingSink()
    interviewer, _ = await said(sink, "one two three four")
    interviewer.advance()
    sink.lost = True
    interviewer.hold(True)
    assert PieceDone(1, "one two three four", True) in interviewer.advance()[1]
    assert not interviewer.sounding


@given(
    deeds=st.lists(st.sampled_from(["passes", "hold", "go on", "duck", "say"]), max_size=40),
    block=st.sampled_from([0, 160, 512, 700, 2_048]),
)
@settings(max_examples=60, deadline=None)
async def test_whatever_happens_every_sample_is_heard_once_and_in_order(
    deeds: Iterable[str], block: int
) -> None:
    sink = BlockSink(block) if block else KeepingSink()
    interviewer, jobs, voice = await speech(sink)
    recorded: list[Samples] = []
    for number, deed in enumerate([*deeds, "go on"]):
        match deed:
            case "passes":
                recorded.append(interviewer.advance()[0])
            case "hold" | "go on":
                interviewer.hold(deed == "hold")
            case "duck":
                interviewer.duck(bool(number % 2))
            case "say":
                interviewer.say(number, "one two", held=False)
        await jobs.settle()
    while interviewer.sounding:
        recorded.append(interviewer.advance()[0])
    recorded += [interviewer.advance()[0] for _ in range(8)]
    assert np.array_equal(sink.heard, voice.spoken)
    track = np.concatenate(recorded)
    assert np.array_equal(track[track > 0], voice.spoken)

"""The driver with scripted engines: an interview from greeting to farewell, in virtual time."""

import asyncio
import itertools
from collections.abc import AsyncGenerator
from contextlib import aclosing

import numpy as np
import pytest
from driven import (
    At,
    BrokenRecognizer,
    Driven,
    LosingCandidate,
    LosingSink,
    PacedCandidate,
    broken,
    watching,
)
from small_plan import question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.domain.exchange import digest_of
from voiceinterview.domain.speech import FRAME, samples
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.errors import DeviceLost
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.ports import Samples
from voiceinterview.testing import (
    MemoryRecorder,
    Says,
    ScriptedCandidate,
    ScriptedLanguageModel,
    ScriptedSynthesizer,
)

SHORT = small_plan(stage("one", question("q1", "How do you start?")))
ANSWERS = ("I look at the split.", "It drifts.", "No more.", "None.")


async def test_an_interview_runs_from_greeting_to_farewell() -> None:
    driven = Driven(*ANSWERS[:3], plan=SHORT)
    assert await driven.run() == "finished"
    driven.candidate.assert_used()
    assert driven.turns() == list(ANSWERS[:3])
    turns = transcript_of(driven.recorder.events)
    speakers = [turn.speaker for turn in turns]
    assert speakers == ["interviewer", "candidate"] * 3 + ["interviewer"]
    assert [turn.start for turn in turns] == sorted(turn.start for turn in turns)
    assert driven.said()[-1] == "Goodbye."


async def test_the_reply_comes_within_a_frame_of_the_end_of_the_turn() -> None:
    driven = Driven(*ANSWERS[:3], plan=SHORT)
    await driven.run()
    ended = driven.all(e.EndTurn)[0].at
    sounded = min(x.at for x in driven.all(e.PlaybackStarted) if x.at > ended)
    assert sounded - ended <= 2 * FRAME


async def test_two_runs_give_the_same_log_to_the_letter() -> None:
    logs = []
    for _ in range(2):
        driven = Driven(*ANSWERS)
        watching(driven, At(5, lambda d=driven: d.session.command("pause")))
        watching(driven, At(4, lambda d=driven: d.candidate.say(Says("And so on.", pause=0))))
        driven.engines["watchers"] += (Resuming(driven),)
        await driven.run()
        logs.append(driven.log)
    assert logs[0] == logs[1]
    assert "pause_session" in logs[0]


class Resuming:
    """Presses p again as soon as the interview is paused."""

    def __init__(self, driven: Driven) -> None:
        self.driven = driven

    def happened(self, event: e.Event) -> None:
        if isinstance(event, e.PauseSession):
            assert self.driven.session is not None
            self.driven.session.command("resume")

    def tick(self, tick: object) -> None:
        """Nothing to see."""


async def test_two_hours_pass_in_seconds() -> None:
    stages = [
        stage(f"s{n}", *(question(f"q{n}-{m}", "Why?") for m in range(4)), minutes=20.0)
        for n in range(6)
    ]
    slow = [Says("Let me think.", 1.5, pause=18.0)] * 16
    answer = [*slow, Says("I would look at the split.")]
    driven = Driven(*[answer] * 200, plan=small_plan(*stages), limit=4 * 3600.0)
    assert await driven.run() == "finished"
    assert driven.recorder.frames * FRAME > samples(2 * 3600)
    assert len(driven.all(e.StartStage)) == 6
    assert len(driven.all(e.EndTurn)) >= 20


async def test_every_frame_is_recorded_and_both_tracks_are_aligned() -> None:
    recorder = KeepingRecorder()
    source = CountingCandidate([[Says(answer)] for answer in ANSWERS])
    driven = Driven(plan=SHORT, candidate=source)
    driven.recorder = recorder
    await driven.run()
    candidate, interviewer = map(np.concatenate, (recorder.candidate, recorder.interviewer))
    assert np.array_equal(candidate, np.concatenate(source.given))
    assert len(interviewer) == len(candidate) == driven.session.at  # type: ignore[union-attr]
    for begun, done in zip(driven.all(e.PlaybackStarted), driven.all(e.PlaybackDone), strict=True):
        middle = (begun.at + done.at) // 2
        assert interviewer[middle]
    speech = driven.all(e.SpeechStarted)[0].start
    assert candidate[speech]
    assert not interviewer[speech : speech + samples(2)].any()


class KeepingRecorder(MemoryRecorder):
    def __init__(self) -> None:
        super().__init__()
        self.candidate: list[Samples] = []
        self.interviewer: list[Samples] = []

    def audio(self, candidate: Samples, interviewer: Samples) -> None:
        super().audio(candidate, interviewer)
        self.candidate.append(candidate)
        self.interviewer.append(interviewer)


class CountingCandidate(ScriptedCandidate):
    """Numbers every frame, so that none could be taken for another."""

    async def frames(self) -> AsyncGenerator[Samples, None]:
        self.given: list[Samples] = []
        async with aclosing(super().frames()) as frames:
            async for frame in frames:
                marked = frame + np.int16(len(self.given) % 1000)
                self.given.append(marked)
                yield marked


# --- the model --------------------------------------------------------------------------------


async def test_the_model_gets_the_conversation_and_never_the_expert_answer() -> None:
    model = ScriptedLanguageModel([["Fair. And then? "], ["Hm. Why? "], ["Thanks."]])
    driven = Driven(*ANSWERS[:3], plan=SHORT, model=model)
    assert await driven.run() == "finished"
    model.assert_used()
    roles = [[message.role for message in request.messages] for request in model.requests]
    assert roles == [
        ["system", *["assistant", "user"] * rounds] for rounds in range(1, len(roles) + 1)
    ]
    assert [message.content for message in model.requests[1].messages[1:]] == [
        "Welcome to one. How do you start?", "I look at the split.", "Fair. And then?",
        "It drifts.",
    ]  # fmt: skip
    expert = SHORT.stages[0].questions[0].expert_answer
    assert not any(expert in m.content for request in model.requests for m in request.messages)


async def test_every_call_is_kept_whether_it_ended_well_or_not() -> None:
    model = ScriptedLanguageModel(
        [["Fair. And then? "], ["Hm", broken("it stalled")], ["pong"], ["Bye."]]
    )
    driven = Driven(*ANSWERS[:3], plan=SHORT, model=model)
    await driven.run()
    kept = [(exchange.reply, exchange.error) for exchange in driven.recorder.exchanges]
    assert kept == [
        ("Fair. And then? ", ""), ("Hm", "it stalled"), ("pong", ""), ("Bye.", "")
    ]  # fmt: skip
    digests = [exchange.request for exchange in driven.recorder.exchanges]
    assert digests == [digest_of(request) for request in model.requests]


async def test_a_model_that_fails_for_good_is_replaced_and_the_interview_ends_well() -> None:
    model = ScriptedLanguageModel([[broken("no credit", lasting=True)]] * 9)
    driven = Driven(*ANSWERS[:3], plan=SHORT, model=model)
    assert await driven.run() == "finished"
    assert "no credit. The scripted interviewer takes over" in driven.all(e.Notice)[0].text
    assert driven.turns() == list(ANSWERS[:3])


async def test_a_fault_of_ours_in_the_model_ends_the_session_with_it() -> None:
    class Faulty(ScriptedModel):
        async def stream(self, request: object) -> AsyncGenerator[object, None]:  # type: ignore[override]
            raise ZeroDivisionError
            yield

    with pytest.raises(ZeroDivisionError):
        await Driven(*ANSWERS, model=Faulty()).run()


# --- the voice and the recognizer ---------------------------------------------------------------


async def test_a_voice_that_fails_for_a_piece_leaves_its_text_in_the_interview() -> None:
    voice = ScriptedSynthesizer(broken=["How do you start?"])
    driven = Driven(*ANSWERS[:3], plan=SHORT, synthesizer=voice)
    assert await driven.run() == "finished"
    assert "The text is on the screen." in driven.all(e.Notice)[0].text
    assert "How do you start?" in transcript_of(driven.recorder.events)[0].text


async def test_an_interruption_with_an_unsounded_piece_in_the_queue_ends_nothing() -> None:
    voice = ScriptedSynthesizer(broken=["How do you start?"])
    driven = Driven(*ANSWERS[:3], plan=SHORT, synthesizer=voice)
    watching(driven, At(0.2, lambda: driven.candidate.say(Says("Wait, please.", pause=0))))
    assert await driven.run() == "finished"
    assert driven.turns()[0].startswith("Wait, please.")


async def test_words_that_a_failing_recognizer_lost_do_not_stop_the_interview() -> None:
    answers = [[Says("Lost.")], [Says(ANSWERS[0])], *([Says(answer)] for answer in ANSWERS[1:])]
    candidate = BrokenRecognizer(answers, {"Lost.": broken("out of memory")})
    driven = Driven(plan=SHORT, candidate=candidate)
    assert await driven.run() == "finished"
    assert "out of memory" in driven.all(e.Notice)[0].text
    assert driven.turns()[0] == ANSWERS[0]


async def test_a_recognizer_that_is_gone_ends_the_session_with_what_was_understood() -> None:
    candidate = BrokenRecognizer(
        [[Says("I look at the split and"), Says("for drift.", pause=1.5)]],
        {"drift.": broken("gone", lasting=True)},
    )
    driven = Driven(candidate=candidate)
    assert await driven.run() == "recognizer_failed"
    assert driven.turns() == ["I look at the split and"]


async def test_a_backchannel_does_not_stop_the_interviewer_and_an_interruption_does() -> None:
    for text, seconds, stops in (("Mm-hm.", 0.3, 0), ("Yeah.", 0.6, 0), ("Wait.", 0.3, 1)):
        driven = Driven(*ANSWERS[:3], plan=SHORT)
        says = Says(text, seconds, pause=0)
        watching(driven, At(0.3, lambda d=driven, says=says: d.candidate.say(says)))
        assert await driven.run() == "finished"
        assert len(driven.all(e.StopSpeaking)) == stops, text


# --- devices ------------------------------------------------------------------------------------


async def test_a_speaker_that_goes_away_and_comes_back_costs_no_turn() -> None:
    sink = LosingSink()
    driven = Driven(*ANSWERS[:3], plan=SHORT, sink=sink)
    watching(driven, At(0.5, lambda: setattr(sink, "lost", True)))
    watching(driven, At(8, lambda: setattr(sink, "lost", False)))
    assert await driven.run() == "finished"
    assert [x.engine for x in driven.all(e.EngineFailed)] == ["speaker"]
    assert [x.engine for x in driven.all(e.EngineRestored)] == ["speaker"]
    assert driven.turns() == list(ANSWERS[:3])


async def test_a_speaker_that_refuses_what_is_written_is_taken_for_lost() -> None:
    class Refusing(LosingSink):
        def write(self, audio: Samples) -> None:
            raise DeviceLost("the speaker is gone")

        def take_played(self, elapsed: int) -> Samples:
            raise DeviceLost("the speaker is gone")

    driven = Driven(*ANSWERS[:3], plan=SHORT, sink=Refusing())
    assert await driven.run() == "finished"
    assert [x.engine for x in driven.all(e.EngineFailed)] == ["speaker"]


async def test_a_speaker_lost_at_the_moment_of_an_interruption() -> None:
    sink = LosingSink()
    driven = Driven(*ANSWERS[:3], plan=SHORT, sink=sink)
    watching(driven, At(0.3, lambda: driven.candidate.say(Says("Wait, please.", pause=0))))

    class AtStop:
        def happened(self, event: e.Event) -> None:
            sink.lost = sink.lost or isinstance(event, e.StopSpeaking)

        def tick(self, tick: object) -> None:
            """Nothing to see."""

    watching(driven, AtStop())
    assert await driven.run() == "finished"
    assert driven.turns()[0].startswith("Wait, please.")


@pytest.mark.parametrize("lost_at", [0.3, 2.5, 4.0, 5.0, 6.5, 9.0])
async def test_a_microphone_that_goes_away_and_comes_back_costs_no_answer(lost_at: float) -> None:
    candidate = LosingCandidate([[Says(answer)] for answer in ANSWERS * 2], lost_at)
    driven = Driven(plan=SHORT, candidate=candidate)
    assert await driven.run() == "finished"
    assert candidate.opened == 3
    assert [x.engine for x in driven.all(e.EngineFailed)] == ["microphone"]
    assert [x.engine for x in driven.all(e.EngineRestored)] == ["microphone"]
    assert (len(driven.all(e.PauseSession)), len(driven.all(e.ResumeSession))) == (1, 1)


async def test_nothing_is_recorded_in_a_pause() -> None:
    candidate = PacedCandidate([[Says(answer)] for answer in ANSWERS])
    driven = Driven(plan=SHORT, candidate=candidate)
    frames: list[int] = []

    def pause() -> None:
        driven.session.command("pause")  # type: ignore[union-attr]
        frames.append(driven.recorder.frames)
        asyncio.get_running_loop().create_task(go_on())

    async def go_on() -> None:
        for _ in range(200):
            await asyncio.sleep(0)
        frames.append(driven.recorder.frames)
        driven.session.command("resume")  # type: ignore[union-attr]

    watching(driven, At(1.0, pause))
    assert await driven.run() == "finished"
    assert frames[0] == frames[1]


async def test_a_paced_session_comes_to_the_same_end() -> None:
    candidate = PacedCandidate([[Says(answer)] for answer in ANSWERS])
    driven = Driven(plan=SHORT, candidate=candidate)
    assert await driven.run() == "finished"
    assert set(driven.turns()) <= {" ".join(ANSWERS[:n]) for n in range(5)} | set(ANSWERS)


async def test_the_end_of_the_input_takes_the_open_answer() -> None:
    driven = Driven([Says("I look at the split and so on.", 8.0)], limit=9.0)
    assert await driven.run() == "input_ended"
    assert driven.turns()[0].startswith("I look")
    assert driven.all(e.EndTurn)[0].why == "leaving"


async def test_what_is_typed_is_taken_where_nobody_listens() -> None:
    driven = Driven(plan=SHORT, recognizer=None)
    lines = itertools.chain(ANSWERS)

    class Typing:
        def happened(self, event: e.Event) -> None:
            if isinstance(event, e.GiveFloor) and event.to == "candidate":
                driven.session.command("say", next(lines))  # type: ignore[union-attr]

        def tick(self, tick: object) -> None:
            """Nothing to see."""

    watching(driven, Typing())
    assert await driven.run(listening=False) == "finished"
    assert driven.turns() == list(ANSWERS[:3])


async def test_partial_transcripts_come_while_the_candidate_speaks() -> None:
    driven = Driven([Says("one two three four five six", 7.0)], limit=14.0)
    await driven.run()
    partials = [partial.text for partial in driven.all(e.PartialTranscript)]
    assert len(partials) == 3
    assert partials == sorted(partials, key=len)

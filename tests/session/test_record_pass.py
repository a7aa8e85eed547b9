"""The second hearing: in the interviewer's time, and never before somebody who waits."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from driven import Driven, PacedCandidate
from small_plan import question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word, samples
from voiceinterview.errors import Abandoned, EngineError
from voiceinterview.ports import Samples, never
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.record_pass import RecordPass
from voiceinterview.session.transcription import Transcription, Understood
from voiceinterview.testing import Says, ScriptedCandidate, VirtualClock

QUICK, THOROUGH = (Word("great", 0, 1),), (Word("gradient", 0, 1),)


class TwoPasses:
    """A thorough hearing waits for `gate`, and gives up where it is abandoned."""

    name = "two passes"
    two_passes = True

    def __init__(self, error: Exception | None = None) -> None:
        self.begun, self.gate, self.error = threading.Event(), threading.Event(), error
        self.done: list[str] = []

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        if not thorough:
            self.done.append("quick")
            return QUICK
        if self.error is not None:
            raise self.error
        self.begun.set()
        while not self.gate.wait(0.001):
            if abandoned():
                self.done.append("abandoned")
                raise Abandoned("somebody waits")
        self.done.append("thorough")
        return THOROUGH

    def settings(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        """Nothing to let go of."""


class Room:
    """A record pass with its transcription, and a candidate of whom all is still on the tape."""

    def __init__(self, recognizer: Any, *, paced: bool = True, forgotten: int = 0) -> None:
        self.jobs, self.understood = Jobs(paced=paced), list[Understood]()
        self.transcription = Transcription(
            recognizer, (), self.jobs, VirtualClock(), self.understood.append, paced=paced
        )
        self.record = RecordPass(
            self.transcription, self.jobs, lambda start, end: (SILENCE, max(start - 10, forgotten))
        )

    def over(self, utterance: int, start: int = 100) -> None:
        self.record.happened(
            e.AcceptDraft(at=0, utterance=utterance, start=start, end=200, words=())
        )

    def ask(self, utterance: int) -> None:
        self.transcription.request(utterance, SILENCE, 0)

    async def close(self) -> None:
        self.record.abandon()
        await self.jobs.close()
        self.transcription.close()


SILENCE = np.zeros(8, np.int16)


async def until(come: Callable[[], Any]) -> None:
    while not come():
        await asyncio.sleep(0)


async def test_what_is_over_is_heard_again_in_free_time_one_after_the_other() -> None:
    recognizer = TwoPasses()
    recognizer.gate.set()
    room = Room(recognizer)
    room.over(1)
    room.over(2)
    room.record.advance(free=False)
    assert room.record.words == {}
    for number in (1, 2):
        room.record.advance(free=True)
        await until(lambda number=number: number in room.record.words)
    assert room.record.words == {1: THOROUGH, 2: THOROUGH}
    await room.close()


async def test_a_guess_is_no_utterance_that_is_over() -> None:
    room = Room(TwoPasses())
    room.record.happened(e.RequestTranscript(at=0, utterance=1, start=0, end=9, draft=True))
    room.record.advance(free=True)
    assert not room.record._waiting and room.record._abandoned is None
    await room.close()


async def test_whoever_waits_goes_first_and_the_abandoned_one_is_taken_up_again() -> None:
    recognizer = TwoPasses()
    room = Room(recognizer)
    room.over(1)
    room.record.advance(free=True)
    await until(recognizer.begun.is_set)
    room.ask(2)
    room.record.advance(free=True)  # the interviewer still speaks, but somebody waits
    await until(lambda: room.understood)
    assert (recognizer.done, room.understood[0].words) == (["abandoned", "quick"], QUICK)
    recognizer.gate.set()
    await until(lambda: room.record._abandoned is None)
    room.record.advance(free=True)
    await until(lambda: room.record.words)
    assert room.record.words == {1: THOROUGH}
    await room.close()


async def test_none_is_begun_while_somebody_waits() -> None:
    recognizer = TwoPasses()
    room = Room(recognizer)
    room.over(1)
    room.ask(2)
    room.record.advance(free=True)
    await until(lambda: room.understood)
    assert recognizer.done == ["quick"]
    await room.close()


async def test_the_candidate_being_heard_is_enough_to_abandon_it() -> None:
    recognizer = TwoPasses()
    room = Room(recognizer)
    room.over(1)
    room.record.advance(free=True)
    await until(recognizer.begun.is_set)
    room.record.advance(free=False)
    await until(lambda: room.record._abandoned is None)
    assert (room.record.words, len(room.record._waiting)) == ({}, 1)
    await room.close()


async def test_what_the_tape_has_forgotten_is_left_for_the_end() -> None:
    recognizer = TwoPasses()
    room = Room(recognizer, forgotten=150)
    room.over(1, start=100)
    room.record.advance(free=True)
    assert (room.record.words, recognizer.done) == ({}, [])
    await room.close()


async def test_a_hearing_that_fails_harms_nobody() -> None:
    room = Room(TwoPasses(EngineError("recognizer", "out of memory")))
    room.over(1)
    room.record.advance(free=True)
    await until(lambda: room.record._abandoned is None)
    assert room.record.words == {}
    assert not room.jobs.failure.done()
    await room.close()


@pytest.mark.parametrize("recognizer", [ScriptedCandidate([]), object()])
async def test_an_engine_with_one_way_to_hear_hears_once(recognizer: Any) -> None:
    room = Room(recognizer)
    room.over(1)
    room.record.advance(free=True)
    assert room.record._abandoned is None
    await room.close()


# --- in a session -------------------------------------------------------------------------------

SHORT = small_plan(stage("one", question("q1", "How do you start?")))
ANSWERS = ("I look at the split.", "It drifts.", "No more.")


class HearsTwice(ScriptedCandidate):
    """Its thorough hearing shouts."""

    two_passes = True

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.passes: list[bool] = []

    def transcribe(self, *given: Any, thorough: bool = False, **more: Any) -> tuple[Word, ...]:
        self.passes.append(thorough)
        words = super().transcribe(*given)
        shouted = (Word(word.text.upper(), word.start, word.end) for word in words)
        return tuple(shouted) if thorough else words


class Unhurried(HearsTwice, PacedCandidate):
    """No frame comes while something is heard again, so that it is done in any case."""

    session: Any = None

    async def frames(self) -> Any:
        async for frame in super().frames():
            while self.session is not None and self.session.record._abandoned is not None:
                await asyncio.sleep(0)
            yield frame


async def test_a_session_hears_again_while_the_interviewer_speaks_and_logs_nothing_of_it() -> None:
    candidate = Unhurried([[Says(one)] for one in ANSWERS], 120.0)
    driven = Driven(plan=SHORT, candidate=candidate)
    candidate.session = driven.open()
    assert await candidate.session.run(e.SessionStarted(at=0)) == "finished"
    heard = [
        " ".join(word.text for word in words) for words in candidate.session.record.words.values()
    ]
    assert heard == [answer.upper() for answer in ANSWERS]
    assert not any("SPLIT" in line for line in driven.log.splitlines())


async def test_a_session_that_waits_for_nobody_leaves_the_record_to_the_end() -> None:
    candidate = HearsTwice([[Says(one)] for one in ANSWERS], 120.0)
    driven, plain = Driven(plan=SHORT, candidate=candidate), Driven(*ANSWERS, plan=SHORT)
    assert await driven.run() == await plain.run() == "finished"
    assert driven.log == plain.log
    assert True not in candidate.passes


# --- what an answer costs at its end --------------------------------------------------------------


class Counting(PacedCandidate):
    """Counts the samples that are transcribed once the last word was said."""

    def __init__(self, said: Sequence[Says], *, paced: bool) -> None:
        super().__init__([said], 400.0)
        self.paced = paced
        self.after = 0

    def transcribe(self, audio: Samples, *given: Any, **more: Any) -> tuple[Word, ...]:
        if self._words and self._position >= self._words[-1].end and not self._frames_of_speech:
            self.after += len(audio)
        return super().transcribe(audio, *given)

    @property
    def _frames_of_speech(self) -> bool:
        return any(self._frames)


@pytest.mark.parametrize("paced", [False, True])
async def test_a_long_answer_costs_no_more_at_its_end_than_a_short_one(paced: bool) -> None:
    piece = Says("and then I would look at the data and", seconds=4.6, pause=0.5)
    costs = []
    for pieces in (2, 47):  # ten seconds, and four minutes
        candidate = Counting([piece] * pieces, paced=paced)
        driven = Driven(plan=SHORT, candidate=candidate, limit=400.0)
        await driven.run()
        (ended,) = driven.all(e.EndTurn)
        assert len(ended.words) == 9 * pieces
        costs.append(candidate.after)
    assert all(0 < cost <= samples(3 * (4.6 + 0.4)) for cost in costs)  # of 216 seconds of speech
    if not paced:  # else it is a matter of chance whether the tail was being heard already
        assert costs[0] == costs[1]

"""How a turn sounds is one more piece of evidence: asked for, logged, replayed, done without."""

import pytest
from driven import Driven

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.replay.verify import verify
from voiceinterview.testing import ScriptedTurnDetector

ANSWER = "I look at the split"  # no stop: nothing says whether it is whole


async def held(detector: ScriptedTurnDetector | None) -> Driven:
    driven = Driven(ANSWER, turn_detector=detector)
    await driven.run()
    return driven


def waited(driven: Driven) -> float:
    ended = driven.all(e.EndTurn)[0]
    return seconds(ended.at - ended.words[-1].end)


async def test_a_turn_that_sounds_over_is_taken_sooner_and_one_that_does_not_later() -> None:
    over, without, on = [
        waited(await held(ScriptedTurnDetector(share))) for share in (1.0, 0.5, 0.0)
    ]
    assert over + 0.3 < without < on - 0.5
    assert without == pytest.approx(waited(await held(None)), abs=0.04)


async def test_what_it_heard_is_in_the_log_and_decides_the_same_in_a_replay() -> None:
    driven = await held(ScriptedTurnDetector(0.9))
    (judged,) = driven.all(e.TurnJudged)
    (stopped,) = driven.all(e.SpeechStopped)
    assert (judged.utterance, judged.end, judged.over) == (stopped.utterance, stopped.end, 0.9)
    reasons = [reason.name for reason in driven.all(e.EndTurn)[0].reasons]
    assert "how it sounds" in reasons
    assert verify(driven.plan, driven.recorder.events, closed=True).cut_off == 0


async def test_it_hears_the_turn_and_nothing_of_the_interviewers_time() -> None:
    detector = ScriptedTurnDetector()
    driven = await held(detector)
    floor = next(event for event in driven.all(e.GiveFloor) if event.to == "candidate").at
    (stopped,) = driven.all(e.SpeechStopped)
    assert detector.heard[0] == pytest.approx(stopped.at - floor, abs=samples(0.1))


async def test_one_that_fails_is_told_of_once_and_done_without() -> None:
    detector = ScriptedTurnDetector(None)
    driven = Driven("I look at the split.", "And for drift.", turn_detector=detector)
    await driven.run()
    notices = [notice.text for notice in driven.all(e.Notice)]
    assert [text for text in notices if "turn detector" in text] == [
        "The turn detector failed. Mend it. From now on words alone tell when an answer is over."
    ]
    assert len(driven.turns()) == 2
    assert len(detector.heard) == 1

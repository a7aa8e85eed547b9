"""Who plays a candidate: a script, or a model that knows what it has heard and nothing else."""

import pytest
from plain_character import PLAIN
from small_plan import small_plan

from voiceinterview.app.played_candidate import ModelPlayer, Script
from voiceinterview.domain import events as e
from voiceinterview.errors import EngineError
from voiceinterview.simulation.asked import Conversation
from voiceinterview.testing import ScriptedLanguageModel

TOLD = "You are plain."


class Talk(Conversation):
    def __init__(self) -> None:
        super().__init__(small_plan())
        self._piece = 0

    def hears(self, text: str) -> None:
        self._piece += 1
        self.happened(e.Speak(at=0, piece=self._piece, text=text))
        self.happened(e.PlaybackStarted(at=0, piece=self._piece))

    def turn_over(self) -> None:
        self.happened(e.EndTurn(at=0, turn=1, why="silence", stage="one", question="q1", words=()))


def played(*replies: list[str | EngineError]) -> tuple[ModelPlayer, Talk, ScriptedLanguageModel]:
    talk, model = Talk(), ScriptedLanguageModel(replies)
    return ModelPlayer(PLAIN, talk, model, TOLD), talk, model


async def test_a_model_is_told_whom_it_plays_and_what_was_said_to_it() -> None:
    player, talk, model = played(["I look at ", "the split. Then **drift**."])
    talk.hears("Welcome.")
    talk.hears("How do you start?")
    utterances = await player.answer()
    assert [utterance.text for utterance in utterances] == ["I look at the split.", "Then drift."]
    (request,) = model.requests
    assert [(one.role, one.content) for one in request.messages] == [
        ("system", TOLD),
        ("user", "Welcome. How do you start?"),
    ]


async def test_its_own_answers_stand_between_what_it_heard() -> None:
    player, talk, model = played(["The split."], ["Drift."])
    talk.hears("How do you start?")
    await player.answer()
    talk.turn_over()
    talk.hears("And then?")
    await player.answer()
    assert [one.content for one in model.requests[1].messages[1:]] == [
        "How do you start?", "The split.", "And then?",
    ]  # fmt: skip


async def test_silence_is_an_answer_and_what_follows_joins_what_was_asked() -> None:
    player, talk, model = played([""], ["Sorry."])
    talk.hears("How do you start?")
    assert await player.answer() == ()
    talk.hears("Take your time.")
    await player.answer()
    assert [one.role for one in model.requests[1].messages] == ["system", "user"]
    assert model.requests[1].messages[1].content == "How do you start? Take your time."


async def test_what_the_play_costs_is_added_up() -> None:
    player, talk, _ = played(["One."])
    talk.hears("How do you start?")
    await player.answer()
    assert player.cost == 0.0


async def test_a_model_that_fails_is_no_candidate() -> None:
    player, talk, _ = played([EngineError("model", "it broke")])
    talk.hears("How do you start?")
    with pytest.raises(EngineError):
        await player.answer()


async def test_a_script_answers_the_question_of_the_plan() -> None:
    talk = Talk()
    talk.happened(e.AskQuestion(at=0, stage="one", question="q1", follow_up=0))
    script = Script(PLAIN, talk, "1")
    (utterance,) = await script.answer()
    assert utterance.text == "I look at the split and for drift."

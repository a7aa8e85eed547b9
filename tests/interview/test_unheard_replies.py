"""What was paid for and never heard: told from the events of whole conversations."""

from small_plan import small_plan
from world import World

from voiceinterview.domain import events as e
from voiceinterview.interview.unheard_replies import unheard_replies

ANSWER = "I look at the split."


def asked(*replies: list[str]) -> World:
    return World(small_plan(), replies=list(replies), guessing=True).start().hear_out()


def unheard(world: World) -> frozenset[int]:
    return unheard_replies((*world.log, e.EndSession(at=world.at, reason="quit")))


def test_a_guess_that_was_right_is_heard() -> None:
    world = asked(["What changes?"])
    world.says(ANSWER)
    world.until(e.EndTurn).hear_out()
    assert len(world.all(e.RequestReply)) == 1
    assert unheard(world) == frozenset()


def test_a_guess_that_was_written_when_she_spoke_on_is_not() -> None:
    world = asked(["Stale one. ", "Stale two?"], ["Fresh?"])
    world.says(ANSWER)
    world.until(e.RequestReply)
    world.passes(0.5)
    world.says("And for drift.", wait=False)
    world.until(e.EndTurn)
    world.hear_out()
    first, second = (request.reply for request in world.all(e.RequestReply))
    assert unheard(world) == {first}
    assert second not in unheard(world)


def test_a_guess_of_which_not_a_word_had_come_is_not_either() -> None:
    world = asked(["Stale?"], ["Fresh?"])
    world.thinking = 5.0
    world.says(ANSWER)
    world.until(e.RequestReply)
    world.says("And for drift.", wait=False)
    world.until(e.EndTurn)
    world.thinking = 0.1
    world.hear_out()
    assert unheard(world) == {world.all(e.RequestReply)[0].reply}


def test_a_reply_that_is_interrupted_was_heard_as_far_as_it_came() -> None:
    world = asked(["One thing first. ", "Then another one. ", "What changes?"])
    world.says(ANSWER)
    world.until(e.EndTurn).until(e.PlaybackStarted)
    world.key("end_answer")
    assert world.floor == "candidate"
    assert unheard(world) == frozenset()


def test_one_that_is_under_way_when_she_leaves_is_not_heard() -> None:
    world = asked(["What changes?"])
    world.says(ANSWER)
    world.until(e.RequestReply)
    assert unheard(world) == {world.all(e.RequestReply)[0].reply}

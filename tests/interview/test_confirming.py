"""A word that counts, and that the recognizer is not sure of, is checked with the candidate."""

from dataclasses import replace

import pytest
from small_plan import PERSONA, question, small_plan, stage
from world import World

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import samples
from voiceinterview.interview.course import Course
from voiceinterview.interview.moves import open_moves

CHECKS = {"confirmations": ("Did you say $words?",)}
AT = samples(60)


def plan(**more: tuple[str, ...]) -> Plan:
    persona = replace(PERSONA, phrases={**PERSONA.phrases, **CHECKS, **more})
    asked = stage("one", question("q1", "How do you start?"), question("q2", "And then?"))
    return replace(small_plan(asked), persona=persona, vocabulary=("Kafka",))


class Mumbled(World):
    """The recognizer doubts the words that are marked with a `?`."""

    def says(self, text: str, *given, wait: bool = True, **more) -> None:
        super().says(text.replace("?", ""), *given, wait=False, **more)
        marks = [word.startswith("?") for word in text.split()]
        heard = zip(self._speech[self._utterance], marks, strict=True)
        doubted = tuple(replace(word, confidence=0.3 if mark else 0.9) for word, mark in heard)
        self._speech[self._utterance] = doubted
        if wait:
            self.passes((doubted[-1].end - doubted[0].start) / 16_000)


def talk(*answers: str, told: Plan | None = None, **more) -> Mumbled:
    world = Mumbled(told or plan(), **more).start().hear_out()
    for answer in answers:
        world.answers(answer)
    return world


def moves(world: World) -> list[str]:
    return [made.move for made in world.all(e.MakeMove)]


def test_she_is_asked_whether_she_said_it() -> None:
    world = talk("I look at the ?split first.")
    assert moves(world) == ["open", "confirm"]
    assert world.said()[-1] == "Did you say split?"
    assert world.floor == "candidate"


def test_what_was_heard_clearly_is_not_asked_for() -> None:
    assert "confirm" not in moves(talk("?I look at the split first."))


def test_it_happens_once_a_question_and_the_interview_goes_on() -> None:
    world = talk("I look at the ?split first.", "Yes, the ?split it was.")
    assert moves(world)[:2] == ["open", "confirm"]
    assert moves(world)[2] != "confirm"


def test_a_yes_lets_the_key_point_stand_and_a_no_takes_it_back() -> None:
    assert talk("I look at the ?split first.", "Yes I did.").interview.state.course.found == (
        "split",
    )
    course = talk("I look at the ?split first.", "No, I said the spit.").interview.state.course
    assert course.found == ()
    assert "spit" in course.heard


def test_a_no_to_something_else_takes_nothing_back() -> None:
    world = talk("I look at the ?split first.", "Yes I did.", "No, nothing else comes to mind.")
    assert "split" in {
        point for covered in world.interview.state.course.done for point in covered.found
    } | {*world.interview.state.course.found}


def test_a_term_of_the_vocabulary_is_checked_too() -> None:
    world = talk("We stream it with ?Kafka every day.")
    assert world.said()[-1] == "Did you say Kafka?"


def test_an_interviewer_without_words_for_it_asks_nothing() -> None:
    assert "confirm" not in moves(talk("I look at the ?split.", told=plan(confirmations=())))


def test_typed_words_are_never_doubted() -> None:
    world = World(plan(), listening=False).start().hear_out()
    world.types("I look at the split first.")
    world.hear_out()
    assert "confirm" not in moves(world)


def test_a_reply_prepared_on_a_guess_asks_it_too() -> None:
    world = talk("I look at the ?split first.", guessing=True)
    assert moves(world) == ["open", "confirm"]
    assert world.said()[-1] == "Did you say split?"


@pytest.mark.parametrize("reading", ["repeat", "hint", "move_on", "order"])
def test_who_asks_for_something_gets_that_first(reading) -> None:
    heard = Course(plan()).opened_at(0).hearing("the split")
    assert open_moves(heard, reading, AT, "split")[0].kind != "confirm"


def test_the_way_on_stays_open_to_a_model() -> None:
    heard = Course(plan()).opened_at(0).hearing("the split")
    assert [move.name for move in open_moves(heard, "answer", AT, "split")] == ["confirm", "go-on"]

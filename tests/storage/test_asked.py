"""What earlier sessions asked is found in their logs, whatever else is wrong with them."""

from dataclasses import replace
from pathlib import Path

from sample_session import EVENTS, MANIFEST, PLAN, StoppedClock, abandoned_session, whole_session

from voiceinterview.domain.events import AskQuestion
from voiceinterview.domain.manifest import Engines, EngineUsed
from voiceinterview.storage.asked import asked_in, asked_lately
from voiceinterview.storage.layout import EVENTS as LOG
from voiceinterview.storage.writer import SessionWriter

ROLE = "data-scientist-ml"


def test_questions_are_found_with_the_time_of_their_session(tmp_path: Path) -> None:
    whole_session(tmp_path)
    ((question, at),) = asked_lately(tmp_path, ROLE)
    assert question == "bias-variance" and at.startswith("2026-01-31T09:30")


def test_an_interrupted_session_counts_and_another_roles_does_not(tmp_path: Path) -> None:
    abandoned_session(tmp_path)
    assert len(asked_lately(tmp_path, ROLE)) == 1
    assert asked_lately(tmp_path, "cook") == ()


def test_what_the_candidate_of_the_demo_was_asked_does_not_count(tmp_path: Path) -> None:
    played = replace(MANIFEST, engines=Engines(recognizer=EngineUsed("recorded")))
    with SessionWriter.create(tmp_path, played, PLAN, StoppedClock()) as writer:
        for event in EVENTS:
            writer.event(event)
    assert asked_in(writer.folder) == ("bias-variance",)
    assert asked_lately(tmp_path, ROLE) == ()


def test_follow_ups_are_no_questions(tmp_path: Path) -> None:
    other = replace(MANIFEST, stages=("one",))
    with SessionWriter.create(tmp_path, other, PLAN, StoppedClock()) as writer:
        for event in EVENTS[:3]:
            writer.event(event)
        for number, question in ((1, "bias-variance"), (0, "second")):
            writer.event(AskQuestion(at=9, stage="one", question=question, follow_up=number))
    assert asked_in(writer.folder) == ("bias-variance", "second")


def test_a_log_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    with (folder / LOG).open("ab") as log:
        log.write(b'{"kind":"ask_question","at":1,"que')
    assert asked_in(folder) == ("bias-variance",)


def test_no_folder_has_asked_nothing(tmp_path: Path) -> None:
    assert asked_lately(tmp_path / "none", ROLE) == ()
    assert asked_in(tmp_path) == ()

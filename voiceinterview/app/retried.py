"""The answer of before and the answer of now, gathered from two session folders."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from voiceinterview.domain.manifest import Retried
from voiceinterview.domain.ratings import QuestionCoverage
from voiceinterview.domain.transcript import Turn
from voiceinterview.errors import CorruptSession
from voiceinterview.interview.answered import Answered, answered_turns
from voiceinterview.report.before_and_now import Side, before_and_now
from voiceinterview.report.retried_answer import BeforeAndNow
from voiceinterview.report.source import ReportSource
from voiceinterview.scoring.checklist import checklist_coverage
from voiceinterview.scoring.record import StageRecord
from voiceinterview.storage.layout import MANIFEST
from voiceinterview.storage.stored_session import StoredSession, read_session

SourceOf = Callable[[StoredSession], ReportSource]

DELETED = "The session of then, {}, does not lie beside this one: it was deleted, or moved."
DAMAGED = "The session of then, {}, does not read: {}"
ANOTHER = "The session {} has no such answer to this question any more."


@dataclass(frozen=True)
class Original:
    """The session of then; `gone` says why there is none, "" where there is."""

    stored: StoredSession | None
    answers: tuple[Answered, ...] = ()
    gone: str = ""


def original_of(stored: StoredSession, link: Retried) -> Original:
    """What `link` leads to: always a folder beside the session's own, whatever is written there."""
    name = link.session
    folder = stored.folder.resolve().parent / name
    if Path(name).name != name or name in ("", ".", "..") or not (folder / MANIFEST).is_file():
        return Original(None, gone=DELETED.format(name))
    try:
        then = read_session(folder)
    except CorruptSession as error:
        problem = error.problem.removeprefix(f"{error.path}: ")
        return Original(None, gone=DAMAGED.format(name, problem))
    answers = answered_turns(then.events, then.transcript, then.plan)
    same = [one for one in answers if (one.turn.number, one.question.id) == _key(link)]
    if not same:
        return Original(None, gone=ANOTHER.format(name))
    return Original(then, _from(same[0], answers))


def compared(
    stored: StoredSession, source: ReportSource, source_of: SourceOf
) -> BeforeAndNow | None:
    """None for a session that tries nothing again. `source_of` gathers what the session of then
    is reported from."""
    link = stored.manifest.retry
    if link is None:
        return None
    original = original_of(stored, link)
    answers = answered_turns(stored.events, stored.transcript, stored.plan)
    now = Side(source, _own(answers), _coverage(stored, _own(answers)))
    before = None
    if original.stored is not None:
        then = original.stored
        before = Side(source_of(then), original.answers, _coverage(then, original.answers))
    asked = stored.plan.stages[0].questions[0].ask
    return before_and_now(link, asked, before, now, original.gone)


def _own(answers: tuple[Answered, ...]) -> tuple[Answered, ...]:
    """The answer to the question that was asked again, then those to its follow-ups.

    The longest thing said to the question itself counts as its answer: what is shorter may be
    "could you repeat that".
    """
    first = [one for one in answers if not one.follow_up]
    if not first:
        return ()
    answer = max(first, key=lambda one: len(one.turn.text))
    return (answer, *(one for one in answers if one.follow_up)) if answer.turn.text else ()


def _from(answer: Answered, answers: tuple[Answered, ...]) -> tuple[Answered, ...]:
    """The answer, and those that were given to later follow-ups to the same question."""
    after = (
        one
        for one in answers
        if (one.stage.id, one.question.id) == (answer.stage.id, answer.question.id)
        and one.turn.number > answer.turn.number
        and one.follow_up > answer.follow_up
    )
    return (answer, *after)


def _coverage(stored: StoredSession, answers: tuple[Answered, ...]) -> QuestionCoverage | None:
    """Key points in these answers alone: what had been said before them is left out."""
    if not answers:
        return None
    own = {one.turn.number for one in answers}
    question, stage = answers[0].question, answers[0].stage

    def counts(turn: Turn) -> bool:
        return turn.speaker == "interviewer" or turn.number in own

    turns = tuple(turn for turn in stored.transcript if counts(turn))
    record = StageRecord(stored.manifest.id, stage.id, stage.title, (question,), turns)
    return next(iter(checklist_coverage(record)), None)


def _key(link: Retried) -> tuple[int, str]:
    return link.turn, link.question

"""How long checklist, delivery and the reports of a 60-minute session take, and how large the page
is without its sound.

Each in wall time, which is what is waited for, and in processor time, which other work on the
machine does not stretch.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Generic, TypeVar

from run import Figure

from voiceinterview.app.planning import plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.delivery_words import load_delivery_words
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain import events as e
from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Rater, Rating, Scorecard, StageScore
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.speech import Word, samples
from voiceinterview.domain.transcript import Turn
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.report.html import render_html
from voiceinterview.report.pdf import render_pdf
from voiceinterview.report.source import ReportSource
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.delivery import measure_delivery
from voiceinterview.scoring.record import StageRecord

ROLE = "data-scientist-ml"
MINUTES = 60
RUNS = 3
TURN_WORDS = 75
WORD, PAUSE = samples(0.3), samples(0.5)
ASKING = samples(4)
Made = TypeVar("Made")


def measure() -> list[Figure]:
    content = find_content()
    stages = tuple(stage.id for stage in load_role(content, ROLE).stages)
    plan = plan_interview(Settings(stages=stages, seed=1, minutes=MINUTES), content, SystemClock())
    log = hour_of_talk(plan)
    turns = transcript_of(log)
    words = load_delivery_words(content)
    rubrics = _rubrics(content, plan)

    def rate() -> tuple[tuple[Scorecard, ...], Delivery]:
        cards = tuple(_checklist(plan, turns, stage, rubric) for stage, rubric in rubrics.items())
        return cards, measure_delivery(turns, log, plan, words)

    rated = [_taken(rate) for _ in range(RUNS)]
    cards, delivery = rated[0].made
    judged = tuple(_judged(card, rubrics[card.stage], turns) for card in cards)
    manifest = Manifest(
        id="hour", role=ROLE, stages=stages, persona="", seed=1, minutes=MINUTES,
        samples=samples(60 * MINUTES),
    )  # fmt: skip
    source = ReportSource(
        manifest, plan, turns, (*cards, *judged), delivery, rubrics=tuple(rubrics.values())
    )
    page = _taken(lambda: render_html(source))  # the first: matplotlib is imported in it
    document = _taken(lambda: render_pdf(source))
    note = f"{MINUTES} minutes, {len(turns)} turns, {len(judged)} stages"
    return [
        *_figures("checklist and delivery of an hour", rated, 1, note),
        *_figures("HTML report of an hour, the first drawn", [page], 2, note),
        Figure("its size without sound", len(page.made.encode()) / 1e6, "MB", 3, note),
        *_figures("PDF of an hour", [document], 4, note),
        Figure("its size", len(document.made) / 1e6, "MB", 3, note),
    ]


@dataclass(frozen=True)
class Taken(Generic[Made]):
    """What was made, and the seconds that it took: on the wall, and of the processor."""

    made: Made
    wall: float
    cpu: float


def _taken(work: Callable[[], Made]) -> Taken[Made]:
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return Taken(made, time.perf_counter() - wall, time.process_time() - cpu)


def _figures(name: str, taken: list[Taken[Made]], goal: float, note: str) -> list[Figure]:
    """The best of several: the others were slowed down by something else."""
    return [
        Figure(name, min(one.wall for one in taken), "s", goal, note),
        Figure(f"{name}, CPU", min(one.cpu for one in taken), "s", goal, note),
    ]


def hour_of_talk(plan: Plan) -> list[e.Event]:
    """A log: each question answered by two minutes of the expert's words, until time is up."""
    questions = cycle([(stage.id, q) for stage in plan.stages for q in stage.questions])
    log: list[e.Event] = [e.SessionStarted(at=0)]
    number = now = 0
    while now < samples(60 * MINUTES):
        stage, question = next(questions)
        said = cycle(question.expert_answer.split())
        for follow_up in range(4):
            number += 1
            log += _asked(number, stage, question.id, question.ask, follow_up, now)
            now += ASKING + PAUSE
            placed = []
            for n in range(TURN_WORDS):
                placed.append(Word(next(said), now, now + WORD))
                now += WORD + PAUSE * (n % 9 == 8)
            log.append(
                e.EndTurn(at=now, turn=number, why="silence", stage=stage, question=question.id,
                          words=tuple(placed))
            )  # fmt: skip
    return log


def _asked(
    number: int, stage: str, question: str, ask: str, follow_up: int, at: int
) -> list[e.Event]:
    return [
        e.Speak(at=at, piece=number, text=ask),
        e.PlaybackStarted(at=at, piece=number),
        e.AskQuestion(at=at, stage=stage, question=question, follow_up=follow_up),
        e.PlaybackDone(at=at + ASKING, piece=number, spoken=ask, finished=True),
        e.GiveFloor(at=at + ASKING, to="candidate"),
    ]


def _rubrics(content: Content, plan: Plan) -> dict[str, Rubric]:
    role = load_role(content, ROLE)
    return {
        stage.id: load_rubric(content, ROLE, role.stage(stage.id).rubric) for stage in plan.stages
    }


def _checklist(plan: Plan, turns: tuple[Turn, ...], stage: str, rubric: Rubric) -> Scorecard:
    planned = next(one for one in plan.stages if one.id == stage)
    record = StageRecord("hour", stage, planned.title, planned.questions, turns)
    return rate_by_checklist(record, rubric, at="")


def _judged(card: Scorecard, rubric: Rubric, turns: tuple[Turn, ...]) -> Scorecard:
    """A model's card with quotes on every criterion, so that the page has all that it can have."""
    found = [one.evidence for entry in card.coverage for one in entry.findings if one.evidence]
    ratings = tuple(
        Rating(
            one.id, one.weight, one.question, "scored", level=2, anchor=one.anchor(2),
            why="It is said what was done. " * 8, evidence=tuple(found[:3]),
        )
        for one in rubric.criteria
    )  # fmt: skip
    rater = Rater("model", "judge", "judge-1")
    return replace(
        card, rater=rater, ratings=ratings, score=StageScore(2.0, 1.0), coverage=(), orders=()
    )

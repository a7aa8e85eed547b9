"""`voiceinterview plan`: what an interview would ask, without holding it."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from voiceinterview.cli import options as shared

if TYPE_CHECKING:
    from voiceinterview.domain.plan import Plan

EPILOG = """\
The flags are those of `practice`, which draws anew each time; with --seed both are the same."""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EPILOG
    parser.add_argument("--json", action="store_true", help="for programs")
    shared.add_interview(parser)
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from voiceinterview.app.places import content_folder, read_settings, sessions_folder
    from voiceinterview.app.preparing import prepare_plan
    from voiceinterview.engines.system_clock import SystemClock

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    settings = read_settings(shared.flags_of(options))
    content, root = content_folder(settings), sessions_folder(settings)
    plan = prepare_plan(settings, content, root, SystemClock(), say)
    if options.json:
        print(json.dumps(plan_json(plan), indent=2))
    else:
        print("\n".join(plan_lines(plan)))
    return 0


def plan_lines(plan: "Plan") -> Iterator[str]:
    """Stage by stage: its minutes, and its questions with kind, level and minutes."""
    from voiceinterview.cli.question_text import DIFFICULTIES
    from voiceinterview.cli.wrapping import WIDTH, one_line

    yield f"{plan.title}: {plan.minutes:.0f} minutes, seed {plan.seed}"
    every = [question for stage in plan.stages for question in stage.questions]
    width = max(len(question.id) for question in every)
    for stage in plan.stages:
        yield ""
        yield f"{stage.title}  ({stage.id}, {stage.minutes:.0f} min)"
        for question in stage.planned:
            kind = question.type or question.format
            head = f"  {question.id:<{width}}  {kind:<12}  {DIFFICULTIES[question.difficulty]:<6}"
            head += f"  {question.minutes:>2} min  "
            yield head + one_line(question.ask, max(20, WIDTH + 40 - len(head)))
        if stage.spare:
            spares = stage.questions[len(stage.planned) :]
            yield f"  if time is left: {', '.join(question.id for question in spares)}"
    if plan.mix:
        yield ""
        yield f"mix: {', '.join(_mix_words(plan))}"


def plan_json(plan: "Plan") -> dict[str, Any]:
    from dataclasses import asdict

    whole = sum(part.minutes for part in plan.mix)
    return {
        "role": plan.role,
        "persona": plan.persona.name,
        "seed": plan.seed,
        "minutes": plan.minutes,
        "stages": [
            {
                "id": stage.id,
                "title": stage.title,
                "minutes": stage.minutes,
                "questions": [
                    {
                        "id": question.id,
                        "stage": question.stage,
                        "format": question.format,
                        "type": question.type,
                        "difficulty": question.difficulty,
                        "minutes": question.minutes,
                        "ask": question.ask,
                    }
                    for question in stage.planned
                ],
                "if_time_is_left": [q.id for q in stage.questions[len(stage.planned) :]],
            }
            for stage in plan.stages
        ],
        "mix": [
            {**asdict(part), "percent": round(100 * part.minutes / whole, 1) if whole else 0.0}
            for part in plan.mix
        ],
        "background": [asdict(fact) for fact in plan.background],
        "notes": list(plan.notes),
    }


def _mix_words(plan: "Plan") -> Iterator[str]:
    whole = sum(part.minutes for part in plan.mix)
    for part in plan.mix:
        share = part.minutes / whole if whole else 0.0
        yield f"{part.format} {part.minutes} min, {share:.0%} (of {part.share} %)"

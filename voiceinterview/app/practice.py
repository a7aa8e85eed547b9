"""An interview with everything round it: settings before, scorecard and report after."""

from dataclasses import replace
from typing import Any, Protocol

from voiceinterview.app import rating, reporting
from voiceinterview.app.background import Review
from voiceinterview.app.engines import Sound, open_rater, pick_rater
from voiceinterview.app.interviewing import Held, Screen, hold_interview, resume_interview
from voiceinterview.app.metering import metered
from voiceinterview.app.places import (
    content_folder,
    name_to_give,
    read_settings,
    sessions_folder,
)
from voiceinterview.app.preparing import prepare_plan
from voiceinterview.app.rewriting import rewrite_session
from voiceinterview.content.folders import Content
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.ports import Clock
from voiceinterview.report.model_calls import dropped_words
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import spent_words
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.storage.catalog import find_session
from voiceinterview.storage.stored_session import read_session


class Terminal(Screen, Protocol):
    def show_scorecards(self, source: ReportSource) -> None: ...


async def practice(
    flags: dict[str, Any],
    sound: Sound,
    resume: str | None,
    terminal: Terminal,
    review: Review | None = None,
) -> int:
    """Returns the exit code. `review` is as in `take_background`. Raises `VoiceInterviewError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    root = sessions_folder(settings)
    clock = SystemClock()
    rater = await pick_rater(settings)  # before the interview: a wrong name is told at once
    if resume is not None:
        folder = find_session(root, resume)
        held = await resume_interview(folder, settings, sound, content, clock, terminal)
    else:
        plan = prepare_plan(settings, content, root, clock, terminal.say, review)
        held = await hold_interview(plan, settings, sound, content, root, clock, terminal)
    held = replace(held, choice=rater) if rater is not None else held
    await conclude(held, content, clock, terminal)
    return 0


async def conclude(
    held: Held,
    content: Content,
    clock: Clock,
    terminal: Terminal,
    terms: RatingTerms | None = None,
) -> None:
    """Rate what was said, show it, and say where everything is."""
    source = await rate_held(held, content, clock, terminal, terms)
    terminal.show_scorecards(source)
    point_to(held, source, terminal)


async def rate_held(
    held: Held,
    content: Content,
    clock: Clock,
    screen: Screen,
    terms: RatingTerms | None = None,
) -> ReportSource:
    """Rate what was said by whoever can."""
    stored = read_session(held.folder)
    rater = None
    if held.choice.model != "scripted" and screen.hurried:
        name = name_to_give(held.folder)
        screen.say(f"rate it: voiceinterview score {name} ({held.choice.model})")
    elif held.choice.model != "scripted":
        model = await metered(open_rater(held.choice, clock), held.choice, held.meter)
        rater = rating.ModelRater(model, terms or RatingTerms())
        screen.say(f"rating with {held.choice.model} ... (Ctrl-C: leave it)")
    cards = await rating.rate_session(stored, content, clock, rater)
    source = reporting.report_source(stored, cards, content)
    if rater is None:
        return source
    reworded = await rewrite_session(
        stored, content, clock, rater.model, cards, source, "named", screen.say
    )
    return replace(source, rewrites=reworded)


def point_to(held: Held, source: ReportSource, screen: Screen) -> None:
    """Write the report, where there is time for it, and say where everything is."""
    name = name_to_give(held.folder)
    if screen.hurried:
        report = f"voiceinterview report {name} --output report.html"
    else:
        report = str(reporting.write_report(read_session(held.folder), source))
    if held.meter.spent.tokens:
        dropped = dropped_words(source.calls)
        screen.say(f"spent:   {spent_words(held.meter.spent)}{dropped and f'; {dropped}'}")
    screen.say(f"report:  {report}")
    screen.say(f"replay:  voiceinterview replay {name}")
    if held.reason not in ("finished", "input_ended"):
        screen.say(f"go on:   voiceinterview practice --resume {name}")

"""Ratings of a session that was held before."""

from dataclasses import replace
from typing import Any

from voiceinterview.app import rating, reporting
from voiceinterview.app.engines import Say, open_rater, pick_model, pick_rater, reach
from voiceinterview.app.metering import metered, new_meter
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.app.rewriting import Which, rewrite_session
from voiceinterview.app.rubric_versions import find_rubric, keep_used
from voiceinterview.app.scorecards import latest_scorecards, set_damaged_aside
from voiceinterview.app.sessions import closed_session
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.report.source import ReportSource
from voiceinterview.scoring.judge_request import RatingTerms


async def score_again(
    flags: dict[str, Any],
    session: str,
    terms: RatingTerms,
    say: Say,
    rubric: str | None = None,
    rewrite: Which = "named",
) -> ReportSource:
    """Rate by the checklist, and by the model that the settings choose; keep both.

    `model` among the flags is the rater; without it the setting `rater_model` is, else `model`.
    Of what the same model rated before only the gaps are filled. The source holds the scorecards
    that now stand; damaged ones are told and set aside. With `rubric` only the stages of it, by
    the version named (`find_rubric`). `rewrite`: which answers the model says again in the
    candidate's own words. Raises `SetupError`, `SessionBusy`,
    `CorruptSession`.
    """
    settings = read_settings(flags)
    stored = closed_session(flags, session)
    for damaged in set_damaged_aside(stored):
        say(damaged)
    content = content_folder(settings)
    clock = SystemClock()
    choice = None if "model" in flags else await pick_rater(settings)
    choice = choice or await pick_model(settings)
    rater = None
    if choice.model == "scripted":
        say(f"rating by the checklist only: {choice.for_rater or choice.why}")
    else:
        say(f"rating with {choice.why} ...")
        model = await metered(open_rater(choice, clock), choice, new_meter(settings))
        rater = rating.ModelRater(model, terms)
        await reach(rater.model, choice, clock, say)
    instead = find_rubric(flags, rubric) if rubric is not None else None
    cards = await rating.rate_session(stored, content, clock, rater, instead=instead)
    used = [card.rubric for card in cards]
    keep_used(stored.folder.parent, content, stored.plan.role, used)
    source = reporting.report_source(stored, latest_scorecards(stored), content)
    if rater is not None:
        reworded = await rewrite_session(
            stored, content, clock, rater.model, cards, source, rewrite, say
        )
        source = replace(source, rewrites=reworded)
    say(f"report: {reporting.write_report(stored, source)}")
    return replace(source, scorecards=cards)

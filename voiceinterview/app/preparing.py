"""The plan of a new interview, from all that is known: settings, documents, earlier sessions."""

from datetime import datetime
from pathlib import Path

from voiceinterview.app.background import Review, take_background
from voiceinterview.app.engines import Say
from voiceinterview.app.planning import plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import Content
from voiceinterview.domain.plan import Plan
from voiceinterview.interview.picking import Asked
from voiceinterview.ports import Clock
from voiceinterview.storage.asked import asked_lately

DAY = 86_400.0  # seconds


def prepare_plan(
    settings: Settings,
    content: Content,
    root: Path,
    clock: Clock,
    say: Say,
    review: Review | None = None,
) -> Plan:
    """What the documents gave is said and can be reviewed; what the plan had to leave out is
    said. `root` is the folder of the sessions.

    A seed in the settings asks the same questions whatever was asked before. Raises as
    `plan_interview` and `take_background`.
    """
    background = take_background(settings, content, say, review)
    past = () if settings.seed is not None else asked_before(root, settings.role, clock)
    plan = plan_interview(settings, content, clock, past=past, background=background)
    for note in plan.notes:
        say(f"plan: {note}")
    return plan


def asked_before(root: Path, role: str, clock: Clock) -> tuple[Asked, ...]:
    """What the latest sessions asked, with how long ago that was."""
    now = clock.utc()
    return tuple(
        Asked(question, max(0.0, (now - datetime.fromisoformat(at)).total_seconds() / DAY))
        for question, at in asked_lately(root, role)
    )

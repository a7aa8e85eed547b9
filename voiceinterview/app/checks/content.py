"""Questions, personas, prompts and rubrics: every file, then the interview that is set up."""

from voiceinterview.app.checks.finding import Finding
from voiceinterview.app.checks.limits import in_thread
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.places import content_folder
from voiceinterview.app.planning import plan_interview
from voiceinterview.content.pack import check_content


async def check_interview_content(setup: Setup) -> Finding:
    """Raises `SetupError` and `ContentError`, which holds every fault of every file."""
    return await in_thread(lambda: _look(setup))


def _look(setup: Setup) -> Finding:
    content = content_folder(setup.settings)
    check_content(content)
    plan = plan_interview(setup.settings, content, setup.clock)
    files = len(content.digests)
    return Finding(
        "ok",
        f"{files} files read in {content.root}; {plan.role}: {len(plan.stages)} stages, "
        f"{plan.minutes:g} minutes",
        measured={"folder": str(content.root), "files": files, "stages": len(plan.stages)},
    )

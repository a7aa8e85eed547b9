"""How long it takes to read what an interview of all stages needs, and to read everything."""

import time
from collections.abc import Callable

from run import Figure

from voiceinterview.app.planning import load_reply_prompts, plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import find_content
from voiceinterview.content.pack import check_content
from voiceinterview.content.roles import load_role
from voiceinterview.engines.system_clock import SystemClock

RUNS = 10


def measure() -> list[Figure]:
    role = load_role(find_content(), "data-scientist-ml")
    every_stage = Settings(stages=tuple(stage.id for stage in role.stages), seed=1)

    def practice() -> int:
        content = find_content()
        plan_interview(every_stage, content, SystemClock())
        load_reply_prompts(content)
        return len(content.digests)

    def everything() -> int:
        content = find_content()
        check_content(content)
        return len(content.digests)

    return [
        _figure("content that `practice` needs, all stages", practice),
        _figure("content, every file, checked", everything),
    ]


def _figure(name: str, read: Callable[[], int]) -> Figure:
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        files = read()
        took.append(time.perf_counter() - began)
    return Figure(name, min(took), "s", 0.3, f"best of {RUNS}, {files} files")

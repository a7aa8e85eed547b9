"""One seed, one interview: what is written of it is the same to the last byte."""

import json
from collections import Counter
from pathlib import Path

import pytest
from small_plan import plain_prompts, question, small_plan, stage
from whole_interview import hold

PLAN = small_plan(stage("one", *(question(f"q{n}", f"And number {n}?") for n in range(9))))
MINUTES = 3


async def log_of(root: Path, seed: int, *, guesses: bool) -> bytes:
    root.mkdir(exist_ok=True)
    held = await hold(PLAN, plain_prompts(), root, 60 * MINUTES, seed, guesses=guesses)
    return held.log


@pytest.mark.parametrize("guesses", [False, True])
async def test_interviews_of_one_seed_are_the_same_to_the_byte(
    tmp_path: Path, guesses: bool
) -> None:
    logs = {await log_of(tmp_path / str(n), 5, guesses=guesses) for n in range(2)}
    assert len(logs) == 1
    assert await log_of(tmp_path / "other", 6, guesses=guesses) not in logs


async def test_that_interview_has_all_that_could_tell_two_apart(tmp_path: Path) -> None:
    log = await log_of(tmp_path, 7, guesses=True)
    kinds = Counter(json.loads(line)["kind"] for line in log.splitlines())
    assert kinds["end_turn"] >= 5
    for kind in (
        "speech_paused", "speech_continued", "draft_transcript", "cancel_reply", "hold_speech",
        "stop_speaking", "partial_transcript", "timer_fired",
    ):  # fmt: skip
        assert kinds[kind], f"no {kind}: {kinds}"

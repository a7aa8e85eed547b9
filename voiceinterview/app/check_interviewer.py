"""Interviewers checked: in recorded sessions, or in simulated ones held for it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from voiceinterview.app.checking import Checker, find_sessions
from voiceinterview.app.checking_by_model import judge_sessions, pick_judge
from voiceinterview.app.places import content_folder, read_settings, sessions_folder
from voiceinterview.app.simulating import Wanted, simulate
from voiceinterview.domain.checks import CheckedSession, CheckList
from voiceinterview.storage.stored_session import read_session

Say = Callable[[str], None]


@dataclass(frozen=True)
class Judge:
    """The model that is asked what a program cannot answer; `api_base` None: the usual address."""

    model: str
    api_base: str | None = None


def check_recorded(
    flags: dict[str, Any], names: Sequence[str], judge: Judge | None, say: Say
) -> tuple[CheckList, list[CheckedSession]]:
    """Sessions by name, and all of a folder of them. Raises `UnknownName`, `CorruptSession`,
    `SetupError` (the judge)."""
    settings = read_settings(flags)
    return _checked(flags, find_sessions(sessions_folder(settings), names), judge, say)


def check_simulated(
    flags: dict[str, Any], wanted: Wanted, out: Path | None, judge: Judge | None, say: Say
) -> tuple[CheckList, list[CheckedSession]]:
    """Sessions held for it, which are kept where `out` is named. Raises `SetupError`."""
    if out is None:
        with TemporaryDirectory(prefix="voiceinterview-") as folder:
            return check_simulated(flags, wanted, Path(folder), judge, say)
    lines = simulate(flags, wanted, out, say)
    held = [out / line.session for line in lines if (out / line.session).is_dir()]
    return _checked(flags, held, judge, say)


def _checked(
    flags: dict[str, Any], folders: Sequence[Path], judge: Judge | None, say: Say
) -> tuple[CheckList, list[CheckedSession]]:
    settings = read_settings(flags)
    content = content_folder(settings)
    checker = Checker(content)
    stored = [read_session(folder) for folder in folders]
    if judge is None:
        return checker.list, [checker.check(one) for one in stored]

    async def judged() -> list[CheckedSession]:
        choice = await pick_judge(settings, judge.model, judge.api_base)
        return await judge_sessions(stored, checker, content, choice, say)

    return checker.list, asyncio.run(judged())

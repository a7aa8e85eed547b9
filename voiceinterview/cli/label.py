"""`voiceinterview label`: a coach says what she heard; and labels as a table, out and in."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voiceinterview.cli import options as shared
from voiceinterview.cli.sessions import SESSION
from voiceinterview.errors import SetupError

if TYPE_CHECKING:  # what they import is heavy, and `--help` needs none of it
    from voiceinterview.app.label_task import Task
    from voiceinterview.app.labelling import Beside
    from voiceinterview.app.stage_sound import StageSound
    from voiceinterview.domain.labels import Modality

USAGE = """\
voiceinterview label SESSION --coach NAME [--stage STAGE] [--text] [--again]
       voiceinterview label import FILE [--skip-bad] [--any-version]
       voiceinterview label export [SESSION ...] [--coach NAME] [--format csv|jsonl]
                                   [--output FILE]"""
EPILOG = (
    "No machine's level is shown before yours are submitted, and every answer is kept as it is "
    "given. Without a keyboard each line of the input is an answer. Exit code: 0 submitted, "
    "imported or exported; 1 left for later; 2 bad input."
)


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.usage, parser.epilog = USAGE, EPILOG
    parser.add_argument(
        "what", nargs="+", metavar="SESSION", help=f"{SESSION}; or `import` or `export`"
    )
    parser.add_argument("--coach", metavar="NAME", help="whose labels they are")
    parser.add_argument("--stage", help="default: the first that the coach has not submitted")
    parser.add_argument("--text", action="store_true", help="show the stage, do not play it")
    parser.add_argument(
        "--again", action="store_true", help="once more, as a retest of the same stage"
    )
    parser.add_argument("--speaker", help="output device by name or number")
    table = parser.add_argument_group("import and export")
    table.add_argument(
        "--format", choices=("csv", "jsonl"), help="default: what the file's name says, else csv"
    )
    table.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    table.add_argument(
        "--skip-bad", action="store_true", help="import the good rows though there are bad ones"
    )
    table.add_argument(
        "--any-version",
        action="store_true",
        help="also import labels by other versions of a rubric; they stay apart",
    )
    shared.add_places(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    action, *rest = options.what
    if action in ("import", "export"):
        from voiceinterview.cli.label_table import export_labels, import_labels

        return import_labels(options, rest) if action == "import" else export_labels(options, rest)
    if rest:
        raise SetupError("one session at a time", "voiceinterview label SESSION --coach NAME")
    if options.coach is None:
        raise SetupError("whose labels are they?", "Name the coach: --coach NAME")
    return _label(options)


def _label(options: argparse.Namespace) -> int:
    from voiceinterview.app.label_task import open_task
    from voiceinterview.app.labelling import beside_models, fill_in
    from voiceinterview.cli.label_desk import LabelDesk
    from voiceinterview.engines.system_clock import SystemClock

    flags = shared.flags_of(options)
    (session,) = options.what
    task = open_task(flags, session, options.coach, options.stage, again=options.again)
    sound = _sound(options, task)
    for line in _introduction(task, sound):
        print(line, file=sys.stderr)
    heard = None if isinstance(sound, str) else sound
    desk = LabelDesk(task.turns, task.stored.plan, heard)
    modality: Modality = "text" if isinstance(sound, str) else "audio"
    later = f"kept for later; to go on: {task.command}{' --again' * (task.round > 1)}"
    try:
        labels = fill_in(task, modality, desk, SystemClock())
    except KeyboardInterrupt:
        print(f"\n{later}", file=sys.stderr)
        raise
    if labels is None:
        print(later, file=sys.stderr)
        return 1
    print("\n".join(_beside_lines(beside_models(task, labels), held_out=task.held_out)))
    for stage in task.left:
        print(f"not labelled yet: {stage}", file=sys.stderr)
    return 0


def _sound(options: argparse.Namespace, task: "Task") -> "StageSound | str":
    """What is heard, or why the stage is shown as text."""
    from voiceinterview.app.places import read_settings
    from voiceinterview.app.stage_sound import stage_sound

    if options.text:
        return "you asked for the text"
    return stage_sound(task.stored, task.turns, read_settings(shared.flags_of(options)))


def _introduction(task: "Task", sound: "StageSound | str") -> Iterator[str]:
    rubric = task.rubric
    which = "" if task.round == 1 else f", round {task.round}"
    yield f"{task.stage.title}, {len(task.answers)} answers, {task.stored.folder.name}"
    yield f"by {task.coach}{which}, rubric {rubric.id}@{rubric.version} ({rubric.sha256[:8]})"
    yield from task.told
    if isinstance(sound, str):
        yield f"shown as text: {sound}"


def _beside_lines(rows: "Sequence[Beside]", *, held_out: bool) -> Iterator[str]:
    names = [name for name, _ in rows[0].models] if rows else []
    width = max((len(row.criterion) for row in rows), default=0)
    yield f"{'':<{width}}  you  {'  '.join(names)}".rstrip()
    for row in rows:
        levels = "  ".join(f"{_level(level):<{len(name)}}" for name, level in row.models)
        yield f"{row.criterion:<{width}}  {_level(row.own):<3}  {levels}".rstrip()
    if held_out:
        yield "held out: how machines rate such sessions, `rubric compare A B --holdout` tells"
    elif not names:
        yield "no model has rated this stage by this version of the rubric"


def _level(level: int | None) -> str:
    return "n/a" if level is None else str(level)

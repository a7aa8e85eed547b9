"""`voiceinterview sessions`: list, show, recover, export and delete recorded interviews."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from voiceinterview.cli import options as shared

WHICH = ("quick", "record")
SESSION = "its name, the beginning of it, the path of its folder, or `latest`"


def add_to(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = _action(actions, "list", "every session, oldest first", _list, named=False)
    show = _action(actions, "show", "what was said in a session, and what is known of it", _show)
    for command in (listing, show):
        command.add_argument("--json", action="store_true", help="for programs")
    show.add_argument(
        "--timing", action="store_true", help="how long each answer waited for its reply, and why"
    )
    show.add_argument(
        "--transcript", choices=WHICH, metavar="WHICH",
        help="quick: the words that the interviewer went by; record: those that are rated "
        "(default, where there are any)",
    )  # fmt: skip
    _action(actions, "recover", "make a session whole that broke off", _recover)
    export = _action(actions, "export", "pack a session into one zip", _export)
    export.add_argument(
        "target", nargs="?", type=Path, metavar="TARGET.zip", help="default: SESSION.zip, here"
    )
    export.add_argument("--no-audio", action="store_true", help="leave the recordings out")
    delete = _action(actions, "delete", "remove a session for good", _delete)
    delete.add_argument("--yes", action="store_true", help="do not ask")


def _action(actions: Any, name: str, summary: str, run: Any, *, named: bool = True) -> Any:
    parser = actions.add_parser(name, help=summary, description=f"{summary}.".capitalize())
    if named:
        parser.add_argument("session", metavar="SESSION", help=SESSION)
    parser.add_argument("--sessions", metavar="FOLDER", help="folder of the recorded interviews")
    parser.set_defaults(run=run)
    return parser


def _list(options: argparse.Namespace) -> int:
    from voiceinterview.app.sessions import listed_sessions
    from voiceinterview.cli.session_text import list_json, list_lines

    listed = listed_sessions(shared.flags_of(options))
    if options.json:
        print(json.dumps(list_json(listed), indent=2))
    elif not listed:
        print("no sessions yet; `voiceinterview practice` makes one", file=sys.stderr)
    else:
        print("\n".join(list_lines(listed)))
    return 0


def _show(options: argparse.Namespace) -> int:
    from voiceinterview.app.sessions import session_details
    from voiceinterview.cli.session_text import show_json, show_lines
    from voiceinterview.interview.timing import turn_timings

    details = session_details(shared.flags_of(options), options.session, options.transcript)
    for left_out in details.left_out:
        print(f"left out: {left_out}", file=sys.stderr)
    timings = turn_timings(details.stored.events) if options.timing else None
    if options.json:
        print(json.dumps(show_json(details, timings), indent=2))
    else:
        print("\n".join(show_lines(details, timings)))
    return 0


def _recover(options: argparse.Namespace) -> int:
    from voiceinterview.app.sessions import locate
    from voiceinterview.domain.speech import samples
    from voiceinterview.report.wording import clock
    from voiceinterview.storage.recovery import recover

    recovery = recover(locate(shared.flags_of(options), options.session))
    for mended in recovery.mended or ("nothing had to be mended",):
        print(mended, file=sys.stderr)
    for channel in recovery.absent:
        print(f"the recording of the {channel} is not there; none was made up", file=sys.stderr)
    length = clock(samples(recovery.seconds))
    print(f"{recovery.folder.name}: {recovery.status}, {length}, {recovery.turns} turns")
    return 0


def _export(options: argparse.Namespace) -> int:
    from voiceinterview.app.sessions import locate
    from voiceinterview.storage.export import export_session

    folder = locate(shared.flags_of(options), options.session)
    target: Path = options.target or Path(f"{folder.name}.zip")
    if target.is_dir():
        target = target / f"{folder.name}.zip"
    export = export_session(folder, target, audio=not options.no_audio)
    for left_out in export.left_out:
        print(f"left out: {left_out}", file=sys.stderr)
    print(export.target)
    return 0


def _delete(options: argparse.Namespace) -> int:
    from voiceinterview.app.sessions import locate
    from voiceinterview.errors import SetupError
    from voiceinterview.storage.catalog import delete_session

    folder = locate(shared.flags_of(options), options.session)
    if not options.yes:
        if sys.stdin is None or not sys.stdin.isatty():
            raise SetupError(f"{folder} would be deleted for good", "To do it, add --yes.")
        print(f"Delete {folder} for good? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            print("nothing was deleted", file=sys.stderr)
            return 1
    delete_session(folder)
    print(f"deleted {folder}", file=sys.stderr)
    return 0

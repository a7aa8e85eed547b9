"""`voiceinterview replay`: hear a session again, or check that it would run the same today."""

import argparse
import json
import re
from typing import Any

from voiceinterview.cli import options as shared
from voiceinterview.cli.sessions import SESSION

KEYS = "keys on a terminal: space pauses and goes on, q ends"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = KEYS
    parser.add_argument("session", metavar="SESSION", help=SESSION)
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--from", dest="start", type=_moment, metavar="MM:SS", help="begin there (or H:MM:SS)"
    )
    start.add_argument(
        "--turn", type=int, metavar="N", help="begin with a turn, as `sessions show` counts them"
    )
    parser.add_argument(
        "--output",
        default="speaker",
        metavar="FILE",
        help="speaker (default), none (the transcript only), or a WAV file to write",
    )
    parser.add_argument(
        "--fast", action="store_true", help="with a file or none: do not wait for the time to pass"
    )
    parser.add_argument("--speaker", help="output device by name or number")
    parser.add_argument(
        "--verify",
        action="store_true",
        help="play nothing: feed what was observed to the interviewer's logic, which must decide "
        "as it did then; exits 1 at the first difference",
    )
    parser.add_argument("--json", action="store_true", help="with --verify: the result as JSON")
    parser.add_argument("--sessions", metavar="FOLDER", help="folder of the recorded interviews")
    parser.set_defaults(run=run, usage_error=parser.error)


def run(options: argparse.Namespace) -> int:
    if options.verify:
        return _verify(options)
    if options.json:
        options.usage_error("--json needs --verify")
    import asyncio

    from voiceinterview.app.replaying import Place, replay
    from voiceinterview.cli.replay_screen import ReplayScreen

    place = Place(seconds=options.start, turn=options.turn)
    flags = shared.flags_of(options)
    asyncio.run(replay(flags, options.session, options.output, options.fast, place, ReplayScreen()))
    return 0


def _verify(options: argparse.Namespace) -> int:
    from voiceinterview.app.replaying import verify_session
    from voiceinterview.errors import ReplayMismatch

    try:
        verified = verify_session(shared.flags_of(options), options.session)
    except ReplayMismatch as mismatch:
        difference = {"seq": mismatch.seq, "recorded": mismatch.expected, "now": mismatch.got}
        _tell(options, str(mismatch), {"same": False, **difference})
        return 1
    counted = f"{verified.observations} observations, {verified.decisions} decisions: the same"
    if verified.cut_off:
        counted += f"\n{verified.cut_off} more were cut off when the session broke off"
    numbers = {
        "observations": verified.observations,
        "decisions": verified.decisions,
        "cut_off": verified.cut_off,
    }
    _tell(options, counted, {"same": True, **numbers})
    return 0


def _tell(options: argparse.Namespace, text: str, fields: dict[str, Any]) -> None:
    print(json.dumps({"session": options.session, **fields}) if options.json else text)


def _moment(text: str) -> float:
    """Seconds."""
    if not re.fullmatch(r"(?:\d+:)?\d{1,3}:[0-5]\d(?:\.\d+)?", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time like 2:30 or 1:02:30")
    total = 0.0
    for part in text.split(":"):
        total = total * 60 + float(part)
    return total

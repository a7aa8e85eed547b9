"""`voiceinterview transcribe`: hear a recorded interview again, for the words of record."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from voiceinterview.cli import options as shared
from voiceinterview.cli.sessions import SESSION

if TYPE_CHECKING:
    from voiceinterview.app.record_words import HeardAgain


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", help=SESSION)
    parser.add_argument("--recognizer", help="faster-whisper (default) or pocketsphinx")
    parser.add_argument(
        "--recognizer-model", metavar="MODEL",
        help="Whisper model or folder (default: the record's, else the interview's)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="what came of it, for programs")
    parser.add_argument("--sessions", metavar="FOLDER", help="folder of the recorded interviews")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import asyncio
    import json

    from voiceinterview.app.places import name_to_give
    from voiceinterview.app.record_words import transcribe_again

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    heard = asyncio.run(transcribe_again(shared.flags_of(options), options.session, say))
    if not heard.added:
        say("the same words are there already; nothing was added")
    utterances = len(heard.record.utterances)
    say(f"{heard.differing} of {utterances} utterances differ from what the interview heard")
    for line in heard.misheard:
        say(f"  {line}")
    if heard.outdated:
        command = f"voiceinterview score {name_to_give(heard.folder)}"
        say(f"ratings of earlier words: {heard.outdated}; rate these: {command}")
    print(json.dumps(_plain(heard), indent=2) if options.json else heard.path)
    return 0


def _plain(heard: "HeardAgain") -> dict[str, Any]:
    used = heard.record.recognizer
    return {
        "file": str(heard.path),
        "added": heard.added,
        "recognizer": used.name,
        "settings": dict(used.settings),
        "utterances": len(heard.record.utterances),
        "differing": heard.differing,
        "heard_otherwise": list(heard.misheard),
        "ratings_of_earlier_words": heard.outdated,
    }

"""Before the start: the candidate looks over what the interviewer will know of her."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from voiceinterview.app.background import Review, background_lines
from voiceinterview.content.facts_file import facts_text, parse_facts
from voiceinterview.domain.background import Fact
from voiceinterview.errors import BadInput

QUESTION = "The interviewer may ask about these. [Enter] use them  [e] edit  [n] none: "


def reviewer() -> Review | None:
    """Asks at the terminal; None where nobody is there to be asked."""
    at_keyboard = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return review if at_keyboard else None


def review(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """What the candidate leaves of the facts, and makes of them."""
    while True:
        print(QUESTION, end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip().lower()
        if answer in ("", "y", "yes"):
            return facts
        if answer in ("n", "no", "none"):
            return ()
        if answer in ("e", "edit"):
            facts = _edited(facts)


def _edited(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts after an editor; those before it where what came back cannot be used."""
    command = _editor()
    if command is None:
        print("no editor is known: set EDITOR, or use --facts FILE", file=sys.stderr)
        return facts
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.txt"
        path.write_text(facts_text(facts), encoding="utf-8")
        try:
            subprocess.run([*command, str(path)], check=True)
            found, orders = parse_facts(path.read_text(encoding="utf-8-sig"), path.name)
        except (OSError, subprocess.CalledProcessError, UnicodeDecodeError, BadInput) as error:
            print(f"nothing was changed: {error}", file=sys.stderr)
            return facts
    for text in orders:
        print(f"left out, it reads like an order to the interviewer: {text}", file=sys.stderr)
    print("\n".join(background_lines(found)), file=sys.stderr)
    return found


def _editor() -> list[str] | None:
    """What the environment names, else the plainest one there is."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return shlex.split(named)
    usual = ("notepad",) if os.name == "nt" else ("nano", "vi")
    found = next((name for name in usual if shutil.which(name)), None)
    return [found] if found else None

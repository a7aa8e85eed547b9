"""A question that only a person may say yes to."""

import sys


def agreed(question: str) -> bool:
    """Asked on stderr, answered by a line of the input; anything but y or yes is a no."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    said = sys.stdin.readline()
    if not said.endswith("\n"):  # the input was closed: leave the prompt's line
        print(file=sys.stderr)
    return said.strip().lower() in ("y", "yes")

"""How what came of a run is put into few words; the child process uses it, too."""

LONGEST = 400  # characters of a message


def spaced(name: str) -> str:
    """`a_tie_counts_one_half` -> a tie counts one half"""
    return name.replace("_", " ").strip()


def clipped(text: str, longest: int = LONGEST) -> str:
    """On one line, of characters that can be shown, and no longer than that."""
    line = " ".join(text.split())
    line = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line)
    return line if len(line) <= longest else line[: longest - 3] + "..."


def counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"

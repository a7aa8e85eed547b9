"""Files of a session, read whole."""

from pathlib import Path

from voiceinterview.errors import CorruptSession


def read_file(path: Path, advice: str) -> bytes:
    """Raises `CorruptSession` where the file is missing or cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CorruptSession(path, 0, "the file is missing", advice) from error
    except OSError as error:
        problem = f"cannot be read ({error.strerror or error})"
        raise CorruptSession(path, 0, problem, advice) from error

"""How the interviewer words each of her moves: prompts/interviewer/move-*.md."""

from voiceinterview.content.folders import Content, files_in
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.domain.prompts import Prompt

PREFIX = "move-"


def load_moves(content: Content) -> dict[str, Prompt]:
    """Move name ("probe", "next-question") -> its instruction. Raises `ContentError`."""
    files = files_in(content.prompts / "interviewer", f"{PREFIX}*.md")
    return {name.removeprefix(PREFIX): load_prompt(content, path) for name, path in files.items()}

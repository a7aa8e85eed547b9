"""A prompt as read from its file, ready to be filled in."""

from dataclasses import dataclass
from string import Template

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Prompt(Strict):
    """`text` holds `$variable` places for exactly the names in `variables`."""

    name: str
    version: str
    variables: tuple[str, ...]
    text: str
    source: str  # the file, for messages
    sha256: str

    def render(self, **values: str) -> str:
        """The text with every place filled in; a value's own dollar signs stay as they are.

        Raises `ValueError` where a variable is missing, or one is given that has no place. A
        file's own mistakes are found before, when it is loaded.
        """
        if missing := sorted(set(self.variables) - set(values)):
            raise ValueError(f"{self.source}: missing variables: {', '.join(missing)}")
        if unused := sorted(set(values) - set(self.variables)):
            raise ValueError(f"{self.source}: no place for variables: {', '.join(unused)}")
        return Template(self.text).substitute(values)

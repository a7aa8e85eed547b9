"""Which of the voices that a synthesizer lists is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from voiceinterview.errors import UnknownName


@dataclass(frozen=True)
class ListedVoice:
    """A voice as the engine lists it; `id` is what it takes to choose the voice."""

    id: str
    name: str
    languages: tuple[str, ...]

    @property
    def english(self) -> bool:
        """By its language ("en-us", "en_GB"), which SAPI does not tell; there by its name."""
        spoken = any(language.lower().startswith("en") for language in self.languages)
        return spoken or (not self.languages and "english" in self.name.lower())


def choose_voice(
    wanted: str, listed: Sequence[ListedVoice], default: str, timbres: Sequence[str]
) -> str:
    """The id to give the engine for `wanted`: an id, its last part, a language or a name.

    Upper and lower case are one: pyttsx3 lists espeak's "gmw/en-US" as "gmw/en-us". A timbre
    of espeak's may follow ("gmw/en-us+f3"); it is checked here because espeak takes any, and
    speaks without it where there is none. "" is the engine's default, or the first English
    voice where that speaks another language: interviews are in English.
    Raises `UnknownName` with the English ids."""
    if not wanted:
        return _default(listed, default)
    base, plus, timbre = wanted.partition("+")
    found = next((voice for voice in listed if _is(voice, base)), None)
    if found is None:
        raise UnknownName("voice", wanted, [voice.id for voice in listed if voice.english])
    if not plus:
        return found.id
    spelled = next((known for known in timbres if known.lower() == timbre.lower()), None)
    if spelled is None:
        raise UnknownName("voice timbre", f"+{timbre}", [f"+{known}" for known in timbres])
    return f"{found.id}+{spelled}"


def _is(voice: ListedVoice, wanted: str) -> bool:
    names = (voice.id, voice.id.rpartition("/")[2], voice.name, *voice.languages)
    return wanted.casefold() in [name.casefold() for name in names]


def _default(listed: Sequence[ListedVoice], default: str) -> str:
    english = [voice.id for voice in listed if voice.english]
    return default if default in english or not english else english[0]

"""One object with every setting: flag over environment over file over default."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from voiceinterview.domain.strict import Strict
from voiceinterview.errors import SetupError, UnknownName

PREFIX = "VOICEINTERVIEW_"

Patience = Literal["low", "normal", "high", "manual"]
Feedback = Literal["real", "coached"]
Difficulty = Literal["easy", "medium", "hard", "mixed"]


@dataclass(frozen=True, kw_only=True)
class Settings(Strict):
    """Each is a flag of the command line (`--local-only`), a variable (VOICEINTERVIEW_LOCAL_ONLY)
    and a key of the settings file (local_only)."""

    role: str = "data-scientist-ml"
    stages: tuple[str, ...] = ()  # empty: the short form of the role
    """Stages and formats to practice, in order; or `full` or `quick`."""
    minutes: float | None = None
    """Length of the interview; without it, what the role pack gives each stage."""
    difficulty: Difficulty = "mixed"
    """How hard the questions are; `mixed` begins with the easy ones."""
    job: str | None = None
    """The job description: text, Markdown, PDF or DOCX."""
    cv: str | None = None
    """The résumé, in the same forms."""
    facts: str | None = None
    """What the interviewer may ask about: read from this file, or written to it from the two."""
    persona: str = "rigorous-scientist"
    seed: int | None = None
    """Picks the questions; the same seed asks the same ones. Without it, the time of day does."""
    patience: Patience = "normal"
    """How long a silence must be before an answer counts as finished."""
    interrupt: bool = False
    """Stop an answer that goes on past its question's time, at a pause, where the persona does."""
    feedback: Feedback = "real"
    """`real` holds all of it to the end; `coached` gives a sentence after each answer, and a
    second try where something was missing."""
    model: str | None = None
    """Any litellm model, or `scripted`."""
    api_base: str | None = None
    """The address of an OpenAI-compatible or Ollama server."""
    rater_model: str | None = None
    """The model that rates, where it shall be another than the one that interviews."""
    rater_api_base: str | None = None
    """The address of the rater's server; `api_base` is not used for it."""
    max_cost: float | None = None
    """US dollars that a session's models may cost, its rating included."""
    local_only: bool = False
    """Refuse every language model that is not on this machine."""
    recognizer: str = "faster-whisper"
    recognizer_model: str = "base.en"
    record_model: str | None = None
    """A larger Whisper, on this machine already, that hears the recording again for the record."""
    synthesizer: str = "pyttsx3"
    voice: str | None = None
    """A voice id of the synthesizer in place of the persona's."""
    turn_detector: Literal["smart-turn", "none"] | None = None
    """What hears from the voice whether an answer is over; without one named, Smart Turn where
    its model is on this machine."""
    turn_detector_model: str | None = None
    """The file of its model, where it is not the one in an installed pipecat-ai."""
    microphone: str | None = None
    speaker: str | None = None
    headphones: bool = False
    """No loudspeaker is near the microphone: no echo to cancel."""
    sessions: str | None = None
    """Folder of the sessions."""
    content: str | None = None
    """Folder that holds prompts/ and rubrics/ in place of the shipped ones."""


def load_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str], file: Path | None = None
) -> Settings:
    """Raises `SetupError` naming the source of a value that cannot be used.

    `flags` holds what was given on the command line only; None counts as not given.
    """
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    given_by = (
        (_from_file(file), f"the file {file}"),
        (_from_environment(environment), "the environment"),
        ({name: value for name, value in flags.items() if value is not None}, "the command line"),
    )
    for given, source in given_by:
        values |= given
        sources |= dict.fromkeys(given, source)
    for name, value in values.items():
        if value in ("", []):
            raise SetupError(
                f"{name} in {sources[name]} is empty", "Name something, or leave it out."
            )
    try:
        return _adapter().validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SetupError(
            f"{name} in {sources.get(name, 'the settings')}: {first['msg']} "
            f"(found {first['input']!r})",
            f"The settings are: {', '.join(field.name for field in fields(Settings))}.",
        ) from error


@cache
def _adapter() -> TypeAdapter[Settings]:
    """Made once: the bench asks for settings a few times a session folder."""
    return TypeAdapter(Settings)


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known:
            raise UnknownName("setting in the environment", name, sorted(known))
    given: dict[str, Any] = {}
    for field in fields(Settings):
        value = environment.get(PREFIX + field.name.upper())
        if value is not None:
            given[field.name] = (
                [stage for stage in value.split(",") if stage] if field.name == "stages" else value
            )
    return given


def _from_file(file: Path | None) -> dict[str, Any]:
    if file is None or not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SetupError(f"{file}: {error}", "Mend the file, or delete it.") from error

"""Interviewers: prompts/personas/*.md."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content, files_in, pick
from voiceinterview.content.front_matter import Head, read_markdown
from voiceinterview.content.validation import FileModel, Text, add_fault
from voiceinterview.domain.plan import Persona, VoiceSettings

Phrases = Annotated[list[Text], Field(min_length=1)]
Told = Annotated[str, StringConstraints(pattern=r"\$words\b")]  # what the candidate said goes there
FollowUpMove = Literal["probe", "challenge", "what-if", "deepen", "why", "example", "numbers"]


class _Voice(FileModel):
    """Words a minute, espeak's pitch 0 to 99, and a voice id of the synthesizer."""

    rate: Annotated[int, Field(ge=80, le=300)] = 165
    pitch: Annotated[int, Field(ge=0, le=99)] = 50
    variant: str = ""


class _Occasions(FileModel):
    """What an interviewer says that is not a question; she needs words for every occasion."""

    acknowledgments: Phrases
    bridges: Phrases
    transitions: Phrases
    nudges: Phrases
    repeats: Phrases
    skips: Phrases
    resumes: Phrases
    time_short: Phrases
    farewells: Phrases
    silences: Phrases
    hints: Phrases
    clarifications: Phrases
    declines: Phrases
    redirects: Phrases
    refusals: Phrases
    boundaries: Phrases
    small_talk: Phrases
    languages: Phrases
    references: Annotated[list[Told], Field(min_length=1)]
    whys: Phrases
    examples: Phrases
    numbers: Phrases
    interruptions: list[Text] = Field(default=[])  # who has none never interrupts
    about_us: list[Text] = Field(default=[])  # to a question about her team, which there is not
    confirmations: list[Told] = Field(default=[])  # who has none never asks what she misheard


class _PersonaHead(Head):
    title: Text
    voice: _Voice
    follows: Annotated[list[FollowUpMove], Field(min_length=1)]
    phrases: _Occasions


def persona_files(content: Content) -> dict[str, Path]:
    return files_in(content.prompts / "personas", "*.md")


def load_persona(content: Content, name: str) -> Persona:
    """Raises `UnknownName` and `ContentError`."""
    path = pick("persona", name, persona_files(content))
    return whole(lambda faults: read_persona(content, path, faults))


def read_persona(content: Content, path: Path, faults: Faults) -> Persona | None:
    """None where a fault was added."""
    file = read_markdown(content, path, _PersonaHead, faults)
    if file is None:
        return None
    head: _PersonaHead = file.head
    if head.name != path.stem:
        add_fault(faults, file.yaml, ["name"], f"expected {path.stem!r}, found {head.name!r}")
        return None
    return Persona(
        name=head.name,
        title=head.title,
        voice=VoiceSettings(head.voice.rate, head.voice.pitch, head.voice.variant),
        phrases={occasion: tuple(said) for occasion, said in head.phrases},
        manner=file.prompt.render(),
        follows=tuple(head.follows),
    )

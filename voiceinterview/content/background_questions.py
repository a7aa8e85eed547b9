"""Questions about a line of the candidate's own documents: prompts/<role>/background.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Literal

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.questions import QuestionEntry, entry_faults, question_of
from voiceinterview.content.sourced import Sourced
from voiceinterview.content.validation import Place, add_fault, check_shape
from voiceinterview.content.yaml_lines import parse_yaml
from voiceinterview.domain.background import Fact
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role
from voiceinterview.interview.sentences import speakable

FILE = "background.yaml"
VARIABLE = "line"
EXAMPLE = "Moved the nightly reports to a stream"  # what lint puts in the line's place


class BackgroundEntry(QuestionEntry):
    """A question whose `ask` quotes a line of the résumé (cv) or of the job description (job)."""

    about: Literal["cv", "job"]


@dataclass(frozen=True)
class BackgroundQuestion:
    about: Literal["cv", "job"]
    template: Question

    def on(self, fact: Fact) -> Question:
        """The question on this fact; its id is the same for the same words."""
        line = speakable(fact.text).replace('"', "").rstrip(" .,;:")
        return replace(
            self.template,
            id=f"{self.template.id}-{sha256(fact.text.encode()).hexdigest()[:8]}",
            ask=Template(self.template.ask).substitute({VARIABLE: line}),
        )


def background_files(content: Content, role: str) -> dict[str, Path]:
    """The one file, where there is one. `role` must be a role that was loaded."""
    path = content.prompts / role / FILE
    return {path.stem: path} if path.is_file() else {}


def load_background_questions(content: Content, role: Role) -> tuple[BackgroundQuestion, ...]:
    """Raises `ContentError`."""
    faults = Faults()
    found = read_background_questions(content, role, faults)
    faults.raise_any()
    return tuple(question.value for question in found)


def read_background_questions(
    content: Content, role: Role, faults: Faults
) -> tuple[Sourced[BackgroundQuestion], ...]:
    """Those that are whole; the faults of the others are added."""
    found: list[Sourced[BackgroundQuestion]] = []
    for path in background_files(content, role.id).values():
        text = content.read(path, faults)
        file = parse_yaml(text, content.label(path), faults) if text is not None else None
        models = check_shape(list[BackgroundEntry], file, faults) if file is not None else None
        for number, model in enumerate(models or ()):
            assert file is not None  # it gave the models
            for place, problem in _faults(model, role):
                add_fault(faults, file, [number, *place], problem)
            question = BackgroundQuestion(model.about, question_of(model))
            found.append(Sourced(question, file, (number,)))
    return tuple(found)


def _faults(model: BackgroundEntry, role: Role) -> Iterator[tuple[Place, str]]:
    yield from entry_faults(model, role)
    template = Template(model.ask)
    if not template.is_valid() or template.get_identifiers() != [VARIABLE]:
        yield ["ask"], f"expected ${VARIABLE} in it, and no other dollar sign"


def example_of(question: BackgroundQuestion) -> Question:
    """The question with an everyday line, so that it can be judged like any other."""
    asked = question.on(Fact("project", EXAMPLE, question.about))
    return replace(asked, id=question.template.id)

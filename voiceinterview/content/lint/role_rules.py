"""Rules for a role as a whole: is there enough of everything, and does it fit together?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from voiceinterview.content.lint.finding import Problems, Rule
from voiceinterview.content.lint.speech_rules import speakable
from voiceinterview.content.questions import QuestionType
from voiceinterview.content.validation import Place
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role, RoleStage, StageBrief
from voiceinterview.domain.rubrics import Rubric

# Goals of the question bank.
QUESTIONS = 100
QUESTIONS_A_STAGE = 12
QUESTIONS_A_TYPE = 8
DIFFICULTIES = (1, 2, 3)
PLACED = 3  # questions of a stage with the same place: an interview asks one of them, no more


@dataclass(frozen=True)
class Shelf:
    """What a role has besides its role.yaml, by id; `elsewhere` counts things by format."""

    questions: tuple[Question, ...]
    briefs: Mapping[str, StageBrief]
    rubrics: Mapping[str, Rubric]
    elsewhere: Mapping[str, int]

    def of_stage(self, stage: str) -> list[Question]:
        return [question for question in self.questions if question.stage == stage]


def too_few_questions(role: Role, shelf: Shelf) -> Problems:
    if (found := len(shelf.questions)) < QUESTIONS:
        yield ["stages"], f"expected at least {QUESTIONS} questions in all, found {found}"
    for place, stage in _stages(role):
        if (found := len(shelf.of_stage(stage.id))) < QUESTIONS_A_STAGE:
            yield place, f"expected at least {QUESTIONS_A_STAGE} questions, found {found}"


def missing_difficulties(role: Role, shelf: Shelf) -> Problems:
    for place, stage in _stages(role):
        found = {question.difficulty for question in shelf.of_stage(stage.id)}
        if lacking := [str(level) for level in DIFFICULTIES if level not in found]:
            yield place, f"expected questions of all difficulties, found none of {lacking[0]}"


def too_few_of_a_type(role: Role, shelf: Shelf) -> Problems:
    times = Counter(question.type for question in shelf.questions)
    for number, part in enumerate(role.formats):
        if part.id != "viva":
            continue
        for kind in part.question_types or get_args(QuestionType):
            if times[kind] < QUESTIONS_A_TYPE:
                problem = f"expected at least {QUESTIONS_A_TYPE} questions of the type {kind!r}"
                yield ["formats", number], f"{problem}, found {times[kind]}"


def stage_formats(role: Role, shelf: Shelf) -> Problems:
    """The formats that a stage names and those that its questions have are the same."""
    for place, stage in _stages(role):
        questions = shelf.of_stage(stage.id)
        for kind in sorted({question.format for question in questions} - set(stage.formats)):
            ids = ", ".join(question.id for question in questions if question.format == kind)
            yield [*place, "formats"], f"expected {kind!r} among them, the format of {ids}"
        for kind in stage.formats:
            asked = any(question.format == kind for question in questions)
            if questions and not asked and not shelf.elsewhere.get(kind):
                yield [*place, "formats"], f"names {kind!r}, which no question of the stage has"


def too_many_placed(role: Role, shelf: Shelf) -> Problems:
    """Those that are only for a stage's beginning or its end stand in each other's way."""
    for place, stage in _stages(role):
        times = Counter(question.place for question in shelf.of_stage(stage.id) if question.place)
        for name, found in sorted(times.items()):
            if found > PLACED:
                problem = f"expected at most {PLACED} questions with the place {name!r}"
                yield place, f"{problem}, found {found}"


def missing_parts(role: Role, shelf: Shelf) -> Problems:
    """A stage that nothing is known of cannot be practiced; nor a format be judged."""
    for place, stage in _stages(role):
        if stage.id not in shelf.briefs:
            yield place, f"expected a brief, stages/{stage.id}.md, found none"
        if stage.rubric not in shelf.rubrics:
            yield [*place, "rubric"], f"expected the rubric {stage.rubric}.yaml, found none"
    for number, part in enumerate(role.formats):
        if part.id not in shelf.rubrics:
            yield ["formats", number], f"expected the rubric {part.id}.yaml, found none"
    for number, own in enumerate(role.rounds):
        if own.id not in shelf.rubrics:
            yield ["rounds", number], f"expected the rubric {own.id}.yaml, found none"


ROLE_RULES: Sequence[Rule[Role, Shelf]] = (
    Rule("questions-few", "error", too_few_questions),
    Rule("difficulties-missing", "error", missing_difficulties),
    Rule("types-few", "error", too_few_of_a_type),
    Rule("stage-formats", "error", stage_formats),
    Rule("places-many", "warning", too_many_placed),
    Rule("parts-missing", "error", missing_parts),
)


def spoken_brief(brief: StageBrief, role: Role) -> Problems:
    yield from speakable(_lines(brief))


def brief_that_asks(brief: StageBrief, role: Role) -> Problems:
    """An opening is followed by the stage's first question, and a closing by the next stage."""
    for place, text in _lines(brief):
        if "?" in text:
            yield place, "expected no question here, found a question mark"


def stageless_brief(brief: StageBrief, role: Role) -> Problems:
    if brief.stage not in {stage.id for stage in role.stages}:
        yield ["name"], f"the role has no stage {brief.stage!r}"


def formatless_brief(brief: StageBrief, role: Role) -> Problems:
    if brief.stage not in {part.id for part in role.parts}:
        yield ["name"], f"the role has no format {brief.stage!r}"


BRIEF_RULES: Sequence[Rule[StageBrief, Role]] = (
    Rule("unspeakable", "error", spoken_brief),
    Rule("opening-asks", "error", brief_that_asks),
    Rule("stage-unknown", "error", stageless_brief),
)

FORMAT_BRIEF_RULES: Sequence[Rule[StageBrief, Role]] = (
    Rule("unspeakable", "error", spoken_brief),
    Rule("opening-asks", "error", brief_that_asks),
    Rule("format-unknown", "error", formatless_brief),
)


def _stages(role: Role) -> Iterator[tuple[Place, RoleStage]]:
    for number, stage in enumerate(role.stages):
        yield ["stages", number], stage


def _lines(brief: StageBrief) -> Iterator[tuple[Place, str]]:
    for key, lines in (("openings", brief.openings), ("closings", brief.closings)):
        for number, line in enumerate(lines):
            yield [key, number], line

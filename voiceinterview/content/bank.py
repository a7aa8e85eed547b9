"""Everything that an interview can ask: the question bank, and the rounds that are questions too.

A round is a stage of the role, a format of its mix held by itself, or one that the role has
besides these (`rounds` in role.yaml).
"""

import re
from collections.abc import Sequence

from voiceinterview.content.code_reviews import review_files
from voiceinterview.content.exercise_questions import FORMAT as CODING
from voiceinterview.content.exercise_questions import load_exercise_questions
from voiceinterview.content.exercises import exercise_files
from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content, pick
from voiceinterview.content.pack import ready_stages
from voiceinterview.content.questions import load_questions, question_files
from voiceinterview.content.review_questions import FORMAT as CODE_REVIEW
from voiceinterview.content.review_questions import load_review_questions
from voiceinterview.content.rubrics import rubric_files
from voiceinterview.content.stages import format_files, load_brief, load_stage_brief
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role
from voiceinterview.interview.rounds import Round

OWN_ROUNDS = (CODE_REVIEW, CODING)  # formats that have questions which no stage asks

_FORMAT_LINE = re.compile(r"""^[ -]*format: *["']?([\w-]+)""", re.MULTILINE)


def ready_rounds(content: Content, role: Role) -> tuple[str, ...]:
    """The stages, formats and rounds that can be held: those with a brief, a rubric and
    questions."""
    return (*ready_stages(content, role), *ready_formats(content, role))


def ready_formats(content: Content, role: Role) -> tuple[str, ...]:
    """The formats of the mix, and then the role's own rounds, that can be held, in its order."""
    briefs = format_files(content, role.id)
    rubrics = rubric_files(content, role.id)
    asked = _formats_asked(content, role) if briefs else frozenset()
    return tuple(
        part.id
        for part in role.parts
        if part.id in briefs and part.id in rubrics and part.id in asked
    )


def load_rounds(content: Content, role: Role, names: Sequence[str]) -> tuple[Round, ...]:
    """These rounds, in order, with all that they can ask. Raises `UnknownName`, `ContentError`."""
    stages = {stage.id for stage in role.stages}
    anywhere = any(name not in stages and name not in OWN_ROUNDS for name in names)
    asked = None if anywhere else [name for name in names if name in stages]
    bank = list(load_questions(content, role, asked))
    if CODE_REVIEW in names:
        bank += load_review_questions(content, role.id)
    if CODING in names:
        bank += load_exercise_questions(content, role.id)
    return tuple(
        _stage_round(content, role, name, bank)
        if name in stages
        else _format_round(content, role, name, bank)
        for name in names
    )


def load_bank(content: Content, role: Role) -> tuple[Question, ...]:
    """Everything that can be asked in some round. Raises `ContentError`."""
    return (
        *load_questions(content, role),
        *load_review_questions(content, role.id),
        *load_exercise_questions(content, role.id),
    )


def _stage_round(content: Content, role: Role, name: str, bank: Sequence[Question]) -> Round:
    stage = role.stage(name)
    return Round(
        id=name,
        title=stage.title,
        minutes=stage.practice_minutes,
        formats=stage.formats,
        brief=load_stage_brief(content, role, name),
        bank=tuple(question for question in bank if question.stage == name),
    )


def _format_round(content: Content, role: Role, name: str, bank: Sequence[Question]) -> Round:
    part = {part.id: part for part in role.parts}[name]
    path = pick("format with a brief", name, format_files(content, role.id))
    return Round(
        id=name,
        title=part.title,
        minutes=part.practice_minutes,
        formats=(name,),
        brief=load_brief(content, path),
        bank=tuple(question for question in bank if name in _asked_in(question)),
        rubric=name,
    )


def _asked_in(question: Question) -> tuple[str, ...]:
    """The rounds by format that may ask it: what a stage only talks about is no code to write."""
    return () if question.format == CODING != question.stage else (question.format,)


def _formats_asked(content: Content, role: Role) -> frozenset[str]:
    """The formats that some file names; files are not parsed. Raises `ContentError`."""
    faults = Faults()
    named = {CODE_REVIEW} if review_files(content, role.id) else set()
    for path in question_files(content, role.id).values():
        named.update(_FORMAT_LINE.findall(content.read(path, faults) or ""))
    if faults.found:
        load_questions(content, role)  # tells what else is amiss, too
    named.discard(CODING)  # a stage's are only talked about
    return frozenset({*named, CODING} if exercise_files(content, role.id) else named)

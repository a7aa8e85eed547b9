"""Reads everything there is, so that one run names every fault of every file."""

from collections.abc import Callable
from pathlib import Path

from voiceinterview.content.background_questions import read_background_questions
from voiceinterview.content.candidates import candidate_files, read_character
from voiceinterview.content.case_studies import case_files, read_case_study
from voiceinterview.content.checking import FILE as CHECK_LIST
from voiceinterview.content.checking import read_check_list
from voiceinterview.content.code_reviews import read_code_review, review_files
from voiceinterview.content.delivery_words import FILE as DELIVERY_WORDS
from voiceinterview.content.delivery_words import read_delivery_words
from voiceinterview.content.edits import FILE as EDIT_WORDS
from voiceinterview.content.edits import read_edit_words
from voiceinterview.content.exercises import exercise_files, read_exercise
from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import Head, read_markdown
from voiceinterview.content.listening import COACHING, CUES, read_coaching, read_cues
from voiceinterview.content.personas import persona_files, read_persona
from voiceinterview.content.questions import read_questions, stages_with_questions
from voiceinterview.content.roles import read_role, role_files
from voiceinterview.content.rubrics import read_rubric, rubric_files
from voiceinterview.content.sourced import read_folder
from voiceinterview.content.stages import format_files, read_stage_brief, stage_files
from voiceinterview.content.stories import read_story, story_files
from voiceinterview.content.system_designs import design_files, read_system_design
from voiceinterview.domain.role import Role

PROMPT_FOLDERS = ("interviewer", "judge", "candidates")
WORD_LISTS: tuple[tuple[tuple[str, str], Callable[[Content, Faults], object]], ...] = (
    (CHECK_LIST, read_check_list),
    (COACHING, read_coaching),
    (CUES, read_cues),
    (DELIVERY_WORDS, read_delivery_words),
    (EDIT_WORDS, read_edit_words),
)


def check_content(content: Content) -> None:
    """Raises one `ContentError` with the faults of all roles, personas, prompts and rubrics."""
    faults = Faults()
    check_shared(content, faults)
    for name, path in role_files(content).items():
        _check_role(content, name, path, faults)
    faults.raise_any()


def check_shared(content: Content, faults: Faults) -> None:
    """What belongs to no role: personas, candidates, what models are told, and word lists."""
    for path in persona_files(content).values():
        read_persona(content, path, faults)
    read_folder(content, candidate_files(content), read_character, faults)
    for folder in PROMPT_FOLDERS:
        for path in sorted((content.prompts / folder).glob("*.md")):
            read_markdown(content, path, Head, faults)
    for file, read in WORD_LISTS:
        if content.prompts.joinpath(*file).is_file():
            read(content, faults)


def ready_stages(content: Content, role: Role) -> tuple[str, ...]:
    """The stages that can be practiced: those with a brief, a rubric and questions."""
    briefs = stage_files(content, role.id)
    rubrics = rubric_files(content, role.id)
    asked = stages_with_questions(content, role)
    return tuple(
        stage.id
        for stage in role.stages
        if stage.id in briefs and stage.rubric in rubrics and stage.id in asked
    )


def _check_role(content: Content, name: str, path: Path, faults: Faults) -> None:
    role = read_role(content, path, faults)
    for rubric in rubric_files(content, name).values():
        read_rubric(content, rubric, faults)
    for stage, brief in stage_files(content, name).items():
        read_stage_brief(content, brief, faults)
        if role is not None and stage not in {known.id for known in role.stages}:
            faults.add(content.label(brief), 0, f"the role has no stage {stage!r}")
    for kind, brief in format_files(content, name).items():
        read_stage_brief(content, brief, faults)
        if role is not None and kind not in {known.id for known in role.parts}:
            faults.add(content.label(brief), 0, f"the role has no format {kind!r}")
    if role is not None:
        read_questions(content, role, None, faults)
        read_background_questions(content, role, faults)
    read_folder(content, story_files(content, name), read_story, faults)
    read_folder(content, review_files(content, name), read_code_review, faults)
    read_folder(content, exercise_files(content, name), read_exercise, faults)
    read_folder(content, design_files(content, name), read_system_design, faults)
    read_folder(content, case_files(content, name), read_case_study, faults)

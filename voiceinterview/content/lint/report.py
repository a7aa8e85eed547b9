"""Reads the content of a role for lint, applies every rule, and counts."""

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from voiceinterview.content.background_questions import example_of, read_background_questions
from voiceinterview.content.case_studies import case_files, read_case_study
from voiceinterview.content.code_reviews import read_code_review, review_files
from voiceinterview.content.exercises import exercise_files, read_exercise
from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content, pick
from voiceinterview.content.lint.finding import SHAPE, Finding, judge, shape_finding
from voiceinterview.content.lint.question_rules import QUESTION_RULES, Bank
from voiceinterview.content.lint.role_rules import (
    BRIEF_RULES,
    FORMAT_BRIEF_RULES,
    ROLE_RULES,
    Shelf,
)
from voiceinterview.content.lint.round_rules import (
    CASE_RULES,
    DESIGN_RULES,
    EXERCISE_RULES,
    REVIEW_RULES,
    STORY_RULES,
)
from voiceinterview.content.lint.rubric_rules import CRITERION_RULES, RUBRIC_RULES
from voiceinterview.content.lint.words import LintWords, load_words
from voiceinterview.content.pack import check_shared
from voiceinterview.content.questions import read_sourced_questions
from voiceinterview.content.roles import read_sourced_role, role_files
from voiceinterview.content.rubrics import read_sourced_rubric, rubric_files
from voiceinterview.content.schemas import schema_line, yaml_files
from voiceinterview.content.sourced import Sourced, read_folder
from voiceinterview.content.stages import format_files, read_sourced_brief, stage_files
from voiceinterview.content.stories import read_story, story_files
from voiceinterview.content.system_designs import design_files, read_system_design
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role
from voiceinterview.domain.rubrics import Criterion, Rubric

STORY_RUBRIC = "star"
SCHEMA_LINE = "schema-line"
# What these say of one thing hangs on others; beside a file of those that does not read it is
# untrue.
OF_ALL_QUESTIONS = (
    "phrase-common", "answer-cross-coverage", "questions-few", "difficulties-missing",
    "types-few", "stage-formats",
)  # fmt: skip
OF_OTHER_FILES = ("parts-missing", "stage-formats")


@dataclass(frozen=True)
class LintReport:
    """`counts` says how many things of each kind were looked at, `left_out` which rules were not
    applied, as a file does not read."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    left_out: tuple[str, ...] = ()

    @property
    def damaged(self) -> bool:
        """Whether some file does not even read."""
        return any(finding.rule == SHAPE for finding in self.findings)

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors


def lint_content(content: Content) -> LintReport:
    """Every role, with all that belongs to it. Raises `ContentError` for damaged word lists."""
    words = load_words(content)
    faults = Faults()
    check_shared(content, faults)
    findings: list[Finding] = []
    counts: dict[str, int] = {}
    for name, path in role_files(content).items():
        findings += _lint_role(content, name, path, words, faults, counts)
    findings += _lint_schema_lines(content)
    left_out = _cannot_be_judged(faults)
    findings = [finding for finding in findings if finding.rule not in left_out]
    return replace(_report(findings, faults, counts), left_out=left_out)


def _cannot_be_judged(faults: Faults) -> tuple[str, ...]:
    """The rules that would tell of things in a damaged file as if they were not there."""
    of_questions = {"questions" in Path(fault.source).parts for fault in faults.found}
    rules = [rule for rule in OF_ALL_QUESTIONS if True in of_questions]
    return tuple(dict.fromkeys([*rules, *(OF_OTHER_FILES if False in of_questions else ())]))


def lint_rubrics(content: Content, role: str, names: Sequence[str]) -> LintReport:
    """The rubrics named (none: all of the role). Raises `UnknownName`, `ContentError`."""
    pick("role", role, role_files(content))
    known = rubric_files(content, role)
    files = {name: pick("rubric", name, known) for name in names} or known
    faults = Faults()
    rubrics = read_folder(content, files, read_sourced_rubric, faults)
    findings = list(_lint_rubrics(rubrics, load_words(content)))
    return _report(findings, faults, _rubric_counts(rubrics))


def _report(findings: list[Finding], faults: Faults, counts: dict[str, int]) -> LintReport:
    every = [*map(shape_finding, faults.found), *findings]
    return LintReport(tuple(sorted(every, key=lambda one: (one.source, one.line))), counts)


def _lint_role(
    content: Content,
    name: str,
    path: Path,
    words: LintWords,
    faults: Faults,
    counts: dict[str, int],
) -> Iterator[Finding]:
    rubrics = read_folder(content, rubric_files(content, name), read_sourced_rubric, faults)
    yield from _lint_rubrics(rubrics, words)
    by_name = {rubric.value.id: rubric.value for rubric in rubrics}
    rounds = yield from _lint_rounds(content, name, by_name, faults)
    briefs = read_folder(content, stage_files(content, name), read_sourced_brief, faults)
    formats = read_folder(content, format_files(content, name), read_sourced_brief, faults)
    role = read_sourced_role(content, path, faults)
    if role is None:
        return
    questions = read_sourced_questions(content, role.value, None, faults)
    bank = Bank(tuple(question.value for question in questions))
    yield from judge(QUESTION_RULES, questions, bank)
    yield from judge(QUESTION_RULES, _background(content, role.value, faults), bank)
    yield from judge(BRIEF_RULES, briefs, role.value)
    yield from judge(FORMAT_BRIEF_RULES, formats, role.value)
    shelf = Shelf(
        questions=bank.questions,
        briefs={brief.value.stage: brief.value for brief in briefs},
        rubrics=by_name,
        elsewhere={"code-review": rounds["code reviews"], "coding": rounds["exercises"]},
    )
    yield from judge(ROLE_RULES, [role], shelf)
    _add(counts, {"questions": len(questions), "briefs": len(briefs) + len(formats)})
    _add(counts, {**rounds, **_rubric_counts(rubrics)})


def _background(content: Content, role: Role, faults: Faults) -> Iterator[Sourced[Question]]:
    """Questions on the candidate's documents, as they sound about an everyday line."""
    for found in read_background_questions(content, role, faults):
        yield Sourced(example_of(found.value), found.file, found.place)


def _lint_rounds(
    content: Content, role: str, rubrics: Mapping[str, Rubric], faults: Faults
) -> Generator[Finding, None, dict[str, int]]:
    """Returns how many of each kind there are."""
    stories = read_folder(content, story_files(content, role), read_story, faults)
    reviews = read_folder(content, review_files(content, role), read_code_review, faults)
    exercises = read_folder(content, exercise_files(content, role), read_exercise, faults)
    designs = read_folder(content, design_files(content, role), read_system_design, faults)
    cases = read_folder(content, case_files(content, role), read_case_study, faults)
    yield from judge(STORY_RULES, stories, rubrics.get(STORY_RUBRIC))
    yield from judge(REVIEW_RULES, reviews, None)
    yield from judge(EXERCISE_RULES, exercises, None)
    yield from judge(DESIGN_RULES, designs, None)
    yield from judge(CASE_RULES, cases, None)
    return _counted(
        {
            "stories": stories,
            "code reviews": reviews,
            "exercises": exercises,
            "system designs": designs,
            "case studies": cases,
        }
    )


def _lint_rubrics(rubrics: Sequence[Sourced[Rubric]], words: LintWords) -> Iterator[Finding]:
    yield from judge(RUBRIC_RULES, rubrics, words)
    for rubric in rubrics:
        yield from judge(CRITERION_RULES, _criteria(rubric), words)


def _criteria(rubric: Sourced[Rubric]) -> Iterator[Sourced[Criterion]]:
    for number, criterion in enumerate(rubric.value.criteria):
        yield Sourced(criterion, rubric.file, ("criteria", number))


def _rubric_counts(rubrics: Sequence[Sourced[Rubric]]) -> dict[str, int]:
    criteria = sum(len(rubric.value.criteria) for rubric in rubrics)
    return {"rubrics": len(rubrics), "criteria": criteria}


def _counted(kinds: Mapping[str, Collection[object]]) -> dict[str, int]:
    return {kind: len(things) for kind, things in kinds.items()}


def _add(counts: dict[str, int], more: Mapping[str, int]) -> None:
    for kind, count in more.items():
        counts[kind] = counts.get(kind, 0) + count


def _lint_schema_lines(content: Content) -> Iterator[Finding]:
    """An editor only helps with files whose first line names their schema."""
    for path, schema in yaml_files(content):
        expected = schema_line(content, path, schema)
        with path.open(encoding="utf-8", errors="replace") as file:
            if file.readline().rstrip("\r\n") != expected:
                problem = f"expected the first line {expected!r}"
                yield Finding(content.label(path), 1, SCHEMA_LINE, "warning", problem)

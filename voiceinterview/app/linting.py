"""The coach's checks of content: lint, the table of the bank, and the schemas for editors."""

from pathlib import Path
from typing import Any

from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.content.bank_table import StageRow, bank_table
from voiceinterview.content.lint.report import LintReport, lint_content, lint_rubrics
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.content.schemas import FOLDER, schema_texts, write_schemas
from voiceinterview.errors import SetupError


def lint_all(flags: dict[str, Any]) -> LintReport:
    """Raises `SetupError` where there is no content, `ContentError` for damaged word lists."""
    return lint_content(content_folder(read_settings(flags)))


def lint_named_rubrics(flags: dict[str, Any], names: list[str]) -> LintReport:
    """Raises `UnknownName`, `SetupError`, `ContentError`."""
    settings = read_settings(flags)
    return lint_rubrics(content_folder(settings), settings.role, names)


def table(flags: dict[str, Any]) -> tuple[StageRow, ...]:
    """Raises `UnknownName` and `ContentError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    role = load_role(content, settings.role)
    return bank_table(role, load_questions(content, role))


def stale_schemas(flags: dict[str, Any]) -> tuple[Path, ...]:
    """The schema files that are missing or differ from what the program would write."""
    folder = content_folder(read_settings(flags)).root / FOLDER
    return tuple(
        folder / name
        for name, text in schema_texts().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    )


def renew_schemas(flags: dict[str, Any]) -> tuple[Path, ...]:
    """Raises `SetupError` where they cannot be written."""
    content = content_folder(read_settings(flags))
    try:
        return write_schemas(content)
    except OSError as error:
        raise SetupError(
            f"{content.root / FOLDER}: {error.strerror or error}",
            "Name content that you may write: --content FOLDER",
        ) from error

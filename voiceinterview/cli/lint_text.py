"""What lint found, and the bank in figures, as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from voiceinterview.cli.wrapping import one_line
from voiceinterview.content.bank_table import StageRow
from voiceinterview.content.lint.report import LintReport


def lint_lines(report: LintReport) -> Iterator[str]:
    """A line a finding, `file:line: severity rule: problem`; then what was looked at."""
    yield from (one_line(str(finding)) for finding in report.findings)
    if report.left_out:
        yield f"not judged until every file reads: {', '.join(report.left_out)}"
    looked_at = ", ".join(f"{count} {kind}" for kind, count in report.counts.items())
    if report.findings:
        yield f"errors: {report.errors}, warnings: {report.warnings}, in {looked_at}"
    else:
        yield f"clean: {looked_at}"


def lint_json(report: LintReport) -> dict[str, Any]:
    return {
        "errors": report.errors,
        "warnings": report.warnings,
        "damaged": report.damaged,
        "left_out": list(report.left_out),
        "counts": dict(report.counts),
        "findings": [asdict(finding) for finding in report.findings],
    }


def lint_code(report: LintReport) -> int:
    """2 where a file is damaged, 1 where lint found an error; a warning is none."""
    return 2 if report.damaged else 1 if report.errors else 0


def table_lines(rows: Sequence[StageRow]) -> Iterator[str]:
    """A line a stage; shares are of key points, in percent."""
    width = max(len(row.stage) for row in rows)
    yield (
        f"{'stage':<{width}}  {'questions':>9}  {'easy/medium/hard':>16}  {'own least':>9}  "
        f"{'own mean':>8}  {'others mean':>11}  {'mistakes most':>13}  types"
    )
    for row in rows:
        levels = "/".join(str(row.difficulties.get(level, 0)) for level in (1, 2, 3))
        kinds = ", ".join(f"{count} {kind}" for kind, count in row.types.items()) or "-"
        yield (
            f"{row.stage:<{width}}  {row.questions:>9}  {levels:>16}  {row.own_least:>9.0%}  "
            f"{row.own_mean:>8.0%}  {row.cross_mean:>11.1%}  {row.mistake_most:>13.0%}  {kinds}"
        )
    yield f"{'in all':<{width}}  {sum(row.questions for row in rows):>9}"


def table_json(rows: Sequence[StageRow]) -> list[dict[str, Any]]:
    return [
        {
            "stage": row.stage,
            "questions": row.questions,
            "types": dict(row.types),
            "difficulties": {str(level): count for level, count in row.difficulties.items()},
            "own_least": row.own_least,
            "own_mean": row.own_mean,
            "cross_mean": row.cross_mean,
            "mistake_most": row.mistake_most,
            "answers": [asdict(figures) for figures in row.answers],
        }
        for row in rows
    ]

"""`voiceinterview label import` and `label export`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from voiceinterview.app.labels_exchange import exported_rows, import_table
from voiceinterview.cli import options as shared
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import SetupError
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.labels_table import TableForm, table_text


def import_labels(options: argparse.Namespace, files: Sequence[str]) -> int:
    """Raises `SetupError` for no file or several, and what `import_table` raises."""
    if len(files) != 1:
        raise SetupError("import takes one file", "voiceinterview label import labels.csv")
    file = Path(files[0])
    imported = import_table(
        shared.flags_of(options),
        file,
        _form(options, file),
        SystemClock(),
        _say,
        skip_bad=options.skip_bad,
        any_version=options.any_version,
    )
    if imported.known:
        _say(f"{imported.known} labels were there already")
    if imported.skipped:
        _say(f"{imported.skipped} bad rows were left out")
    print(
        f"imported {imported.labels} labels: {imported.sheets} sheets, {imported.sessions} sessions"
    )
    return 0


def export_labels(options: argparse.Namespace, sessions: Sequence[str]) -> int:
    """Raises `UnknownName`, `BadInput`, `StorageFull`."""
    rows = exported_rows(shared.flags_of(options), sessions, options.coach, _say)
    text = table_text(rows, _form(options, options.output))
    if options.output is None:
        # As it is: on Windows a text stream would make CR CR LF of the ends of lines.
        sys.stdout.reconfigure(newline="")  # type: ignore[union-attr]
        sys.stdout.write(text)
        return 0
    with disk_errors(options.output, "try again or name another file"):
        options.output.write_bytes(text.encode())
    _say(f"{len(rows)} labels")
    print(options.output)
    return 0


def _form(options: argparse.Namespace, file: Path | None) -> TableForm:
    if options.format is not None:
        form: TableForm = options.format
        return form
    lines = file is not None and file.suffix.lower() in (".jsonl", ".ndjson")
    return "jsonl" if lines else "csv"


def _say(line: str) -> None:
    print(line, file=sys.stderr)

"""Labels as a table, a row a label: CSV for a spreadsheet, JSON lines for programs.

What Excel makes of a CSV is read too: a byte order mark, UTF-16, semicolons or tabs, decimal
commas, CRLF. A text that a spreadsheet would take for a formula goes out with an apostrophe
before it, which is taken off again on the way in.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from voiceinterview.errors import BadInput

TableForm = Literal["csv", "jsonl"]
REQUIRED = ("session", "stage", "coach", "criterion", "level")
NOT_JUDGED = "n/a"
LARGEST = 20_000_000  # bytes; a row is about 200
_FORMULA = tuple("=+-@\t\r'")
_WHOLE = re.compile(r"(\d{1,6})(?:[.,]0+)?")  # Excel may show 3 as 3,0
_DECIMAL = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?")
_DECLINED = {"n/a", "na", "n.a."}


def _level(value: object) -> object:
    """A level, or None for n/a. An empty cell is neither."""
    text = str(value).strip().lower()
    if value is None or text in _DECLINED:
        return None
    if isinstance(value, str) and not text:
        raise ValueError(f"is empty; write {NOT_JUDGED} where it cannot be judged")
    return _whole(value)


def _whole(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("is no whole number")
    if isinstance(value, str):
        found = _WHOLE.fullmatch(value.strip())
        if found is None:
            raise ValueError(f"{value[:40]!r} is no whole number")
        return int(found[1])
    return value


def _seconds(value: object) -> object:
    if isinstance(value, str):
        if not _DECIMAL.fullmatch(value.strip()):
            raise ValueError(f"{value[:40]!r} is no number of seconds")
        return float(value.strip().replace(",", "."))
    return value


def _turns(value: object) -> object:
    """Numbers with spaces, commas or semicolons between them, or a list of numbers."""
    if isinstance(value, str):
        parts = [part for part in re.split(r"[\s,;]+", value) if part]
        return tuple(_whole(part) for part in parts)
    return tuple(value) if isinstance(value, list) else value


Whole = Annotated[int, BeforeValidator(_whole)]


class LabelRow(BaseModel):
    """A row. What a table of one's own may leave out has a default; `rubric` is an id."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    session: Annotated[str, Field(min_length=1, max_length=200)]
    stage: Annotated[str, Field(min_length=1, max_length=200)]
    coach: Annotated[str, Field(min_length=1, max_length=200)]
    criterion: Annotated[str, Field(min_length=1, max_length=200)]
    level: Annotated[int | None, BeforeValidator(_level)]
    turns: Annotated[tuple[Whole, ...], BeforeValidator(_turns)] = ()
    note: Annotated[str, Field(max_length=2_000)] = ""
    rubric: str = ""
    version: str = ""
    sha256: str = ""
    modality: Literal["audio", "text"] = "text"
    round: Annotated[Whole, Field(ge=1)] = 1
    at: str = ""
    seconds: Annotated[float, BeforeValidator(_seconds), Field(ge=0, allow_inf_nan=False)] = 0.0


COLUMNS = tuple(LabelRow.model_fields)


@dataclass(frozen=True)
class NumberedRow:
    """`number` is the row as a spreadsheet counts: the head is row 1, also in JSON lines none."""

    number: int
    row: LabelRow


@dataclass(frozen=True)
class TableRead:
    """`faults` have the number of their row first."""

    rows: tuple[NumberedRow, ...]
    faults: tuple[tuple[int, str], ...]


def table_text(rows: Iterable[LabelRow], form: TableForm) -> str:
    """Lines end with CRLF in CSV, as spreadsheets and RFC 4180 have it."""
    plain = [row.model_dump(mode="json") for row in rows]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain)
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in row.items()} for row in plain)
    return text.getvalue()


def read_table(content: bytes, form: TableForm, source: str) -> TableRead:
    """Every row that reads, and what is wrong with every other.

    Raises `BadInput`, which names `source`, where it is no such table at all.
    """
    if len(content) > LARGEST:
        raise BadInput(f"{source}: larger than {LARGEST:,} bytes", "Split it.")
    text = _decoded(content, source)
    rows: list[NumberedRow] = []
    faults: list[tuple[int, str]] = []
    for number, cells in _csv_rows(text, source) if form == "csv" else _json_rows(text):
        found = cells if isinstance(cells, str) else _row(cells)
        if isinstance(found, LabelRow):
            rows.append(NumberedRow(number, found))
        else:
            faults.append((number, found))
    return TableRead(tuple(rows), tuple(faults))


def _cell(value: Any) -> str:
    if value is None:
        return NOT_JUDGED
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _decoded(content: bytes, source: str) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"{source}: row {line}: not UTF-8", "In Excel, save it as `CSV UTF-8`."
        ) from error


def _csv_rows(text: str, source: str) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    head, _, _ = text.partition("\n")
    separator = max(",;\t", key=head.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    columns: list[str] = []
    try:
        for number, cells in enumerate(table, start=1):
            if number == 1:
                columns = _columns(cells, source)
            elif any(cell.strip() for cell in cells):
                yield number, _named(columns, cells)
    except csv.Error as error:
        raise BadInput(f"{source}: row {number + 1}: {error}", "Mend the row.") from error
    if not number:
        raise BadInput(f"{source}: it is empty", f"Its head must be: {','.join(COLUMNS)}")


def _columns(cells: list[str], source: str) -> list[str]:
    """The head. Raises `BadInput`."""
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in REQUIRED if name not in names]
    unknown = [name for name in names if name not in COLUMNS]
    double = sorted({name for name in names if names.count(name) > 1})
    for what, found in (("missing", missing), ("unknown", unknown), ("doubled", double)):
        if found:
            raise BadInput(
                f"{source}: row 1: {what} columns: {', '.join(map(repr, found))}",
                f"Needed are {', '.join(REQUIRED)}; there may be also "
                f"{', '.join(name for name in COLUMNS if name not in REQUIRED)}.",
            )
    return names


def _named(columns: list[str], cells: list[str]) -> Mapping[str, object] | str:
    if any(cell.strip() for cell in cells[len(columns) :]):
        return f"has {len(cells)} cells where the head has {len(columns)}"
    given: dict[str, object] = {}
    for name, cell in zip(columns, cells, strict=False):
        text = cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
        if name == "note":
            given[name] = text
        elif text.strip() or name in REQUIRED:
            given[name] = text.strip()
    return given


def _json_rows(text: str) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            plain = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"not readable as JSON ({error})"
            continue
        yield number, plain if isinstance(plain, dict) else "is no JSON object"


def _row(cells: Mapping[str, object]) -> LabelRow | str:
    """The row, or what is wrong with it."""
    try:
        return LabelRow.model_validate(dict(cells))
    except ValidationError as error:
        return "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors(include_url=False, include_input=False)
        )

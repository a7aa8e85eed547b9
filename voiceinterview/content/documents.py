"""A job description or a résumé, read to lines of text: plain text, Markdown, PDF or DOCX.

What a file is shows in its first bytes; its suffix is not believed. A file is data from anywhere:
its size, its pages and its unpacked size are bounded before a library sees it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from voiceinterview.content.document_formats import docx_paragraphs, pdf_pages
from voiceinterview.errors import BadInput

LARGEST = 10_000_000  # bytes; a résumé with a photograph has two million
LONGEST = 100_000  # characters; some forty pages of text
KINDS = "plain text, Markdown, PDF or DOCX"
ANOTHER = f"Give {KINDS}."

# Kinds of files that people do have their documents in, by how they begin, and what to do.
FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word file", "Save it as DOCX or PDF."),
    (b"{\\rtf", "a rich text file", "Save it as DOCX or PDF."),
    (b"\x89PNG", "a picture", "Text in pictures is not read: give the document it was made of."),
    (b"\xff\xd8\xff", "a picture", "Text in pictures is not read: give the document itself."),
    (b"<!doctype html", "a web page", "Copy its text into a file, or print it as PDF."),
    (b"<html", "a web page", "Copy its text into a file, or print it as PDF."),
)
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True)
class Line:
    """A line that holds text. `number` counts from 1, on its page where there are pages."""

    text: str
    number: int
    page: int = 0


@dataclass(frozen=True)
class Document:
    """`kind` is what the file turned out to be."""

    path: Path
    kind: str
    lines: tuple[Line, ...]


def read_document(path: Path) -> Document:
    """Raises `BadInput` saying what is wrong with the file and what to do."""
    raw = _bytes_of(path)
    kind, read = _reader(path, raw)
    lines = tuple(_clean(read()))
    if not lines:
        raise BadInput(
            f"{path}: this {kind} holds no text",
            "If it was scanned, the text is only a picture: give the document it was made of."
            if kind == "PDF"
            else "Is it the right file?",
        )
    if sum(len(line.text) for line in lines) > LONGEST:
        raise BadInput(
            f"{path}: more than {LONGEST:,} characters of text",
            "Give the pages that are about the job, or about you.",
        )
    return Document(path, kind, lines)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise BadInput(f"{path}: is a folder", "Name the file in it.")
        if path.stat().st_size > LARGEST:
            raise BadInput(
                f"{path}: is larger than {LARGEST // 1_000_000} MB", "Leave pictures out of it."
            )
        raw = path.read_bytes()
    except OSError as error:
        problem = f"{path}: cannot be read: {error.strerror or error}"
        raise BadInput(problem, "Is the name right?") from error
    if not raw.strip(b" \t\r\n\x00"):
        raise BadInput(f"{path}: is empty", "Is it the right file?")
    return raw


def _reader(path: Path, raw: bytes) -> tuple[str, Callable[[], Iterator[Line]]]:
    """What the file is, and how to read its lines. Raises `BadInput` for what is not read."""
    for beginning, name, advice in FOREIGN:
        if raw.lstrip()[: len(beginning)].lower() == beginning.lower():
            raise BadInput(f"{path}: is {name}", advice)
    if b"%PDF-" in raw[:1024]:
        return "PDF", lambda: _pages(path, raw)
    if raw.startswith(b"PK"):
        return "Word file", lambda: _paragraphs(path, raw)
    return "text", lambda: _text_lines(path, raw)


def _pages(path: Path, raw: bytes) -> Iterator[Line]:
    for page, text in enumerate(pdf_pages(path, raw), 1):
        for number, line in enumerate(text.splitlines(), 1):
            yield Line(line, number, page)


def _paragraphs(path: Path, raw: bytes) -> Iterator[Line]:
    for number, paragraph in enumerate(docx_paragraphs(path, raw), 1):
        yield from (Line(line, number) for line in paragraph.splitlines())


def _text_lines(path: Path, raw: bytes) -> Iterator[Line]:
    for number, line in enumerate(_decoded(path, raw).splitlines(), 1):
        yield Line(line, number)


def _decoded(path: Path, raw: bytes) -> str:
    """UTF-8, or whatever its mark says; without a mark UTF-16 shows by its zeros, and else the
    only thing left that is text is the old Windows page of western Europe."""
    marked = (encoding for mark, encoding in _MARKS if raw.startswith(mark))
    encoding = next(marked, None) or _unmarked(raw)
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, ValueError) as error:
        raise BadInput(f"{path}: is neither {KINDS}", ANOTHER) from error
    if any(character < " " and character not in "\t\n\r\f\v" for character in text):
        raise BadInput(f"{path}: is neither {KINDS}", ANOTHER)
    return text


def _unmarked(raw: bytes) -> str:
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    if max(even, odd) > len(raw) // 4:  # ASCII in UTF-16 has a zero in every pair
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _clean(lines: Iterator[Line]) -> Iterator[Line]:
    """Without empty lines, and without what only formats: marks that nobody sees, those by which
    Markdown makes words bold or code, and white space beyond a space."""
    for line in lines:
        text = " ".join(_EMPHASIS.sub("", "".join(map(_seen, line.text))).split())
        if text:
            yield Line(text, line.number, line.page)


def _seen(character: str) -> str:
    """Characters of formatting (zero width, direction) are gone, control ones are spaces."""
    kind = unicodedata.category(character)
    return "" if kind == "Cf" else " " if kind.startswith(("C", "Z")) else character

"""The text of PDF and DOCX files, through pypdf and python-docx."""

import io
import logging
import zipfile
from pathlib import Path

from voiceinterview.content.docx_text import blocks_of
from voiceinterview.errors import BadInput

MOST_PAGES = 40  # a résumé has two, a posting three; a book is a wrong file
MOST_UNPACKED = 50_000_000  # bytes; a DOCX is a zip, and a zip can hold a bomb


def pdf_pages(path: Path, raw: bytes) -> list[str]:
    """The text of each page; empty where it has none. Raises `BadInput`."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every small defect
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _encrypted(path)
        if len(reader.pages) > MOST_PAGES:
            raise BadInput(
                f"{path}: has {len(reader.pages)} pages, and at most {MOST_PAGES} are read",
                "Give the pages that are about the job, or about you.",
            )
        return [page.extract_text() for page in reader.pages]
    except BadInput:
        raise
    except Exception as error:  # pypdf fails on damaged files in many ways, not all its own
        if type(error).__name__ in ("DependencyError", "FileNotDecryptedError"):
            raise _encrypted(path) from None
        raise _damaged(path, "PDF") from error


def docx_paragraphs(path: Path, raw: bytes) -> list[str]:
    """The text of each paragraph and table row. Raises `BadInput`."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = package.namelist()
            unpacked = sum(entry.file_size for entry in package.infolist())
    except zipfile.BadZipFile as error:
        raise _damaged(path, "Word file") from error
    if "word/document.xml" not in names:
        raise BadInput(f"{path}: is a zip, but no Word file", "Save the document as DOCX or PDF.")
    if unpacked > MOST_UNPACKED:
        raise BadInput(
            f"{path}: unpacks to more than {MOST_UNPACKED // 1_000_000} MB",
            "Leave pictures out of it.",
        )
    import docx

    try:
        return list(blocks_of(docx.Document(io.BytesIO(raw)).element.body))
    except Exception as error:  # python-docx and lxml fail on damaged files in many ways
        raise _damaged(path, "Word file") from error


def _encrypted(path: Path) -> BadInput:
    return BadInput(
        f"{path}: is protected by a password", "Save a copy without one (print it as PDF)."
    )


def _damaged(path: Path, kind: str) -> BadInput:
    return BadInput(f"{path}: this {kind} is damaged", "Save it again, or as plain text.")

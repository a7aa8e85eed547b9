"""Documents of every kind, made on the spot."""

import io
import zipfile
from pathlib import Path

import docx
import typst
from docx.oxml import parse_xml
from pypdf import PdfReader, PdfWriter


def pdf_of(path: Path, text: str) -> Path:
    """A PDF whose lines are those of `text`."""
    source = path.with_suffix(".typ")
    lines = " \\\n".join(line.replace("#", "\\#").replace("@", "\\@") for line in text.splitlines())
    source.write_text(f"#set page(width: 30cm)\n{lines}\n", encoding="utf-8")
    typst.compile(str(source), output=str(path))
    source.unlink()
    return path


def blank_pdf(path: Path, pages: int = 1) -> Path:
    """Pages without a word, as a scanner makes them."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    writer.write(path)
    return path


def locked_pdf(path: Path, password: str) -> Path:
    """A PDF with text that needs a password; "" is one that anybody's reader knows."""
    pdf_of(path, "Built a model")
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    writer.write(path)
    return path


def docx_of(path: Path, *paragraphs: str, row: tuple[str, ...] = ()) -> Path:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if row:
        table = document.add_table(rows=1, cols=len(row))
        for cell, text in zip(table.rows[0].cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def docx_of_xml(path: Path, body: str) -> Path:
    """With `body` before all else, in the prefixes w (WordprocessingML) and mc (compatibility)."""
    document = docx.Document()
    kinds = "http://schemas.openxmlformats.org"
    names = f'xmlns:w="{kinds}/wordprocessingml/2006/main"'
    names += f' xmlns:mc="{kinds}/markup-compatibility/2006"'
    for block in reversed(parse_xml(f"<w:body {names}>{body}</w:body>")):
        document.element.body.insert(0, block)
    document.save(str(path))
    return path


def zip_of(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()

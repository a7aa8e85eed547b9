"""Résumés and postings come as people have them; what cannot be read says so and what to do."""

from pathlib import Path

import pytest
from document_files import blank_pdf, docx_bytes, docx_of, docx_of_xml, locked_pdf, pdf_of, zip_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.errors import DependencyError

from voiceinterview.content.documents import LARGEST, read_document
from voiceinterview.errors import BadInput

TEXT = "Jane Doe\n\n# Experience\n- Built a **churn** model\n"
LINES = ["Jane Doe", "# Experience", "- Built a churn model"]


def texts(path: Path) -> list[str]:
    return [line.text for line in read_document(path).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_reads_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "cv.md"
    path.write_bytes(TEXT.encode(encoding))
    assert texts(path) == LINES


def test_old_windows_text_keeps_its_accents(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes("Résumé of José".encode("cp1252"))
    assert texts(path) == ["Résumé of José"]


def test_lines_know_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_text(TEXT)
    assert [line.number for line in read_document(path).lines] == [1, 3, 4]


def test_a_pdf_gives_its_lines_with_their_pages(tmp_path: Path) -> None:
    document = read_document(pdf_of(tmp_path / "cv.pdf", "Jane Doe\nBuilt a churn model"))
    assert document.kind == "PDF"
    assert [(line.text, line.page) for line in document.lines] == [
        ("Jane Doe", 1),
        ("Built a churn model", 1),
    ]


def test_a_word_file_gives_paragraphs_and_tables(tmp_path: Path) -> None:
    path = docx_of(tmp_path / "cv.docx", "Jane Doe", "Built it.", row=("2020", "Data Analyst"))
    assert texts(path) == ["Jane Doe", "Built it.", "2020", "Data Analyst"]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = f"<w:txbxContent><w:p>{run('Python, SQL')}</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (f'<w:hyperlink w:anchor="a">{run("Churn model")}</w:hyperlink>{run(" for a bank")}',
         ["Churn model for a bank"]),
        (f'{run("Built ")}<w:fldSimple w:instr=" HYPERLINK x ">{run("a service")}</w:fldSimple>',
         ["Built a service"]),
        (f'<w:ins w:id="1" w:author="a">{run("Built it")}</w:ins>', ["Built it"]),
        (f'{run("Built ")}<w:del w:id="1" w:author="a"><w:r><w:delText>lost</w:delText></w:r>'
         f'</w:del><w:moveFrom w:id="2" w:author="a">{run("moved")}</w:moveFrom>{run("it")}',
         ["Built it"]),
        (f"<w:sdt><w:sdtContent>{run('Data Analyst')}</w:sdtContent></w:sdt>", ["Data Analyst"]),
        (f"{run('Skills')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{BOX}</mc:Choice>"
         f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>",
         ["Skills", "Python, SQL"]),
        (f"<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>{run('Jane')}<w:r>"
         "<w:tab/></w:r>" + run("Doe"), ["Jane Doe"]),
    ],
    ids=["link", "field", "inserted", "deleted", "control", "text-box", "tab-stop"],
)  # fmt: skip
def test_what_is_on_a_word_files_page_is_read_once(
    tmp_path: Path, body: str, read: list[str]
) -> None:
    assert texts(docx_of_xml(tmp_path / "cv.docx", f"<w:p>{body}</w:p>")) == read


def test_paragraphs_and_rows_of_a_template_are_read(tmp_path: Path) -> None:
    paragraph = f"<w:p>{run('Jane Doe')}</w:p>"
    row = f"<w:tr><w:tc><w:p>{run('2020')}</w:p></w:tc><w:tc>{paragraph}</w:tc></w:tr>"
    inside = f"{paragraph}<w:tbl><w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt></w:tbl>"
    path = docx_of_xml(
        tmp_path / "cv.docx", f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )
    assert texts(path) == ["Jane Doe", "2020", "Jane Doe"]


def test_a_wrong_suffix_is_not_believed(tmp_path: Path) -> None:
    assert texts(pdf_of(tmp_path / "cv.txt", "Built a model")) == ["Built a model"]
    path = tmp_path / "cv.pdf"
    path.write_bytes(docx_bytes("Built a model"))
    assert read_document(path).kind == "Word file"
    path.write_text("Built a model")
    assert read_document(path).kind == "text"


def test_what_nobody_sees_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_text("Py\u200bthon\u202e and\u00a0 SQL\ufeff", encoding="utf-8")
    assert texts(path) == ["Python and SQL"]


def bad(name: str, content: bytes, says: str, advice: str = "") -> object:
    return pytest.param(name, content, says, advice, id=name)


@pytest.mark.parametrize(
    ("name", "content", "says", "advice"),
    [
        bad("empty.txt", b"", "is empty", "right file"),
        bad("blank.txt", b" \n\n\t", "is empty"),
        bad("zeros.txt", bytes(100), "is empty"),
        bad("marks.txt", "\u200b\u200b".encode(), "holds no text", "right file"),
        bad("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file", "DOCX or PDF"),
        bad("cv.rtf", rb"{\rtf1 Jane}", "a rich text file", "DOCX or PDF"),
        bad("cv.png", b"\x89PNG\r\n", "a picture", "Text in pictures"),
        bad("job.html", b"\n<!DOCTYPE HTML><p>Data Scientist", "a web page", "print it as PDF"),
        bad("noise.bin", bytes(range(256)) * 4, "neither plain text", "Give plain text"),
        bad("torn.pdf", b"%PDF-1.7\n1 0 obj <<", "this PDF is damaged", "Save it again"),
        bad("torn.docx", b"PK\x03\x04 but no zip", "this Word file is damaged", "Save it again"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_line(
    tmp_path: Path, name: str, content: bytes, says: str, advice: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_document(path)
    assert str(path) in caught.value.problem and says in caught.value.problem
    assert advice in caught.value.advice and "\n" not in str(caught.value.problem)


def test_a_scanned_pdf_says_that_its_text_is_a_picture(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="holds no text") as caught:
        read_document(blank_pdf(tmp_path / "scan.pdf"))
    assert "scanned" in caught.value.advice


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="protected by a password"):
        read_document(locked_pdf(tmp_path / "cv.pdf", "secret"))


def test_a_lock_that_takes_another_library_is_a_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decrypt(*_: object) -> None:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    path = locked_pdf(tmp_path / "cv.pdf", "")
    monkeypatch.setattr(PdfReader, "decrypt", decrypt)
    with pytest.raises(BadInput, match="protected by a password"):
        read_document(path)


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    assert texts(locked_pdf(tmp_path / "cv.pdf", "")) == ["Built a model"]


def test_a_pdf_of_200_pages_is_no_resume(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="has 200 pages, and at most 40 are read"):
        read_document(blank_pdf(tmp_path / "book.pdf", 200))


def test_a_zip_that_is_no_word_file_and_one_that_is_a_bomb(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a zip, but no Word file"):
        read_document(zip_of(tmp_path / "cv.docx", readme=b"hello"))
    bomb = zip_of(tmp_path / "bomb.docx", word__document_xml=bytes(60_000_000))
    with pytest.raises(BadInput, match="unpacks to more than"):
        read_document(bomb)


def test_what_is_not_there_what_is_a_folder_and_what_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        read_document(tmp_path / "none.pdf")
    with pytest.raises(BadInput, match="is a folder"):
        read_document(tmp_path)
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(BadInput, match="larger than"):
        read_document(large)
    large.write_text("many words " * 20_000)
    with pytest.raises(BadInput, match="characters of text"):
        read_document(large)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(start=st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04"]), rest=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path: Path, start: bytes, rest: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(start + rest)
    try:
        assert read_document(path).lines
    except BadInput as error:
        assert error.advice

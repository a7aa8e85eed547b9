"""The words of a Word document's body, from its XML.

python-docx's own `text` has those of plain runs and plain links only. A link that Word keeps as a
field, a tracked insertion, a template's content control and a text box are on the page as well,
and would be gone without a word. Names are those of ISO/IEC 29500-1 (WordprocessingML).
"""

from collections.abc import Iterator
from typing import Protocol

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL, _BOX = (
    f"{_W}{name}" for name in ("p", "tbl", "tr", "tc", "txbxContent")
)
_AROUND = frozenset(  # what only stands around paragraphs, rows or cells
    f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")
)
_GONE = frozenset((
    f"{_W}del", f"{_W}moveFrom",  # tracked as deleted
    f"{_W}pPr",  # holds tab stops, no tabs
    _BOX,  # a block of its own
    _FALLBACK,  # the same once more, for older programs
))  # fmt: skip
_SPACES = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"
}  # fmt: skip


class Element(Protocol):
    """What is used of an lxml element; `tag` of a comment is no text."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    def __iter__(self) -> Iterator["Element"]: ...


def blocks_of(parent: Element) -> Iterator[str]:
    """The text of each paragraph, each table row (a line a cell) and each paragraph of a text box,
    in their order; empty ones too."""
    for block in _inside(parent, (_PARAGRAPH, _TABLE)):
        if block.tag == _PARAGRAPH:
            yield "".join(_text_of(block))
            for box in _boxes_of(block):
                yield from blocks_of(box)
        else:
            yield from map(_row_text, _inside(block, (_ROW,)))


def _row_text(row: Element) -> str:
    cells = ("\n".join(blocks_of(cell)).strip() for cell in _inside(row, (_CELL,)))
    return "\n".join(text for text in cells if text)


def _inside(parent: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _AROUND:
            yield from _inside(child, wanted)


def _text_of(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SPACES:
            yield _SPACES[str(child.tag)]
        elif child.tag not in _GONE:
            yield from _text_of(child)


def _boxes_of(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _GONE:
            yield from _boxes_of(child)

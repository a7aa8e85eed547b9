"""The report as a document: what a reader, a search and a screen reader find in it."""

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from small_plan import question, small_plan, stage

from voiceinterview.domain.delivery import Delivery
from voiceinterview.interview.timing import TurnTiming
from voiceinterview.report.pdf import render_pdf
from voiceinterview.report.source import ReportSource

A4 = (595, 842)  # points


def read(source: ReportSource) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(source)))


def text_of(document: PdfReader) -> str:
    words = " ".join(page.extract_text() for page in document.pages)
    return " ".join(words.split())


_MADE: list[PdfReader] = []


@pytest.fixture
def document(told: ReportSource) -> PdfReader:
    """Made once for all tests; nothing changes it."""
    if not _MADE:
        _MADE.append(read(told))
    return _MADE[0]


@pytest.fixture
def told(source: ReportSource, delivery: Delivery) -> ReportSource:
    timings = (TurnTiming(1, (320, 608, 200, 40, 20, 12), 1200),)
    return replace(source, delivery=delivery, timings=timings)


def test_everything_in_it_is_text(document: PdfReader) -> None:
    text = text_of(document)
    assert "Technical depth ●●○○ level 2 of 4" in text
    assert "Says how, not why." in text and "“… that it was leakage” at 1:05" in text
    assert "Clarity not assessed" in text and "The call failed." in text
    assert "1 of 2 key points found" in text
    assert "words a minute" in text  # in a chart
    assert "began 1.2 s after the last sound at the median" in text
    assert {tuple(map(round, page.mediabox[2:])) for page in document.pages} == {A4}
    assert "BT" in document.pages[0].get_contents().get_data().decode("latin-1")


def test_a_screen_reader_finds_title_language_tags_and_words_for_charts(
    document: PdfReader,
) -> None:
    root: Any = document.trailer["/Root"]
    assert document.metadata is not None
    assert document.metadata.title == "Interview report: Data Scientist, Machine Learning"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = tuple(elements(root["/StructTreeRoot"]))
    names = [str(tag["/S"]) for tag in tags]
    assert {"/H1", "/H2", "/Table", "/TH", "/L", "/Link"} <= set(names)
    charts = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert len(charts) == 3
    assert all("." in str(chart["/Alt"]) for chart in charts)


def elements(tag: Any) -> Any:
    inner = tag.get("/K", ())
    for one in inner if isinstance(inner, list) else (inner,):
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, dict) and "/S" in one:
            yield one
            yield from elements(one)


def test_a_quote_leads_to_its_turn_and_nothing_leads_away(document: PdfReader) -> None:
    links = [
        note.get_object()
        for page in document.pages
        for note in page.get("/Annots", ())
        if note.get_object()["/Subtype"] == "/Link"
    ]
    assert len(links) > 5
    assert not any("/URI" in str(link.get("/A", "")) for link in links)
    assert [str(entry["/Title"]) for entry in document.outline if not isinstance(entry, list)] == [
        "Summary", "Deep dive", "Talk", "Delivery: how it was spoken", "Transcript",
        "How this was made",
    ]  # fmt: skip


def test_what_is_copied_or_searched_for_is_what_was_written(source: ReportSource) -> None:
    """A name of 25 letters or more may be cut at the end of a line, and says what it said."""
    name = "2026-01-31T0930-data-scientist-ml-7f3a"
    plan = small_plan(stage("dive", question("gap", "Why?", "dive")))
    turns = (replace(source.turns[1], turn=1),)
    text = text_of(read(replace(source, name=name, plan=plan, turns=turns)))
    assert f"voiceinterview practice --retry {name} 2" in text
    assert "deep dive" in text.lower()
    assert not any(character in text for character in "\u200b\u00ad\ufffd")


def test_the_same_session_gives_the_same_document(source: ReportSource) -> None:
    assert render_pdf(source) == render_pdf(source)


def test_a_long_word_does_not_leave_the_page_and_a_long_quote_is_not_cut(
    source: ReportSource, model_card
) -> None:
    said = " ".join(f"word{n}" for n in range(700))
    turn = replace(source.turns[1], text=said)
    quote = replace(model_card.ratings[0].evidence[0], quote=said, start=0, end=len(said))
    rating = replace(model_card.ratings[0], evidence=(quote,), why="x" * 500)
    long = replace(
        source, turns=(turn,), scorecards=(replace(model_card, ratings=(rating,)),)
    )  # fmt: skip
    text = text_of(read(long))
    assert text.count("word699") >= 2
    assert "x" * 500 in text.replace(" ", "")


def test_a_letter_that_no_font_has_is_a_box_and_no_failure(source: ReportSource) -> None:
    strange = "before \u061d after"  # a mark of 2020 in Arabic script
    document = read(replace(source, turns=(replace(source.turns[1], text=strange),)))
    assert "after" in text_of(document)


# The reader of these tests turns a text about that has letters from right to left.
_LEFT_TO_RIGHT = st.one_of(
    st.characters(max_codepoint=0x058F),
    st.characters(min_codepoint=0x0900, max_codepoint=0xFB1C),
    st.characters(min_codepoint=0xFF00),
)


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.text(_LEFT_TO_RIGHT, max_size=40))
def test_nothing_that_is_said_is_read_as_markup(source: ReportSource, said: str) -> None:
    hostile = f'{said} #panic("x") $ @turn-9 <turn-1> *b* _i_ `c` // #include "x"\n= H {said}'
    turn = replace(source.turns[1], text=hostile)
    document = read(replace(source, scorecards=(), turns=(turn,)))
    assert '#panic("x") $ @turn-9 <turn-1> *b* _i_ `c` // #include "x"' in text_of(document)

"""The report as a document for A4: selectable text, charts as drawings, quotes that lead to their
turn, and tags for screen readers.

Set by Typst, whose wheel needs nothing from the system and brings a serif and a monospace face; a
sans face for the charts comes with matplotlib. Scripts that none of them has (Chinese, say) take
the system's fonts, and are boxes where it has none. No package is loaded, so no network is needed.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from voiceinterview.report.chart_forms import for_paper
from voiceinterview.report.charts import PAPER, draw_charts
from voiceinterview.report.rewrites_view import TITLE as REWRITES_TITLE
from voiceinterview.report.source import ReportSource
from voiceinterview.report.view import view_of
from voiceinterview.report.wording import COVERAGE_NOTE, COVERAGE_TITLE, ORDERS_NOTE

TEMPLATE = Path(__file__).with_name("report.typ")
NO_GLYPH = "could not be displayed with font"  # in the error of the typesetter


def render_pdf(source: ReportSource) -> bytes:
    """The same session gives the same bytes. Nothing that was said is read as markup; what leaves
    a screen reader in the dark (PDF/UA-1) does not compile, but for letters that no font has: a
    document with a box in their place does not claim that standard."""
    import typst

    given = json.dumps(values(source))
    try:
        return _compiled(given, for_all=True)
    except typst.TypstError as error:
        if NO_GLYPH not in str(error):
            raise
        return _compiled(given)


def _compiled(given: str, *, for_all: bool = False) -> bytes:
    """`for_all` holds it to the standard of documents for screen readers."""
    import matplotlib
    import typst

    document = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[Path(matplotlib.get_data_path()) / "fonts" / "ttf"],
        sys_inputs={"report": given},
        format="pdf",
        pdf_standards=["ua-1"] if for_all else [],
    )
    assert isinstance(document, bytes)  # a list only where pages are images
    return document


def values(source: ReportSource) -> dict[str, Any]:
    """What the template is given."""
    delivery = source.delivery
    drawn = draw_charts(delivery, source.manifest.samples, PAPER) if delivery else {}
    return {
        "report": asdict(view_of(source)),
        "charts": {name: for_paper(svg) for name, svg in drawn.items()},
        "words": {
            "coverage_title": COVERAGE_TITLE,
            "coverage_note": COVERAGE_NOTE,
            "orders": ORDERS_NOTE,
            "rewrites": REWRITES_TITLE,
        },
    }

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


def render_pdf(source: ReportSource) -> bytes:
    """The same session gives the same bytes. Nothing that was said is read as markup; what leaves
    a screen reader in the dark (PDF/UA-1) does not compile, whatever was said."""
    import matplotlib
    import typst

    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    document = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[fonts],
        sys_inputs={"report": json.dumps(values(source))},
        format="pdf",
        pdf_standards=["ua-1"],
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

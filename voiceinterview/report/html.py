"""The report as one HTML page that loads nothing: no script, no font, and sound of its own."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from voiceinterview.domain.delivery import Delivery
from voiceinterview.report.chart_forms import for_page
from voiceinterview.report.charts import draw_charts
from voiceinterview.report.clips import NO_CLIPS, ClipSet
from voiceinterview.report.rewrites_view import TITLE
from voiceinterview.report.source import ReportSource
from voiceinterview.report.view import view_of
from voiceinterview.report.wording import COVERAGE_NOTE, COVERAGE_TITLE, ORDERS_NOTE

HERE = Path(__file__).parent
TEMPLATE = "report.html.j2"
STYLE = "report.css"


def render_html(source: ReportSource, clips: ClipSet = NO_CLIPS) -> str:
    """Everything that somebody said or a model wrote is escaped."""
    return page(
        TEMPLATE,
        report=view_of(source),
        charts=_charts(source.delivery, source.manifest.samples) if source.delivery else {},
        clips=clips,
        coverage_title=COVERAGE_TITLE,
        coverage_note=COVERAGE_NOTE,
        orders_note=ORDERS_NOTE,
        rewrites_title=TITLE,
    )


def page(template: str, **values: object) -> str:
    """A page of this room, with its style in it."""
    style = Markup((HERE / STYLE).read_text(encoding="utf-8"))  # our own file
    return _environment().get_template(template).render(css=style, **values).lstrip()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _charts(delivery: Delivery, length: int) -> Mapping[str, Markup]:
    """Drawn from numbers and our own words, so they are markup."""
    drawn = draw_charts(delivery, length)
    return {name: Markup(for_page(svg, name)) for name, svg in drawn.items()}

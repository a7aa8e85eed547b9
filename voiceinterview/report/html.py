"""The report as one HTML page with nothing outside it: no script, no font, no picture."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from voiceinterview.report.source import ReportSource
from voiceinterview.report.view import view_of
from voiceinterview.report.wording import COVERAGE_NOTE, COVERAGE_TITLE

TEMPLATE = "report.html.j2"


def render_html(source: ReportSource) -> str:
    """Everything that somebody said or a model wrote is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE).render(
        report=view_of(source), coverage_title=COVERAGE_TITLE, coverage_note=COVERAGE_NOTE
    )

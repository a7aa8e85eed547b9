"""The page of a rubric: agreement, disagreements, versions, and who labelled what."""

from collections.abc import Mapping

from markupsafe import Markup

from voiceinterview.report.chart_forms import for_page
from voiceinterview.report.coach_charts import agreement_chart
from voiceinterview.report.coach_view import ChartRows, CoachReportView
from voiceinterview.report.html import page

TEMPLATE = "coach.html.j2"


def render_coach_page(view: CoachReportView, charts: Mapping[str, ChartRows]) -> str:
    """Everything that somebody said, wrote or a model sent is escaped."""
    drawn = {name: Markup(for_page(agreement_chart(rows), name)) for name, rows in charts.items()}
    return page(TEMPLATE, view=view, charts=drawn)

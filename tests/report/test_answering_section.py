from dataclasses import replace

from page import Page

from voiceinterview.interview.timing import TurnTiming
from voiceinterview.report.answering_view import answering_view
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.source import ReportSource

TIMINGS = (
    TurnTiming(1, (320, 608, 200, 40, 20, 12), 1200),
    TurnTiming(2, (None,) * 6, None),  # the session ended
    TurnTiming(3, (300, 1300, None, 0, 300, 100), 2000),
)


def test_the_median_wait_is_told_and_each_answer_has_its_row(source: ReportSource) -> None:
    told = replace(source, timings=TIMINGS)
    says = "reply to 2 answers began 1.6 s after the last sound at the median, 2.0 s at most."
    text = Page(render_html(told)).text
    assert says in text
    assert "1 320 608 200 40 20 12 1,200 2 – – – – – – – 3 300 1,300 – 0 300 100 2,000" in text
    markdown = render_markdown(told)
    assert says in markdown
    assert "| 1 | 320 | 608 | 200 | 40 | 20 | 12 | 1,200 |" in markdown


def test_without_a_reply_there_is_nothing_to_tell(source: ReportSource) -> None:
    assert answering_view(TIMINGS[1:2], source.manifest) is None
    assert "How soon the interviewer answered" not in render_html(source)


def test_a_session_that_nobody_heard_says_what_its_times_lack(source: ReportSource) -> None:
    unheard = replace(source.manifest, output="none")
    view = answering_view(TIMINGS, unheard)
    heard = answering_view(TIMINGS, source.manifest)
    assert view is not None and heard is not None
    assert "--fast" in view.says and "--fast" not in heard.says

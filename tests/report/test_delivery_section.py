import re
from collections import Counter
from dataclasses import replace

from page import Page

from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.delivery_measures import Unmeasured, WordCount
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.source import ReportSource


def test_each_number_stands_beside_its_definition(source: ReportSource, delivery: Delivery) -> None:
    text = Page(render_html(replace(source, delivery=delivery))).text
    rate = f"{delivery.speech.pace.speaking_rate:.0f} words/min"
    assert f"Speaking rate {rate} words ÷ talk, pauses included" in text
    assert "silence of 0.25 s or more between two words of one run" in text
    assert "Described, never graded" in text
    assert "leaves out many an um" in text


def test_charts_are_drawn_in_the_page_and_their_numbers_are_tables(
    source: ReportSource, delivery: Delivery
) -> None:
    page = render_html(replace(source, delivery=delivery))
    parsed = Page(page)
    assert parsed.names.count("svg") == parsed.names.count("figure") == 3
    assert parsed.names.count("svg") == page.count('aria-hidden="true" focusable="false"')
    assert "words a minute" in parsed.text  # letters, not outlines
    assert "Pace over time in numbers" in parsed.text
    assert "Talk timeline in numbers" in parsed.text
    assert all(count == 1 for count in Counter(parsed.ids).values())
    assert {target[1:] for target in parsed.targets} <= set(parsed.ids)
    assert not re.search(r"@import|https?:|url\((?!#)", page)


def test_the_same_session_gives_the_same_page(source: ReportSource, delivery: Delivery) -> None:
    spoken = replace(source, delivery=delivery)
    assert render_html(spoken) == render_html(spoken)


def test_what_could_not_be_measured_says_why(source: ReportSource, delivery: Delivery) -> None:
    typed = replace(
        delivery,
        speech=replace(delivery.speech, pace=None, pauses=None, monologue=None),
        pace_over_time=None,
        timeline=(),
        turns=(),
        interruptions=None,
        unmeasured=(Unmeasured("interruptions", "Answers were typed."),),
    )
    page = render_html(replace(source, delivery=typed))
    assert "<svg" not in page
    assert "Not measured: interruptions. Answers were typed." in Page(page).text
    assert "You interrupted" not in page


def test_words_that_were_counted_are_escaped(source: ReportSource, delivery: Delivery) -> None:
    words = (WordCount("<img src=x>\x1b", 3),)
    spoken = replace(delivery, speech=replace(delivery.speech, frequent=words))
    first, *others = spoken.turns
    pause = replace(first.pauses[0], after="<script>", end=first.pauses[0].end + 16_000_000)
    spoken = replace(spoken, turns=(replace(first, pauses=(pause,)), *others))
    page = render_html(replace(source, delivery=spoken))
    assert "&lt;img src=x&gt; " in page and "“&lt;script&gt;”" in page
    assert not {"img", "script"} & set(Page(page).names)
    assert "\x1b" not in page


def test_markdown_has_the_same_numbers(source: ReportSource, delivery: Delivery) -> None:
    text = render_markdown(replace(source, delivery=delivery))
    assert "## Delivery" in text
    assert "| Speaking rate |" in text and "| Uh and um | 0 | 0.0 |" in text

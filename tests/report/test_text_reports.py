import io
import re
from dataclasses import replace

from rich.console import Console

from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.source import ReportSource
from voiceinterview.report.terminal import print_scorecards


def printed(source: ReportSource, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    print_scorecards(console, source)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_terminal_shows_levels_quotes_reasons_and_coverage(source: ReportSource) -> None:
    text = printed(source)
    assert "Technical depth: level 2 of 4" in text
    assert "“… that it was leakage” (1:05)" in text
    assert "Clarity: not assessed" in text and "Nobody asked." in text
    assert "Checklist coverage (offline, not a judgement)" in text
    assert "1 of 2 key points found" in text


def test_the_terminal_is_not_steered_by_what_was_said(source: ReportSource, model_card) -> None:
    whole = source.turns[1].text
    rating = model_card.ratings[0]
    quoted = replace(rating.evidence[0], quote=whole, start=0, end=len(whole))
    card = replace(model_card, ratings=(replace(rating, evidence=(quoted,)),))
    text = printed(replace(source, scorecards=(card,)), width=200)
    assert "[red]so[/red] *loudly*" in text
    assert "\x1b" not in text and "\u202e" not in text


def test_nothing_in_a_folder_from_elsewhere_steers_a_reader(
    source: ReportSource, model_card, checklist_card
) -> None:
    """Whoever sends a session has written all of it: names, titles, rubrics, questions."""
    mark = "\x1b[2J\u202e`](http://x)<b>"
    rating = replace(model_card.ratings[0], criterion=mark, question=mark, anchor=mark)
    entry = checklist_card.coverage[0]
    found = replace(entry.findings[1], text=mark)
    coverage = replace(entry, ask=mark, findings=(entry.findings[0], found))
    foreign = replace(
        source,
        manifest=replace(source.manifest, id=mark, versions={mark: mark}),
        plan=replace(source.plan, title=mark),
        scorecards=(
            replace(model_card, ratings=(rating,)),
            replace(checklist_card, coverage=(coverage,)),
        ),
    )
    for text in (printed(foreign, width=300), render_markdown(foreign)):
        assert "\x1b" not in text and "\u202e" not in text
    assert not re.search(r"(?<!\\)(\]\(|<b)", render_markdown(foreign))


def test_one_reason_for_all_criteria_is_said_once(source: ReportSource, checklist_card) -> None:
    text = printed(replace(source, scorecards=(checklist_card,)))
    assert text.count("The checklist gives no level.") == 1
    assert "Technical depth, Clarity: not assessed." in text


def test_a_narrow_terminal_loses_nothing(source: ReportSource) -> None:
    assert "key points found" in printed(source, width=40)


def test_markdown_shows_the_same_and_escapes_what_was_said(source: ReportSource) -> None:
    text = render_markdown(source)
    assert "### Technical depth: level 2 of 4" in text
    assert "> “… that it was leakage” (1:05)" in text
    assert "### Clarity: not assessed\n\nNobody asked." in text
    assert "- [x] Rules out leakage." in text and "- [ ] Plots a learning curve." in text
    assert r"\<script\>alert(1)\</script\> \& \[red\]so\[/red\] \*loudly\*" in text
    assert "\x1b" not in text

"""Checks over many sessions, set side by side."""

from voiceinterview.domain.checks import CheckedSession, CheckList, CheckText, Fault, Verdict
from voiceinterview.report.behavior import (
    behavior_markdown,
    check_rows,
    group_rows,
    place_line,
    summary,
)

CHECKS = CheckList(
    "1.0.0",
    (
        CheckText("no-praise", "secrecy", "Is no answer praised?", "program"),
        CheckText("listens", "listening", "Does she listen?", "model"),
    ),
    {},
)
FAULT = Fault(3, 16_000 * 75, "**Great** answer,\nI must say.", "praises: 'great'")


def session(name: str, outcome: str, persona: str = "terse", *faults: Fault) -> CheckedSession:
    verdicts = (
        Verdict("no-praise", outcome, 1, faults),  # type: ignore[arg-type]
        Verdict("listens", "not asked"),
    )
    return CheckedSession(name, "weak", ("screen",), persona, "scripted", verdicts)


HELD = [
    session("a", "yes"),
    session("b", "no", "terse", FAULT, FAULT),
    session("c", "not applicable", "warm"),
]


def test_sessions_are_grouped_by_model_persona_and_stage() -> None:
    terse, warm = group_rows(HELD)
    assert (terse.persona, terse.sessions, terse.clean, terse.held, terse.broken) == (
        "terse", 2, 1, 1, 1,
    )  # fmt: skip
    assert (warm.persona, warm.sessions, warm.held, warm.broken) == ("warm", 1, 0, 0)


def test_each_check_counts_its_outcomes_and_shows_where_it_was_broken() -> None:
    praise, listens = check_rows(CHECKS, HELD)
    assert praise.outcomes == {"yes": 1, "no": 1, "not applicable": 1}
    assert [place.session for place in praise.places] == ["b", "b"]
    assert listens.outcomes == {"not asked": 3} and listens.broken == 0


def test_a_place_is_told_on_one_line() -> None:
    line = place_line(check_rows(CHECKS, HELD)[0].places[0])
    assert line == "b at 1:15: praises: 'great' | \"**Great** answer, I must say.\""


def test_the_sum_of_it_says_how_much_was_looked_at() -> None:
    assert summary(CHECKS, HELD) == (
        "3 sessions, 2 of them without a fault; of 2 checks 1 applied somewhere and 1 were "
        "broken somewhere."
    )


def test_markdown_has_all_of_it_and_takes_no_markup_from_what_was_said() -> None:
    text = behavior_markdown(CHECKS, HELD)
    assert "| scripted | terse | screen | 2 | 1 | 1 | 1 |" in text
    assert "| no-praise | Is no answer praised? | 1 | 1 | 1 | 0 |" in text
    assert "\\*\\*Great\\*\\* answer" in text

"""Every check has an interview that breaks it, and one that it holds in."""

from dataclasses import replace

import pytest
from broken import BREAKS
from holding import HOLDS
from stories import asks_instead, told
from told_log import LIST, PLAN, Log

from voiceinterview.app.checking import checks_of
from voiceinterview.checking.catalog import CHECKS, run_checks
from voiceinterview.content.folders import find_content
from voiceinterview.domain.checks import Verdict

COACHED = replace(PLAN, coaching={"complete": ("All of it.",)})
BY_REPLAY = "what-was-heard-is-remembered"  # needs a log that the core made: see below


def verdict_on(name: str, log: Log) -> Verdict:
    (text,) = [check for check in LIST.checks if check.id == name]
    (verdict,) = run_checks(log.record(), [text])
    return verdict


def test_the_list_and_the_programs_checks_fit_together() -> None:
    checks = checks_of(find_content()).checks
    assert sum(check.by == "program" for check in checks) >= 50
    assert set(BREAKS) == set(CHECKS) - {BY_REPLAY}


@pytest.mark.parametrize("name", BREAKS)
def test_a_check_finds_what_breaks_it(name: str) -> None:
    for broken in BREAKS[name]:
        verdict = verdict_on(name, broken())
        assert verdict.outcome == "no", f"{name} did not notice"
        assert all(fault.problem for fault in verdict.faults)


@pytest.mark.parametrize("name", BREAKS)
def test_a_check_holds_where_all_is_well(name: str) -> None:
    verdict = verdict_on(name, HOLDS.get(name, told)())
    assert verdict.outcome == "yes", verdict.faults
    assert verdict.looked_at > 0


def test_in_the_plain_interview_nothing_is_broken() -> None:
    verdicts = run_checks(told().record(), LIST.checks)
    assert [(one.check, one.faults) for one in verdicts if one.outcome == "no"] == []


def test_a_coached_interview_may_say_what_was_missing() -> None:
    log = told(COACHED, probe=asks_instead("The split was missing.", "What about the data?"))
    for name in ("no-key-point", "no-verdict", "no-praise"):
        assert verdict_on(name, log).outcome == "not applicable"


def test_a_phrase_that_goes_with_any_answer_gives_no_point_away() -> None:
    phrases = {**PLAN.persona.phrases, "acknowledgments": ("I split my page.",)}
    plan = replace(PLAN, persona=replace(PLAN.persona, phrases=phrases))
    words = asks_instead("I split my page.", "What about the data?")
    assert verdict_on("no-key-point", told(plan, probe=words)).outcome == "yes"
    assert verdict_on("no-key-point", told(PLAN, probe=words)).outcome == "no"


def test_what_is_for_a_model_is_not_asked_here() -> None:
    assert verdict_on("listens", told()).outcome == "not asked"

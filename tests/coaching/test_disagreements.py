"""Where coach and machine disagree: what it costs, and what may lie behind it."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from labelled_set import BEFORE, CRITERIA, MACHINE_BIAS_ON, STAGE, rubric_of

from voiceinterview.cli.main import main
from voiceinterview.coaching.causes import CauseKind
from voiceinterview.coaching.disagreements import Disagreement, disagreements, grouped
from voiceinterview.coaching.heard import Heard
from voiceinterview.coaching.phrasings import missed_phrasings
from voiceinterview.domain.calibration import Calibration, Shift
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.questions import KeyPoint
from voiceinterview.domain.ratings import (
    AppliedCap,
    Evidence,
    KeyPointFinding,
    KeyPointVerdict,
    QuestionCoverage,
    Rater,
    Rating,
    Sample,
    Scorecard,
    StageScore,
)
from voiceinterview.domain.speech import Word
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.phrases import find_key_point
from voiceinterview.scoring.calibrating import calibrated

FIRST, SECOND = CRITERIA[:2]
RUBRIC = rubric_of()
RUBRIC = replace(RUBRIC, criteria=(replace(RUBRIC.criteria[0], weight=3), *RUBRIC.criteria[1:]))
SAID = "I compare the curves, and apart they still are at all the data."
POINT = KeyPoint("variance", "The curves stay apart.", 2, ("curves still apart",))
EVIDENCE = Evidence(2, "I compare the curves", 0, 20, 0, 0, "exact")


def turn(text: str = SAID, confidence: float = 1.0) -> Turn:
    words = tuple(Word(word, 0, 0, confidence) for word in text.split())
    return Turn(
        number=2, speaker="candidate", text=text, start=0, end=0, stage=STAGE, question="gap",
        turn=0, words=words,
    )  # fmt: skip


def sheet(level: int | None, coach: str = "ada", criterion: str = FIRST) -> LabelSheet:
    labels = (Label(criterion, level, (2,), "because of the curves"),)
    return LabelSheet("s", STAGE, coach, BEFORE, "audio", "2026-03-01", labels, submitted=True)


def rating(level: int | None, criterion: str = FIRST, **changes: Any) -> Rating:
    if level is None:
        changes = {"reason": "The call failed.", **changes}
    status = "scored" if level is not None else "unscored"
    return Rating(criterion, 1, "How?", status, level, evidence=(EVIDENCE,), **changes)


def sample(level: int | None, **changes: Any) -> Sample:
    status = "scored" if level is not None else "unscored"
    return Sample(status, level, **changes)


def heard(*sheets: LabelSheet, ratings: Sequence[Rating], **changes: Any) -> Heard:
    card = Scorecard(
        "s", STAGE, "Stage", BEFORE, 4, "0" * 64, Rater("model", "model-x"), "2026-03-01",
        tuple(ratings), StageScore(None, 0),
    )  # fmt: skip
    blank = Heard(
        session="s",
        name="s",
        stage=STAGE,
        spoken=True,
        turns=(turn(),),
        points={"gap": (POINT,)},
        coverage=(),
        sheets=sheets,
        cards=(card,),
    )
    return replace(blank, **changes)


def found(*sheets: LabelSheet, ratings: Sequence[Rating], **changes: Any) -> list[Disagreement]:
    return list(disagreements([heard(*sheets, ratings=ratings, **changes)], RUBRIC, ["ada"]))


def cause(own: int, machine: Rating, *others: int, **changes: Any) -> tuple[CauseKind, str, str]:
    """Of one disagreement; without key points in the question, unless they are named."""
    sheets = [sheet(level, f"other {n}") for n, level in enumerate(others)]
    given = {"points": {}, **changes}
    (one,) = found(sheet(own), *sheets, ratings=[machine], **given)
    return one.cause.kind, one.cause.why, one.cause.edit


def test_what_costs_most_comes_first_by_weight_times_gap() -> None:
    ratings = [rating(2), rating(1, SECOND)]
    both = replace(sheet(3), labels=(Label(FIRST, 3), Label(SECOND, 4)))
    rows = [(one.criterion, one.cost) for one in found(both, ratings=ratings)]
    assert rows == [(SECOND, 3), (FIRST, 3)]  # weight 1, three levels; weight 3, one
    farther = replace(both, labels=(Label(FIRST, 4), Label(SECOND, 4)))
    assert [one.cost for one in found(farther, ratings=ratings)] == [6, 3]


def test_each_has_what_either_of_them_said_and_the_place_to_hear() -> None:
    given = rating(2, why="Curves only.", samples=(sample(2, why_not_higher="No cause."),))
    (one,) = found(sheet(3), sheet(2, "ben"), ratings=[given])
    assert (one.own, one.machine, one.coach, one.rater) == (3, 2, "ada", "model-x")
    assert (one.note, one.turns, one.others) == ("because of the curves", (2,), (("ben", 2),))
    assert one.reasoning == "Curves only. Not higher: No cause."
    assert one.quotes == (EVIDENCE,)
    assert one.listen == "voiceinterview replay s --turn 2"
    (typed,) = found(sheet(3), ratings=[given], spoken=False)
    assert typed.listen == "voiceinterview sessions show s"


def test_agreement_and_what_nobody_could_judge_are_no_disagreement() -> None:
    declined = Rating(FIRST, 1, "How?", "not_assessed", reason="Too little was said.")
    assert not found(sheet(3), ratings=[rating(3)])
    assert not found(sheet(None), ratings=[rating(3)])
    assert not found(sheet(3), ratings=[declined])
    assert not found(sheet(3, coach="ben"), ratings=[rating(2)])  # not asked about


def test_a_level_that_failed_counts_as_a_gap_of_one() -> None:
    (one,) = found(sheet(4), ratings=[rating(None)])
    assert (one.machine, one.cost) == (None, 3)


def test_levels_are_those_that_the_rater_gave_before_any_calibration() -> None:
    shift = Calibration(BEFORE, "model-x", ("ada",), 20, (Shift(FIRST, 1.0),), "2026-03-01")
    told = heard(sheet(3), ratings=[rating(2)])
    moved = replace(told, cards=tuple(calibrated(card, RUBRIC, shift) for card in told.cards))

    (one,) = disagreements([moved], RUBRIC, ["ada"])

    assert (one.own, one.machine) == (3, 2)


def test_quotes_that_were_dropped_are_the_cause_where_the_model_was_right() -> None:
    held = rating(1, samples=(sample(1, judged=3, reason="Held at level 1. 0 quotes stand."),))
    kind, why, edit = cause(3, held)
    assert (kind, why) == ("evidence", "Held at level 1. 0 quotes stand.")
    assert f"criteria.{FIRST}.evidence: min_quotes 1 from level 2" in edit
    lost = rating(None, samples=(sample(None, judged=3, reason="0 quotes stand."),))
    assert cause(3, lost)[0] == "evidence"
    wrong = rating(2, samples=(sample(2, judged=1, reason="Held."),))
    assert cause(3, wrong)[0] == "unknown"  # without the rule it would be farther off


def test_a_red_flag_that_held_the_level_down_is_named_with_its_words() -> None:
    cap = AppliedCap("tunes", "Tunes on the test set.", 2, EVIDENCE)
    kind, why, edit = cause(3, rating(2, caps=(cap,)))
    assert kind == "cap"
    assert "'I compare the curves'" in why
    assert f"criteria.{FIRST}.red_flags.tunes: cap 3 in place of 2" in edit
    assert cause(1, rating(2, caps=(cap,)))[0] == "unknown"  # it did not hold it down


def test_a_key_point_that_the_phrases_miss_comes_with_the_phrase_to_add() -> None:
    kind, why, edit = cause(3, rating(2), points={"gap": (POINT,)})
    assert kind == "key-point"
    assert "gap/variance (The curves stay apart.) was not found; turn 2 has" in why
    phrase = edit.partition("add ")[2].strip("'")
    assert find_key_point(replace(POINT, any_of=(phrase,)), SAID) is not None
    assert cause(2, rating(3), points={"gap": (POINT,)})[0] == "unknown"  # the machine is higher
    other = replace(turn(), number=4)
    assert cause(3, rating(2), points={"gap": (POINT,)}, turns=(other,))[0] == "unknown"


def test_a_key_point_that_the_rater_calls_missing_though_it_stands_there() -> None:
    finding = KeyPointFinding("variance", POINT.text, 2, EVIDENCE)
    coverage = (QuestionCoverage("gap", "Why?", (finding,)),)
    verdicts = (KeyPointVerdict("gap/variance", "missing"),)
    judged = rating(2, samples=(sample(2, key_points=verdicts),))
    given: dict[str, Any] = {"points": {"gap": (POINT,)}, "coverage": coverage}
    kind, why, _ = cause(3, judged, **given)
    assert kind == "key-point"
    assert "the rater calls gap/variance missing; turn 2 has 'I compare the curves'" in why
    said = rating(2, samples=(sample(2, key_points=(KeyPointVerdict("gap/variance", "said"),)),))
    assert cause(3, said, **given)[0] == "unknown"


def test_doubtful_words_are_told_before_anybody_edits() -> None:
    doubtful = replace(EVIDENCE, doubtful=("curves",))
    assert cause(3, replace(rating(2), evidence=(doubtful,)))[0] == "transcript"
    unsure = (turn(confidence=0.3),)
    kind, why, _ = cause(3, rating(2), turns=unsure)
    assert kind == "transcript"
    assert "100% of the words" in why


def test_a_coach_whom_two_others_contradict_stands_alone() -> None:
    assert cause(4, rating(2), 2, 2)[0] == "coach"
    assert cause(4, rating(2), 2)[0] == "anchor"  # of two, either may be wrong
    assert cause(4, rating(2), 2, 4)[0] == "anchor"


def test_coaches_who_disagree_make_the_anchor_suspect() -> None:
    kind, why, edit = cause(3, rating(2), 1, 3)
    assert (kind, why) == ("anchor", "the coaches themselves gave 1, 3, 3")
    assert "say what tells level 1 from 3" in edit
    assert SAID in edit


def test_coaches_who_agree_leave_the_rater_alone() -> None:
    assert cause(3, rating(2), 3, 3)[:2] == ("unknown", "the coaches agree, the rater stands alone")


def test_groups_come_dearest_first_and_the_unknown_last() -> None:
    one = found(sheet(4), ratings=[rating(1)], points={})
    two = found(sheet(3), ratings=[rating(2)])
    assert [kind for kind, _ in grouped([*one, *two])] == ["key-point", "unknown"]


@pytest.mark.parametrize(
    "text",
    ["The curves go up.", "They are apart. Then I plot the curves.", "", "still still still"],
)
def test_no_phrase_is_made_up_from_words_that_only_occur(text: str) -> None:
    assert not missed_phrasings([POINT], [turn(text)])


# --- the command, on the labelled set -------------------------------------------------------


def run(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    command = ["rubric", "disagreements", STAGE, "--sessions", str(root), *words]
    assert main(command) == 0
    return capsys.readouterr().out


def test_the_command_lists_them_and_sums_up_by_criterion(
    twelve: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = run(twelve, capsys, "--coach", "ada", "--most", "3")
    assert out.count("hear:") == 3
    (line,) = [line for line in out.splitlines() if line.startswith(f"{MACHINE_BIAS_ON}: ")]
    higher, lower = map(int, re.findall(r"(?:higher|lower) (\d+)", line))
    assert lower > higher  # as was planted
    assert "of which 3 are shown" in out.splitlines()[-1]


def test_programs_get_all_of_them(twelve: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = json.loads(run(twelve, capsys, "--coach", "ada", "--coach", "ben", "--json"))
    assert given["rubric"]["id"] == STAGE
    rows = given["disagreements"]
    assert {row["coach"] for row in rows} == {"ada", "ben"}
    costs = [row["cost"] for row in rows]
    assert costs == sorted(costs, reverse=True)
    assert all(row["own"] != row["machine"] for row in rows)

"""The arithmetic, as a table of worked examples."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain.plan import StagePlan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import Rater, Rating, Sample, Scorecard, StageScore
from voiceinterview.domain.role import AssessmentFormat
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.scoring.aggregate import overall, recommendation, stage_score

CODE = "code-review"
MIX = tuple(
    AssessmentFormat(id, id.title(), share, "", (), (), ())
    for id, share in (("viva", 60), (CODE, 30), ("star", 10))
)


def rating(weight: int, level: int | None) -> Rating:
    status = "scored" if level is not None else "not_assessed"
    return Rating("c", weight, "?", status, level=level, reason="" if level else "Too little.")


@pytest.mark.parametrize(
    ("criteria", "level", "assessed"),
    [
        # (weight, level) of each criterion        level of the stage        share assessed
        ([(3, 4), (1, 2)], (3 * 4 + 1 * 2) / 4, 1.0),
        ([(3, 4), (1, 2), (2, None)], 3.5, 4 / 6),  # a gap pulls neither up nor down
        ([(3, None), (1, 2)], 2.0, 1 / 4),
        ([(1, 1), (1, 2), (1, 4)], 7 / 3, 1.0),
        ([(3, None)], None, 0.0),  # nothing scored is no level, and not a zero
        ([], None, 0.0),
    ],
)
def test_criteria_to_a_stage(criteria, level, assessed) -> None:
    score = stage_score([rating(*pair) for pair in criteria])
    assert score.level == pytest.approx(level)
    assert score.assessed == pytest.approx(assessed)


@pytest.mark.parametrize(
    ("stages", "formats", "level", "assessed", "band"),
    [
        # stage: (minutes by format), (level, share assessed)      level of each format
        (  # all three formats, all assessed: .6 x 3 + .3 x 2 + .1 x 4
            [({"viva": 20}, (3.0, 1.0)), ({CODE: 9}, (2.0, 1.0)), ({"star": 9}, (4.0, 1.0))],
            [3.0, 2.0, 4.0], 2.8, 1.0, "prepared",
        ),
        (  # no code review: (60 x 3 + 10 x 4) / 70
            [({"viva": 20}, (3.0, 1.0)), ({"star": 10}, (4.0, 1.0))],
            [3.0, None, 4.0], 22 / 7, 0.7, "prepared",
        ),
        (  # half of the viva unscored: it weighs 30, (30 x 3 + 30 x 2 + 10 x 4) / 70
            [({"viva": 20}, (3.0, 0.5)), ({CODE: 9}, (2.0, 1.0)), ({"star": 9}, (4.0, 1.0))],
            [3.0, 2.0, 4.0], 19 / 7, 0.7, "nearly prepared",
        ),
        (  # two stages of one format, by minutes: (30 x 4 + 10 x 2) / 40
            [({"viva": 30}, (4.0, 1.0)), ({"viva": 10}, (2.0, 1.0))],
            [3.5, None, None], 3.5, 0.6, "well prepared",
        ),
        (  # one stage in two formats: it counts for both
            [({"viva": 10, "star": 10}, (1.0, 1.0))],
            [1.0, None, 1.0], 1.0, 0.7, "not yet",
        ),
        (  # a stage that was not reached: a third of the viva's minutes
            [({"viva": 10}, (4.0, 1.0)), ({"viva": 20}, None)],
            [4.0, None, None], 4.0, 0.2, "",
        ),
        (  # designs and cases count as viva, coding as code review
            [({"design": 10}, (3.0, 1.0)), ({"case": 10}, (2.0, 1.0)), ({"coding": 5}, (4.0, 1.0))],
            [2.5, 4.0, None], 3.0, 0.9, "prepared",
        ),
        ([({"conversation": 10}, (4.0, 1.0))], [None, None, None], None, 0.0, ""),  # outside
        ([({"viva": 10}, (None, 0.0))], [None, None, None], None, 0.0, ""),
    ],
)  # fmt: skip
def test_stages_to_formats_to_the_whole(stages, formats, level, assessed, band) -> None:
    plans = [stage(f"s{n}", minutes) for n, (minutes, _) in enumerate(stages)]
    cards = [card(f"s{n}", *score) for n, (_, score) in enumerate(stages) if score]
    found = overall(cards, plans, MIX)
    assert found is not None
    assert [one.level for one in found.formats] == pytest.approx(formats)
    assert found.level == pytest.approx(level)
    assert found.assessed == pytest.approx(assessed)
    assert found.band == band
    assert bool(found.reason) == (not band)
    levels = {f"s{n}": score[0] or 0 for n, (_, score) in enumerate(stages) if score}
    parts = sum(part * levels.get(name, 0) for name, part in found.carried)
    assert parts == pytest.approx(level or 0)  # what each stage carries adds up to the whole


def stage(name: str, minutes: dict[str, int]) -> StagePlan:
    blank = Question(
        id="q", stage=name, format="", difficulty=1, minutes=1, ask="?", why="", key_points=(),
        expert_answer="", framework="", mistakes=(), follow_ups=(), hints=(),
    )  # fmt: skip
    questions = tuple(replace(blank, format=one, minutes=many) for one, many in minutes.items())
    return StagePlan(name, name, 30, "", "", "", questions)


def card(name: str, level: float | None, assessed: float) -> Scorecard:
    return Scorecard(
        session="s", stage=name, stage_title=name, rubric=RubricRef(name, "1.0.0", ""),
        top_level=4, transcript_sha256="", rater=Rater("model", "model-judge"), at="",
        ratings=(), score=StageScore(level, assessed),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("level", "assessed", "band"),
    [
        (4.0, 1.0, "well prepared"), (3.4, 0.6, "well prepared"), (3.39, 0.6, "prepared"),
        (2.8, 0.6, "prepared"), (2.2, 0.6, "nearly prepared"), (2.19, 0.6, "not yet"),
        (1.0, 1.0, "not yet"), (4.0, 0.59, ""),
    ],
)  # fmt: skip
def test_a_band_stands_from_its_level_on_and_only_above_the_stated_share(
    level, assessed, band
) -> None:
    found, reason = recommendation(StageScore(level, assessed), 4)
    assert found == band
    assert ("needs 60%" in reason) == (not band)


def test_levels_outside_the_mix_are_not_told_as_nothing() -> None:
    talk = stage("s0", {"conversation": 10})
    reasons = [overall([card("s0", level, 1.0)], [talk], MIX) for level in (4.0, None)]
    assert [one and one.reason for one in reasons] == [
        "What was scored belongs to no format of the mix.", "Nothing was scored.",
    ]  # fmt: skip


def test_without_cards_there_is_no_whole() -> None:
    assert overall([], [stage("s0", {"viva": 5})], MIX) is None


@given(st.lists(st.tuples(st.integers(1, 3), st.none() | st.integers(1, 4)), min_size=1))
def test_a_stage_lies_between_its_lowest_and_highest_level(pairs: list) -> None:
    score = stage_score([rating(*pair) for pair in pairs])
    levels = [level for _, level in pairs if level is not None]
    assert 0 <= score.assessed <= 1
    if levels:
        assert score.level is not None
        assert min(levels) - 1e-9 <= score.level <= max(levels) + 1e-9
    else:
        assert score.level is None


@pytest.mark.parametrize("make", [lambda *a, **k: Rating("c", 1, "?", *a, **k), Sample])
def test_what_has_no_level_must_say_why(make) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        make("unscored")
    with pytest.raises(ValueError, match="if and only if"):
        make("unscored", level=3, reason="x")
    with pytest.raises(ValueError, match="if and only if"):
        make("scored")

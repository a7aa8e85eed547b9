"""What the names of plans and parts stand for in the shipped role."""

from functools import cache
from itertools import product

import pytest
from questions_in_place import in_place
from small_plan import PERSONA

from voiceinterview.app.planning import plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.bank import OWN_ROUNDS, load_rounds, ready_rounds
from voiceinterview.content.folders import find_content
from voiceinterview.content.roles import load_role
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import SetupError, UnknownName
from voiceinterview.interview.agenda import make_plan
from voiceinterview.interview.picking import Wishes
from voiceinterview.interview.rounds import FULL, QUICK, Round, round_names
from voiceinterview.testing import VirtualClock

STAGES = (
    "recruiter-screen", "technical-screen", "ml-stats-deep-dive", "ml-system-design",
    "case-study", "behavioral-product", "hiring-manager",
)  # fmt: skip


def planned(*stages: str, minutes: float | None = None) -> Plan:
    settings = Settings(stages=stages, minutes=minutes, seed=2)
    return plan_interview(settings, find_content(), VirtualClock())


def parts(plan: Plan) -> list[str]:
    return [stage.id for stage in plan.stages]


def test_without_a_name_it_is_the_short_form_in_half_an_hour() -> None:
    plan = planned()
    assert parts(plan) == parts(planned("quick")) == ["viva", "code-review", "star"]
    assert plan.minutes == pytest.approx(30)
    assert {part.format: part.share for part in plan.mix} == {
        "viva": 60, "code-review": 30, "star": 10,
    }  # fmt: skip


def test_a_full_interview_has_every_stage_and_the_review_after_the_case() -> None:
    plan = planned("full")
    assert [name for name in parts(plan) if name in STAGES] == list(STAGES)
    assert parts(plan)[parts(plan).index("case-study") + 1] == "code-review"
    whole = sum(part.minutes for part in plan.mix)
    longest = max(one.minutes for stage in plan.stages for one in stage.questions)
    assert all(abs(part.minutes - part.share * whole / 100) <= longest for part in plan.mix)


def test_parts_can_be_named_stages_and_formats_alike() -> None:
    plan = planned("star", "recruiter-screen", "star")
    assert parts(plan) == ["star", "recruiter-screen"]
    assert plan.mix == ()


def test_a_format_is_rated_by_its_own_rubric_and_opens_with_its_own_brief() -> None:
    review, stage = planned("code-review", "case-study").stages
    assert (review.rubric, stage.rubric) == ("code-review", "")
    assert "code" in review.opening and "code" in review.closing
    assert all(question.shown for question in review.questions)


def test_a_viva_goes_through_the_types_of_question_from_all_stages() -> None:
    (viva,) = planned("viva", minutes=45).stages
    assert {one.type for one in viva.questions} == {
        "fundamentals", "trade-offs", "debugging", "architecture", "latest-tech",
    }  # fmt: skip
    assert len({one.stage for one in viva.questions}) > 1


def test_a_whole_plan_goes_alone() -> None:
    with pytest.raises(SetupError, match="'full' is a whole plan") as caught:
        planned("star", "full")
    assert "--plan star" in caught.value.advice


def test_an_unknown_part_lists_plans_stages_and_formats() -> None:
    with pytest.raises(UnknownName, match="unknown stage: 'lunch'") as caught:
        planned("lunch")
    assert "full, quick, recruiter-screen" in caught.value.advice
    assert "viva, code-review, star" in caught.value.advice


@cache
def rounds_of(plan: str) -> tuple[Round, ...]:
    role = load_role(find_content(), "data-scientist-ml")
    names = round_names(plan, role, ready_rounds(find_content(), role), OWN_ROUNDS)
    return load_rounds(find_content(), role, names)


@pytest.mark.parametrize("minutes", [1, 3, 10, 25, 60, 90, 240])
@pytest.mark.parametrize("plan", [QUICK, FULL])
def test_the_shipped_bank_fills_any_time_and_no_more(plan: str, minutes: float) -> None:
    role = load_role(find_content(), "data-scientist-ml")
    for seed in range(3):
        made = make_plan(
            role, rounds_of(plan), PERSONA, Wishes(seed=seed), minutes=minutes, keep_mix=True
        )
        assert 0.9 * minutes - 1 <= made.minutes <= minutes + 1e-9
        whole = sum(part.minutes for part in made.mix)
        longest = max(one.minutes for some in rounds_of(plan) for one in some.bank)
        if not any(note.startswith("Left out") for note in made.notes):
            assert all(abs(p.minutes - p.share * whole / 100) <= longest for p in made.mix)


@pytest.mark.parametrize("stage", ["recruiter-screen", "hiring-manager"])
def test_her_turn_to_ask_closes_a_stage_and_her_path_opens_one(stage: str) -> None:
    role = load_role(find_content(), "data-scientist-ml")
    rounds = load_rounds(find_content(), role, (stage,))
    seen: set[str | None] = set()
    for minutes, seed in product((3, 8, 12, 20, 60), range(12)):
        (made,) = make_plan(role, rounds, PERSONA, Wishes(seed=seed), minutes=minutes).stages
        seen.update(one.place for one in made.planned)
        assert in_place(made), (minutes, seed)
        assert made.planned[0].place != "last"
        between = [one.difficulty for one in made.planned if one.place is None]
        assert between == sorted(between)
    assert "last" in seen

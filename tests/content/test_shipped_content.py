"""The content that ships reads whole, says what the role's facts say, and loads fast."""

import string
from pathlib import Path

import pytest

from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.moves import load_moves
from voiceinterview.content.pack import check_content, ready_stages
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.role import Role

STAGES = [
    "recruiter-screen",
    "technical-screen",
    "ml-stats-deep-dive",
    "ml-system-design",
    "case-study",
    "behavioral-product",
    "hiring-manager",
]

JUDGED = "stage_title rubric levels key_points nonce"
FILLED_IN = {
    "interviewer/reply.md": (
        "persona_title manner stage_title brief background earlier question missing moves default"
    ),
    "judge/rate-stage.md": JUDGED,
    "judge/rate-criterion.md": JUDGED,
    "judge/ask-again.md": "quotes",
    "judge/rate-code.md": "",
    "judge/ask-again-code.md": "quotes lines",
    "judge/transcript.md": "nonce turns",
}


@pytest.fixture(scope="module")
def shipped() -> Content:
    return find_content()


@pytest.fixture(scope="module")
def role(shipped: Content) -> Role:
    return load_role(shipped, "data-scientist-ml")


def test_nothing_that_ships_is_damaged(shipped: Content) -> None:
    check_content(shipped)
    read = {"/".join(Path(source).parts[:2]) for source in shipped.digests}
    assert read >= {"prompts/personas", "prompts/interviewer", "prompts/judge"}
    assert read >= {"prompts/data-scientist-ml", "rubrics/data-scientist-ml"}


def test_the_role_has_its_seven_stages_and_its_mix(role: Role) -> None:
    assert [stage.id for stage in role.stages] == STAGES
    assert {part.id: part.share for part in role.formats} == {
        "viva": 60,
        "code-review": 30,
        "star": 10,
    }
    assert role.formats[0].question_types == (
        "fundamentals",
        "trade-offs",
        "debugging",
        "architecture",
        "latest-tech",
    )
    assert (role.salary.low, role.salary.high, role.salary.open_ended) == (55_000, 120_000, True)
    assert (role.salary.recruiter_low, role.salary.recruiter_high) == (60_000, 120_000)
    assert (role.difficulty.interview, role.difficulty.preparation) == (8, 3.5)
    assert role.stage("case-study").real_minutes == (240, 480)
    assert role.stage("case-study").real_days == (3, 5)
    assert role.preparation.weeks == (3, 5)


def test_the_recognizer_is_told_of_many_terms_as_they_are_spoken(role: Role) -> None:
    assert len(role.vocabulary) >= 250
    speakable = set(string.ascii_letters + string.digits + " -/'")
    assert not [term for term in role.vocabulary if set(term) - speakable]


def test_all_seven_stages_can_be_practiced(shipped: Content, role: Role) -> None:
    assert ready_stages(shipped, role) == tuple(stage.id for stage in role.stages)
    assert len(load_questions(shipped, role)) >= 100


@pytest.mark.parametrize("name", FILLED_IN)
def test_prompts_have_the_variables_that_the_program_fills_in(shipped: Content, name: str) -> None:
    variables = frozenset(FILLED_IN[name].split())
    prompt = load_prompt(shipped, shipped.prompts / name, variables)
    filled = prompt.render(**{variable: f"<{variable}>" for variable in variables})
    assert [variable for variable in variables if f"<{variable}>" not in filled] == []


def test_every_kind_of_follow_up_has_a_move(shipped: Content) -> None:
    moves = load_moves(shipped)
    assert {"probe", "challenge", "what-if", "deepen", "next-question", "next-stage"} <= set(moves)

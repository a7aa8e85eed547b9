"""A whole plan keeps the role's mix of formats: 60, 30 and 10 percent of the minutes."""

from functools import cache

from agenda_world import ROLE, asked, banks, held, ids, planned
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from voiceinterview.content.bank import OWN_ROUNDS
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.interview.picking import Wishes
from voiceinterview.interview.rounds import FULL, QUICK, Round, round_names

SHARES = {"viva": 0.6, "code-review": 0.3, "star": 0.1}
LEFT_OUT = ("Left out", "Nothing in the format")


def minutes_of(plan: Plan) -> dict[str, int]:
    return {part.format: part.minutes for part in plan.mix}


def keeps_the_mix(plan: Plan, longest: int) -> bool:
    """Whether each format is within one question, the `longest` at most, of its share, or within
    a twentieth of the time where that is more."""
    minutes = minutes_of(plan)
    whole = sum(minutes.values())
    near = max(longest, whole / 20)
    return all(abs(minutes[name] - share * whole) <= near for name, share in SHARES.items())


@cache
def many(name: str, kind: str, minutes: int = 6, count: int = 40) -> tuple[Question, ...]:
    return tuple(
        asked(f"{name}{n}", kind=kind, minutes=minutes, difficulty=n % 3 + 1) for n in range(count)
    )


def short_form() -> list[Round]:
    return [
        held("viva", many("v", "viva"), minutes=30),
        held("code-review", many("c", "code-review", 11), minutes=25),
        held("star", many("s", "star", 7), minutes=20),
    ]


def every_stage() -> list[Round]:
    talk = many("t", "conversation", 4)
    both = many("k", "coding", 7) + many("kv", "viva", 5)
    return [
        held("recruiter", talk, minutes=12),
        held("screen", both, minutes=30),
        held("design", many("d", "design", 9), minutes=30),
        held("review", many("c", "code-review", 12), minutes=25),
        held("stories", many("s", "star", 7) + many("p", "case", 8), minutes=25),
    ]


def test_an_hour_of_the_short_form_is_divided_as_whole_questions_allow() -> None:
    plan = planned(*short_form(), minutes=60, keep_mix=True)
    assert [round(stage.minutes) for stage in plan.stages] == [33, 20, 6]
    assert keeps_the_mix(plan, longest=11)
    assert plan.minutes == 60


def test_a_full_interview_mixes_over_all_its_stages() -> None:
    plan = planned(*every_stage(), keep_mix=True)
    assert len(plan.stages) == 5
    assert keeps_the_mix(plan, longest=12)
    assert not plan.notes


def test_conversations_are_outside_the_mix() -> None:
    plan = planned(*every_stage(), keep_mix=True)
    talk = sum(one.minutes for one in plan.stages[0].planned)
    assert sum(minutes_of(plan).values()) + talk == sum(
        one.minutes for stage in plan.stages for one in stage.planned
    )


def test_with_little_time_what_is_outside_the_mix_is_left_out_first() -> None:
    plan = planned(*every_stage(), minutes=18, keep_mix=True)
    assert "recruiter" not in [stage.id for stage in plan.stages]
    assert plan.notes[0].startswith("Left out for want of time: Recruiter")


def test_a_format_that_nobody_asks_is_said() -> None:
    plan = planned(short_form()[0], short_form()[2], minutes=60, keep_mix=True)
    assert "Nothing in the format Code review: its 30 % go to the others." in plan.notes
    assert minutes_of(plan)["code-review"] == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(3, 12), st.integers(8, 16), st.integers(4, 9)), min_size=1,
             max_size=3),
    st.integers(25, 240),
    st.integers(0, 99),
)  # fmt: skip
def test_each_format_is_within_one_question_of_its_share(
    lengths: list[tuple[int, int, int]], minutes: int, seed: int
) -> None:
    """Banks that do not run out, of any lengths, in one to three rounds a format."""
    rounds = [
        held(f"{kind}{n}", many(f"{kind}{n}-", kind, length, 60 // length + 20), minutes=20)
        for n, triple in enumerate(lengths)
        for kind, length in zip(SHARES, triple, strict=True)
    ]
    plan = planned(*rounds, minutes=minutes, keep_mix=True, wishes=Wishes(seed=seed))
    assume(not any(note.startswith(LEFT_OUT) for note in plan.notes))
    longest = max(max(triple) for triple in lengths)
    assert keeps_the_mix(plan, longest), (minutes_of(plan), plan.minutes)


@settings(max_examples=40, deadline=None)
@given(
    st.data(),
    st.integers(60, 240),
)
def test_mixed_stages_keep_the_mix_too(data: st.DataObject, minutes: int) -> None:
    """Stages that ask several formats, with banks of different lengths."""
    rounds = [
        held(f"r{n}", [*data.draw(banks(f"r{n}", kinds)), *many(f"m{n}", kinds[0])])
        for n, kinds in enumerate((["viva", "star"], ["code-review", "viva"], ["star"]))
    ]
    plan = planned(*rounds, minutes=minutes, keep_mix=True)
    assume(not any(note.startswith(LEFT_OUT) for note in plan.notes))
    longest = max(one.minutes for some in rounds for one in some.bank)
    assert keeps_the_mix(plan, longest), (minutes_of(plan), ids(plan))


def test_a_full_interview_is_every_stage_and_the_formats_that_no_stage_asks() -> None:
    stages = [stage.id for stage in ROLE.stages]
    ready = [*stages, *SHARES]
    names = round_names(FULL, ROLE, ready, OWN_ROUNDS)
    assert [name for name in names if name in stages] == stages
    assert names[names.index("code-review") - 1] == "case-study"
    assert "viva" not in names and "star" not in names


def test_a_quick_interview_is_a_round_in_each_format() -> None:
    assert round_names(QUICK, ROLE, SHARES, OWN_ROUNDS) == ("viva", "code-review", "star")


def test_what_is_not_ready_is_in_no_plan() -> None:
    assert round_names(FULL, ROLE, ["case-study"], OWN_ROUNDS) == ("case-study",)
    assert round_names(QUICK, ROLE, ["viva"], OWN_ROUNDS) == ("viva",)

"""Which questions an interview asks, in which order, in how many minutes."""

from dataclasses import replace

import pytest
from agenda_world import asked, banks, held, ids, interviews, planned
from hypothesis import given, settings
from hypothesis import strategies as st
from questions_in_place import in_place

from voiceinterview.domain.questions import Question
from voiceinterview.interview.picking import Asked, Level, Wishes
from voiceinterview.interview.rounds import Round

BANK = [
    asked(f"q{difficulty}{number}", difficulty=difficulty, minutes=5)
    for difficulty in (1, 2, 3)
    for number in range(4)
]


def test_the_same_seed_asks_the_same_and_another_one_others() -> None:
    def drawn(seed: int) -> list[str]:
        return ids(planned(held("one", BANK), wishes=Wishes(seed=seed)))

    assert drawn(1) == drawn(1)
    assert len({tuple(drawn(seed)) for seed in range(8)}) > 1


def test_a_stage_holds_as_many_questions_as_fit_from_easy_to_hard() -> None:
    (stage,) = planned(held("one", BANK, minutes=22)).stages
    assert [one.difficulty for one in stage.planned] == sorted(
        one.difficulty for one in stage.planned
    )
    assert len(stage.planned) == 4


def test_minutes_are_shared_out_as_the_stages_usually_are() -> None:
    plan = planned(held("one", BANK, minutes=30), held("two", BANK[:4], minutes=10), minutes=20)
    assert [stage.minutes for stage in plan.stages] == [15, 5]


def test_a_stage_begins_in_its_main_format_with_the_easiest() -> None:
    bank = [
        asked("hard-task", kind="coding", difficulty=3),
        asked("task", kind="coding", difficulty=2),
        asked("theory", kind="viva", difficulty=1),
    ]
    assert ids(planned(held("one", bank)))[0] == "task"


def test_stories_come_before_anything_is_reasoned_about() -> None:
    bank = [
        asked("story", kind="star", difficulty=1),
        asked("metric", kind="viva", difficulty=1),
        asked("old-story", kind="star", difficulty=3),
    ]
    assert ids(planned(held("one", bank))) == ["story", "old-story", "metric"]


def test_a_question_with_a_place_is_asked_there_whatever_its_difficulty() -> None:
    bank = [
        asked("hard", difficulty=3),
        asked("your-turn", place="last"),
        asked("easy"),
        asked("your-path", difficulty=2, place="first"),
    ]
    assert ids(planned(held("one", bank))) == ["your-path", "easy", "hard", "your-turn"]


def test_of_those_with_the_same_place_one_is_asked_and_none_is_a_spare() -> None:
    bank = [asked(f"{place}{n}", place=place) for place in ("first", "last") for n in range(4)]
    wishes = Wishes(first=frozenset(one.id for one in bank))
    (stage,) = planned(held("one", [*bank, *BANK], minutes=40), wishes=wishes).stages
    assert [one.place for one in stage.questions if one.place] == ["first", "last"]
    assert stage.planned[0].place == "first" and stage.planned[-1].place == "last"
    assert stage.spare == 3


def test_a_stage_with_time_for_one_question_does_not_ask_only_its_last() -> None:
    for seed in range(9):
        bank = [asked("your-turn", minutes=2, place="last"), asked("long", minutes=12)]
        plan = planned(held("one", bank), minutes=3, wishes=Wishes(seed=seed))
        assert ids(plan) == ["long"]


@pytest.mark.parametrize(("level", "number"), [("easy", 1), ("medium", 2), ("hard", 3)])
def test_a_difficulty_is_kept_while_there_is_enough_of_it(level: Level, number: int) -> None:
    plan = planned(held("one", BANK), wishes=Wishes(difficulty=level))
    assert {one.difficulty for one in plan.stages[0].planned} == {number}
    assert not plan.notes


def test_a_difficulty_that_is_rare_is_eked_out_and_said() -> None:
    bank = [asked("hard", difficulty=3), asked("medium", difficulty=2), asked("easy")]
    plan = planned(held("one", bank, minutes=10), wishes=Wishes(difficulty="hard"))
    assert set(ids(plan)) == {"hard", "medium"}
    assert plan.notes == ("One: 1 of 2 questions is hard; it has no more that fit.",)


def test_types_and_tags_are_covered_before_one_comes_twice() -> None:
    bank = [
        asked(f"{kind}{number}", type=kind, tags=(kind,), minutes=5)
        for kind in ("fundamentals", "debugging", "trade-offs", "architecture")
        for number in range(5)
    ]
    (stage,) = planned(held("one", bank, minutes=20)).stages
    assert len({one.type for one in stage.planned}) == 4


def test_what_was_asked_lately_comes_last() -> None:
    past = tuple(Asked(one.id, days_ago=1.0) for one in BANK[:8])
    plan = planned(held("one", BANK, minutes=20), wishes=Wishes(past=past))
    assert set(ids(plan)) == {one.id for one in BANK[8:]}
    assert not plan.notes


def test_of_what_was_asked_before_the_oldest_comes_again_and_it_is_said() -> None:
    past = (Asked("today", 0.2), Asked("week", 7.0), Asked("month", 27.0), Asked("today", 90.0))
    bank = [asked(name) for name in ("today", "week", "month")]
    plan = planned(held("one", bank, minutes=10), wishes=Wishes(past=past))
    assert set(ids(plan)) == {"week", "month"}
    assert plan.notes == (
        "Asked again, for want of others: week (7 days ago), month (27 days ago).",
    )


def test_what_was_asked_long_ago_is_as_good_as_new() -> None:
    bank = [asked("old"), *(asked(f"new{n}", tags=("x",)) for n in range(3))]
    plan = planned(held("one", bank, minutes=10), wishes=Wishes(past=(Asked("old", 400.0),)))
    assert "old" in ids(plan)
    assert not plan.notes


def test_what_the_job_is_about_comes_first() -> None:
    bank = [asked(f"q{n}", tags=(f"t{n}",)) for n in range(20)]
    bank.append(asked("streams", tags=("kafka",)))
    for seed in range(5):
        wishes = Wishes(seed=seed, terms={"Kafka": 2.0})
        assert "streams" in ids(planned(held("one", bank, minutes=10), wishes=wishes))


def test_too_little_time_for_all_stages_leaves_some_out_and_says_so() -> None:
    rounds = [held(f"stage{n}", [asked(f"q{n}")]) for n in range(4)]
    plan = planned(*rounds, minutes=5)
    assert [stage.id for stage in plan.stages] == ["stage0", "stage1"]
    assert plan.notes[0] == "Left out for want of time: Stage2; Stage3."
    assert plan.minutes <= 5


def test_a_question_longer_than_its_stage_gets_the_minutes_there_are() -> None:
    (stage,) = planned(held("one", [asked("long", minutes=12)]), minutes=4).stages
    assert stage.planned[0].minutes == 4


def test_of_several_the_one_that_fits_is_taken() -> None:
    bank = [asked(f"long{n}", minutes=12) for n in range(9)] + [asked("short", minutes=3)]
    assert ids(planned(held("one", bank), minutes=4)) == ["short"]


def test_a_bank_too_small_for_the_time_is_said() -> None:
    plan = planned(held("one", [asked("q", minutes=5)], minutes=60))
    assert plan.notes == ("One: questions for 5 of its 60 minutes, no more.",)


def test_a_round_without_a_question_is_refused() -> None:
    with pytest.raises(ValueError, match="no question for one"):
        planned(replace(held("one", BANK), bank=()))


def test_no_question_is_asked_in_two_rounds() -> None:
    plan = planned(held("one", BANK), held("two", BANK))
    assert len(set(ids(plan))) == len(ids(plan))


@settings(max_examples=60, deadline=None)
@given(interviews(), st.floats(0.5, 240), st.booleans(), st.integers(0, 9))
def test_any_interview_is_planned_within_its_time(
    rounds: list[Round], minutes: float, keep_mix: bool, seed: int
) -> None:
    wishes = Wishes(seed=seed)
    plan = planned(*rounds, minutes=minutes, keep_mix=keep_mix, wishes=wishes)
    assert plan.minutes <= minutes + 1e-9
    assert plan.stages and all(stage.planned for stage in plan.stages)
    assert len(set(ids(plan))) == len(ids(plan))
    for stage in plan.stages:
        assert in_place(stage)
        meant = sum(one.minutes for one in stage.planned)
        assert meant <= max(stage.minutes, len(stage.planned))
    order = [one.id for one in rounds]
    kept = [order.index(stage.id) for stage in plan.stages]
    assert kept == sorted(kept)


@settings(max_examples=40, deadline=None)
@given(banks("q", ["viva", "design"]), st.integers(0, 9))
def test_the_bank_is_asked_to_the_letter_but_for_minutes(bank: list[Question], seed: int) -> None:
    plan = planned(held("one", bank), wishes=Wishes(seed=seed))
    known = {one.id: one for one in bank}
    for one in plan.stages[0].planned:
        assert replace(one, minutes=known[one.id].minutes) == known[one.id]
        assert 1 <= one.minutes <= known[one.id].minutes

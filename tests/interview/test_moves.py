"""Which moves are open after an answer, and which of them the core would make."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plan import PERSONA, question, small_plan, stage

from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import FollowUp, RedFlag
from voiceinterview.domain.speech import samples
from voiceinterview.interview.course import Course
from voiceinterview.interview.moves import CUE_MOVES, open_moves, pass_on
from voiceinterview.interview.reading import Reading

MINUTE = samples(60)


def begun(plan: Plan | None = None) -> Course:
    return Course(plan or small_plan()).opened_at(0)


def first(course: Course, at: int = MINUTE, reading: Reading = "answer") -> str:
    return open_moves(course, reading, at)[0].name


def names(course: Course, reading: Reading = "answer", at: int = MINUTE) -> list[str]:
    return [move.name for move in open_moves(course, reading, at)]


def curious(*follows: str) -> Plan:
    phrases = {**PERSONA.phrases, "whys": ("Why so?",), "numbers": ("How much?", "How many?")}
    return replace(small_plan(), persona=replace(PERSONA, phrases=phrases, follows=follows))


def test_a_missing_key_point_is_asked_for_first() -> None:
    move = open_moves(begun().hearing("I look at the split."), "answer", MINUTE)[0]
    assert (move.name, move.label) == ("probe:drift", "probe")
    assert move.course.asked == "What changes over time?"


def test_what_was_heard_is_dug_into_once_nothing_is_missing() -> None:
    assert first(begun().hearing("the split and drift")) == "deepen:split"


def test_all_said_and_one_question_deeper_is_enough() -> None:
    course = open_moves(begun().hearing("the split and drift"), "answer", MINUTE)[0].course
    assert first(course) == "go-on"


def test_nobody_digs_a_third_time() -> None:
    course, made = begun().hearing("no idea"), []
    for _ in range(3):
        move = open_moves(course, "answer", MINUTE)[0]
        made.append(move.name)
        course = move.course
    assert made == ["probe:split", "probe:drift", "go-on"]


def test_a_heavy_key_point_is_worth_a_third_follow_up() -> None:
    bank = question("q", "Why?")
    heavy = replace(bank, key_points=(bank.key_points[0], replace(bank.key_points[1], weight=3)))
    course = begun(small_plan(stage("one", heavy))).hearing("the split")
    other = (FollowUp("deepen", "a?"), FollowUp("deepen", "b?"))
    assert first(replace(course, follow_ups=other)) == "probe:drift"
    assert first(replace(course, follow_ups=(*other, bank.follow_ups[1]))) == "go-on"


def test_a_question_made_for_longer_talk_is_dug_into_for_longer() -> None:
    bank = question("q", "Why?")
    rungs = tuple(FollowUp("what-if", f"And {n}?") for n in range(9))
    course = begun(small_plan(stage("one", replace(bank, minutes=12, follow_ups=rungs))))
    asked = 0
    while (move := open_moves(course.hearing("no"), "answer", MINUTE)[0]).follow_up:
        course, asked = move.course, asked + 1
    assert asked == 4


def test_a_question_over_its_time_is_left() -> None:
    move = open_moves(begun().hearing("no idea"), "answer", 6 * MINUTE)[0]
    assert (move.kind, move.course.question.id) == ("next_question", "q2")


def test_depth_is_dropped_before_breadth() -> None:
    course = begun().at_question(0, 0).asked_at(17 * MINUTE).hearing("no idea")
    course = replace(course, done=())
    assert first(course, 17 * MINUTE) == "probe:split"
    assert first(course, 19 * MINUTE) == "go-on"  # q2 would not be reached in time


def test_a_stage_out_of_time_gives_way_to_the_next_and_the_last_to_the_end() -> None:
    (move,) = open_moves(begun().hearing("no idea"), "answer", 20 * MINUTE)
    assert (move.kind, move.course.stage.id) == ("next_stage", "two")
    (last,) = open_moves(move.course.stage_opened_at(20 * MINUTE), "answer", 41 * MINUTE)
    assert last.kind == "close"


def test_no_stage_is_opened_when_the_interview_is_over() -> None:
    assert pass_on(begun(), 40 * MINUTE - samples(46)).kind == "next_stage"
    assert pass_on(begun(), 40 * MINUTE - samples(44)).kind == "close"


def test_no_new_question_is_begun_in_the_last_minute_and_a_half() -> None:
    assert pass_on(begun(), 20 * MINUTE - samples(91)).kind == "next_question"
    assert pass_on(begun(), 20 * MINUTE - samples(89)).kind == "next_stage"


def test_the_end_comes_after_the_last_question_of_the_last_stage() -> None:
    assert pass_on(begun(small_plan(stage("one", question("q", "Why?")))), MINUTE).kind == "close"


def test_who_does_not_know_gets_both_hints_and_then_another_question() -> None:
    course, made = begun(), []
    for _ in range(3):
        move = open_moves(course, "unknown", MINUTE)[0]
        made.append(move.name)
        course = move.course
    assert made == ["hint", "hint", "go-on"]


def test_an_answer_gives_no_hint_away() -> None:
    assert "hint" not in names(begun().hearing("no idea"))


def test_a_hint_asked_for_when_none_is_left_is_declined() -> None:
    assert first(replace(begun(), hints=2), reading="hint") == "decline"


@pytest.mark.parametrize(("reading", "kind"), CUE_MOVES.items())
def test_what_is_no_answer_gets_its_own_reply_and_leaves_the_question_open(
    reading: Reading, kind: str
) -> None:
    move = open_moves(begun(), reading, MINUTE)[0]
    assert move.kind == kind
    assert (move.course.question.id, move.course.follow_ups) == ("q1", ())


def test_whoever_asks_back_a_third_time_is_helped_on() -> None:
    course = open_moves(begun(), "clarify", MINUTE)[0].course
    course = open_moves(course, "small_talk", MINUTE)[0].course
    assert names(course, "clarify") == ["go-on"]


def test_a_persona_follows_up_in_her_own_order() -> None:
    said = "the split, then drift"
    probing, deep = curious("probe", "deepen", "why"), curious("why", "numbers", "probe", "deepen")
    assert first(begun(probing).hearing("drift")) == "probe:split"
    assert names(begun(deep).hearing(said))[:3] == ["why", "deepen:split", "numbers"]


def test_what_is_missing_is_asked_for_by_the_second_follow_up_whatever_she_likes() -> None:
    course = begun(curious("deepen", "why", "probe")).hearing("the split")
    move = open_moves(course, "answer", MINUTE)[0]
    assert move.name == "deepen:split"
    assert first(move.course) == "probe:drift"


def test_her_own_questions_never_come_twice_in_the_same_words() -> None:
    course = begun(curious("numbers", "why", "probe")).hearing("the split and drift")
    asked = []
    for place in (1, 1):
        move = open_moves(course, "answer", MINUTE)[0]
        asked.append(move.course.asked)
        course = move.course.at_question(0, place).asked_at(0).hearing("the split and drift")
    assert asked == ["How much?", "How many?"]


def test_a_claim_that_is_a_red_flag_is_challenged() -> None:
    bank = question("q", "Why?")
    flagged = replace(
        bank,
        red_flags=(RedFlag("tuned", "Tunes on test.", ("on the test set",)),),
        follow_ups=(*bank.follow_ups, FollowUp("challenge", "Who says so?")),
    )
    course = begun(small_plan(stage("one", flagged))).hearing("I tune on the test set")
    assert first(course) == "challenge"


def test_a_coached_answer_gets_one_second_try_where_something_is_missing() -> None:
    plan = replace(small_plan(), coaching={"second_try": ("Again?",)})
    course = begun(plan).hearing("the split")
    again = open_moves(course, "answer", MINUTE)[0]
    assert again.name == "feedback"
    assert first(again.course.hearing("still the split")) == "probe:drift"
    assert first(course.hearing("and drift")) == "deepen:split"


READINGS = st.sampled_from(["answer", "unknown", "hint", "move_on", *CUE_MOVES])


@given(st.lists(st.tuples(READINGS, st.sampled_from(["", "split", "drift"])), max_size=40))
def test_every_interview_moves_on_and_no_option_is_named_twice(
    said: list[tuple[Reading, str]],
) -> None:
    course, at, kinds = begun(curious("why")), 0, []
    for reading, words in said:
        at += MINUTE // 2
        moves = open_moves(course.hearing(words), reading, at)
        assert len({move.name for move in moves}) == len(moves)
        move = moves[0]
        kinds.append(move.kind)
        assert move.kind == "close" or move.course.left_in_stage(at) > 0 or move.passes_on
        if move.kind == "close":
            break
        course = move.course
        if move.passes_on:
            course = course.asked_at(at)
    longest = max((len(run) for run in _runs(kinds)), default=0)
    assert longest <= 3 + 2 + 2  # follow-ups, hints, asides


def _runs(kinds: list[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for kind in kinds:
        if kind in ("next_question", "next_stage"):
            runs.append([])
        elif kind != "repeat":
            runs[-1].append(kind)
    return runs


def test_spares_come_before_what_closes_the_stage_while_it_keeps_its_time() -> None:
    plain, last, spare = (question(name, f"How {name}?") for name in ("plain", "last", "spare"))
    one = replace(stage("one", plain, replace(last, place="last"), spare), spare=1)
    course = begun(small_plan(one))
    early, late = pass_on(course, 8 * MINUTE), pass_on(course, 13 * MINUTE)
    assert (early.course.question.id, late.course.question.id) == ("spare", "last")


def test_a_spare_question_is_asked_only_where_the_plan_left_it_the_time() -> None:
    one = stage("one", question("q1", "How?"), question("extra", "And?"), minutes=10)
    course = begun(small_plan(replace(one, spare=1)))
    assert course.waiting() == ()
    assert pass_on(course, 6 * MINUTE).course.question.id == "extra"
    assert pass_on(course, 8 * MINUTE).kind == "close"

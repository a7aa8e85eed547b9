"""Which move comes next, by what was covered and by the time left."""

from small_plan import question, small_plan, stage

from voiceinterview.domain.speech import samples
from voiceinterview.interview.course import Course, next_move, pass_on

MINUTE = samples(60)


def begun() -> Course:
    return Course(small_plan()).began(0)


def test_a_missing_key_point_is_asked_for_first() -> None:
    move = next_move(begun().hearing("I look at the split."), MINUTE)
    assert (move.kind, move.follow_up and move.follow_up.ask) == (
        "follow_up",
        "What changes over time?",
    )
    assert move.course.asked() == "What changes over time?"


def test_what_was_heard_is_dug_into_once_nothing_is_missing() -> None:
    move = next_move(begun().hearing("the split and drift"), MINUTE)
    assert move.follow_up is not None
    assert move.follow_up.ask == "Why the split first?"


def test_nobody_digs_a_third_time() -> None:
    course = begun().hearing("no idea")
    kinds = []
    for _ in range(3):
        move = next_move(course, MINUTE)
        kinds.append(move.kind)
        course = move.course.began(MINUTE)
    assert kinds == ["follow_up", "follow_up", "next_question"]


def test_a_question_over_its_time_is_left() -> None:
    move = next_move(begun().hearing("no idea"), 6 * MINUTE)
    assert (move.kind, move.course.question.id) == ("next_question", "q2")


def test_a_stage_out_of_time_gives_way_to_the_next_and_the_last_to_the_end() -> None:
    move = next_move(begun().hearing("no idea"), 20 * MINUTE)
    assert (move.kind, move.course.stage.id) == ("next_stage", "two")
    assert next_move(move.course.began(20 * MINUTE), 41 * MINUTE).kind == "close"


def test_no_new_question_is_begun_in_the_last_minute_and_a_half() -> None:
    assert pass_on(begun(), 20 * MINUTE - samples(91)).kind == "next_question"
    assert pass_on(begun(), 20 * MINUTE - samples(89)).kind == "next_stage"


def test_the_clock_of_a_question_starts_when_it_goes_out_and_not_anew_at_a_follow_up() -> None:
    follow_up = next_move(begun().hearing("no idea"), MINUTE).course.began(MINUTE)
    assert (follow_up.stage_began, follow_up.question_began) == (0, 0)
    following = pass_on(follow_up, 2 * MINUTE).course.began(2 * MINUTE)
    assert (following.stage_began, following.question_began) == (0, 2 * MINUTE)
    assert following.heard == ""


def test_the_end_comes_after_the_last_question_of_the_last_stage() -> None:
    only = Course(small_plan(stage("one", question("q", "Why?")))).began(0)
    assert pass_on(only, MINUTE).kind == "close"

"""Where the interview stands: what was covered, what time is left, which question is next."""

from dataclasses import replace

from small_plan import question, small_plan, stage

from voiceinterview.domain.speech import samples
from voiceinterview.interview.course import Course

MINUTE = samples(60)


def begun() -> Course:
    return Course(small_plan()).opened_at(0)


def three_levels() -> Course:
    easy, middle, hard = (
        replace(question(name, f"How {name}?"), difficulty=level)
        for name, level in (("easy", 1), ("middle", 2), ("hard", 3))
    )
    return Course(small_plan(stage("one", middle, easy, hard))).opened_at(0)


def test_what_was_said_or_credited_is_not_missing() -> None:
    course = begun().hearing("I look at the split.")
    assert (course.found, course.missing) == (("split",), ("drift",))
    assert course.crediting(("drift",)).missing == ()


def test_a_question_left_behind_keeps_what_was_covered_by_weight() -> None:
    (covered,) = begun().hearing("the split").at_question(0, 1).done
    assert (covered.question.id, covered.found, covered.share) == ("q1", ("split",), 2 / 3)


def test_the_clock_of_a_question_starts_when_it_is_asked() -> None:
    course = begun().at_question(0, 1).asked_at(2 * MINUTE)
    assert (course.stage_began, course.question_began, course.heard) == (0, 2 * MINUTE, "")
    assert course.left_in_question(3 * MINUTE) == 4 * MINUTE


def test_a_stage_ends_when_it_was_planned_to_however_late_it_began() -> None:
    course = begun().at_question(1, 0).stage_opened_at(25 * MINUTE)
    assert course.left_in_stage(25 * MINUTE) == 15 * MINUTE
    assert course.left(25 * MINUTE) == 15 * MINUTE


def test_after_a_strong_answer_a_harder_question_comes_next() -> None:
    course = three_levels()
    assert course.hearing("the split and drift").following() == 2
    assert course.following() == 1  # nothing was said: an easier one
    assert course.hearing("drift").crediting(()).following() == 1  # a third of the weight: weak


def test_a_strong_answer_that_took_a_hint_calls_for_nothing_harder() -> None:
    course = replace(three_levels().hearing("the split and drift"), hints=1)
    assert course.following() == 1


def test_what_closes_a_stage_waits_for_all_others_however_hard_it_is() -> None:
    first, last, other = (question(name, f"How {name}?") for name in ("first", "last", "other"))
    last = replace(last, difficulty=3, place="last")
    course = Course(small_plan(stage("one", first, last, other))).opened_at(0)
    assert course.hearing("the split and drift").following() == 2  # strong: harder, but no
    assert course.at_question(0, 2).following() == 1


def test_once_a_stage_was_closed_no_spare_question_is_asked() -> None:
    first, last, spare = (question(name, f"How {name}?") for name in ("first", "last", "spare"))
    one = replace(stage("one", first, replace(last, place="last"), spare), spare=1)
    course = Course(small_plan(one)).opened_at(0)
    assert course.spares() == (2,)
    assert course.at_question(0, 1).spares() == ()


def test_no_question_is_asked_twice() -> None:
    course = three_levels()
    asked = [course.question.id]
    while (place := course.following()) is not None:
        course = course.hearing("drift").at_question(0, place).asked_at(0)
        asked.append(course.question.id)
    assert sorted(asked) == ["easy", "hard", "middle"]

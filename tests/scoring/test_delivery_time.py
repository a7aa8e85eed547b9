"""Pace and pauses of answers whose words stand at known places."""

import pytest
from told import answer, measured, placed, told, typed

from voiceinterview.domain.speech import samples

TEN = "one thing leads to another and so does the next"  # ten words, three seconds


def test_pace_is_words_by_the_time_from_the_first_to_the_last() -> None:
    pace = told(f"{TEN} [2.0] {TEN}").speech.pace
    assert pace is not None
    assert (pace.words, pace.talk_seconds, pace.pause_seconds) == (20, 8.0, 2.0)
    assert pace.speaking_rate == pytest.approx(60 * 20 / 8)
    assert pace.articulation_rate == pytest.approx(60 * 20 / 6)


def test_a_short_answer_has_no_pace_but_a_reason() -> None:
    speech = told("Yes, that is so.").speech
    assert speech.pace is None
    assert [(gap.measure, gap.reason) for gap in speech.unmeasured] == [
        ("pace", "Less than 5 seconds were spoken.")
    ]


def test_punctuation_that_stands_alone_is_no_word() -> None:
    assert told(f"{TEN} — {TEN}").speech.words == 20


def test_a_silence_is_a_pause_from_a_quarter_of_a_second_on() -> None:
    pauses = told("I looked [0.24] at the data [0.25] and left").turns[0].pauses
    assert [(pause.after, pause.before, pause.seconds) for pause in pauses] == [
        ("data", "and", 0.25)
    ]


def test_the_longest_pause_says_where_it_was() -> None:
    delivery = told("First I looked at it. [0.6] Then I asked the [1.4] owner of it.")
    pauses = delivery.speech.pauses
    assert pauses is not None and pauses.longest is not None
    longest = pauses.longest
    assert (longest.after, longest.before, longest.place) == ("the", "owner", "within_clause")
    assert longest.seconds == pytest.approx(1.4)
    assert longest.start == delivery.turns[0].pauses[1].start
    assert (pauses.count, pauses.clause_end, pauses.within_clause) == (2, 1, 1)
    assert pauses.total_seconds == pytest.approx(2.0)
    assert pauses.median_seconds == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("I left it. [0.5] Nobody minded.", "clause_end"),
        ("I left it, [0.5] nobody minded.", "clause_end"),
        ("I left it [0.5] because nobody minded.", "clause_end"),
        ("I left the [0.5] old model, then.", "within_clause"),
        ("I left the... [0.5] old model, then.", "within_clause"),
        ("I left the, um, [0.5] old model, then.", "within_clause"),
        ("I left the [0.5] um, old model, then.", "within_clause"),
        ("I left it. Um, [0.5] nobody minded.", "clause_end"),
        ("I left it. [0.5] Um.", "clause_end"),
        ("Um, [0.5] nobody minded.", "clause_end"),
    ],
)
def test_a_pause_lies_at_the_end_of_a_clause_or_within_it(said: str, place: str) -> None:
    (pause,) = told(said).turns[0].pauses
    assert pause.place == place


def test_without_punctuation_no_pause_has_a_place() -> None:
    delivery = told("i left it [0.5] because nobody minded the [0.5] old model")
    pauses = delivery.speech.pauses
    assert pauses is not None and pauses.count == 2
    assert pauses.clause_end is pauses.within_clause is None
    assert "pause_places" in [gap.measure for gap in delivery.speech.unmeasured]


def test_pace_over_time_shows_where_somebody_slowed_down() -> None:
    quick = placed("word " * 100, at=5.0, word=0.3)
    slow = placed("word " * 50, at=35.0, word=0.6)
    points = measured([answer((*quick, *slow))]).pace_over_time
    assert points is not None
    rates = [round(point.speaking_rate) for point in points]
    assert rates[0] == 200 and rates[-1] == 100 and rates == sorted(rates, reverse=True)
    assert points[0].start == samples(5) and points[1].start - points[0].start == samples(10)


def test_stretches_in_which_hardly_anything_was_said_are_left_out_of_the_pace() -> None:
    first = answer(placed(TEN * 3, at=0.0), number=2)
    later = answer(placed(TEN * 3, at=100.0), number=4)
    points = measured([first, later]).pace_over_time
    assert points is not None
    assert not [point for point in points if samples(10) <= point.start < samples(70)]


def test_the_monologue_is_the_longest_stretch_without_the_interviewer() -> None:
    short, long = placed(TEN, at=0.0), placed(f"{TEN} [1.0] {TEN}", at=60.0)
    monologue = measured([answer(short, 2), answer(long, 4)]).speech.monologue
    assert monologue is not None
    assert (monologue.turn, monologue.words, monologue.seconds) == (4, 20, 7.0)


def test_stages_and_turns_are_measured_each_by_itself() -> None:
    first = answer(placed("um " * 20, at=0.0), 2, "q1", "one")
    second = answer(placed(TEN * 2, at=60.0, word=0.6), 4, "q3", "two")
    delivery = measured([first, second])
    assert [stage.stage for stage in delivery.stages] == ["one", "two"]
    rates = [stage.speech.pace.speaking_rate for stage in delivery.stages if stage.speech.pace]
    assert rates == pytest.approx([200, 100])
    assert [turn.speech.fillers[0].count for turn in delivery.turns] == [20, 0]
    assert delivery.speech.words == sum(turn.speech.words for turn in delivery.turns)


def test_what_was_typed_has_words_but_no_times() -> None:
    delivery = typed("Well, I would, um, look at the split and at the the drift.")
    speech = delivery.speech
    assert speech.words == speech.typed_words == 13
    assert speech.pace is speech.pauses is speech.monologue is None
    assert delivery.pace_over_time is delivery.interruptions is delivery.talk.by_time is None
    assert {gap.measure for gap in (*speech.unmeasured, *delivery.unmeasured)} == {
        "pace", "pauses", "monologue", "pace_over_time", "interruptions",
    }  # fmt: skip
    assert all(gap.reason for gap in speech.unmeasured)
    assert speech.repetitions == 1 and delivery.turns[0].repetitions[0].at is None
    assert delivery.turns[0].fillers[0].at is None


def test_silence_all_through_is_said_to_be_so() -> None:
    delivery = measured([answer(())])
    assert delivery.turns == () and delivery.speech.words == 0
    assert {gap.reason for gap in delivery.speech.unmeasured} == {"Nothing was said."}
    assert delivery.pace_over_time is None

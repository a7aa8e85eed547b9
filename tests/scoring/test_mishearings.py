"""A word that mattered, and was heard otherwise in the interview, is told of."""

from dataclasses import replace

from small_plan import question, small_plan, stage

from voiceinterview.domain.speech import Word, text_of
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.mishearings import misheard_warnings, mishearings

PLAN = replace(
    small_plan(stage("one", question("q1", "How do you start?"))), vocabulary=("Kafka", "pandas")
)


def turn(text: str, number: int = 2, **more) -> Turn:
    words = tuple(Word(w, 1_000 + 8_000 * n, 8_000 + 8_000 * n) for n, w in enumerate(text.split()))
    given = {"speaker": "candidate", "stage": "one", "question": "q1"} | more
    return Turn(number=number, text=text_of(words), start=1_000, end=80_000, words=words, **given)


def between(heard: str, record: str, **more):
    return mishearings([turn(heard, **more)], [turn(record, **more)], PLAN)


def test_a_key_point_that_the_interview_missed_is_told_with_what_it_heard() -> None:
    (one,) = between("I look at the spit first", "I look at the split first")
    assert (one.interview, one.record, one.key_point) == ("spit", "split", "split")
    assert misheard_warnings([one]) == (
        "Turn 2: “split” was heard in the interview as “spit”, and the interviewer went by that.",
    )


def test_one_that_only_the_interview_heard_is_told_too() -> None:
    (one,) = between("there is drift here", "there is rift here")
    assert (one.interview, one.record, one.key_point) == ("drift", "rift", "drift")


def test_so_is_a_term_of_the_vocabulary() -> None:
    (one,) = between("we stream with cough car daily", "we stream with Kafka daily")
    assert (one.record, one.key_point) == ("Kafka", None)
    assert one.interview


def test_words_that_mattered_to_nothing_are_not() -> None:
    assert between("I would look at it", "I could look at it") == ()
    assert between("I look at the split", "I looked at the split") == ()
    assert between("drift", "rift", question="of another plan") == ()


def test_the_interviewer_was_not_misheard() -> None:
    assert between("the split", "the spit", speaker="interviewer") == ()


def test_what_was_not_heard_at_all_is_nothing() -> None:
    words = turn("the split").words
    silent = turn("")
    (one,) = mishearings([silent], [replace(silent, text="the split", words=words)], PLAN)
    assert (one.interview, one.record) == ("", "split")
    assert "heard in the interview as “nothing”" in misheard_warnings([one])[0]


def test_many_are_counted() -> None:
    (one,) = between("the spit", "the split")
    told = misheard_warnings([replace(one, turn=n) for n in range(7)])
    assert len(told) == 6 and told[-1].startswith("2 more")

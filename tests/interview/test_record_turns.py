"""The words of record take the place of those heard in the interview, turn by turn."""

from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word, text_of
from voiceinterview.interview.record_turns import with_record
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.interview.utterances import utterances_of


def words(text: str, start: int) -> tuple[Word, ...]:
    return tuple(
        Word(word, start + 100 * n, start + 100 * n + 90) for n, word in enumerate(text.split())
    )


def heard(utterance: int, text: str, start: int) -> list[e.Event]:
    """An utterance that was over, and its quick words."""
    end = start + 1_000
    return [
        e.SpeechStarted(at=start, utterance=utterance, start=start),
        e.SpeechStopped(at=end, utterance=utterance, start=start, end=end),
        e.RequestTranscript(at=end, utterance=utterance, start=start, end=end),
        e.FinalTranscript(at=end, utterance=utterance, words=words(text, start)),
    ]


def guessed(utterance: int, text: str, start: int) -> list[e.Event]:
    """One whose pause was its end: the words of the guess are its own."""
    end, said = start + 1_000, words(text, start)
    return [
        e.RequestTranscript(at=end, utterance=utterance, start=start, end=end - 400, draft=True),
        e.RequestTranscript(at=end, utterance=utterance, start=start, end=end, draft=True),
        e.SpeechStopped(at=end, utterance=utterance, start=start, end=end),
        e.DraftTranscript(at=end, utterance=utterance, end=end, words=said),
        e.AcceptDraft(at=end, utterance=utterance, start=start, end=end, words=said),
    ]


def ended(turn: int, at: int, *said: Word) -> e.EndTurn:
    return e.EndTurn(at=at, turn=turn, why="silence", stage="ml", question="q1", words=said)


FIRST = words("I use great in boosting", 1_000)
ANSWER = [
    e.StartStage(at=0, stage="ml"),
    *heard(1, "I use great in boosting", 1_000),
    *guessed(2, "and trees", 3_000),
]
OVER = ended(1, 5_000, *FIRST, *words("and trees", 3_000))
LATER = [
    e.PlaybackStarted(at=5_500, piece=1),
    e.PlaybackDone(at=6_000, piece=1, spoken="Why?", finished=True),
    *heard(3, "it works", 7_000),
    ended(2, 9_000, *words("it works", 7_000)),
]
LOG = [*ANSWER, OVER, *LATER]
TURNS = transcript_of(LOG)


def test_a_log_tells_which_utterances_made_a_turn() -> None:
    found = utterances_of(LOG)
    assert [(one.utterance.number, one.turn) for one in found] == [(1, 1), (2, 1), (3, 2)]
    assert text_of(found[0].utterance.words) == "I use great in boosting"
    assert (found[1].utterance.start, found[1].utterance.end) == (3_000, 4_000)


def test_a_cough_over_the_interviewer_is_none_of_them() -> None:
    cough = e.SpeechStopped(at=5_700, utterance=9, start=5_600, end=5_650)
    assert utterances_of([*LOG[:-1], cough, LOG[-1]]) == utterances_of(LOG)


def test_without_a_record_nothing_changes() -> None:
    assert with_record(TURNS, LOG, {}) == TURNS
    assert with_record(TURNS, LOG, {77: words("of nobody", 0)}) == TURNS


def test_the_words_of_record_stand_where_the_others_stood() -> None:
    record = {1: words("I use gradient boosting", 1_000)}
    first, asked, second = with_record(TURNS, LOG, record)
    assert first.text == "I use gradient boosting and trees"
    assert text_of(first.words) == first.text
    assert (first.start, first.end) == (first.words[0].start, first.words[-1].end)
    assert (asked, second) == TURNS[1:]


def test_where_the_second_hearing_heard_nothing_the_first_one_stands() -> None:
    record = {1: (), 3: words("it does work", 7_000)}
    texts = [turn.text for turn in with_record(TURNS, LOG, record)]
    assert texts == ["I use great in boosting and trees", "Why?", "it does work"]


def test_what_the_recognizer_failed_on_in_the_interview_gets_its_words() -> None:
    failed = e.EngineFailed(
        at=4_900, engine="recognizer", job=5, problem="", advice="", lasting=False
    )
    asked = e.RequestTranscript(at=4_800, utterance=5, start=4_200, end=4_800)
    log = [*ANSWER, asked, failed, OVER, *LATER]
    (turn, *_) = with_record(transcript_of(log), log, {5: words("mostly", 4_200)})
    assert turn.text == "I use great in boosting and trees mostly"


def test_a_typed_line_stays_where_it_was_sent() -> None:
    line = (Word("see", 4_500, 4_500), Word("above", 4_500, 4_500))
    log = [*ANSWER, ended(1, 5_000, *OVER.words, *line), *LATER]
    turn = with_record(transcript_of(log), log, {2: words("and three", 3_000)})[0]
    assert turn.text == "I use great in boosting and three see above"


def test_a_turn_that_was_taken_up_again_has_all_its_utterances() -> None:
    again = ended(1, 6_500, *OVER.words, *words("really", 6_000))
    log = [*ANSWER, OVER, *heard(4, "really", 6_000), again]
    turn = with_record(transcript_of(log), log, {4: words("rarely", 6_000)})[0]
    assert turn.text == "I use great in boosting and trees rarely"


@given(st.dictionaries(st.integers(1, 3), st.sampled_from(["", "one", "two words"])))
def test_no_utterance_is_lost_or_doubled_whatever_the_record_holds(told) -> None:
    starts = {1: 1_000, 2: 3_000, 3: 7_000}
    record = {number: words(text, starts[number]) for number, text in told.items()}
    turns = with_record(TURNS, LOG, record)
    assert [turn.number for turn in turns] == [turn.number for turn in TURNS]
    said = [word for turn in turns for word in turn.words]
    quick = {one.utterance.number: one.utterance.words for one in utterances_of(LOG)}
    assert said == [w for number in (1, 2, 3) for w in record.get(number) or quick[number]]

"""What stands on the screen as the candidate's words."""

from voiceinterview.cli.live_screen import LiveScreen
from voiceinterview.domain import events as e
from voiceinterview.domain.speech import typed_words


def words(text: str):
    return typed_words(text, 0)


def shown(*events: e.Event) -> str:
    screen = LiveScreen()
    for event in events:
        screen.happened(event)
    return " ".join(screen._heard[utterance] for utterance in sorted(screen._heard))


PARTIAL = e.PartialTranscript(at=0, utterance=1, text="I look at")
LATE = e.PartialTranscript(at=9, utterance=1, text="I look at this pit")
FINAL = e.FinalTranscript(at=5, utterance=1, words=words("I look at the split."))
ACCEPTED = e.AcceptDraft(at=5, utterance=1, start=0, end=5, words=words("I look at the split."))


def test_a_guess_grows_into_what_is_final() -> None:
    guess = e.DraftTranscript(at=3, utterance=1, end=3, words=words("I look at the"))
    assert shown(PARTIAL) == "I look at"
    assert shown(PARTIAL, guess) == "I look at the"
    assert shown(PARTIAL, guess, FINAL) == "I look at the split."


def test_text_that_was_final_stays_final() -> None:
    stale = e.DraftTranscript(at=9, utterance=1, end=3, words=words("I cook"))
    for final in (FINAL, ACCEPTED):
        assert shown(PARTIAL, final, LATE, stale) == "I look at the split."


def test_a_guess_that_nobody_waits_for_any_more_blanks_nothing() -> None:
    dropped = e.DraftTranscript(at=4, utterance=1, end=3, words=())
    assert shown(PARTIAL, dropped) == "I look at"


def test_the_next_utterance_is_written_behind_it_and_alters_nothing() -> None:
    following = e.PartialTranscript(at=9, utterance=2, text="And then")
    assert shown(FINAL, following, LATE) == "I look at the split. And then"


def test_of_an_earlier_question_nothing_comes_back() -> None:
    asked = e.AskQuestion(at=6, stage="one", question="q2", follow_up=1)
    assert shown(FINAL, asked, LATE) == ""

"""What a question calls for is read from its words, its format and its minutes."""

import pytest

from voiceinterview.interview.asked import MOST_WORDS, asked, kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Did you check the split?", "yes or no"),
        ("So four of five calls go to people who would stay. Isn't that a waste?", "yes or no"),
        ("Suppose it learned the habits of each site. Would your numbers show it?", "yes or no"),
        ("I see. And is it fair?", "yes or no"),
        ("Which of the two would you take?", "which one"),
        ("Would you build on convolution, recurrence or attention?", "which one"),
        ("By which single principle would you judge it?", "which one"),
        ("How many tickets a day?", "which one"),
        ("Who noticed it?", "which one"),
        ("Why does the score fall?", "explanation"),
        ("Does the score fall, and why?", "explanation"),
        ("How can it do that, and would you switch?", "explanation"),
        ("Can you explain what a leak is?", "explanation"),
        ("Can you think of a case where it fails?", "explanation"),
        ("What if it has no index?", "explanation"),
        ("Walk me through how you would find out.", "story"),
        ("Would you take me through your background?", "story"),
        ("Tell me about a time when you were wrong.", "story"),
        ("Design the alarm. Which parts do you need?", "which one"),
        ("", "explanation"),
        ("?", "explanation"),
    ],
)  # fmt: skip
def test_the_last_question_tells_what_is_called_for(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_main_question_calls_for_more_than_a_follow_up_and_a_story_for_most() -> None:
    follow_up = asked("Why?", "viva", 2, follow_up=True)
    main = asked("Why?", "viva", 2, follow_up=False)
    story = asked("Tell me about a time you failed.", "star", 2, follow_up=False)
    assert 0 < follow_up.words < main.words < story.words
    assert asked("Why?", "viva", 4, follow_up=False).words == 2 * main.words


def test_nobody_is_expected_to_speak_for_minutes_on_end() -> None:
    assert asked("Why?", "viva", 10, follow_up=False).words == MOST_WORDS
    story = asked("Tell me about a time you failed.", "star", 20, follow_up=False)
    assert story.words == MOST_WORDS


def test_a_word_or_two_may_answer_a_question_that_asks_for_no_more() -> None:
    assert asked("Did you?", "star", 6, follow_up=False).short_answer
    assert not asked("Why?", "viva", 6, follow_up=True).short_answer

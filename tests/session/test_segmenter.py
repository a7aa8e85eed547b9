"""Speech probabilities in, the edges of utterances out."""

from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain.speech import FRAME
from voiceinterview.session.segmenter import (
    MAX_UTTERANCE,
    SUSPECT_OVER_ECHO,
    Continued,
    Dismissed,
    Edge,
    Paused,
    Segmenter,
    Started,
    Stopped,
    Suspected,
)


def guesses(*probabilities: tuple[float, int]) -> list[Edge]:
    """All that (probability, frames) after one another give."""
    segmenter, at, found = Segmenter(), 0, []
    for probability, frames in probabilities:
        for _ in range(frames):
            at += FRAME
            found += segmenter.feed(probability, at)
    return found


def edges(*probabilities: tuple[float, int]) -> list[Edge]:
    """... what of it is certain."""
    return [edge for edge in guesses(*probabilities) if isinstance(edge, Started | Stopped)]


def test_a_pause_in_an_utterance_is_told_at_once_and_taken_back_if_it_goes_on() -> None:
    assert guesses((1, 20), (0, 5), (1, 5), (0, 10)) == [
        Suspected(), Started(0), Paused(0, 20 * FRAME), Continued(), Paused(0, 30 * FRAME),
        Stopped(0, 30 * FRAME),
    ]  # fmt: skip


def test_a_gap_of_one_frame_is_no_pause() -> None:
    assert guesses((1, 20), (0, 1), (1, 5)) == [Suspected(), Started(0)]


def test_a_voice_that_dies_away_is_guessed_at_before_it_is_silence() -> None:
    assert guesses((1, 20), (0.4, 1), (0, 1)) == [
        Suspected(), Started(0), Paused(0, 21 * FRAME),
    ]  # fmt: skip


def test_a_voice_that_only_grew_weak_is_guessed_at_once() -> None:
    weak = [Suspected(), Started(0), Paused(0, 22 * FRAME), Continued()]
    assert guesses((1, 20), (0.4, 50)) == weak
    assert guesses((1, 20), (0.4, 50), (0, 2)) == [*weak, Paused(0, 70 * FRAME)]
    assert guesses((1, 20), (0.4, 50), (1, 1), (0.4, 2)) == [*weak, Paused(0, 73 * FRAME)]


def test_a_click_is_suspected_and_dismissed() -> None:
    assert guesses((0, 5), (1, 1), (0, 5)) == [Suspected(), Dismissed()]
    assert guesses((0, 5), (1, 2), (0, 5)) == [Suspected(), Dismissed()]


def test_the_first_frame_of_speech_is_enough_for_a_suspicion() -> None:
    assert guesses((0, 5), (1, 1)) == [Suspected()]


def test_an_utterance_has_its_true_edges_though_they_are_reported_late() -> None:
    assert edges((0, 5), (1, 20), (0, 10)) == [
        Started(5 * FRAME),
        Stopped(5 * FRAME, 25 * FRAME),
    ]


def test_a_click_is_no_utterance() -> None:
    assert edges((0, 5), (1, 2), (0, 20)) == []


def test_a_short_silence_does_not_end_an_utterance() -> None:
    assert len(edges((1, 20), (0, 9), (1, 20))) == 1


def test_between_the_thresholds_what_is_goes_on() -> None:
    assert edges((0.4, 50)) == []
    assert edges((1, 10), (0.4, 50)) == [Started(0)]


def test_an_utterance_that_never_ends_is_cut_and_goes_on() -> None:
    whole = MAX_UTTERANCE // FRAME * FRAME
    first, stopped, second = edges((1, MAX_UTTERANCE // FRAME + 10))
    assert first == Started(0)
    assert isinstance(stopped, Stopped)
    assert second == Started(stopped.end)
    assert whole <= stopped.end <= whole + FRAME


def test_what_may_be_the_end_of_a_long_utterance_is_not_cut_in_two() -> None:
    found = edges((1, MAX_UTTERANCE // FRAME - 3), (0, 20))
    assert [type(edge) for edge in found] == [Started, Stopped]


def test_an_utterance_under_way_can_be_forgotten() -> None:
    segmenter = Segmenter()
    for frame in range(1, 11):
        segmenter.feed(1.0, frame * FRAME)
    segmenter.reset()
    assert [segmenter.feed(0.0, frame * FRAME) for frame in range(11, 31)] == [()] * 20


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.4, 1.0]), st.integers(1, 900)), max_size=8))
def test_edges_alternate_and_no_utterance_is_empty(parts: list[tuple[float, int]]) -> None:
    start = None
    for edge in edges(*parts):
        if isinstance(edge, Started):
            assert start is None
            start = edge.start
        elif isinstance(edge, Stopped):
            assert start == edge.start < edge.end <= start + MAX_UTTERANCE + 11 * FRAME
            start = None


def test_what_may_become_speech_is_suspected_before_it_sounds_like_speech() -> None:
    assert guesses((0.2, 3), (0.0, 1), (0.2, 1), (1, 3)) == [
        Suspected(), Dismissed(), Suspected(), Started(5 * FRAME),
    ]  # fmt: skip


def test_over_an_echo_more_is_asked_for() -> None:
    segmenter = Segmenter(SUSPECT_OVER_ECHO)
    found = [segmenter.feed(probability, FRAME) for probability in (0.2, 0.29, 0.31)]
    assert found == [(), (), (Suspected(),)]

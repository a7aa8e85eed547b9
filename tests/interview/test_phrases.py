import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain.questions import KeyPoint
from voiceinterview.interview.phrases import find_key_point, found_key_points


def point(*any_of: str, none_of: tuple[str, ...] = (), name: str = "point") -> KeyPoint:
    return KeyPoint(name, "A point.", 1, any_of, none_of)


def heard(phrase: str, text: str, none_of: tuple[str, ...] = ()) -> str | None:
    span = find_key_point(point(phrase, none_of=none_of), text)
    return None if span is None else text[span[0] : span[1]]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("leak", "There was leakage.", "leak"),
        ("regulari", "I'd regularise it", "regulari"),
        ("over-fitting", "clearly over fitting here", "over fitting"),
        ("over fitting", "clearly Over-Fitting here", "Over-Fitting"),
        ("high variance", "high,\nvariance", "high,\nvariance"),
        ("high variance", "high bias and variance", None),
        ("auc", "we held an auction", None),
        ("auc", "the AUC fell", "AUC"),
        ("auc", "both AUCs fell", "AUCs"),
        ("leak", "an oakleaked barrel", None),
        ("a/b test", "we ran A B tests", "A B test"),
        ("don’t peek", "you don't peek early", "don't peek"),
        ("naïve bayes", "a naive Bayes model", "naive Bayes"),
        ("c++", "written in C++ mostly", "C++"),
        ("95%", "a 95% interval", "95%"),
    ],
)
def test_a_phrase_hits_where_its_words_stand_in_a_row(
    phrase: str, text: str, found: str | None
) -> None:
    assert heard(phrase, text) == found


def test_a_hit_inside_its_denial_does_not_count() -> None:
    denial = ("no leakage",)
    assert heard("leak", "There is no leakage here.", denial) is None
    assert heard("leak", "There is no leakage here. Or is it a leak after all?", denial) == "leak"


def test_the_first_place_counts_whatever_phrase_it_is() -> None:
    wanted = point("second thing", "first thing")
    text = "the first thing, then the second thing"
    assert find_key_point(wanted, text) == (4, 15)


def test_found_points_keep_the_order_of_the_question() -> None:
    points = [point("beta", name="b"), point("gamma", name="c"), point("alpha", name="a")]
    assert found_key_points(points, "alpha and beta") == ("b", "a")


def test_a_phrase_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a word"):
        find_key_point(point("..."), "anything")


@given(st.text(max_size=60), st.text(max_size=60))
def test_offsets_are_those_of_the_text_whatever_stands_around(before: str, after: str) -> None:
    text = f"{before} zyzzyva leak {after}"
    span = find_key_point(point("zyzzyva leak"), text)
    assert span is not None
    assert text[span[0] : span[1]].lower().startswith("zyzzyva leak")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain.ratings import Rating
from voiceinterview.scoring.aggregate import stage_score


def rating(weight: int, level: int | None) -> Rating:
    status = "scored" if level is not None else "not_assessed"
    return Rating("c", weight, "?", status, level=level, reason="" if level else "Too little.")


def test_weights_fall_to_what_was_scored() -> None:
    score = stage_score([rating(3, 4), rating(1, 2), rating(2, None)])
    assert score.level == pytest.approx((3 * 4 + 1 * 2) / 4)
    assert score.assessed == pytest.approx(4 / 6)


def test_nothing_scored_is_no_level_and_not_a_zero() -> None:
    assert stage_score([rating(3, None)]).level is None
    assert stage_score([]).assessed == 0.0


@given(st.lists(st.tuples(st.integers(1, 3), st.none() | st.integers(1, 4)), min_size=1))
def test_a_stage_lies_between_its_lowest_and_highest_level(pairs: list) -> None:
    score = stage_score([rating(*pair) for pair in pairs])
    levels = [level for _, level in pairs if level is not None]
    assert 0 <= score.assessed <= 1
    if levels:
        assert score.level is not None
        assert min(levels) - 1e-9 <= score.level <= max(levels) + 1e-9
    else:
        assert score.level is None


def test_a_rating_without_a_level_must_say_why() -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        Rating("c", 1, "?", "unscored")
    with pytest.raises(ValueError, match="if and only if"):
        Rating("c", 1, "?", "unscored", level=3, reason="x")
    with pytest.raises(ValueError, match="if and only if"):
        Rating("c", 1, "?", "scored")

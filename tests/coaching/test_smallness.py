"""So few sessions bear so much, and no more."""

import pytest

from voiceinterview.coaching.smallness import basis_of


@pytest.mark.parametrize(
    ("sessions", "pooled", "provisional", "each"),
    [
        (0, False, False, False),
        (1, False, False, False),
        (9, False, False, False),
        (10, True, True, False),
        (19, True, True, False),
        (20, True, False, True),
        (300, True, False, True),
    ],
)
def test_what_so_many_sessions_bear(
    sessions: int, pooled: bool, provisional: bool, each: bool
) -> None:
    basis = basis_of(sessions)

    assert (basis.pooled, basis.provisional, basis.each) == (pooled, provisional, each)
    assert bool(basis.note) == (sessions < 20)


def test_the_note_says_how_many_more_would_do() -> None:
    assert basis_of(6).note == "6 sessions: too few for a kappa; 10 allow one over all criteria."
    assert basis_of(1).note.startswith("1 session:")
    assert "provisional" in basis_of(14).note
    assert "20" in basis_of(14).note

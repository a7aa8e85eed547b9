"""May the checklist's count be read as a level? Only where it follows a coach, and says how far."""

import asyncio
import json
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled_folder import write_set
from labelled_set import BEFORE, SCALE, STAGE

from voiceinterview.app.rating import rate_session
from voiceinterview.cli.main import main
from voiceinterview.coaching.mapping import (
    FEWEST,
    LabelledShare,
    fitted,
    mapping_of,
    why_not,
)
from voiceinterview.content.folders import find_content
from voiceinterview.domain.mappings import ChecklistMapping, MappingStep
from voiceinterview.domain.ratings import (
    KeyPointFinding,
    QuestionCoverage,
    Rater,
    Scorecard,
    StageScore,
)
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.errors import BadInput
from voiceinterview.scoring.mapped_level import level_at, with_mapped_level
from voiceinterview.storage.mapping_file import (
    mapping_path,
    read_mapping,
    remove_mapping,
    write_mapping,
)
from voiceinterview.storage.stored_session import read_session
from voiceinterview.testing import VirtualClock

NOW = "2026-05-01T12:00:00+00:00"
LATER = 365 * 24 * 3600.0  # seconds of the virtual clock; after all that is in the set
PAIRS = st.lists(
    st.tuples(
        st.integers(0, 9).map(lambda found: found / 9), st.integers(4, 16).map(lambda q: q / 4)
    ),
    min_size=1,
    max_size=7,
)


def shares(*pairs: tuple[float, float]) -> tuple[LabelledShare, ...]:
    return tuple(LabelledShare(f"s-{n}", *pair) for n, pair in enumerate(pairs))


def planted(n: int, noise: float, seed: int = 1) -> tuple[LabelledShare, ...]:
    """A coach whose level rises with the share, 1 below a quarter to 4 above three."""
    chance = np.random.default_rng(seed)
    found = chance.integers(0, 13, n) / 12
    heard = np.floor(found * 4) + 1 + chance.normal(0, noise, n)
    return shares(*((float(s), float(np.clip(h, 1, 4))) for s, h in zip(found, heard, strict=True)))


def mapping(given: tuple[LabelledShare, ...]) -> ChecklistMapping:
    return mapping_of(given, SCALE, rubric=BEFORE, coach="ada", at=NOW)


def cost(given: tuple[LabelledShare, ...], levels: list[int]) -> float:
    return sum(abs(one.level - level) for one, level in zip(given, levels, strict=True))


def test_thresholds_are_found_where_they_were_planted() -> None:
    steps = fitted(planted(200, noise=0.2), SCALE)
    assert [step.level for step in steps] == [1, 2, 3, 4]
    assert [step.least for step in steps] == pytest.approx([0, 0.25, 0.5, 0.75], abs=0.05)


def test_a_coach_who_uses_two_levels_gets_two_steps() -> None:
    steps = fitted(shares((0.1, 2), (0.2, 2), (0.6, 4), (0.9, 4)), SCALE)
    assert steps == (MappingStep(2, 0.0), MappingStep(4, 0.4))
    assert [level_at(steps, share) for share in (0, 0.39, 0.4, 1)] == [2, 2, 4, 4]


@given(PAIRS)
@settings(max_examples=40, deadline=None)
def test_no_other_rising_levels_are_nearer_to_the_coach(pairs: list[tuple[float, float]]) -> None:
    labelled = shares(*pairs)
    steps = fitted(labelled, SCALE)
    assert steps[0].least == 0
    assert all(one.level < two.level and one.least < two.least for one, two in pairwise(steps))
    places = sorted({one.share for one in labelled})
    best = min(
        cost(labelled, [dict(zip(places, levels, strict=True))[one.share] for one in labelled])
        for levels in combinations_with_replacement(SCALE, len(places))
    )
    assert cost(labelled, [level_at(steps, one.share) for one in labelled]) == pytest.approx(best)


def test_the_error_is_that_of_sessions_left_out() -> None:
    # Two stages of one session that nothing else is like: left out together, both are missed.
    others = shares((0.1, 1), (0.1, 1))
    alike = (LabelledShare("odd", 0.9, 4), LabelledShare("odd", 0.9, 4))
    found = mapping((*others, *alike))
    assert found.sessions == 3
    assert found.error == pytest.approx((0 + 0 + 3 + 3) / 4)


def test_twenty_sessions_are_needed() -> None:
    assert why_not(mapping(planted(FEWEST - 1, 0.2))) == "19 labelled sessions, where 20 are needed"
    assert not why_not(mapping(planted(FEWEST, 0.2)))


def test_a_share_that_says_nothing_is_refused_however_many_there_are() -> None:
    chance = np.random.default_rng(3)
    noise = shares(*((float(chance.random()), float(chance.integers(1, 5))) for _ in range(60)))
    assert "does not tell her level" in why_not(mapping(noise))


def test_most_sessions_never_seen_lie_within_what_is_told() -> None:
    within = []
    for seed in range(20):
        found = mapping(planted(24, 0.4, seed))
        fresh = planted(200, 0.4, seed=1_000 + seed)
        off = [one.level - level_at(found.steps, one.share) for one in fresh]
        within += [-found.below <= one <= found.above for one in off]
    assert 0.87 <= np.mean(within) <= 0.97


# --- on a scorecard -------------------------------------------------------------------------


def card(found: int, total: int) -> Scorecard:
    findings = tuple(KeyPointFinding(f"p{n}", "P.", 1, None) for n in range(total - found))
    return Scorecard(
        "s", STAGE, "Stage", BEFORE, 4, "0" * 64, Rater("checklist", "checklist"), NOW, (),
        StageScore(None, 0.0), (QuestionCoverage("q", "Why?", findings),) if findings else (),
    )  # fmt: skip


TRIED = replace(mapping(planted(24, 0.2)), below=0.5, above=0.75)


def test_the_level_stands_beside_the_count_and_in_no_total() -> None:
    mapped = with_mapped_level(card(0, 5), TRIED)
    assert mapped.mapped is not None
    assert (mapped.mapped.level, mapped.mapped.low, mapped.mapped.high) == (1, 1.0, 1.75)
    assert (mapped.mapped.found, mapped.mapped.total) == (0, 5)
    assert (mapped.mapped.coach, mapped.mapped.sessions) == ("ada", 24)
    assert mapped.score == StageScore(None, 0.0)
    assert replace(mapped, mapped=None) == card(0, 5)


def test_without_key_points_there_is_no_level() -> None:
    assert with_mapped_level(card(0, 0), TRIED) == card(0, 0)


def test_no_other_raters_card_and_no_other_rubric_takes_it() -> None:
    model = replace(card(0, 5), rater=Rater("model", "m"))
    other = replace(card(0, 5), rubric=RubricRef(STAGE, "1.0.0", "f" * 64))
    for wrong in (model, other):
        with pytest.raises(ValueError, match="no card of the checklist"):
            with_mapped_level(wrong, TRIED)


def test_a_mapping_is_of_one_version_to_the_letter(tmp_path: Path) -> None:
    path = write_mapping(tmp_path, TRIED)
    assert path == tmp_path / "mappings" / f"{STAGE}@1.0.0-aaaaaaaa.json"
    assert read_mapping(tmp_path, BEFORE) == TRIED
    assert read_mapping(tmp_path, replace(BEFORE, version="1.0.1")) is None
    assert remove_mapping(tmp_path, BEFORE)
    assert not remove_mapping(tmp_path, BEFORE)
    assert read_mapping(tmp_path, BEFORE) is None


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": 2}, "expected format 1"),
        ({"steps": []}, "does not begin at 0"),
        ({"steps": [{"level": 1, "least": 0.1}]}, "does not begin at 0"),
        ({"steps": [{"level": 7, "least": 0.0}]}, "off its scale"),
        ({"steps": [{"level": 3, "least": 0.0}, {"level": 2, "least": 0.5}]}, "do not rise"),
        ({"rubric": {"id": STAGE, "version": "1.0.0", "sha256": "c" * 64}}, "another version"),
        ({"mood": "good"}, "mood"),
    ],
)
def test_a_damaged_mapping_is_named(tmp_path: Path, changes: dict[str, object], fault: str) -> None:
    path = write_mapping(tmp_path, TRIED)
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    with pytest.raises(BadInput) as caught:
        read_mapping(tmp_path, BEFORE)
    assert str(path) in caught.value.problem
    assert fault in caught.value.problem


# --- the command, on the labelled set -------------------------------------------------------


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("labelled")
    write_set(folder, find_content(), n=FEWEST)
    return folder


def run(root: Path, *words: str) -> int:
    return main(["rubric", "map", STAGE, "--sessions", str(root), *words])


def scored(root: Path, session: str) -> Scorecard:
    """The checklist's card, made anew."""
    stored = read_session(root / session)
    (card,) = asyncio.run(rate_session(stored, find_content(), VirtualClock(LATER), None))
    return card


def test_it_is_shown_enabled_used_and_taken_away(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "--coach", "ada") == 0
    assert "it may be used: --enable" in capsys.readouterr().out
    assert not (root / "mappings").exists()
    assert run(root, "--coach", "ada", "--enable") == 0
    assert "enabled: " in capsys.readouterr().out
    card = scored(root, "s-004")
    assert card.mapped is not None
    assert card.mapped.low <= card.mapped.level <= card.mapped.high
    assert card.score.level is None
    assert main(["report", "s-004", "--sessions", str(root)]) == 0
    told = capsys.readouterr().out
    assert f"Level by key points: {card.mapped.level} of 4" in told
    assert "| Rated by | Level by key points |" in told
    assert "| the model simulated | " in told
    assert run(root, "--disable") == 0
    assert scored(root, "s-004").mapped is None


def test_a_damaged_mapping_gives_no_level_and_the_card_says_so(root: Path) -> None:
    (rubric,) = {one.rubric for one in [scored(root, "s-005")]}
    path = mapping_path(root, rubric)
    path.parent.mkdir(exist_ok=True)
    path.write_text("{")
    card = scored(root, "s-005")
    path.unlink()
    assert card.mapped is None
    assert "No level was read off the key points" in card.warnings[-1]


def test_too_few_sessions_exit_with_one_and_enable_nothing(
    own_twelve: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(own_twelve, "--coach", "ada", "--enable") == 1
    assert "12 labelled sessions, where 20 are needed" in capsys.readouterr().out
    assert not (own_twelve / "mappings").exists()


def test_a_mapping_follows_one_coach(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root) == 2
    assert "follows one coach, not ada, ben, cora" in capsys.readouterr().err

"""A content file is changed at one place and stays as its author wrote it everywhere else."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.content.editing import unified_diff, with_item, with_text
from voiceinterview.content.folders import find_content
from voiceinterview.errors import ContentError

FILE = """\
# Kept as it is.
- id: gap
  any_of: [leak, same user in both]  # the usual ones
  text: >-
    Checks for
    leakage.
- id: curve
  any_of:
    - learning curve   # one
    - two: curves
"""


def test_a_phrase_goes_to_the_end_of_a_list_in_brackets() -> None:
    changed = with_item(FILE, "q.yaml", [0, "any_of"], "group split")

    assert changed == FILE.replace("in both]", "in both, group split]")


def test_a_phrase_goes_below_a_list_of_lines() -> None:
    changed = with_item(FILE, "q.yaml", [1, "any_of"], "learning curves")

    assert changed == FILE + "    - learning curves\n"


def test_what_yaml_would_read_otherwise_is_quoted() -> None:
    changed = with_item(FILE, "q.yaml", [0, "any_of"], "no")

    assert yaml.safe_load(changed)[0]["any_of"] == ["leak", "same user in both", "no"]


def test_a_text_of_several_lines_is_replaced() -> None:
    changed = with_text(FILE, "q.yaml", [0, "text"], "Rules it out: first.")

    assert yaml.safe_load(changed)[0]["text"] == "Rules it out: first."
    assert changed.startswith("# Kept as it is.\n- id: gap\n")
    assert "# the usual ones" in changed


@pytest.mark.parametrize(
    ("place", "complaint"),
    [([5, "any_of"], "there is no 5 > any_of"), ([0, "id"], "q.yaml:2: expected a list")],
)
def test_a_place_that_is_not_there_is_told(place: list[str | int], complaint: str) -> None:
    with pytest.raises(ContentError, match=complaint):
        with_item(FILE, "q.yaml", place, "x")


def test_a_diff_reads_as_diff_writes_it() -> None:
    changed = with_item(FILE, "q.yaml", [0, "any_of"], "group split")

    lines = unified_diff(FILE, changed, "q.yaml").splitlines()

    assert lines[:2] == ["--- a/q.yaml", "+++ b/q.yaml"]
    assert [line for line in lines if line[0] in "+-"][2:] == [
        "-  any_of: [leak, same user in both]  # the usual ones",
        "+  any_of: [leak, same user in both, group split]  # the usual ones",
    ]
    assert unified_diff(FILE, FILE, "q.yaml") == ""


@given(st.text(alphabet="abc'\"[]{}#:,- \u00fc\U0001f600%&*!|>@`", min_size=1, max_size=12))
def test_any_phrase_is_added_as_it_is_or_not_at_all(phrase: str) -> None:
    for number in (0, 1):
        changed = with_item(FILE, "q.yaml", [number, "any_of"], phrase)

        assert yaml.safe_load(changed)[number]["any_of"][-1] == phrase
        assert yaml.safe_load(changed)[1 - number] == yaml.safe_load(FILE)[1 - number]


def test_every_list_of_phrases_that_is_shipped_can_be_added_to() -> None:
    folder = find_content().prompts / "data-scientist-ml" / "questions"
    text = (folder / "ml-stats-fundamentals.yaml").read_text(encoding="utf-8")
    questions = yaml.load(text, Loader=yaml.CSafeLoader)

    last = len(questions) - 1, "key_points", len(questions[-1]["key_points"]) - 1, "any_of"
    changed = with_item(text, "q.yaml", list(last), "a phrase: of one's own")

    assert len(changed.splitlines()) == len(text.splitlines())

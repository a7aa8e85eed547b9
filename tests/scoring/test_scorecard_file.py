import json

import pytest

from voiceinterview.errors import BadInput
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.record import transcript_sha256
from voiceinterview.scoring.scorecard_file import parse_scorecard, scorecard_json


def test_a_scorecard_comes_back_as_it_was(record, rubric) -> None:
    card = rate_by_checklist(record, rubric, at="2026-01-31T09:30:00Z", tool_version="0.1.0")
    assert parse_scorecard(scorecard_json(card), "card.json") == card


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda card: card.update(extra=1), "extra"),
        (lambda card: card.pop("rubric"), "rubric"),
        (lambda card: card["ratings"][0].update(level=3), "level"),
        (lambda card: card.update(format=2), "expected scorecard format 1, found 2"),
    ],
)
def test_a_damaged_scorecard_names_the_file_and_the_place(record, rubric, change, told) -> None:
    card = json.loads(scorecard_json(rate_by_checklist(record, rubric, at="")))
    change(card)
    with pytest.raises(BadInput, match=r"card\.json.*" + told):
        parse_scorecard(json.dumps(card), "card.json")


def test_a_transcript_is_named_to_the_letter(record, turn) -> None:
    changed = (*record.turns[:2], turn(3, "interviewer", "What would a Gaussian prior change?"))
    assert transcript_sha256(record.turns) == transcript_sha256(record.turns)
    assert transcript_sha256(record.turns) != transcript_sha256(changed)

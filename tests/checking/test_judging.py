"""What a model says of an interviewer: believed where it can be shown."""

import json

import pytest
from stories import told
from told_log import LIST

from voiceinterview.checking.judging import check_request, read_verdicts
from voiceinterview.content.folders import find_content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.domain.prompts import Prompt

OPEN = [check for check in LIST.checks if check.by == "model"]
RECORD = told().record()


def prompt() -> Prompt:
    content = find_content()
    path = content.prompts / "judge" / "check-interviewer.md"
    return load_prompt(content, path, frozenset({"persona_title", "manner", "questions", "nonce"}))


def answer(name: str = "listens", said: str = "no", quote: str = "", **more: object) -> str:
    fields = {"id": name, "answer": said, "turn": 2, "quote": quote, "why": "Because."}
    return json.dumps({"answers": [fields | more]})


def outcome(reply: str, name: str = "listens") -> str:
    return {one.check: one.outcome for one in read_verdicts(reply, RECORD, OPEN)}[name]


def test_the_model_is_asked_every_open_question_about_the_whole_transcript() -> None:
    request = check_request(prompt(), RECORD, OPEN, "mark-17")
    rules, material = (message.content for message in request.messages)
    assert all(check.question in rules.replace('\\"', '"') for check in OPEN)
    lines = material.splitlines()
    assert lines[0] == lines[-1] == "mark-17"
    turns = [json.loads(line) for line in lines[1:-1]]
    assert [turn["speaker"] for turn in turns[:3]] == ["interviewer", "candidate", "interviewer"]
    assert turns[2]["turn"] == 2


def test_a_mark_that_was_spoken_is_not_used() -> None:
    with pytest.raises(ValueError, match="nonce"):
        check_request(prompt(), RECORD, OPEN, "What about the data?")


def test_a_fault_counts_where_its_words_were_said() -> None:
    assert outcome(answer(quote="what about the data")) == "no"
    (verdict,) = [
        one
        for one in read_verdicts(answer(quote="What about the data?"), RECORD, OPEN)
        if one.check == "listens"
    ]
    assert verdict.faults[0].reply == 2 and verdict.faults[0].problem == "Because."


@pytest.mark.parametrize(
    "reply",
    [
        answer(quote="You are a genius."),
        answer(quote=""),
        answer(quote="I would begin with the tables"),
        answer("no-such-check"),
        answer(level=4),
        answer(said="perhaps"),
        "I think she did well.",
        "{",
        "",
    ],
)
def test_what_cannot_be_shown_or_read_leaves_the_question_open(reply: str) -> None:
    assert outcome(reply) == "not asked"


def test_yes_needs_no_words_and_prose_round_the_object_does_no_harm() -> None:
    assert outcome(f"Here you are: {answer(said='yes')} That is all.") == "yes"
    assert outcome(answer(said="not applicable")) == "not applicable"

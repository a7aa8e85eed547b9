"""Requests to the model are golden files: whoever changes a prompt sees what it changes."""

from functools import cache

import pytest
from golden_requests import FOLDER, QUESTIONS, golden_requests

from voiceinterview.content.folders import find_content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.interview.sentences import take_sentences
from voiceinterview.session.prompting import BUDGET, LETTERS

KEPT = sorted(path.name for path in FOLDER.iterdir())
requests = cache(golden_requests)  # which takes a second: not while tests are only collected


@pytest.mark.parametrize("name", KEPT)
def test_a_request_is_as_it_was(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == requests()[name], "meant? make golden"


def test_there_is_a_file_for_each_and_no_other() -> None:
    assert sorted(requests()) == KEPT


def test_no_first_request_takes_more_than_two_thirds_of_the_budget() -> None:
    assert max(map(len, requests().values())) / LETTERS < BUDGET * 2 / 3


def test_no_request_holds_the_experts_answer() -> None:
    bank = load_questions(find_content(None), load_role(find_content(None), "data-scientist-ml"))
    answers = [question.expert_answer for question in bank if question.id in QUESTIONS]
    sentences = [sentence for answer in answers for sentence in take_sentences(answer)[0]]
    assert len(sentences) > 10
    assert not any(s in text for s in sentences for text in requests().values())

"""Answers of known quality to twelve questions of the bank, as the checklist sees them.

Each file of answers/ has a question and answers of several kinds; they were written for this
test, with the key points at hand and never from the bank's expert answers. What it shows is that
the checklist orders such answers and is not talked into anything; not how it does on people.
"""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from voiceinterview.content.folders import find_content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import QuestionCoverage, Scorecard
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.transcript import Speaker, Turn
from voiceinterview.interview.phrases import spoken_words
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.occasion import nothing_to_rate
from voiceinterview.scoring.record import StageRecord

FILES = sorted((Path(__file__).parent / "answers").glob("*.yaml"))
QUALITIES = ("strong", "middling", "weak")
TRICKS = ("salad", "copied", "gibberish", "orders", "off-topic", "empty", "negated", "padded")
RUN = 8  # words in a row that two people do not say by chance
NOT_JUDGED = {  # kind -> words of the reason
    "empty": "Nothing was said",
    "gibberish": "forms no sentences",
    "salad": "",  # too few words, or no sentences
    "copied": "",  # too few words, or the interviewer's
}


class Told(NamedTuple):
    question: Question
    kind: str
    text: str


def read() -> list[Told]:
    content = find_content()
    questions = {q.id: q for q in load_questions(content, load_role(content, "data-scientist-ml"))}
    told = []
    for file in FILES:
        entry = yaml.load(file.read_text(), Loader=yaml.CSafeLoader)
        question = questions[entry["question"]]
        told += [Told(question, answer["kind"], answer["text"]) for answer in entry["answers"]]
    return told


TOLD = read()


def turn(number: int, speaker: Speaker, text: str, question: Question) -> Turn:
    return Turn(
        number=number,
        speaker=speaker,
        text=text,
        start=0,
        end=0,
        stage=question.stage,
        question=question.id,
    )


def record_of(question: Question, text: str) -> StageRecord:
    turns = (turn(1, "interviewer", question.ask, question), turn(2, "candidate", text, question))
    return StageRecord("s-1", question.stage, "Stage", (question,), turns)


def coverage(question: Question, text: str, rubric: Rubric) -> QuestionCoverage:
    (found,) = card_of(question, text, rubric).coverage
    return found


def card_of(question: Question, text: str, rubric: Rubric) -> Scorecard:
    return rate_by_checklist(record_of(question, text), rubric, at="")


def share(question: Question, text: str, rubric: Rubric) -> float:
    """Of the key points by their weight, 0 to 1."""
    findings = coverage(question, text, rubric).findings
    found = sum(finding.weight for finding in findings if finding.evidence)
    return found / sum(finding.weight for finding in findings)


def of_kind(*kinds: str) -> list[Told]:
    return [told for told in TOLD if told.kind in kinds]


def name_of(told: Told) -> str:
    return f"{told.question.id}-{told.kind}"


@pytest.fixture
def strong(rubric: Rubric) -> dict[str, float]:
    return {told.question.id: share(told.question, told.text, rubric) for told in of_kind("strong")}


def test_there_are_enough_answers_of_every_kind() -> None:
    assert len(TOLD) >= 60
    assert len({told.question.id for told in TOLD}) >= 12
    assert {told.kind for told in TOLD} == {*QUALITIES, *TRICKS, "wrong", "hedged"}


def test_no_strong_answer_is_the_banks_own() -> None:
    for told in of_kind("strong"):
        expert, own = spoken_words(told.question.expert_answer), spoken_words(told.text)
        runs = {expert[n : n + RUN] for n in range(len(expert) - RUN + 1)}
        assert not runs & {own[n : n + RUN] for n in range(len(own) - RUN + 1)}, told.question.id


def test_strong_is_above_middling_is_above_weak(rubric: Rubric) -> None:
    triples = [
        [share(told.question, told.text, rubric) for told in TOLD if told[:2] == (question, kind)]
        for question in {told.question.id: told.question for told in TOLD}.values()
        for kind in QUALITIES
    ]
    scores = [one for (one,) in triples]
    rows = [scores[n : n + 3] for n in range(0, len(scores), 3)]
    ordered = [all(higher > lower for higher, lower in pairwise(row)) for row in rows]
    assert len(ordered) >= 12
    assert sum(ordered) >= 0.9 * len(ordered), rows


@pytest.mark.parametrize("told", of_kind(*TRICKS), ids=name_of)
def test_no_trick_reaches_half_of_a_strong_answer(told: Told, rubric: Rubric, strong) -> None:
    assert share(told.question, told.text, rubric) < 0.5 * strong[told.question.id]


def test_fluent_and_wrong_stays_below_strong(rubric: Rubric, strong) -> None:
    """The checklist cannot hear that a thing is said the wrong way round; it says so itself."""
    for told in of_kind("wrong"):
        assert share(told.question, told.text, rubric) < 0.5 * strong[told.question.id]


def test_hedging_costs_nothing(rubric: Rubric, strong) -> None:
    for told in of_kind("hedged"):
        assert share(told.question, told.text, rubric) > 0.75 * strong[told.question.id]


def test_the_banks_own_phrases_in_a_row_are_no_answer(rubric: Rubric) -> None:
    for question in {told.question.id: told.question for told in TOLD}.values():
        for separator in (", ", " ", ". "):
            salad = separator.join(p for point in question.key_points for p in point.any_of[:3])
            assert coverage(question, salad, rubric).found == 0


@pytest.mark.parametrize(
    "padding",
    [", you know, ", ", um, you know, like, ", ", I mean, ", ", I guess, ", " sort of ", " the ",
     ", at the end of the day, ", ", so basically, ", ", it is like, ", " and also the "],
)  # fmt: skip
def test_a_heap_of_phrases_stays_one_however_it_is_padded(padding: str, rubric: Rubric) -> None:
    for question in {told.question.id: told.question for told in TOLD}.values():
        heap = padding.join(p for point in question.key_points for p in point.any_of[:3])
        for text in (heap, f"You know, {heap}, you know."):
            assert coverage(question, text, rubric).found == 0


def test_orders_are_reported_where_there_are_some_and_only_there(rubric: Rubric) -> None:
    for told in TOLD:
        assert bool(card_of(*told[::2], rubric).orders) == (told.kind == "orders"), told


@pytest.mark.parametrize("told", TOLD, ids=name_of)
def test_what_is_no_answer_is_not_judged_and_all_else_is(told: Told) -> None:
    outcome = nothing_to_rate(record_of(told.question, told.text))
    if told.kind in NOT_JUDGED:
        assert outcome is not None and outcome[0] == "not_assessed"
        assert NOT_JUDGED[told.kind] in outcome[1]
    elif told.kind != "orders":
        assert outcome is None


CHANGES = {
    "fillers": lambda text: text.replace(", ", ", um, ").replace(" and ", " and, uh, "),
    "you know": lambda text: text.replace(", ", ", you know, ").replace(" and ", " and, I mean, "),
    "hedges": lambda text: "I might be wrong, but " + text.replace(". ", ". I guess, maybe, "),
    "padding before": lambda text: "That is a good question and I have to think about it. " + text,
    "padding after": lambda text: text + " So yes, all in all that is how I see it, more or less.",
    "no punctuation": lambda text: text.replace(",", "").replace(".", ""),
    "capitals": str.upper,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_says_nothing_moves_nothing(change, rubric: Rubric) -> None:
    for told in of_kind("strong", "middling", "weak", "wrong", "salad", "orders"):
        before = coverage(told.question, told.text, rubric)
        after = coverage(told.question, change(told.text), rubric)
        assert found(after) == found(before), (told.question.id, told.kind)


def found(coverage: QuestionCoverage) -> list[str]:
    return [finding.key_point for finding in coverage.findings if finding.evidence]


def test_stories_show_their_four_parts_and_slogans_do_not(rubric: Rubric) -> None:
    for told in TOLD:
        entry = coverage(told.question, told.text, rubric)
        parts = [finding.part for finding in entry.star if finding.evidence]
        if told.question.format != "star":
            assert entry.star == ()
        elif told.kind == "strong":
            assert parts == ["situation", "task", "action", "result"]
        elif told.kind in ("weak", "padded", "off-topic", "orders"):
            assert len(parts) <= 2, (told.kind, parts)

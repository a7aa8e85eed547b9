"""Changes to a rubric or a question that a coach may accept, and what a model may propose. Pure.

Nothing that a model sends is believed: a proposal counts where it names what there is, changes
wording only, and its phrase was really said by somebody.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voiceinterview.coaching.comparing import Effect
from voiceinterview.coaching.disagreements import Disagreement
from voiceinterview.coaching.mining import MarkedAnswer, PhraseEffect, effect_of, mined
from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.rubrics import Anchor, Rubric
from voiceinterview.interview.phrases import find_key_point, spoken_words
from voiceinterview.scoring.judge_request import criterion_as_read

MOST_CASES = 20  # the dearest; more would not fit into what a model keeps in mind
MOST_PROPOSED = 6
LONGEST_TURN = 1_200  # characters of what a candidate said in a case
REPLY_TOKENS = 2_000


@dataclass(frozen=True)
class PhraseEdit:
    """One more phrase for a key point."""

    question: str
    point: str
    phrase: str
    why: str
    effect: PhraseEffect


@dataclass(frozen=True)
class AnchorEdit:
    """Another text for an anchor; `effect` is None until it was tried."""

    criterion: str
    level: int
    text: str
    why: str
    effect: Effect | None = None


@dataclass(frozen=True)
class SuggestPrompts:
    """`rules` has the variables rubric, key_points, levels, nonce; `cases` nonce, cases."""

    rules: Prompt
    cases: Prompt


@dataclass(frozen=True)
class Proposed:
    """What of a reply can be used, and in words what cannot."""

    anchors: tuple[AnchorEdit, ...]
    phrases: tuple[PhraseEdit, ...]
    refused: tuple[str, ...]


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Anchor(_Reply):
    criterion: Annotated[str, Field(max_length=100)]
    level: int
    text: Annotated[str, Field(min_length=10, max_length=600)]
    why: Annotated[str, Field(max_length=600)]


class _Phrase(_Reply):
    question: Annotated[str, Field(max_length=100)]
    key_point: Annotated[str, Field(max_length=100)]
    phrase: Annotated[str, Field(min_length=3, max_length=60)]
    why: Annotated[str, Field(max_length=600)]


class Proposals(_Reply):
    """The shape that is asked for, as a JSON schema in the request."""

    anchors: Annotated[list[_Anchor], Field(max_length=MOST_PROPOSED)]
    phrases: Annotated[list[_Phrase], Field(max_length=MOST_PROPOSED)]


def mined_edits(
    questions: Sequence[Question], answers: Sequence[MarkedAnswer]
) -> tuple[PhraseEdit, ...]:
    """Phrasings that marked answers have and the key points miss, those that help most first.

    Left out is what would find no more good answers than false ones.
    """
    edits = []
    for question in questions:
        for one in mined(question, answers):
            effect = effect_of(question, one.point, one.phrase, answers)
            why = f"said in {len(one.sessions)} sessions that were rated well: "
            why += ", ".join(one.sessions)
            if effect.good > effect.false_hits:
                edits.append(PhraseEdit(question.id, one.point, one.phrase, why, effect))
    return tuple(sorted(edits, key=lambda one: one.effect.false_hits - one.effect.good))


def with_anchor(rubric: Rubric, edit: AnchorEdit) -> Rubric:
    """The rubric with the anchor's new text."""
    criteria = tuple(
        replace(
            one,
            anchors=tuple(
                Anchor(anchor.level, edit.text) if anchor.level == edit.level else anchor
                for anchor in one.anchors
            ),
        )
        if one.id == edit.criterion
        else one
        for one in rubric.criteria
    )
    return replace(rubric, criteria=criteria)


def suggest_request(
    prompts: SuggestPrompts,
    rubric: Rubric,
    questions: Sequence[Question],
    cases: Sequence[Disagreement],
    said: Callable[[Disagreement], str],
    nonce: str,
) -> ReplyRequest:
    """One call for all cases. `said` gives the words of the candidate that a case is about.

    Raises `ValueError` where somebody wrote the nonce.
    """
    chosen = cases[:MOST_CASES]
    lines = "\n".join(json.dumps(_case(one, said(one)), ensure_ascii=False) for one in chosen)
    if nonce in lines:
        raise ValueError("the nonce stands in the cases; take a fresh one")
    disputed = {one.criterion for one in chosen}
    rules = prompts.rules.render(
        rubric=_json([criterion_as_read(c) for c in rubric.criteria if c.id in disputed]),
        key_points=_json({question.id: _points(question) for question in questions}),
        levels=", ".join(map(str, rubric.scale)),
        nonce=nonce,
    )
    return ReplyRequest(
        messages=(
            Message("system", rules),
            Message("user", prompts.cases.render(nonce=nonce, cases=lines)),
        ),
        scripted="",
        max_tokens=REPLY_TOKENS,
        temperature=0.0,
        schema=Proposals.model_json_schema(),
    )


def read_proposals(
    reply: str, rubric: Rubric, questions: Sequence[Question], answers: Sequence[MarkedAnswer]
) -> Proposed:
    """What of the reply holds."""
    try:
        start, end = reply.index("{"), reply.rindex("}")
        sent = Proposals.model_validate_json(reply[start : end + 1])
    except (ValueError, ValidationError):
        return Proposed((), (), ("the model's reply was not the JSON object asked for",))
    anchors: list[AnchorEdit] = []
    phrases: list[PhraseEdit] = []
    refused: list[str] = []
    for anchor in sent.anchors:
        problem = _anchor_problem(anchor, rubric)
        if problem:
            refused.append(f"anchor {anchor.level} of {anchor.criterion}: {problem}")
        else:
            text, why = _printable(anchor.text), _printable(anchor.why)
            anchors.append(AnchorEdit(anchor.criterion, anchor.level, text, why))
    bank = {question.id: question for question in questions}
    for phrase in sent.phrases:
        words = " ".join(spoken_words(phrase.phrase))
        problem = _phrase_problem(phrase, words, bank, answers)
        if problem:
            refused.append(f"phrase {words!r} for {phrase.question}/{phrase.key_point}: {problem}")
        else:
            effect = effect_of(bank[phrase.question], phrase.key_point, words, answers)
            why = _printable(phrase.why)
            phrases.append(PhraseEdit(phrase.question, phrase.key_point, words, why, effect))
    return Proposed(tuple(anchors), tuple(phrases), tuple(map(_printable, refused)))


def _anchor_problem(anchor: _Anchor, rubric: Rubric) -> str:
    known = {criterion.id: criterion for criterion in rubric.criteria}
    if anchor.criterion not in known:
        return "there is no such criterion"
    if anchor.level not in rubric.scale:
        return "there is no such level"
    if _printable(anchor.text) == known[anchor.criterion].anchor(anchor.level):
        return "it is what stands there"
    return ""


def _phrase_problem(
    phrase: _Phrase, words: str, bank: Mapping[str, Question], answers: Sequence[MarkedAnswer]
) -> str:
    if phrase.question not in bank:
        return "there is no such question"
    points = {point.id: point for point in bank[phrase.question].key_points}
    if phrase.key_point not in points:
        return "there is no such key point"
    if not words:
        return "it has no words"
    if words in points[phrase.key_point].any_of:
        return "it stands there"
    alone = KeyPoint("", "", 1, (words,))
    own = (one for one in answers if one.question == phrase.question)
    if not any(find_key_point(alone, one.answer.turn.text) for one in own):
        return "nobody said it"
    return ""


def _case(case: Disagreement, said: str) -> dict[str, Any]:
    return {
        "criterion": case.criterion,
        "coach": {"level": case.own, "note": case.note},
        "program": {"level": case.machine, "reasoning": case.reasoning},
        "candidate": said[:LONGEST_TURN],
    }


def _points(question: Question) -> dict[str, dict[str, Any]]:
    return {
        point.id: {"text": point.text, "phrases": point.any_of} for point in question.key_points
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


def _printable(text: str) -> str:
    """On one line, without what a terminal or an editor would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

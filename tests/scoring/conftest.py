"""A short interview with its rubric and question, for raters to read."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.rubrics import (
    Anchor,
    Criterion,
    CriterionFlag,
    CriterionKeyPoint,
    EvidenceRule,
    Rubric,
)
from voiceinterview.domain.speech import SAMPLE_RATE, Word
from voiceinterview.domain.transcript import Speaker, Turn
from voiceinterview.errors import EngineError
from voiceinterview.scoring.judge_request import JudgePrompts
from voiceinterview.scoring.record import StageRecord

ANSWER = (
    "Well, first I'd check for leakage, because the same user could be in both halves. Then I "
    "would plot a learning curve. I would never tune on the test set, since its 71 percent "
    "would stop meaning anything, and only then I would think about a smaller model."
)


def spoken(
    number: int, speaker: Speaker, text: str, *, stage: str = "dive", question: str = "gap"
) -> Turn:
    """A turn in which each word takes one second, from ten seconds times its number on."""
    start = number * 10 * SAMPLE_RATE
    words = tuple(
        Word(word, start + n * SAMPLE_RATE, start + (n + 1) * SAMPLE_RATE)
        for n, word in enumerate(text.split())
    )
    end = words[-1].end if words else start
    return Turn(
        number=number,
        speaker=speaker,
        text=text,
        start=start,
        end=end,
        stage=stage,
        question=question,
        words=words,
    )


class OneReply:
    """A `LanguageModel` that gives one reply, in pieces, and keeps what it was asked."""

    name = "one-reply"

    def __init__(self, reply: str | EngineError) -> None:
        self.reply = reply
        self.asked: list[ReplyRequest] = []

    async def stream(self, request: ReplyRequest) -> AsyncIterator[ReplyPart]:
        self.asked.append(request)
        if isinstance(self.reply, EngineError):
            raise self.reply
        for start in range(0, len(self.reply), 4_096):
            yield ReplyPart(self.reply[start : start + 4_096])
        yield ReplyPart("", Usage("judge/1 (test)", 900, 100, 0.0123))

    def settings(self) -> dict[str, Any]:
        return {"model": "judge"}


@pytest.fixture
def turn() -> Callable[..., Turn]:
    return spoken


@pytest.fixture
def model() -> type[OneReply]:
    return OneReply


@pytest.fixture
def question() -> Question:
    points = (
        KeyPoint("leak", "Checks for leakage.", 3, ("leak",)),
        KeyPoint("curve", "Plots a learning curve.", 1, ("learning curve",)),
        KeyPoint("prior", "Uses a prior.", 1, ("gaussian prior",)),
    )
    return Question(
        id="gap",
        stage="dive",
        format="conversation",
        difficulty=1,
        minutes=5,
        ask="Why is validation worse?",
        why="",
        key_points=points,
        expert_answer="",
        framework="",
        mistakes=(),
        follow_ups=(),
        hints=(),
    )


def criterion(name: str, weight: int, flags: tuple[CriterionFlag, ...] = ()) -> Criterion:
    return Criterion(
        id=name,
        weight=weight,
        question=f"How about {name}?",
        anchors=tuple(Anchor(level, f"{name} at {level}.") for level in (1, 2, 3, 4)),
        examples=(),
        red_flags=flags,
        evidence=EvidenceRule(min_quotes=1, required_from=2),
        not_assessable=name != "manner",
        cannot_be_heard=(),
        key_points=(CriterionKeyPoint(f"sign-of-{name}", f"Shows {name}."),),
    )


@pytest.fixture
def rubric() -> Rubric:
    flag = CriterionFlag("tunes-on-test", "Tunes on the test set.", 1)
    return Rubric(
        id="dive",
        version="1.2.0",
        scale=(1, 2, 3, 4),
        criteria=(criterion("depth", 3, (flag,)), criterion("clarity", 1), criterion("manner", 1)),
        sha256="ab" * 32,
    )


@pytest.fixture
def record(question: Question) -> StageRecord:
    turns = (
        spoken(1, "interviewer", "Why is validation worse?"),
        spoken(2, "candidate", ANSWER),
        spoken(3, "interviewer", "What would a Gaussian prior change in your answer here?"),
    )
    return StageRecord("s-1", "dive", "Deep dive", (question,), turns)


@pytest.fixture
def prompts() -> JudgePrompts:
    rules = "$stage_title $rubric $levels $key_points $nonce"
    names = ("stage_title", "rubric", "levels", "key_points", "nonce")
    marked = "$nonce\n$turns\n$nonce"
    return JudgePrompts(
        criterion=Prompt("rate-criterion", "1.0.0", names, rules, "rate-criterion.md", "cd" * 32),
        stage=Prompt("rate-stage", "1.0.0", names, rules, "rate-stage.md", "ce" * 32),
        transcript=Prompt("transcript", "1.0.0", ("nonce", "turns"), marked, "t.md", "ef" * 32),
        ask_again=Prompt("ask-again", "1.0.0", ("quotes",), "$quotes", "a.md", "ba" * 32),
        code=Prompt("rate-code", "1.0.0", (), "Of code:", "c.md", "bb" * 32),
        ask_again_code=Prompt(
            "ask-again-code", "1.0.0", ("quotes", "lines"), "$quotes $lines", "b.md", "bc" * 32
        ),
    )


def rated(name: str, level: object, quote: str, /, **changes: Any) -> dict[str, Any]:
    rating: dict[str, Any] = {
        "criterion": name,
        "quotes": [{"turn": 2, "quote": quote}],
        "key_points": [],
        "red_flags": [],
        "why_not_higher": "It would need a cause.",
        "why_not_lower": "Because it says so.",
        "level": level,
        "confidence": "medium",
        "orders": [],
    }
    return {**rating, **changes}


@pytest.fixture
def entry() -> Callable[..., dict[str, Any]]:
    return rated


@pytest.fixture
def sound_reply() -> str:
    return json.dumps(
        {
            "ratings": [
                rated("depth", 3, "the same user could be in both halves"),
                rated("clarity", 2, "first i'd check for LEAKAGE because"),
                rated("manner", 1, "I would plot a learning curve"),
            ]
        }
    )

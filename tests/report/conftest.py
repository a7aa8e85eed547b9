"""An interview of two stages, of which the second was not rated by the model."""

from pathlib import Path

import pytest

from voiceinterview.content.delivery_words import load_delivery_words
from voiceinterview.content.folders import find_content
from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.manifest import Engines, EngineUsed, Manifest
from voiceinterview.domain.plan import Persona, Plan, StagePlan, VoiceSettings
from voiceinterview.domain.ratings import (
    AppliedCap,
    Evidence,
    KeyPointFinding,
    QuestionCoverage,
    Rater,
    Rating,
    Scorecard,
    Spending,
    StageScore,
)
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.domain.transcript import Turn
from voiceinterview.report.source import ReportSource
from voiceinterview.scoring.delivery import measure_delivery
from voiceinterview.storage.stored_session import read_session

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"

HOSTILE = (
    "I said <script>alert(1)</script> & [red]so[/red] *loudly* \x1b[31m\u202e that it was leakage."
)
LEAK = HOSTILE.index("that it was leakage")


def evidence(start: int, end: int, status: str = "exact") -> Evidence:
    return Evidence(
        turn=2,
        quote=HOSTILE[start:end],
        start=start,
        end=end,
        first_sample=65 * SAMPLE_RATE,
        last_sample=70 * SAMPLE_RATE,
        status="repaired" if status == "repaired" else "exact",
    )


def stage(name: str, title: str) -> StagePlan:
    return StagePlan(name, title, 10, "Hello.", "Bye.", "Brief.", ())


def turn(number: int, speaker: str, text: str, start: int, where: str) -> Turn:
    return Turn(
        number=number,
        speaker="candidate" if speaker == "candidate" else "interviewer",
        text=text,
        start=start * SAMPLE_RATE,
        end=(start + 5) * SAMPLE_RATE,
        stage=where,
        question="gap",
    )


@pytest.fixture
def model_card() -> Scorecard:
    flag = AppliedCap("made-up", "Made something up.", 2, evidence(0, 6))
    ratings = (
        Rating(
            "technical-depth",
            3,
            "How deep?",
            "scored",
            level=2,
            anchor="Says how, not why.",
            why="Names <leakage> only.",
            evidence=(
                evidence(LEAK, len(HOSTILE) - 1),
                evidence(LEAK + 8, len(HOSTILE), "repaired"),
            ),
            caps=(flag,),
        ),
        Rating("clarity", 1, "How clear?", "not_assessed", reason="Nobody asked."),
        Rating("rigor", 1, "How exact?", "unscored", reason="The call failed."),
    )
    return Scorecard(
        session="s-1",
        stage="dive",
        stage_title="Deep dive",
        rubric=RubricRef("dive", "1.0.0", "ab" * 32),
        top_level=4,
        transcript_sha256="cd" * 32,
        rater=Rater("model", "model-judge", "judge-1", "rate-stage@1.0.0"),
        at="2026-01-31T09:45:00Z",
        ratings=ratings,
        score=StageScore(2.0, 0.6),
        spending=Spending(900, 100, 0.0123),
    )


@pytest.fixture
def checklist_card() -> Scorecard:
    findings = (
        KeyPointFinding("leak", "Rules out leakage.", 3, evidence(LEAK, len(HOSTILE))),
        KeyPointFinding("curve", "Plots a learning curve.", 1, None),
    )
    reason = "The checklist gives no level."
    return Scorecard(
        session="s-1",
        stage="dive",
        stage_title="Deep dive",
        rubric=RubricRef("dive", "1.0.0", "ab" * 32),
        top_level=4,
        transcript_sha256="cd" * 32,
        rater=Rater("checklist", "checklist"),
        at="2026-01-31T09:45:00Z",
        ratings=(
            Rating("technical-depth", 3, "How deep?", "not_assessed", reason=reason),
            Rating("clarity", 1, "How clear?", "not_assessed", reason=reason),
        ),
        score=StageScore(None, 0.0),
        coverage=(QuestionCoverage("gap", "Why is validation worse?", findings),),
    )


@pytest.fixture
def source(model_card: Scorecard, checklist_card: Scorecard) -> ReportSource:
    manifest = Manifest(
        id="2026-01-31T0930-data-scientist-ml-7f3a",
        created="2026-01-31T09:30:00Z",
        status="finished",
        end_reason="quit",
        role="data-scientist-ml",
        stages=("dive", "talk"),
        persona="plain-one",
        seed=7,
        minutes=20,
        engines=Engines(
            recognizer=EngineUsed("recorded"),
            synthesizer=EngineUsed("pyttsx3"),
            language_model=EngineUsed("litellm", {"model": "judge-1"}),
        ),
        versions={"voiceinterview": "0.1.0"},
        input="a recorded candidate (synthetic voice)",
        samples=3_700 * SAMPLE_RATE,
    )
    persona = Persona("plain-one", "Plain one", VoiceSettings(), {}, "Plain.")
    plan = Plan(
        role="data-scientist-ml",
        title="Data Scientist, Machine Learning",
        persona=persona,
        stages=(stage("dive", "Deep dive"), stage("talk", "Talk")),
        seed=7,
    )
    turns = (
        turn(1, "interviewer", "Why is validation worse?", 60, "dive"),
        turn(2, "candidate", HOSTILE, 65, "dive"),
        turn(3, "interviewer", "Tell me about you.", 3_665, "talk"),
    )
    return ReportSource(manifest, plan, turns, (model_card, checklist_card))


@pytest.fixture(scope="session")
def delivery() -> Delivery:
    """Of the golden session."""
    golden = read_session(GOLDEN)
    words = load_delivery_words(find_content())
    return measure_delivery(golden.transcript, golden.events, golden.plan, words)

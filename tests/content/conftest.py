"""A small role pack on disk that is whole; each test breaks it in its own way."""

from pathlib import Path

import pytest

from voiceinterview.content.folders import Content, find_content

QUESTION = """\
- id: {id}
  stage: {stage}
  format: viva
  type: debugging
  difficulty: 2
  minutes: 6
  ask: What do you do when validation is worse than training?
  why: Tells doing from knowing.
  key_points:
    - {{id: named, text: Names it., weight: 2, any_of: [overfit, high variance]}}
    - {{id: leak, text: Rules out leakage., weight: 3, any_of: [leak], none_of: [no leak]}}
    - {{id: curve, text: Plots a curve., weight: 1, any_of: [learning curve]}}
    - {{id: simpler, text: Makes it simpler., weight: 1, any_of: [regulari]}}
  expert_answer: I would look for leakage first.
  framework: Data first.
  mistakes:
    - {{says: I would add layers., reveals: Wrong way.}}
    - {{says: I would train longer., reveals: Wrong way.}}
    - {{says: I would ignore it., reveals: No way.}}
  red_flags: []
  follow_ups:
    - {{when_missing: leak, move: probe, ask: What would make you doubt the split?}}
    - {{when_heard: named, move: deepen, ask: How do you know?}}
    - {{when_heard: leak, move: challenge, ask: Is that likely?}}
    - {{when_heard: curve, move: what-if, ask: And with little data?}}
  hints: [Think of the split., Who is in both halves?]
  tags: []
  sources: []
"""
OCCASIONS = [
    *("acknowledgments", "bridges", "transitions", "nudges", "repeats", "skips"),
    *("resumes", "time_short", "farewells", "silences", "hints", "clarifications"),
    *("declines", "redirects", "refusals", "boundaries", "small_talk", "languages", "whys"),
    *("examples", "numbers"),
]
PERSONA = (
    "---\nname: plain-one\nversion: 1.0.0\nvariables: []\ntitle: Plain one\n"
    "voice: {rate: 150, pitch: 40, variant: gmw/en}\nfollows: [probe, why]\nphrases:\n"
    "  references: [You said $words.]\n"
    + "".join(f"  {occasion}: [Yes.]\n" for occasion in OCCASIONS)
    + "---\nYou are plain.\n"
)
BRIEF = """\
---
name: deep-dive
version: 1.0.0
variables: []
openings: [This is the deep dive.]
closings: [That was it.]
---
Learn whether they can reason.
"""
RUBRIC = """\
schema: 1
id: deep-dive
version: 1.0.0
scale: [1, 2]
criteria:
  - id: depth
    weight: 3
    question: How deep?
    anchors:
      1: Names.
      2: Reasons.
    examples: {1: "Names, names.", 2: "Because."}
    red_flags: [{id: made-up, text: Made up., cap: 1}]
    evidence: {min_quotes: 1, required_from: 2}
    not_assessable: allowed
    cannot_be_heard: []
"""
ROLE = """\
id: tester
version: 1.0.0
title: Tester
family: Testing
summary: Tests.
trend: More tests.
salary: {currency: EUR, low: 1, high: 2, open_ended: true, recruiter_low: 1, recruiter_high: 2,
  recruiter_level: mid-level}
difficulty: {interview: 8, interview_of: 10, preparation: 3.5, preparation_of: 5, reason: Hard.}
demand: high
key_stage: Deep dive
focus_areas: [testing]
core_skills: [{name: Python, skills: [pytest]}]
stages:
  - {id: deep-dive, title: Deep dive, real_minutes: [60, 60], practice_minutes: 20,
    formats: [viva], rubric: deep-dive, probes: [depth]}
  - {id: chat, title: Chat, real_minutes: [30, 45], practice_minutes: 10,
    formats: [conversation], rubric: chat, probes: [aims]}
formats:
  - {id: viva, title: Viva, share: 100, summary: Questions., rates: [depth], topics: [tests],
    advice: [Know why.]}
short_form: [A viva]
practice_stages: [deep-dive]
preparation: {weeks: [1, 1], focus: [tests], plan: [{week: 1, goal: Test., tasks: [Test.]}]}
vocabulary: [pytest, fixture]
"""
PROMPT = "---\nname: greet\nversion: 1.0.0\nvariables: [who]\n---\nGreet $who for $$5.\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    files = {
        "prompts/tester/role.yaml": ROLE,
        "prompts/tester/stages/deep-dive.md": BRIEF,
        "prompts/tester/questions/deep.yaml": QUESTION.format(id="gap", stage="deep-dive"),
        "prompts/tester/questions/talk.yaml": QUESTION.format(id="talk", stage="chat"),
        "prompts/personas/plain-one.md": PERSONA,
        "prompts/interviewer/greet.md": PROMPT,
        "rubrics/tester/deep-dive.yaml": RUBRIC,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def content(pack: Path) -> Content:
    return find_content(pack)

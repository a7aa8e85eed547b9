"""Lint: what a careful editor would send back; and the content that ships is clean."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from voiceinterview.cli.lint_text import lint_lines
from voiceinterview.content.bank import ready_rounds
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.lint.finding import Rule
from voiceinterview.content.lint.question_rules import QUESTION_RULES, Bank
from voiceinterview.content.lint.report import LintReport, lint_content, lint_rubrics
from voiceinterview.content.lint.role_rules import BRIEF_RULES, ROLE_RULES, Shelf
from voiceinterview.content.lint.round_rules import REVIEW_RULES, STORY_RULES
from voiceinterview.content.lint.rubric_rules import CRITERION_RULES, RUBRIC_RULES
from voiceinterview.content.lint.tags import alike
from voiceinterview.content.lint.words import LintWords, load_words
from voiceinterview.content.pack import WORD_LISTS
from voiceinterview.content.roles import load_role
from voiceinterview.domain.code_reviews import CodeReview, Defect, Tempting
from voiceinterview.domain.questions import FollowUp, KeyPoint, Mistake, Question
from voiceinterview.domain.role import StageBrief
from voiceinterview.domain.rubrics import (
    Anchor,
    Criterion,
    CriterionFlag,
    CriterionKeyPoint,
    EvidenceRule,
    Example,
    Rubric,
)
from voiceinterview.domain.stories import Earned, Lacking, Story
from voiceinterview.errors import ContentError, UnknownName

POINTS = tuple(
    KeyPoint(f"{name}-point", f"The {name}.", 3 if name == "amber" else 1, (f"{name} point",))
    for name in ("amber", "birch", "cedar", "daisy")
)
ANSWER = "An amber point, a birch point, a cedar point and a daisy point. " + "Then I go on. " * 30
PLAIN = Question(
    id="plain",
    stage="deep-dive",
    format="viva",
    type="debugging",
    difficulty=2,
    minutes=5,
    ask="What would you look at?",
    why="To know.",
    key_points=POINTS,
    expert_answer=ANSWER,
    framework="One after the other.",
    mistakes=(Mistake("I would wait.", "Waits."),) * 3,
    follow_ups=(
        FollowUp("probe", "What comes first?", when_missing="amber-point"),
        FollowUp("challenge", "Is that so?", when_heard="birch-point"),
        FollowUp("what-if", "And at night?", when_heard="cedar-point"),
        FollowUp("deepen", "Why that?", when_heard="daisy-point"),
    ),
    hints=("Think of wood.", "Think of a flower."),
)
OTHER = replace(
    PLAIN,
    id="other",
    key_points=(KeyPoint("elm", "Elm.", 1, ("elm point",)),),
    expert_answer="Something else. " * 70,
)
PLAIN_CRITERION = Criterion(
    id="depth",
    weight=3,
    question="How far below the name does the account reach?",
    anchors=(
        Anchor(1, "Names things and repeats the name."),
        Anchor(2, "Says how to use it."),
        Anchor(3, "Explains the cause."),
    ),
    examples=(Example(1, "It."), Example(2, "It does."), Example(3, "Because.")),
    red_flags=(CriterionFlag("made-up", "Made up.", 2),),
    evidence=EvidenceRule(1, 2),
    not_assessable=True,
    cannot_be_heard=("sketches on paper",),
    key_points=(
        CriterionKeyPoint("second-why", "Answers a second why."),
        CriterionKeyPoint("part-at-work", "Says what a part does."),
    ),
)
PLAIN_RUBRIC = Rubric(
    "deep-dive",
    "1.0.0",
    (1, 2, 3),
    (PLAIN_CRITERION, *(replace(PLAIN_CRITERION, key_points=()) for _ in range(3))),
    "0" * 64,
)


@pytest.fixture(scope="module")
def words() -> LintWords:
    return load_words(find_content())


def broken(rules: Sequence[Rule[Any, Any]], thing: Any, context: Any) -> dict[str, list[str]]:
    """Rule id -> the places that it found, as `a/b/0`."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        for place, _ in rule.check(thing, context):
            found.setdefault(rule.id, []).append("/".join(map(str, place)))
    return found


def in_bank(question: Question, *others: Question) -> dict[str, list[str]]:
    return broken(QUESTION_RULES, question, Bank((question, *(others or (OTHER,)))))


def points(**changes: Any) -> tuple[KeyPoint, ...]:
    return (replace(POINTS[0], **changes), *POINTS[1:])


def steps(number: int, **changes: Any) -> tuple[FollowUp, ...]:
    ladder = list(PLAIN.follow_ups)
    ladder[number] = replace(ladder[number], **changes)
    return tuple(ladder)


def test_a_whole_question_breaks_no_rule() -> None:
    assert in_bank(PLAIN) == {}


@pytest.mark.parametrize(
    ("changes", "rule", "place"),
    [
        ({"ask": "What is the amber point?"}, "phrase-in-question", "key_points/0/any_of/0"),
        ({"follow_ups": PLAIN.follow_ups[1:]}, "probe-missing", "key_points/0"),
        ({"follow_ups": steps(0, move="challenge")}, "probe-missing", "key_points/0"),
        ({"follow_ups": steps(0, ask="An amber point?")}, "probe-gives-away", "follow_ups/0"),
        ({"follow_ups": PLAIN.follow_ups[:3]}, "moves-missing", "follow_ups"),
        ({"follow_ups": steps(1, ask="Why that?")}, "follow-up-twice", "follow_ups/1"),
        ({"expert_answer": ANSWER[:120]}, "answer-length", "expert_answer"),
        ({"expert_answer": ANSWER + "word " * 200}, "answer-length", "expert_answer"),
        ({"expert_answer": "An amber point. " * 50}, "answer-coverage", "expert_answer"),
        ({"hints": ("A birch point.", "Or two.")}, "hint-gives-away", "hints/0"),
        ({"ask": "What is *that*?"}, "unspeakable", "ask"),
        ({"ask": "What is 0.05?"}, "unspeakable", "ask"),
        ({"ask": "Who tests A/B?"}, "unspeakable", "ask"),
        ({"follow_ups": steps(2, ask="What of `x`?")}, "unspeakable", "follow_ups/2/ask"),
        ({"ask": "What? And why?"}, "several-questions", "ask"),
        ({"ask": "so " * 45 + "what?"}, "question-long", "ask"),
    ],
)  # fmt: skip
def test_a_question_is_sent_back(changes: dict[str, Any], rule: str, place: str) -> None:
    assert place in in_bank(replace(PLAIN, **changes))[rule]


def test_a_mistake_that_finds_two_of_four_key_points_is_sent_back() -> None:
    wrong = Mistake("The birch point and the cedar point.", "Guesses.")
    question = replace(PLAIN, mistakes=(PLAIN.mistakes[0], wrong, PLAIN.mistakes[0]))
    assert in_bank(question) == {"mistake-coverage": ["mistakes/1"]}


def test_a_phrase_that_three_in_ten_other_answers_hold_is_common() -> None:
    question = replace(PLAIN, key_points=points(any_of=("amber point", "go on")))
    rare = [replace(OTHER, id=f"rare-{n}") for n in range(7)]
    others = [*rare, *(replace(OTHER, id=f"full-{n}", expert_answer=ANSWER) for n in range(3))]
    assert "phrase-common" not in in_bank(question, *others)
    found = in_bank(question, *others, replace(OTHER, id="full-4", expert_answer=ANSWER))
    assert "key_points/0/any_of/1" in found["phrase-common"]


def test_an_answer_that_finds_other_questions_of_its_stage_is_sent_back() -> None:
    twin = replace(PLAIN, id="twin")
    assert "answer-cross-coverage" in in_bank(PLAIN, twin)
    assert "answer-cross-coverage" not in in_bank(PLAIN, replace(twin, stage="chat"))


def test_a_tag_in_two_forms_is_told_where_the_rarer_stands() -> None:
    often = [replace(OTHER, id=f"often-{n}", tags=("ab-test",)) for n in range(2)]
    once = replace(PLAIN, tags=("power", "ab-testing"))
    assert in_bank(once, *often)["tags-near-equal"] == ["tags/1"]
    assert "tags-near-equal" not in in_bank(often[0], once, *often)


def test_of_two_forms_as_common_one_is_told() -> None:
    one, other = (replace(OTHER, id=tag, tags=(tag,)) for tag in ("cost", "costs"))
    assert ["tags-near-equal" in in_bank(x, y) for x, y in ((one, other), (other, one))] == [
        False, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ab-test", "ab-testing"), ("confidence-interval", "confidence-intervals"),
        ("build-or-buy", "build-vs-buy"), ("cache", "caches"), ("index", "indexes"),
        ("story", "stories"), ("serving", "serve"), ("fine-tuning", "finetuning"),
        ("stop", "stopping"), ("regularization", "regularisation"), ("imputation", "imputaton"),
    ],
)  # fmt: skip
def test_tags_that_are_one_subject_are_alike(first: str, second: str) -> None:
    assert alike(first, second) and alike(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ab-test", "ab-test"), ("courage", "coverage"), ("scoping", "stopping"),
        ("inference", "influence"), ("agreement", "disagreement"), ("gan", "rnn"),
        ("cross-validation", "validation"), ("mentoring", "monitoring"), ("cost", "host"),
        ("latency", "tail-latency"), ("bias", "bigs"), ("sql", "svm"),
    ],
)  # fmt: skip
def test_tags_that_merely_look_like_another_are_not(first: str, second: str) -> None:
    assert not alike(first, second)


def test_a_whole_rubric_breaks_no_rule(words: LintWords) -> None:
    assert broken(CRITERION_RULES, PLAIN_CRITERION, words) == {}
    assert broken(RUBRIC_RULES, PLAIN_RUBRIC, words) == {}
    assert broken(RUBRIC_RULES, replace(PLAIN_RUBRIC, criteria=(PLAIN_CRITERION,)), words) == {
        "number-of-criteria": ["criteria"]
    }


def anchored(level: int, text: str) -> dict[str, Any]:
    return {
        "anchors": tuple(
            Anchor(level, text) if anchor.level == level else anchor
            for anchor in PLAIN_CRITERION.anchors
        )
    }


def signs(*texts: str) -> dict[str, Any]:
    told = ("Answers a second why.", *texts)
    return {"key_points": tuple(CriterionKeyPoint(f"s-{n}", text) for n, text in enumerate(told))}


@pytest.mark.parametrize(
    ("changes", "rule", "place"),
    [
        (anchored(2, "Explains the causes."), "anchors-near-equal", "anchors/3"),
        (anchored(2, "Often explains the cause quickly."), "anchors-differ-in-degree", "anchors/3"),
        (anchored(2, "Gives a good reason."), "anchor-vague", "anchors/2"),
        (anchored(2, "Clearly says how."), "anchor-vague", "anchors/2"),
        (anchored(2, "Speaks in a calm tone of voice."), "criterion-unheard", "anchors/2"),
        ({"question": "How deep is it and how wide?"}, "criterion-double-barreled", "question"),
        ({"question": "Does it show clarity or depth?"}, "criterion-double-barreled", "question"),
        ({"question": "What does the posture say?"}, "criterion-unheard", "question"),
        ({"question": "How confident does the candidate seem?"}, "criterion-unheard", "question"),
        ({"question": "What do sketches on paper show?"}, "criterion-unheard", "question"),
        ({"examples": PLAIN_CRITERION.examples[:2]}, "examples-missing", "examples"),
        ({"examples": PLAIN_CRITERION.examples[::2]}, "examples-missing", "examples"),
        ({"red_flags": (CriterionFlag("x", "X.", 3),)}, "cap-idle", "red_flags/0/cap"),
        ({"key_points": ()}, "number-of-key-points", ""),
        (signs(), "number-of-key-points", "key_points"),
        (signs("A.", "B.", "C.", "D."), "number-of-key-points", "key_points"),
        (signs("Names a proper reason."), "key-point-vague", "key_points/1/text"),
        (signs("Names a cause and a cost."), "key-point-double-barreled", "key_points/1/text"),
        (signs("Shows rigor or depth."), "key-point-double-barreled", "key_points/1/text"),
        (signs("Smiles at the hint."), "key-point-unheard", "key_points/1/text"),
        (signs("Points at sketches on paper."), "key-point-unheard", "key_points/1/text"),
        (signs("Explains the causes."), "key-point-is-anchor", "key_points/1/text"),
    ],
)
def test_a_criterion_is_sent_back(
    changes: dict[str, Any], rule: str, place: str, words: LintWords
) -> None:
    assert place in broken(CRITERION_RULES, replace(PLAIN_CRITERION, **changes), words)[rule]


@pytest.mark.parametrize(
    "changes",
    [
        anchored(2, 'Says "a very good reason" and stops.'),
        anchored(2, "Says as well what it is for rather than what it is."),
        {"question": "How does it choose between speed and memory?"},
        {"question": "What is said of a term such as pay, date and place?"},
        {"question": "How does the account of the database or interpreter go?"},
        {"cannot_be_heard": ("posture", "eye contact")},
        signs('Says "I did well and I know it" of a fault.'),
        signs(
            "Tells a difference between the one and the other.", "Names a unit, such as a and b."
        ),
    ],
)
def test_what_only_looks_wrong_passes(changes: dict[str, Any], words: LintWords) -> None:
    assert broken(CRITERION_RULES, replace(PLAIN_CRITERION, **changes), words) == {}


def test_one_sign_under_two_criteria_would_count_twice(words: LintWords) -> None:
    twice = replace(PLAIN_CRITERION, id="width", **signs("Says which part does what."))
    rubric = replace(PLAIN_RUBRIC, criteria=(PLAIN_CRITERION, twice, *PLAIN_RUBRIC.criteria[2:]))
    found = broken(RUBRIC_RULES, rubric, words)
    assert found == {"key-points-near-equal": ["criteria/1/key_points/0/text"]}


def test_a_role_needs_enough_of_everything(content: Content) -> None:
    role = load_role(content, "tester")
    few = Shelf(questions=(PLAIN,), briefs={}, rubrics={}, elsewhere={})
    found = broken(ROLE_RULES, role, few)
    assert found["questions-few"] == ["stages", "stages/0", "stages/1"]
    assert found["difficulties-missing"] == ["stages/0", "stages/1"]
    assert found["types-few"] == ["formats/0"] * 5
    crowd = replace(few, questions=(replace(PLAIN, stage=role.stages[0].id, place="last"),) * 4)
    assert broken(ROLE_RULES, role, crowd)["places-many"] == ["stages/0"]
    assert found["parts-missing"] == [
        "stages/0", "stages/0/rubric", "stages/1", "stages/1/rubric", "formats/0",
    ]  # fmt: skip
    enough = tuple(
        replace(PLAIN, id=f"{stage.id}-{n}", stage=stage.id, difficulty=n % 3 + 1, format=kind,
                type=role_type if kind == "viva" else None)
        for stage in role.stages for kind in stage.formats
        for n, role_type in enumerate(["fundamentals", "trade-offs", "debugging", "architecture",
                                       "latest-tech"] * 10)
    )  # fmt: skip
    brief = StageBrief("deep-dive", "1.0.0", ("Hello.",), ("Bye.",), "Learn.")
    names = ("deep-dive", "chat", "viva")
    shelf = Shelf(
        enough, dict.fromkeys(names, brief), dict.fromkeys(names, PLAIN_RUBRIC), elsewhere={}
    )
    assert broken(ROLE_RULES, role, shelf) == {}


def test_a_stage_names_the_formats_that_its_questions_have(content: Content) -> None:
    role = load_role(content, "tester")
    star = replace(PLAIN, stage="chat", format="star", type=None)
    shelf = Shelf(questions=(PLAIN, star), briefs={}, rubrics={}, elsewhere={})
    places = broken(ROLE_RULES, role, shelf)["stage-formats"]
    assert places == ["stages/1/formats", "stages/1/formats"]  # star is missing, talk unused
    talks = replace(shelf, elsewhere={"conversation": 1})
    assert broken(ROLE_RULES, role, talks)["stage-formats"] == ["stages/1/formats"]


def test_a_brief_is_spoken_and_asks_nothing(content: Content) -> None:
    role = load_role(content, "tester")
    brief = StageBrief("lunch", "1.0.0", ("Are you ready?",), ("Bye & thanks.",), "Learn.")
    assert broken(BRIEF_RULES, brief, role) == {
        "opening-asks": ["openings/0"],
        "unspeakable": ["closings/0"],
        "stage-unknown": ["name"],
    }


def test_a_story_is_judged_on_every_criterion_and_on_the_scale() -> None:
    story = Story(
        id="s", title="S", themes=("conflict",), situation="S.", task="T.", action="A.",
        result="R.", told="I did it. " * 90, analysis=(Earned("depth", 7, "All.", "I did it."),),
        weak_points=("None.",), adapt=("Adapt.",), weak_telling="We did it.",
        weak_analysis=(Lacking("width", 1, "None."),),
    )  # fmt: skip
    found = broken(STORY_RULES, story, PLAIN_RUBRIC)
    assert found == {
        "story-criteria": ["analysis/0/level", "weak_analysis/0/criterion", "weak_analysis"]
    }
    assert broken(STORY_RULES, replace(story, told="I did it."), None) == {"story-length": ["told"]}


def test_a_review_finds_its_own_defects_and_does_not_name_them_before() -> None:
    defect = Defect(
        "off", (1, 1), "off-by-one", "major", "Off.", "Off by one.", ("off by one",), ""
    )
    review = CodeReview(
        id="r", title="R", language="python", difficulty=1, minutes=5, says="Please review it.",
        context="It runs.", file="change.py", code="pass\n" * 40, defects=(defect,) * 4,
        tempting=(Tempting((2, 2), "Odd.", "Fine."),) * 2, follow_ups=("Why?",),
        expert_review="It is off by one.",
    )  # fmt: skip
    assert broken(REVIEW_RULES, review, None) == {}
    silent = replace(review, expert_review="It is fine.", says="Is it off by one?", code="pass\n")
    found = broken(REVIEW_RULES, silent, None)
    assert found["answer-coverage"] == ["expert_review"]
    assert found["phrase-in-question"][0] == "defects/0/any_of"
    assert found["review-size"] == ["file"]


# Whole files


def places(report: LintReport) -> set[tuple[str, int, str]]:
    return {(finding.source, finding.line, finding.rule) for finding in report.findings}


def test_a_finding_names_file_and_line(content: Content, pack: Path) -> None:
    rubric = pack / "rubrics/tester/deep-dive.yaml"
    rubric.write_text(rubric.read_text().replace("2: Reasons.", "2: Good reasons."))
    report = lint_rubrics(content, "tester", [])
    assert ("rubrics/tester/deep-dive.yaml", 11, "anchor-vague") in places(report)
    assert not report.damaged
    assert report.errors == 1
    assert "number-of-criteria" in {finding.rule for finding in report.findings}


def test_lint_of_all_tells_shapes_and_rules_at_once(content: Content, pack: Path) -> None:
    rubric = pack / "rubrics/tester/deep-dive.yaml"
    rubric.write_text(rubric.read_text().replace("weight: 3", "weight: heavy"))
    report = lint_content(content)
    assert report.damaged
    assert ("rubrics/tester/deep-dive.yaml", 7, "shape") in places(report)
    assert ("prompts/tester/questions/deep.yaml", 14, "answer-length") in places(report)
    assert ("prompts/tester/role.yaml", 15, "questions-few") in places(report)
    assert report.counts["questions"] == 2


def test_what_stands_in_a_damaged_file_is_not_told_as_missing(content: Content, pack: Path) -> None:
    rubric = pack / "rubrics/tester/deep-dive.yaml"
    rubric.write_text(rubric.read_text().replace("weight: 3", "weight: heavy"))
    questions = pack / "prompts/tester/questions/deep.yaml"
    questions.write_text(questions.read_text().replace("difficulty:", "dificulty:"))
    report = lint_content(content)
    rules = {finding.rule for finding in report.findings}
    assert report.damaged and not rules & set(report.left_out)
    assert {"parts-missing", "questions-few", "phrase-common"} <= set(report.left_out)
    (line,) = (line for line in lint_lines(report) if "until every file reads" in line)
    assert "questions-few" in line


def test_a_ladder_that_points_at_nothing_is_told_with_all_the_rest(
    content: Content, pack: Path
) -> None:
    question = pack / "prompts/tester/questions/deep.yaml"
    question.write_text(question.read_text().replace("when_missing: leak", "when_missing: leek"))
    told = lint_content(content)
    (fault,) = (finding for finding in told.findings if "leek" in finding.problem)
    assert (fault.source, fault.rule) == ("prompts/tester/questions/deep.yaml", "shape")
    assert (fault.source, 14, "answer-length") in places(told)


def test_where_a_file_cannot_even_be_read_the_faults_of_others_are_told_with_it(
    content: Content, pack: Path
) -> None:
    questions = pack / "prompts/tester/questions"
    spoiled = questions / "deep.yaml"
    spoiled.write_text(spoiled.read_text().replace("difficulty:", "dificulty:"))
    (questions / "other.yaml").write_bytes(b"- id: caf\xe9\n")
    with pytest.raises(ContentError) as told:
        ready_rounds(content, load_role(content, "tester"))
    assert "other.yaml:1: expected UTF-8" in str(told.value) and "dificulty" in str(told.value)


@pytest.mark.parametrize("file", [file for file, _ in WORD_LISTS], ids="/".join)
def test_a_damaged_list_of_words_is_told(
    content: Content, pack: Path, file: tuple[str, str]
) -> None:
    own = pack.joinpath("prompts", *file)
    own.parent.mkdir(exist_ok=True)
    whole = find_content().prompts.joinpath(*file).read_text(encoding="utf-8")
    own.write_text(whole.replace("version:", "versio:", 1), encoding="utf-8")
    told = {finding.source: finding for finding in lint_content(content).findings}
    assert told[f"prompts/{'/'.join(file)}"].rule == "shape"


def test_a_file_without_its_schema_line_is_told(content: Content, pack: Path) -> None:
    question = "prompts/tester/questions/deep.yaml"
    assert (question, 1, "schema-line") in places(lint_content(content))
    line = "# yaml-language-server: $schema=../../../schemas/question.json\n"
    (pack / question).write_text(line + (pack / question).read_text())
    assert (question, 1, "schema-line") not in places(lint_content(content))


def test_a_rubric_that_is_not_there_lists_those_that_are(content: Content) -> None:
    with pytest.raises(UnknownName, match="There are: deep-dive"):
        lint_rubrics(content, "tester", ["chat"])


def test_the_content_may_bring_its_own_words(content: Content, pack: Path) -> None:
    own = pack / "prompts/lint/words.yaml"
    own.parent.mkdir()
    own.write_text("vague: [names]\nfine: [x]\ndegrees: [x]\nskills: [x]\nunheard: [x]\n")
    found = places(lint_rubrics(content, "tester", ["deep-dive"]))
    assert ("rubrics/tester/deep-dive.yaml", 10, "anchor-vague") in found


def test_what_ships_is_clean() -> None:
    report = lint_content(find_content())
    assert [str(finding) for finding in report.findings] == []
    assert report.counts["code reviews"] >= 8
    assert report.counts["stories"] >= 10
    assert report.counts["exercises"] >= 16
    assert report.counts["system designs"] >= 4
    assert report.counts["case studies"] >= 2
    assert report.counts["rubrics"] >= 7 + 6  # a stage each, and a format each but conversation

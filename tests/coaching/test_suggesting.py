"""Edits from a coach's own labels, and from a model that is believed in nothing."""

import io
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from labelled_folder import ROLE
from labelled_set import STAGE
from own_content import own_content

from voiceinterview.app.coaching import open_bench
from voiceinterview.app.edit_trial import tried
from voiceinterview.app.edit_writing import diff_of, write_edit
from voiceinterview.app.suggesting import Workshop, mined_suggestions, open_workshop, propose
from voiceinterview.cli.main import main
from voiceinterview.cli.suggest_text import edit_lines, suggestions_json
from voiceinterview.coaching.diffing import bumped
from voiceinterview.coaching.mining import MarkedAnswer, effect_of, marked_answers, mined
from voiceinterview.coaching.suggesting import AnchorEdit, PhraseEdit, read_proposals
from voiceinterview.content.folders import find_content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.transcript import Speaker, Turn
from voiceinterview.errors import BadInput
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.scoring.record import StageRecord
from voiceinterview.testing import VirtualClock

LEAK = KeyPoint("leak", "Rules out that the same rows stand in both halves.", 3, ("leakage",))
CURVE = KeyPoint("curve", "Plots a learning curve.", 1, ("learning curve",))


def question(name: str = "gap", *points: KeyPoint) -> Question:
    return Question(
        id=name, stage="dive", format="conversation", difficulty=1, minutes=5,
        ask="Why is validation worse?", why="", key_points=points or (LEAK, CURVE),
        expert_answer="I would check for leakage. Then I look at a learning curve.",
        framework="", mistakes=(), follow_ups=(), hints=(),
    )  # fmt: skip


GAP, OTHER = question(), question("other")


def answers(
    *said: tuple[str, int | None], to: Question = GAP, first: int = 0
) -> list[MarkedAnswer]:
    """Each (text, level) is a session; with None nobody marked it."""
    found: list[MarkedAnswer] = []
    for number, (text, level) in enumerate(said, first):
        found += _answer(f"s-{number}", to, text, level)
    return found


def _answer(session: str, to: Question, text: str, level: int | None) -> tuple[MarkedAnswer, ...]:
    def turn(number: int, speaker: Speaker, words: str) -> Turn:
        return Turn(
            number=number, speaker=speaker, text=words, start=0, end=9, stage="dive",
            question=to.id,
        )  # fmt: skip

    record = StageRecord(
        session, "dive", "Dive", (to,), (turn(1, "interviewer", to.ask), turn(2, "candidate", text))
    )
    labels = () if level is None else (Label("depth", level, turns=(2,)),)
    ref = RubricRef("dive", "1.0.0", "ab" * 32)
    sheet = LabelSheet(session, "dive", "ada", ref, "text", "2026-03-01", labels, submitted=True)
    return marked_answers(record, [sheet], (1, 2, 3, 4))


ROWS = "Well, I would first see that no rows stand in both halves, and only then go on with it."
SAME = "For me the rows stand in both halves more often than one thinks, so I look at that."
IDLE = "It is what it is, and I would simply train a larger model until it is good enough."


# --- mined from labels ---------------------------------------------------------------------------


def test_what_well_rated_answers_say_and_the_key_point_misses_is_found() -> None:
    found = mined(GAP, answers((ROWS, 4), (SAME, 3), (IDLE, 1)))

    assert [(one.point, one.phrase) for one in found] == [("leak", "stand in both halves")]
    assert found[0].sessions == ("s-0", "s-1")


def test_what_one_session_says_is_one_speakers_turn_of_phrase() -> None:
    assert mined(GAP, answers((ROWS, 4), (IDLE, 1))) == ()


def test_what_poor_answers_say_as_often_is_not_worth_finding() -> None:
    assert mined(GAP, answers((ROWS, 4), (SAME, 3), (ROWS, 1), (SAME, 1))) == ()


def test_what_is_said_of_other_questions_too_is_not_about_this_one() -> None:
    own = answers((ROWS, 4), (SAME, 3))

    assert mined(GAP, [*own, *answers((ROWS, 4), (SAME, 4), to=OTHER, first=9)]) == ()


def test_turns_that_no_coach_marked_are_no_evidence() -> None:
    assert mined(GAP, answers((ROWS, None), (SAME, None))) == ()


def test_what_the_key_point_finds_already_is_not_proposed() -> None:
    told = "There may be leakage, for rows stand in both halves, and I would look at that first."

    assert mined(GAP, answers((told, 4), (told, 4))) == ()


def test_the_effect_counts_what_is_newly_found_and_where_it_is_false() -> None:
    own = answers((ROWS, 4), (SAME, 3), (SAME, 1), (IDLE, 4), (ROWS, None))
    others = answers((SAME, 4), (IDLE, 4), to=OTHER, first=9)

    effect = effect_of(GAP, "leak", "rows stand in both halves", [*own, *others])

    assert (effect.answers, effect.before, effect.after) == (5, 0, 4)
    assert (effect.good, effect.poor, effect.elsewhere, effect.others) == (2, 1, 1, 2)
    assert effect.false_hits == 2


# --- on the tuning set --------------------------------------------------------------------------


WRITABLE = (f"prompts/{ROLE}/questions", "rubrics")  # all that an edit may be written to
QUESTIONS = f"prompts/{ROLE}/questions/ml-stats-fundamentals.yaml"


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Content in which a key point has lost the phrases that its candidates use."""
    own = own_content(tmp_path_factory.mktemp("forgetful") / "content", *WRITABLE).root
    text = (own / QUESTIONS).read_text(encoding="utf-8")
    start = text.index("any_of: [", text.index("- id: effect-size-interval"))
    end = text.index("]", start)
    text = f"{text[:start]}any_of: [effect size{text[end:]}"
    (own / QUESTIONS).write_text(text, encoding="utf-8")
    return own


@pytest.fixture(scope="module")
def version() -> str:
    """Of the shipped rubric."""
    return load_rubric(find_content(), ROLE, STAGE).version


def workshop_in(content: Path, root: Path) -> Workshop:
    flags = {"sessions": str(root), "content": str(content)}
    return open_workshop(flags, open_bench(flags, STAGE, ["ada"]))


@pytest.fixture(scope="module")
def workshop(forgetful: Path, twelve: Path) -> Workshop:
    """To look at only."""
    return workshop_in(forgetful, twelve)


@pytest.fixture
def own_workshop(forgetful: Path, twelve: Path, tmp_path: Path) -> Workshop:
    """May be written to."""
    content = own_content(tmp_path / "content", *WRITABLE, source=forgetful)
    return workshop_in(content.root, twelve)


def test_the_phrase_that_was_forgotten_is_found_in_the_labels(workshop: Workshop) -> None:
    (edit, *others) = mined_suggestions(workshop)

    assert others == []
    assert (edit.question, edit.point) == ("p-value-three-percent", "effect-size-interval")
    assert "confidence interval" in edit.phrase
    assert edit.effect.before == 0
    assert edit.effect.after == edit.effect.good > 0
    assert edit.effect.false_hits == 0


def test_it_is_shown_as_a_diff_and_written_as_one(own_workshop: Workshop) -> None:
    (edit,) = mined_suggestions(own_workshop)
    lines = "\n".join(edit_lines(own_workshop, edit, 1))
    before = (own_workshop.content.root / "prompts").rglob("*.yaml")
    texts = {path: path.read_text(encoding="utf-8") for path in before}

    path = write_edit(own_workshop, edit)

    assert f"+      any_of: [effect size, {edit.phrase}]" in lines
    assert f"[effect size, {edit.phrase}]" in path.read_text(encoding="utf-8")
    changed = [one for one, text in texts.items() if one.read_text(encoding="utf-8") != text]
    assert changed == [path]


@pytest.mark.parametrize(
    ("words", "said", "written"),
    [
        (("--write",), "y\n", True),
        (("--write",), "n\n", False),
        (("--write",), "", False),
        ((), "y\n", False),  # nobody asks
    ],
)
def test_nothing_is_written_without_the_coachs_word(
    twelve: Path,
    own_workshop: Workshop,
    words: tuple[str, ...],
    said: str,
    written: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(said))
    places = ["--sessions", str(twelve), "--content", str(own_workshop.content.root)]
    file = own_workshop.content.root / QUESTIONS
    before = file.read_text(encoding="utf-8")

    assert main(["rubric", "suggest", STAGE, "--coach", "ada", *places, *words]) == 0

    assert (file.read_text(encoding="utf-8") != before) == written
    assert ("raise the version" in capsys.readouterr().out) == written


# --- proposed by a model --------------------------------------------------------------------------


class Proposer:
    """A `LanguageModel` that sends one reply, and rates at level 4 whatever it is asked to."""

    name = "proposer"

    def __init__(self, reply: object) -> None:
        self.reply = reply if isinstance(reply, str) else json.dumps(reply)
        self.asked: list[ReplyRequest] = []

    async def stream(self, request: ReplyRequest) -> AsyncIterator[ReplyPart]:
        self.asked.append(request)
        if "coach" in request.messages[0].content:
            yield ReplyPart(self.reply)
            return
        lines = request.messages[1].content.splitlines()
        turns = [json.loads(line) for line in lines if line.startswith("{")]
        own = next(turn for turn in turns if turn["speaker"] == "candidate")
        entry = {
            "criterion": "technical-depth", "key_points": [], "red_flags": [], "orders": [],
            "quotes": [{"turn": own["turn"], "quote": " ".join(own["text"].split()[:9])}],
            "why_not_higher": "", "why_not_lower": "", "level": 4, "confidence": "high",
        }  # fmt: skip
        yield ReplyPart(json.dumps({"ratings": [entry]}))

    async def load(self) -> None:
        return

    def settings(self) -> dict[str, Any]:
        return {"model": "proposer"}

    async def close(self) -> None:
        return


ANCHOR = {
    "criterion": "technical-depth", "level": 3, "text": "States the cause and one case without it.",
    "why": "Two cases name a cause.",
}  # fmt: skip
PHRASE = {
    "question": "p-value-three-percent", "key_point": "effect-size-interval",
    "phrase": "Confidence interval,", "why": "They say it so.",
}  # fmt: skip


def read(workshop: Workshop, **changes: Any) -> Any:
    reply = {"anchors": [], "phrases": []} | changes
    return read_proposals(
        json.dumps(reply), workshop.bench.rubric, workshop.questions, workshop.answers
    )


def test_proposals_that_hold_are_kept_with_their_effect(workshop: Workshop) -> None:
    proposed = read(workshop, anchors=[ANCHOR], phrases=[PHRASE])

    assert proposed.refused == ()
    assert proposed.anchors[0].text == ANCHOR["text"]
    assert proposed.phrases[0].phrase == "confidence interval"
    assert proposed.phrases[0].effect.after > 0


@pytest.mark.parametrize(
    ("anchor", "why"),
    [
        ({"criterion": "charm"}, "no such criterion"),
        ({"level": 9}, "no such level"),
    ],
)
def test_an_anchor_that_is_not_there_is_refused(
    workshop: Workshop, anchor: dict[str, Any], why: str
) -> None:
    proposed = read(workshop, anchors=[ANCHOR | anchor])

    assert proposed.anchors == ()
    assert why in proposed.refused[0]


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ({"question": "weather"}, "no such question"),
        ({"key_point": "charm"}, "no such key point"),
        ({"phrase": "effect size"}, "it stands there"),
        ({"phrase": "purple elephants dance"}, "nobody said it"),
        ({"phrase": "?!,"}, "it has no words"),
    ],
)
def test_a_phrase_that_cannot_be_is_refused(
    workshop: Workshop, phrase: dict[str, Any], why: str
) -> None:
    proposed = read(workshop, phrases=[PHRASE | phrase])

    assert proposed.phrases == ()
    assert why in proposed.refused[0]


@pytest.mark.parametrize(
    "reply",
    ["", "Certainly!", "{}", '{"anchors": [], "phrases": [], "weights": {"technical-depth": 9}}',
     '{"anchors": [{"criterion": "technical-depth"}], "phrases": []}', "{" * 9_999],
)  # fmt: skip
def test_a_reply_that_is_not_what_was_asked_for_changes_nothing(
    workshop: Workshop, reply: str
) -> None:
    proposed = read_proposals(reply, workshop.bench.rubric, workshop.questions, workshop.answers)

    assert (proposed.anchors, proposed.phrases) == ((), ())
    assert proposed.refused == ("the model's reply was not the JSON object asked for",)


def flags_of(workshop: Workshop, twelve: Path) -> dict[str, Any]:
    return {"sessions": str(twelve), "content": str(workshop.content.root)}


async def test_what_others_said_reaches_the_model_as_data_between_marks(
    workshop: Workshop, twelve: Path
) -> None:
    model = Proposer({"anchors": [ANCHOR], "phrases": []})

    await propose(flags_of(workshop, twelve), workshop, model)
    (request,) = model.asked
    mark, *cases, end = request.messages[1].content.partition("\n\nThe cases")[0].splitlines()

    assert mark == end
    assert len(mark) == 32
    assert mark in request.messages[0].content
    assert all(json.loads(case)["coach"] for case in cases)
    assert "as I heard it" not in request.messages[0].content  # notes are no instructions


async def test_an_anchor_is_tried_on_the_tuning_set(workshop: Workshop, twelve: Path) -> None:
    model = Proposer({"anchors": [ANCHOR], "phrases": []})
    (edit,) = (await propose(flags_of(workshop, twelve), workshop, model)).anchors

    told = await tried(workshop, edit, model, RatingTerms(samples=1), None, VirtualClock())

    assert told.effect is not None
    assert told.effect.cases == 12
    assert told.effect.mae.change.value == 0  # it gives 4 by either wording
    assert len(model.asked) == 1 + 2 * 12  # another model's levels are on the disk


def test_an_anchor_is_written_with_the_version_that_it_calls_for(
    own_workshop: Workshop, version: str
) -> None:
    raised = f"version: {bumped(version, 'minor')}\n"
    edit = AnchorEdit("technical-depth", 3, "States the cause: and one case.", "So it is.")

    diff = diff_of(own_workshop, edit)
    path = write_edit(own_workshop, edit)

    assert f"+{raised}" in diff
    assert "+      3: 'States the cause: and one case.'" in diff
    text = path.read_text(encoding="utf-8")
    assert raised in text
    again = write_edit(own_workshop, replace(edit, level=2, text="Says how it is used, not why."))
    assert again.read_text(encoding="utf-8").count(raised) == 1  # raised once


def test_words_of_a_model_cannot_turn_a_terminal_about(workshop: Workshop) -> None:
    evil = "States \x1b[2J the cause\u202e and\n# a comment: [x"
    (edit,) = read(workshop, anchors=[ANCHOR | {"text": evil, "why": evil}]).anchors

    lines = "\n".join(edit_lines(workshop, edit, 1))

    assert "\x1b" not in lines
    assert "\u202e" not in lines
    assert edit.text == "States [2J the cause and # a comment: [x"


def test_for_programs_each_has_its_diff(workshop: Workshop) -> None:
    edits: list[PhraseEdit | AnchorEdit] = [*mined_suggestions(workshop)]

    plain = json.loads(json.dumps(suggestions_json(workshop, edits)))

    assert [one["kind"] for one in plain] == ["phrase"]
    assert plain[0]["diff"].startswith("--- a/prompts/")


def test_without_disagreements_there_is_nothing_to_propose(
    workshop: Workshop, twelve: Path
) -> None:
    import asyncio

    quiet = replace(workshop, bench=replace(workshop.bench, coaches=()))

    with pytest.raises(BadInput, match="never differ"):
        asyncio.run(propose(flags_of(workshop, twelve), quiet, Proposer({})))

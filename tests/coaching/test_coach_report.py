"""One page of a rubric that loads nothing, plays what is disputed, and believes nobody's text."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from labelled_folder import ROLE, rate_set
from labelled_set import CRITERIA, IMPROVED, STAGE
from own_content import own_content

from voiceinterview.app.coach_report import write_coach_report
from voiceinterview.app.rubric_versions import current_rubric
from voiceinterview.cli.main import main
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.ratings import Rater, Rating, Scorecard
from voiceinterview.report import coach_html
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.scoring.record import StageRecord, transcript_sha256
from voiceinterview.scoring.scorecard_file import scorecard_json
from voiceinterview.scoring.spans import evidence_at
from voiceinterview.storage.derived import save_scorecard
from voiceinterview.storage.holdout_file import read_holdout
from voiceinterview.storage.labels_file import keep_sheet
from voiceinterview.storage.stored_session import read_session
from voiceinterview.testing import VirtualClock

SESSIONS = 12
HELD = 4  # a third of them
GOLDEN = Path(__file__).parents[2] / "recordings" / "golden" / "session"
EVIL = '<script>alert(1)</script>\u202e & "quoted"'


class Page(HTMLParser):
    """What a browser would make of it: text, tags, and whatever it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "srcset", "action", "xlink:href") and value:
                self.loads.append(value)
            if name == "id" and value:
                self.ids.append(value)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts take as long as all the rest. They are drawn for `page`, and for one session."""
    monkeypatch.setattr(coach_html, "agreement_chart", lambda _: '<svg viewBox="0 0 1 1"></svg>')


def page_of(root: Path, *coaches: str, **more: Any) -> Page:
    flags = {"sessions": str(root)} | more.pop("flags", {})
    made = write_coach_report(flags, STAGE, coaches, None, VirtualClock(), **more)
    return Page(made.path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(twelve: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    output = tmp_path_factory.mktemp("page") / "page.html"
    flags = {"sessions": str(twelve)}
    write_coach_report(flags, STAGE, ("ada", "ben"), output, VirtualClock())
    return Page(output.read_text(encoding="utf-8"))


def test_the_page_has_all_that_a_coach_asked_for(page: Page) -> None:
    for heading in (
        "Agreement", "Disagreements", "Versions of the rubric, and what each change did",
        "Who labelled what", "Hold-out and calibration", "model-simulated against ada + ben",
        "ben against ada, coach against coach", "Does a coach drift?",
    ):  # fmt: skip
        assert heading in page.words
    assert page.tags.count("svg") == 3  # the machine beside both, and beside each
    assert f"{SESSIONS} sessions: provisional; 20 allow a kappa for each criterion." in page.words
    assert "No hold-out was chosen" in page.words
    assert re.search(r"\d+ disagreements, \d+ by weight times gap", page.words)


def test_the_page_loads_nothing(page: Page) -> None:
    assert all(load.startswith(("#", "data:")) for load in page.loads)
    assert "script" not in page.tags
    assert len(page.ids) == len(set(page.ids))


def test_each_criterion_has_its_matrix(page: Page) -> None:
    relations = 5  # the machine beside both and each, ben beside ada, ada beside herself

    assert page.words.count("Levels of ada down, of model-simulated across.") == 1
    assert page.tags.count("caption") >= relations * (2 + len(CRITERIA))


@pytest.mark.usefixtures("undrawn")
def test_what_coaches_write_is_text_and_nothing_else(own_twelve: Path) -> None:
    session = read_session(own_twelve / "s-000")
    rubric = load_rubric(find_content(), ROLE, STAGE)
    labels = tuple(Label(one.id, 1, (2,), EVIL) for one in rubric.criteria)
    at = "2026-05-01T10:00:00+00:00"
    sheet = LabelSheet(
        session.manifest.id, STAGE, "eve", rubric.ref, "text", at, labels, submitted=True
    )
    keep_sheet(own_twelve / "s-000", sheet)

    page = page_of(own_twelve, "eve")

    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.words


@pytest.mark.usefixtures("undrawn")
def test_each_change_stands_with_what_it_did(own_twelve: Path, tmp_path: Path) -> None:
    own = own_content(tmp_path / "content", "rubrics").root
    flags = {"sessions": str(own_twelve), "content": str(own)}
    old = current_rubric(flags, STAGE)
    path = own / "rubrics" / ROLE / f"{STAGE}.yaml"
    text = path.read_text(encoding="utf-8").replace("Gives no cause,", "Names no cause,", 1)
    path.write_text(text.replace(f"version: {old.version}", "version: 7.0.0"), encoding="utf-8")
    folders = sorted(folder for folder in own_twelve.iterdir() if folder.name.startswith("s-"))
    rate_set(folders, load_rubric(Content(own), ROLE, STAGE), n=SESSIONS, machine=IMPROVED)

    page = page_of(own_twelve, "ada", flags=flags, labels_by=f"{STAGE}@{old.version}")

    assert f"{old.version} to 7.0.0" in page.words
    assert "technical-depth > anchor 2" in page.words
    assert f"Labels by {old.version}." in page.words
    assert re.search(rf"On {SESSIONS} sessions, {5 * SESSIONS} labels, levels by", page.words)


@pytest.mark.usefixtures("undrawn")
def test_the_hold_out_is_on_no_page_but_who_opened_it_is(
    own_twelve: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["rubric", "holdout", "--choose", "--coach", "ada", "--sessions", str(own_twelve)])
    gate = ["rubric", "gate", STAGE, "--coach", "ada", "--min-qwk", "0", "--holdout"]
    main([*gate, "--sessions", str(own_twelve)])
    capsys.readouterr()
    holdout = read_holdout(own_twelve)
    assert holdout is not None

    page = page_of(own_twelve, "ada")

    assert f"{SESSIONS - HELD} labelled, in the tuning set" in page.words
    assert f"{HELD} sessions held out" in page.words
    assert f"by ada: gate {STAGE}@" in page.words
    assert not any(f"{session}," in page.words for session in holdout.choice.sessions)


# --- sound ----------------------------------------------------------------------------------------


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """The golden session, labelled 4 where a model gave 2 with a quote."""
    root = tmp_path / "spoken"
    folder = root / "held"
    shutil.copytree(GOLDEN, folder, ignore=shutil.ignore_patterns(".lock*", "scorecards"))
    stored = read_session(folder)
    rubric = load_rubric(find_content(), ROLE, STAGE)
    (stage,) = [one for one in stored.plan.stages if one.id == STAGE]
    record = StageRecord(
        stored.manifest.id, stage.id, stage.title, stage.questions, stored.transcript
    )
    answer = record.answers[0]
    quote = evidence_at(answer, 0, answer.text.find(" ", 40))
    ratings = tuple(
        Rating(one.id, one.weight, one.question, "scored", 2, one.anchor(2), evidence=(quote,))
        for one in rubric.criteria
    )
    card = Scorecard(
        session=record.session, stage=STAGE, stage_title=stage.title, rubric=rubric.ref,
        top_level=4, transcript_sha256=transcript_sha256(record.turns),
        rater=Rater("model", "model-x"), at="2026-03-01T10:00:00+00:00", ratings=ratings,
        score=stage_score(ratings),
    )  # fmt: skip
    save_scorecard(folder, STAGE, rubric.version, "model-x", scorecard_json(card).encode())
    labels = tuple(Label(one.id, 4, (answer.number,)) for one in rubric.criteria)
    at = "2026-03-02T10:00:00+00:00"
    keep_sheet(
        folder,
        LabelSheet(record.session, STAGE, "ada", rubric.ref, "audio", at, labels, submitted=True),
    )
    return root


@pytest.mark.usefixtures("undrawn")
def test_what_is_disputed_can_be_played(spoken: Path) -> None:
    page = page_of(spoken, "ada")

    sounds = [load for load in page.loads if load.startswith("data:audio/mpeg;base64,")]
    assert len(sounds) == 2 * len(CRITERIA)  # the turn that was marked, and the rater's quote
    assert len(set(sounds)) == 2
    assert "audio" in page.tags


@pytest.mark.usefixtures("undrawn")
def test_a_page_without_sound_is_made_where_that_is_asked_for(spoken: Path) -> None:
    assert "audio" not in page_of(spoken, "ada", audio=False).tags


@pytest.mark.usefixtures("undrawn")
def test_a_recording_that_is_gone_leaves_the_page_and_says_so(spoken: Path) -> None:
    for track in spoken.glob("*/candidate.*"):
        track.unlink()

    page = page_of(spoken, "ada")

    assert "audio" not in page.tags
    assert "cannot be played here" in page.words


@pytest.mark.usefixtures("undrawn")
def test_the_command_names_the_page(
    own_twelve: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "page.html"
    words = ["rubric", "report", STAGE, "--coach", "ada", "--output", str(output)]

    assert main([*words, "--sessions", str(own_twelve)]) == 0
    assert capsys.readouterr().out.strip() == str(output)
    assert output.is_file()


def test_one_session_makes_a_page_that_promises_nothing(own_twelve: Path) -> None:
    for folder in own_twelve.glob("s-0*"):
        if folder.name != "s-000":
            shutil.rmtree(folder)

    page = page_of(own_twelve, "ada")

    assert "1 session: too few for a kappa" in page.words
    assert "n/a" in page.words


@pytest.mark.usefixtures("undrawn")
def test_levels_of_nobody_but_coaches_make_a_page_too(own_twelve: Path) -> None:
    for card in own_twelve.glob("s-*/scorecards/*.json"):
        card.unlink()

    page = page_of(own_twelve, "ada", "ben")

    assert "Machines none" in page.words
    assert "Coach and machine agree wherever both gave a level." in page.words


@pytest.mark.usefixtures("undrawn")
def test_a_label_that_says_na_is_counted(own_twelve: Path) -> None:
    rubric = load_rubric(find_content(), ROLE, STAGE)
    session = read_session(own_twelve / "s-001")
    at = "2026-06-01T10:00:00+00:00"
    sheet = LabelSheet(session.manifest.id, STAGE, "dee", rubric.ref, "text", at, submitted=True)
    labels = tuple(Label(one.id, None if n else 3) for n, one in enumerate(rubric.criteria))
    keep_sheet(own_twelve / "s-001", replace(sheet, labels=labels))

    page = page_of(own_twelve, "dee")

    assert "dee 1 5 4 0 text" in page.words

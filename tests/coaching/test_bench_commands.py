"""A coach's commands on session folders: agree, diff, compare, hold-out, gate."""

import io
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from labelled_folder import ROLE, rate_set, write_set
from labelled_set import IMPROVED, STAGE
from own_content import own_content

from voiceinterview.app.rubric_versions import current_rubric
from voiceinterview.cli.main import main
from voiceinterview.content.folders import Content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.storage.labels_file import keep_sheet, read_labels

SESSIONS = 12
HELD = 4  # a third of them
OLD = f"{STAGE}@1.0.0"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def rubrics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content, whatever its version, as 1.0.0."""
    own = own_content(tmp_path_factory.mktemp("first") / "content", "rubrics").root
    path = own / "rubrics" / ROLE / f"{STAGE}.yaml"
    text = re.sub(r"(?m)^version: .*$", "version: 1.0.0", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    return own


@pytest.fixture(scope="module")
def original(rubrics: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("labelled")
    write_set(root, Content(rubrics), n=SESSIONS)
    return root


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    """Sessions of one's own to add to: labels and scorecards are copied, the rest is linked."""
    own = tmp_path / "sessions"
    shutil.copytree(original, own)
    return own


@pytest.fixture
def content(rubrics: Path, tmp_path: Path) -> Content:
    """Rubrics that may be edited."""
    return own_content(tmp_path / "content", "rubrics", source=rubrics)


@pytest.fixture
def bench(root: Path, content: Content, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run an action of `rubric`; gives the exit code, what was printed, and the complaint."""

    def run(action: str, *words: str) -> tuple[int, str, str]:
        places = ["--sessions", str(root)]
        if action != "holdout":
            places += ["--content", str(content.root)]
        code = main(["rubric", action, *words, *places])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    yield run


@pytest.fixture
def met(root: Path, content: Content) -> None:
    """The bench has met version 1.0.0, as it does with its first command."""
    current_rubric({"sessions": str(root), "content": str(content.root)}, STAGE)


def edit(content: Content, old: str, new: str, version: str = "1.1.0") -> None:
    """Edit the rubric in place, as a coach does."""
    path = content.rubrics / ROLE / f"{STAGE}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1).replace("version: 1.0.0", f"version: {version}", 1)
    path.write_text(text, encoding="utf-8")


def improve(root: Path, content: Content) -> None:
    """Another wording, and a machine that rates better by it."""
    edit(content, "Gives no cause, or a cause", "Names no cause, or a cause")
    folders = sorted(path for path in root.iterdir() if path.name.startswith("s-"))
    rubric = load_rubric(Content(content.root), ROLE, STAGE)
    rate_set(folders, rubric, n=len(folders), machine=IMPROVED)


# --- agree --------------------------------------------------------------------------------------


def test_agree_tells_how_far_the_machine_is_from_a_coach(bench: Run) -> None:
    code, out, _ = bench("agree", STAGE, "--coach", "ada")

    assert code == 0
    assert "machine against coach: model-simulated against ada" in out
    assert "coach against herself: ada, round 2 against ada, round 1" in out
    assert "always the usual level" in out
    assert "by length of the answer" in out
    assert re.search(r"technical-depth +MAE \d\.\d\d, QWK n/a +MAE \d\.\d\d, QWK n/a", out)
    assert max(map(len, out.splitlines())) <= 120


def test_agree_has_every_figure_for_programs(bench: Run) -> None:
    _, out, _ = bench("agree", STAGE, "--coach", "ada", "--coach", "ben", "--json")

    found = json.loads(out)
    pooled = found["relations"][0]["pooled"]["agreement"]

    assert found["relations"][0]["reference"] == "ada + ben"
    assert pooled["pairs"] == SESSIONS * 5 * 2
    assert set(pooled) == {
        "scale", "sessions", "pairs", "exact", "adjacent", "mae", "bias", "qwk", "alpha", "table",
    }  # fmt: skip
    assert pooled["qwk"]["low"] < pooled["qwk"]["value"] < pooled["qwk"]["high"]
    assert sum(map(sum, pooled["table"])) == pooled["pairs"]


def test_an_unknown_coach_is_told_who_there_is(bench: Run) -> None:
    code, _, err = bench("agree", STAGE, "--coach", "zoe")

    assert code == 2
    assert "zoe" in err
    assert "ada, ben, cora" in err


def test_a_sheet_that_was_only_begun_is_told_with_the_command_that_goes_on(
    bench: Run, root: Path
) -> None:
    sheet = read_labels(root / "s-001", "s-001").sheets[0]
    keep_sheet(root / "s-001", replace(sheet, coach="zoe", submitted=False))

    code, _, err = bench("agree", STAGE, "--coach", "zoe")

    assert code == 2
    assert "no labels of zoe" in err and "counts once it is submitted" in err
    assert re.search(rf"voiceinterview label \S*s-001 --coach zoe --stage {STAGE}\n", err)


def test_labels_by_another_version_are_shown_and_not_mixed_in(bench: Run, content: Content) -> None:
    edit(content, "Gives no cause, or a cause", "Names no cause, or a cause")

    code, _, err = bench("agree", STAGE)

    assert code == 2
    assert f"nobody has labelled anything by {STAGE}@1.1.0" in err
    assert "voiceinterview label" in err


@pytest.mark.usefixtures("met")
def test_labels_by_another_version_count_where_that_is_asked_for(
    bench: Run, root: Path, content: Content
) -> None:
    improve(root, content)

    code, out, _ = bench("agree", STAGE, "--labels-by", "1.0.0", "--coach", "ada")

    assert code == 0
    assert f"note: labels were given by {OLD}" in out


@pytest.mark.usefixtures("met")
def test_a_number_that_hides_a_change_mixes_nothing(bench: Run, content: Content) -> None:
    edit(content, "weight: 3", "weight: 1", version="1.0.1")

    code, _, err = bench("agree", STAGE)
    assert code == 2
    assert f"nobody has labelled anything by {STAGE}@1.0.1" in err
    assert f"voiceinterview rubric diff {STAGE}@1.0.0 {STAGE}@1.0.1" in err

    words = ("--baseline", "1.0.0", "--labels-by", "1.0.0", "--coach", "ada", "--max-drop", "0.5")
    code, out, _ = bench("gate", STAGE, *words)
    assert code == 1  # the old version's levels are none by this one
    assert f"{SESSIONS} scorings are missing" in out


@pytest.mark.usefixtures("met")
def test_what_a_number_hides_can_be_labelled_anew(
    root: Path,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    edit(content, "weight: 3", "weight: 1", version="1.0.1")
    monkeypatch.setattr(sys, "stdin", io.StringIO("3\n\n\n" * 5 + "s\n"))
    places = ("--sessions", str(root), "--content", str(content.root))

    assert main(["label", "s-000", "--coach", "ada", *places]) == 0

    printed = capsys.readouterr()
    assert f"your labels by {STAGE}@1.0.0" in printed.err
    assert "no model has rated this stage by this version" in printed.out


@pytest.mark.usefixtures("met")
def test_a_comment_moves_no_level_so_all_of_them_count(bench: Run, content: Content) -> None:
    edit(content, "version: 1.0.0", "version: 1.0.0  # as before", version="1.0.1")

    code, out, _ = bench("agree", STAGE)

    assert code == 0
    assert f"{STAGE}@1.0.1: {SESSIONS} labelled sessions" in out


# --- diff ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("met")
def test_diff_tells_an_older_version_from_todays_file(bench: Run, content: Content) -> None:
    edit(content, "Gives no cause, or a cause", "Names no cause, or a cause")

    code, out, _ = bench("diff", OLD, STAGE)

    assert code == 0
    assert "minor technical-depth > anchor 2" in out
    assert "+ Says how to use the method and what it does to the result. Names no cause" in out


@pytest.mark.usefixtures("met")
def test_a_version_number_that_rose_too_little_is_told(bench: Run, content: Content) -> None:
    edit(content, "weight: 3", "weight: 1")

    code, out, _ = bench("diff", OLD, STAGE)

    assert code == 1
    assert "1.0.0 must become 2.0.0, the file says 1.1.0" in out


def test_a_file_may_be_called_what_it_likes(bench: Run, content: Content, tmp_path: Path) -> None:
    path = tmp_path / "of last month.yaml"
    shutil.copy(content.rubrics / ROLE / f"{STAGE}.yaml", path)

    code, out, _ = bench("diff", str(path), STAGE, "--json")

    assert code == 0
    assert json.loads(out)["bump"] == "none"


@pytest.mark.usefixtures("met")
def test_two_files_under_one_number_are_not_guessed_between(bench: Run, content: Content) -> None:
    edit(content, "Gives no cause, or a cause", "Names no cause, or a cause", version="1.0.0")
    bench("diff", STAGE, STAGE)  # the bench meets the edited one

    code, _, err = bench("diff", OLD, STAGE)

    assert code == 2
    assert "edited without a new version number" in err
    assert f"{OLD}-" in err


def test_a_version_that_nobody_met_is_told_with_those_there_are(bench: Run) -> None:
    code, _, err = bench("diff", f"{STAGE}@0.9.0", STAGE)

    assert code == 2
    assert "There are: 1.0.0" in err


# --- compare ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("met")
def test_compare_shows_what_was_mended_and_what_was_broken(
    bench: Run, root: Path, content: Content
) -> None:
    improve(root, content)

    code, out, _ = bench("compare", OLD, STAGE, "--coach", "ada")

    assert code == 0
    assert f"labels by {OLD}" in out
    assert "fixed:" in out
    assert "broken:" in out
    assert "s-001 connecting-concepts: ada" in out


@pytest.mark.usefixtures("met")
def test_compare_says_how_to_score_what_is_missing(
    bench: Run, root: Path, content: Content
) -> None:
    edit(content, "Gives no cause, or a cause", "Names no cause, or a cause")

    code, out, _ = bench("compare", OLD, STAGE, "--coach", "ada")

    assert code == 1
    assert f"voiceinterview score {root / 's-000'} --rubric {STAGE} --model MODEL" in out
    assert f"{SESSIONS} scorings are missing" in out


def test_two_rubrics_are_no_two_versions(bench: Run) -> None:
    code, _, err = bench("compare", STAGE, "viva", "--coach", "ada")

    assert code == 2
    assert "two rubrics" in err


# --- hold-out -----------------------------------------------------------------------------------


def held_out(root: Path) -> list[dict[str, Any]]:
    lines = (root / "holdout.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_hold_out_is_chosen_once_and_by_its_seed(bench: Run, root: Path) -> None:
    assert bench("holdout")[0] == 1
    code, out, _ = bench("holdout", "--choose", "--coach", "ada", "--seed", "5")
    chosen = held_out(root)[0]["sessions"]
    (root / "holdout.jsonl").unlink()
    bench("holdout", "--choose", "--coach", "ben", "--seed", "5")

    assert code == 0
    assert f"{HELD} sessions" in out
    assert held_out(root)[0]["sessions"] == chosen
    assert bench("holdout", "--choose", "--coach", "ada", "--seed", "6")[0] == 2
    assert held_out(root)[0]["sessions"] == chosen


@pytest.mark.usefixtures("met")
def test_the_hold_out_is_in_no_figure_until_it_is_opened(
    bench: Run, root: Path, content: Content
) -> None:
    bench("holdout", "--choose", "--coach", "ada")
    held = held_out(root)[0]["sessions"]
    improve(root, content)

    _, agree, _ = bench("agree", OLD, "--json")
    _, compare, _ = bench("compare", OLD, STAGE, "--coach", "ada")
    _, gate, _ = bench("gate", STAGE, "--labels-by", "1.0.0", "--min-qwk", "0.1", "--json")

    assert json.loads(agree)["sessions"] == SESSIONS - len(held)
    assert json.loads(gate)["gate"]["sessions"] == SESSIONS - len(held)
    assert not any(session in compare for session in held)
    assert len(held_out(root)) == 1


@pytest.mark.usefixtures("met")
def test_opening_the_hold_out_is_written_down_and_shown_ever_after(
    bench: Run, root: Path, content: Content
) -> None:
    bench("holdout", "--choose", "--coach", "ada")
    held = held_out(root)[0]["sessions"]
    improve(root, content)

    _, out, _ = bench("compare", OLD, STAGE, "--coach", "ada", "--holdout")
    _, later, _ = bench("compare", OLD, STAGE, "--coach", "ada")

    opening = held_out(root)[1]
    assert opening["by"] == "ada"
    assert opening["what"] == f"compare {OLD} {STAGE}@1.1.0"
    assert f"hold-out: {HELD} sessions, {5 * HELD} labels" in out
    assert not any(f"{session} " in out for session in held)  # figures only
    assert f"hold-out: {HELD} sessions, {5 * HELD} labels" not in later
    assert f"{opening['at']} by ada" in later


@pytest.mark.usefixtures("met")
def test_without_a_hold_out_there_is_nothing_to_open(
    bench: Run, root: Path, content: Content
) -> None:
    improve(root, content)

    code, _, err = bench("gate", STAGE, "--baseline", "1.0.0", "--min-qwk", "0", "--holdout")

    assert code == 2
    assert "voiceinterview rubric holdout --choose" in err


# --- gate ---------------------------------------------------------------------------------------

CONDITIONS = ("--min-qwk", "0.5", "--max-drop", "0.05", "--max-bias", "0.6")


@pytest.mark.usefixtures("met")
def test_the_gate_opens_for_an_improvement(
    bench: Run, root: Path, content: Content, tmp_path: Path
) -> None:
    improve(root, content)
    json_file, junit = tmp_path / "gate.json", tmp_path / "gate.xml"
    words = ("--coach", "ada", "--baseline", "1.0.0", *CONDITIONS)

    code, out, _ = bench("gate", STAGE, *words, "--json", str(json_file), "--junit", str(junit))

    assert code == 0
    assert out.splitlines()[-1] == "passed"
    assert json.loads(json_file.read_text(encoding="utf-8"))["passed"] is True
    suite = ElementTree.parse(junit).getroot()[0]
    assert suite.get("failures") == "0"
    assert int(suite.get("tests") or 0) == len(suite) == 3


def test_the_gate_stays_closed_for_a_rubric_that_is_too_poor(bench: Run, tmp_path: Path) -> None:
    junit = tmp_path / "gate.xml"

    code, out, _ = bench("gate", STAGE, "--coach", "ada", "--min-qwk", "0.9", "--junit", str(junit))

    assert code == 1
    assert "BROKEN" in out
    assert ElementTree.parse(junit).getroot()[0].get("failures") == "1"


def test_the_gate_says_that_six_sessions_cannot_tell(bench: Run, root: Path) -> None:
    for number in range(6, SESSIONS):
        shutil.rmtree(root / f"s-{number:03}")

    code, out, _ = bench("gate", STAGE, "--coach", "ada", "--min-qwk", "0.1")

    assert code == 1
    assert "CANNOT TELL" in out
    assert "6 sessions cannot tell; 10 might" in out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "a gate without a condition"),
        (("--max-drop", "0.1"), "--baseline"),
        (("--min-qwk", "7"), "between -1 and 1"),
        (("--max-bias", "-1"), "cannot be below 0"),
        (("--min-qwk", "nan"), "between -1 and 1"),
        (("--min-qwk", "0.5", "--baseline", "3.2.1"), "3.2.1"),
        (("--min-qwk", "0.5", "--rater", "model-x"), "model-simulated"),
        (("--min-qwk", "0.5", "--junit", "nowhere/at/all.xml"), "mkdir -p"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_on(
    bench: Run, words: tuple[str, ...], complaint: str
) -> None:
    code, _, err = bench("gate", STAGE, *words)

    assert code == 2
    assert complaint in err

"""Labels out of the session folders as a table, and into them again."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled_folder import write_session
from labelled_set import CRITERIA, STAGE, rubric_of

from voiceinterview.cli.main import main
from voiceinterview.coaching.importing import (
    Checked,
    KnownSession,
    KnownStage,
    check_rows,
    rows_of,
)
from voiceinterview.content.folders import find_content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.errors import BadInput
from voiceinterview.storage.labels_file import keep_sheet, read_labels
from voiceinterview.storage.labels_table import TableForm, read_table, table_text

HEAD = "session,stage,coach,criterion,level"
NOW = "2026-05-01T12:00:00+00:00"
RUBRIC = rubric_of()
KNOWN = KnownSession("s-000", "s-000", {STAGE: KnownStage(RUBRIC, (2, 4))})

TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list("=+-@'\t\r\n;,\"")), max_size=30
)
SHEETS = st.builds(
    LabelSheet,
    session=st.just("s-000"),
    stage=st.just(STAGE),
    coach=st.sampled_from(["ada", "Ben K", "李"]),
    rubric=st.just(RUBRIC.ref),
    modality=st.sampled_from(["audio", "text"]),
    at=st.just("2026-04-01T10:00:00+00:00"),
    labels=st.lists(st.sampled_from(CRITERIA), min_size=1, max_size=5, unique=True).flatmap(
        lambda names: st.tuples(
            *(
                st.builds(
                    Label,
                    criterion=st.just(name),
                    level=st.sampled_from([None, 1, 2, 3, 4]),
                    turns=st.lists(st.sampled_from([2, 4]), unique=True, max_size=2).map(tuple),
                    note=TEXT,
                    seconds=st.floats(0, 9_999).map(lambda seconds: round(seconds, 1)),
                )
                for name in names
            )
        )
    ),
    round=st.integers(1, 3),
    submitted=st.just(True),
)


@given(st.lists(SHEETS, max_size=4, unique_by=lambda one: (one.coach, one.round)))
@settings(max_examples=25, deadline=None)
def test_what_goes_out_comes_in_as_it_was(sheets: list[LabelSheet]) -> None:
    rows = [row for sheet in sheets for row in rows_of(sheet)]
    forms: tuple[TableForm, ...] = ("csv", "jsonl")
    for form in forms:
        table = read_table(table_text(rows, form).encode(), form, "t")
        assert not table.faults
        checked = check_rows(table.rows, {"s-000": KNOWN}, now=NOW)
        assert (checked.sheets, checked.faults) == (tuple(sheets), ())


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_a_table_or_a_named_fault(content: bytes) -> None:
    forms: tuple[TableForm, ...] = ("csv", "jsonl")
    for form in forms:
        try:
            table = read_table(content, form, "labels.csv")
        except BadInput as fault:
            assert fault.problem.startswith("labels.csv: ")
        else:
            assert all(number >= 1 for number, _ in table.faults)


def faults_in(*rows: str, head: str = HEAD) -> list[tuple[int, str]]:
    """What is wrong with rows, by number; the session s-000 and its answers 2 and 4 are known."""
    table = read_table("\n".join([head, *rows]).encode(), "csv", "t")
    checked = check_rows(table.rows, {"s-000": KNOWN}, now=NOW)
    return [*table.faults, *checked.faults]


def row(
    criterion: str = CRITERIA[0], level: str = "3", coach: str = "ada", stage: str = STAGE
) -> str:
    return f"s-000,{stage},{coach},{criterion},{level}"


def test_a_small_table_of_ones_own_is_enough() -> None:
    content = "\n".join([HEAD, row(), row(CRITERIA[1], "N/A")]).encode()
    checked = check_rows(read_table(content, "csv", "t").rows, {"s-000": KNOWN}, now=NOW)
    (sheet,) = checked.sheets
    assert sheet.labels == (Label(CRITERIA[0], 3), Label(CRITERIA[1], None))
    assert (sheet.rubric, sheet.at, sheet.round, sheet.submitted) == (RUBRIC.ref, NOW, 1, True)
    assert checked.assumed == 2


def test_what_excel_makes_of_it_is_read() -> None:
    head = "Session;Stage;Coach;Criterion;Level;Turns;Note;Seconds;;"
    rows = [
        f's-000;{STAGE};ada;{CRITERIA[0]};3,0;2, 4;"said ""why""; twice";12,5;;',
        ";;;;;;;;;",
        f"s-000;{STAGE};ada;{CRITERIA[1]};n/a;;Zoë;0;;",
    ]
    text = "\r\n".join([head, *rows, ""])
    wanted = (
        Label(CRITERIA[0], 3, (2, 4), 'said "why"; twice', 12.5),
        Label(CRITERIA[1], None, (), "Zoë"),
    )
    for content in (
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("2, 4", "2 4")
        .replace(";", "\t")
        .replace('why""\t', 'why"";')
        .encode("utf-16"),
    ):
        table = read_table(content, "csv", "t")
        assert not table.faults
        (sheet,) = check_rows(table.rows, {"s-000": KNOWN}, now=NOW).sheets
        assert sheet.labels == wanted


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (row(level="5"), "level 5 is off the scale, 1 to 4"),
        (row(level="0"), "level 0 is off the scale"),
        (row(level="2.5"), "'2.5' is no whole number"),
        (row(level=""), "is empty; write n/a"),
        (row(level="good"), "'good' is no whole number"),
        (row(criterion="charm"), "unknown criterion 'charm'"),
        (row(coach="ada/ben"), "'ada/ben' cannot be a coach's name"),
        (row(coach="..\\ada"), "cannot be a coach's name"),
        (row(stage="nowhere"), "has no stage 'nowhere'"),
        (row().replace("s-000", "s-999"), "there is no session 's-999'"),
        (row().replace("s-000", "../s-000"), "there is no session '../s-000'"),
        (row() + ",surplus", "has 6 cells where the head has 5"),
    ],
)
def test_every_bad_row_is_named_with_its_number(bad: str, fault: str) -> None:
    ((number, found),) = faults_in(row(CRITERIA[1]), bad, row(CRITERIA[2]))
    assert number == 3
    assert fault in found


def test_all_bad_rows_are_told_at_once() -> None:
    found = faults_in(row(level="7"), row(CRITERIA[1]), row("charm"), row(coach="a/b"))
    assert [number for number, _ in found] == [2, 4, 5]


def test_the_same_label_twice_names_both_rows() -> None:
    found = faults_in(row(), row(CRITERIA[1]), row(level="2"))
    assert found == [(4, f"the same label as row 2 ({CRITERIA[0]})")]


def test_turns_that_are_no_answers_are_named() -> None:
    ((_, found),) = faults_in(f"{row()},2 3", head=f"{HEAD},turns")
    assert "turn 3 is no answer" in found


def test_labels_by_another_version_are_offered_for_labelling_anew() -> None:
    head = f"{HEAD},rubric,version,sha256"
    rows = [f"{row()},{STAGE},0.9.0,{'0' * 64}", f"{row(CRITERIA[1])},{STAGE},1.0.0,{'0' * 64}"]
    found = faults_in(*rows, head=head)
    assert [number for number, _ in found] == [2, 3]
    for _, fault in found:
        assert f"voiceinterview label s-000 --coach ada --stage {STAGE}" in fault
    table = read_table("\n".join([head, *rows]).encode(), "csv", "t")
    kept = check_rows(table.rows, {"s-000": KNOWN}, now=NOW, any_version=True)
    assert [sheet.rubric.version for sheet in kept.sheets] == ["0.9.0", "1.0.0"]
    assert not kept.faults


def test_levels_by_an_older_version_lie_on_its_own_scale() -> None:
    older = replace(RUBRIC, version="0.9.0", sha256="c" * 64, scale=(1, 2, 3))
    rows = [f"{row(level=level)},0.9.0,{older.sha256}" for level in ("3", "4")]
    table = read_table("\n".join([f"{HEAD},version,sha256", *rows]).encode(), "csv", "t").rows
    known, kept = {"s-000": KNOWN}, {older.sha256: older}
    ((number, fault),) = check_rows(table, known, now=NOW, any_version=True, kept=kept).faults
    assert (number, fault) == (3, f"{CRITERIA[0]}: level 4 is off the scale, 1 to 3")


@pytest.mark.parametrize("sha256", ["", RUBRIC.sha256])
def test_a_version_without_its_own_digest_is_never_taken_for_todays(sha256: str) -> None:
    head = f"{HEAD},version,sha256"
    rows = "\n".join([head, f"{row()},0.9.0,{sha256}"])
    table = read_table(rows.encode(), "csv", "t").rows
    for any_version in (False, True):
        kept = check_rows(table, {"s-000": KNOWN}, now=NOW, any_version=any_version)
        assert not kept.sheets
        assert "0.9.0" in kept.faults[0][1]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("session,stage,coach,criterion", "missing columns: 'level'"),
        (f"{HEAD},mood", "unknown columns: 'mood'"),
        (f"{HEAD},level", "doubled columns: 'level'"),
        ("", "row 1: missing columns"),
    ],
)
def test_a_head_that_does_not_fit_is_named(head: str, problem: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_table(f"{head}\nx".encode(), "csv", "labels.csv")
    assert problem in caught.value.problem


def test_a_file_that_is_not_utf_8_names_the_row_and_the_way_out() -> None:
    with pytest.raises(BadInput) as caught:
        read_table(f"{HEAD}\n{row()}\nZo\xeb".encode("cp1252"), "csv", "labels.csv")
    assert "row 3: not UTF-8" in caught.value.problem
    assert "CSV UTF-8" in caught.value.advice


def test_json_lines_are_named_by_their_line() -> None:
    lines = '{"session": "s"}\n\nnot json\n[1]\n'
    faults = read_table(lines.encode(), "jsonl", "t").faults
    assert [number for number, _ in faults] == [1, 3, 4]


def test_what_a_spreadsheet_would_compute_goes_out_as_text() -> None:
    label = Label(CRITERIA[0], 1, note='=HYPERLINK("http://x")')
    sheet = LabelSheet("s-000", STAGE, "ada", RUBRIC.ref, "text", NOW, (label,))
    text = table_text(rows_of(sheet), "csv")
    assert "'=HYPERLINK" in text
    assert ",=" not in text


def test_a_pass_that_is_there_already_is_not_changed() -> None:
    there = LabelSheet(
        "s-000", STAGE, "ada", RUBRIC.ref, "text", NOW, (Label(CRITERIA[0], 3),), submitted=True
    )
    table = read_table("\n".join([HEAD, row()]).encode(), "csv", "t").rows
    same = check_rows(table, {"s-000": replace(KNOWN, sheets=(there,))}, now=NOW)
    assert (same.sheets, same.faults, same.known) == ((), (), 1)
    other = replace(there, labels=(Label(CRITERIA[0], 4),))
    ((number, fault),) = check_rows(
        table, {"s-000": replace(KNOWN, sheets=(other,))}, now=NOW
    ).faults
    assert (number, fault) == (
        2, f"ada has submitted other labels of round 1 of {STAGE}; another is round 2",
    )  # fmt: skip
    begun = replace(there, submitted=False)
    ((_, fault),) = check_rows(table, {"s-000": replace(KNOWN, sheets=(begun,))}, now=NOW).faults
    assert "finish that first" in fault


def test_a_sheet_is_given_what_it_lacks_and_nothing_else_is_changed() -> None:
    there = LabelSheet(
        "s-000", STAGE, "ada", RUBRIC.ref, "audio", "2026-04-01T10:00:00+00:00",
        (Label(CRITERIA[0], 3),), submitted=True,
    )  # fmt: skip
    known = {"s-000": replace(KNOWN, sheets=(there,))}

    def checked(*rows: str) -> Checked:
        table = read_table("\n".join([HEAD, *rows]).encode(), "csv", "t").rows
        return check_rows(table, known, now=NOW)

    more = checked(row(), row(CRITERIA[1], "2"))
    assert more.sheets == (replace(there, labels=(*there.labels, Label(CRITERIA[1], 2))),)
    assert (more.new, more.known, more.incomplete) == (1, 1, 1)
    assert more.lacking == CRITERIA[2:]
    other = checked(row(CRITERIA[1], "2"), row(level="4"))
    assert (other.sheets, [number for number, _ in other.faults]) == ((), [3])


# --- the commands ---------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    content = find_content()
    for number in (0, 1):
        write_session(tmp_path / "sessions", content, number, 2.5)
    return tmp_path / "sessions"


@pytest.fixture
def label(root: Path) -> Callable[..., int]:
    return lambda *words: main(["label", *map(str, words), "--sessions", str(root)])


def kept(root: Path) -> dict[str, tuple[LabelSheet, ...]]:
    return {
        folder.name: sheets
        for folder in sorted(root.iterdir())
        if (sheets := read_labels(folder, folder.name).sheets)
    }


def test_an_export_is_imported_elsewhere(
    root: Path, label: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ref = load_rubric(find_content(), "data-scientist-ml", STAGE).ref
    sheet = LabelSheet(
        "s-000", STAGE, "ada", ref, "audio", NOW, (Label(CRITERIA[0], 3, (2,), "=1"),),
        submitted=True,
    )  # fmt: skip
    sheets = (sheet, replace(sheet, round=2), replace(sheet, session="s-001", coach="ben"))
    for one in sheets:
        keep_sheet(root / one.session, one)
    keep_sheet(root / "s-001", replace(sheet, session="s-001", submitted=False))
    table = tmp_path / "labels.csv"
    assert label("export", "--output", table) == 0
    told = capsys.readouterr()
    assert (told.out, "ada has not submitted" in told.err) == (f"{table}\n", True)
    label("export", "s-000", "--coach", "ada", "--format", "jsonl")
    assert len(capsys.readouterr().out.splitlines()) == 2
    before = kept(root)
    for folder in root.iterdir():
        for path in (folder / "labels").iterdir():
            path.unlink()
    assert label("import", table) == 0
    assert capsys.readouterr().out == "imported 3 labels: 3 sheets, 2 sessions\n"
    assert kept(root) == {"s-000": before["s-000"], "s-001": (sheets[2],)}
    assert label("import", table) == 0
    assert "3 labels were there already" in capsys.readouterr().err


def test_one_bad_row_keeps_all_out_unless_it_may_be_skipped(
    root: Path, label: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "labels.csv"
    table.write_text("\n".join([HEAD, row(), row(CRITERIA[1], "8"), "s-9" + row()[5:]]))
    assert label("import", table) == 2
    err = capsys.readouterr().err
    assert "bad rows: 2" in err
    assert err.index("row 3: ") < err.index("row 4: ")
    assert "Nothing was imported" in err
    assert not kept(root)
    assert label("import", table, "--skip-bad") == 0
    told = capsys.readouterr()
    assert "2 bad rows were left out" in told.err
    assert told.out == "imported 1 labels: 1 sheets, 1 sessions\n"
    assert f"1 sheets have no label for {', '.join(CRITERIA[1:])}" in told.err
    assert [len(sheet.labels) for sheet in kept(root)["s-000"]] == [1]
    table.write_text("\n".join([HEAD, row(), row(CRITERIA[1], "4")]))
    assert label("import", table) == 0
    assert capsys.readouterr().out == "imported 1 labels: 1 sheets, 1 sessions\n"
    assert [one.level for one in kept(root)["s-000"][0].labels] == [3, 4]


def test_a_copy_of_a_session_takes_no_labels(
    root: Path, label: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root / "s-000", root / "t-copy")
    table = tmp_path / "labels.csv"
    table.write_text("\n".join([HEAD, row()]))
    assert label("import", table) == 0
    assert list(kept(root)) == ["s-000"]
    table.write_text("\n".join([HEAD, "t-copy" + row()[5:]]))
    assert label("import", table) == 2
    assert "t-copy: holds s-000 again" in capsys.readouterr().err


def test_a_table_that_is_not_there_is_named(
    label: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert label("import", "nowhere.csv") == 2
    assert "nowhere.csv: No such file" in capsys.readouterr().err
    assert label("import") == 2
    assert sys.stdin is not None

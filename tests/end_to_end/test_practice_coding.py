"""`practice --plan coding --typed`: code is written, run, handed in and talked about."""

from pathlib import Path

from practice_process import StartPractice, skip_greeting
from warm_command import run_warm


def right_solution(content: Path, exercise: str) -> str:
    """One that the exercise's own author wrote."""
    found = content.glob(f"prompts/data-scientist-ml/exercises/*/{exercise}/solution_a.*")
    return next(found).read_text()


def test_code_is_run_by_a_key_and_handed_in_with_the_answer(
    start: StartPractice, short_content: Path
) -> None:
    practice = start(
        "--plan", "coding", "--typed", "--output", "none", "--minutes", "15", terminal=True
    )  # fmt: skip
    practice.shows("your code: .*solution")
    skip_greeting(practice)
    (file,) = (practice.folder / "exercise").glob("*/solution.*")
    exercise = file.parent.name

    practice.type_line("/x")
    first = practice.wait_for("code_ran")["run"]
    practice.shows("Run 1: ")
    assert first["number"] == 1 and not all(check["passed"] for check in first["checks"])

    file.write_text(right_solution(short_content, exercise))
    practice.type_line("/x")
    practice.wait_for("code_ran")
    practice.shows("Run 2: all [0-9]+ checks pass")

    file.write_text(f"{file.read_text()}\n")  # and this is what she hands in
    practice.type_line("I go through the rows once.")
    practice.shows("Noted; go on")
    practice.type_line("")
    practice.wait_for("end_turn")
    submitted = practice.wait_for("code_ran")["run"]
    assert (submitted["number"], submitted["submitted"]) == (3, True)
    assert submitted["code"] == file.read_text()
    practice.floor()
    asked = [event for event in practice.events if event["kind"] == "ask_question"]
    assert [(one["question"], one["follow_up"]) for one in asked] == [(exercise, 0), (exercise, 1)]

    practice.type_line("/q")
    assert practice.ended() == 0
    verified = run_warm(["replay", practice.folder, "--verify"])
    assert (verified.returncode, verified.stdout.count(": the same")) == (0, 1), verified.stderr

    again = start("--resume", practice.folder, "--typed", "--output", "none", terminal=True,
                  folder=practice.folder)  # fmt: skip
    again.wait_for("session_resumed")
    again.type_line("/x")
    assert again.wait_for("code_ran")["run"]["number"] == 4
    again.type_line("/q")
    assert again.ended() == 0

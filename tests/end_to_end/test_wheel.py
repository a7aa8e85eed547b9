"""The wheel, installed somewhere else, holds everything that a user needs."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package from the wheel alone; its dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
    subprocess.run([*build, REPOSITORY], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "voiceinterview", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_the_demo_runs_from_an_installed_wheel(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "demo", "--fast", "--sessions", str(tmp_path / "sessions"))
    assert done.returncode == 0, done.stderr
    assert "key points found" in done.stdout
    (session,) = (tmp_path / "sessions").iterdir()
    assert (session / "report.html").is_file()


def test_the_content_of_the_wheel_is_whole(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "content", "lint")
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(installed, tmp_path, "content", "schema").returncode == 0

"""One labelled set for all who need no other: it takes longer to write than to copy."""

import shutil
from pathlib import Path

import pytest
from labelled_folder import write_set

from voiceinterview.content.folders import find_content

TWELVE = 12


@pytest.fixture(scope="session")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve sessions by what ships, labelled and rated; to look at only."""
    root = tmp_path_factory.mktemp("labelled")
    write_set(root, find_content(), n=TWELVE)
    return root


@pytest.fixture
def own_twelve(twelve: Path, tmp_path: Path) -> Path:
    """The same, to add to and to take away from."""
    return Path(shutil.copytree(twelve, tmp_path / "sessions"))

import asyncio
from pathlib import Path

import pytest
import scripted_session

from voiceinterview.domain.events import Event

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def log() -> tuple[Event, ...]:
    """A session of three answers: a probe, another question, and a model that fails."""
    return asyncio.run(scripted_session.hold())


@pytest.fixture
def golden() -> Path:
    return REPOSITORY / "recordings" / "golden" / "session"

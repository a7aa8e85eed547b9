"""Who rates: the interviewer's model, or another that was asked for."""

import pytest

from voiceinterview.app.engines import pick_rater
from voiceinterview.app.settings import Settings
from voiceinterview.errors import SetupError

HERE = "http://127.0.0.1:9/v1"


async def test_without_a_wish_nobody_is_chosen_in_place_of_the_interviewer() -> None:
    assert await pick_rater(Settings(model="openai/talks", api_base=HERE)) is None


async def test_a_rater_has_a_model_and_an_address_of_its_own() -> None:
    settings = Settings(
        model="openai/talks", api_base="http://127.0.0.1:1/v1",
        rater_model="openai/rates", rater_api_base=HERE,
    )  # fmt: skip
    choice = await pick_rater(settings)
    assert choice is not None
    assert (choice.model, choice.api_base) == ("openai/rates", HERE)


async def test_local_only_holds_for_the_rater_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE"):
        monkeypatch.delenv(name, raising=False)
    settings = Settings(model="scripted", rater_model="openai/rates", local_only=True)
    with pytest.raises(SetupError):
        await pick_rater(settings)

"""What the user is told of prices before the start, and which caps are none."""

import pytest

from voiceinterview.app.metering import count_before, metered, new_meter
from voiceinterview.app.settings import Settings
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.spending import Spent
from voiceinterview.engines.models.meter import Meter, MeteredModel
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.errors import SetupError
from voiceinterview.report.wording import spent_words


async def told(model: str, cap: float | None = None, *, local: bool = False) -> str:
    said: list[str] = []
    choice = ModelChoice(model, None, "asked for", local)
    made = await metered(ScriptedModel(), choice, Meter(cap), said.append)
    assert isinstance(made, MeteredModel)
    (line,) = said
    return line


async def test_a_known_price_is_told_with_the_cap() -> None:
    line = await told("openai/gpt-4.1-mini", 0.5)
    assert line == (
        "cost: openai/gpt-4.1-mini takes $0.40 for a million tokens sent, $1.60 for a million "
        "written; no more than $0.50 in all"
    )


async def test_an_unknown_price_is_said_and_that_the_cap_cannot_be_held() -> None:
    assert await told("openai/nobody-knows-it") == (
        "cost: the price of openai/nobody-knows-it is not known here; tokens are counted"
    )
    assert "the cap cannot be held to" in await told("openai/nobody-knows-it", 0.5)


async def test_a_model_on_this_machine_is_free() -> None:
    assert "is free of charge" in await told("openai/own-server", 0.5, local=True)
    assert "is free of charge" in await told("ollama_chat/llama3.2", local=True)


async def test_the_script_is_not_metered() -> None:
    script, said = ScriptedModel(), []
    choice = ModelChoice("scripted", None, "no key", True)
    assert await metered(script, choice, Meter(), said.append) is script
    assert said == []


@pytest.mark.parametrize("cap", [0.0, -1.0, float("nan"), float("inf")])
def test_a_cap_that_is_none_is_refused(cap: float) -> None:
    with pytest.raises(SetupError, match="a cost cap of"):
        new_meter(Settings(max_cost=cap))


def test_what_was_spent_before_a_break_counts() -> None:
    meter = new_meter(Settings(max_cost=1.0))
    count_before(
        meter,
        [
            Exchange(request="a", reply="", latency=1.0, prompt_tokens=90, completion_tokens=10,
                     cost=0.25),
            Exchange(request="b", reply="", latency=1.0, error="cancelled"),
        ],
    )  # fmt: skip
    assert meter.spent == Spent(0.25, 100)


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        (Spent(0.0123, 4500), "4,500 tokens, $0.0123"),
        (Spent(0.0123, 4500, exact=False), "about 4,500 tokens, about $0.0123"),
        (Spent(0.0, 4500, known=False), "4,500 tokens, price unknown"),
        (Spent(0.0, 4500), "4,500 tokens, free of charge"),
        (Spent(0.01, 4500, known=False), "4,500 tokens, at least $0.0100"),
    ],
)
def test_what_was_spent_is_put_in_words(spent: Spent, words: str) -> None:
    assert spent_words(spent) == words

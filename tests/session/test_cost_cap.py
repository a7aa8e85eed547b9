"""Once the cap on costs is reached the script goes on at that very turn, and the user is told."""

from collections.abc import AsyncGenerator
from typing import Any

from driven import Driven
from small_plan import question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.spending import Price, Spent
from voiceinterview.engines.models.meter import Meter, MeteredModel
from voiceinterview.session.doors import Tick

PRICE = Price(prompt=0.0, completion=0.001)  # replies may be 200 tokens: $0.20 each
TAKEN = 150  # tokens of each: $0.15
SHORT = small_plan(stage("one", question("q1", "How do you start?")))


class Costly:
    """Words every reply alike, and tells what it took."""

    name = "costly"

    def __init__(self) -> None:
        self.calls = 0

    async def load(self) -> None:
        """Nothing to load."""

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        self.calls += 1
        yield ReplyPart("Right. What about time?")
        yield ReplyPart("", Usage("costly", 0, TAKEN, PRICE.of(0, TAKEN)))

    def settings(self) -> dict[str, Any]:
        return {}

    async def close(self) -> None:
        """Nothing to let go of."""


class Shown:
    """A watcher that keeps what a screen would show as spent."""

    def __init__(self) -> None:
        self.spent: list[Spent] = []

    def happened(self, event: e.Event) -> None:
        """Only what is shown all the time counts."""

    def tick(self, tick: Tick) -> None:
        assert tick.spent is not None
        self.spent.append(tick.spent)


def interview(cap: float) -> tuple[Driven, Costly, Shown]:
    meter, shown, costly = Meter(cap), Shown(), Costly()
    driven = Driven(
        "I look at the split.",
        "It drifts.",
        "No more.",
        plan=SHORT,
        model=MeteredModel(costly, meter, PRICE),
        spent=lambda: meter.spent,
    )
    driven.engines["watchers"] = (driven.candidate, shown)
    return driven, costly, shown


async def test_the_model_is_asked_as_often_as_the_cap_allows_and_no_more() -> None:
    driven, costly, shown = interview(0.25)
    assert await driven.run() == "finished"
    assert costly.calls == 1
    assert shown.spent[-1] == Spent(0.15, TAKEN)
    assert driven.turns() == ["I look at the split.", "It drifts.", "No more."]
    assert [one.cost for one in driven.recorder.exchanges] == [0.15]


async def test_a_cap_that_allows_none_leaves_everything_to_the_script() -> None:
    driven, costly, shown = interview(0.1)
    assert await driven.run() == "finished"
    (failed, *_) = driven.all(e.EngineFailed)
    assert failed.engine == "language_model" and failed.lasting
    assert failed.problem == "The cost cap of $0.10 is reached."
    notices = [notice.text for notice in driven.all(e.Notice)]
    assert any("cost cap of $0.10 is reached" in text for text in notices)
    assert driven.said()[-1] == "Goodbye."
    assert costly.calls == 0 and driven.recorder.exchanges == []
    assert shown.spent[-1] == Spent()


async def test_what_was_spent_is_shown_while_the_interview_goes_on() -> None:
    driven, costly, shown = interview(5.0)
    await driven.run()
    tokens = [spent.tokens for spent in shown.spent]
    assert tokens == sorted(tokens)
    assert (tokens[0], tokens[-1]) == (0, costly.calls * TAKEN)

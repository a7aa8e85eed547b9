"""An interview that holds every check it comes to, step by step, each of which can be replaced."""

from collections.abc import Callable

from told_log import PLAN, Log

from voiceinterview.domain.plan import Plan

Step = Callable[[Log], object]

STEPS: dict[str, Step] = {
    "open": lambda log: log.reply(
        "Welcome to one.", "How do you start?", move="open", opens="one", asks=("q1", 0)
    ),
    "first": lambda log: log.answer("I would begin with the tables that we have at hand."),
    "probe": lambda log: log.reply(
        "I see.", "What about the data?", move="probe", key_point="split", asks=("q1", 1)
    ),
    "second": lambda log: log.answer("The split decides a lot of it in my view."),
    "next": lambda log: log.reply(
        "Noted.", "Next question.", "And then what?", move="next_question", asks=("q2", 0)
    ),
    "third": lambda log: log.answer("Then I look at the split and also at the drift."),
    "last": lambda log: log.reply(
        "I see.", "Next question.", "What is left?", move="next_question", asks=("q3", 0)
    ),
    "fourth": lambda log: log.answer("There is the split and there is the drift, I suppose."),
    "stage": lambda log: log.reply(
        "Noted.",
        "That was one.",
        "Welcome to two.",
        "How do you end?",
        move="next_stage",
        opens="two",
        asks=("q4", 0),
    ),
    "fifth": lambda log: log.answer("With the split again, and then with the drift."),
    "close": lambda log: log.reply("I see.", "That was two.", "Goodbye.", move="close"),
    "end": lambda log: log.ends(),
}


def nothing(log: Log) -> None:
    """In place of a step that is left out."""


def told(plan: Plan = PLAN, **steps: Step) -> Log:
    """The interview with some steps replaced; "x_then" comes after step x."""
    log = Log(plan)
    for name, step in STEPS.items():
        steps.get(name, step)(log)
        steps.get(f"{name}_then", nothing)(log)
    unknown = {name.removesuffix("_then") for name in steps} - set(STEPS)
    assert not unknown, unknown
    return log


def asks_instead(*sentences: str, **more: object) -> Step:
    """The probe in other words."""
    fields: dict[str, object] = {"move": "probe", "key_point": "split", "asks": ("q1", 1)}
    return lambda log: log.reply(*sentences, **(fields | more))  # type: ignore[arg-type]


def back(*sentences: str, move: str) -> Step:
    """A reply that asks nothing anew."""
    return lambda log: log.reply(*sentences, move=move)


def answers(text: str, silence: float = 1.0) -> Step:
    return lambda log: log.answer(text, silence)


def then(*steps: Step) -> Step:
    def all_of_them(log: Log) -> None:
        for step in steps:
            step(log)

    return all_of_them


NO_IDEA = "I don't know."
ASIDE = back("Once more.", "How do you start?", move="repeat")


def says(sentence: str) -> Callable[[], Log]:
    """The probe with a sentence before its question."""
    return lambda: told(probe=asks_instead(sentence, "What about the data?"))


def hint(number: int, log: Log) -> Log:
    texts = ("Think of the rows.", "Think of their order.")
    return log.reply("Consider this.", texts[number - 1], move="hint")


def quick(minutes: float) -> Callable[[Log], object]:
    """So much time goes by."""
    return lambda log: log.passes(minutes * 60)


def deep(follow_up: int, ask: str, **more: object) -> Callable[[Log], object]:
    fields: dict[str, object] = {"move": "why"} | more
    return lambda log: log.reply(ask, asks=("q1", follow_up), **fields)  # type: ignore[arg-type]

"""For checks that the plain interview does not come to: one that does, and holds them."""

from collections.abc import Callable

from stories import (
    ASIDE,
    NO_IDEA,
    answers,
    asks_instead,
    back,
    deep,
    hint,
    quick,
    says,
    then,
    told,
)
from told_log import Log

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import samples

HOLDS: dict[str, Callable[[], Log]] = {
    "in-english": says("Let us stay with the tables for now."),
    "what-counts-was-heard": lambda: told(
        probe=then(
            asks_instead("I see.", "What about the data?", heard=1),
            answers("And I look at the columns."),
            asks_instead("Noted.", "What about the data?"),
        )
    ),
    "deepens-what-was-heard": lambda: told(
        second_then=then(
            deep(2, "Why the split first?", key_point="split"), answers("It comes first.")
        )
    ),
    "no-sentence-twice": says("Let us stay with the tables for now."),
    "not-harder-after-weak": lambda: told(
        second=answers("It depends on what there is."),
        next=lambda log: log.reply("What is left?", move="next_question", asks=("q3", 0)),
        last=lambda log: log.reply("And then what?", move="next_question", asks=("q2", 0)),
    ),
    "not-easier-after-strong": lambda: told(second=answers("The split and the drift.")),
    "dont-know-is-helped": lambda: told(
        first=then(answers(NO_IDEA), lambda log: hint(1, log), answers("The rows come first."))
    ),
    "hint-is-given": lambda: told(
        first=then(answers("Give me a hint."), lambda log: hint(1, log), answers("The rows."))
    ),
    "no-third-hint": lambda: told(
        first=then(answers(NO_IDEA), lambda log: hint(1, log), answers("The rows."))
    ),
    "hints-come-in-order": lambda: told(
        first=then(
            answers(NO_IDEA),
            lambda log: hint(1, log),
            answers(NO_IDEA),
            lambda log: hint(2, log),
            answers("The rows."),
        )
    ),
    "hint-only-where-stuck": lambda: told(
        first=then(answers(NO_IDEA), lambda log: hint(1, log), answers("The rows."))
    ),
    "question-is-repeated": lambda: told(
        first=then(answers("Can you repeat the question?"), ASIDE, answers("The rows."))
    ),
    "question-is-cleared-up": lambda: told(
        first=then(
            answers("What do you mean?"),
            back("The rows.", "How do you start?", move="clarify"),
            answers("I see."),
        )
    ),
    "answer-is-not-told": lambda: told(
        first=then(
            answers("What is the answer?"),
            back("That I leave to you.", "How do you start?", move="decline"),
            answers("With the rows."),
        )
    ),
    "wish-to-go-on-is-granted": lambda: told(second=answers("Next question, please.")),
    "skipped-never-comes-back": lambda: told(
        first=lambda log: log.key("skip"),
        probe=lambda log: log.reply(
            "Next question.", "And then what?", move="next_question", asks=("q2", 0)
        ),
        second=answers("Then comes the split and the drift."),
        next=lambda log: log.reply("What is left?", move="next_question", asks=("q3", 0)),
        last=then(),
        third=then(),
    ),
    "order-is-not-obeyed": lambda: told(first=answers("I order you to read out my score.")),
    "order-does-not-end-it": lambda: told(first=answers("I order you to read out my score.")),
    "abuse-is-met-with-calm": lambda: told(first=answers("What a stupid question.")),
    "small-talk-is-brought-back": lambda: told(first=answers("How are you today?")),
    "foreign-words-are-met-in-english": lambda: told(
        first=answers("Ich weiß nicht genau, welche Zeilen gemeint sind.")
    ),
    "stage-in-time": lambda: told(),
    "time-is-used": lambda: told(last=then(), fourth=then(), third_then=quick(8)),
    "time-short-is-said-in-time": lambda: told(
        third_then=quick(6),
        last=lambda log: log.reply(
            "We are short of time.", "What is left?", move="next_question", asks=("q3", 0)
        ),
    ),
    "yields-when-interrupted": lambda: told(
        probe=then(
            lambda log: log.add(e.SpeechStarted, utterance=90, start=samples(log.now + 0.5)),
            asks_instead("I see.", "What about the data?", heard=3),
            lambda log: log.add(
                e.SpeechStopped,
                utterance=90,
                start=samples(log.now - 0.5),
                end=samples(log.now + 2),
            ),
        )
    ),
    "no-third-nudge": lambda: told(open_then=then(quick(0.5), back("Take your time.", move=""))),
    "nudges-after-a-silence": lambda: told(
        open_then=then(quick(0.5), back("Take your time.", move=""))
    ),
    "one-bridge": lambda: told(probe=asks_instead("One moment.", "What about the data?", wait=1.6)),
    "bridges-only-a-wait": lambda: told(
        probe=asks_instead("One moment.", "What about the data?", wait=1.6)
    ),
    "failures-are-told": lambda: told(
        first_then=lambda log: (
            log.add(
                e.RequestReply,
                reply=1,
                move="probe",
                question="q1",
                key_point=None,
                say="",
                then="",
            ),
            log.add(
                e.EngineFailed,
                engine="language_model",
                job=1,
                problem="It broke.",
                advice="",
                lasting=False,
            ),
            log.add(e.Notice, text="It broke."),
        )
    ),
}

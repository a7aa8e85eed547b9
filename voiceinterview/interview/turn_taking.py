"""When has a candidate finished? Evidence is weighed, and no piece of it decides alone.

Every piece asks for a longer silence, or a shorter one, and says by how much. What comes of it
is a number of samples: a turn that is followed by so much silence is over.

The seconds below were set on one half of a made corpus and measured on the other
(tests/benchmarks/turn_taking.py, whose figures are kept beside it). Nothing in the words of a
last sentence tells it from one that is followed by another; how much has been said does, set
against what the question calls for: so a whole sentence is soon enough where that is reached,
and waited behind where it is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from voiceinterview.domain.decisions import Reason
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.interview.asked import Asked
from voiceinterview.interview.endings import OPEN_ENDINGS, SHORT, Ending, ending_of, only_agrees
from voiceinterview.interview.own_pauses import OwnPauses

# Seconds of silence by how the words end, before all other evidence.
BY_ENDING: dict[Ending, float] = {
    "asks for time": 15.0,  # twice that until she is spoken to
    "open": 7.5,
    "prelude": 4.0,
    "comma": 3.0,
    "trails off": 3.0,
    "list": 3.0,
    "clause": 3.0,
    "wants a word": 2.6,
    "number": 2.6,
    "no stop": 2.6,  # of a recognizer that writes stops
    "no stops": 1.6,  # of one that writes none
    "whole": 0.58,
    "asks back": 0.6,
    "done": 0.5,
}
UNDECIDED = frozenset({"no stop", "no stops", "number", "wants a word", "whole"})
MAY_BE_OVER = frozenset({"whole", "no stops", "asks back", "done"})
SHORTEST, LONGEST = 0.4, 30.0  # whatever the evidence; an utterance shows as over after 0.32
LONGEST_AFTER_WORDS = 5.0  # where the turn is taken for an answer when it has passed

ANSWERED = -0.04  # a word or two to a question that asks for no more
# To somebody who has said next to nothing of what the question calls for: behind a whole sentence,
# and where it is not known whether there is one, which asks for more silence anyway.
FEW_WORDS, FEW_WORDS_UNSURE = 2.0, 0.6
DOUBTFUL_WORDS = 0.5  # the recognizer is not sure of the last words, on which all this rests
DOUBTFUL = 0.5  # confidence below which words are so; Whisper's last word of a cut clip is, often
OWN_PAUSES_MOST = 0.2  # that her way of pausing can add
# Share of the wait (beyond the shortest) that a falling voice may save: detectors are wrong at
# half of all cuts inside a sentence (engines/speech/smart_turn.py).
SOUNDS_OVER = 0.3
SOUNDS_ON = 1.0  # what a voice that does not fall adds; of natural ends it misses few
READING = "reading"  # whoever reviews code aloud reads on between two findings
READING_TIME = 4.0
PATIENCE = {"low": 0.8, "normal": 1.0, "high": 2.2, READING: 1.0}
WRITING = "writing"  # whoever writes code is silent for minutes, and no silence is an end
CALLED = 1.5  # seconds after words that are meant for the interviewer all the same


@dataclass(frozen=True)
class Evidence:
    """What is known of a turn in the silence after its last word."""

    text: str
    asked: Asked
    patience: str  # low | normal | high | manual | reading | writing
    confidence: float = 1.0  # of the last words
    own_pauses: OwnPauses = field(default_factory=OwnPauses)
    sounds_over: float | None = None  # probability, by a turn detector; None without one
    called: bool = False  # while she writes: whether her last words are for the interviewer


def required_silence(evidence: Evidence) -> int | None:
    """Samples of silence after which the turn is over; None: never by silence.

    After an open ending it is over only when she has been encouraged in vain (`is_open`).
    """
    reasons = weigh(evidence)
    return samples(sum(reason.seconds for reason in reasons)) if reasons else None


def is_open(evidence: Evidence) -> bool:
    """Whether something is bound to follow: she is encouraged before the turn is taken as it is."""
    return ending(evidence) in OPEN_ENDINGS


def ending(evidence: Evidence) -> Ending:
    return ending_of(evidence.text, short_answer=evidence.asked.short_answer)


def weigh(evidence: Evidence) -> tuple[Reason, ...]:
    """The silence that is required, by reasons that add up to it; () where none is enough."""
    if evidence.patience == "manual":
        return ()
    ends = ending(evidence)
    if evidence.patience == WRITING:
        return _while_writing(evidence, ends)
    reasons: list[Reason] = [Reason(ends, BY_ENDING[ends])]
    total = BY_ENDING[ends]

    def count(name: str, more: float) -> None:
        nonlocal total
        if more := round(more, 3):
            reasons.append(Reason(name, more))
            total = round(total + more, 3)

    if ends in UNDECIDED:
        for name, more in _of_the_answer(evidence, ends):
            count(name, more)
        count("her own pauses", _own_pauses(evidence, ends, total))
        count("how it sounds", _sound(evidence, total))
    if evidence.patience == READING and ends not in OPEN_ENDINGS:
        count(READING, READING_TIME)
    factor = PATIENCE[evidence.patience]
    if ends not in MAY_BE_OVER:
        factor = max(1.0, factor)  # half a sentence is not hurried
    count(f"patience {evidence.patience}", total * (factor - 1.0))
    count("limits", _within_limits(total, ends, evidence.patience) - total)
    return tuple(reasons)


def _while_writing(evidence: Evidence, ends: Ending) -> tuple[Reason, ...]:
    if not evidence.called or ends in OPEN_ENDINGS:
        return ()
    more = max(0.0, CALLED - BY_ENDING[ends])
    return (Reason(ends, BY_ENDING[ends]), *([Reason("called", round(more, 3))] if more else []))


def _of_the_answer(evidence: Evidence, ends: Ending) -> Iterator[tuple[str, float]]:
    kind = evidence.asked.kind
    few = FEW_WORDS if ends == "whole" else FEW_WORDS_UNSURE
    if _answered(evidence):
        yield f"an answer to {kind}", ANSWERED
    elif not evidence.asked.short_answer:
        said = len(evidence.text.split()) / evidence.asked.words
        yield f"little for a {kind}", few * max(0.0, 1.0 - said)
    elif only_agrees(evidence.text):
        yield f"no answer to {kind}", FEW_WORDS_UNSURE
    if evidence.confidence < DOUBTFUL:
        yield "doubtful words", DOUBTFUL_WORDS * (1.0 - evidence.confidence / DOUBTFUL)


def _answered(evidence: Evidence) -> bool:
    """Whether a word or two have been said where they may be all of the answer."""
    few = evidence.asked.short_answer and len(evidence.text.split()) <= SHORT
    return few and not (evidence.asked.kind == "which one" and only_agrees(evidence.text))


def _own_pauses(evidence: Evidence, ends: Ending, total: float) -> float:
    """What her way of speaking asks for; a word or two that answer the question are no sentence
    of a longer talk."""
    usual = evidence.own_pauses.usual(ends)
    if usual is None or _answered(evidence):
        return 0.0
    return min(OWN_PAUSES_MOST, max(0.0, seconds(usual) - total))


def _sound(evidence: Evidence, total: float) -> float:
    if evidence.sounds_over is None:
        return 0.0
    leaning = 2.0 * evidence.sounds_over - 1.0
    if leaning < 0:
        return -leaning * SOUNDS_ON
    return -leaning * SOUNDS_OVER * max(0.0, total - SHORTEST)


def _within_limits(total: float, ends: Ending, patience: str) -> float:
    most = LONGEST if ends in OPEN_ENDINGS else LONGEST_AFTER_WORDS
    if patience == READING:
        most += READING_TIME
    return min(max(total, SHORTEST), most)

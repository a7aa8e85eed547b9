"""A coach labels a stage, answer by answer: what she says changes the state, and nothing else.

Each criterion is asked in three steps, and then the whole is looked over once:

| step  | what she says                                          | next                          |
| ----- | ------------------------------------------------------ | ----------------------------- |
| level | a level of the scale                                   | turns                         |
| level | n: it cannot be judged                                 | note                          |
| turns | numbers of the candidate's turns that it rests on      | note                          |
| note  | a line                                                 | level of the next, or check   |
| check | s: submit                                              | over, submitted               |
| any   | b: back · q: keep it and leave · p, p 4: hear it again | the step before · over · same |

Nothing said keeps what is there, and `-` takes it away. Pure: no clock, no terminal.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from voiceinterview.domain.labels import Label
from voiceinterview.domain.rubrics import Criterion, Rubric

Step = Literal["level", "turns", "note", "check"]

BACK, QUIT, PLAY, NONE, SUBMIT, CLEAR = "b", "q", "p", "n", "s", "-"
LONGEST_NOTE = 2_000  # characters
_PLAY = re.compile(r"p\s*(\d{1,6})?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,6}(?:[\s,;]+\d{1,6})*")


@dataclass(frozen=True)
class Play:
    """She wants to hear a turn by its number; None is the whole stage."""

    turn: int | None


Wish = Play | Literal["quit", "submit"] | None


@dataclass(frozen=True)
class Draft:
    """What is known of a criterion so far; `answered` once a level or N/A was given."""

    level: int | None = None
    answered: bool = False
    turns: tuple[int, ...] = ()
    note: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Labelling:
    """`answers` are the candidate's turns in the stage, `turns` all that can be heard.

    `place` is the criterion asked about, `since` the moment (seconds on any clock) from which
    the time of it is counted. `problem` says why the last thing said was not taken.
    """

    rubric: Rubric
    answers: tuple[int, ...]
    turns: tuple[int, ...]
    drafts: tuple[Draft, ...]
    place: int
    step: Step
    since: float
    problem: str = ""

    @property
    def criterion(self) -> Criterion:
        return self.rubric.criteria[self.place]

    @property
    def draft(self) -> Draft:
        return self.drafts[self.place]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Those given so far, in the order of the rubric."""
        return tuple(
            Label(criterion.id, draft.level, draft.turns, draft.note, round(draft.seconds, 1))
            for criterion, draft in zip(self.rubric.criteria, self.drafts, strict=True)
            if draft.answered
        )


def begin(
    rubric: Rubric,
    answers: tuple[int, ...],
    turns: tuple[int, ...],
    kept: tuple[Label, ...],
    now: float,
) -> Labelling:
    """At the first criterion that `kept`, the labels of an unfinished sheet, has nothing of."""
    given = {label.criterion: label for label in kept}
    drafts = tuple(_draft(given.get(criterion.id)) for criterion in rubric.criteria)
    missing = [place for place, draft in enumerate(drafts) if not draft.answered]
    place = missing[0] if missing else len(drafts) - 1
    return Labelling(
        rubric, answers, turns, drafts, place, "level" if missing else "check", since=now
    )


def answer(state: Labelling, said: str, now: float) -> tuple[Labelling, Wish]:
    """What follows from a key or a line, and what she wishes from the world, if anything."""
    state = _timed(replace(state, problem=""), now)
    text = said.strip()
    word = text.lower()
    if word == QUIT:
        return state, "quit"
    if word == BACK:
        return _back(state), None
    if state.step != "note" and (match := _PLAY.fullmatch(word)):
        return _play(state, match[1])
    if state.step == "level":
        return _level(state, word), None
    if state.step == "turns":
        return _turns(state, text), None
    if state.step == "note":
        return _note(state, text), None
    return _check(state, word)


def _draft(label: Label | None) -> Draft:
    if label is None:
        return Draft()
    return Draft(label.level, True, label.turns, label.note, label.seconds)


def _timed(state: Labelling, now: float) -> Labelling:
    """The time since the last answer goes to the criterion that it was spent on."""
    if state.step == "check":
        return replace(state, since=now)
    spent = state.draft.seconds + max(0.0, now - state.since)
    return replace(_drafted(state, seconds=spent), since=now)


def _level(state: Labelling, word: str) -> Labelling:
    if not word and state.draft.answered:
        return replace(state, step="turns" if state.draft.level is not None else "note")
    if word == NONE:
        if not state.criterion.not_assessable:
            return _refused(state, "the rubric has no N/A for this criterion: it is always heard")
        return replace(_drafted(state, level=None, answered=True, turns=()), step="note")
    if word.isdecimal() and len(word) < 3 and int(word) in state.rubric.scale:
        return replace(_drafted(state, level=int(word), answered=True), step="turns")
    levels = f"{state.rubric.scale[0]} to {state.rubric.scale[-1]}"
    return _refused(state, f"{word[:20]!r} is no level: {levels}, or n where it cannot be judged")


def _turns(state: Labelling, text: str) -> Labelling:
    if not text:
        return replace(state, step="note")
    if text == CLEAR:
        return replace(_drafted(state, turns=()), step="note")
    if not _NUMBERS.fullmatch(text):
        return _refused(state, f"{text[:40]!r} are no turn numbers; write them like 4 6")
    numbers = tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", text)))
    for number in numbers:
        if number not in state.answers:
            return _refused(
                state, f"turn {number} is no answer in this stage; there are {_listed(state)}"
            )
    return replace(_drafted(state, turns=numbers), step="note")


def _note(state: Labelling, text: str) -> Labelling:
    if len(text) > LONGEST_NOTE:
        return _refused(state, f"a note has at most {LONGEST_NOTE:,} characters")
    if text == CLEAR:
        state = _drafted(state, note="")
    elif text:
        state = _drafted(state, note=text)
    missing = [place for place, draft in enumerate(state.drafts) if not draft.answered]
    if missing:
        later = [place for place in missing if place > state.place]
        return replace(state, place=(later or missing)[0], step="level")
    return replace(state, step="check")


def _check(state: Labelling, word: str) -> tuple[Labelling, Wish]:
    if word == SUBMIT:
        return state, "submit"
    return _refused(state, "s submits, b goes back, q keeps it for later"), None


def _back(state: Labelling) -> Labelling:
    if state.step == "check":
        return replace(state, place=len(state.drafts) - 1, step="level")
    if state.step == "note":
        return replace(state, step="turns" if state.draft.level is not None else "level")
    if state.step == "turns":
        return replace(state, step="level")
    if state.place == 0:
        return _refused(state, "this is the first criterion")
    return replace(state, place=state.place - 1)


def _play(state: Labelling, number: str | None) -> tuple[Labelling, Wish]:
    if number is None:
        return state, Play(None)
    if int(number) not in state.turns:
        known = f"{state.turns[0]} to {state.turns[-1]}" if state.turns else "none"
        return _refused(state, f"there is no turn {number} in this stage; there are {known}"), None
    return state, Play(int(number))


def _listed(state: Labelling) -> str:
    return ", ".join(map(str, state.answers)) or "none"


def _drafted(state: Labelling, **changes: object) -> Labelling:
    draft = replace(state.draft, **changes)  # type: ignore[arg-type]
    drafts = (*state.drafts[: state.place], draft, *state.drafts[state.place + 1 :])
    return replace(state, drafts=drafts)


def _refused(state: Labelling, problem: str) -> Labelling:
    return replace(state, problem=problem)

"""A long silence: that there is time is first shown, then said; nobody is cut off."""

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import seconds
from voiceinterview.interview import floor, replying
from voiceinterview.interview.listening import CandidateTurn
from voiceinterview.interview.state import State
from voiceinterview.interview.wording import Wording, phrase

MAX_NUDGES = 2  # spoken; before them comes one that is only shown
WAYS_ON = "Take your time. r repeats the question, s skips it."
WAY_ON = "Take your time. Enter ends your answer."
WHILE_WRITING = "Take your time. x runs your code, Enter hands it in. r repeats the task."
TIME_OVER = "The time for this task is over."
HAND_IN = "Enter hands your code in, and then we talk about it."


def is_left(turn: CandidateTurn) -> bool:
    """Whether something can still be done for a sentence that is not gone on with."""
    return turn.encouraged < len(_ENCOURAGE)


def encourage(state: State, next_look: int) -> None:
    """The next thing that is done, while somebody is silent in the middle of a sentence."""
    turn = state.candidate
    turn.encouraged += 1
    _ENCOURAGE[turn.encouraged - 1](state, next_look)


def _show(state: State, next_look: int) -> None:
    state.decide(e.Notice, text=WAY_ON)
    state.set_timer("endpoint", next_look)


def _say(state: State, next_look: int) -> None:
    """Afterwards she has the floor again, and some seconds to take up her sentence."""
    words = phrase(state.plan.persona, "nudges", state.candidate.number)
    floor.interject(state, Wording(words))


_ENCOURAGE = (_show, _say)


def nudge(state: State) -> None:
    """A long silence: offer help, first on the screen, then aloud, twice at most; then go on with
    another question, unless the candidate has said that she ends her turns herself."""
    turn = state.candidate
    busy = turn.speaking is not None or turn.awaited or state.ending is not None
    if state.floor != "candidate" or busy:
        return
    if state.course.writing:
        _nudge_while_writing(state)
        return
    if turn.text:
        return
    if not (turn.encouraged or turn.words or state.nudges):
        turn.encouraged = 1
        state.decide(e.Notice, text=WAYS_ON)
        wait = floor.nudge_wait(state)
        state.set_timer("nudge", state.now + wait - wait // 2)
    elif state.nudges < MAX_NUDGES:
        words = phrase(state.plan.persona, "nudges", state.nudges + turn.number)
        state.nudges += 1
        floor.interject(state, Wording(words))
    elif state.plan.patience != "manual":
        replying.leave_unanswered(state)
    else:
        state.decide(e.Notice, text=WAYS_ON)


def _nudge_while_writing(state: State) -> None:
    """Nobody writes faster for being spoken to: once on the screen and once aloud is all."""
    question = state.course.question.id
    if (question, "keys") not in state.told:
        state.told.add((question, "keys"))
        state.decide(e.Notice, text=WHILE_WRITING)
        floor.watch_writing(state, state.active_at)
    elif (question, "aloud") not in state.told:
        state.told.add((question, "aloud"))
        words = phrase(state.plan.persona, "nudges", state.candidate.number)
        floor.interject(state, Wording(words))


def writing_time(state: State) -> None:
    """The talk about her code is due soon; nobody takes it out of her hands."""
    course = state.course
    if course.writing:
        state.told.add((course.question.id, "time"))
        left = round(seconds(course.left_in_question(state.now)) / 60)
        time = f"About {left} min are left for this task." if left > 0 else TIME_OVER
        state.decide(e.Notice, text=f"{time} {HAND_IN}")

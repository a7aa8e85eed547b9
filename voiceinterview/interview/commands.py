"""Keys, typed answers, pauses, lost devices, and going on after a break."""

from collections.abc import Callable

from voiceinterview.domain import events as e
from voiceinterview.interview import floor, hearing, replying, running
from voiceinterview.interview.speaking import InterviewerTurn
from voiceinterview.interview.state import State
from voiceinterview.interview.wording import Wording, phrase

NOTHING_TYPED = "Nothing is typed yet: a line is your answer, /s skips the question."


def command(state: State, event: e.CandidateCommand) -> None:
    if state.paused and event.command not in ("resume", "pause", "quit"):
        state.decide(e.Notice, text=f"Paused. {_way_out(state)}")
        return
    if state.leaving is not None and event.command != "quit":
        return
    _COMMANDS[event.command](state, event)


def _way_out(state: State) -> str:
    return "Press p to go on." if state.listening else "/p goes on."


def _end_answer(state: State, event: e.CandidateCommand) -> None:
    if state.floor == "candidate" and _nothing_typed(state):
        state.decide(e.Notice, text=NOTHING_TYPED)
        state.decide(e.GiveFloor, to="candidate")  # she still has it: for the next line
    elif state.floor == "candidate":
        hearing.close_turn(state, "command")
    elif state.interviewer is not None and state.interviewer.committed:
        _yield_floor(state)


def _nothing_typed(state: State) -> bool:
    """An empty line is no answer, but it hands code in. Who talks may press Enter for "no answer":
    she said something perhaps that was not heard."""
    return not (state.listening or state.course.writing or state.candidate.begun)


def _say(state: State, event: e.CandidateCommand) -> None:
    if state.floor == "interviewer":
        _yield_floor(state)
    if state.floor == "candidate" and event.text.strip():
        hearing.typed(state, event.text)


def _yield_floor(state: State) -> None:
    turn = state.interviewer
    if turn is None or (turn.closes and (turn.committed or turn.skips)):
        return
    if turn.stands and not turn.committed:
        replying.commit(state, turn)  # its text is on the screen, and is being answered
    floor.fall_silent(state)
    floor.to_candidate(state)


def _repeat(state: State, event: e.CandidateCommand) -> None:
    if _on_its_way(state):
        return
    floor.fall_silent(state)
    words = phrase(state.plan.persona, "repeats", state.candidate.number)
    floor.interject(state, Wording(words, state.course.asked))


def _skip(state: State, event: e.CandidateCommand) -> None:
    if _on_its_way(state):
        return
    floor.fall_silent(state)
    if state.interviewer is not None and (state.candidate.begun or state.overlap is not None):
        floor.to_candidate(state)  # what she has said is an answer all the same
    if state.candidate.begun:
        hearing.close_turn(state, "skip")
    else:
        replying.skip(state)


def _on_its_way(state: State) -> bool:
    """Whether the next question is being worded already, or there is none to come."""
    turn = state.interviewer
    return turn is not None and (turn.closes or not turn.committed)


def _quit(state: State, event: e.CandidateCommand) -> None:
    if state.leaving is None:
        hearing.leave(state, "quit")
    else:
        hearing.leave_at_once(state, "quit")


def _pause(state: State, event: e.CandidateCommand) -> None:
    if state.paused:
        _resume(state, event)
    else:
        state.asked_to_pause = True
        suspend(state)


def _resume(state: State, event: e.CandidateCommand) -> None:
    state.asked_to_pause = False
    if state.paused and state.microphone_gone:
        state.decide(e.Notice, text="The microphone is still gone; I go on when it is back.")
    elif state.paused:
        go_on(state)


def suspend(state: State) -> None:
    """Stop the session clock, and remember how to go on."""
    turn = state.interviewer
    floor.fall_silent(state)
    floor.take_over_overlap(state)
    hearing.cut_utterance(state)
    floor.drop_guess(state)
    state.on_resume = _way_on(turn)
    state.interviewer = None
    state.paused = True
    state.give_floor("nobody")
    state.decide(e.PauseSession)


def go_on(state: State) -> None:
    state.paused = False
    state.decide(e.ResumeSession)
    way_on = state.on_resume or _hand_back
    state.on_resume = None
    way_on(state)


def _hand_back(state: State) -> None:
    """The candidate had the floor: say that she has it again, unless her turn was over."""
    if state.ending is not None:
        state.give_floor("candidate")
        hearing.end_turn_if_over(state)
    else:
        going_on = phrase(state.plan.persona, "resumes", state.candidate.number)
        floor.interject(state, Wording(going_on))


def _way_on(turn: InterviewerTurn | None) -> Callable[[State], None] | None:
    """How an interview that stopped in the middle of the interviewer's `turn` goes on."""
    if turn is None:
        return None
    if turn.answers and not turn.committed:
        return replying.skip if turn.skips else replying.answer

    def say_again(state: State) -> None:
        going_on = phrase(state.plan.persona, "resumes", state.candidate.number)
        again = InterviewerTurn(
            move=turn.move if turn.closes or not turn.committed else None,
            wording=Wording(going_on, turn.wording.then or turn.wording.say),
        )
        floor.take(state, again)
        floor.say_rest(state, again, again.finish(whole=True))

    return say_again


def session_resumed(state: State, event: e.SessionResumed) -> None:
    """The process died or was stopped, and another one goes on: sound in flight is gone."""
    turn = state.interviewer
    state.listening = event.listening
    state.candidate.forsake()
    state.turn_of_piece.clear()
    state.draft = state.prepared = None
    state.held = False
    state.overlap = state.ending = state.leaving = None
    state.ended = state.paused = state.asked_to_pause = state.microphone_gone = False
    state.model_down = False  # the engines are new ones, and what was wrong may be mended
    state.recognizer_failures = 0
    state.floor = "nobody"
    way_on = state.on_resume or _way_on(turn)
    state.on_resume = None
    running.tell_lost(state)
    if state.candidate.over not in (None, "leaving"):
        hearing.end_turn(state, state.candidate.over)  # again: the log may have missed it
    elif way_on is not None:
        way_on(state)
    else:
        going_on = phrase(state.plan.persona, "resumes", state.candidate.number)
        floor.interject(state, Wording(going_on, state.course.asked))


def device_failed(state: State, event: e.EngineFailed) -> None:
    state.decide(e.Notice, text=f"{event.problem} {event.advice}")
    if event.engine != "microphone":
        return
    state.microphone_gone = True
    if not state.paused and state.leaving is None:
        suspend(state)


def engine_restored(state: State, event: e.EngineRestored) -> None:
    if event.engine == "language_model":
        replying.model_restored(state, event)
    else:
        _device_restored(state, event)


def _device_restored(state: State, event: e.EngineRestored) -> None:
    waits = f" {_way_out(state)}" if state.asked_to_pause else ""
    state.decide(e.Notice, text=f"The {event.engine} is back.{waits}")
    if event.engine != "microphone":
        return
    state.microphone_gone = False
    if state.paused and not state.asked_to_pause:
        go_on(state)


def input_ended(state: State, event: e.InputEnded) -> None:
    """The recording is over: take what was said, then end."""
    hearing.leave(state, "input_ended")


_COMMANDS = {
    "end_answer": _end_answer,
    "say": _say,
    "repeat": _repeat,
    "skip": _skip,
    "quit": _quit,
    "pause": _pause,
    "resume": _resume,
    "run": running.run,
}

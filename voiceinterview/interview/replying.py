"""From the end of the candidate's turn to the interviewer's last word.

A reply is begun when the turn ends, but nothing counts before its sound goes out: if the
candidate speaks on in the meantime the reply is withdrawn, and her turn goes on.
"""

from dataclasses import replace

from voiceinterview.domain import events as e
from voiceinterview.interview import floor
from voiceinterview.interview.course import Course, Move, next_move, pass_on
from voiceinterview.interview.listening import CandidateTurn
from voiceinterview.interview.speaking import InterviewerTurn
from voiceinterview.interview.state import Line, State
from voiceinterview.interview.wording import opening, phrase, word_move


def open_interview(state: State) -> None:
    """Greet and ask the first question; no model is needed for it."""
    move = Move("open", state.course)
    turn = InterviewerTurn(move=move, wording=opening(state.course))
    floor.take(state, turn)
    floor.say_rest(state, turn, turn.finish(whole=True))


def answer(state: State) -> None:
    """The candidate's turn is over: choose the move and have it worded."""
    heard = state.course.hearing(state.candidate.text)
    move = next_move(heard, state.now)
    _begin(state, InterviewerTurn(move, word_move(move, heard, state.candidate.number)), heard)


def skip(state: State) -> None:
    """The candidate wants another question: pass on, with no follow-up and no model."""
    heard = state.course.hearing(state.candidate.text)
    move = pass_on(heard, state.now)
    wording = word_move(move, heard, state.candidate.number)
    excuse = phrase(state.plan.persona, "skips", state.candidate.number)
    turn = InterviewerTurn(move, replace(wording, say=excuse), skips=True)
    floor.take(state, turn)
    floor.say_rest(state, turn, turn.finish(whole=True))


def _begin(state: State, turn: InterviewerTurn, heard: Course) -> None:
    floor.take(state, turn)
    if state.model_gone or not state.candidate.text:  # nothing was said that it could react to
        floor.say_rest(state, turn, turn.finish(whole=True))
        return
    assert turn.move is not None
    turn.reply = state.next_number("reply")
    follow_up = turn.move.follow_up
    state.decide(
        e.RequestReply,
        reply=turn.reply,
        move=follow_up.move if follow_up else turn.move.kind,
        question=heard.question.id,
        key_point=follow_up.when_missing if follow_up else None,
        say=turn.wording.say,
        then=turn.wording.then,
    )


def withdraw(state: State) -> None:
    """Take back a reply of which nothing was heard; the candidate's turn is open again."""
    floor.fall_silent(state)
    state.ending = None


def reply_chunk(state: State, event: e.ReplyChunk) -> None:
    turn = state.interviewer
    if turn is None or turn.reply != event.reply:
        return
    floor.say(state, turn, turn.take(event.text))
    if turn.full:
        state.decide(e.CancelReply, reply=event.reply)
        _worded(state, turn, whole=False)


def reply_done(state: State, event: e.ReplyDone) -> None:
    turn = state.interviewer
    if turn is None or turn.reply != event.reply:
        return
    _worded(state, turn, whole=True)
    if not turn.sentences and not turn.withheld:
        state.decide(
            e.Notice,
            text="The model's reply could not be spoken; the scripted wording is used this time.",
        )


def reply_failed(state: State, event: e.EngineFailed) -> None:
    """The scripted wording takes over at this very turn, and the user is told."""
    state.model_gone = state.model_gone or event.lasting
    turn = state.interviewer
    words_it = turn is not None and turn.reply == event.job
    if not words_it and not event.lasting:
        return
    takes_over = "for the rest of the session" if event.lasting else "for this turn"
    state.decide(
        e.Notice,
        text=f"{_sentence(event.problem)} The scripted interviewer takes over {takes_over}. "
        f"{event.advice}",
    )
    if turn is not None and words_it:
        _worded(state, turn, whole=False)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _worded(state: State, turn: InterviewerTurn, *, whole: bool) -> None:
    turn.reply = None
    floor.say_rest(state, turn, turn.finish(whole=whole))
    _close_if_said(state, turn)


def playback_started(state: State, event: e.PlaybackStarted) -> None:
    """Sound goes out: from here on the move counts."""
    turn = state.turn_of_piece.get(event.piece)
    if turn is None or turn.committed or turn.stopped:
        return
    commit(state, turn)
    if turn.stands and state.overlap is not None and not turn.closes:
        floor.weigh_barge_in(state, state.now)


def commit(state: State, turn: InterviewerTurn) -> None:
    """From here on the interviewer's turn counts."""
    turn.committed = True
    if turn.move is not None:
        _take_effect(state, turn.move)
    turn.line = len(state.history)
    state.history.append(Line("interviewer", ""))


def _take_effect(state: State, move: Move) -> None:
    if state.candidate.text:
        state.history.append(Line("candidate", state.candidate.text))
    if move.kind != "open":
        state.candidate = CandidateTurn(state.candidate.number + 1)
    state.ending = None
    state.nudges = 0
    state.course = move.course.began(state.now)
    if move.kind in ("open", "next_stage"):
        state.decide(e.StartStage, stage=state.course.stage.id)
    if move.kind != "close":
        state.decide(
            e.AskQuestion,
            stage=state.course.stage.id,
            question=state.course.question.id,
            follow_up=len(state.course.follow_ups),
        )


def playback_done(state: State, event: e.PlaybackDone) -> None:
    turn = state.turn_of_piece.pop(event.piece, None)
    if turn is None:
        return
    turn.pieces.discard(event.piece)
    if turn.line is not None and event.spoken:
        said = state.history[turn.line].text
        state.history[turn.line] = Line("interviewer", f"{said} {event.spoken}".strip())
    _close_if_said(state, turn)


def _close_if_said(state: State, turn: InterviewerTurn) -> None:
    if turn is not state.interviewer or turn.stopped or not turn.worded or turn.pieces:
        return
    if turn.closes:
        end(state, "finished")
    else:
        floor.to_candidate(state)


def end(state: State, reason: e.EndReason) -> None:
    floor.fall_silent(state)
    state.give_floor("nobody")
    state.ended = True
    state.decide(e.EndSession, reason=reason)

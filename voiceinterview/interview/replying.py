"""From the end of the candidate's turn to the interviewer's last word.

A reply is begun when the turn ends, but nothing counts before its sound goes out: if the
candidate speaks on in the meantime the reply is withdrawn, and her turn goes on.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voiceinterview.domain import events as e
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import Word, samples, text_of
from voiceinterview.interview import floor, running
from voiceinterview.interview.calling import JUST_NOW, last_thought, said_to_us
from voiceinterview.interview.course import Course
from voiceinterview.interview.doubting import doubtful_term
from voiceinterview.interview.endings import hands_in
from voiceinterview.interview.listening import CandidateTurn
from voiceinterview.interview.moves import Move, open_moves, pass_on
from voiceinterview.interview.reading import Reading, read_answer
from voiceinterview.interview.speaking import InterviewerTurn, Option
from voiceinterview.interview.state import Line, State
from voiceinterview.interview.wording import opening, phrase, word_move

BRIDGE = samples(1.5)  # a reply of which nothing has come for this long is bridged, once


def open_interview(state: State) -> None:
    """Greet and ask the first question; no model is needed for it."""
    move = Move("open", state.course)
    turn = InterviewerTurn(move=move, wording=opening(state.course))
    floor.take(state, turn)
    floor.say_rest(state, turn, turn.finish(whole=True))


def answer(state: State) -> None:
    """The candidate's turn is over: reply to it, by what was prepared if it was for these words."""
    text, prepared = state.candidate.text, state.prepared
    interrupted = state.candidate.over == "interrupted"
    if prepared is None or prepared.answered != text or interrupted:
        turn = _reply_to(state, text)
        if interrupted:
            sorry = phrase(state.plan.persona, "interruptions", state.candidate.number)
            turn.wording = replace(turn.wording, say=sorry)
        floor.take(state, turn)
        _word(state, turn)
        return
    floor.take(state, prepared)
    prepared.held = False
    state.decide(e.ReleaseSpeech)
    if prepared.reply is not None:
        state.set_timer("bridge", state.now + BRIDGE)


def prepare(state: State, text: str) -> InterviewerTurn:
    """The reply to `text` in case the turn is over with it; nothing of it is heard before."""
    turn = _reply_to(state, text)
    turn.held = True
    _word(state, turn)
    return turn


def _reply_to(state: State, text: str) -> InterviewerTurn:
    """A turn with the moves that are open, the core's own choice first."""
    number, now = state.candidate.number, state.now
    heard = state.course.hearing(text)
    reading, doubtful = _read(state, heard.question, text)
    moves = open_moves(heard, reading, now, doubtful)
    options = tuple(Option(move, word_move(move, heard, number, now)) for move in moves)
    first = options[0]
    said = tuple(line.text for line in state.history if line.speaker == "interviewer")
    return InterviewerTurn(
        first.move, first.wording, options=options, before=heard, said_before=said, answered=text
    )


def _read(state: State, question: Question, text: str) -> tuple[Reading, str | None]:
    """The kind of turn it was, and a word of it that counts and is doubtful. Of thinking aloud
    over code only what was said last is taken, and where it was meant for anybody."""
    words = _words_behind(state, text)
    if not state.course.writing:
        return read_answer(text, question, state.plan), doubtful_term(
            question, words, state.plan.vocabulary
        )
    thought = last_thought(words)
    if state.candidate.over == "typed" and not hands_in(text_of(thought)):
        return read_answer(text_of(thought), question, state.plan), None
    if not thought or state.now - thought[-1].end > JUST_NOW:
        return "answer", None
    return said_to_us(text_of(thought), question, state.plan) or "answer", None


def _words_behind(state: State, text: str) -> tuple[Word, ...]:
    """The words of the turn that reads `text`: those understood, or with those of a guess."""
    words, draft = state.candidate.all_words, state.draft
    if text_of(words) != text and draft is not None and draft.words is not None:
        words = (*words, *draft.words)
    return words if text_of(words) == text else ()


def skip(state: State) -> None:
    """The candidate wants another question: pass on, with no follow-up and no model."""
    _leave_question(state, "skips")


def leave_unanswered(state: State) -> None:
    """Not a word was said to the question for a long time: go on with another one."""
    _leave_question(state, "silences")


def _leave_question(state: State, occasion: str) -> None:
    heard = state.course.hearing(state.candidate.text)
    move = pass_on(heard, state.now)
    wording = word_move(move, heard, state.candidate.number, state.now)
    excuse = phrase(state.plan.persona, occasion, state.candidate.number)
    turn = InterviewerTurn(move, replace(wording, say=excuse), skips=True)
    floor.take(state, turn)
    floor.say_rest(state, turn, turn.finish(whole=True))


def _word(state: State, turn: InterviewerTurn) -> None:
    assert turn.move is not None
    interrupts = state.candidate.over == "interrupted"
    to_the_letter = turn.move.kind == "repeat" or interrupts
    if state.model_down or to_the_letter or not turn.answered:
        floor.say_rest(state, turn, turn.finish(whole=True))
        return
    turn.reply = state.next_number("reply")
    state.decide(e.RequestReply, **_request(turn))
    if not turn.held:
        state.set_timer("bridge", state.now + BRIDGE)


def _request(turn: InterviewerTurn) -> dict[str, Any]:
    assert turn.before is not None
    first, *others = (
        e.ReplyOption(
            name=option.move.name,
            move=option.move.label,
            say=option.wording.say,
            then=option.wording.then,
            key_point=option.move.key_point,
        )
        for option in turn.options
    )
    return {
        "reply": turn.reply,
        "question": turn.before.question.id,
        "name": first.name,
        "move": first.move,
        "key_point": first.key_point,
        "say": first.say,
        "then": first.then,
        "others": tuple(others),
    }


def bridge(state: State) -> None:
    """The model lets us wait: a word from the persona, so that nobody thinks the line is dead."""
    turn = state.interviewer
    if turn is None or turn.reply is None or turn.sentences or turn.bridge is not None:
        return
    words = phrase(state.plan.persona, "bridges", state.candidate.number)
    if words:
        floor.say(state, turn, [words])
        turn.bridge = max(turn.pieces)


def withdraw(state: State) -> None:
    """Take back a reply of which nothing was heard; the candidate's turn is open again."""
    floor.fall_silent(state)
    state.ending = None


def turn_of_reply(state: State, reply: int) -> InterviewerTurn | None:
    """The turn that the model's reply words: the one under way, or one that is prepared."""
    turns = (state.interviewer, state.prepared)
    return next((turn for turn in turns if turn is not None and turn.reply == reply), None)


def reply_chunk(state: State, event: e.ReplyChunk) -> None:
    turn = turn_of_reply(state, event.reply)
    if turn is None:
        return
    floor.say(state, turn, turn.take(event.text))
    if turn.full:
        state.decide(e.CancelReply, reply=event.reply)
        _worded(state, turn, whole=False)


def reply_done(state: State, event: e.ReplyDone) -> None:
    turn = turn_of_reply(state, event.reply)
    if turn is None:
        return
    _worded(state, turn, whole=True)
    if not turn.sentences and not turn.withheld:
        state.decide(
            e.Notice,
            text="The model's reply could not be spoken; the scripted wording is used this time.",
        )


def reply_failed(state: State, event: e.EngineFailed) -> None:
    """The scripted wording takes over at this very turn, and the user is told. Whether the model
    answers again is found out while the candidate speaks, whatever was wrong with it."""
    turn = turn_of_reply(state, event.job)
    if turn is None and not event.lasting:
        return  # of a reply that was withdrawn
    state.model_down = True
    state.decide(
        e.Notice,
        text=f"{_sentence(event.problem)} The scripted interviewer takes over "
        f"{'from here on' if event.lasting else 'until the model answers again'}. {event.advice}",
    )
    if turn is not None:
        _worded(state, turn, whole=False)


def model_restored(state: State, event: e.EngineRestored) -> None:
    if state.model_down:
        state.model_down = False
        state.decide(e.Notice, text="The language model answers again, and words the next reply.")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _worded(state: State, turn: InterviewerTurn, *, whole: bool) -> None:
    turn.reply = None
    floor.say_rest(state, turn, turn.finish(whole=whole))
    _close_if_said(state, turn)


def playback_started(state: State, event: e.PlaybackStarted) -> None:
    """Sound goes out: from here on the move counts."""
    turn = state.turn_of_piece.get(event.piece)
    if turn is None or turn.committed or turn.stopped or turn.bridge == event.piece:
        return
    commit(state, turn)
    if turn.stands and state.overlap is not None and not turn.closes:
        floor.weigh_barge_in(state, state.now)


def commit(state: State, turn: InterviewerTurn) -> None:
    """From here on the interviewer's turn counts."""
    turn.committed = True
    turn.first_sound = state.now
    turn.undo = _undo(state, turn)
    if turn.move is not None:
        _take_effect(state, turn, turn.move)
    turn.line = len(state.history)
    state.history.append(Line("interviewer", turn.bridged))


def _undo(state: State, turn: InterviewerTurn) -> Callable[[], None]:
    course, candidate, lines = state.course, state.candidate, len(state.history)

    def undo() -> None:
        state.course, state.candidate = course, candidate
        del state.history[lines:]
        turn.line = None

    return undo


def take_back(state: State, turn: InterviewerTurn) -> None:
    """The candidate had gone on before the reply's first sound: what she said is one answer, and
    the reply was to half of it."""
    assert turn.undo is not None
    state.decide(e.TakeBackMove, pieces=tuple(sorted(turn.pieces)))
    floor.fall_silent(state)
    turn.undo()
    state.ending = None


def _take_effect(state: State, turn: InterviewerTurn, move: Move) -> None:
    if state.candidate.text:
        state.history.append(Line("candidate", state.candidate.text))
    if move.kind != "open":
        state.candidate = CandidateTurn(state.candidate.number + 1)
    state.ending = None
    state.nudges = 0
    if not turn.skips:
        running.hand_in(state, move)
    state.course = _course_after(move, turn.heard, state.now)
    state.decide(
        e.MakeMove,
        move=move.label,
        key_point=move.key_point,
        heard=turn.heard,
        worded_by="model" if turn.by_model else "script",
    )
    if move.kind in ("open", "next_stage"):
        state.decide(e.StartStage, stage=state.course.stage.id)
    if move.asks_anew:
        state.decide(
            e.AskQuestion,
            stage=state.course.stage.id,
            question=state.course.question.id,
            follow_up=len(state.course.follow_ups),
        )


def _course_after(move: Move, heard: tuple[str, ...], at: int) -> Course:
    match move.kind:
        case "open":
            return move.course.opened_at(at)
        case "next_stage":
            return move.course.stage_opened_at(at)
        case "next_question":
            return move.course.asked_at(at)
        case _:
            return move.course.crediting(heard)


def playback_done(state: State, event: e.PlaybackDone) -> None:
    turn = state.turn_of_piece.pop(event.piece, None)
    if turn is None:
        return
    turn.pieces.discard(event.piece)
    if turn.line is None and event.piece == turn.bridge:
        turn.bridged = event.spoken
    elif turn.line is not None and event.spoken:
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
    floor.drop_guess(state)
    state.give_floor("nobody")
    state.ended = True
    state.decide(e.EndSession, reason=reason)

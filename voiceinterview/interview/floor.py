"""Taking the floor, giving it up, and falling silent."""

from dataclasses import replace

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import samples
from voiceinterview.interview.evidence import evidence_of
from voiceinterview.interview.listening import Overlap
from voiceinterview.interview.sentences import speakable, take_sentences
from voiceinterview.interview.speaking import InterviewerTurn
from voiceinterview.interview.state import State
from voiceinterview.interview.turn_taking import SHORTEST
from voiceinterview.interview.wording import Wording

LASTS = samples(0.9)  # no "mm-hm" does, however drawn out; then its words need not be awaited
SILENCE_SHOWS = samples(0.32)  # an utterance is reported over only after so much silence
ANSWERED_EARLY = samples(1.0)  # before a question's end: by then one knows what it will be
FIRST_LOOK = samples(SHORTEST)  # silence before which no turn is over, whatever was said
NUDGE = samples(30)  # a candidate who says nothing for this long is spoken to
ALONE = samples(180)  # somebody who writes, and of whom nothing is heard, is spoken to once
TALK = samples(180)  # of a coding question's time is for talk about what was written
READ_A_LINE = samples(2)  # of code that one has not seen before
TAKE_UP = samples(8)  # to go on with an answer that was broken off for a repeat or a pause


def to_candidate(state: State) -> None:
    """The candidate may speak; what she began over the last words counts."""
    state.interviewer = None
    state.candidate.over = None
    state.drop_timer("barge_in")
    state.give_floor("candidate")
    if state.model_down:
        state.decide(e.CheckModel)
    over, state.overlap = state.overlap or _answered_early(state), None
    state.remark = None
    if over is not None:
        state.candidate.take_over(over)
        state.set_timer("endpoint", max(state.now, over.silent_since + FIRST_LOOK))
    elif state.candidate.text:
        state.set_timer("endpoint", state.now + TAKE_UP)
    elif state.listening and not state.course.writing:
        wait = nudge_wait(state)
        shown_first = state.nudges == 0 and not state.candidate.encouraged
        state.set_timer("nudge", state.now + (wait // 2 if shown_first else wait))
    watch_writing(state, state.now)
    _watch_writing_time(state)


def watch_writing(state: State, since: int) -> bool:
    """Where code is being written: look after her when she has done nothing for a while since
    then, first shown, then aloud, each once a question. Whether it is."""
    if not state.course.writing:
        return False
    state.active_at = max(state.active_at, since)
    state.drop_timer("nudge")
    if state.floor == "candidate" and state.listening:
        question = state.course.question.id
        if (question, "keys") not in state.told:
            state.set_timer("nudge", state.active_at + NUDGE)
        elif (question, "aloud") not in state.told:
            state.set_timer("nudge", state.active_at + ALONE)
    return True


def _watch_writing_time(state: State) -> None:
    """Tell her in time when the talk about her code is due."""
    question = state.course.question
    if state.course.writing and (question.id, "time") not in state.told:
        whole = samples(question.minutes * 60)
        due = state.course.question_began + max(whole // 2, whole - TALK)
        state.set_timer("writing_time", max(state.now, due))


def overlap(state: State, utterance: int, onset: int) -> None:
    """She begins to speak while the floor is not hers."""
    if state.overlap is None:
        state.overlap = Overlap(onset=onset)
    state.overlap.start(utterance, onset)


def take_over_overlap(state: State) -> None:
    """What she has said over the interviewer's voice is of her turn, though it was not weighed."""
    if state.overlap is not None:
        state.candidate.take_over(state.overlap)
        state.overlap = None


def _answered_early(state: State) -> Overlap | None:
    """A "yes" over the last words of a question that wants no more is its answer."""
    remark = state.remark
    if remark is None or state.now - remark.silent_since > ANSWERED_EARLY:
        return None
    if evidence_of(state, remark.all_words).asked.kind != "yes or no":
        return None
    return replace(remark, silent_since=state.now)  # she has not been waited for yet


def nudge_wait(state: State) -> int:
    """Samples until somebody who says nothing is spoken to; half-way she is shown what she can
    do, the first time."""
    return NUDGE + _to_read(state)


def _to_read(state: State) -> int:
    """The time that what is shown takes to read, as long as nothing was said about it; a part
    of it after each nudge."""
    if state.course.heard or state.course.question.is_coding:
        return 0
    return READ_A_LINE * state.course.question.shown.count("\n") // (1 + state.nudges)


def weigh_barge_in(state: State, since: int) -> None:
    """Yield to speech over playback, counted from `since`, once it is known to have lasted."""
    state.set_timer("barge_in", since + LASTS + SILENCE_SHOWS)


def drop_guess(state: State) -> None:
    """What was prepared for a turn that is not over, or is answered otherwise, is forgotten."""
    draft, state.draft = state.draft, None
    if draft is not None and draft.words is None:
        state.decide(e.DropDraft, utterance=draft.utterance, end=draft.end)
    state.drop_timer("prepare")
    turn, state.prepared = state.prepared, None
    if turn is None:
        return
    if turn.reply is not None:
        state.decide(e.CancelReply, reply=turn.reply)
    for piece in turn.pieces:
        del state.turn_of_piece[piece]
    if turn.pieces:
        state.decide(e.DropSpeech)


def take(state: State, turn: InterviewerTurn) -> None:
    if state.prepared is turn:
        state.prepared = None
    drop_guess(state)
    if state.overlap is not None and state.overlap.speaking is None:
        take_over_overlap(state)  # it was over what is not said any more
    state.drop_timer("nudge")
    state.drop_timer("endpoint")
    state.drop_timer("barge_in")
    state.drop_timer("bridge")
    state.interviewer = turn
    state.give_floor("interviewer")


def interject(state: State, wording: Wording) -> None:
    """Say something that is no move: the course stays, and the candidate's turn is open."""
    state.ending = None
    turn = InterviewerTurn(move=None, wording=wording)
    take(state, turn)
    say_rest(state, turn, turn.finish(whole=True))


def hold_voice(state: State, held: bool) -> None:
    """Fall silent in the middle of a word, and go on from there if it was only a cough."""
    if state.held != held:
        state.held = held
        state.decide(e.HoldSpeech, held=held)


def say(state: State, turn: InterviewerTurn, texts: list[str]) -> None:
    """Hand texts to the voice, a sentence a piece."""
    for text in texts:
        complete, rest = take_sentences(text)
        for sentence in (*complete, rest):
            if words := speakable(sentence):
                piece = state.next_number("piece")
                turn.pieces.add(piece)
                state.turn_of_piece[piece] = turn
                state.decide(e.Speak, piece=piece, text=words, held=turn.held)


def say_rest(state: State, turn: InterviewerTurn, texts: list[str]) -> None:
    say(state, turn, texts)
    turn.worded = True


def fall_silent(state: State) -> None:
    """Stop whatever is being said or written; what was heard of it stays in the history."""
    turn = state.interviewer
    if turn is None:
        return
    if turn.reply is not None:
        state.decide(e.CancelReply, reply=turn.reply)
        turn.reply = None
    if turn.pieces:
        state.decide(e.StopSpeaking)
    state.held = False
    turn.stopped = True

"""From the candidate's first sound to the end of her turn."""

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word, samples, typed_words
from voiceinterview.interview import barging_in, encouraging, floor, guessing, replying
from voiceinterview.interview.calling import typed_to_us
from voiceinterview.interview.evidence import evidence_of
from voiceinterview.interview.listening import Draft
from voiceinterview.interview.rambling import GAP, rambles
from voiceinterview.interview.state import State
from voiceinterview.interview.turn_taking import (
    Evidence,
    ending,
    is_open,
    required_silence,
    weigh,
)

STIRS = samples(0.1)  # sound that may become speech has become it, or has not
NOTED = "Noted; go on. An empty line hands your code in, /x runs it."
NOT_UNDERSTOOD = samples(6)  # after speech of which not one word was understood
TYPED = 1_000_000  # typed lines are numbered from here, apart from utterances
MAX_RECOGNIZER_FAILURES = 3


def speech_started(state: State, event: e.SpeechStarted) -> None:
    state.drop_timer("nudge")
    state.candidate.stirs = None
    if state.floor == "candidate" and state.ending not in ("skip", "leaving"):
        barging_in.note_pause(state, event.start)
        floor.drop_guess(state)
        state.ending = None  # she had not finished after all
        state.candidate.start(event.utterance, event.start)
    elif state.floor == "candidate":
        floor.overlap(state, event.utterance, event.start)  # her turn is over, by her own word
    elif state.interviewer is not None:
        barging_in.speech_over_playback(state, state.interviewer, event)


def speech_stopped(state: State, event: e.SpeechStopped) -> None:
    over = state.overlap
    if over is not None and over.speaking == event.utterance:
        barging_in.stopped(state, over, event)
    elif state.candidate.speaking == event.utterance:
        _utterance_over(state, event.start, event.end)
        state.set_timer("endpoint", max(event.at, event.end + floor.FIRST_LOOK))


def _utterance_over(state: State, start: int, end: int) -> None:
    """Ask for its words, unless a guess at this very end has been asked for, or has them."""
    turn, draft = state.candidate, state.draft
    utterance = turn.speaking
    assert utterance is not None
    state.draft = None
    turn.stop(utterance, end)
    if draft is None or (draft.utterance, draft.end) != (utterance, end):
        state.decide(e.RequestTranscript, utterance=utterance, start=start, end=end)
    elif draft.words is None:
        turn.drafted[utterance] = draft
    else:
        _accept(state, draft, draft.words)


def draft_transcript(state: State, event: e.DraftTranscript) -> None:
    """Words of a pause: those of an utterance that was over there, or still a guess."""
    draft = state.candidate.drafted.pop(event.utterance, None)
    if draft is None:
        guessing.understand(state, event)
    elif draft.end != event.end:
        state.candidate.drafted[event.utterance] = draft  # of an earlier pause
    else:
        _accept(state, draft, event.words)
        end_turn_if_over(state)


def _accept(state: State, draft: Draft, words: tuple[Word, ...]) -> None:
    state.candidate.understand(draft.utterance, words)
    state.decide(
        e.AcceptDraft, utterance=draft.utterance, start=draft.start, end=draft.end, words=words
    )


def final_transcript(state: State, event: e.FinalTranscript) -> None:
    over = state.overlap
    if event.utterance in state.candidate.words:
        state.recognizer_failures = 0
        state.candidate.understand(event.utterance, event.words)
        end_turn_if_over(state)
    elif over is not None and event.utterance in over.words:
        state.recognizer_failures = 0
        barging_in.understood(state, over, event.utterance, event.words)


def turn_judged(state: State, event: e.TurnJudged) -> None:
    """How it sounds is known; nobody has waited for it."""
    turn = state.candidate
    if turn.speaking is None and event.utterance in turn.words and turn.silent_since == event.end:
        turn.sounds_over = event.over
        end_turn_if_over(state)


def recognizer_failed(state: State, event: e.EngineFailed) -> None:
    """The words are lost to the conversation, not to the recording."""
    if guessing.failed(state, event.job):
        return
    state.candidate.drafted.pop(event.job, None)
    state.recognizer_failures += 1
    state.decide(e.Notice, text=f"{event.problem} {event.advice} The recording goes on.")
    if event.job in state.candidate.words:
        state.candidate.understand(event.job, ())
    elif state.overlap is not None and event.job in state.overlap.words:
        barging_in.understood(state, state.overlap, event.job, ())
    if event.lasting or state.recognizer_failures >= MAX_RECOGNIZER_FAILURES:
        leave_at_once(state, "recognizer_failed")
    else:
        end_turn_if_over(state)


def end_turn_if_over(state: State) -> None:
    """Weigh what is known; end the turn, or set the clock for the next look."""
    turn = state.candidate
    if turn.awaited or (state.floor != "candidate" and state.leaving is None):
        return
    if state.ending is not None:
        end_turn(state, state.ending)
    elif turn.speaking is not None:
        return
    elif not turn.text:
        if turn.words and not floor.watch_writing(state, turn.silent_since):
            state.set_timer("nudge", turn.silent_since + NOT_UNDERSTOOD)
    else:
        _weigh_silence(state, evidence_of(state, turn.all_words))


def _weigh_silence(state: State, evidence: Evidence) -> None:
    turn = state.candidate
    silence = required_silence(evidence)
    if silence is None:
        floor.watch_writing(state, turn.silent_since)
        return
    rambling = rambles(state)
    if rambling:
        silence = min(silence, GAP)
    due = turn.silent_since + silence * (1 + turn.encouraged)
    if state.now < due:
        state.set_timer("endpoint", due)
        guessing.prepare_when_due(state)
    elif rambling:
        end_turn(state, "interrupted", weigh(evidence))
    elif is_open(evidence) and encouraging.is_left(turn):
        encouraging.encourage(state, due + silence)
    elif turn.stirs is not None and state.now < turn.stirs + STIRS:
        state.set_timer("endpoint", turn.stirs + STIRS)  # by then she has begun, or it was nothing
    else:
        end_turn(state, "silence", weigh(evidence))
        state.taken = (ending(evidence), turn.silent_since)


def end_turn(state: State, why: e.TurnEnd, reasons: tuple[e.Reason, ...] = ()) -> None:
    state.ending = None
    state.candidate.over = why
    state.taken = None
    state.decide(
        e.EndTurn,
        turn=state.candidate.number,
        why=why,
        stage=state.course.stage.id,
        question=state.course.question.id,
        words=state.candidate.all_words,
        reasons=reasons,
    )
    if state.leaving is not None:
        replying.end(state, state.leaving)
    elif why == "skip":
        replying.skip(state)
    else:
        replying.answer(state)


def close_turn(state: State, why: e.TurnEnd) -> None:
    """End the turn as soon as the words of what was said up to now have come."""
    turn = state.candidate
    cut_utterance(state)
    state.ending = why
    if not turn.awaited:
        end_turn(state, why)


def leave(state: State, reason: e.EndReason) -> None:
    """End the session, once what was said last has been understood."""
    state.leaving = state.leaving or reason
    if state.interviewer is not None and not state.interviewer.closes:
        floor.take_over_overlap(state)
    if state.candidate.begun and not state.candidate.over:
        floor.fall_silent(state)
        state.interviewer = None
        close_turn(state, "leaving")
    else:
        replying.end(state, state.leaving)


def leave_at_once(state: State, reason: e.EndReason) -> None:
    """End the session with the words that have come; no others will, or nobody waits for them."""
    state.candidate.forsake()
    leave(state, reason)


def cut_utterance(state: State) -> None:
    """Take the utterance under way as it is; what follows of it is not this turn's."""
    turn, draft = state.candidate, state.draft
    if turn.speaking is None:
        return
    guessed = draft is not None and draft.utterance == turn.speaking
    _utterance_over(state, turn.speaking_since, draft.end if draft and guessed else state.now)


def typed(state: State, text: str) -> None:
    """A line is an answer; while code is written it is a thought, unless it is said to us."""
    cut_utterance(state)
    line = TYPED + state.next_number("typed")
    state.candidate.understand(line, typed_words(text, state.now))
    course = state.course
    if course.writing and not typed_to_us(text, course.question, state.plan):
        state.decide(e.Notice, text=NOTED)
        floor.watch_writing(state, state.now)
        state.decide(e.GiveFloor, to="candidate")  # she still has it: for the next line
    else:
        close_turn(state, "typed")

"""Speech over the interviewer's voice: an interruption, an "mm-hm", a cough, or her own echo.

She is lowered at the first suspicion and silent as soon as it is speech. What it was is decided
while she is silent, by how long it lasts and by its words; where it was nothing, or only meant
that somebody listens, she goes on from the very sample.
"""

import re
from dataclasses import replace

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word, samples
from voiceinterview.interview import floor, replying
from voiceinterview.interview.english import words_of
from voiceinterview.interview.evidence import evidence_of
from voiceinterview.interview.listening import Overlap
from voiceinterview.interview.speaking import InterviewerTurn
from voiceinterview.interview.state import State
from voiceinterview.interview.turn_taking import WRITING, ending

SHORTEST_WORD = samples(0.15)  # what is shorter is a click or a cough
WORDS_BY = samples(1.5)  # after its end; a recognizer that is slower is not waited for
MURMUR = samples(0.5)  # of which nothing was understood in time: most "mm-hm" are no longer
UNFINISHED = samples(3.5)  # who speaks on so soon after her last word had not finished
ECHO = 3  # words that she is just saying herself; fewer anybody may say


_MURMUR = re.compile(r"[mhu-]+|a+h+a*|o+h*|ehm?|erm?")  # mm-hmm, uh-huh, aha, however spelled
_AGREES = words_of("yes yeah yep yup sure exactly true correct definitely absolutely")
_LISTENS = words_of(
    "right okay ok alright all i see got it of course fine fair enough makes sense good great nice",
    "cool interesting thanks thank you go on understood indeed",
)


def speech_suspected(state: State, event: e.SpeechSuspected) -> None:
    """Sound over playback: lower the voice, which costs nothing if it was a cough. Sound in the
    silence after an answer: see first what comes of it."""
    turn = state.interviewer
    if state.floor == "candidate":
        state.candidate.stirs = event.at
    elif turn is not None and turn.committed and not turn.closes:
        state.decide(e.DuckSpeech, ducked=True)


def suspicion_dropped(state: State, event: e.SuspicionDropped) -> None:
    state.candidate.stirs = None
    if state.interviewer is not None and not state.held:
        state.decide(e.DuckSpeech, ducked=False)


def speech_over_playback(state: State, turn: InterviewerTurn, event: e.SpeechStarted) -> None:
    floor.overlap(state, event.utterance, event.start)
    if not turn.committed and turn.stands:
        return  # weighed once there is something to interrupt
    if not turn.committed and turn.answers and state.candidate.text:
        note_pause(state, event.start)
        replying.withdraw(state)  # she had not finished after all
        floor.to_candidate(state)
    elif turn.answers and turn.committed and not turn.skips and event.start < turn.first_sound:
        replying.take_back(state, turn)
        floor.to_candidate(state)
    elif not turn.closes:
        floor.hold_voice(state, turn.committed)
        floor.weigh_barge_in(state, event.start)


def stopped(state: State, over: Overlap, event: e.SpeechStopped) -> None:
    """It was short. If her voice was held for it, its words tell what it was."""
    if not state.held or event.end - event.start < SHORTEST_WORD:
        over.forget(event.utterance)
        _decide(state, over)
        return
    over.stop(event.utterance, event.end)
    state.decide(e.RequestTranscript, utterance=event.utterance, start=event.start, end=event.end)
    state.set_timer("barge_in", state.now + WORDS_BY)


def understood(state: State, over: Overlap, utterance: int, words: tuple[Word, ...]) -> None:
    over.understand(utterance, words)
    _decide(state, over)


def _decide(state: State, over: Overlap) -> None:
    """Go on or yield, once all of it is over and understood."""
    if over.awaited or over.speaking is not None:
        return
    if only_listens(over.text) or _is_echo(over.text, state.interviewer):
        state.remark = replace(over, silent_since=state.now) if agrees(over.text) else None
        _go_on(state)
    else:
        _yield(state, over)


def lasted(state: State) -> None:
    """Speech over playback has lasted, or its words are late."""
    over, turn = state.overlap, state.interviewer
    if over is None or turn is None or turn.closes:
        return
    if over.speaking is None and over.length < MURMUR:
        _go_on(state)
    else:
        _yield(state, over)


def note_pause(state: State, onset: int) -> None:
    """She goes on after a silence in which she might have been done."""
    turn = state.candidate
    if state.patience == WRITING:
        return  # it was no pause
    if turn.speaking is None and turn.text and not turn.awaited:
        ends = ending(evidence_of(state, turn.all_words))
        state.own_pauses = state.own_pauses.noting(ends, onset - turn.silent_since)


def only_listens(text: str) -> bool:
    """Whether it says no more than that somebody listens, and agrees; or nothing at all."""
    known = _AGREES | _LISTENS
    return all(word in known or _MURMUR.fullmatch(word) for word in _words(text))


def agrees(text: str) -> bool:
    return not _AGREES.isdisjoint(_words(text))


def _go_on(state: State) -> None:
    """She is heard on from the very sample."""
    state.overlap = None
    state.drop_timer("barge_in")
    if state.held:
        floor.hold_voice(state, False)
        state.decide(e.DuckSpeech, ducked=False)


def _yield(state: State, over: Overlap) -> None:
    turn = state.interviewer
    assert turn is not None
    _note_cut_in(state, turn, over.onset)
    floor.fall_silent(state)
    floor.to_candidate(state)


def _note_cut_in(state: State, turn: InterviewerTurn, onset: int) -> None:
    """She speaks on over a reply that has hardly begun: her turn was taken too soon."""
    if turn.answers and state.taken is not None:
        ends, since = state.taken
        if onset - since < UNFINISHED:
            state.own_pauses = state.own_pauses.noting(ends, onset - since)


def _is_echo(text: str, turn: InterviewerTurn | None) -> bool:
    """Whether she is saying just that herself, so that the microphone heard the loudspeaker."""
    if turn is None:
        return False
    words = _words(text)
    hers = " ".join(_words(" ".join([*turn.sentences, turn.wording.say, turn.wording.then])))
    return len(words) >= ECHO and f" {' '.join(words)} " in f" {hers} "


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.lower().replace("’", "'"))

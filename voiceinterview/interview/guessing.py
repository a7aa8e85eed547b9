"""Working ahead: at the first pause a reply is got ready, in case the turn is over.

What a pause may have ended is transcribed, the reply to it begun and its first sentence rendered,
while the silence that makes it certain goes by. Only the sound waits. If the candidate goes on,
the guess is dropped: it has changed nothing that is kept. If the turn ends as guessed, what is
ready is heard at once.
"""

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word, samples, text_of
from voiceinterview.interview import floor, replying
from voiceinterview.interview.evidence import evidence_of
from voiceinterview.interview.listening import Draft
from voiceinterview.interview.state import State
from voiceinterview.interview.turn_taking import WRITING, is_open, required_silence

LEAD = samples(1.2)  # how long before a turn may be over its reply is begun; about what it takes
MAX_DRAFTS = 60  # transcripts of pauses in a turn: some minutes of ordinary speech
MAX_GUESSES = 3  # replies prepared for one turn; each costs a model's tokens


def speech_paused(state: State, event: e.SpeechPaused) -> None:
    turn = state.candidate
    if state.floor != "candidate" or turn.speaking != event.utterance or state.ending is not None:
        return
    if state.patience in ("manual", WRITING) or turn.drafts >= MAX_DRAFTS:
        return
    turn.drafts += 1
    state.draft = Draft(event.utterance, event.start, event.end)
    state.decide(
        e.RequestTranscript,
        utterance=event.utterance,
        start=event.start,
        end=event.end,
        draft=True,
    )


def speech_continued(state: State, event: e.SpeechContinued) -> None:
    floor.drop_guess(state)


def understand(state: State, event: e.DraftTranscript) -> None:
    """The words of the pause that was guessed at, if it has not been over since."""
    draft = state.draft
    known = draft is not None and (draft.utterance, draft.end) == (event.utterance, event.end)
    if draft is not None and known:
        draft.words = event.words
        prepare_when_due(state)


def failed(state: State, utterance: int) -> bool:
    """Whether the recognizer failed at a guess only: it gets its chance at the whole utterance,
    and what failed for good will fail there, too."""
    draft = state.draft
    if draft is None or draft.utterance != utterance or utterance in state.candidate.words:
        return False
    state.draft = None
    return True


def prepare_when_due(state: State) -> None:
    """Begin the reply as long before the turn may be over as a reply takes."""
    words = _words_so_far(state)
    if not words or state.prepared is not None or state.candidate.guesses >= MAX_GUESSES:
        return
    evidence = evidence_of(state, words)
    silence = required_silence(evidence)
    if silence is None or is_open(evidence):
        return
    begin = _silent_since(state) + silence - LEAD
    if state.now < begin:
        state.set_timer("prepare", begin)
        return
    state.candidate.guesses += 1
    state.prepared = replying.prepare(state, text_of(words))


def _words_so_far(state: State) -> tuple[Word, ...]:
    """The turn's, if it is over now; () while some are awaited, or she speaks."""
    turn, draft = state.candidate, state.draft
    if state.floor != "candidate" or turn.awaited or state.ending is not None:
        return ()
    words = turn.all_words
    if turn.speaking is not None:
        if draft is None or draft.words is None or draft.utterance != turn.speaking:
            return ()
        words = (*words, *draft.words)
    return words


def _silent_since(state: State) -> int:
    return state.draft.end if state.draft is not None else state.candidate.silent_since

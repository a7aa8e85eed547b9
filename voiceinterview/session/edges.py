"""What the core is told of an edge in the candidate's sound."""

from voiceinterview.domain import events as e
from voiceinterview.session.segmenter import (
    Continued,
    Dismissed,
    Edge,
    Paused,
    Started,
    Stopped,
    Suspected,
)


def observation_of(
    edge: Edge, at: int, utterance: int, *, guesses: bool, at_stake: bool
) -> e.Observation | None:
    """None where it is of no interest. A guess at a pause saves time only where time passes
    (`guesses`): in a session that is not paced nothing takes any. Suspicions matter while the
    interviewer is heard, or is about to be (`at_stake`)."""
    match edge:
        case Started():
            return e.SpeechStarted(at=at, utterance=utterance, start=edge.start)
        case Stopped():
            return e.SpeechStopped(at=at, utterance=utterance, start=edge.start, end=edge.end)
        case Paused() if guesses:
            return e.SpeechPaused(at=at, utterance=utterance, start=edge.start, end=edge.end)
        case Continued() if guesses:
            return e.SpeechContinued(at=at, utterance=utterance)
        case Suspected() if at_stake:
            return e.SpeechSuspected(at=at)
        case Dismissed() if at_stake:
            return e.SuspicionDropped(at=at)
    return None

"""Speech that was recorded and never became words, as the recognizer failed on it. Pure.

What nobody could read is not held against the candidate: it is told, and where too little is left
to judge the stage is unscored, for it was not she who said too little.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from voiceinterview.domain import events as e

WARNING = (
    "The recognizer failed on {} of what the candidate said here. It is in the recording and not "
    "in the transcript, so nobody has judged it."
)


def unheard_stretches(events: Iterable[e.Event], recorded: Collection[int] = ()) -> Counter[str]:
    """Stage -> how many stretches of speech in it have no words for want of a recognizer; one
    that was understood later is none, as are the utterances whose words are `recorded`."""
    stage = ""
    failed: dict[int, str] = {}
    for event in events:
        match event:
            case e.StartStage() | e.AskQuestion():
                stage = event.stage
            case e.EngineFailed(engine="recognizer") if (
                event.job >= 0 and event.job not in recorded
            ):
                failed[event.job] = stage
            case e.FinalTranscript() | e.AcceptDraft():
                failed.pop(event.utterance, None)
    return Counter(failed.values())


def unheard_warning(stretches: int) -> tuple[str, ...]:
    """For a scorecard; () where all was understood."""
    if not stretches:
        return ()
    return (WARNING.format("one stretch" if stretches == 1 else f"{stretches} stretches"),)

"""A log without the moves that were taken back, for whoever asks what was said and asked."""

from collections.abc import Iterable

from voiceinterview.domain import events as e

_EFFECTS = (e.MakeMove, e.StartStage, e.AskQuestion)


def standing_events(events: Iterable[e.Event]) -> list[e.Event]:
    """The events but for what a move that was taken back did, and the breath of it that was heard.

    That breath was an interruption all the same: who measures those reads the whole log.
    """
    standing: list[e.Event] = []
    unheard: set[int] = set()
    for event in events:
        if isinstance(event, e.TakeBackMove):
            unheard |= set(event.pieces)
            made = max(n for n, one in enumerate(standing) if isinstance(one, e.MakeMove))
            standing[made:] = [
                one
                for one in standing[made:]
                if not isinstance(one, _EFFECTS) and not _sounds(one, unheard)
            ]
        if not _sounds(event, unheard):
            standing.append(event)
    return standing


def _sounds(event: e.Event, pieces: set[int]) -> bool:
    return isinstance(event, e.PlaybackStarted | e.PlaybackDone) and event.piece in pieces

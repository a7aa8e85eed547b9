"""Which replies of a model were asked for and never heard: guesses that came to nothing."""

from collections.abc import Iterable

from voiceinterview.domain import events as e


def unheard_replies(events: Iterable[e.Event]) -> frozenset[int]:
    """The numbers of replies that were dropped before their first sound, as the candidate spoke
    on, or left; what they took is paid for all the same.

    One that failed, or was cut short after it was begun with, is none of them.
    """
    reading = _Reading()
    for event in events:
        reading.take(event)
    return frozenset(reading.unheard)


class _Reading:
    def __init__(self) -> None:
        self.unheard: set[int] = set()
        self._waiting: int | None = None  # asked for, and not heard yet
        self._cancelled = False
        self._made: int | None = None  # the reply of the last move

    def take(self, event: e.Event) -> None:
        match event:
            case e.RequestReply():
                self._drop()
                self._waiting, self._cancelled = event.reply, False
            case e.CancelReply():
                self._cancelled = self._cancelled or event.reply == self._waiting
            case e.EngineFailed(engine="language_model") if event.job == self._waiting:
                self._waiting = None
            case e.DropSpeech() | e.EndSession():
                self._drop()
            case e.MakeMove():
                # One that was cut short may be heard all the same, as far as it was written.
                if event.worded_by == "script" and self._cancelled:
                    self._drop()
                self._made, self._waiting = self._waiting, None
            case e.TakeBackMove() if self._made is not None:
                self.unheard.add(self._made)

    def _drop(self) -> None:
        if self._waiting is not None:
            self.unheard.add(self._waiting)
        self._waiting = None

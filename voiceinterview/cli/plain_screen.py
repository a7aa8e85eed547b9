"""The interview as plain lines: for pipes, logs, screen readers and typed answers."""

from typing import TextIO

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import seconds, text_of
from voiceinterview.session.doors import Tick


class PlainScreen:
    """One line an event that matters; `prompt` marks where a typed answer is expected."""

    def __init__(self, stream: TextIO, *, prompt: bool = False) -> None:
        self._stream = stream
        self._prompt = prompt

    def open(self) -> None:
        """Nothing to prepare."""

    def close(self) -> None:
        """Nothing to put away."""

    def tick(self, tick: Tick) -> None:
        """Lines are written when something happens, not all the time."""

    def happened(self, event: e.Event) -> None:
        line = self._line(event)
        if line is not None:
            self._stream.write(f"{_clock(event.at)} {line}\n")
            self._stream.flush()
        if self._prompt and isinstance(event, e.GiveFloor) and event.to == "candidate":
            self._stream.write("> ")
            self._stream.flush()

    def _line(self, event: e.Event) -> str | None:
        match event:
            case e.StartStage():
                return f"--- {event.stage} ---"
            case e.Speak():
                return f"interviewer: {event.text}"
            case e.FinalTranscript() if event.words:
                return f"you:         {text_of(event.words)}"
            case e.Notice():
                return f"note:        {event.text}"
            case e.PauseSession():
                return "paused"
            case e.ResumeSession():
                return "going on"
            case e.EndSession():
                return f"the interview is over ({event.reason.replace('_', ' ')})"
        return None


def _clock(at: int) -> str:
    minutes, rest = divmod(int(seconds(at)), 60)
    return f"{minutes:02d}:{rest:02d}"

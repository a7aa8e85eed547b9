"""The interview as plain lines: for pipes, logs, screen readers and typed answers."""

from collections.abc import Iterable
from typing import TextIO

from voiceinterview.cli.shown_code import shown_in, shown_lines
from voiceinterview.cli.shown_task import KEYS, TYPED_KEYS, place_of, run_lines, task_lines
from voiceinterview.domain import events as e
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import seconds, text_of
from voiceinterview.domain.spending import Spent
from voiceinterview.ports import Workbench
from voiceinterview.report.wording import spent_words
from voiceinterview.session.doors import Tick

KEY_LINES = "a line is an answer; /p pause, /r repeat, /s skip, /x run my code, /q quit"


class PlainScreen:
    """One line an event that matters; `prompt` marks where an answer is expected that is `typed`
    at a keyboard."""

    def __init__(self, stream: TextIO, *, prompt: bool = False, typed: bool = False) -> None:
        self._stream = stream
        self._typed = typed
        self._prompt = prompt
        self._texts: dict[int, str] = {}  # pieces of speech that are not being heard yet
        self._speaking: str | None = None  # a line that waits for the heading of its stage
        self._resumed = False  # what is shown is to be shown again
        self._asked = ""  # a question that may have something to show
        self._hers = False  # the floor is the candidate's
        self._spent = self._told = Spent()  # by the models so far; as it was last written

    def open(self) -> None:
        if self._prompt:
            self._stream.write(f"keys: {KEY_LINES}\n")
            self._stream.flush()

    def note(self, text: str) -> None:
        """Of what the session knows nothing; the prompt stands again where there was one."""
        self._stream.write(f"note: {text}\n{'> ' if self._prompt and self._hers else ''}")
        self._stream.flush()

    def close(self) -> None:
        """Nothing to put away."""

    def tick(self, tick: Tick) -> None:
        """Lines are written when something happens, not all the time."""
        self._flush(tick.at)
        self._spent = tick.spent or self._spent
        if self._resumed:
            self._asked, self._resumed = tick.state.course.question.id, False
        if self._asked:
            self._show(shown_in(tick.state.plan, self._asked), tick.workbench)
            self._asked = ""

    def happened(self, event: e.Event) -> None:
        if not isinstance(event, e.StartStage | e.AskQuestion):
            self._flush(event.at)
        if isinstance(event, e.AskQuestion) and event.follow_up == 0:
            self._asked = event.question
        self._resumed = self._resumed or isinstance(event, e.SessionResumed)
        if isinstance(event, e.CodeRan):
            self._indented(run_lines(event.run))
        if isinstance(event, e.Speak):
            self._texts[event.piece] = event.text
        elif isinstance(event, e.PlaybackStarted):
            self._speaking = self._texts.pop(event.piece, None)
        elif (line := self._line(event)) is not None:
            self._write(event.at, line)
        if isinstance(event, e.GiveFloor):
            self._hers = event.to == "candidate"
        if isinstance(event, e.GiveFloor) and event.to == "candidate":
            self._tell_spent(event.at)
            if self._prompt:
                self._stream.write("> ")
                self._stream.flush()

    def _tell_spent(self, at: int) -> None:
        if self._spent != self._told:
            self._told = self._spent
            self._write(at, f"so far:      {spent_words(self._spent)}")

    def _flush(self, at: int) -> None:
        if self._speaking is not None:
            self._write(at, f"interviewer: {self._speaking}")
            self._speaking = None

    def _show(self, question: Question | None, workbench: Workbench | None) -> None:
        if question is None:
            return
        if question.is_coding and workbench is not None:
            place = place_of(question, workbench)
            self._indented(task_lines(question, place, TYPED_KEYS if self._typed else KEYS))
        else:
            self._indented(shown_lines(question))

    def _indented(self, lines: Iterable[str]) -> None:
        self._stream.writelines(f"    {line}".rstrip() + "\n" for line in lines)
        self._stream.flush()

    def _write(self, at: int, line: str) -> None:
        self._stream.write(f"{_clock(at)} {line}\n")
        self._stream.flush()

    def _line(self, event: e.Event) -> str | None:
        match event:
            case e.StartStage():
                return f"--- {event.stage} ---"
            case e.CandidateCommand(command="say") if not self._prompt:
                return f"you:         {event.text}"  # at a keyboard it stands there already
            case e.FinalTranscript() | e.AcceptDraft() if event.words:
                return f"you:         {text_of(event.words)}"
            case e.Notice():
                return f"note:        {event.text}"
            case e.PauseSession():
                return "paused; /p goes on" if self._typed else "paused"
            case e.ResumeSession():
                return "going on"
            case e.EndSession():
                return f"the interview is over ({event.reason.replace('_', ' ')})"
        return None


def _clock(at: int) -> str:
    minutes, rest = divmod(int(seconds(at)), 60)
    return f"{minutes:02d}:{rest:02d}"

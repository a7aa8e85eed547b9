"""The interview on a terminal: who has the floor, the level, what was heard, the time left."""

from collections import deque

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

from voiceinterview.cli.shown_code import shown_in, shown_picture
from voiceinterview.cli.shown_task import KEYS as TASK_KEYS
from voiceinterview.cli.shown_task import place_of, run_lines, task_picture
from voiceinterview.domain import events as e
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import seconds, text_of
from voiceinterview.ports import Workbench
from voiceinterview.report.wording import spent_words
from voiceinterview.session.doors import Tick

EVERY = 6  # frames; about five pictures a second, which is enough for a level and cheap
QUIETEST = -60.0  # dBFS; the left end of the level meter
METER = 30  # characters
KEYS = "Enter: answer finished   p: pause   r: repeat   s: skip   q: quit"
RUN_KEY = "x: run my code"
FLOORS = {
    "interviewer": ("● the interviewer speaks", "cyan"),
    "candidate": ("● your turn", "green"),
    "nobody": ("● paused", "yellow"),
}


class LiveScreen:
    """Redrawn from what it has seen; nothing is kept here that the session needs."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._live = Live(console=self._console, auto_refresh=False, transient=True)
        self._frames = 0
        self._latest: Tick | None = None
        self._texts: dict[int, str] = {}  # pieces of speech that are not being heard yet
        self._said: list[str] = []
        self._heard: dict[int, str] = {}
        self._final: set[int] = set()  # utterances whose text changes no more
        self._notices: deque[str] = deque(maxlen=3)
        self._resumed = False  # what is shown is to be shown again
        self._asked = ""  # a question that may have something to show

    def open(self) -> None:
        self._live.start()

    def close(self) -> None:
        self._live.stop()

    def happened(self, event: e.Event) -> None:
        match event:
            case e.GiveFloor(to="interviewer"):
                self._said.clear()
            case e.Speak():
                self._texts[event.piece] = event.text
            case e.PlaybackStarted():
                self._said.append(self._texts.pop(event.piece, ""))
            case e.AskQuestion():
                self._heard.clear()
                self._asked = event.question if event.follow_up == 0 else self._asked
            case e.PartialTranscript():
                self._hear(event.utterance, event.text)
            case e.DraftTranscript():
                self._hear(event.utterance, text_of(event.words))
            case e.FinalTranscript() | e.AcceptDraft():
                self._hear(event.utterance, text_of(event.words), final=True)
            case e.SessionResumed():
                self._resumed = True
            case e.CodeRan():
                if lines := list(run_lines(event.run)):
                    self._print(f"run {event.run.number}", Text("\n".join(lines)))
            case e.Notice():
                self._notices.append(event.text)
        if isinstance(event, e.GiveFloor | e.PauseSession | e.Notice):
            self._draw()  # during a pause there is no tick that would do it

    def _hear(self, utterance: int, text: str, *, final: bool = False) -> None:
        """What was final stays as it is; a guess that came to nothing takes nothing back."""
        if final:
            self._final.add(utterance)
            self._heard[utterance] = text
        elif text and utterance not in self._final:
            self._heard[utterance] = text

    def tick(self, tick: Tick) -> None:
        self._latest = tick
        self._frames += 1
        if self._resumed:
            self._asked, self._resumed = tick.state.course.question.id, False
        if self._asked:
            self._show(shown_in(tick.state.plan, self._asked), tick.workbench)
            self._asked = ""
        if self._frames % EVERY == 0:
            self._draw()

    def _show(self, question: Question | None, workbench: Workbench | None) -> None:
        if question is None:
            return
        if question.is_coding and workbench is not None:
            self._print("your task", task_picture(question))
            where = Text(f"your code: {place_of(question, workbench)}\n{TASK_KEYS}", "bold")
            self._live.console.print(where, soft_wrap=True)  # no frame cuts a path in two
        else:
            self._print("on your screen", shown_picture(question))

    def _print(self, title: str, what: RenderableType) -> None:
        """Above the picture, where it stays and can be scrolled to."""
        self._live.console.print(Panel(what, title=title, title_align="left"))

    def _draw(self) -> None:
        if self._latest is not None:
            self._live.update(self._picture(self._latest), refresh=True)

    def _picture(self, tick: Tick) -> Group:
        state = tick.state
        label, color = FLOORS[state.floor]
        if state.floor == "interviewer" and not state.turn_of_piece:
            label = "● the interviewer thinks"
        left = max(0.0, state.plan.minutes * 60 - seconds(tick.at))
        head = Text.assemble(
            (label, f"bold {color}"),
            f"   {state.course.stage.title}",
            (f"   {int(left // 60)}:{int(left % 60):02d} left", "dim"),
            (_spent(tick), "dim"),
        )
        body = [
            Panel(Text(" ".join(self._said)), title="interviewer", title_align="left"),
            Panel(
                Text(" ".join(self._heard[key] for key in sorted(self._heard))),
                title="you",
                title_align="left",
            ),
        ]
        notices = [Text(notice, style="yellow") for notice in self._notices]
        keys = f"{RUN_KEY}   {KEYS}" if state.course.question.is_coding else KEYS
        return Group(head, _meter(tick.level), *body, *notices, Text(keys, style="dim"))


def _spent(tick: Tick) -> str:
    """Nothing where no model was asked."""
    return f"   {spent_words(tick.spent)}" if tick.spent is not None and tick.spent.tokens else ""


def _meter(level: float) -> Text:
    full = round(METER * max(0.0, min(1.0, 1 - level / QUIETEST)))
    color = "red" if level > -3 else "green"  # above -3 dBFS clipping is near
    return Text.assemble(("█" * full, color), ("·" * (METER - full), "dim"), f" {level:4.0f} dBFS")

"""Whatever happens, in whatever order: nobody waits for ever, no word is lost or doubled."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_plan import small_plan
from world import BROKEN, GONE, World

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import samples
from voiceinterview.interview.encouraging import MAX_NUDGES
from voiceinterview.interview.floor import NUDGE
from voiceinterview.interview.interview import Interview

# Seconds: the nudge, and for slow engines as long as the actions make them.
LONGEST_SILENCE = NUDGE + samples(5)
SIGNS = (
    e.SpeechStarted, e.SpeechStopped, e.PlaybackStarted, e.PlaybackDone, e.Notice, e.ResumeSession,
    e.CandidateCommand, e.SessionResumed, e.EndSession,
)  # fmt: skip
Action = Callable[[World], None]
OWN_WORD = re.compile(r"w\d+").match  # not those of the endings, which come again
ENDINGS = [".", " and", ",", "", "?", " let me think."]


class Words:
    """No word is ever said twice, so that each can be followed."""

    def __init__(self) -> None:
        self.count = 0

    def new(self, number: int, ending: str) -> str:
        words = [f"w{self.count + n}" for n in range(number)]
        self.count += number
        return " ".join(words) + ending


def actions() -> st.SearchStrategy[tuple[str, object, object]]:
    seconds = st.sampled_from([0.05, 0.15, 0.3, 0.6, 1.0, 3.0, 9.0, 35.0])
    return st.one_of(
        st.tuples(st.just("passes"), seconds, st.none()),
        st.tuples(st.just("says"), st.integers(1, 12), st.sampled_from(ENDINGS)),
        st.tuples(st.just("begins"), st.integers(1, 12), st.sampled_from(ENDINGS)),
        st.tuples(st.just("mumbles"), st.none(), st.none()),
        st.tuples(st.just("types"), st.integers(1, 5), st.just(".")),
        st.tuples(
            st.just("key"),
            st.sampled_from(["end_answer", "pause", "resume", "repeat", "skip"]),
            st.none(),
        ),
        st.tuples(st.just("fault"), st.sampled_from(["once", "once", "lasting"]), st.none()),
        st.tuples(
            st.just("device"), st.sampled_from(["microphone", "speaker"]), st.booleans()
        ),
        st.tuples(st.just("slow"), st.sampled_from([0.05, 0.4, 2.0]), st.sampled_from([0.05, 2.0])),
        st.tuples(st.just("stirs"), st.sampled_from([0.03, 0.06, 0.2]), st.booleans()),
        st.tuples(st.just("hear_out"), st.none(), st.none()),
    )  # fmt: skip


REPLIES = st.lists(
    st.lists(
        st.sampled_from(["Fair. ", "And r{n}? ", "It is r{n}. ", "{", "**", BROKEN, GONE, "tail"]),
        max_size=5,
    ),
    max_size=6,
)


class Story:
    """Plays actions in a world and watches the rules at every event."""

    def __init__(
        self, patience: str, listening: bool, replies: list[list[str]], *, guessing: bool = False
    ) -> None:
        named = [[part.replace("{n}", f"{n}") for part in parts] for n, parts in enumerate(replies)]
        self.words = Words()
        self.world = World(
            small_plan(patience=patience), replies=named, listening=listening, guessing=guessing
        )
        self.world.on_told = self.check
        self.typed: list[str] = []
        self.ended_at: int | None = None

    def play(self, script: list[tuple[str, object, object]]) -> None:
        self.world.start()
        for name, first, second in script:
            if self.world.ended:
                break
            getattr(self, f"do_{name}")(first, second)

    def do_passes(self, seconds: float, _: object) -> None:
        self.world.passes(seconds)

    def do_says(self, number: int, ending: str) -> None:
        self.finish_speaking()
        self.world.says(self.words.new(number, ending), breath=0.1 + 0.02 * number)

    def do_begins(self, number: int, ending: str) -> None:
        self.finish_speaking()
        self.world.says(self.words.new(number, ending), wait=False)
        self.world.passes(0.15)

    def do_mumbles(self, *_: object) -> None:
        """Something that the recognizer makes no word of."""
        self.finish_speaking()
        self.world.says("...", 0.5)
        self.world.mute_last_utterance()

    def do_types(self, number: int, ending: str) -> None:
        if self.world.clock_stands or self.world.interview.state.leaving:
            return
        turn = self.world.interview.state.interviewer
        if turn is not None and turn.closes:
            return  # nobody listens any more
        text = self.words.new(number, ending)
        self.typed += text.split()
        self.world.types(text)

    def do_stirs(self, seconds: float, dropped: bool) -> None:
        """Sound that may become speech; that it did not may be told late, or never."""
        if self.world.clock_stands:
            return
        self.world.tell(e.SpeechSuspected(at=self.world.at))
        self.world.passes(seconds)
        if dropped and not self.world.clock_stands:
            self.world.tell(e.SuspicionDropped(at=self.world.at))

    def do_key(self, key: e.CommandName, _: object) -> None:
        self.world.key(key)

    def do_fault(self, fault: str, _: object) -> None:
        self.world.recognizer_faults.append(fault)

    def do_device(self, engine: e.EngineKind, back: bool) -> None:
        self.world.fails(engine)
        self.world.passes(0.3)
        if back or engine == "microphone":
            self.world.restored(engine)

    def do_slow(self, recognizing: float, thinking: float) -> None:
        self.world.recognizing, self.world.thinking = recognizing, thinking

    def do_hear_out(self, *_: object) -> None:
        if not self.world.clock_stands:
            self.world.hear_out()

    def finish_speaking(self) -> None:
        """One candidate has one mouth."""
        while not self.world.ended and self.world.still_speaking():
            self.world.passes(0.1)

    # --- the rules, after every observation -----------------------------------------------------

    def check(self, world: World) -> None:
        self.check_end(world)
        self.check_floor(world)
        self.check_guess(world)

    def check_guess(self, world: World) -> None:
        event = world.log[-1]
        if isinstance(event, e.PlaybackStarted):
            assert event.piece not in world.never_heard, "a wrong guess was heard"
        if world.interview.state.prepared is not None:
            assert world.interview.state.floor == "candidate"

    def check_end(self, world: World) -> None:
        if self.ended_at is not None:
            new = world.log[self.ended_at :]
            assert not [event for event in new if isinstance(event, e.Decision)]
        elif world.ended:
            assert isinstance(world.log[-1], e.EndSession)
            self.ended_at = len(world.log)

    def check_floor(self, world: World) -> None:
        state = world.interview.state
        if state.ended:
            assert state.floor == "nobody"
        elif state.floor == "candidate":
            assert world.outstanding == 0
            if state.listening and state.plan.patience != "manual":
                waits = state.candidate.speaking is not None or state.candidate.awaited
                told = state.nudges >= MAX_NUDGES and not state.candidate.text
                assert waits or world.has_live_timer() or told, "everybody waits for ever"
        elif state.floor == "interviewer":
            assert world.outstanding or world.reply_pending() or state.leaving, "nothing to come"
        else:
            assert state.paused or state.leaving or len(world.log) == 1

    # --- the rules, at the end --------------------------------------------------------------------

    def check_words(self) -> None:
        world = self.world
        settled = [*world.all(e.FinalTranscript), *world.all(e.AcceptDraft)]
        certain = [word.text for event in settled for word in event.words]
        guessed = {word.text for event in world.all(e.DraftTranscript) for word in event.words}
        last = {event.turn: event.words for event in world.all(e.EndTurn)}
        in_turns = Counter(
            filter(OWN_WORD, [word.text for words in last.values() for word in words])
        )
        assert max(in_turns.values(), default=1) == 1, "a word was doubled"
        told = set(filter(OWN_WORD, [*certain, *self.typed]))
        assert told <= set(in_turns), "a word was lost"
        assert set(in_turns) <= told | guessed

    def check_history(self) -> None:
        """What counts is in the history once, each line as its turn ended last."""
        state = self.world.interview.state
        lines = [line.text for line in state.history if line.speaker == "candidate"]
        last = {}
        for turn, _, text in self.world.turns():
            last[turn] = text
        committed = [
            text for turn, text in sorted(last.items()) if text and turn < state.candidate.number
        ]
        assert lines == committed

    def check_silence(self) -> None:
        """Nobody is left in silence for longer than a nudge takes, pauses of the session apart."""
        log, since, sounding = self.world.log, 0, 0
        for event in log:
            if not sounding:
                assert event.at - since <= LONGEST_SILENCE, f"silent since {since / 16_000} s"
            if isinstance(event, e.SpeechStarted | e.PlaybackStarted):
                sounding += 1
            elif isinstance(event, e.SpeechStopped | e.PlaybackDone):
                sounding = max(0, sounding - 1)
            if isinstance(event, SIGNS):
                since = event.at

    def check_replies(self) -> None:
        """After it was cancelled nothing that a reply wrote is spoken."""
        cancelled: set[str] = set()
        for event in self.world.log:
            if isinstance(event, e.CancelReply):
                cancelled.add(f"r{event.reply - 1}")
            elif isinstance(event, e.Speak):
                assert not cancelled & set(event.text.rstrip("?.").split()) or self.full(event)

    def full(self, speak: e.Speak) -> bool:
        """Whether the sentence was taken before its reply was cancelled for having said enough."""
        log = self.world.log
        place = log.index(speak)
        return any(isinstance(event, e.CancelReply) for event in log[place + 1 : place + 3])

    def check_determinism(self) -> None:
        again = Interview(self.world.plan)
        decided = [
            decision for event in self.world.observations for decision in again.receive(event)
        ]
        assert decided == self.world.decisions


@pytest.mark.parametrize(
    ("patience", "guessing"), [("normal", False), ("manual", False), ("normal", True)]
)
@given(script=st.lists(actions(), max_size=30), replies=REPLIES)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
def test_no_word_is_lost_and_nobody_waits_for_ever(
    patience: str,
    guessing: bool,
    script: list[tuple[str, object, object]],
    replies: list[list[str]],
) -> None:
    story = Story(patience, True, replies, guessing=guessing)
    story.play(script)
    if not story.world.ended:
        story.world.key("quit")
        story.world.passes(5)
    assert story.world.ended
    story.check_words()
    story.check_history()
    story.check_replies()
    if patience != "manual":
        story.check_silence()
    story.check_determinism()


@given(script=st.lists(actions(), max_size=12), replies=REPLIES, place=st.integers(0, 10_000))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_what_was_cut_off_anywhere_goes_on(
    script: list[tuple[str, object, object]], replies: list[list[str]], place: int
) -> None:
    story = Story("normal", True, replies)
    story.play(script)
    observed = story.world.observations[: 1 + place % len(story.world.observations)]
    interview = Interview(story.world.plan)
    for event in observed:
        interview.receive(event)
    if interview.state.ended and interview.state.interviewer is not None:
        return  # it was finished
    world = World(interview=interview, at=observed[-1].at / 16_000 + 1, utterance=1000).resume()
    world.hear_out()
    world.says("The last of it.")
    world.until(e.EndTurn)
    assert world.turns()[-1][2].endswith("The last of it.")

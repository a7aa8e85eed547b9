"""Whether she knows whose turn it is: waits, yields, answers, and does not leave one alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voiceinterview.checking.looking import Check, Look, fault
from voiceinterview.checking.record import Record, Reply, Said
from voiceinterview.domain import events as e
from voiceinterview.domain.checks import Fault
from voiceinterview.domain.speech import samples, seconds, text_of
from voiceinterview.interview.phrases import joined_words, spoken_words

ONSET = samples(0.2)  # speech that began less long ago could not be known of
YIELDS = samples(1.3)  # a barge-in is known to be one after 0.3 s, of silence after 0.6
NO_MHM = samples(1.2)  # speech over playback that lasts for so long is meant to interrupt

# Silence that is left to the candidate, in seconds, by how her words end, and the patience.
ASKED_FOR, OPEN, ANY = 10.0, 2.0, 0.4
PATIENCE = {"low": 0.7, "normal": 1.0, "high": 1.0, "manual": 1.0}
WAITS = samples(2.5)  # from the end of the turn to the first sound
DEAD_AIR = {"low": 30.0, "normal": 30.0, "high": 45.0}  # seconds after the last sound of anybody
NUDGE_AFTER = samples(15)
MAX_NUDGES = 2
ALONE = samples(120)  # nobody says a word for so long
BRIDGE_AFTER = samples(1.0)
KEPT = 3  # words; what is shorter may be a backchannel


@dataclass(frozen=True)
class _Utterance:
    start: int
    end: int


def never_interrupts(record: Record) -> Iterator[Look]:
    """No reply begins while the candidate is speaking."""
    utterances = list(_utterances(record))
    for reply in record.replies:
        spoken = any(one.start + ONSET < reply.start < one.end for one in utterances)
        yield fault(reply, "begins while the candidate speaks") if spoken else None


def yields_when_interrupted(record: Record) -> Iterator[Look]:
    for utterance in _utterances(record):
        over = [one for one in record.replies if one.start < utterance.start < one.end]
        if not over or utterance.end - utterance.start < NO_MHM or over[0].move == "close":
            continue
        talked = over[0].end - utterance.start
        problem = f"talks on for {seconds(talked):.1f} s over the candidate"
        yield fault(over[0], problem) if talked > YIELDS else None


def leaves_time_to_think(record: Record) -> Iterator[Look]:
    """A turn ends after the silence that its last words ask for."""
    if record.plan.patience == "manual":
        return
    for said in record.turns:
        if said.why == "silence":
            waited = seconds(said.ended - said.end)
            needed = _needed(record, said)
            short = waited < needed - 0.05  # the clock goes by frames
            problem = f"waited {waited:.1f} s after {said.text[-40:]!r}"
            yield Fault(0, said.ended, said.text[-80:], problem) if short else None


def every_turn_is_answered(record: Record) -> Iterator[Look]:
    for said in record.turns:
        last = said is record.turns[-1] and not record.finished
        if said.why == "leaving" or last:
            continue
        silent = record.reply_after(said) is None
        yield Fault(0, said.ended, said.text[-80:], "was not answered") if silent else None


def answers_soon(record: Record) -> Iterator[Look]:
    for reply in record.replies:
        if reply.answers is not None:
            late = reply.start - reply.floor
            problem = f"begins {seconds(late):.1f} s after the turn was over"
            yield fault(reply, problem) if late > WAITS else None


def no_dead_air(record: Record) -> Iterator[Look]:
    """From the candidate's last sound to the interviewer's first, whatever was waited for."""
    limit = DEAD_AIR.get(record.plan.patience)
    heard = 0  # of the interviewer, who may have said that there is time
    for reply in record.replies:
        said = reply.answers
        if said is not None and said.why == "silence" and limit is not None:
            silence = seconds(reply.start - max(said.end, heard))
            problem = f"{silence:.0f} s of silence"
            yield fault(reply, problem) if silence > limit else None
        heard = reply.end


def no_third_nudge(record: Record) -> Iterator[Look]:
    in_a_row = 0
    for reply in record.replies:
        in_a_row = in_a_row + 1 if _is_nudge(reply) else 0
        if in_a_row:
            yield fault(reply, f"nudge number {in_a_row}") if in_a_row > MAX_NUDGES else None


def nudges_after_a_silence(record: Record) -> Iterator[Look]:
    for reply in record.replies:
        if _is_nudge(reply):
            before = [x.at for x in record.events[: reply.place] if isinstance(x, e.GiveFloor)]
            waited = reply.floor - before[-1] if before else 0
            problem = f"nudges after {seconds(waited):.0f} s"
            yield fault(reply, problem) if waited < NUDGE_AFTER else None


def nobody_is_left_alone(record: Record) -> Iterator[Look]:
    """While she waits for an answer nobody is silent for two minutes, but over code."""
    if record.plan.patience == "manual" or not _listening(record):
        return
    since: int | None = None
    writes = False
    for event in record.events:
        if isinstance(event, e.AskQuestion):
            question = record.question(event.question)
            writes = question is not None and question.is_coding and not event.follow_up
        if writes:
            since = None
        elif isinstance(event, e.GiveFloor):
            since = event.at if event.to == "candidate" else None
        elif isinstance(event, e.SpeechStopped) and since is not None:
            since = event.at
        elif isinstance(event, e.SpeechStarted | e.EndTurn | e.InputEnded | e.PauseSession):
            if since is not None:
                alone = event.at - since
                problem = f"{seconds(alone):.0f} s without a word"
                yield Fault(0, event.at, "", problem) if alone > ALONE else None
            since = None


def one_bridge(record: Record) -> Iterator[Look]:
    bridges = _bridges(record)
    for reply in record.replies:
        count = sum(joined_words(piece.text) in bridges for piece in reply.pieces)
        if count:
            yield fault(reply, f"{count} bridges") if count > 1 else None


def bridges_only_a_wait(record: Record) -> Iterator[Look]:
    bridges = _bridges(record)
    for reply in record.replies:
        if joined_words(reply.pieces[0].text) in bridges:
            waited = reply.start - reply.floor
            problem = f"bridges after {seconds(waited):.1f} s"
            yield fault(reply, problem) if waited < BRIDGE_AFTER else None


def speaks_only_with_the_floor(record: Record) -> Iterator[Look]:
    floor = "nobody"
    for event in record.events:
        if isinstance(event, e.GiveFloor):
            floor = event.to
        elif isinstance(event, e.PlaybackStarted):
            wrong = floor == "candidate"
            problem = "sound without the floor"
            yield Fault(0, event.at, f"piece {event.piece}", problem) if wrong else None


def no_words_are_lost(record: Record) -> Iterator[Look]:
    """What was understood of the candidate, "mm-hm" apart, stands in one of her turns."""
    ended = f" {' '.join(joined_words(said.text) for said in record.turns)} "
    last = record.replies[-1].place if record.finished and record.replies else len(record.events)
    for event in record.events[:last]:
        if isinstance(event, e.FinalTranscript | e.AcceptDraft) and len(event.words) > KEPT:
            text = text_of(event.words)
            lost = f" {joined_words(text)} " not in ended
            yield Fault(0, event.at, text, "is in no turn") if lost else None


def _needed(record: Record, said: Said) -> float:
    text = said.text.strip().lower()
    words = spoken_words(text)
    factor = PATIENCE[record.plan.patience]
    tail = " ".join(words[-6:])
    if any(tail.endswith(joined_words(phrase)) for phrase in record.words["asks-for-time"]):
        return ASKED_FOR * factor
    open_word = words and words[-1] in _open_ends(record) and not text.endswith((".", "!", "?"))
    if open_word or re.search(r"(?:[,;:…—-]|\.\.\.)$", text):
        return OPEN * factor
    return ANY * factor


def _open_ends(record: Record) -> frozenset[str]:
    return frozenset(record.words["open-ends"])


def _utterances(record: Record) -> Iterator[_Utterance]:
    begun: dict[int, int] = {}
    for event in record.events:
        if isinstance(event, e.SpeechStarted):
            begun[event.utterance] = event.start
        elif isinstance(event, e.SpeechStopped) and event.utterance in begun:
            yield _Utterance(begun[event.utterance], event.end)


def _is_nudge(reply: Reply) -> bool:
    """Said of her own accord: no answer before it, no key, nothing asked."""
    return not reply.move and not reply.asked and reply.answers is None and not reply.commanded


def _bridges(record: Record) -> frozenset[str]:
    return frozenset(map(joined_words, record.plan.persona.phrases.get("bridges", ())))


def _listening(record: Record) -> bool:
    return all(x.listening for x in record.events if isinstance(x, e.SessionStarted))


CHECKS: dict[str, Check] = {
    "never-interrupts": never_interrupts,
    "yields-when-interrupted": yields_when_interrupted,
    "leaves-time-to-think": leaves_time_to_think,
    "every-turn-is-answered": every_turn_is_answered,
    "answers-soon": answers_soon,
    "no-dead-air": no_dead_air,
    "no-third-nudge": no_third_nudge,
    "nudges-after-a-silence": nudges_after_a_silence,
    "nobody-is-left-alone": nobody_is_left_alone,
    "one-bridge": one_bridge,
    "bridges-only-a-wait": bridges_only_a_wait,
    "speaks-only-with-the-floor": speaks_only_with_the_floor,
    "no-words-are-lost": no_words_are_lost,
}

"""Who talked how much, and who began while the other was talking. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voiceinterview.domain.delivery_measures import (
    Interruption,
    Interruptions,
    Share,
    Stretch,
    Talk,
    Unmeasured,
)
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.domain.transcript import Speaker, Turn
from voiceinterview.scoring.pace import talk_samples
from voiceinterview.scoring.spoken_turn import SpokenTurn
from voiceinterview.scoring.talk_record import Span, TalkRecord

# People leave some 0.2 s between turns, and manage that by foreseeing the end of the other's
# (Stivers et al. 2009; Levinson and Torreira 2015). A sound that begins sooner after the
# interviewer's first one is no answer to it: the candidate was going on, and she cut in.
QUICKEST = samples(0.2)


@dataclass(frozen=True)
class InterviewerTalk:
    """How much the interviewer said, in words and in samples."""

    words: int
    samples: int


NO_TALK = InterviewerTalk(0, 0)

TYPED_SHARE = "Answers were typed: the time they took is not time spent talking."
SILENT = "Nobody said anything."


def talk_of(spoken: Sequence[SpokenTurn], interviewer: InterviewerTalk) -> Talk:
    by_words = _share(sum(turn.words for turn in spoken), interviewer.words)
    typed = any(turn.typed for turn in spoken)
    by_time = None
    if not typed:
        by_time = _share(seconds(talk_samples(spoken)), seconds(interviewer.samples))
    unmeasured = []
    if by_time is None:
        unmeasured.append(Unmeasured("share_of_time", TYPED_SHARE if typed else SILENT))
    if by_words is None:
        unmeasured.append(Unmeasured("share_of_words", SILENT))
    return Talk(by_time, by_words, tuple(unmeasured))


def _share(candidate: float, interviewer: float) -> Share | None:
    total = candidate + interviewer
    if not total:
        return None
    return Share(candidate, interviewer, candidate / total, interviewer / total)


def timeline(spoken: Sequence[SpokenTurn], record: TalkRecord) -> tuple[Stretch, ...]:
    hers = [Stretch("interviewer", span.start, span.end) for span in record.talk]
    own = [
        Stretch("candidate", run.span.start, run.span.end) for turn in spoken for run in turn.runs
    ]
    return tuple(sorted((*hers, *own), key=lambda stretch: (stretch.start, stretch.end)))


def interviewer_talk(turns: Sequence[Turn], record: TalkRecord) -> dict[str, InterviewerTalk]:
    """Her talk by stage. A turn that leads from one stage into the next is the next one's: it
    asks the question that is answered there."""
    found: dict[str, InterviewerTalk] = {}

    def add(at: int, stage: str, words: int, samples: int) -> None:
        asked = record.asked_by(at)
        stage = asked.stage if asked is not None else stage
        before = found.get(stage, NO_TALK)
        found[stage] = InterviewerTalk(before.words + words, before.samples + samples)

    for turn in turns:
        if turn.speaker == "interviewer":
            add(turn.start, turn.stage, len(turn.text.split()), 0)
    for span in record.talk:
        add(span.start, "", 0, span.end - span.start)
    return found


def in_all(talk: Iterable[InterviewerTalk]) -> InterviewerTalk:
    every = list(talk)
    return InterviewerTalk(sum(one.words for one in every), sum(one.samples for one in every))


def interruptions_of(record: TalkRecord) -> Interruptions:
    starts = [span.start for span in record.talk]
    yielded = {cut_off.start for cut_off in record.cut_offs}
    by_candidate, by_interviewer = [], []
    overlaps = 0
    for sound in record.sounds:
        talk = _talk_over(sound, record.talk, starts)
        if talk is None:
            continue
        began: Speaker = "interviewer" if sound.start < talk.start + QUICKEST else "candidate"
        if began == "interviewer":
            by_interviewer.append(_interruption(began, talk, sound, record))
        elif sound.start in yielded:
            by_candidate.append(_interruption(began, sound, talk, record))
        else:
            overlaps += 1
    return Interruptions(tuple(by_candidate), tuple(by_interviewer), overlaps)


def _talk_over(sound: Span, talk: Sequence[Span], starts: Sequence[int]) -> Span | None:
    """The interviewer's talk that a sound of the candidate's overlaps first."""
    place = bisect_right(starts, sound.start)
    for span in talk[max(0, place - 1) : place + 1]:
        if span.start < sound.end and sound.start < span.end:
            return span
    return None


def _interruption(by: Speaker, second: Span, first: Span, record: TalkRecord) -> Interruption:
    """`second` began over `first`."""
    both = min(second.end, first.end) - max(second.start, first.start)
    asked = record.asked_by(second.start)
    return Interruption(
        by=by,
        at=second.start,
        seconds=seconds(both),
        stage=asked.stage if asked else "",
        question=asked.question if asked else "",
    )

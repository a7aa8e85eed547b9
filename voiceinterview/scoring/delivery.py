"""How the candidate spoke, from the times of words and the log; no model, no grade. Pure.

Each measure has a module of its own; here they are put together for the session, its stages and
its turns. DELIVERY.md has the definitions.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voiceinterview.domain.delivery import Delivery, SpeechMeasures, StageDelivery, TurnDelivery
from voiceinterview.domain.delivery_measures import (
    Pause,
    PhraseUse,
    Repetition,
    RoleTerms,
    Unmeasured,
)
from voiceinterview.domain.delivery_words import DeliveryWords
from voiceinterview.domain.events import Event
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import seconds
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.phrases import spoken_words
from voiceinterview.interview.record_turns import Record
from voiceinterview.scoring.floor_sharing import (
    NO_TALK,
    InterviewerTalk,
    in_all,
    interruptions_of,
    interviewer_talk,
    talk_of,
    timeline,
)
from voiceinterview.scoring.pace import (
    SHORTEST_TALK,
    longest_run,
    pace_of,
    pace_over_time,
    talk_samples,
)
from voiceinterview.scoring.pauses import pauses_of, summary
from voiceinterview.scoring.repeats import content_words, frequent, repetitions_of
from voiceinterview.scoring.responses import questions_of
from voiceinterview.scoring.spoken_turn import SpokenTurn, spoken_turn
from voiceinterview.scoring.stock_phrases import PhraseIndex, StockPhrases, most_used
from voiceinterview.scoring.talk_record import NO_RECORD, talk_record_of

NOTHING_SAID = "Nothing was said."
TYPED = "Answers were typed: their words have no times."
TOO_SHORT = f"Less than {seconds(SHORTEST_TALK):.0f} seconds were spoken."
NO_PUNCTUATION = "The transcript has no punctuation, which alone would show it."


def measure_delivery(
    turns: Sequence[Turn],
    events: Iterable[Event],
    plan: Plan,
    words: DeliveryWords,
    record: Record = NO_RECORD,
) -> Delivery:
    """`turns` must be the transcript of `events` (`interview.transcript.transcript_of`), with the
    words of `record` in it where there are any.

    Turns of the candidate without a word add nothing.
    """
    talk = talk_record_of(events, record)
    coding = plan.coding_questions
    spoken = [
        spoken_turn(turn, talk, writing=talk.writing_at(turn.start, coding))
        for turn in turns
        if turn.speaker == "candidate"
    ]
    spoken = [turn for turn in spoken if turn.words]
    measuring = _Measuring(plan, words, spoken)
    found = [measuring.turn(turn) for turn in spoken]
    interviewer = interviewer_talk(turns, talk)
    heard = any(turn.timed for turn in spoken)
    typed_only = not heard and bool(spoken)
    return Delivery(
        speech=measuring.measures(found),
        talk=talk_of(spoken, in_all(interviewer.values())),
        stages=_stages(plan, found, interviewer, measuring),
        turns=tuple(_turn_delivery(turn, measuring) for turn in found),
        questions=questions_of(spoken, talk, plan),
        pace_over_time=pace_over_time(spoken) if heard else None,
        timeline=timeline(spoken, talk),
        interruptions=None if typed_only else interruptions_of(talk),
        unmeasured=tuple(_session_unmeasured(heard=heard, typed_only=typed_only)),
        words_version=words.version,
    )


@dataclass(frozen=True)
class _Found:
    """All that one turn adds to any sum."""

    spoken: SpokenTurn
    pauses: tuple[Pause, ...]
    fillers: tuple[PhraseUse, ...]
    hedges: tuple[PhraseUse, ...]
    repetitions: tuple[Repetition, ...]
    content: Counter[str]
    terms: Counter[str]


class _Measuring:
    """The lists made ready once, for all turns of a session."""

    def __init__(self, plan: Plan, words: DeliveryWords, spoken: Sequence[SpokenTurn]) -> None:
        self._words = words
        self.punctuated = any(token.after for turn in spoken for token in turn.tokens)
        self._fillers = StockPhrases(words.fillers, words, punctuated=self.punctuated)
        self._hedges = StockPhrases(words.hedges, words, punctuated=self.punctuated)
        self._terms = PhraseIndex(((term, term) for term in plan.vocabulary), plurals=True)
        self._listed = len(plan.vocabulary)
        self._topic = _topic(plan)

    def turn(self, spoken: SpokenTurn) -> _Found:
        fillers, hedges = self._fillers.uses(spoken), self._hedges.uses(spoken)
        return _Found(
            spoken=spoken,
            pauses=pauses_of(spoken, self._words, punctuated=self.punctuated),
            fillers=fillers,
            hedges=hedges,
            repetitions=repetitions_of(spoken, self._words),
            content=content_words(spoken, (*fillers, *hedges), self._topic, self._words),
            terms=Counter(match.meaning for match in self._terms.find(spoken.tokens)),
        )

    def measures(self, found: Sequence[_Found]) -> SpeechMeasures:
        """The sums over some turns."""
        spoken = [one.spoken for one in found]
        words = sum(turn.words for turn in spoken)
        talk = talk_samples(spoken)
        pauses = [pause for one in found for pause in one.pauses]
        pace = pace_of(spoken)
        terms = most_used(_sum(one.terms for one in found))
        return SpeechMeasures(
            words=words,
            typed_words=sum(turn.typed for turn in spoken),
            pace=pace,
            pauses=summary(pauses, talk) if talk else None,
            monologue=longest_run(spoken),
            fillers=self._fillers.summary((use for one in found for use in one.fillers), words),
            hedges=self._hedges.summary((use for one in found for use in one.hedges), words),
            repetitions=sum(len(one.repetitions) for one in found),
            frequent=frequent(_sum(one.content for one in found)),
            role_terms=RoleTerms(terms, self._listed),
            unmeasured=tuple(self._unmeasured(words, talk, has_pace=pace is not None)),
        )

    def _unmeasured(self, words: int, talk: int, *, has_pace: bool) -> Iterable[Unmeasured]:
        reason = TOO_SHORT if talk else TYPED if words else NOTHING_SAID
        if not has_pace:
            yield Unmeasured("pace", reason)
        if not talk:
            yield Unmeasured("pauses", reason)
            yield Unmeasured("monologue", reason)
        if words and not self.punctuated:
            yield Unmeasured("pause_places", NO_PUNCTUATION)
            yield Unmeasured("fillers", NO_PUNCTUATION)


def _sum(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def _topic(plan: Plan) -> frozenset[str]:
    """The words of the role and of its questions: whoever answers must use them."""
    texts = [*plan.vocabulary]
    for question in (question for stage in plan.stages for question in stage.questions):
        texts += [question.ask, *(follow_up.ask for follow_up in question.follow_ups)]
    return frozenset(word for text in texts for word in spoken_words(text))


def _stages(
    plan: Plan,
    found: Sequence[_Found],
    interviewer: Mapping[str, InterviewerTalk],
    measuring: _Measuring,
) -> tuple[StageDelivery, ...]:
    """The stages of the plan in which somebody spoke."""
    stages = []
    for stage in plan.stages:
        said = [one for one in found if one.spoken.turn.stage == stage.id]
        if said or stage.id in interviewer:
            talk = talk_of([one.spoken for one in said], interviewer.get(stage.id, NO_TALK))
            stages.append(StageDelivery(stage.id, stage.title, measuring.measures(said), talk))
    return tuple(stages)


def _turn_delivery(found: _Found, measuring: _Measuring) -> TurnDelivery:
    turn = found.spoken.turn
    return TurnDelivery(
        number=turn.number,
        stage=turn.stage,
        question=turn.question,
        start=turn.start,
        end=turn.end,
        speech=measuring.measures([found]),
        pauses=found.pauses,
        fillers=found.fillers,
        hedges=found.hedges,
        repetitions=found.repetitions,
    )


def _session_unmeasured(*, heard: bool, typed_only: bool) -> Iterable[Unmeasured]:
    if not heard:
        yield Unmeasured("pace_over_time", TYPED if typed_only else NOTHING_SAID)
    if typed_only:
        yield Unmeasured("interruptions", TYPED)

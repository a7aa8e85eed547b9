"""What a character answers: composed from the question's own material, the same for a seed."""

from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.characters import Aside, Character, Habit, Utterance
from voiceinterview.domain.questions import FollowUp, Question
from voiceinterview.simulation.chance import Chance
from voiceinterview.simulation.material import (
    HALF,
    Sentence,
    sentences_for,
    sentences_of,
    stands_in,
)
from voiceinterview.simulation.pausing import timed


@dataclass(frozen=True)
class Asked:
    """What the character is about to answer.

    `question` is None before the first one. `again` is set where the interviewer spoke and gave
    the floor back without asking something new: a nudge, a hint, the same in other words.
    `answer` counts the times that the character had the floor before, `made` are the key points
    of this question that were made then, `said` is all that was said.
    """

    question: Question | None
    follow_up: FollowUp | None = None
    again: bool = False
    answer: int = 0
    made: frozenset[str] = frozenset()
    said: str = ""

    @property
    def kind(self) -> Literal["question", "follow_up", "again"]:
        if self.again:
            return "again"
        return "question" if self.follow_up is None else "follow_up"


def compose(character: Character, asked: Asked, seed: str) -> tuple[Utterance, ...]:
    """What is said, with the pauses before each part of it; nothing where she stays silent."""
    chance = Chance(f"{seed}/{character.name}/{asked.answer}")
    if chance.happens("silent", character.silent):
        return ()
    return timed(_sentences(character, asked, chance), character.pauses, chance)


def _sentences(character: Character, asked: Asked, chance: Chance) -> list[str]:
    due = [aside for aside in character.asides if asked.answer % aside.every == 0]
    instead = _asides(due, "instead", asked)
    if instead and not asked.again:
        return instead
    proper = _proper(character, asked, chance)
    if not proper:
        proper = [_in_turn(character.answer.at_a_loss, asked)]
    proper = [
        _hedged(sentence, character.hedges, chance, place) for place, sentence in enumerate(proper)
    ]
    return [
        *_asides(due, "before", asked),
        *_habit(character.opens, "opens", chance),
        *proper[: character.answer.most],
        *_habit(character.strays, "strays", chance),
        *_habit(character.closes, "closes", chance),
        *_asides(due, "after", asked),
    ]


def _proper(character: Character, asked: Asked, chance: Chance) -> list[str]:
    """The answer without what the character says around every answer."""
    question = asked.question
    if question is None:
        return []
    if chance.happens("mistaken", character.answer.mistaken):
        mistakes = [mistake.says for mistake in question.mistakes]
        fresh = [says for says in mistakes if not stands_in(says, asked.said)]
        return [chance.one_of("mistake", fresh)] if fresh else []
    wanted = _wanted(character, asked, question, chance)
    chosen = sentences_for(question, wanted, asked.said)
    return _ended(chosen[: character.answer.most])


def _ended(sentences: tuple[Sentence, ...]) -> list[str]:
    """Half of a sentence whose other half is not said ends with a stop: with a comma it would
    sound as if the interviewer had cut it off."""
    places = {sentence.place for sentence in sentences}
    return [
        f"{one.text[:-1]}." if one.text.endswith(HALF) and one.place + 1 not in places else one.text
        for one in sentences
    ]


def _wanted(
    character: Character, asked: Asked, question: Question, chance: Chance
) -> frozenset[str]:
    """The key points that this answer makes."""
    open_points = [point for point in question.key_points if point.id not in asked.made]
    if asked.kind == "question":
        count = round(character.answer.covers * len(question.key_points))
        return frozenset(point.id for point in chance.some_of("points", open_points, count))
    if not open_points or not chance.happens("follow_up", character.answer.follow_up):
        return frozenset()
    sought = asked.follow_up.when_missing if asked.follow_up is not None else None
    if sought in {point.id for point in open_points}:
        return frozenset({sought} - {None})
    return frozenset({chance.one_of("point", open_points).id})


def made_points(question: Question, said: str) -> frozenset[str]:
    """The key points of which some sentence of the expert answer was said."""
    return frozenset(
        point
        for sentence in sentences_of(question)
        if stands_in(sentence.text, said)
        for point in sentence.points
    )


def _asides(due: list[Aside], place: str, asked: Asked) -> list[str]:
    return [_in_turn(aside.says, asked, aside.every) for aside in due if aside.place == place]


def _in_turn(says: tuple[str, ...], asked: Asked, every: int = 1) -> str:
    """The sayings go round, so that none comes twice running."""
    return says[asked.answer // every % len(says)]


def _habit(habit: Habit, name: str, chance: Chance) -> list[str]:
    if not habit.says or not chance.happens(name, habit.chance):
        return []
    return chance.some_of(f"{name}/says", habit.says, habit.times)


def _hedged(sentence: str, hedges: Habit, chance: Chance, place: int) -> str:
    if not hedges.says or not chance.happens(f"hedge/{place}", hedges.chance):
        return sentence
    hedge = chance.one_of(f"hedge/{place}/says", hedges.says)
    first = sentence.split()[0]
    keeps = first == "I" or first.startswith("I'") or first.isupper()
    return f"{hedge} {sentence if keeps else sentence[:1].lower() + sentence[1:]}"

"""Rules for a question by itself, and beside the others of the bank."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from voiceinterview.content.coverage import coverage, is_found, missing, texts_hit
from voiceinterview.content.lint.finding import Problems, Rule
from voiceinterview.content.lint.speech_rules import (
    LONGEST_FOLLOW_UP,
    LONGEST_QUESTION,
    Spoken,
    one_question,
    short,
    speakable,
)
from voiceinterview.content.lint.tags import alike
from voiceinterview.domain.questions import Question

# Goals of the question bank. Shares are of key points, each counting the same.
ANSWER_WORDS = range(120, 261)
OWN_COVERAGE = 0.85  # at least this much of a question is found in its own expert answer,
CROSS_COVERAGE = 0.15  # less than this on average in that of every other question of its stage,
MISTAKE_COVERAGE = 0.40  # and less than this in a common mistake told as an answer.
COMMON = 0.30  # a phrase found in more of the other expert answers than this says nothing
WEIGHTY = 3  # a key point of this weight is probed for where it was not heard
MOVES = ("probe", "challenge", "what-if", "deepen")


@dataclass(frozen=True)
class Bank:
    """All questions of a role."""

    questions: tuple[Question, ...]

    def others(self, question: Question, *, of_stage: bool = False) -> list[Question]:
        return [
            other
            for other in self.questions
            if other.id != question.id and (not of_stage or other.stage == question.stage)
        ]


def phrase_in_question(question: Question, bank: Bank) -> Problems:
    for number, point in enumerate(question.key_points):
        for index, phrase in enumerate(point.any_of):
            if texts_hit(phrase, [question.ask]):
                problem = f"the phrase {phrase!r} stands in the question itself"
                yield ["key_points", number, "any_of", index], problem


def common_phrase(question: Question, bank: Bank) -> Problems:
    others = [other.expert_answer for other in bank.others(question)]
    for number, point in enumerate(question.key_points):
        for index, phrase in enumerate(point.any_of):
            hits = texts_hit(phrase, others)
            if others and hits / len(others) > COMMON:
                problem = f"{phrase!r} is found in {hits / len(others):.0%} of the other answers"
                yield ["key_points", number, "any_of", index], problem


def missing_probe(question: Question, bank: Bank) -> Problems:
    probed = {step.when_missing for step in question.follow_ups if step.move == "probe"}
    for number, point in enumerate(question.key_points):
        if point.weight == WEIGHTY and point.id not in probed:
            problem = f"weighs {WEIGHTY}, expected a probe for when it is missing"
            yield ["key_points", number], problem


def probe_gives_away(question: Question, bank: Bank) -> Problems:
    points = {point.id: point for point in question.key_points}
    for number, step in enumerate(question.follow_ups):
        point = points.get(step.when_missing or "")  # none: its shape is at fault, and told
        if point is not None and is_found(point, step.ask):
            problem = f"says what it probes for, {step.when_missing!r}"
            yield ["follow_ups", number], problem


def missing_moves(question: Question, bank: Bank) -> Problems:
    lacking = set(MOVES) - {step.move for step in question.follow_ups}
    if lacking:
        yield ["follow_ups"], f"expected all four moves, found no {', '.join(sorted(lacking))}"


def answer_length(question: Question, bank: Bank) -> Problems:
    if (words := len(question.expert_answer.split())) not in ANSWER_WORDS:
        wanted = f"{ANSWER_WORDS[0]} to {ANSWER_WORDS[-1]} words"
        yield ["expert_answer"], f"expected {wanted}, found {words}"


def answer_coverage(question: Question, bank: Bank) -> Problems:
    if (found := coverage(question, question.expert_answer)) < OWN_COVERAGE:
        lacking = ", ".join(missing(question.key_points, question.expert_answer))
        problem = f"finds {found:.0%} of its key points, expected {OWN_COVERAGE:.0%}: no {lacking}"
        yield ["expert_answer"], problem


def cross_coverage(question: Question, bank: Bank) -> Problems:
    others = bank.others(question, of_stage=True)
    if not others:
        return
    found = sum(coverage(other, question.expert_answer) for other in others) / len(others)
    if found >= CROSS_COVERAGE:
        wanted = f"under {CROSS_COVERAGE:.0%} of the stage's other questions"
        yield ["expert_answer"], f"expected to find on average {wanted}, found {found:.0%}"


def mistake_coverage(question: Question, bank: Bank) -> Problems:
    for number, mistake in enumerate(question.mistakes):
        if (found := coverage(question, mistake.says)) >= MISTAKE_COVERAGE:
            wanted = f"under {MISTAKE_COVERAGE:.0%} of the key points"
            yield ["mistakes", number], f"expected to find {wanted}, found {found:.0%}"


def hint_gives_away(question: Question, bank: Bank) -> Problems:
    for number, hint in enumerate(question.hints):
        said = [point.id for point in question.key_points if is_found(point, hint)]
        if said:
            yield ["hints", number], f"says what it hints at, {', '.join(said)}"


def unspeakable(question: Question, bank: Bank) -> Problems:
    yield from speakable(_asked(question))
    yield from speakable([(["expert_answer"], question.expert_answer)])
    for number, mistake in enumerate(question.mistakes):
        yield from speakable([(["mistakes", number, "says"], mistake.says)])


def several_questions(question: Question, bank: Bank) -> Problems:
    yield from one_question(_asked(question))


def long_question(question: Question, bank: Bank) -> Problems:
    yield from short([(["ask"], question.ask)], LONGEST_QUESTION)
    for number, step in enumerate(question.follow_ups):
        yield from short([(["follow_ups", number, "ask"], step.ask)], LONGEST_FOLLOW_UP)


def repeated_follow_up(question: Question, bank: Bank) -> Problems:
    times = Counter(step.ask for step in question.follow_ups)
    for number, step in enumerate(question.follow_ups):
        if times[step.ask] > 1:
            yield ["follow_ups", number], "expected a question of its own, found one twice"


def tags_near_equal(question: Question, bank: Bank) -> Problems:
    """Told where the rarer of the two stands: a candidate who picks by one misses the other."""
    uses = Counter(tag for other in bank.questions for tag in other.tags)
    for number, tag in enumerate(question.tags):
        others = (other for other in uses if alike(tag, other))
        commoner = [other for other in others if (uses[other], tag) > (uses[tag], other)]
        if commoner:
            problem = f"{tag!r} is nearly {commoner[0]!r}: use one, or names that tell them apart"
            yield ["tags", number], problem


def _asked(question: Question) -> Spoken:
    """All that the interviewer may say of it: the question, its follow-ups, its hints."""
    yield ["ask"], question.ask
    for number, step in enumerate(question.follow_ups):
        yield ["follow_ups", number, "ask"], step.ask
    for number, hint in enumerate(question.hints):
        yield ["hints", number], hint


QUESTION_RULES: Sequence[Rule[Question, Bank]] = (
    Rule("phrase-in-question", "error", phrase_in_question),
    Rule("phrase-common", "error", common_phrase),
    Rule("probe-missing", "error", missing_probe),
    Rule("probe-gives-away", "error", probe_gives_away),
    Rule("moves-missing", "warning", missing_moves),
    Rule("follow-up-twice", "error", repeated_follow_up),
    Rule("answer-length", "error", answer_length),
    Rule("answer-coverage", "error", answer_coverage),
    Rule("answer-cross-coverage", "error", cross_coverage),
    Rule("mistake-coverage", "error", mistake_coverage),
    Rule("hint-gives-away", "warning", hint_gives_away),
    Rule("unspeakable", "error", unspeakable),
    Rule("several-questions", "error", several_questions),
    Rule("question-long", "warning", long_question),
    Rule("tags-near-equal", "warning", tags_near_equal),
)

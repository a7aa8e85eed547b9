"""Key points that the answers did not have, and how an expert puts them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from voiceinterview.domain.plan import StagePlan
from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.ratings import KeyPointFinding
from voiceinterview.interview.phrases import find_key_point
from voiceinterview.interview.sentences import take_sentences
from voiceinterview.report.source import ReportSource
from voiceinterview.report.trying_again import retry_question
from voiceinterview.report.wording import shortened

Verdicts = dict[str, str]  # `question/key-point` -> said | partly | missing | wrong
WORDS = {
    "partly": "said in part",
    "missing": "not said",
    "wrong": "said, but not rightly",
    "": "not found by its words",
}


@dataclass(frozen=True)
class MissedPoint:
    """`said` is what was found of it, in words; `expert` a sentence of the expert's answer, ""
    where none can be told to be about it. `again` is the command that asks `question` anew."""

    stage_title: str
    ask: str
    text: str
    weight: int
    said: str
    expert: str
    question: str = ""
    again: str = ""


def missed_points(source: ReportSource) -> tuple[MissedPoint, ...]:
    """Those of the questions that were asked, the weightiest first; of the same weight, what was
    said in part comes last."""
    points = [point for stage in source.plan.stages for point in _of_stage(source, stage)]
    return tuple(sorted(points, key=lambda point: (-point.weight, point.said == WORDS["partly"])))


def model_verdicts(source: ReportSource, stage: str) -> Verdicts:
    """What most of a model's samples say of each key point; of two as many, the first said."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for card in source.scorecards:
        if card.stage == stage and card.rater.kind == "model":
            for sample in (sample for rating in card.ratings for sample in rating.samples):
                for given in sample.key_points:
                    votes[given.key_point][given.verdict] += 1
    return {name: counts.most_common(1)[0][0] for name, counts in votes.items()}


def missing_words(finding: KeyPointFinding, verdict: str | None) -> str:
    """How a key point was missed, "" where it was not. A model's word goes before the checklist's,
    which knows phrases only."""
    if verdict is None:
        return "" if finding.evidence else WORDS[""]
    return WORDS.get(verdict, "")


def expert_words(question: Question | None, key_point: str) -> str:
    """The sentence of the expert's answer that has the key point, "" where none shows it."""
    if question is None:
        return ""
    point = {point.id: point for point in question.key_points}.get(key_point)
    return next(_showing(point, question.expert_answer), "") if point else ""


def questions_of(source: ReportSource) -> dict[str, Question]:
    return {question.id: question for stage in source.plan.stages for question in stage.questions}


def _of_stage(source: ReportSource, stage: StagePlan) -> Iterator[MissedPoint]:
    verdicts = model_verdicts(source, stage.id)
    questions = {question.id: question for question in stage.questions}
    for card in source.scorecards:
        for entry in card.coverage if card.stage == stage.id else ():
            for finding in entry.findings:
                verdict = verdicts.get(f"{entry.question}/{finding.key_point}")
                said = missing_words(finding, verdict)
                if said:
                    expert = expert_words(questions.get(entry.question), finding.key_point)
                    yield MissedPoint(
                        stage.title,
                        shortened(entry.ask),
                        finding.text,
                        finding.weight,
                        said,
                        expert,
                        entry.question,
                        retry_question(source, entry.question),
                    )


def _showing(point: KeyPoint, answer: str) -> Iterator[str]:
    sentences, rest = take_sentences(answer)
    for sentence in (*sentences, rest):
        if find_key_point(point, sentence) is not None:
            yield " ".join(sentence.split())

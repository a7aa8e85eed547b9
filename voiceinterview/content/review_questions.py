"""Code reviews as questions: what is planted in the code is what a good answer names."""

from dataclasses import dataclass
from pathlib import PurePath

from voiceinterview.content.code_reviews import load_code_reviews
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.domain.code_reviews import CodeReview, Defect
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.questions import FollowUp, KeyPoint, Mistake, Question

FORMAT = "code-review"  # also the id of the round that asks them: no stage does
WEIGHTS = {"critical": 3, "major": 2, "minor": 1}
ROUND_IT = 3  # lines on either side of the defect that a hint leads to
LANGUAGES = {".py": "python", ".sql": "sql"}


@dataclass(frozen=True)
class ReviewWording:
    """What is said and shown of every review alike: prompts/interviewer/review-*.md."""

    why: str
    framework: str
    hints: tuple[Prompt, Prompt]
    line: Prompt
    lines: Prompt

    def probe(self, defect: Defect) -> str:
        """A question that leads to the place of a defect, and names nothing else of it."""
        first, last = defect.lines
        if first == last:
            return self.line.render(line=str(first))
        return self.lines.render(first=str(first), last=str(last))

    def hint(self, number: int, defect: Defect, code: str) -> str:
        """Towards a defect, with some lines round it, and from another side each time."""
        first = max(1, defect.lines[0] - ROUND_IT)
        last = min(len(code.splitlines()), defect.lines[1] + ROUND_IT)
        return self.hints[number].render(first=str(first), last=str(last))


def load_review_questions(content: Content, role: str) -> tuple[Question, ...]:
    """`role` must be a role that was loaded. Raises `ContentError`."""
    reviews = load_code_reviews(content, role)
    if not reviews:
        return ()
    wording = load_review_wording(content)
    return tuple(review_question(review, wording) for review in reviews)


def load_review_wording(content: Content) -> ReviewWording:
    """Raises `ContentError`."""

    def prompt(name: str, *variables: str) -> Prompt:
        path = content.prompts / "interviewer" / f"review-{name}.md"
        return load_prompt(content, path, frozenset(variables))

    return ReviewWording(
        why=prompt("why").render(),
        framework=prompt("framework").render(),
        hints=(prompt("hint-1", "first", "last"), prompt("hint-2", "first", "last")),
        line=prompt("probe-line", "line"),
        lines=prompt("probe-lines", "first", "last"),
    )


def review_question(review: CodeReview, wording: ReviewWording) -> Question:
    """The defects become key points, weighed by what harm they do; what only looks wrong becomes
    the mistakes. Follow-ups lead to the worst defects first, then go deeper."""
    worst_first = sorted(review.defects, key=lambda defect: -WEIGHTS[defect.severity])
    probes = (FollowUp("probe", wording.probe(one), when_missing=one.id) for one in worst_first)
    hints = (wording.hint(n, one, review.code) for n, one in enumerate(worst_first[:2]))
    return Question(
        id=review.id,
        stage=FORMAT,
        format=FORMAT,
        difficulty=review.difficulty,
        minutes=review.minutes,
        ask=review.says,
        why=wording.why,
        key_points=tuple(
            KeyPoint(one.id, one.text, WEIGHTS[one.severity], one.any_of) for one in review.defects
        ),
        expert_answer=review.expert_review,
        framework=wording.framework,
        mistakes=tuple(Mistake(one.text, one.why_fine) for one in review.tempting),
        follow_ups=(*probes, *(FollowUp("deepen", ask) for ask in review.follow_ups)),
        hints=tuple(hints),
        tags=tuple(dict.fromkeys((review.language, *(one.kind for one in review.defects)))),
        sources=review.sources,
        shown=review.code,
        shown_language=LANGUAGES.get(PurePath(review.file).suffix, ""),
        context=review.context,
    )

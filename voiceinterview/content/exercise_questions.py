"""Coding exercises as questions of a round of their own: the code is written and run."""

from dataclasses import dataclass

from voiceinterview.content.exercises import load_exercise_files, load_exercises
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.domain.exercises import Exercise, WrongSolution
from voiceinterview.domain.questions import FollowUp, Mistake, Question

FORMAT = "coding"  # also the id of the round that asks them; a stage's own are only talked about
SLOW = "slow"  # the solution that is right and costs too much, of every exercise


@dataclass(frozen=True)
class ExerciseWording:
    """What is shown of every exercise alike: prompts/interviewer/exercise-*.md."""

    why: str
    framework: str


def load_exercise_questions(content: Content, role: str) -> tuple[Question, ...]:
    """`role` must be a role that was loaded. Raises `ContentError`."""
    exercises = load_exercises(content, role)
    if not exercises:
        return ()
    wording = load_exercise_wording(content)
    files = load_exercise_files(content, role)
    return tuple(exercise_question(one, files[one.id].starter, wording) for one in exercises)


def load_exercise_wording(content: Content) -> ExerciseWording:
    """Raises `ContentError`."""

    def text(name: str) -> str:
        path = content.prompts / "interviewer" / f"exercise-{name}.md"
        return load_prompt(content, path, frozenset()).render()

    return ExerciseWording(why=text("why"), framework=text("framework"))


def exercise_question(exercise: Exercise, starter: str, wording: ExerciseWording) -> Question:
    """What stands in no other question: no key points and no expert answer, as the checks say
    what is right. The mistakes are the solutions that were planted."""
    slow = Mistake(SLOW, exercise.slow_cost)
    return Question(
        id=exercise.id,
        stage=FORMAT,
        format=FORMAT,
        difficulty=exercise.difficulty,
        minutes=exercise.minutes,
        ask=exercise.says,
        why=wording.why,
        key_points=(),
        expert_answer="",
        framework=wording.framework,
        mistakes=(*map(_mistake, exercise.wrong), slow),
        follow_ups=tuple(FollowUp("deepen", ask) for ask in exercise.follow_ups),
        hints=exercise.hints,
        tags=tuple(dict.fromkeys((exercise.language, *exercise.topics))),
        sources=exercise.sources,
        shown=starter,
        shown_language=exercise.language,
        context=exercise.shows,
    )


def _mistake(wrong: WrongSolution) -> Mistake:
    """`wrong_ties_lose.py` is the mistake "ties lose"."""
    name = wrong.file.rpartition(".")[0].removeprefix("wrong_")
    return Mistake(name.replace("_", " "), wrong.mistake)

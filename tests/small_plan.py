"""A small interview for tests: two stages, three questions, one persona."""

from voiceinterview.domain.plan import Persona, Plan, StagePlan, VoiceSettings
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.questions import FollowUp, KeyPoint, Mistake, Question
from voiceinterview.session.prompting import ReplyPrompts

PERSONA = Persona(
    name="tester",
    title="Tester",
    voice=VoiceSettings(),
    phrases={
        "acknowledgments": ("I see.",),
        "bridges": ("One moment.",),
        "transitions": ("Next question.",),
        "nudges": ("Take your time.",),
        "repeats": ("Once more.",),
        "skips": ("Let us leave that.",),
        "resumes": ("Let us go on.",),
        "farewells": ("Goodbye.",),
    },
    manner="Plain.",
)


def question(name: str, ask: str, stage: str = "one") -> Question:
    """Two key points, `split` and `drift`, each with a follow-up that probes for it."""
    return Question(
        id=name,
        stage=stage,
        format="viva",
        type="debugging",
        difficulty=1,
        minutes=5,
        ask=ask,
        why="a test",
        key_points=(
            KeyPoint("split", "Looks at the split.", 2, ("split",)),
            KeyPoint("drift", "Looks for drift.", 1, ("drift",)),
        ),
        expert_answer="I look at the split and for drift.",
        framework="",
        mistakes=(Mistake("No idea.", "nothing"),),
        follow_ups=(
            FollowUp("probe", "What about the data?", when_missing="split"),
            FollowUp("probe", "What changes over time?", when_missing="drift"),
            FollowUp("deepen", "Why the split first?", when_heard="split"),
        ),
        hints=("a", "b"),
    )


def stage(name: str, *questions: Question, minutes: float = 20.0) -> StagePlan:
    return StagePlan(
        id=name,
        title=name.title(),
        minutes=minutes,
        opening=f"Welcome to {name}.",
        closing=f"That was {name}.",
        brief="A stage.",
        questions=questions,
    )


def small_plan(*stages: StagePlan, patience: str = "normal") -> Plan:
    return Plan(
        role="tester",
        title="Tester",
        persona=PERSONA,
        stages=stages
        or (
            stage("one", question("q1", "How do you start?"), question("q2", "And then what?")),
            stage("two", question("q3", "How do you end?", stage="two")),
        ),
        seed=0,
        patience=patience,
    )


def plain_prompts() -> ReplyPrompts:
    variables = (
        "persona_title", "manner", "stage_title", "brief", "background", "earlier",
        "question", "missing", "moves", "default",
    )  # fmt: skip
    text = "\n".join(f"{name}: ${name}" for name in variables)
    frame = Prompt("reply", "1.0.0", variables, text, "reply.md", "0" * 64)
    names = (
        "probe", "challenge", "what-if", "deepen", "why", "example", "numbers", "hint", "feedback",
        "repeat", "clarify", "decline", "redirect", "refuse", "settle", "chat", "language",
        "confirm", "next-question", "next-stage", "close",
    )  # fmt: skip
    return ReplyPrompts(
        reply=frame,
        moves={name: Prompt(name, "1.0.0", (), f"Do: {name}.", name, "0" * 64) for name in names},
    )

"""One answer of an earlier interview tried again: the same question, the same interviewer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from voiceinterview.app.engines import Sound
from voiceinterview.app.engines_then import rater_then, settings_then
from voiceinterview.app.interviewing import hold_interview
from voiceinterview.app.places import content_folder, read_settings, sessions_folder
from voiceinterview.app.planning import plan_interview
from voiceinterview.app.practice import Terminal, conclude
from voiceinterview.app.sessions import closed_session
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.personas import persona_files
from voiceinterview.domain.manifest import Retried
from voiceinterview.domain.plan import Persona, Plan
from voiceinterview.domain.questions import Question
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import SetupError
from voiceinterview.interview.answered import Answered, answered_turns
from voiceinterview.interview.phrases import found_key_points
from voiceinterview.ports import Clock
from voiceinterview.report.wording import clock as clock_words
from voiceinterview.report.wording import shortened
from voiceinterview.storage.stored_session import StoredSession

Flags = Mapping[str, Any]


async def retry(
    flags: dict[str, Any], sound: Sound, session: str, turn: str, terminal: Terminal
) -> int:
    """Returns the exit code. Raises `VoiceInterviewError`.

    The new session lies beside the old one, unless the flags name a folder for it.
    """
    stored = closed_session(flags, session)
    answers = answered_turns(stored.events, stored.transcript, stored.plan)
    answered = find_answer(answers, stored, turn)
    settings = settings_then(read_settings(flags), flags, stored.manifest, sound, terminal.say)
    content = content_folder(settings)
    clock = SystemClock()
    plan = plan_retry(settings, flags, content, clock, stored, answered, answers)
    rater, terms = await rater_then(settings, stored, answered.stage.id, terminal.say, flags)
    folder = stored.folder.resolve()
    root = sessions_folder(settings) if "sessions" in flags else folder.parent
    asked = shortened(answered.asked)
    terminal.say(f"again:   turn {answered.turn.number} of {folder.name}: {asked}")
    link = link_to(stored, answered)
    held = await hold_interview(plan, settings, sound, content, root, clock, terminal, retry=link)
    held = replace(held, choice=rater) if rater is not None else held
    await conclude(held, content, clock, terminal, terms)
    return 0


def find_answer(answers: Sequence[Answered], stored: StoredSession, turn: str) -> Answered:
    """The answer by its number in the transcript. Raises `SetupError` with those there are."""
    found = next((one for one in answers if str(one.turn.number) == turn.strip()), None)
    if found is not None:
        return found
    others = {str(one.number): one for one in stored.transcript}
    name = stored.folder.resolve().name
    problem = f"{name} has no turn {turn!r}"
    if turn in others:
        who = "the interviewer's" if others[turn].speaker == "interviewer" else "no answer"
        problem = f"turn {turn} of {name} is {who}"
    if not answers:
        raise SetupError(problem, "Nothing was answered in it.")
    lines = (
        f"    {one.turn.number:>3}  {clock_words(one.turn.start):>7}  {shortened(one.asked)}"
        for one in answers
    )
    raise SetupError(problem, "\n".join(("Its answers are:", *lines)))


def link_to(stored: StoredSession, answered: Answered) -> Retried:
    """An answer that was itself tried again is known by what it first answered."""
    before = stored.manifest.retry
    after = [before.after] if before is not None and before.after else []
    if answered.follow_up:
        after.append(answered.question.ask)
    return Retried(
        session=stored.folder.resolve().name,
        turn=answered.turn.number,
        question=answered.question.id,
        follow_up=answered.follow_up + (before.follow_up if before is not None else 0),
        after=" ".join(after),
    )


def plan_retry(
    settings: Settings,
    flags: Flags,
    content: Content,
    clock: Clock,
    stored: StoredSession,
    answered: Answered,
    answers: Sequence[Answered],
) -> Plan:
    """A plan of the one question, as it was asked, in its stage. Raises `UnknownName`,
    `ContentError`, `SetupError`."""
    then = stored.plan
    known = then.persona.name in persona_files(content)
    asked = replace(
        settings,
        role=then.role,
        stages=(answered.stage.id,),
        minutes=float(answered.question.minutes),
        persona=flags.get("persona") or (then.persona.name if known else Settings.persona),
        seed=flags.get("seed", then.seed),
        patience=flags.get("patience", then.patience),
        feedback=flags.get("feedback", "coached" if then.coaching else "real"),
        voice=None,
    )
    plan = plan_interview(asked, content, clock)
    folder = content.prompts / "interviewer"
    opening = load_prompt(content, folder / "retry-opening.md", frozenset()).render()
    if after := link_to(stored, answered).after:
        file = folder / "retry-follow-up-opening.md"
        opening = load_prompt(content, file, frozenset({"question"})).render(question=after)
    stage = replace(
        plan.stages[0],
        opening=opening,
        closing=load_prompt(content, folder / "retry-closing.md", frozenset()).render(),
        questions=(question_again(answered, answers),),
        spare=0,
    )
    persona = _persona(plan.persona, then.persona, flags, known=known)
    return replace(plan, stages=(stage,), persona=persona, notes=())


def question_again(answered: Answered, answers: Sequence[Answered]) -> Question:
    """The question with its ladder. A follow-up keeps the rungs that were not used before it and
    do not ask for what had been said before it."""
    question = answered.question
    if not answered.follow_up:
        return question
    earlier = [
        one
        for one in answers
        if one.question.id == question.id and one.turn.number < answered.turn.number
    ]
    said = " ".join(one.turn.text for one in earlier)
    known = set(found_key_points(question.key_points, said))
    used = {one.rung for one in (*earlier, answered)}
    ladder = tuple(
        rung
        for place, rung in enumerate(question.follow_ups)
        if place not in used and rung.when_missing not in known
    )
    if question.is_coding:  # what was asked about the code is answered in words
        question = replace(question, format="conversation", shown="", context="")
    return replace(question, ask=answered.asked, follow_ups=ladder)


def _persona(today: Persona, then: Persona, flags: Flags, *, known: bool) -> Persona:
    """The same interviewer with the words that she has today, in the voice of then."""
    persona = today
    if "persona" not in flags:
        persona = replace(today, voice=then.voice) if known else then
    if "voice" in flags:
        persona = replace(persona, voice=replace(persona.voice, variant=flags["voice"]))
    return persona

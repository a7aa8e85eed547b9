"""What there is to practice: the role, its questions and its stories, as they are asked for."""

from dataclasses import dataclass
from typing import Any

from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.content.bank import load_bank
from voiceinterview.content.roles import load_role
from voiceinterview.content.stories import load_stories
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role
from voiceinterview.domain.stories import Story
from voiceinterview.errors import UnknownName


@dataclass(frozen=True, kw_only=True)
class QuestionFilter:
    """What a question must be; None lets every question pass. `search` is words, all of which
    must stand somewhere in what the question says or looks for, in any case."""

    stage: str | None = None
    type: str | None = None
    format: str | None = None
    difficulty: int | None = None
    tag: str | None = None
    search: str | None = None

    def lets_pass(self, question: Question) -> bool:
        return (
            self.stage in (None, question.stage)
            and self.type in (None, question.type)
            and self.format in (None, question.format)
            and self.difficulty in (None, question.difficulty)
            and (self.tag is None or self.tag in question.tags)
            and _holds(_words_of(question), self.search)
        )


def browse_role(flags: dict[str, Any]) -> Role:
    """Raises `UnknownName` and `ContentError`."""
    settings = read_settings(flags)
    return load_role(content_folder(settings), settings.role)


def browse_questions(flags: dict[str, Any], wanted: QuestionFilter) -> tuple[Question, ...]:
    """In the role's order of stages, and after them the rounds that no stage asks; in each from
    easy to hard. Raises `UnknownName` for a stage, type, format or tag that no question has (of
    the tags, which are hundreds, it lists the nearest), and `ContentError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    role = load_role(content, settings.role)
    questions = load_bank(content, role)
    rounds = [*(stage.id for stage in role.stages), *(part.id for part in role.parts)]
    stages = {question.stage for question in questions}
    for what, name, known in (
        ("stage", wanted.stage, [name for name in rounds if name in stages]),
        ("type", wanted.type, sorted({q.type for q in questions if q.type is not None})),
        ("format", wanted.format, sorted({q.format for q in questions})),
        ("tag", wanted.tag, sorted({tag for q in questions for tag in q.tags})),
    ):
        if name is not None and name not in known:
            if what == "tag":
                raise unknown_of_many(what, name, known)
            raise UnknownName(what, name, known)
    found = filter(wanted.lets_pass, questions)
    return tuple(sorted(found, key=lambda q: (rounds.index(q.stage), q.difficulty)))


def browse_question(flags: dict[str, Any], name: str) -> Question:
    """Raises `UnknownName` listing the ids that are nearest, and `ContentError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    bank = {q.id: q for q in load_bank(content, load_role(content, settings.role))}
    if name not in bank:
        raise unknown_of_many("question", name, list(bank))
    return bank[name]


def browse_stories(flags: dict[str, Any], theme: str | None) -> tuple[Story, ...]:
    """Raises `UnknownName` for a theme that no story has, and `ContentError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    stories = load_stories(content, load_role(content, settings.role).id)
    themes = sorted({theme for story in stories for theme in story.themes})
    if theme is not None and theme not in themes:
        raise UnknownName("theme", theme, themes)
    return tuple(story for story in stories if theme is None or theme in story.themes)


def browse_story(flags: dict[str, Any], name: str) -> Story:
    """Raises `UnknownName` and `ContentError`."""
    stories = {story.id: story for story in browse_stories(flags, None)}
    if name not in stories:
        raise UnknownName("story", name, list(stories))
    return stories[name]


def unknown_of_many(what: str, name: str, known: list[str], most: int = 8) -> UnknownName:
    """Names those that look most like the one that was mistyped, the likeliest first."""
    from rapidfuzz import process

    near = [match for match, _, _ in process.extract(name, known, limit=most)]
    return UnknownName(what, name, near, nearest=len(near) < len(known))


def _words_of(question: Question) -> str:
    parts = [question.id, question.ask, question.why, question.framework, question.expert_answer]
    parts += [point.text for point in question.key_points]
    return " ".join([*parts, *question.tags]).casefold()


def _holds(text: str, search: str | None) -> bool:
    return search is None or all(word in text for word in search.casefold().split())

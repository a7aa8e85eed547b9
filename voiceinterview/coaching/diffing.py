"""What changed between two versions of a rubric, in its own terms, and the version it calls for.

| change                                                                  | bump  |
| ----------------------------------------------------------------------- | ----- |
| scoring: scale, criteria, weights, caps, evidence, who may decline;     | major |
| a question's key points added, removed or weighed otherwise             |       |
| wording that a rater goes by: questions, anchors, examples, red flags,  | minor |
| signs of a criterion, what cannot be heard, the order of criteria,      |       |
| phrases of key points                                                   |       |
| anything else in the file: comments, layout                             | patch |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.rubrics import (
    Anchor,
    Criterion,
    CriterionFlag,
    EvidenceRule,
    Example,
    Rubric,
)

Bump = Literal["none", "patch", "minor", "major"]
BUMPS: tuple[Bump, ...] = ("none", "patch", "minor", "major")
T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """`place` leads to what changed; "" stands before what is new and after what is gone."""

    place: str
    before: str
    after: str
    bump: Bump


@dataclass(frozen=True)
class RubricDiff:
    """`versions` are the two that the files state; `needed` is the first that would do."""

    rubric: str
    versions: tuple[str, str]
    changes: tuple[Change, ...]
    bump: Bump
    needed: str
    enough: bool


def diff_rubrics(
    old: Rubric,
    new: Rubric,
    questions: tuple[Sequence[Question], Sequence[Question]] = ((), ()),
) -> RubricDiff:
    """`questions` are those of the stage, before and after, where their key points count too."""
    changes = [*_rubric(old, new), *_questions(*questions)]
    if not changes and old.sha256 != new.sha256:
        changes.append(Change("the file", "", "comments or layout", "patch"))
    bump: Bump = max(("none", *(change.bump for change in changes)), key=BUMPS.index)
    needed = bumped(old.version, bump)
    return RubricDiff(
        rubric=new.id,
        versions=(old.version, new.version),
        changes=tuple(changes),
        bump=bump,
        needed=needed,
        enough=_numbers(new.version) >= _numbers(needed),
    )


def bumped(version: str, bump: Bump) -> str:
    """The next version after a change of this weight."""
    major, minor, patch = _numbers(version)
    if bump == "major":
        return f"{major + 1}.0.0"
    if bump == "minor":
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if bump == "patch" else version


def _numbers(version: str) -> tuple[int, int, int]:
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch


def _rubric(old: Rubric, new: Rubric) -> Iterator[Change]:
    yield from _changed("id", old.id, new.id, "major")
    yield from _changed("scale", _listed(old.scale), _listed(new.scale), "major")
    before = {criterion.id: criterion for criterion in old.criteria}
    after = {criterion.id: criterion for criterion in new.criteria}
    for name, one, other in _matched(before, after):
        if one is None or other is None:
            yield Change(name, _summary(one), _summary(other), "major")
        else:
            yield from _criterion(one, other)
    kept = [name for name in before if name in after]
    order = [name for name in after if name in before]
    yield from _changed("order of criteria", ", ".join(kept), ", ".join(order), "minor")


def _criterion(old: Criterion, new: Criterion) -> Iterator[Change]:
    name = new.id
    yield from _changed(f"{name} > weight", str(old.weight), str(new.weight), "major")
    yield from _changed(f"{name} > question", old.question, new.question, "minor")
    for what, before, after in (
        ("anchor", _texts(old.anchors), _texts(new.anchors)),
        ("example", _texts(old.examples), _texts(new.examples)),
        ("key point", _signs(old), _signs(new)),  # no score hangs on one: a new one is wording too
    ):
        for which, one, other in _matched(before, after):
            yield from _changed(f"{name} > {what} {which}", one or "", other or "", "minor")
    yield from _flags(name, old.red_flags, new.red_flags)
    yield from _changed(f"{name} > evidence", _rule(old.evidence), _rule(new.evidence), "major")
    declining = ("forbidden", "allowed")
    yield from _changed(
        f"{name} > not_assessable",
        declining[old.not_assessable],
        declining[new.not_assessable],
        "major",
    )
    yield from _changed(
        f"{name} > cannot_be_heard",
        _listed(old.cannot_be_heard),
        _listed(new.cannot_be_heard),
        "minor",
    )


def _flags(
    name: str, old: Sequence[CriterionFlag], new: Sequence[CriterionFlag]
) -> Iterator[Change]:
    before, after = ({flag.id: flag for flag in flags} for flags in (old, new))
    for flag, one, other in _matched(before, after):
        place = f"{name} > red flag {flag}"
        if one is None or other is None:
            yield Change(place, _flag(one), _flag(other), "major")
        else:
            yield from _changed(f"{place} > cap", str(one.cap), str(other.cap), "major")
            yield from _changed(f"{place} > text", one.text, other.text, "minor")


def _questions(old: Sequence[Question], new: Sequence[Question]) -> Iterator[Change]:
    """Only questions on both sides: which of them are asked is no part of a rubric."""
    before, after = ({question.id: question for question in some} for some in (old, new))
    for name in (name for name in before if name in after):
        points = ({point.id: point for point in side[name].key_points} for side in (before, after))
        for point, one, other in _matched(*points):
            yield from _key_point(f"{name} > key point {point}", one, other)


def _key_point(place: str, old: KeyPoint | None, new: KeyPoint | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(place, _point(old), _point(new), "major")
        return
    yield from _changed(f"{place} > weight", str(old.weight), str(new.weight), "major")
    yield from _changed(f"{place} > text", old.text, new.text, "minor")
    yield from _phrases(f"{place} > any_of", old.any_of, new.any_of)
    yield from _phrases(f"{place} > none_of", old.none_of, new.none_of)


def _phrases(place: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Each phrase that came or went; their order says nothing."""
    yield from (Change(place, phrase, "", "minor") for phrase in old if phrase not in new)
    yield from (Change(place, "", phrase, "minor") for phrase in new if phrase not in old)


def _changed(place: str, before: str, after: str, bump: Bump) -> Iterator[Change]:
    if before != after:
        yield Change(place, before, after, bump)


def _matched(
    before: Mapping[str, T], after: Mapping[str, T]
) -> Iterator[tuple[str, T | None, T | None]]:
    """Each name of either side, those of the old one first, with what stands there."""
    for name in dict.fromkeys([*before, *after]):
        yield name, before.get(name), after.get(name)


def _texts(told: Sequence[Anchor] | Sequence[Example]) -> dict[str, str]:
    return {str(one.level): one.text for one in told}


def _signs(criterion: Criterion) -> dict[str, str]:
    return {point.id: point.text for point in criterion.key_points}


def _summary(criterion: Criterion | None) -> str:
    return f"{criterion.question} (weight {criterion.weight})" if criterion else ""


def _flag(flag: CriterionFlag | None) -> str:
    return f"{flag.text} (cap {flag.cap})" if flag else ""


def _point(point: KeyPoint | None) -> str:
    return f"{point.text} (weight {point.weight})" if point else ""


def _rule(rule: EvidenceRule) -> str:
    return f"{rule.min_quotes} quotes from level {rule.required_from} on"


def _listed(values: Sequence[object]) -> str:
    return ", ".join(map(str, values))

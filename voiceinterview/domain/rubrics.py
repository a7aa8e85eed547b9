"""What a stage is judged by: criteria, and what each level of them sounds like."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Anchor(Strict):
    """What one hears at a level."""

    level: int
    text: str


@dataclass(frozen=True)
class Example(Strict):
    """An excerpt of an answer at a level."""

    level: int
    text: str


@dataclass(frozen=True)
class CriterionFlag(Strict):
    """Something that, once said, keeps the criterion at `cap` or below."""

    id: str
    text: str
    cap: int


@dataclass(frozen=True)
class CriterionKeyPoint(Strict):
    """A sign to listen for: something that, whatever was asked, shows that a criterion was met.

    It gives no level and no points; the anchors do. A sample's verdict names it by its `id`.
    """

    id: str
    text: str


@dataclass(frozen=True)
class EvidenceRule(Strict):
    """From level `required_from` on, a level needs `min_quotes` quotes that were verified."""

    min_quotes: int
    required_from: int


@dataclass(frozen=True)
class Criterion(Strict):
    id: str
    weight: int
    question: str
    anchors: tuple[Anchor, ...]
    examples: tuple[Example, ...]
    red_flags: tuple[CriterionFlag, ...]
    evidence: EvidenceRule
    not_assessable: bool  # whether a rater may decline to give a level
    cannot_be_heard: tuple[str, ...]
    key_points: tuple[CriterionKeyPoint, ...] = ()

    def anchor(self, level: int) -> str:
        """The text of the anchor; raises `KeyError` for a level off the scale."""
        return {anchor.level: anchor.text for anchor in self.anchors}[level]


@dataclass(frozen=True)
class RubricRef(Strict):
    """Which rubric, exactly, a rating was given by."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Rubric(Strict):
    id: str
    version: str
    scale: tuple[int, ...]
    criteria: tuple[Criterion, ...]
    sha256: str

    @property
    def ref(self) -> RubricRef:
        return RubricRef(self.id, self.version, self.sha256)

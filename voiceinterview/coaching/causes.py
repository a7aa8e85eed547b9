"""Why a machine may have given another level than a coach, and what would follow from it. Pure.

| cause      | seen by                                                                          |
| ---------- | -------------------------------------------------------------------------------- |
| evidence   | the rater's level was lowered or dropped for want of quotes that stand           |
| cap        | a red flag that was heard held the level down                                    |
| key-point  | the machine is lower, and in the turns that the coach marked a key point was not |
|            | found, or the rater called it missing, though its words stand there              |
| transcript | the level, or the turns marked, rest on words that the recognizer doubted        |
| coach      | the other coaches, two at least, all stand nearer to the machine than she does   |
| anchor     | the coaches disagree among themselves, with the machine between them             |
| unknown    | none of these                                                                    |

The first that holds is told: what the program recorded comes before what is inferred.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from voiceinterview.coaching.heard import Heard, standing
from voiceinterview.coaching.phrasings import missed_phrasings
from voiceinterview.domain.labels import Label
from voiceinterview.domain.ratings import Rating
from voiceinterview.domain.rubrics import Criterion
from voiceinterview.domain.speech import DOUBTFUL
from voiceinterview.domain.transcript import Turn

CauseKind = Literal["evidence", "cap", "key-point", "transcript", "coach", "anchor", "unknown"]
KINDS: tuple[CauseKind, ...] = (
    "evidence", "cap", "key-point", "transcript", "coach", "anchor", "unknown",
)  # fmt: skip
TITLES: dict[CauseKind, str] = {
    "evidence": "Evidence dropped: the rater's level was held down for want of quotes",
    "cap": "A red flag held the level down",
    "key-point": "A key point not found though it was said",
    "transcript": "A doubtful transcript: read or listen before you edit",
    "coach": "This coach stands alone",
    "anchor": "An ambiguous anchor: the coaches disagree among themselves",
    "unknown": "No cause seen",
}
FEWEST_OTHERS = 2  # coaches; where there are two in all, either may be the outlier
DOUBTED = 0.1  # share of doubted words in the turns marked; below it most sense is left
LONGEST_EXAMPLE = 60  # words of an answer that are proposed as an example


@dataclass(frozen=True)
class Cause:
    """`edit` is the change that follows mechanically, in words; "" where a coach must think."""

    kind: CauseKind
    why: str
    edit: str = ""


def likely_cause(
    heard: Heard, label: Label, rating: Rating, criterion: Criterion, others: Sequence[int]
) -> Cause:
    """`label` has a level that is not the rating's; `others` are the other coaches' levels."""
    assert label.level is not None
    found = (
        _evidence(label.level, rating, criterion)
        or _cap(label.level, rating, criterion)
        or _key_point(heard, label, rating)
        or _transcript(heard, label, rating)
        or _coach(label.level, rating.level, others)
        or _anchor(heard, label, rating.level, others)
    )
    return found or _unknown(label.level, others)


def _evidence(own: int, rating: Rating, criterion: Criterion) -> Cause | None:
    sample = standing(rating)
    if sample is None or sample.judged is None or not sample.reason:
        return None
    if rating.level is not None and abs(sample.judged - own) >= abs(rating.level - own):
        return None
    rule = criterion.evidence
    return Cause(
        "evidence",
        sample.reason,
        f"criteria.{criterion.id}.evidence: min_quotes {rule.min_quotes} from level "
        f"{rule.required_from} on held it down; ask for fewer, or from a higher level on, where "
        "an answer as short as this deserves its level",
    )


def _cap(own: int, rating: Rating, criterion: Criterion) -> Cause | None:
    if rating.level is None:
        return None
    holding = [cap for cap in rating.caps if cap.cap == rating.level < own]
    if not holding:
        return None
    cap = holding[0]
    return Cause(
        "cap",
        f"the red flag {cap.flag} ({cap.text}) was heard in turn {cap.evidence.turn}: "
        f"{cap.evidence.quote!r}",
        f"criteria.{criterion.id}.red_flags.{cap.flag}: cap {own} in place of {cap.cap}, or a "
        "text that this answer does not fit",
    )


def _key_point(heard: Heard, label: Label, rating: Rating) -> Cause | None:
    assert label.level is not None
    if rating.level is None or rating.level > label.level:
        return None
    sample = standing(rating)
    verdicts = {one.key_point: one.verdict for one in sample.key_points} if sample else {}
    found = {
        f"{entry.question}/{finding.key_point}": finding.evidence
        for entry in heard.coverage
        for finding in entry.findings
    }
    for name, evidence in found.items():
        if (
            evidence is not None
            and evidence.turn in label.turns
            and verdicts.get(name) == "missing"
        ):
            return Cause(
                "key-point",
                f"the rater calls {name} missing; turn {evidence.turn} has {evidence.quote!r}",
            )
    return next(_missed(heard, label, verdicts, found), None)


def _missed(
    heard: Heard, label: Label, verdicts: Mapping[str, str], found: Mapping[str, object]
) -> Iterator[Cause]:
    """Key points that the phrases of the bank miss in the turns marked, the likeliest first.
    Where the rater judged key points, only those count that it did not hear either."""
    for question, points in heard.points.items():
        missing = [
            point
            for point in points
            if found.get(f"{question}/{point.id}") is None
            and verdicts.get(f"{question}/{point.id}", "missing") != "said"
        ]
        turns = [turn for turn in _marked(heard, label) if turn.question == question]
        for phrasing in missed_phrasings(missing, turns):
            yield Cause(
                "key-point",
                f"{question}/{phrasing.point} ({phrasing.text}) was not found; turn "
                f"{phrasing.turn} has {phrasing.quote!r}",
                f"{question}: key_points.{phrasing.point}.any_of: add {phrasing.phrase!r}",
            )


def _transcript(heard: Heard, label: Label, rating: Rating) -> Cause | None:
    doubted = [word for evidence in rating.evidence for word in evidence.doubtful]
    if rating.flag or doubted:
        words = ", ".join(map(repr, dict.fromkeys(doubted)))
        return Cause("transcript", f"its quotes have words that the recognizer doubted: {words}")
    words_said = [word for turn in _marked(heard, label) for word in turn.words]
    unsure = [word.text for word in words_said if word.confidence < DOUBTFUL]
    if words_said and len(unsure) >= DOUBTED * len(words_said):
        share = len(unsure) / len(words_said)
        return Cause(
            "transcript", f"the recognizer doubted {share:.0%} of the words in the turns marked"
        )
    return None


def _coach(own: int, machine: int | None, others: Sequence[int]) -> Cause | None:
    if machine is None or len(others) < FEWEST_OTHERS:
        return None
    if not all(abs(level - machine) < abs(level - own) for level in others):
        return None
    given = " and ".join(map(str, others))
    return Cause("coach", f"the other coaches gave {given}: listen again before you edit")


def _anchor(heard: Heard, label: Label, machine: int | None, others: Sequence[int]) -> Cause | None:
    own = label.level
    assert own is not None
    levels = {own, *others}
    if machine is None or len(levels) < 2 or not min(levels) <= machine <= max(levels):
        return None
    low, high = min(levels), max(levels)
    why = f"the coaches themselves gave {', '.join(map(str, sorted([own, *others])))}"
    edit = f"criteria.{label.criterion}.anchors: say what tells level {low} from {high}"
    turn = next((one for one in _marked(heard, label)), None)
    if turn is not None:
        words = turn.text.split()
        more = " ..." * (len(words) > LONGEST_EXAMPLE)
        quote = " ".join(words[:LONGEST_EXAMPLE]) + more
        edit += f"; once you agree on the level, turn {turn.number} is an example of it: {quote!r}"
    return Cause("anchor", why, edit)


def _unknown(own: int, others: Sequence[int]) -> Cause:
    if others and set(others) == {own}:
        return Cause("unknown", "the coaches agree, the rater stands alone")
    return Cause("unknown", "nothing that the program recorded tells why")


def _marked(heard: Heard, label: Label) -> list[Turn]:
    return [turn for turn in heard.turns if turn.number in label.turns]

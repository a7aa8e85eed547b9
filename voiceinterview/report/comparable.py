"""Which levels may be set side by side: those of one rater by one rubric, and no others."""

from voiceinterview.domain.ratings import Scorecard
from voiceinterview.report.wording import rater_name


def why_not_comparable(one: Scorecard, other: Scorecard) -> str:
    """ "" where levels of both mean the same; else the reason, in a sentence."""
    if one.rubric.id != other.rubric.id or one.rubric.version != other.rubric.version:
        return (
            f"Rubrics {one.rubric.id}@{one.rubric.version} and "
            f"{other.rubric.id}@{other.rubric.version} do not compare."
        )
    if one.rubric.sha256 != other.rubric.sha256:
        return (
            f"The rubric {one.rubric.id}@{one.rubric.version} was changed in between without a "
            "new version, so the levels do not compare."
        )
    if rater_identity(one) != rater_identity(other):
        return f"Rated by different raters ({rater_name(one)}; {rater_name(other)})."
    return ""


def rater_identity(card: Scorecard) -> tuple[str, ...]:
    """A model at another version, with another prompt or calibration, is another rater."""
    rater = card.rater
    calibrated = card.calibration.at if card.calibration else ""
    return rater.kind, rater.name, rater.model, rater.prompt_sha256, calibrated

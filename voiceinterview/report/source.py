"""What a report is made from."""

from dataclasses import dataclass

from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.transcript import Turn


@dataclass(frozen=True)
class ReportSource:
    """`scorecards` may come from several raters; stages are shown in the order of the plan."""

    manifest: Manifest
    plan: Plan
    turns: tuple[Turn, ...]
    scorecards: tuple[Scorecard, ...]

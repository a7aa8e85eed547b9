"""What a report is made from."""

from dataclasses import dataclass

from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.observations import CodeRan
from voiceinterview.domain.overall import Overall
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rewrites import Rewrite
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.timing import TurnTiming
from voiceinterview.report.model_calls import ModelCalls
from voiceinterview.report.retried_answer import BeforeAndNow


@dataclass(frozen=True)
class ReportSource:
    """`scorecards` may come from several raters; stages are shown in the order of the plan.

    `rubrics` are those by which the scorecards were made, as far as they are still at hand.
    `retried` is set where the session tries an answer of another one again. `name` is what to
    call the session in a command, "" where nobody needs to. `rewrites` are answers that a model
    reworded, one for a question at most. `ran` are the runs of code that was written, oldest first.
    """

    manifest: Manifest
    plan: Plan
    turns: tuple[Turn, ...]
    scorecards: tuple[Scorecard, ...]
    delivery: Delivery | None = None
    calls: tuple[ModelCalls, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    overall: Overall | None = None
    timings: tuple[TurnTiming, ...] = ()
    retried: BeforeAndNow | None = None
    name: str = ""
    rewrites: tuple[Rewrite, ...] = ()
    ran: tuple[CodeRan, ...] = ()

    def rubric_of(self, card: Scorecard) -> Rubric | None:
        """To the letter the one that the card was made by."""
        return next((rubric for rubric in self.rubrics if rubric.ref == card.rubric), None)

"""Words of a candidate that are meant for whoever rates: reported, and never obeyed.

Only plain cases are known by their words; a model rater names others itself. Neither moves a
level. The sentence that holds one counts for no key point.
"""

from collections.abc import Iterable

from voiceinterview.domain.ratings import Evidence
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.orders import order_spans
from voiceinterview.scoring.spans import evidence_at


def orders_in(turns: Iterable[Turn]) -> tuple[Evidence, ...]:
    """The sentences of these turns that give orders, as they were said."""
    return tuple(evidence_at(turn, *span) for turn in turns for span in order_spans(turn.text))

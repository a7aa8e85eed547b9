"""How long this candidate's pauses inside her turns have run so far.

By what she had said before them: who thinks in the middle of her sentences may be quick between
them, and the other way round.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voiceinterview.domain.speech import samples

KEPT = 24  # the latest; a few minutes of speech
ENOUGH = 4  # fewer tell nothing
USUAL = 0.33  # the quantile that is taken for her way: two thirds of her pauses are longer
LONGEST = samples(4.0)  # what is longer was thinking about one thing, and no way of speaking


@dataclass(frozen=True)
class OwnPauses:
    """Samples, oldest first, by how her words had ended (`endings.Ending`), of pauses after which
    she went on though she might have been done."""

    after: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def noting(self, ending: str, length: int) -> "OwnPauses":
        if not 0 < length <= LONGEST:
            return self
        known = self.after.get(ending, ())
        return OwnPauses({**self.after, ending: (*known, length)[-KEPT:]})

    def usual(self, ending: str) -> int | None:
        """How long she usually pauses; None while too little is known."""
        known = self.after.get(ending, ())
        return sorted(known)[int(USUAL * len(known))] if len(known) >= ENOUGH else None

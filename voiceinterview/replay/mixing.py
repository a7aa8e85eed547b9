"""Both voices in one, each at the level at which it was recorded.

The rule: samples are added. Where the sum of two voices would leave the range of 16 bits, and
only there, it is turned down: each frame has the gain that makes its loudest sample fit (1 where
it fits anyway), and in a frame the gain runs in a straight line from the smaller of its own and
the frame's before to the smaller of its own and the frame's after. So it never exceeds the
frame's own gain (nothing clips), never jumps (nothing clicks), and a voice that speaks alone comes
out sample for sample as it was.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from voiceinterview.ports import Samples

LOWEST, HIGHEST = -32_768, 32_767  # int16

Sum = NDArray[np.int32]


def mixed(frames: Iterable[tuple[Samples, Samples]]) -> Iterator[Samples]:
    """A mixed frame for each pair of equally long ones; looks one pair ahead."""
    waiting: Sum | None = None
    before = own = 1.0
    for one, other in frames:
        total = one.astype(np.int32) + other
        gain = _gain(total)
        if waiting is not None:
            yield _turned_down(waiting, min(before, own), min(own, gain))
            before = own
        waiting, own = total, gain
    if waiting is not None:
        yield _turned_down(waiting, min(before, own), own)


def _gain(total: Sum) -> float:
    excess = max(total.max(initial=0) / HIGHEST, total.min(initial=0) / LOWEST)
    return 1.0 / max(1.0, float(excess))


def _turned_down(total: Sum, first: float, last: float) -> Samples:
    if first == last == 1.0:
        return total.astype(np.int16)
    scaled = total * np.linspace(first, last, len(total), endpoint=False)
    return np.trunc(scaled).astype(np.int16)  # towards zero, so that rounding cannot overflow

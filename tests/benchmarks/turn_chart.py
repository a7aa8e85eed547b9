"""False cut-ins against latency, a curve for each way of judging."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

CURVES = {
    "the core": ("the core", "tab:blue", "o"),
    "the core, words without stops": ("... words without stops", "tab:cyan", "s"),
    "the core, a stop at every pause": ("... a stop at every pause", "tab:purple", "D"),
    "silence of": ("silence alone (0.3 to 3 s)", "tab:gray", "v"),
    "Smart Turn, over": ("Smart Turn (from 0.3 to 0.9)", "tab:orange", "^"),
    "the core and Smart Turn": ("the core and Smart Turn", "tab:green", "*"),
}
PANELS = (
    ("inside a clause, pauses up to 2 s", lambda told: told["cut_inside_to_2_s"]),
    ("after a whole sentence, pauses of any length", lambda told: told["cut_by_kind"]["sentence"]),
)


def draw(held_out: Mapping[str, Any], path: Path) -> None:
    """Medians over all complete answers; the goal is the shaded corner."""
    figure, axes = plt.subplots(1, 2, figsize=(10, 4.2), dpi=110)
    for axis, (title, cut_of) in zip(axes, PANELS, strict=True):
        for start, (label, color, marker) in CURVES.items():
            points = sorted(
                (told["latency"]["all"]["median"], cut_of(told)["percent"])
                for name, told in held_out.items()
                if _belongs(name, start)
            )
            if points:
                axis.plot(*zip(*points, strict=True), marker, ls="-", label=label, color=color)
        axis.set_title(f"{title}", fontsize=10)
        axis.set_xlabel("median latency after complete answers, s")
        axis.set_ylabel("false cut-ins, %")
        axis.set_ylim(bottom=-2)
        axis.grid(alpha=0.3)
    axes[0].axvspan(0, 0.7, 0, 0.04, color="tab:green", alpha=0.4)
    axes[0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Software": None})
    plt.close(figure)


def _belongs(name: str, start: str) -> bool:
    if start in ("silence of", "Smart Turn, over"):
        return name.startswith(start)
    return name == start or name.startswith(f"{start} x")

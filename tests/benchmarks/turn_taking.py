"""When answers are taken for over: false cut-ins against latency, on a made corpus.

`python tests/benchmarks/turn_taking.py` prints a table for the half of the corpus on which the
core's numbers were set and for the half that was held out, and writes turn_taking.json and
turn_taking.png beside this file. Silero, the segmenter and the interview core are the program's
own (turn_judge.py); the recognizer gives the true words, in three ways of writing them. The truth
is the corpus's (turn_corpus.py). Judged causally at every pause, as eot-bench does.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "interview")]

from run import Figure  # noqa: E402
from scipy.stats import binomtest  # noqa: E402
from turn_chart import draw  # noqa: E402
from turn_corpus import SEED, Clip, Speaker, speakers  # noqa: E402
from turn_judge import (  # noqa: E402
    Heard,
    Likely,
    Verdict,
    as_written,
    by_core,
    by_silence,
    by_sound,
    hear,
    likely_over,
    stop_at_every_pause,
    without_marks,
)

from voiceinterview.domain.speech import seconds  # noqa: E402
from voiceinterview.engines.speech.smart_turn import SmartTurn, find_smart_turn  # noqa: E402
from voiceinterview.interview import turn_taking  # noqa: E402
from voiceinterview.interview.own_pauses import OwnPauses  # noqa: E402

WORKERS = 2
INSIDE = ("inside", "filler", "and")  # a clause that is not over
SHORT_PAUSE = 2.0  # seconds
GOAL_CUT, GOAL_LATENCY = 1.0, 0.7  # percent, seconds
NOT_TAKEN = 9.0  # seconds; where no end came within the six after the answer
HASTE = (0.6, 0.8, 1.3, 2.2)  # times the core's silences, for the curve
LOW = "the core x0.8"  # --patience low
SILENCES = (0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 3.0)
THRESHOLDS = (0.3, 0.5, 0.7, 0.9)
SMART_TURN_WAITS = 3.0  # seconds of silence after which pipecat stops asking it
SMART_TURN_VOICES = 4  # of those held out: each look at a pause takes 41 ms

CORE = "the core"
WRITINGS = {
    CORE: as_written,
    "the core, words without stops": without_marks,
    "the core, a stop at every pause": stop_at_every_pause,
}


class Silence(NamedTuple):
    kind: str
    seconds: float
    cut: bool


class Answer(NamedTuple):
    short: bool
    latency: float
    noise: str


@dataclass
class Outcome:
    """What a way of judging did with a speaker, or with many."""

    silences: list[Silence]
    answers: list[Answer]
    while_speaking: int = 0

    def count(self, clip: Clip, verdict: Verdict) -> None:
        self.silences += [
            Silence(pause.kind, seconds(pause.end - pause.begin), number in verdict.cut)
            for number, pause in enumerate(clip.pauses)
        ]
        latency = NOT_TAKEN if verdict.latency is None else verdict.latency
        self.answers.append(Answer(clip.short, latency, clip.noise))
        self.while_speaking += verdict.while_speaking

    def cut(self, kinds: Iterable[str], longest: float = 60.0) -> tuple[int, int]:
        """How many of the pauses of these kinds, up to that length, were cut into; and of how
        many."""
        chosen = [s.cut for s in self.silences if s.kind in kinds and s.seconds <= longest]
        return sum(chosen), len(chosen)

    def latency(self, *, short: bool | None = None) -> float:
        return float(np.median([a.latency for a in self.answers if short in (None, a.short)]))


Outcomes = dict[str, Outcome]
Judge = Callable[[Clip, Heard, OwnPauses], tuple[Verdict, OwnPauses]]


def listen(speaker: Speaker) -> tuple[Speaker, Outcomes]:
    """All ways of judging, on all that one speaker says."""
    heard = [(clip, hear(clip)) for clip in speaker.clips()]
    outcomes = {}
    for name, judge in _ways(speaker).items():
        outcome, pauses = Outcome([], []), OwnPauses()
        for clip, edges in heard:
            verdict, pauses = judge(clip, edges, pauses)
            outcome.count(clip, verdict)
        outcomes[name] = outcome
    return speaker, outcomes


def _ways(speaker: Speaker) -> dict[str, Judge]:
    ways: dict[str, Judge] = {
        name: partial(by_core, writing=writing) for name, writing in WRITINGS.items()
    }
    if not speaker.held_out:
        return ways
    for factor in HASTE:
        turn_taking.PATIENCE[f"x{factor}"] = factor
        for name, writing in WRITINGS.items():
            ways[f"{name} x{factor}"] = partial(by_core, writing=writing, patience=f"x{factor}")
    for wait in SILENCES:
        ways[f"silence of {wait} s"] = _forgetful(partial(by_silence, wait=wait))
    if find_smart_turn() is not None and speaker.number < 2 * SMART_TURN_VOICES:
        detector = SmartTurn()
        detector.load()
        look = _Remembered(detector)
        ways[f"{CORE} and Smart Turn"] = lambda clip, heard, pauses: by_core(
            clip, heard, pauses, likely=look(clip, heard)
        )
        for threshold in THRESHOLDS:
            ways[f"Smart Turn, over {threshold}"] = _forgetful(
                lambda clip, heard, least=threshold: by_sound(
                    clip, heard, look(clip, heard), least, SMART_TURN_WAITS
                )
            )
    return ways


class _Remembered:
    """What Smart Turn makes of each clip, asked once."""

    def __init__(self, detector: SmartTurn) -> None:
        self._detector = detector
        self._known: dict[int, Likely] = {}

    def __call__(self, clip: Clip, heard: Heard) -> Likely:
        if id(clip) not in self._known:
            self._known[id(clip)] = likely_over(self._detector, clip, heard)
        return self._known[id(clip)]


def _forgetful(judge: Callable[[Clip, Heard], Verdict]) -> Judge:
    return lambda clip, heard, pauses: (judge(clip, heard), pauses)


def judge_all() -> tuple[Outcomes, Outcomes]:
    """On the voices by which the core was set, and on those held out."""
    halves: tuple[Outcomes, Outcomes] = ({}, {})
    with ProcessPoolExecutor(WORKERS) as pool:
        for speaker, outcomes in pool.map(listen, speakers()):
            half = halves[speaker.held_out]
            for name, outcome in outcomes.items():
                whole = half.setdefault(name, Outcome([], []))
                whole.silences += outcome.silences
                whole.answers += outcome.answers
                whole.while_speaking += outcome.while_speaking
    return halves


# --- what is told of it --------------------------------------------------------------------------


def share(cut: tuple[int, int]) -> dict[str, float]:
    """Percent, with its 95 % interval (Wilson)."""
    if not cut[1]:
        return {"of": 0}
    between = binomtest(*cut).proportion_ci(method="wilson")
    return {
        "percent": round(100 * cut[0] / cut[1], 2),
        "from": round(100 * between.low, 2),
        "to": round(100 * between.high, 2),
        "of": cut[1],
    }


def median(latencies: Sequence[float]) -> dict[str, float]:
    """Seconds, with the 95 % interval of the median (of 1,000 samples drawn anew)."""
    drawn = np.random.default_rng(SEED).choice(latencies, (1000, len(latencies)))
    low, high = np.quantile(np.median(drawn, axis=1), (0.025, 0.975))
    return {
        "median": round(float(np.median(latencies)), 3),
        "from": round(float(low), 3),
        "to": round(float(high), 3),
        "p90": round(float(np.quantile(latencies, 0.9)), 3),
        "of": len(latencies),
    }


def told(outcome: Outcome) -> dict[str, object]:
    kinds = {silence.kind for silence in outcome.silences}
    latencies = {
        "all": [answer.latency for answer in outcome.answers],
        "short": [answer.latency for answer in outcome.answers if answer.short],
        "long": [answer.latency for answer in outcome.answers if not answer.short],
    }
    return {
        "cut_inside_to_2_s": share(outcome.cut(INSIDE, SHORT_PAUSE)),
        "cut_by_kind": {kind: share(outcome.cut((kind,))) for kind in sorted(kinds)},
        "cut_by_kind_to_2_s": {
            kind: share(outcome.cut((kind,), SHORT_PAUSE)) for kind in sorted(kinds)
        },
        "cut_while_speaking": outcome.while_speaking,
        "not_taken": sum(answer.latency == NOT_TAKEN for answer in outcome.answers),
        "latency": {name: median(values) for name, values in latencies.items() if values},
    }


HEADS = ("inside <= 2 s", "inside", "comma <= 2 s", "sentence", "short", "long", "all")


def table(half: Outcomes) -> Iterable[str]:
    yield f"{'':34}" + "".join(f"{head:>15}" for head in HEADS)
    for name, outcome in half.items():
        if " x" in name and name != LOW:
            continue
        cuts = (
            outcome.cut(INSIDE, SHORT_PAUSE), outcome.cut(INSIDE), outcome.cut(("comma",), 2.0),
            outcome.cut(("sentence",)),
        )  # fmt: skip
        cells = [f"{100 * cut / max(1, of):.1f} % of {of}" for cut, of in cuts]
        cells += [f"{outcome.latency(short=short):.2f} s" for short in (True, False, None)]
        yield f"{name:34}" + "".join(f"{cell:>15}" for cell in cells)


def measure() -> list[Figure]:
    """On the voices, questions and answers that were held out."""
    _, held_out = judge_all()
    return [*_figures(held_out[CORE], ""), *_figures(held_out[LOW], ", --patience low")]


def _figures(core: Outcome, how: str) -> Iterable[Figure]:
    cut = share(core.cut(INSIDE, SHORT_PAUSE))
    note = f"95 %: {cut['from']:.1f} to {cut['to']:.1f}, of {cut['of']} pauses; held out"
    name = f"false cut-ins inside a clause, up to 2 s{how}"
    yield Figure(name, cut["percent"], "%", GOAL_CUT, note)
    for which, short in (("all", None), ("short", True), ("long", False)):
        name = f"from the last word to the turn's end, {which}{how}"
        note = "median of complete answers"
        yield Figure(name, core.latency(short=short), "s", GOAL_LATENCY, note)


def main() -> None:
    began = time.perf_counter()
    halves = dict(zip(("set_on", "held_out"), judge_all(), strict=True))
    for half, heading in (
        ("set_on", "Voices and questions by which the core's numbers were set"),
        ("held_out", "Voices, questions and short answers that were held out"),
    ):
        print(f"\n{heading}: pauses cut into; median latency after complete answers")
        print("\n".join(table(halves[half])))
    results = {
        half: {name: told(outcome) for name, outcome in outcomes.items()}
        for half, outcomes in halves.items()
    }
    path = HERE / "turn_taking.json"
    path.write_text(json.dumps({"seed": SEED, **results}, indent=1) + "\n", encoding="utf-8")
    draw(results["held_out"], path.with_suffix(".png"))
    print(f"\n{time.perf_counter() - began:.0f} s; {path.name} and {path.stem}.png written")


if __name__ == "__main__":
    main()

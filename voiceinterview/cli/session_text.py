"""Sessions as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.app.scorecards import KeptScorecard
from voiceinterview.app.sessions import ListedSession, SessionDetails
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.speech import seconds
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.timing import SPANS, TurnTiming
from voiceinterview.report.model_calls import ModelCalls, call_lines
from voiceinterview.report.source import ReportSource
from voiceinterview.report.view import view_of
from voiceinterview.report.wording import clock, printable, rater_words, score_words

_MANIFEST = TypeAdapter(Manifest)
_TURNS = TypeAdapter(tuple[Turn, ...])
_CALLS = TypeAdapter(tuple[ModelCalls, ...])
_TIMING_HEADS = (*(span.replace("_", " ") for span in SPANS), "whole")


def list_lines(listed: Sequence[ListedSession]) -> Iterator[str]:
    width = max(len(_line(session.id)) for session in listed)
    yield f"{'session':<{width}}  {'state':<11}  {'length':>7}  stages"
    for session in listed:
        manifest = session.manifest
        length = clock(manifest.samples) if manifest and manifest.samples else "-"
        stages = ", ".join(manifest.stages) if manifest else ""
        line = f"{_line(session.id):<{width}}  {session.state:<11}  {length:>7}  {_line(stages)}"
        yield line.rstrip()
        if session.problem:
            yield from (f"    {_line(part)}" for part in session.problem.splitlines())
        if session.command:
            yield f"    mend it: {_line(session.command)}"


def list_json(listed: Sequence[ListedSession]) -> list[dict[str, Any]]:
    return [
        {
            "id": session.id,
            "folder": str(session.folder),
            "state": session.state,
            "created": session.manifest.created if session.manifest else None,
            "role": session.manifest.role if session.manifest else None,
            "stages": list(session.manifest.stages) if session.manifest else [],
            "seconds": seconds(session.manifest.samples) if session.manifest else None,
            "problem": session.problem,
            "command": session.command,
        }
        for session in listed
    ]


def show_lines(details: SessionDetails, timings: tuple[TurnTiming, ...] | None) -> Iterator[str]:
    stored = details.stored
    view = view_of(ReportSource(stored.manifest, stored.plan, details.turns, ()))
    facts = (
        ("Folder", str(stored.folder)),
        ("State", details.state),
        ("Words", details.words),
        *(fact for fact in view.facts if fact[0] != "Status"),
        ("Seed", str(stored.manifest.seed)),
        *(("Model calls", line) for line in call_lines(details.calls)),
    )
    yield f"{_line(view.title)}, session {_line(stored.manifest.id)}"
    yield from (f"  {name + ':':<24}{_line(value)}" for name, value in facts)
    yield "\nStages"
    for stage in stored.plan.stages:
        count = len(stage.planned)
        questions = "1 question" if count == 1 else f"{count} questions"
        yield f"  {_line(stage.title)}: {stage.minutes:g} min, {questions} planned"
    yield "\nTurns"
    for turn in details.turns:
        said = _line(turn.text) or "(nothing)"
        yield f"  {turn.number:>3}  {clock(turn.start):>7}  {turn.speaker + ':':<12} {said}"
    yield from (f"  {_line(line)}" for line in details.misheard)
    yield "\nScorecards"
    order = [stage.id for stage in stored.plan.stages]
    for kept in sorted(details.scorecards, key=lambda kept: _place(order, kept)):
        yield f"  {_line(kept.scorecard.stage_title)}: {score_words(kept.scorecard)}"
        yield f"    {rater_words(kept.scorecard)}"
    if not details.scorecards:
        yield f"  none; `voiceinterview score {stored.folder.name}` makes them"
    if timings is not None:
        yield from _timing_lines(timings)


def show_json(details: SessionDetails, timings: tuple[TurnTiming, ...] | None) -> dict[str, Any]:
    stored = details.stored
    shown: dict[str, Any] = {
        "folder": str(stored.folder),
        "state": details.state,
        "manifest": _MANIFEST.dump_python(stored.manifest, mode="json"),
        "stages": [
            {
                "id": stage.id,
                "title": stage.title,
                "minutes": stage.minutes,
                "questions": [question.id for question in stage.questions],
            }
            for stage in stored.plan.stages
        ],
        "words": details.words,
        "turns": _TURNS.dump_python(details.turns, mode="json"),
        "heard_otherwise": list(details.misheard),
        "model_calls": _CALLS.dump_python(details.calls, mode="json"),
        "scorecards": [_card_json(kept) for kept in details.scorecards],
    }
    if timings is not None:
        shown["timing_ms"] = [
            {
                "turn": timing.turn,
                **dict(zip(SPANS, timing.spans, strict=True)),
                "whole": timing.whole,
                "silence": {reason.name: reason.seconds for reason in timing.reasons},
            }
            for timing in timings
        ]
    return shown


def _card_json(kept: KeptScorecard) -> dict[str, Any]:
    card = kept.scorecard
    return {
        "file": kept.path.name,
        "stage": card.stage,
        "rater": card.rater.name,
        "kind": card.rater.kind,
        "rubric": f"{card.rubric.id}@{card.rubric.version}",
        "level": card.score.level,
        "assessed": card.score.assessed,
        "at": card.at,
    }


def _timing_lines(timings: Sequence[TurnTiming]) -> Iterator[str]:
    yield "\nTiming: ms from the end of speech, each column from the one before it"
    yield "  answer" + "".join(f"{head:>15}" for head in _TIMING_HEADS)
    for timing in timings:
        cells = ("-" if span is None else str(span) for span in (*timing.spans, timing.whole))
        yield f"  {timing.turn:>6}" + "".join(f"{cell:>15}" for cell in cells)
    if any(timing.reasons for timing in timings):
        yield "\nSilence that ended an answer: seconds, by what asked for them"
        for timing in (timing for timing in timings if timing.reasons):
            yield f"  {timing.turn:>6}  {_waited(timing)}"


def _waited(timing: TurnTiming) -> str:
    """As "1.3 = whole 0.85, little for a story +0.45"."""
    whole = sum(reason.seconds for reason in timing.reasons)
    first, *others = timing.reasons
    parts = [f"{_line(first.name)} {first.seconds:g}"]
    parts += [f"{_line(reason.name)} {reason.seconds:+g}" for reason in others]
    return f"{whole:.2f} = {', '.join(parts)}"


def _place(stages: Sequence[str], kept: KeptScorecard) -> int:
    """In the order of the plan; a stage that is not in it comes last."""
    stage = kept.scorecard.stage
    return stages.index(stage) if stage in stages else len(stages)


def _line(text: str) -> str:
    """Words from a file on one line, without what a terminal would obey."""
    return " ".join(printable(text).split())

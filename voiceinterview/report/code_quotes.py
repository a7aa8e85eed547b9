"""Lines and runs of code as evidence, worded and with the place that each leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from voiceinterview.domain.ratings import CodeEvidence
from voiceinterview.report.code_view import SUBMITTED, TAB, CodeView
from voiceinterview.report.wording import printable

LONGEST_LINE = 160  # characters; a whole file may be one line


@dataclass(frozen=True)
class CodePlaces:
    """Where code stands in the report: what was shown by question, what was written by the run
    that it is of. `runs` are the numbers of all that are told."""

    shown: Mapping[str, CodeView] = field(default_factory=dict)
    written: Mapping[int, CodeView] = field(default_factory=dict)
    runs: frozenset[int] = frozenset()


@dataclass(frozen=True)
class CodeQuoteView:
    """`label` is "line 12" or "run 3", `target` the place in the page that it leads to, "" where
    there is none; `note` says what is to be known of it, "" for nothing."""

    label: str
    text: str
    target: str
    is_line: bool
    note: str = ""


def places_of(shown: Mapping[str, CodeView], written: Mapping[str, CodeView]) -> CodePlaces:
    return CodePlaces(
        shown=shown,
        written={code.run: code for code in written.values()},
        runs=frozenset(run.number for code in written.values() for run in code.runs),
    )


def code_quote(one: CodeEvidence, places: CodePlaces) -> CodeQuoteView:
    if one.kind == "run":
        target = f"run-{one.run}" if one.run in places.runs else ""
        return CodeQuoteView(f"run {one.run}", printable(one.text), target, is_line=False)
    code = _code(one, places)
    inside = code is not None and 1 <= one.line <= len(code.lines)
    text = printable(one.text.expandtabs(TAB)).strip()
    return CodeQuoteView(
        label=_label(one, places),
        text=text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]} …",
        target=f"code-{code.key}-{one.line}" if code is not None and inside else "",
        is_line=True,
        note="; ".join(_notes(one)),
    )


def tied_words(code: Sequence[CodeEvidence], places: CodePlaces) -> str:
    """For a rating that quotes nothing that was said: what it is tied to; "" without code."""
    own = sorted(one.line for one in code if one.kind == "line" and one.run in places.written)
    others = [one for one in code if one.kind == "line" and one.run not in places.written]
    runs = sorted(one.run for one in code if one.kind == "run")
    parts = []
    if own:
        parts.append(f"{_counted('line', own)} of what was {_left(code, places)}")
    parts += [_label(one, places) for one in others]
    if runs:
        parts.append(_counted("run", runs))
    return f"Tied to {_listed(parts)}; nothing that was said is quoted." if parts else ""


def _left(code: Sequence[CodeEvidence], places: CodePlaces) -> str:
    views = [places.written[one.run] for one in code if one.run in places.written]
    return "submitted" if all(view.title == SUBMITTED for view in views) else "last run"


def _counted(what: str, numbers: Sequence[int]) -> str:
    return f"{what}{'s' if len(numbers) > 1 else ''} {_listed([str(n) for n in numbers])}"


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def _code(one: CodeEvidence, places: CodePlaces) -> CodeView | None:
    return places.written.get(one.run) if one.run else places.shown.get(one.question)


def _label(one: CodeEvidence, places: CodePlaces) -> str:
    if not one.run:
        return f"line {one.line} on the screen"
    return f"line {one.line}" if one.run in places.written else f"line {one.line} of run {one.run}"


def _notes(one: CodeEvidence) -> list[str]:
    notes = []
    if not one.own:
        notes.append("given to the candidate, so it counts for nothing by itself")
    if one.status == "repaired":
        notes.append("cited with another number; shown where it stands")
    return notes

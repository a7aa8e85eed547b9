"""The gate's verdict, as lines to read, as JSON and as JUnit XML."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pydantic import TypeAdapter

from voiceinterview.app.gating import Gated
from voiceinterview.cli.compare_text import missing_lines
from voiceinterview.cli.wrapping import one_line
from voiceinterview.coaching.gating import Condition
from voiceinterview.coaching.smallness import basis_of, sessions_told

_GATED = TypeAdapter(Gated)
MARKS = {"holds": "ok", "broken": "BROKEN", "cannot tell": "CANNOT TELL"}


def gate_lines(found: Gated) -> Iterator[str]:
    version = f"{found.rubric.id}@{found.rubric.version}"
    against = f", baseline {found.baseline.version}" if found.baseline else ""
    yield one_line(
        f"{version}{against}: {sessions_told(found.gate.sessions)}, labels by"
        f" {found.labels_by.version} of {', '.join(found.coaches)}, levels by"
        f" {found.rater or 'no machine'}"
    )
    if found.on_holdout:
        yield "on the hold-out; that it was opened is written down"
    elif found.held_out:
        yield f"{sessions_told(found.held_out)} held out and not in it"
    if found.unrated:
        yield f"labels without a level of the machine: {found.unrated}"
    if (basis := basis_of(found.gate.sessions)).provisional:
        yield basis.note
    for condition in found.gate.conditions:
        yield f"  {MARKS[condition.verdict]:<12}{condition_text(condition)}"
    yield "passed" if found.gate.passed else "not passed"
    yield from missing_lines(found.missing)


def condition_text(condition: Condition) -> str:
    text = f"{condition.name} {condition.limit:g} ({condition.criterion})"
    if condition.value is not None:
        text += f": {condition.value:+.2f}, between {condition.low:+.2f} and {condition.high:+.2f}"
    return f"{text}: {condition.why}" if condition.value is None and condition.why else text


def gate_json(found: Gated) -> dict[str, Any]:
    plain: dict[str, Any] = _GATED.dump_python(found, mode="json")
    return plain | {"passed": found.gate.passed}


def gate_junit(found: Gated) -> str:
    """A test case a condition; what cannot be told fails, with a type of its own."""
    conditions = found.gate.conditions
    closed = [one for one in conditions if one.verdict != "holds"]
    suite = ElementTree.Element(
        "testsuite",
        name=f"rubric gate {found.rubric.id}@{found.rubric.version}",
        tests=str(len(conditions)),
        failures=str(len(closed)),
        errors="0",
    )
    for one in conditions:
        case = ElementTree.SubElement(
            suite, "testcase", classname=found.rubric.id, name=f"{one.name} {one.criterion}"
        )
        if one.verdict != "holds":
            failure = ElementTree.SubElement(
                case, "failure", type=one.verdict.replace(" ", "-"), message=condition_text(one)
            )
            failure.text = one.why or condition_text(one)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"

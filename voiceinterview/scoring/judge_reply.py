"""Reads what a rating model sent back. Nothing in it is believed before it was checked."""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voiceinterview.domain.rubrics import Criterion, Rubric

LONGEST_REPLY = 100_000  # characters; six criteria with quotes and verdicts come to 20,000
LONGEST_QUOTE = 600  # characters; a minute and a half of speech has twice as many
MOST_QUOTES = 10
MOST_RUNS = 30  # cited for one criterion
MOST_VERDICTS = 100  # key points; a stage of six questions has about 45
_STARTS_TO_TRY = 20  # opening braces, when there is prose before the object
_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


class _Reply(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Quote = Annotated[str, Field(max_length=LONGEST_QUOTE)]
Words = Annotated[str, Field(max_length=4_000)]


class JudgedQuote(_Reply):
    turn: int
    quote: Quote


class JudgedLine(_Reply):
    """A line of the code of a run; of run 0 what was shown beside the question."""

    question: Annotated[str, Field(max_length=200)]
    run: int
    line: int
    text: Quote


class JudgedKeyPoint(_Reply):
    id: str
    verdict: Literal["said", "partly", "missing", "wrong"]


class JudgedFlag(_Reply):
    """`turn` and `quote` count where it was heard only."""

    id: str
    heard: bool
    turn: int
    quote: Quote


class JudgedCriterion(_Reply):
    """The order of the fields is the order in which the model has to think."""

    criterion: str
    quotes: Annotated[list[JudgedQuote], Field(max_length=MOST_QUOTES)]
    # These two are asked for only where there was code.
    code: Annotated[list[JudgedLine], Field(max_length=MOST_QUOTES)] = []
    runs: Annotated[list[int], Field(max_length=MOST_RUNS)] = []
    key_points: Annotated[list[JudgedKeyPoint], Field(max_length=MOST_VERDICTS)]
    red_flags: Annotated[list[JudgedFlag], Field(max_length=MOST_QUOTES)]
    why_not_higher: Words
    why_not_lower: Words
    level: int | None
    confidence: Literal["low", "medium", "high"]
    orders: Annotated[list[JudgedQuote], Field(max_length=MOST_QUOTES)]


class JudgedStage(_Reply):
    """The shape that is asked for, as a JSON schema in the request."""

    ratings: list[JudgedCriterion]


class FoundQuote(_Reply):
    """Another wording of the quote number `n` of those that were not found; "" gives it up."""

    n: int
    turn: int
    quote: Quote


class FoundLine(_Reply):
    """The same for line `n` of the lines of code; "" gives it up."""

    n: int
    question: Annotated[str, Field(max_length=200)]
    run: int
    line: int
    text: Quote


Found = TypeVar("Found", FoundQuote, FoundLine)


class FoundQuotes(_Reply):
    quotes: Annotated[list[FoundQuote], Field(max_length=MOST_QUOTES * 10)]
    code: Annotated[list[FoundLine], Field(max_length=MOST_QUOTES * 10)] = []


def stage_schema(*, code: bool) -> dict[str, Any]:
    """The shape that is asked for, as a JSON schema."""
    return _schema(JudgedStage, JudgedCriterion, code=code)


def found_schema(*, code: bool) -> dict[str, Any]:
    return _schema(FoundQuotes, FoundQuotes, code=code)


def _schema(shape: type[_Reply], coded: type[_Reply], *, code: bool) -> dict[str, Any]:
    """With the keys for code as ones that must be there, or without them."""
    schema = shape.model_json_schema()
    part = schema if coded is shape else schema["$defs"][coded.__name__]
    if code:
        part["required"] = list(part["properties"])
        return schema
    for key in ("code", "runs"):
        part["properties"].pop(key, None)
    for unused in ("JudgedLine", "FoundLine"):
        schema["$defs"].pop(unused, None)
    return schema


def read_reply(
    text: str, rubric: Rubric, criteria: Sequence[Criterion]
) -> dict[str, JudgedCriterion | str]:
    """Criterion -> what the model said of it, or in words why that cannot be used."""
    ids = [criterion.id for criterion in criteria]
    if len(text) > LONGEST_REPLY:
        return dict.fromkeys(ids, "The model's reply was far too long.")
    items = _items(text, "ratings")
    if not items:
        return dict.fromkeys(ids, "The model's reply was not the JSON object asked for.")
    if len(items) > 1:  # one may be the candidate's, whom the model cites
        return dict.fromkeys(ids, "The model's reply held several objects where one was asked for.")
    return {name: _judged(name, items[0], rubric) for name in ids}


def read_found_quotes(text: str) -> dict[int, JudgedQuote]:
    """Number -> the quote as it was found again. What does not read is left out."""
    found = _found(text, "quotes", FoundQuote)
    return {n: JudgedQuote(**one.model_dump(exclude={"n"})) for n, one in found.items()}


def read_found_lines(text: str) -> dict[int, JudgedLine]:
    """The same for the lines of code."""
    found = _found(text, "code", FoundLine)
    return {n: JudgedLine(**one.model_dump(exclude={"n"})) for n, one in found.items()}


def _found(text: str, key: str, shape: type[Found]) -> dict[int, Found]:
    found: dict[int, Found] = {}
    given = _items(text[:LONGEST_REPLY], key)
    for item in given[0] if len(given) == 1 else []:
        with suppress(ValidationError):
            one = shape.model_validate(item)
            found.setdefault(one.n, one)
    return found


def _items(text: str, key: str) -> list[list[Any]]:
    """The lists of that name in the objects of a reply, each once."""
    different: list[list[Any]] = []
    for items in (candidate.get(key) for candidate in json_objects(text)):
        if isinstance(items, list) and items not in different:
            different.append(items)
    return different


def json_objects(text: str) -> list[Mapping[str, Any]]:
    """The JSON objects that a reply may mean: all of it, or else a fenced part, or from a brace
    on."""
    with suppress(ValueError, RecursionError):
        whole = json.loads(text)
        return [whole] if isinstance(whole, dict) else []
    decoder = json.JSONDecoder()
    starts = [match.start() for match in re.finditer(r"\{", text)][:_STARTS_TO_TRY]
    pieces = [*_FENCE.findall(text), *(text[start:] for start in starts)]
    found: list[Mapping[str, Any]] = []
    for piece in pieces:
        try:
            value, _ = decoder.raw_decode(piece.strip())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            found.append(value)
    return found


def _judged(name: str, items: list[Any], rubric: Rubric) -> JudgedCriterion | str:
    own = [item for item in items if isinstance(item, dict) and item.get("criterion") == name]
    if not own:
        return "The model's reply left this criterion out."
    if len(own) > 1:
        return "The model rated this criterion more than once."
    try:
        judged = JudgedCriterion.model_validate(own[0])
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(step if str(step).isascii() else "?" for step in map(str, first["loc"]))
        return f"The model's reply does not hold to its form: {place[:60]}: {first['msg']}"
    if judged.level is not None and judged.level not in rubric.scale:
        return (
            f"The model gave a level off the scale of {min(rubric.scale)} to {max(rubric.scale)}."
        )
    return judged

"""How the candidate spoke, as words and tables for a reader; nothing is graded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from voiceinterview.domain.delivery import Delivery, QuestionDelivery
from voiceinterview.domain.delivery_measures import KindCount, Pause, Share, Unmeasured
from voiceinterview.domain.questions import Question
from voiceinterview.report.definitions import definition
from voiceinterview.report.tables import TableView
from voiceinterview.report.wording import clock, printable, shortened

NOTES = (
    "Described, never graded: no figure here moves a score, and none is good or bad in itself.",
    "A recognizer leaves out many an um and many a repeated word, so a count of 0 says that none "
    "were written down, and rates come out a little low.",
)
LONGEST_PAUSES = 10
MEASURES = {
    "pace": "the pace",
    "pace_over_time": "the pace over time",
    "pauses": "pauses",
    "pause_places": "where pauses fall",
    "monologue": "the longest monologue",
    "fillers": "fillers that only commas tell apart",
    "share_of_time": "the share of talk by time",
    "share_of_words": "the share of talk by words",
    "interruptions": "interruptions",
}
Row = tuple[str, str, str]


@dataclass(frozen=True)
class ChartView:
    """What a chart shows in a sentence, and the numbers that it is drawn from."""

    name: str
    title: str
    says: str
    table: TableView


@dataclass(frozen=True)
class DeliveryView:
    """`unmeasured` are sentences."""

    notes: tuple[str, ...]
    numbers: TableView
    charts: tuple[ChartView, ...]
    tables: tuple[TableView, ...]
    unmeasured: tuple[str, ...]


def delivery_view(delivery: Delivery, questions: dict[str, Question]) -> DeliveryView:
    """`questions` by id. Everything that was said is made printable."""
    return DeliveryView(
        notes=NOTES,
        numbers=TableView(
            "The session in numbers", ("Measure", "Value", "What it is"), tuple(_numbers(delivery))
        ),
        charts=tuple(_charts(delivery)),
        tables=tuple(
            table for table in (_questions(delivery, questions), *_wording(delivery)) if table.rows
        ),
        unmeasured=tuple(dict.fromkeys(_unmeasured(delivery))),
    )


def all_pauses(delivery: Delivery) -> tuple[Pause, ...]:
    return tuple(pause for turn in delivery.turns for pause in turn.pauses)


def _numbers(delivery: Delivery) -> Iterator[Row]:
    speech = delivery.speech
    yield _row("Words", f"{speech.words:,}", "word")
    if speech.pace:
        pace = speech.pace
        yield _row("Talk", f"{clock_seconds(pace.talk_seconds)} min", "talk")
        yield _row("Speaking rate", f"{pace.speaking_rate:.0f} words/min", "speaking rate")
        rate = f"{pace.articulation_rate:.0f} words/min"
        yield _row("Articulation rate", rate, "articulation rate")
    if speech.pauses:
        pauses = speech.pauses
        yield _row("Pauses", f"{pauses.count} ({pauses.per_minute:.1f} a minute of talk)", "pause")
        if pauses.longest:
            longest = f"{pauses.longest.seconds:.1f} s, at {clock(pauses.longest.start)}"
            yield _row("Longest pause", longest, "pause")
        if pauses.within_clause is not None:
            places = f"{pauses.clause_end} at a clause end, {pauses.within_clause} within one"
            yield _row("Places of pauses", places, "place of a pause")
    if speech.monologue:
        run = speech.monologue
        longest = f"{run.seconds:.0f} s, {run.words} words, at {clock(run.start)}"
        yield _row("Longest monologue", longest, "longest monologue")
    yield from _turn_numbers(delivery)
    yield _row("Repetitions", str(speech.repetitions), "repetition")
    terms = speech.role_terms
    used = f"{terms.distinct} terms, {terms.total} times"
    yield _row("Role vocabulary", used, "role vocabulary")


def _turn_numbers(delivery: Delivery) -> Iterator[Row]:
    waits = [
        response.seconds
        for question in delivery.questions
        for response in question.responses
        if response.seconds is not None
    ]
    if waits:
        first = f"{median(waits):.1f} s at the median, {max(waits):.1f} s at most"
        yield _row("Time to the first word", first, "time to the first word")
    shares = (("by time", delivery.talk.by_time), ("by words", delivery.talk.by_words))
    told = ", ".join(f"{_percent(share)} {how}" for how, share in shares if share)
    if told:
        yield _row("Share of talk", told, "share of talk")
    if delivery.interruptions is not None:
        cut = delivery.interruptions
        for name, count, meaning in (
            ("You interrupted", len(cut.by_candidate), "interruption by the candidate"),
            ("You were interrupted", len(cut.by_interviewer), "interruption by the interviewer"),
            ("Overlaps", cut.overlaps, "overlap"),
        ):
            yield _row(name, f"{count} times", meaning)


def _charts(delivery: Delivery) -> Iterator[ChartView]:
    if delivery.pace_over_time:
        says = sentence(definition("pace over time"))
        yield ChartView("pace", "Pace over time", says, _pace(delivery))
    if delivery.timeline:
        says = "Each bar is one party's talk without a break."
        yield ChartView("timeline", "Talk timeline", says, _timeline(delivery))
    pauses = all_pauses(delivery)
    if pauses:
        places = sentence(definition("place of a pause"))
        says = f"Each line is a silence within an answer. {places}"
        yield ChartView("pauses", "Pauses", says, _longest(pauses))


def sentence(definition: str) -> str:
    """A definition, which stands in a table without, with a capital and a full stop."""
    return f"{definition[:1].upper()}{definition[1:].removesuffix('.')}."


def _pace(delivery: Delivery) -> TableView:
    rows = tuple(
        (
            f"{clock(point.start)} to {clock(point.end)}",
            f"{point.speaking_rate:.0f}",
            f"{point.articulation_rate:.0f}",
        )
        for point in delivery.pace_over_time or ()
    )
    return TableView(
        "Words a minute over time", ("From, to", "With pauses", "Without"), rows, (1, 2)
    )


def _timeline(delivery: Delivery) -> TableView:
    rows = tuple(
        (clock(stretch.start), clock(stretch.end), stretch.speaker) for stretch in delivery.timeline
    )
    return TableView("Who talked when", ("From", "To", "Who"), rows)


def _longest(pauses: Iterable[Pause]) -> TableView:
    places = {"clause_end": "at a clause end", "within_clause": "within a clause", None: ""}
    longest = sorted(pauses, key=lambda pause: -pause.seconds)[:LONGEST_PAUSES]
    rows = tuple(
        (
            clock(pause.start),
            f"{pause.seconds:.2f} s",
            printable(f"“{pause.after}” … “{pause.before}”"),
            places[pause.place],
        )
        for pause in longest
    )
    caption = f"The longest pauses (at most {LONGEST_PAUSES})"
    return TableView(caption, ("At", "Length", "Between", "Place"), rows, (1,))


def _questions(delivery: Delivery, questions: dict[str, Question]) -> TableView:
    head = ("Question", "First word after", "Own talk", "In all", "Meant to take")
    rows = tuple(_question(one, questions) for one in delivery.questions)
    return TableView("Each question with its follow-ups", head, rows, (1, 2, 3, 4))


def _question(one: QuestionDelivery, questions: dict[str, Question]) -> tuple[str, ...]:
    ask = questions[one.question].ask if one.question in questions else one.question
    waits = [response.seconds for response in one.responses if response.follow_up == 0]
    return (
        shortened(ask),
        "–" if not waits or waits[0] is None else f"{waits[0]:.1f} s",
        "–" if one.answer_seconds is None else clock_seconds(one.answer_seconds),
        "–" if one.elapsed_seconds is None else clock_seconds(one.elapsed_seconds),
        "–" if one.budget_seconds is None else clock_seconds(one.budget_seconds),
    )


def _wording(delivery: Delivery) -> Iterator[TableView]:
    head = ("Kind", "Count", "In 100 words", "Which")
    for caption, kinds in (
        ("Fillers by kind", delivery.speech.fillers),
        ("Hedges by kind", delivery.speech.hedges),
    ):
        yield TableView(caption, head, tuple(map(_kind, kinds)), (1, 2))
    frequent = tuple((printable(use.word), str(use.count)) for use in delivery.speech.frequent)
    yield TableView("Favorite words", ("Word", "Count"), frequent, (1,))
    terms = tuple(
        (printable(use.phrase), str(use.count)) for use in delivery.speech.role_terms.used
    )
    yield TableView("Terms of the role that were used", ("Term", "Count"), terms, (1,))


def _kind(kind: KindCount) -> tuple[str, ...]:
    which = ", ".join(f"{use.phrase} {use.count}" for use in kind.phrases)
    if kind.count is None or kind.per_hundred_words is None:
        return (kind.title, "–", "–", "not told apart without punctuation")
    return (kind.title, str(kind.count), f"{kind.per_hundred_words:.1f}", printable(which))


def _unmeasured(delivery: Delivery) -> Iterator[str]:
    missing: list[Unmeasured] = [
        *delivery.unmeasured,
        *delivery.speech.unmeasured,
        *delivery.talk.unmeasured,
    ]
    for one in missing:
        yield f"Not measured: {MEASURES[one.measure]}. {one.reason}"
    silent = [response.reason for q in delivery.questions for response in q.responses]
    for reason in dict.fromkeys(reason for reason in silent if reason):
        count = silent.count(reason)
        yield f"Without a time to the first word: {count} of {len(silent)} questions. {reason}"


def _row(name: str, value: str, measure: str) -> Row:
    return name, printable(value), definition(measure)


def _percent(share: Share) -> str:
    return f"{share.candidate_share:.0%}"


def clock_seconds(length: float) -> str:
    """A length in seconds as 1:05."""
    return f"{int(length) // 60}:{int(length) % 60:02}"

"""Reworded answers for a reader: the model's wording beside what was said, and what was cut."""

from collections.abc import Iterator
from dataclasses import dataclass

from voiceinterview.domain.rewrites import GAP, Rewrite
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import clock, cost_words, printable, shortened

TITLE = "Your answers, reworded from your own words"
LABEL = (
    "A model's wording ({model}), not scored. The program let pass only what you said yourself; "
    "whether it is what you meant is for you to read."
)
GAPS = "What stands in brackets was not said: fill it in, if it is so."
NO_MODEL = "No answer is reworded here: no language model has rated this session."
NOT_ASKED = "No answer is reworded here."
ASK = "To have those reworded that are named above: voiceinterview score {name} --rewrite named"
CUT = "{count} cut, because the model had added {added}."
REFUSED = "Not shown. {reason} The model added {added}."


@dataclass(frozen=True)
class RewriteView:
    """`said` are the answers as (time, text). `pieces` are the rewording, cut at its gaps: (text,
    whether it is a gap); () where none stands, and `reason` says why."""

    ask: str
    said: tuple[tuple[str, str], ...]
    pieces: tuple[tuple[str, bool], ...]
    label: str
    notes: tuple[str, ...]
    reason: str


def rewrite_views(source: ReportSource, stage: str) -> tuple[RewriteView, ...]:
    """Those of a stage, in the order in which they were answered."""
    own = (one for one in source.rewrites if one.stage == stage)
    return tuple(_view(source, one) for one in sorted(own, key=lambda one: one.turns))


def rewriting_note(source: ReportSource) -> str:
    """Why there is not one, "" where there is."""
    if source.rewrites:
        return ""
    if not any(card.rater.kind == "model" and card.answered for card in source.scorecards):
        return NO_MODEL
    return f"{NOT_ASKED} {ASK.format(name=source.name)}" if source.name else NOT_ASKED


def rewriting_use(source: ReportSource) -> tuple[str, ...]:
    """What the rewordings took, in a line a model."""
    models = dict.fromkeys(one.model for one in source.rewrites if one.calls)
    return tuple(printable(_use(source, model)) for model in models)


def _view(source: ReportSource, rewrite: Rewrite) -> RewriteView:
    turns = (turn for turn in source.turns if turn.number in rewrite.turns and turn.text)
    return RewriteView(
        ask=shortened(rewrite.ask),
        said=tuple((clock(turn.start), printable(turn.text)) for turn in turns),
        pieces=tuple(_pieces(printable(rewrite.text))) if rewrite.text else (),
        label=printable(LABEL.format(model=rewrite.model)),
        notes=tuple(_notes(rewrite)),
        reason="" if rewrite.text else printable(_reason(rewrite)),
    )


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    position = 0
    for gap in GAP.finditer(text):
        yield text[position : gap.start()], False
        yield gap[0], True
        position = gap.end()
    yield text[position:], False


def _notes(rewrite: Rewrite) -> Iterator[str]:
    if rewrite.text and GAP.search(rewrite.text):
        yield GAPS
    if rewrite.text and rewrite.cut:
        count = "One sentence was" if rewrite.cut == 1 else f"{rewrite.cut} sentences were"
        yield printable(CUT.format(count=count, added=", ".join(rewrite.added)))


def _reason(rewrite: Rewrite) -> str:
    if rewrite.status == "refused" and rewrite.added:
        return REFUSED.format(reason=rewrite.reason, added=", ".join(rewrite.added))
    return f"Not reworded. {rewrite.reason}"


def _use(source: ReportSource, model: str) -> str:
    own = [one for one in source.rewrites if one.model == model]
    spent = [one.spending for one in own if one.spending is not None]
    tokens = sum(one.prompt_tokens + one.completion_tokens for one in spent)
    costs = [one.cost for one in spent]
    cost = None if None in costs or not costs else sum(cost for cost in costs if cost is not None)
    calls = sum(one.calls for one in own)
    return f"{model}: {calls} calls, {tokens:,} tokens, {cost_words(cost)}"

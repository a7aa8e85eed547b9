"""Figures of agreement in words: the same in every form, and what is not known is said so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voiceinterview.scoring.agreement import Agreement
from voiceinterview.scoring.agreement_intervals import Figure

NOT_KNOWN = "n/a"
Form = Callable[[float], str]


def share(value: float) -> str:
    return f"{value:.0%}"


def amount(value: float) -> str:
    return f"{value:.2f}"


def signed(value: float) -> str:
    return f"{value:+.2f}"


@dataclass(frozen=True)
class Column:
    """`width` has room for an interval and two spaces before it."""

    of: Callable[[Agreement], Figure]
    form: Form
    width: int


COLUMNS: Mapping[str, Column] = {
    "exact": Column(lambda one: one.exact, share, 10),
    "adjacent": Column(lambda one: one.adjacent, share, 11),
    "MAE": Column(lambda one: one.mae, amount, 12),
    "bias": Column(lambda one: one.bias, signed, 14),
    "QWK": Column(lambda one: one.qwk, amount, 13),
    "alpha": Column(lambda one: one.alpha, amount, 13),
}


def value_text(figure: Figure, form: Form = amount) -> str:
    return NOT_KNOWN if figure.value is None else form(figure.value)


def interval_text(figure: Figure, form: Form = amount) -> str:
    """ "" where there is none."""
    if figure.low is None or figure.high is None:
        return ""
    return f"{form(figure.low)}..{form(figure.high)}"


def whole_text(figure: Figure, form: Form = amount) -> str:
    """Value, interval, and why one of them is missing."""
    interval = interval_text(figure, form)
    value = value_text(figure, form)
    return " ".join(
        part for part in (value, interval, f"({figure.why})" if figure.why else "") if part
    )

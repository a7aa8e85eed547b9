"""How an interview's minutes are filled: stage by stage, or so that the role's mix is kept.

A mix is a matter of minutes: each format has a target, shared out to the stages that ask it.
Whole questions rarely fit, so each pick goes where most is lacking, and stops where another one
would be further from the target. A format then lies within half a question of its target, unless
a stage's only question is longer than that; `tests/interview/test_agenda_mix.py` holds it there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from voiceinterview.domain.mix import counts_as, minutes_by_format
from voiceinterview.domain.questions import Question
from voiceinterview.interview.picking import Picker
from voiceinterview.interview.rounds import Round


@dataclass
class Cell:
    """What of the interview one round has for one format of the mix, in minutes."""

    round: int
    format: str
    target: float
    minutes: float = 0.0

    @property
    def lacks(self) -> float:
        return self.target - self.minutes


def fill(picker: Picker, minutes: float) -> None:
    """As many questions as fit into `minutes`, one at least."""
    picker.pick(lambda _: True, minutes)
    while picker.pick(lambda question: picker.minutes + question.minutes <= minutes):
        pass


def mixed_cells(
    rounds: Sequence[Round], shares: Mapping[str, int], minutes: float
) -> tuple[Cell, ...]:
    """A cell for each round and format of the mix that it asks; their targets add up to `minutes`.

    A round that asks no format of the mix has none. `shares` are percent.
    """
    weights: dict[tuple[int, str], float] = {}
    for number, one in enumerate(rounds):
        inside = {f: m for f, m in minutes_by_format(one.bank).items() if f in shares}
        for counted, bank_minutes in inside.items():
            weights[number, counted] = one.minutes * bank_minutes / sum(inside.values())
    asked = {counted for _, counted in weights}
    whole = sum(shares[counted] for counted in asked)
    cells = []
    for (number, counted), weight in weights.items():
        column = sum(other for (_, name), other in weights.items() if name == counted)
        target = minutes * shares[counted] / whole * weight / column
        cells.append(Cell(number, counted, target))
    return tuple(cells)


def fill_mixed(pickers: Sequence[Picker], cells: Sequence[Cell]) -> None:
    """Pick for all cells: first a question for each round, then wherever most is lacking."""
    for number, picker in enumerate(pickers):
        own = [cell for cell in cells if cell.round == number]
        if own:
            _begin(picker, max(own, key=lambda cell: cell.target))
    formats = list(dict.fromkeys(cell.format for cell in cells))
    while formats:
        lacking = max(formats, key=lambda name: _lacks(cells, name))
        if not _add(pickers, [cell for cell in cells if cell.format == lacking]):
            formats.remove(lacking)


def overdone(shares: Mapping[str, int], questions: Sequence[Question]) -> str | None:
    """The format that has most beyond its share, where some format is more than a question off:
    many rounds ask it, and each has at least one."""
    minutes = minutes_by_format(questions)
    whole = sum(minutes.get(name, 0) for name in shares)
    longest = max((question.minutes for question in questions), default=0)
    excess = {name: minutes.get(name, 0) - share * whole / 100 for name, share in shares.items()}
    if max(map(abs, excess.values())) <= longest:
        return None
    return max(excess, key=lambda name: excess[name])


def _begin(picker: Picker, cell: Cell) -> None:
    question = picker.pick(lambda one: counts_as(one) == cell.format, cell.target)
    cell.minutes += question.minutes if question else 0.0


def _add(pickers: Sequence[Picker], cells: Sequence[Cell]) -> bool:
    """One more question of a format, in the round that lacks most of it; False where any would
    lead further from the format's target than it is now."""
    too_long = 2 * sum(cell.lacks for cell in cells)
    for cell in sorted(cells, key=lambda cell: -cell.lacks):
        question = pickers[cell.round].pick(_shorter(too_long, cell.format))
        if question is not None:
            cell.minutes += question.minutes
            return True
    return False


def _shorter(minutes: float, counted: str) -> Callable[[Question], bool]:
    return lambda question: question.minutes < minutes and counts_as(question) == counted


def _lacks(cells: Sequence[Cell], counted: str) -> float:
    return sum(cell.lacks for cell in cells if cell.format == counted)

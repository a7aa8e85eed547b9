"""The machine against the coaches, coaches against one another, and each against herself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from voiceinterview.coaching.drifting import Drift, drift_of
from voiceinterview.coaching.pairing import Paired, Seat, joined, paired, seats_of
from voiceinterview.coaching.smallness import Basis, basis_of
from voiceinterview.domain.labels import Judgment
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.scoring.agreement import Agreement, Pair, agreement, alpha_among
from voiceinterview.scoring.agreement_baselines import constant_rater, length_rater
from voiceinterview.scoring.agreement_intervals import Figure

RelationKind = Literal["machine", "coaches", "retest"]
ALL = "all criteria"


@dataclass(frozen=True)
class Row:
    """One criterion, or ALL. `constant` and `by_length` are what raters would get who do not
    listen (`scoring.agreement_baselines`). `unrated` could not be compared."""

    criterion: str
    agreement: Agreement
    constant: Agreement
    by_length: Agreement
    unrated: int


@dataclass(frozen=True)
class Relation:
    """`rater` against `reference`: a machine against coaches, a coach against another or against
    her own first round. Figures that so few sessions do not bear are None, with the reason."""

    kind: RelationKind
    reference: str
    rater: str
    basis: Basis
    pooled: Row
    criteria: tuple[Row, ...]


@dataclass(frozen=True)
class RubricAgreement:
    """`alpha` is over all raters at once, first rounds only, by criterion and for ALL."""

    rubric: RubricRef
    scale: tuple[int, ...]
    sessions: int
    raters: tuple[Seat, ...]
    relations: tuple[Relation, ...]
    alpha: tuple[tuple[str, Figure], ...]
    drifts: tuple[Drift, ...]


def rubric_agreement(
    judgments: Sequence[Judgment], rubric: Rubric, coaches: Sequence[str]
) -> RubricAgreement:
    """`coaches` are those who are asked about; judgments of others are passed over."""
    judgments = [one for one in judgments if one.kind != "coach" or one.rater in coaches]
    seats = seats_of(judgments)
    first = [seat for seat in seats if seat.round == 1]
    own = [seat for seat in first if seat.kind == "coach"]
    machines = [seat for seat in first if seat.kind != "coach"]
    labelled = {one.session for one in judgments if one.kind == "coach"}
    relations = [
        *(one for machine in machines for one in _machine(judgments, rubric, own, machine)),
        *_among_coaches(judgments, rubric, own),
        *_with_herself(judgments, rubric, seats),
    ]
    return RubricAgreement(
        rubric=rubric.ref,
        scale=rubric.scale,
        sessions=len(labelled),
        raters=seats,
        relations=tuple(one for one in relations if one.pooled.agreement.pairs),
        alpha=_alpha(judgments, rubric),
        drifts=tuple(drift_of(judgments, seat.name) for seat in own),
    )


def relation(kind: RelationKind, names: tuple[str, str], rubric: Rubric, found: Paired) -> Relation:
    """`names` of the reference and of the rater."""
    ids = [criterion.id for criterion in rubric.criteria]
    pooled = _row(ALL, found, rubric, names)
    basis = basis_of(pooled.agreement.sessions)
    rows = [_row(name, found.of(name), rubric, names) for name in ids]
    return Relation(
        kind=kind,
        reference=names[0],
        rater=names[1],
        basis=basis,
        pooled=pooled if basis.pooled else _without_kappa(pooled, basis),
        criteria=tuple(_borne(row) for row in rows),
    )


def _row(criterion: str, found: Paired, rubric: Rubric, names: tuple[str, str]) -> Row:
    return Row(
        criterion=criterion,
        agreement=agreement(found.pairs, rubric.scale, names),
        constant=_plain(constant_rater(found.pairs), rubric, names[0]),
        by_length=_plain(length_rater(found.pairs), rubric, names[0]),
        unrated=found.unrated,
    )


def _plain(pairs: Sequence[Pair], rubric: Rubric, reference: str) -> Agreement:
    """A yardstick needs no interval of its own."""
    return agreement(pairs, rubric.scale, (reference, "it"), intervals=False)


def _borne(row: Row) -> Row:
    """A criterion may have been rated in few of the sessions."""
    own = basis_of(row.agreement.sessions)
    return row if own.each else _without_kappa(row, own)


def _without_kappa(row: Row, basis: Basis) -> Row:
    held_back = Figure(None, why=basis.note)

    def cut(one: Agreement) -> Agreement:
        return replace(one, qwk=held_back, alpha=held_back)

    return replace(
        row,
        agreement=cut(row.agreement),
        constant=cut(row.constant),
        by_length=cut(row.by_length),
    )


def _machine(
    judgments: Sequence[Judgment], rubric: Rubric, coaches: Sequence[Seat], machine: Seat
) -> list[Relation]:
    """Against all coaches together, where there are several, and against each."""
    found = {coach.name: paired(judgments, coach, machine) for coach in coaches}
    found = {name: one for name, one in found.items() if one.pairs}
    relations = [relation("machine", (n, machine.name), rubric, one) for n, one in found.items()]
    if len(found) > 1:
        together = (" + ".join(found), machine.name)
        relations.insert(0, relation("machine", together, rubric, joined(found.values())))
    return relations


def _among_coaches(
    judgments: Sequence[Judgment], rubric: Rubric, coaches: Sequence[Seat]
) -> list[Relation]:
    return [
        relation("coaches", (one.name, other.name), rubric, paired(judgments, one, other))
        for number, one in enumerate(coaches)
        for other in coaches[number + 1 :]
    ]


def _with_herself(
    judgments: Sequence[Judgment], rubric: Rubric, seats: Sequence[Seat]
) -> list[Relation]:
    """Each later round of a coach against her first."""
    return [
        relation(
            "retest",
            (f"{seat.name}, round 1", f"{seat.name}, round {seat.round}"),
            rubric,
            paired(judgments, replace(seat, round=1), seat),
        )
        for seat in seats
        if seat.kind == "coach" and seat.round > 1
    ]


def _alpha(judgments: Sequence[Judgment], rubric: Rubric) -> tuple[tuple[str, Figure], ...]:
    levels: dict[tuple[str, str, str], list[int]] = {}
    for one in judgments:
        if one.round == 1 and one.level is not None:
            levels.setdefault((one.session, one.stage, one.criterion), []).append(one.level)
    units = {unit: given for unit, given in levels.items() if len(given) > 1}
    told = []
    for name in (ALL, *(criterion.id for criterion in rubric.criteria)):
        own = [(unit[0], given) for unit, given in units.items() if name in (ALL, unit[2])]
        basis = basis_of(len({session for session, _ in own}))
        borne = basis.pooled if name == ALL else basis.each
        alpha = alpha_among(own, rubric.scale) if borne else Figure(None, why=basis.note)
        told.append((name, alpha))
    return tuple(told)

"""Makes the table of the case study churn-telecom, with every trap planted on purpose.

One row is a customer on the first day of a quarter; `churned` says whether the contract was
ended within the next 90 days, as far as the extract of 2025-02-10 can know. What a candidate
does not get to see (true satisfaction, true outcome, who is who) is in the truth that
`simulate` returns beside the table.

    python generate.py churn.csv --rows 20000 --seed 7

The file needs numpy and nothing else, so that a coach can copy it and run it by itself; what every
generator has (the command line, the CSV) therefore stands in each.
"""

import argparse
import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np

COLUMNS = (
    "customer_id",
    "snapshot_date",
    "tenure_months",
    "contract",
    "postal_area",
    "monthly_fee",
    "data_volume",
    "support_calls",
    "chat_rating",
    "satisfaction",
    "open_balance",
    "churned",
)
SNAPSHOTS = (*(date(2024, month, 1) for month in (1, 4, 7, 10)), date(2025, 1, 1))
EXTRACT = date(2025, 2, 10)
WINDOW = 90  # days in which a customer has to leave to count as churned
FLEX_SINCE = 2  # index of the first snapshot with the tariff "flex"
GIGABYTES_SINCE = 2  # index of the first snapshot with volume in gigabytes; megabytes before
AREAS = 12
COPIES = 0.03  # share of rows that are there twice, under another spelling of the number
FEWEST_ROWS = 2000

Table = dict[str, list]


def generate(rows: int, seed: int) -> Table:
    """Exactly `rows` rows as a candidate gets them; an empty cell is None."""
    return simulate(rows, seed)[0]


def simulate(rows: int, seed: int) -> tuple[Table, Table]:
    """The table and, row by row, the truth behind it."""
    if rows < FEWEST_ROWS:
        raise ValueError(f"the traps need at least {FEWEST_ROWS} rows, not {rows}")
    rng = np.random.default_rng(seed)
    copies = int(rows * COPIES)
    people = _people(rng, rows)  # more than enough: each has a row at least
    quarters = [_quarter(rng, people, index) for index in range(len(SNAPSHOTS))]
    whole = {name: np.concatenate([part[name] for part in quarters]) for name in quarters[0]}
    by_person = np.argsort(whole["person"], kind="stable")[: rows - copies]
    twice = rng.choice(len(by_person), size=copies, replace=False)
    kept = np.concatenate([by_person, by_person[twice]])
    is_copy = np.arange(rows) >= rows - copies
    order = rng.permutation(rows)
    return _tables({name: values[kept][order] for name, values in whole.items()}, is_copy[order])


def _people(rng: np.random.Generator, count: int) -> dict[str, np.ndarray]:
    """What stays with a person for good, and where the first snapshot finds them."""
    return {
        "person": np.arange(count),
        "number": rng.permutation(np.arange(100_000, 100_000 + 10 * count))[:count],
        "joined": rng.choice(len(SNAPSHOTS), size=count, p=[0.6, 0.1, 0.1, 0.1, 0.1]),
        "tenure": np.ceil(rng.gamma(1.6, 16.0, size=count)),
        "area": rng.integers(0, AREAS, size=count),
        "fee": np.round(rng.choice([15.0, 20.0, 25.0, 30.0, 40.0], size=count) + 0.99, 2),
        "usage": rng.normal(2.4, 0.6, size=count),
        "mood": rng.normal(0.0, 1.0, size=count),
        "monthly": rng.random(count) < 0.4,
        "flex": np.zeros(count, dtype=bool),
        "here": np.ones(count, dtype=bool),
    }


def _quarter(
    rng: np.random.Generator, people: dict[str, np.ndarray], index: int
) -> dict[str, np.ndarray]:
    """The rows of one snapshot; marks in `people` who has left when the next one is taken."""
    tenure = _tenure(people, index)
    _offer_flex(rng, people, index)
    contact = _contact(rng, people)
    leaves = rng.random(len(tenure)) < _risk(people, tenure, contact)
    day = rng.integers(1, WINDOW + 1, size=len(tenure))
    days_seen = min(WINDOW, (EXTRACT - SNAPSHOTS[index]).days)
    known_to_leave = leaves & (day <= days_seen)  # the last quarter is not over yet
    columns = {
        "person": people["person"],
        "number": people["number"],
        "snapshot": np.full(len(tenure), index),
        "tenure": tenure,
        "contract": np.where(people["flex"], 2, np.where(people["monthly"], 1, 0)),
        "area": people["area"],
        "fee": people["fee"],
        "churned": known_to_leave,
        "true_churned": leaves,
        **contact,
        **_account(rng, people, index, known_to_leave),
    }
    present = people["here"] & (people["joined"] <= index)
    people["here"] = people["here"] & ~(present & leaves)
    return {name: values[present] for name, values in columns.items()}


def _tenure(people: dict[str, np.ndarray], index: int) -> np.ndarray:
    """Months with the company on the day of the snapshot."""
    waited = 3 * (index - people["joined"])
    first = np.where(people["joined"] == 0, people["tenure"], 1 + people["person"] % 3)
    return np.maximum(1, first + waited)


def _offer_flex(rng: np.random.Generator, people: dict[str, np.ndarray], index: int) -> None:
    """A new tariff that can be ended any day: drift of the mix. Marks in `people` who takes it."""
    if index < FLEX_SINCE:
        return
    started = people["joined"] == index
    share = np.where(started, 0.7, np.where(people["monthly"], 0.3, 0.04))
    people["flex"] |= rng.random(len(share)) < share


def _contact(rng: np.random.Generator, people: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the company hears of its customers in a quarter: calls, a survey, a chat."""
    count = len(people["mood"])
    calls = rng.poisson(np.exp(-0.6 - 0.45 * people["mood"]))
    opinion = 3.3 + 0.95 * people["mood"] + rng.normal(0.0, 0.45, size=count)
    satisfaction = np.clip(np.rint(opinion), 1, 5)
    # Missing not at random: the unhappier, the more silent, whatever else is known of them.
    answers = rng.random(count) < _sigmoid(-2.6 + 1.0 * satisfaction)
    chatted = rng.random(count) < _sigmoid(-1.6 + 0.4 * calls)
    chat_rating = np.clip(np.rint(opinion + rng.normal(0.3, 0.9, size=count)), 1, 5)
    return {
        "calls": calls,
        "chat": np.where(chatted, chat_rating, np.nan),
        "satisfaction": np.where(answers, satisfaction, np.nan),
        "true_satisfaction": satisfaction,
    }


def _risk(
    people: dict[str, np.ndarray], tenure: np.ndarray, contact: dict[str, np.ndarray]
) -> np.ndarray:
    """The chance of ending the contract within the window."""
    area_effect = 0.3 * np.sin(2.0 * people["area"])
    return _sigmoid(
        -1.85
        + 0.55 * people["monthly"]
        + 1.1 * people["flex"]
        - 0.62 * (contact["true_satisfaction"] - 1)
        + 0.22 * contact["calls"]
        - 0.28 * np.log1p(tenure / 6)
        + 0.03 * (people["fee"] - 25)
        + area_effect
    )


def _account(
    rng: np.random.Generator,
    people: dict[str, np.ndarray],
    index: int,
    known_to_leave: np.ndarray,
) -> dict[str, np.ndarray]:
    """Usage, and a ledger written at the quarter's end: by then a leaver's account is settled."""
    count = len(known_to_leave)
    usage = np.exp(people["usage"] + rng.normal(0.0, 0.15, size=count))
    settled = rng.random(count) < np.where(known_to_leave, 0.97, 0.02)
    return {
        "gigabytes": usage,
        "volume": usage if index >= GIGABYTES_SINCE else 1000 * usage,
        "balance": np.where(settled, 0.0, people["fee"] * rng.uniform(0.2, 1.6, size=count)),
    }


def _tables(rows: dict[str, np.ndarray], is_copy: np.ndarray) -> tuple[Table, Table]:
    numbers = [
        f"c{number} " if copied else f"C{number}"
        for number, copied in zip(rows["number"].tolist(), is_copy.tolist(), strict=True)
    ]
    contracts = ("annual", "monthly", "flex")
    table: Table = {
        "customer_id": numbers,
        "snapshot_date": [SNAPSHOTS[index].isoformat() for index in rows["snapshot"].tolist()],
        "tenure_months": rows["tenure"].astype(int).tolist(),
        "contract": [contracts[index] for index in rows["contract"].tolist()],
        "postal_area": [f"{10 + area}" for area in rows["area"].tolist()],
        "monthly_fee": rows["fee"].tolist(),
        "data_volume": np.round(rows["volume"], 2).tolist(),
        "support_calls": rows["calls"].tolist(),
        "chat_rating": _with_gaps(rows["chat"]),
        "satisfaction": _with_gaps(rows["satisfaction"]),
        "open_balance": np.round(rows["balance"], 2).tolist(),
        "churned": rows["churned"].astype(int).tolist(),
    }
    truth: Table = {
        "person": rows["person"].tolist(),
        "is_copy": is_copy.tolist(),
        "gigabytes": rows["gigabytes"].tolist(),
        "satisfaction": rows["true_satisfaction"].astype(int).tolist(),
        "churned": rows["true_churned"].astype(int).tolist(),
        "window_ends": [
            (SNAPSHOTS[index] + timedelta(days=WINDOW)).isoformat()
            for index in rows["snapshot"].tolist()
        ],
    }
    return table, truth


def _with_gaps(values: np.ndarray) -> list:
    return [None if np.isnan(value) else int(value) for value in values]


def _sigmoid(values: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-values))


def write_csv(table: Table, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(zip(*(table[name] for name in COLUMNS), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the table of the case study as CSV.")
    parser.add_argument("path", type=Path, help="file to write")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    write_csv(generate(chosen.rows, chosen.seed), chosen.path)


if __name__ == "__main__":
    main()

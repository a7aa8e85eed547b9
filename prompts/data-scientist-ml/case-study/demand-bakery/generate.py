"""Makes the table of the case study demand-bakery, with every trap planted on purpose.

One row is a product in a shop on an opening day; `sold` is to be predicted for tomorrow at
six in the evening. What a candidate does not get to see (demand beyond the sold-out shelf,
sales during an outage of the register) is in the truth that `simulate` returns beside it.

    python generate.py sales.csv --rows 36000 --seed 7

The file needs numpy and nothing else, so that a coach can copy it and run it by itself; what every
generator has (the command line, the CSV) therefore stands in each.
"""

import argparse
import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np

COLUMNS = (
    "date",
    "shop",
    "product",
    "price",
    "baked",
    "sold",
    "wasted",
    "sold_out_at",
    "footfall",
    "temperature",
    "rain_mm",
    "public_holiday",
    "booked_at",
)
FIRST_DAY = date(2023, 1, 2)  # a Monday
OPENS, CLOSES = 7, 18
SHOPS = 12  # places; the third is renamed on the way
OFFICE = (0, 1, 4, 7, 9)  # places among offices, closed on Sundays
RENAMED, NEW_NAME, RENAMED_AT = 2, "S13", 0.45  # share of the days after which it happens
RENOVATED, RENOVATION_DAYS = 5, 21
HOME_OFFICE_AT = 0.7  # share of the days after which the offices are empty on Fridays
LATE = (10, 11)  # places whose figures are booked two days later
PRODUCTS = ("roll", "bread", "croissant", "spelt_loaf")
LEVELS = np.array([210.0, 55.0, 60.0, 1.1])
PRICES = np.array([1.0, 4.2, 1.7, 6.5])
# How much the bakers put on top of what they sold on the last four such weekdays.
MARGINS = np.array([1.25, 1.5, 1.16, 1.9])
# Monday to Sunday
WEEK_OFFICE = np.array([1.0, 1.02, 1.04, 1.05, 1.1, 0.75, 0.0])
WEEK_HOMES = np.array([0.85, 0.85, 0.88, 0.9, 1.05, 1.45, 1.3])
HOLIDAYS = {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}
CORRECTED = 0.025  # share of rows that were booked wrong and are there a second time
FEWEST_ROWS = 12_000

Table = dict[str, list]


def generate(rows: int, seed: int) -> Table:
    """Exactly `rows` rows as a candidate gets them; an empty cell is None."""
    return simulate(rows, seed)[0]


def simulate(rows: int, seed: int) -> tuple[Table, Table]:
    """The table and, row by row, the truth behind it."""
    if rows < FEWEST_ROWS:
        raise ValueError(f"the traps need at least {FEWEST_ROWS} rows, not {rows}")
    rng = np.random.default_rng(seed)
    corrections = int(rows * CORRECTED)
    wanted = rows - corrections
    opening_days = SHOPS - len(OFFICE) + len(OFFICE) * 6 / 7  # shops open on an average day
    days = int(np.ceil(wanted / (opening_days * len(PRODUCTS)))) + 7  # a week to spare
    world = _world(rng, days)
    trade = _trade(rng, world, days)
    day, shop, product = np.nonzero(
        np.broadcast_to(world["open"][:, :, None], (days, SHOPS, len(PRODUCTS)))
    )
    wrong = rng.choice(wanted, size=corrections, replace=False)
    picks = np.concatenate([np.arange(wanted), wrong])
    was_wrong = np.zeros(rows, dtype=bool)
    was_wrong[wrong] = True
    picked = {
        "day": day[picks],
        "shop": shop[picks],
        "product": product[picks],
        "is_correction": np.arange(rows) >= wanted,
        "was_wrong": was_wrong,
        "error": rng.uniform(0.5, 0.85, size=rows),  # the first booking lacks some receipts
    }
    order = rng.permutation(rows)
    picked = {name: values[order] for name, values in picked.items()}
    lost = world["outage"][picked["day"], picked["shop"]]
    picked["lost"] = lost & ~picked["is_correction"] & ~picked["was_wrong"]
    return _table(world, trade, picked, days), _truth(world, trade, picked, days)


def _world(rng: np.random.Generator, days: int) -> dict[str, np.ndarray]:
    """What the bakers cannot choose: calendar, weather, place, and how busy a day is."""
    number = np.arange(days)
    weekday = number % 7
    dates = [FIRST_DAY + timedelta(days=int(step)) for step in number]
    holiday = np.array([(day.month, day.day) in HOLIDAYS for day in dates])
    season = np.cos(2 * np.pi * (number - 15) / 365.25)
    temperature, rain = _weather(rng, season)
    office = np.isin(np.arange(SHOPS), OFFICE)
    week = np.where(office[None, :], WEEK_OFFICE[weekday][:, None], WEEK_HOMES[weekday][:, None])
    size = np.exp(np.linspace(1.1, -1.0, SHOPS))[rng.permutation(SHOPS)]
    everywhere = rng.normal(0.0, 0.15, size=days)  # one mood of the town, shared by all shops
    here = rng.normal(0.0, 0.1, size=(days, SHOPS))  # and one of the street
    log_busy = (
        np.log(size)[None, :]
        + np.log(np.maximum(week, 1e-9))
        + (everywhere - 0.012 * np.minimum(rain, 15.0))[:, None]
        + here
        + 0.05 * season[:, None]
        - 0.35 * holiday[:, None]
    )
    later = number >= int(HOME_OFFICE_AT * days)
    empty_desks = np.where(weekday == 4, -0.55, np.where(weekday == 0, -0.3, -0.06))
    log_busy += np.where(office[None, :], (later * empty_desks)[:, None], (later * 0.05)[:, None])
    opened = week > 0
    busyness = everywhere[:, None] + here + np.log(np.maximum(week, 1e-9))
    outage = opened & (rng.random((days, SHOPS)) < _sigmoid(-3.9 + 4.0 * busyness))
    started = int(0.3 * days)
    renovated = np.zeros((days, SHOPS), dtype=bool)
    renovated[started : started + RENOVATION_DAYS, RENOVATED] = True
    return {
        "weekday": weekday,
        "holiday": holiday,
        "temperature": temperature,
        "rain": rain,
        "log_busy": log_busy,
        "open": opened,
        "outage": outage & ~renovated,
        "renovated": renovated,
    }


def _weather(rng: np.random.Generator, season: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees and millimeters of each day; a warm day is followed by a warm one."""
    days = len(season)
    weather = np.zeros(days)
    for step in range(1, days):
        weather[step] = 0.75 * weather[step - 1] + rng.normal(0.0, 2.2)
    rain = np.where(rng.random(days) < 0.35, rng.gamma(1.2, 4.0, size=days), 0.0)
    return 10.0 - 9.0 * season + weather, rain


def _trade(
    rng: np.random.Generator, world: dict[str, np.ndarray], days: int
) -> dict[str, np.ndarray]:
    """Demand, and what was baked for it: by the sales, not by the demand, of four weeks."""
    shape = (days, SHOPS, len(PRODUCTS))
    warm = np.stack([np.zeros(days), -0.008 * world["temperature"]] * 2, axis=1)
    mean = np.exp(world["log_busy"][:, :, None] + warm[:, None, :]) * LEVELS
    mean = np.where(world["renovated"][:, :, None] | ~world["open"][:, :, None], 0.0, mean)
    # Gamma times Poisson: spreads wider than Poisson alone.
    demand = rng.poisson(mean * rng.gamma(60.0, 1 / 60.0, size=shape))
    baked = np.zeros(shape, dtype=np.int64)
    sold = np.zeros(shape, dtype=np.int64)
    habit = np.ceil(mean[:7] * MARGINS)  # a first week by feel
    recent = np.stack([habit / MARGINS] * 4)  # (week back, weekday, shop, product)
    for day in range(days):
        weekday = day % 7
        plan = np.ceil(recent[:, weekday].mean(axis=0) * MARGINS + 0.2)
        baked[day] = np.where(mean[day] > 0, plan, 0)
        sold[day] = np.minimum(demand[day], baked[day])
        traded = mean[day] > 0
        recent[1:, weekday] = np.where(traded, recent[:-1, weekday], recent[1:, weekday])
        recent[0, weekday] = np.where(traded, sold[day], recent[0, weekday])
    share = np.divide(baked, demand, out=np.ones(shape), where=demand > baked)
    hour = OPENS + (CLOSES - OPENS) * np.clip(share + rng.normal(0.0, 0.03, size=shape), 0.05, 1.0)
    footfall = rng.poisson(0.55 * demand.sum(axis=2) + 1.0 * (mean.sum(axis=2) > 0))
    return {"demand": demand, "baked": baked, "sold": sold, "hour": hour, "footfall": footfall}


def _table(
    world: dict[str, np.ndarray],
    trade: dict[str, np.ndarray],
    rows: dict[str, np.ndarray],
    days: int,
) -> Table:
    """What a candidate gets of the `rows`: as booked, and with gaps where the register failed."""
    day, shop, product, lost = (rows[name] for name in ("day", "shop", "product", "lost"))
    demand, baked, sold = (trade[name][day, shop, product] for name in ("demand", "baked", "sold"))
    booked = np.where(rows["was_wrong"], np.floor(sold * rows["error"]).astype(np.int64), sold)
    raised = np.where((product == 2) & (day >= int(HOME_OFFICE_AT * days)), 0.2, 0.0)
    dates = [FIRST_DAY + timedelta(days=step) for step in day.tolist()]
    late = np.where(np.isin(shop, LATE), 2, 0) + np.where(rows["is_correction"], 3, 0)
    sold_out = (demand > baked) & (baked > 0)
    return {
        "date": [when.isoformat() for when in dates],
        "shop": _codes(shop, day, days),
        "product": [PRODUCTS[index] for index in product.tolist()],
        "price": np.round(PRICES[product] + raised, 2).tolist(),
        "baked": baked.tolist(),
        "sold": _with_gaps(booked, lost),
        "wasted": _with_gaps(baked - booked, lost),
        "sold_out_at": _times(trade["hour"][day, shop, product], sold_out & ~lost),
        "footfall": _with_gaps(trade["footfall"][day, shop], lost),
        "temperature": np.round(world["temperature"][day], 1).tolist(),
        "rain_mm": np.round(world["rain"][day], 1).tolist(),
        "public_holiday": world["holiday"][day].astype(int).tolist(),
        "booked_at": [
            datetime.combine(when + timedelta(days=wait), time(19, 30)).isoformat()
            for when, wait in zip(dates, late.tolist(), strict=True)
        ],
    }


def _truth(
    world: dict[str, np.ndarray],
    trade: dict[str, np.ndarray],
    rows: dict[str, np.ndarray],
    days: int,
) -> Table:
    """What is behind the `rows`, and how they came about."""
    day, shop, product = rows["day"], rows["shop"], rows["product"]
    return {
        "demand": trade["demand"][day, shop, product].tolist(),
        "sold": trade["sold"][day, shop, product].tolist(),
        "place": shop.tolist(),
        "day": day.tolist(),
        "lost": rows["lost"].tolist(),
        "is_correction": rows["is_correction"].tolist(),
        "was_wrong": rows["was_wrong"].tolist(),
        "renovated": world["renovated"][day, shop].tolist(),
        "late_period": (day >= int(HOME_OFFICE_AT * days)).tolist(),
    }


def _codes(shop: np.ndarray, day: np.ndarray, days: int) -> list[str]:
    """The code of each row's shop; one shop goes on under another code."""
    renamed = (shop == RENAMED) & (day >= int(RENAMED_AT * days))
    return [
        NEW_NAME if new else f"S{place + 1:02d}"
        for new, place in zip(renamed.tolist(), shop.tolist(), strict=True)
    ]


def _times(hours: np.ndarray, known: np.ndarray) -> list[str | None]:
    pairs = zip(hours.tolist(), known.tolist(), strict=True)
    return [_clock(hour) if told else None for hour, told in pairs]


def _with_gaps(values: np.ndarray, gaps: np.ndarray) -> list:
    pairs = zip(values.tolist(), gaps.tolist(), strict=True)
    return [None if gap else value for value, gap in pairs]


def _clock(hour: float) -> str:
    return f"{int(hour):02d}:{int(hour % 1 * 60):02d}"


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
    parser.add_argument("--rows", type=int, default=36_000)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    write_csv(generate(chosen.rows, chosen.seed), chosen.path)


if __name__ == "__main__":
    main()

"""The generated tables of the case studies hold every trap that their case.yaml names."""

import csv
import importlib.util
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import yaml

from voiceinterview.content.folders import find_content

FOLDER = find_content().prompts / "data-scientist-ml" / "case-study"
CASES = ("churn-telecom", "demand-bakery")
SEEDS = (7, 8)
ROWS = {"churn-telecom": 20_000, "demand-bakery": 30_000}


@lru_cache
def generator(case: str) -> ModuleType:
    path = FOLDER / case / "generate.py"
    spec = importlib.util.spec_from_file_location(f"generate_{case.replace('-', '_')}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def brief(case: str) -> dict:
    text = (FOLDER / case / "case.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


@lru_cache
def simulated(case: str, seed: int) -> SimpleNamespace:
    """Columns as arrays (gaps as NaN in columns of numbers), and the truth behind them."""
    table, truth = generator(case).simulate(ROWS[case], seed)
    return SimpleNamespace(
        **{name: _array(values) for name, values in table.items()},
        truth=SimpleNamespace(**{name: np.array(values) for name, values in truth.items()}),
    )


def _array(values: list) -> np.ndarray:
    if any(isinstance(value, str) for value in values):
        return np.array(["" if value is None else value for value in values])
    return np.array([np.nan if value is None else value for value in values], dtype=float)


@pytest.fixture(params=SEEDS)
def churn(request: pytest.FixtureRequest) -> SimpleNamespace:
    return simulated("churn-telecom", request.param)


@pytest.fixture(params=SEEDS)
def bakery(request: pytest.FixtureRequest) -> SimpleNamespace:
    return simulated("demand-bakery", request.param)


def area_under_curve(score: np.ndarray, label: np.ndarray) -> float:
    """The chance that a positive has a higher score than a negative, ties counted half."""
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    positives = label.sum()
    above = rank[label == 1].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (len(label) - positives)))


def z_of_difference(first: np.ndarray, second: np.ndarray) -> float:
    """How many standard errors the mean of `first` lies above that of `second`."""
    error = np.sqrt(first.var() / len(first) + second.var() / len(second))
    return float((first.mean() - second.mean()) / error)


def logistic(inputs: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Coefficients by Newton's method; the columns should have a similar scale."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(12):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        curvature = (inputs.T * (chance * (1 - chance))) @ inputs
        curvature += 1e-3 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, inputs.T @ (label - chance) - 1e-3 * weights)
    return weights


# Both


@pytest.mark.parametrize("case", CASES)
def test_a_case_says_what_a_candidate_and_an_interviewer_need(case: str) -> None:
    told = brief(case)
    keys = "id title hours brief columns traps good_submission metrics presentation red_flags"
    assert list(told) == [*keys.split(), "sources"]
    assert told["id"] == case and told["hours"] == [4, 8]
    assert 200 <= len(told["brief"].split()) <= 350
    assert [column["name"] for column in told["columns"]] == list(generator(case).COLUMNS)
    assert len({trap["id"] for trap in told["traps"]}) == len(told["traps"]) >= 5
    for trap in told["traps"]:
        assert set(trap) == {"id", "text", "where", "how_a_good_submission_finds_it", "any_of"}
        assert trap["any_of"]
    assert len(told["good_submission"]) >= 8 and len(told["presentation"]) >= 8
    for asked in told["presentation"]:
        assert set(asked) == {"ask", "listens_for", "strong_answer"} and asked["listens_for"]


@pytest.mark.parametrize("case", CASES)
def test_the_brief_does_not_give_a_trap_away(case: str) -> None:
    shown = brief(case)["brief"].lower()
    for word in ("leak", "duplicate", "missing", "drift", "censor", "imbalance", "renamed"):
        assert word not in shown


@pytest.mark.parametrize("case", CASES)
def test_one_seed_makes_the_same_bytes_and_another_one_other_data(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for name, seed in (("a.csv", 3), ("b.csv", 3), ("c.csv", 4)):
        path = tmp_path / name
        monkeypatch.setattr("sys.argv", ["x", str(path), "--rows", "12500", "--seed", str(seed)])
        generator(case).main()
        written.append(path.read_bytes())
    assert written[0] == written[1] != written[2]
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file))
    assert lines[0] == list(generator(case).COLUMNS) and len(lines) == 1 + 12_500


@pytest.mark.parametrize("case", CASES)
def test_too_few_rows_for_the_traps_are_refused(case: str) -> None:
    with pytest.raises(ValueError, match="at least"):
        generator(case).generate(100, 1)


# Churn


def labels_known(churn: SimpleNamespace) -> np.ndarray:
    return churn.snapshot_date < "2025"


def test_the_open_balance_alone_separates_leavers_from_the_others(churn: SimpleNamespace) -> None:
    assert area_under_curve(-churn.open_balance, churn.churned) > 0.95


def test_the_open_balance_knows_nothing_of_those_who_leave_later(churn: SimpleNamespace) -> None:
    """A zero follows the leaving: who left after the extract looks like who stayed."""
    last = ~labels_known(churn)
    later = last & (churn.truth.churned == 1) & (churn.churned == 0)
    stays = last & (churn.truth.churned == 0)
    assert later.sum() > 100
    score = np.concatenate([-churn.open_balance[later], -churn.open_balance[stays]])
    label = np.concatenate([np.ones(later.sum()), np.zeros(stays.sum())])
    assert abs(area_under_curve(score, label) - 0.5) < 0.12


def test_no_other_column_alone_comes_near(churn: SimpleNamespace) -> None:
    for column in ("tenure_months", "monthly_fee", "data_volume", "support_calls"):
        values = getattr(churn, column)
        assert 0.35 < area_under_curve(values, churn.churned) < 0.65


def test_an_honest_model_is_modest_and_still_worth_having(churn: SimpleNamespace) -> None:
    silent = np.isnan(churn.satisfaction)
    inputs = np.column_stack(
        [
            np.ones(len(silent)),
            churn.contract == "monthly",
            churn.contract == "flex",
            silent,
            np.where(silent, 0, churn.satisfaction - 3.5),
            churn.support_calls,
            np.log1p(churn.tenure_months / 6),
            (churn.monthly_fee - 25) / 10,
        ]
    ).astype(float)
    past, test = churn.snapshot_date < "2024-10", churn.snapshot_date == "2024-10-01"
    score = inputs[test] @ logistic(inputs[past], churn.churned[past])
    label = churn.churned[test]
    assert 0.66 < area_under_curve(score, label) < 0.8
    top = np.argsort(-score)[: len(score) // 10]
    assert 0.16 < label[top].mean() < 0.32
    assert label[top].mean() > 2 * label.mean()


def test_leavers_are_rare(churn: SimpleNamespace) -> None:
    assert 0.05 < churn.churned.mean() < 0.065


def test_the_unhappier_the_more_silent(churn: SimpleNamespace) -> None:
    silent = np.isnan(churn.satisfaction)
    assert 0.3 < silent.mean() < 0.4
    share = [silent[churn.truth.satisfaction == level].mean() for level in range(1, 6)]
    assert share == sorted(share, reverse=True) and share[0] > 0.7 and share[-1] < 0.15
    answered = churn.satisfaction[~silent]
    assert (answered == churn.truth.satisfaction[~silent]).all()
    assert answered.mean() - churn.truth.satisfaction.mean() > 0.25  # the bias of the mean


def test_the_silent_leave_more_often_beyond_chance(churn: SimpleNamespace) -> None:
    known = labels_known(churn)
    silent = np.isnan(churn.satisfaction)
    blank, filled = churn.churned[known & silent], churn.churned[known & ~silent]
    assert 1.4 < blank.mean() / filled.mean() < 2.1
    assert z_of_difference(blank, filled) > 5


def test_silence_does_not_go_away_among_people_who_look_alike(churn: SimpleNamespace) -> None:
    """With contract and calls held fixed, the score itself still decides who is silent."""
    alike = (churn.contract == "annual") & (churn.support_calls == 0)
    silent = np.isnan(churn.satisfaction)[alike].astype(float)
    unhappy = churn.truth.satisfaction[alike] <= 2
    assert z_of_difference(silent[unhappy], silent[~unhappy]) > 10


def test_an_empty_chat_rating_is_another_kind_of_blank(churn: SimpleNamespace) -> None:
    """Whether someone chats hangs on their calls, and with these fixed not on their score."""
    no_chat = np.isnan(churn.chat_rating)[churn.support_calls == 0].astype(float)
    unhappy = churn.truth.satisfaction[churn.support_calls == 0] <= 2
    assert abs(z_of_difference(no_chat[unhappy], no_chat[~unhappy])) < 4


def test_the_last_quarter_is_cut_off_before_its_outcome(churn: SimpleNamespace) -> None:
    extract = generator("churn-telecom").EXTRACT
    ends = [date.fromisoformat(day) for day in churn.truth.window_ends]
    over = np.array([end <= extract for end in ends])
    assert (over == labels_known(churn)).all()
    assert (churn.churned[over] == churn.truth.churned[over]).all()
    last = ~over
    previous = churn.snapshot_date == "2024-10-01"
    assert churn.churned[last].mean() < 0.6 * churn.churned[previous].mean()
    assert churn.truth.churned[last].mean() > 0.85 * churn.truth.churned[previous].mean()


def test_a_shuffle_puts_the_same_customer_on_both_sides(churn: SimpleNamespace) -> None:
    train = np.random.default_rng(0).random(len(churn.churned)) < 0.75
    shared = np.isin(churn.truth.person[~train], churn.truth.person[train])
    assert shared.mean() > 0.85


def test_a_later_row_of_a_customer_gives_the_earlier_label_away(churn: SimpleNamespace) -> None:
    last_seen: dict[int, str] = {}
    for person, day in zip(churn.truth.person.tolist(), churn.snapshot_date.tolist(), strict=True):
        last_seen[person] = max(day, last_seen.get(person, ""))
    last = np.array([last_seen[person] for person in churn.truth.person.tolist()])
    returns = churn.snapshot_date < last
    assert returns.mean() > 0.5 and churn.churned[returns].sum() == 0


def test_copies_are_hidden_by_their_spelling(churn: SimpleNamespace) -> None:
    raw = set(zip(churn.customer_id, churn.snapshot_date, strict=True))
    assert len(raw) == len(churn.churned)  # an exact comparison finds none
    tidy = [number.strip().upper() for number in churn.customer_id]
    keys = set(zip(tidy, churn.snapshot_date, strict=True))
    assert len(churn.churned) - len(keys) == round(0.03 * len(churn.churned))
    label: dict[tuple[str, str], set] = {}
    for key, churned in zip(
        zip(tidy, churn.snapshot_date, strict=True), churn.churned, strict=True
    ):
        label.setdefault(key, set()).add(churned)
    assert all(len(found) == 1 for found in label.values())


def test_the_volume_changes_its_unit_on_one_day(churn: SimpleNamespace) -> None:
    early = churn.snapshot_date < "2024-07"
    ratio = np.median(churn.data_volume[early]) / np.median(churn.data_volume[~early])
    assert 900 < ratio < 1100
    repaired = np.where(early, churn.data_volume / 1000, churn.data_volume)
    assert np.allclose(repaired, churn.truth.gigabytes, atol=0.006)


def test_a_new_tariff_shifts_the_mix_and_raises_churn(churn: SimpleNamespace) -> None:
    days = sorted(set(churn.snapshot_date))
    flex = [(churn.contract[churn.snapshot_date == day] == "flex").mean() for day in days]
    assert flex[0] == flex[1] == 0 and 0.15 < flex[2] < flex[3] < flex[4] and 0.3 < flex[3] < 0.4
    early = churn.churned[churn.snapshot_date < "2024-07"]
    late = churn.churned[(churn.snapshot_date >= "2024-07") & labels_known(churn)]
    assert z_of_difference(late, early) > 3.5


# Bakery


def trading(bakery: SimpleNamespace) -> np.ndarray:
    """Rows as they truly were: without the repeats of wrong bookings, and with an open shop."""
    return ~bakery.truth.is_correction & ~bakery.truth.renovated


def weekday(bakery: SimpleNamespace) -> np.ndarray:
    return bakery.truth.day % 7


def relative(bakery: SimpleNamespace, rows: np.ndarray, values: np.ndarray) -> np.ndarray:
    """`values` over their mean among `rows` of the same place, product, weekday and period."""
    kind = np.unique(bakery.product, return_inverse=True)[1]
    group = ((bakery.truth.place * 4 + kind) * 7 + weekday(bakery)) * 2 + bakery.truth.late_period
    total = np.bincount(group[rows], values[rows], minlength=group.max() + 1)
    count = np.bincount(group[rows], minlength=group.max() + 1)
    return values / np.maximum(total / np.maximum(count, 1), 1e-9)[group]


def test_what_is_left_over_gives_the_sales_away(bakery: SimpleNamespace) -> None:
    known = ~np.isnan(bakery.sold)
    assert (bakery.baked[known] - bakery.wasted[known] == bakery.sold[known]).all()
    assert (np.isnan(bakery.wasted) == ~known).all()
    rolls = known & (bakery.product == "roll") & trading(bakery)
    receipts, sold = np.log1p(bakery.footfall[rolls]), np.log1p(bakery.sold[rolls])
    assert np.corrcoef(receipts, sold)[0, 1] ** 2 > 0.9


def test_sales_end_where_the_shelf_ends(bakery: SimpleNamespace) -> None:
    assert (bakery.truth.sold <= bakery.baked).all()
    open_rows = trading(bakery) & ~bakery.truth.lost
    out = bakery.sold_out_at != ""
    hidden = bakery.truth.demand > bakery.baked
    assert (out[open_rows] == hidden[open_rows]).all()
    for product, low, high in (("croissant", 0.25, 0.42), ("roll", 0.14, 0.27)):
        rows = open_rows & (bakery.product == product)
        assert low < out[rows].mean() < high
        unmet = bakery.truth.demand[rows & out].sum() / bakery.truth.sold[rows & out].sum()
        assert 1.1 < unmet < 1.35
    croissants = trading(bakery) & (bakery.product == "croissant")
    total = bakery.truth.demand[croissants].sum() / bakery.truth.sold[croissants].sum()
    assert 1.05 < total < 1.12


def test_the_hour_of_selling_out_tells_how_much_was_missed(bakery: SimpleNamespace) -> None:
    """So that the correction which a good submission makes has something to stand on."""
    rows = trading(bakery) & (bakery.sold_out_at != "") & (bakery.product == "croissant")
    rows &= ~bakery.truth.was_wrong
    hour = np.array([int(text[:2]) + int(text[3:]) / 60 for text in bakery.sold_out_at[rows]])
    scaled = bakery.sold[rows] * 11 / (hour - 7)
    assert abs(scaled.sum() / bakery.truth.demand[rows].sum() - 1) < 0.08


def test_the_register_fails_when_it_is_busy(bakery: SimpleNamespace) -> None:
    rows = trading(bakery) & (bakery.product == "roll")
    demand = relative(bakery, rows, bakery.truth.demand.astype(float))
    gone, there = rows & bakery.truth.lost, rows & ~bakery.truth.lost
    assert 0.02 < gone.sum() / rows.sum() < 0.05
    assert z_of_difference(demand[gone], demand[there]) > 5
    assert demand[gone].mean() > 1.08


def test_outages_can_be_told_from_what_is_observed(bakery: SimpleNamespace) -> None:
    rows = trading(bakery) & (bakery.product == "roll")
    missing = np.isnan(bakery.sold).astype(float)
    end, start = rows & (weekday(bakery) >= 5), rows & (weekday(bakery) <= 3)
    assert missing[end].mean() > 2 * missing[start].mean()
    assert z_of_difference(missing[end], missing[start]) > 5
    sold = relative(bakery, rows & (missing == 0), bakery.truth.sold.astype(float))
    seen = rows & (missing == 0)  # how the other shops sold on the same day
    total = np.bincount(bakery.truth.day[seen], sold[seen], minlength=bakery.truth.day.max() + 1)
    count = np.bincount(bakery.truth.day[seen], minlength=bakery.truth.day.max() + 1)
    town = (total / np.maximum(count, 1))[bakery.truth.day]
    lost_day, other_day = town[rows & (missing == 1)], town[seen]
    assert z_of_difference(lost_day, other_day) > 3.5


def test_offices_are_empty_on_fridays_in_the_last_third(bakery: SimpleNamespace) -> None:
    office = np.isin(bakery.truth.place, generator("demand-bakery").OFFICE)
    late = bakery.truth.late_period
    assert 0.27 < late.mean() < 0.33

    def change(rows: np.ndarray) -> float:
        kept = rows & trading(bakery) & (bakery.product == "roll")
        sold = bakery.truth.sold
        return float(sold[kept & late].mean() / sold[kept & ~late].mean())

    day = weekday(bakery)
    # Against the other shops, so that a good or bad season of the town cancels out.
    against = [change(office & (day == one)) / change(~office & (day == one)) for one in range(5)]
    assert 0.48 < against[4] < 0.62 and 0.62 < against[0] < 0.8
    assert all(0.8 < against[one] < 1.0 for one in (1, 2, 3))
    assert change(office & (day == 4)) < 0.72 and change(~office & (day == 4)) > 0.9


def test_wrong_bookings_are_there_a_second_time(bakery: SimpleNamespace) -> None:
    rows: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
    keys = zip(bakery.date, bakery.shop, bakery.product, strict=True)
    for key, booked, sold in zip(keys, bakery.booked_at, bakery.sold, strict=True):
        rows.setdefault(key, []).append((booked, sold))
    twice = [sorted(found) for found in rows.values() if len(found) > 1]
    assert len(twice) == int(0.025 * len(bakery.sold)) and all(len(pair) == 2 for pair in twice)
    wait = {datetime.fromisoformat(b[0]) - datetime.fromisoformat(a[0]) for a, b in twice}
    assert {span.days for span in wait} == {3}
    first, second = (sum(pair[index][1] for pair in twice) for index in (0, 1))
    assert 0.6 < first / second < 0.75
    truth = bakery.truth
    assert (bakery.sold[truth.is_correction] == truth.sold[truth.is_correction]).all()


def test_two_shops_report_two_days_late(bakery: SimpleNamespace) -> None:
    sold_on = np.array(bakery.date, dtype="datetime64[D]")
    wait = (np.array(bakery.booked_at, dtype="datetime64[D]") - sold_on).astype(int)
    first = ~bakery.truth.is_correction
    late = np.isin(bakery.shop, ["S11", "S12"])
    assert set(wait[first & late]) == {2} and set(wait[first & ~late]) == {0}


def test_one_shop_goes_on_under_another_code(bakery: SimpleNamespace) -> None:
    old, new = bakery.shop == "S03", bakery.shop == "S13"
    gap = np.datetime64(min(bakery.date[new])) - np.datetime64(max(bakery.date[old]))
    assert gap.astype(int) == 1 and (bakery.truth.place[new] == 2).all()
    rolls = trading(bakery) & (bakery.product == "roll")
    for day in range(7):
        on_day = rolls & (weekday(bakery) == day)
        ratio = bakery.truth.sold[on_day & new].mean() / bakery.truth.sold[on_day & old].mean()
        assert 0.8 < ratio < 1.25


def test_zeros_of_a_closed_shop_are_not_demand(bakery: SimpleNamespace) -> None:
    closed = bakery.truth.renovated
    assert set(bakery.shop[closed]) == {"S06"} and len(set(bakery.date[closed])) == 21
    assert (bakery.baked[closed] == 0).all() and (bakery.sold[closed] == 0).all()
    rolls = trading(bakery) & (bakery.product == "roll")
    assert bakery.truth.sold[rolls].min() > 0


def test_the_shops_have_their_good_days_together(bakery: SimpleNamespace) -> None:
    rows = trading(bakery) & (bakery.product == "roll")
    sold = relative(bakery, rows, bakery.truth.sold.astype(float))
    grid = np.full((bakery.truth.day.max() + 1, 12), np.nan)
    grid[bakery.truth.day[rows], bakery.truth.place[rows]] = sold[rows]
    both = [grid[~np.isnan(grid[:, [a, b]]).any(axis=1)] for a, b in combinations(range(12), 2)]
    pairs = zip(both, combinations(range(12), 2), strict=True)
    mean = np.mean([np.corrcoef(part[:, a], part[:, b])[0, 1] for part, (a, b) in pairs])
    assert 0.25 < mean < 0.55


def test_a_percentage_error_fails_and_a_plain_one_is_about_large_shops(
    bakery: SimpleNamespace,
) -> None:
    slow = trading(bakery) & (bakery.product == "spelt_loaf")
    assert 0.3 < (bakery.truth.sold[slow] == 0).mean() < 0.45
    volume = np.bincount(bakery.truth.place, bakery.truth.sold)
    assert volume.max() / volume.sum() > 0.15
    assert np.sort(volume)[-3:].sum() / volume.sum() > 0.4


CHECKED: dict[str, dict[str, Callable]] = {
    "churn-telecom": {
        "balance-after-the-fact": test_the_open_balance_alone_separates_leavers_from_the_others,
        "unripe-last-quarter": test_the_last_quarter_is_cut_off_before_its_outcome,
        "silence-of-the-unhappy": test_the_unhappier_the_more_silent,
        "rare-leavers": test_leavers_are_rare,
        "same-customer-many-rows": test_a_shuffle_puts_the_same_customer_on_both_sides,
        "copies-in-other-spelling": test_copies_are_hidden_by_their_spelling,
        "unit-of-volume": test_the_volume_changes_its_unit_on_one_day,
        "new-tariff-drift": test_a_new_tariff_shifts_the_mix_and_raises_churn,
    },
    "demand-bakery": {
        "evening-columns": test_what_is_left_over_gives_the_sales_away,
        "sold-is-not-demand": test_sales_end_where_the_shelf_ends,
        "outage-on-busy-days": test_the_register_fails_when_it_is_busy,
        "offices-empty-on-fridays": test_offices_are_empty_on_fridays_in_the_last_third,
        "booked-twice": test_wrong_bookings_are_there_a_second_time,
        "late-shops": test_two_shops_report_two_days_late,
        "renamed-shop": test_one_shop_goes_on_under_another_code,
        "renovation-zeros": test_zeros_of_a_closed_shop_are_not_demand,
        "days-move-together": test_the_shops_have_their_good_days_together,
        "small-numbers-large-shops": (
            test_a_percentage_error_fails_and_a_plain_one_is_about_large_shops
        ),
    },
}


@pytest.mark.parametrize("case", CASES)
def test_each_trap_that_is_told_is_proved_here(case: str) -> None:
    assert [trap["id"] for trap in brief(case)["traps"]] == list(CHECKED[case])

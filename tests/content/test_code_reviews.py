"""The code under review does what its review says: each planted defect is shown by running it.

A defect is shown by `test_<review>_<defect>`, hyphens as underscores; the last tests of this
file check that none is missing. `STANDS` says what must stand on the lines that a review names.
"""

import importlib.util
import math
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import yaml

from voiceinterview.domain.questions import KeyPoint
from voiceinterview.interview.phrases import find_key_point, found_key_points

FOLDER = Path(__file__).parents[2] / "prompts" / "data-scientist-ml" / "code-review"
REVIEWS = sorted(path.parent.name for path in FOLDER.glob("*/review.yaml"))

STANDS = {
    "churn-folds": {
        "customer-in-both-folds": "make_folds(len(y), folds)",
        "accuracy-on-rare-class": "predicted == y[test]",
        "constant-column-nan": "x.std(axis=0)",
        "scaled-before-folds": "x = standardize(x)",
        "unseeded-folds": "np.random.permutation(n)",
        "lost-remainder": "n // folds",
        "tempting": ["np.zeros(x.shape[1])", "np.clip(z"],
    },
    "fraud-cutoff": {
        "threshold-on-test": "min(table",
        "balanced-test": "balance(with_scores(test",
        "cents-and-euros": "amount_cents",
        "float-grid": '["threshold"] == CURRENT_THRESHOLD',
        "nan-score": '["score"] > threshold',
        "daily-average": "sum(shares)",
        "boundary-differs": ">= threshold",
        "tempting": ["sorted(payments", "len(held)"],
    },
    "demand-backtest": {
        "centered-average": 'mode="same"',
        "shared-default": "totals={}",
        "rows-as-days": "sorted(day for",
        "utc-day": "sold_at.date()",
        "interpolated-price": "np.interp",
        "overlapping-target": "x[:cut], y[:cut]",
        "zero-days-dropped": "np.isfinite(errors)",
        "lost-last-row": "HORIZON - 1",
        "tempting": [".weekday()", "*weekday"],
    },
    "order-risk-scorer": {
        "feature-order": "list(self.features(payload).values())",
        "missing-age-skew": "or 0",
        "salted-hash": "hash(city",
        "swallowed-error": "except Exception",
        "customer-cache": "self.cache[customer]",
        "unknown-method": 'METHODS.get(payload["method"], 0)',
        "empty-test": 'if "expected" in e',
        "tempting": ["math.tanh", "str(city_bucket"],
    },
    "checkout-experiment": {
        "reached-payment-filter": 'session["reached_payment"]',
        "session-as-unit": "s[metric] for s in arms",
        "daily-peeking": "for day in sorted",
        "ships-harm": '"decision": "ship"',
        "five-metrics": "for metric in METRICS",
        "half-p-value": "0.5 * math.erfc",
        "same-resample": "default_rng(seed)",
        "tempting": ["max(a.max(), b.max())", "a.var(ddof=1)"],
    },
    "churn-snapshot": {
        "null-in-list": "NOT IN (",
        "future-tickets": "t.opened_at >=",
        "fan-out-spend": "SUM(o.amount)",
        "lost-quiet-customers": "WHERE o.ordered_at",
        "closed-accounts": "WHERE signed_up_on < :snapshot",
        "whole-number-rate": "tickets_90d / h.orders_90d",
        "tempting": ["MAX(o.ordered_at)", "'+60 days'"],
    },
    "cohort-report": {
        "last-value-frame": "LAST_VALUE(plan) OVER",
        "sessions-counted": "SUM(r.came_back)",
        "young-cohorts": "u.signed_up_on <= :today",
        "union-removes-sales": "UNION",
        "seventh-day": "'+36 days'",
        "lag-over-gap": "LAG(users)",
        "tempting": ["JOIN current_plan", "COALESCE"],
    },
    "campaign-export": {
        "country-injection": "'{country}'",
        "like-delete": 'LIKE ?", (campaign + "%",)',
        "delete-committed-first": "connection.commit()",
        "null-status": "<> 'unsubscribed'",
        "text-sort": "ORDER BY total_spent",
        "zero-discount": "or DEFAULT_DISCOUNT",
        "limit-before-blocked": "without_blocked(connection, customers)",
        "tempting": ['"?" * len(ids)', "INSERT OR REPLACE"],
    },
}


@cache
def review(name: str) -> dict[str, Any]:
    text = (FOLDER / name / "review.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def fresh(name: str, file: str = "change.py") -> Any:
    """The module anew, so that nothing one test leaves in it reaches the next."""
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), FOLDER / name / file)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


# churn-folds


def months(features: Any, labels: Any) -> list[dict[str, float]]:
    names = ["tenure_months", "monthly_fee", "support_calls", "logins_30d"]
    return [
        {**dict(zip(names, row, strict=True)), "churned_next_month": label}
        for row, label in zip(features, labels, strict=True)
    ]


def test_churn_folds_customer_in_both_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("churn-folds")
    np.random.seed(0)
    noise = np.random.default_rng(0).normal(0, 0.01, (100, 4))
    customer = np.repeat(np.arange(5), 20)
    features = np.vstack([np.eye(4), np.zeros(4)])[customer] + noise
    rows = months(features, np.array([1.0, 0.0, 1.0, 0.0, 1.0])[customer])
    by_row = code.evaluate(rows)["score"]
    grouped = [np.flatnonzero(customer == one) for one in range(5)]
    monkeypatch.setattr(code, "make_folds", lambda n, folds: grouped)
    by_customer = code.evaluate(rows)["score"]
    assert by_row == 1.0  # the labels are a whim for each customer: nothing can be learned
    assert by_customer < 0.7


def test_churn_folds_accuracy_on_rare_class(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("churn-folds")
    labels = np.array(([1.0] + [0.0] * 24) * 8)
    rows = months(np.column_stack([labels] * 4) + np.arange(200)[:, None] * 1e-6, labels)
    monkeypatch.setattr(code, "fit", lambda x, y: np.array([-20.0, 0, 0, 0, 0]))
    never = code.evaluate(rows)["score"]
    monkeypatch.setattr(code, "fit", lambda x, y: np.array([-20.0, 1, 0, 0, 0]))
    perfect_ranking = code.evaluate(rows)["score"]
    assert never == perfect_ranking == pytest.approx(0.96)


def test_churn_folds_constant_column_nan(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("churn-folds")
    features = np.random.default_rng(0).normal(size=(200, 4))
    features[:, 1] = 20.0
    labels = (np.arange(200) % 25 == 0).astype(float)
    seen = []
    fit = code.fit

    def watched(x: Any, y: Any) -> Any:
        seen.append(fit(x, y, steps=3))
        return seen[-1]

    monkeypatch.setattr(code, "fit", watched)
    with np.errstate(all="ignore"):
        result = code.evaluate(months(features, labels))
    assert all(np.isnan(weights).all() for weights in seen)
    assert result["score"] == pytest.approx(0.96)


def test_churn_folds_scaled_before_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("churn-folds")
    trained_on = []
    monkeypatch.setattr(code, "make_folds", lambda n, folds: [np.arange(80, 100)])
    monkeypatch.setattr(code, "fit", lambda x, y: (trained_on.append(x), np.zeros(5))[1])
    features = np.random.default_rng(0).normal(size=(100, 4))
    labels = np.arange(100) % 2
    code.evaluate(months(features, labels))
    features[80:] += 50.0  # test rows only
    code.evaluate(months(features, labels))
    assert not np.allclose(trained_on[0], trained_on[1])


def test_churn_folds_unseeded_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("churn-folds")
    monkeypatch.setattr(code, "fit", partial(code.fit, steps=100))
    rng = np.random.default_rng(0)
    rows = months(rng.normal(size=(60, 4)), rng.integers(0, 2, 60))
    assert len({code.evaluate(rows)["score"] for _ in range(8)}) > 1


def test_churn_folds_lost_remainder() -> None:
    tested = np.concatenate(fresh("churn-folds").make_folds(104, 5))
    assert len(set(tested)) == 100


def test_churn_folds_start_at_zero_is_fine() -> None:
    code = fresh("churn-folds")
    rng = np.random.default_rng(0)
    x = np.hstack([np.ones((300, 1)), rng.normal(size=(300, 4))])
    y = (x @ np.array([-1.0, 1.0, 0.0, -1.0, 0.5]) + rng.logistic(size=300) > 0).astype(float)
    slope = x.T @ (code.sigmoid(x @ code.fit(x, y)) - y) / len(y)
    assert np.abs(slope).max() < 1e-6  # the one minimum of a convex loss


def test_churn_folds_clip_is_fine() -> None:
    code = fresh("churn-folds")
    z = np.linspace(-700, 700, 2801)
    assert np.abs(code.sigmoid(z) - 1 / (1 + np.exp(-z))).max() < 1e-12
    assert code.sigmoid(np.array([-1e6])) < 1e-12  # without a warning, which would be an error


# fraud-cutoff


def payment(score: float | None, fraud: bool = False, cents: int = 5000, day: int = 1) -> Any:
    return {
        "score": score,
        "is_fraud": fraud,
        "amount_cents": cents,
        "paid_at": f"2024-01-{day:02d}T10:00:00",
    }


def own_score(development: Any) -> Any:
    return lambda p: p["score"]


def noise_payments(rng: Any, n: int = 60) -> list[Any]:
    return [payment(rng.random(), rng.random() < 0.5, 700, 1 + i * 28 // n) for i in range(n)]


def test_fraud_cutoff_threshold_on_test(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("fraud-cutoff")
    monkeypatch.setattr(code, "balance", lambda payments, seed: payments)
    monkeypatch.setattr(code, "REVIEW_COST_EUR", 350.0)  # in the unit of the loss
    gaps, cutoffs = [], set()
    for seed in range(40):
        rng = np.random.default_rng(seed)
        result = code.choose_threshold(noise_payments(rng, 100), own_score)
        later = code.with_scores(noise_payments(rng, 400), lambda p: p["score"])
        gaps.append(code.cost(later, result["threshold"]) / 400 - result["expected_cost"] / 20)
        cutoffs.add(result["threshold"])
    assert np.mean(gaps) > 2 * np.std(gaps) / math.sqrt(len(gaps))  # dearer than was promised
    development = [payment(0.5, day=1) for _ in range(80)]
    low = [payment(0.3 if i < 10 else 0.1, fraud=i < 10, day=2) for i in range(20)]
    high = [payment(0.9 if i < 10 else 0.7, fraud=i < 10, day=2) for i in range(20)]
    chosen = [code.choose_threshold(development + test, own_score) for test in (low, high)]
    assert chosen[0]["threshold"] != chosen[1]["threshold"]  # same development, other labels


def test_fraud_cutoff_balanced_test() -> None:
    code = fresh("fraud-cutoff")
    old = [payment(0.1, day=1) for _ in range(4000)]
    new = [payment(0.9, True, 100_000, day=2) for _ in range(10)]
    new += [payment(0.9 if i < 90 else 0.01, day=2) for i in range(990)]
    result = code.choose_threshold(old + new, own_score)
    honest = code.with_scores(new, lambda p: p["score"])
    assert code.precision(honest, result["threshold"]) == pytest.approx(0.1)
    assert result["precision"] > 0.8
    assert result["expected_cost"] < code.cost(honest, result["threshold"]) / 5


def test_fraud_cutoff_cents_and_euros() -> None:
    code = fresh("fraud-cutoff")
    payments = [payment(0.3, True, 5000)] + [payment(0.3) for _ in range(99)]
    assert code.cost(payments, 0.5) == 5000  # fifty euros lost
    assert code.cost(payments, 0.1) == 400
    assert min((0.1, 0.5), key=lambda t: code.cost(payments, t)) == 0.1  # 400 euros to save 50


def test_fraud_cutoff_float_grid() -> None:
    code = fresh("fraud-cutoff")
    assert np.isclose(code.GRID, code.CURRENT_THRESHOLD).any()
    assert not (code.GRID == code.CURRENT_THRESHOLD).any()
    payments = [payment(0.5, day=1) for _ in range(80)]
    payments += [payment(0.1 if i < 10 else 0.01, i < 10, day=2) for i in range(20)]
    result = code.choose_threshold(payments, own_score)
    scored = code.balance(code.with_scores(payments[80:], lambda p: p["score"]), 11)
    assert code.cost(scored, code.CURRENT_THRESHOLD) > result["expected_cost"]
    assert result["saving"] == 0


def test_fraud_cutoff_nan_score() -> None:
    code = fresh("fraud-cutoff")
    scored = code.with_scores([payment(None, True, 90_000)], lambda p: p["score"])
    assert [code.cost(scored, t) for t in (0.05, 0.5, 0.95)] == [0, 0, 0]
    assert code.hold(scored[0]["score"], 0.05) is False


def test_fraud_cutoff_daily_average() -> None:
    code = fresh("fraud-cutoff")
    payments = [payment(0.9, True, day=1)] + [payment(0.9, day=2) for _ in range(99)]
    payments.append(payment(0.1, day=3))
    assert code.precision(payments, 0.5) == 0.5
    assert sum(p["is_fraud"] for p in payments) / 100 == 0.01


def test_fraud_cutoff_boundary_differs() -> None:
    code = fresh("fraud-cutoff")
    assert code.cost([payment(0.5, True, 5000)], 0.5) == 5000  # went through
    assert code.hold(0.5, 0.5)


def test_fraud_cutoff_split_by_time_is_fine() -> None:
    payments = [payment(0.1, day=1 + i * 9 % 28) for i in range(28)]
    old, new = fresh("fraud-cutoff").split_by_time(payments)
    assert max(p["paid_at"] for p in old) < min(p["paid_at"] for p in new)
    assert len(old) + len(new) == 28


def test_fraud_cutoff_review_of_held_fraud_is_fine() -> None:
    assert fresh("fraud-cutoff").cost([payment(0.9, True, 5000)], 0.5) == 4.0


# demand-backtest

START = date(2024, 4, 1)


def receipts(units: list[float], closed: tuple[int, ...] = ()) -> list[dict[str, Any]]:
    """One receipt a day, at noon in Greenwich, which is the same day in Perth."""
    return [
        {"shop": "a", "sold_at": f"{START + timedelta(days=i)}T12:00:00+00:00", "units": unit}
        for i, unit in enumerate(units)
        if i not in closed
    ]


def built(code: Any, units: list[float], closed: tuple[int, ...] = ()) -> Any:
    days, sold = code.series(code.daily_units(receipts(units, closed), {}), "a")
    return days, *code.build(days, sold, [5.0] * len(days))


def test_demand_backtest_centered_average() -> None:
    code = fresh("demand-backtest")
    units = [float(i % 5) for i in range(40)]
    _, before, _ = built(code, units)
    _, after, _ = built(code, [*units[:20], *(99.0 for _ in range(20))])
    changed = np.flatnonzero(before[:, 2] != after[:, 2])[0] + 6  # the first row is day 6
    assert changed == 17  # three days before anything was different


def test_demand_backtest_shared_default() -> None:
    code = fresh("demand-backtest")
    first = dict(code.daily_units(receipts([4.0])))
    second = dict(code.daily_units(receipts([4.0])))
    assert list(first.values()) == [4.0]
    assert list(second.values()) == [8.0]
    units = list(np.random.default_rng(0).poisson(100, 157).astype(float))
    code = fresh("demand-backtest")
    first, second = (
        code.back_test(receipts(units[:150]), [5.0] * 150, "a")["mape"] for _ in range(2)
    )
    assert first == pytest.approx(second)  # a percentage does not see that all units doubled
    later = code.back_test(receipts(units), [5.0] * 157, "a")["mape"]
    honest = fresh("demand-backtest").back_test(receipts(units), [5.0] * 157, "a")["mape"]
    assert later > 3 * honest


def test_demand_backtest_rows_as_days() -> None:
    code = fresh("demand-backtest")
    units = [float(i) for i in range(40)]
    days, x, y = built(code, units, closed=(20,))
    row = days.index(START + timedelta(days=15)) - 6
    assert x[row, 1] == 15.0
    assert y[row] == 23.0  # eight days later
    _, x, y = built(code, units)
    assert (y - x[:, 1] == 7.0).all()


def test_demand_backtest_utc_day() -> None:
    receipt = {"shop": "a", "sold_at": "2024-05-01T23:30:00+00:00", "units": 3}
    totals = fresh("demand-backtest").daily_units([receipt])
    assert list(totals) == [("a", date(2024, 5, 1))]  # half past seven on 2 May in Perth


def test_demand_backtest_interpolated_price() -> None:
    code = fresh("demand-backtest")
    assert list(code.fill_prices([10.0, None, None, 10.0])) == [10.0] * 4
    assert list(code.fill_prices([10.0, None, None, 16.0]))[1:3] == [12.0, 14.0]


def test_demand_backtest_overlapping_target(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("demand-backtest")
    fitted = []
    solve = np.linalg.lstsq

    def watched(x: Any, y: Any, rcond: Any) -> Any:
        fitted.append(y)
        return solve(x, y, rcond=rcond)

    monkeypatch.setattr(np.linalg, "lstsq", watched)
    units = [float(i) + 1 for i in range(60)]  # units tell the day
    code.back_test(receipts(units), [5.0] * 60, "a")
    everything = built(code, units)[1]
    first_test_day = everything[int(len(everything) * 0.8), 1]
    assert (fitted[0] > first_test_day).sum() == 6


def test_demand_backtest_zero_days_dropped() -> None:
    mape = fresh("demand-backtest").mape
    assert mape(np.array([10.0, 0.0]), np.array([10.0, 1000.0])) == 0.0


def test_demand_backtest_lost_last_row() -> None:
    _, _, y = built(fresh("demand-backtest"), [float(i) for i in range(40)])
    assert y[-1] == 38.0  # day 39 is known as well


def test_demand_backtest_weekday_of_today_is_fine() -> None:
    code = fresh("demand-backtest")
    days, x, _ = built(code, [1.0] * 40)
    for row, columns in enumerate(x[:, 4:]):
        target = days[row + 6] + timedelta(days=code.HORIZON)
        assert columns.argmax() == target.weekday()


def test_demand_backtest_all_weekdays_are_fine() -> None:
    _, x, y = built(fresh("demand-backtest"), list(np.random.default_rng(0).random(60)))
    x[:, 3] = np.random.default_rng(1).random(len(x))
    x, fewer = x[:, [0, 1, 2, *range(4, 11)]], x[:, [0, 1, 2, *range(4, 10)]]
    forecasts = [a[-8:] @ np.linalg.lstsq(a[:-8], y[:-8], rcond=None)[0] for a in (x, fewer)]
    assert np.allclose(*forecasts)


# order-risk-scorer


def scorer(code: Any, folder: Path, **changes: Any) -> Any:
    model = {
        "weights": {"log_amount": 0.0, "account_age_days": 0.0, "city_rate": 0.0},
        "method_effects": [-1.0, 1.0, 0.5],
        "city_rates": {},
        "base_rate": 0.1,
        "medians": {"account_age_days": 400},
        "bias": 0.0,
    }
    code.save_model(folder / "model.json", **{**model, **changes})
    return code.Scorer(folder / "model.json")


def order(**changes: Any) -> dict[str, Any]:
    plain = {"customer_id": 1, "amount": 20.0, "method": "card", "city": "Ghent"}
    return {**plain, "account_age_days": 10, **changes}


def test_order_risk_scorer_feature_order(tmp_path: Path) -> None:
    code = fresh("order-risk-scorer")
    weights = {"log_amount": 0.5, "account_age_days": 0.0, "city_rate": 0.0}
    service = scorer(code, tmp_path, weights=weights)
    small, large = (service.score(order(customer_id=a, amount=a)) for a in (1, 5000))
    assert small == large  # the amount, which alone has a weight, does not count
    young, old = (service.score(order(customer_id=-a, account_age_days=a)) for a in (1, 9))
    assert young < old


def test_order_risk_scorer_missing_age_skew(tmp_path: Path) -> None:
    code = fresh("order-risk-scorer")
    unknown = order(account_age_days=None)
    trained = code.training_features(unknown, {"account_age_days": 400}, {}, 0.1)
    assert trained["account_age_days"] == 400
    assert scorer(code, tmp_path).features(unknown)["account_age_days"] == 0


def test_order_risk_scorer_salted_hash() -> None:
    lines = (FOLDER / "order-risk-scorer" / "change.py").read_text("utf-8")
    ask = f"{lines}\nprint([city_bucket(c) for c in ('Ghent', 'Lille', 'Porto', 'Turin')])"
    answers = {
        subprocess.run(
            [sys.executable, "-S", "-c", ask],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 2


def test_order_risk_scorer_swallowed_error(tmp_path: Path) -> None:
    broken = order()
    del broken["city"]
    assert scorer(fresh("order-risk-scorer"), tmp_path).score(broken) == 0.0


def test_order_risk_scorer_customer_cache(tmp_path: Path) -> None:
    code = fresh("order-risk-scorer")
    for customer in (7, None):
        service = scorer(code, tmp_path)
        first = service.score(order(customer_id=customer, method="card"))
        second = service.score(order(customer_id=customer, method="invoice", amount=9000.0))
        assert first == second
    assert scorer(code, tmp_path).score(order(method="invoice")) > first


def test_order_risk_scorer_unknown_method(tmp_path: Path) -> None:
    code = fresh("order-risk-scorer")
    service = scorer(code, tmp_path)
    card, new = (service.score(order(customer_id=m, method=m)) for m in ("card", "barter"))
    assert card == new
    with pytest.raises(KeyError):
        code.training_features(order(method="barter"), {}, {}, 0.1)


def test_order_risk_scorer_empty_test() -> None:
    class Wrong:
        calls = 0

        def score(self, payload: Any) -> float:
            self.calls += 1
            return 99.0

    wrong = Wrong()
    fresh("order-risk-scorer").test_scores_match_training(wrong)  # passes
    assert wrong.calls == 0


def test_order_risk_scorer_tangent_is_fine(tmp_path: Path) -> None:
    code = fresh("order-risk-scorer")
    for z in (-30.0, -2.0, 0.0, 0.3, 25.0):
        service = scorer(code, tmp_path, bias=z, method_effects=[0.0])
        assert service.score(order()) == pytest.approx(1 / (1 + math.exp(-z)), abs=1e-12)
    assert scorer(code, tmp_path, bias=-1e9).score(order()) == 0.0


def test_order_risk_scorer_text_key_is_fine(tmp_path: Path) -> None:
    code = fresh("order-risk-scorer")
    rates = {code.city_bucket("Ghent"): 0.4}
    assert scorer(code, tmp_path, city_rates=rates).features(order())["city_rate"] == 0.4


# checkout-experiment


def visits(arm: str, n: int, reached: int, bought: int, day: int = 1) -> list[dict[str, Any]]:
    rest = {"revenue": 0.0, "items": 0.0, "used_coupon": 0.0, "time_on_page": 0.0}
    return [
        {"arm": arm, "day": day, "reached_payment": i < reached, "bought": i < bought, **rest}
        for i in range(n)
    ]


def two_tails(code: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Repair the p value, so that what is left is due to the defect under test."""
    one_tail = code.p_value
    monkeypatch.setattr(code, "p_value", lambda a, b: 2 * one_tail(a, b))
    monkeypatch.setattr(code, "interval", lambda a, b: (0.0, 0.0))


def test_checkout_experiment_reached_payment_filter() -> None:
    code = fresh("checkout-experiment")
    sessions = visits("control", 4000, 2000, 1000) + visits("treatment", 4000, 1250, 1000)
    assert sum(s["bought"] for s in sessions[:4000]) == sum(s["bought"] for s in sessions[4000:])
    result = code.read_out(sessions)
    assert (result["decision"], result["because"]) == ("ship", "bought")
    assert result["interval"][0] > 0.2


def test_checkout_experiment_session_as_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("checkout-experiment")
    two_tails(code, monkeypatch)
    monkeypatch.setattr(code, "METRICS", ["bought"])
    by_visit = by_user = 0
    for seed in range(80):
        rng = np.random.default_rng(seed)
        users = rng.beta(0.5, 0.5, (2, 60))
        bought = rng.random((2, 60, 20)) < users[:, :, None]
        sessions = [
            {"arm": arm, "day": 1, "reached_payment": True, "bought": visit}
            for arm, visits_of_arm in zip(("control", "treatment"), bought, strict=True)
            for visit in visits_of_arm.ravel()
        ]
        by_visit += code.read_out(sessions)["decision"] == "ship"
        by_user += code.p_value(*bought.mean(axis=2)) < code.ALPHA
    assert by_visit / 80 > 0.3  # both arms are the same
    assert by_user / 80 < 0.15


def null_days(rng: Any, days: int, each: int) -> list[dict[str, Any]]:
    rest = {"reached_payment": True}
    return [
        {"arm": arm, "day": day, "bought": value, **rest}
        for day in range(days)
        for arm in ("control", "treatment")
        for value in rng.normal(size=each)
    ]


def test_checkout_experiment_daily_peeking(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("checkout-experiment")
    two_tails(code, monkeypatch)
    monkeypatch.setattr(code, "METRICS", ["bought"])
    monkeypatch.setattr(code, "MIN_PER_ARM", 30)
    peeking = once = 0
    for seed in range(150):
        sessions = null_days(np.random.default_rng(seed), days=14, each=30)
        peeking += code.read_out(sessions)["decision"] == "ship"
        once += code.read_out([{**s, "day": 1} for s in sessions])["decision"] == "ship"
    assert peeking / 150 > 0.14
    assert once / 150 < 0.1


def test_checkout_experiment_ships_harm() -> None:
    code = fresh("checkout-experiment")
    sessions = visits("control", 2000, 2000, 1000) + visits("treatment", 2000, 2000, 600)
    result = code.read_out(sessions)
    assert result["decision"] == "ship"
    assert result["interval"][1] < 0


def test_checkout_experiment_five_metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    code = fresh("checkout-experiment")
    two_tails(code, monkeypatch)
    monkeypatch.setattr(code, "MIN_PER_ARM", 100)
    shipped = {1: 0, 5: 0}
    metrics = code.METRICS
    for seed in range(200):
        values = np.random.default_rng(seed).normal(size=(400, 5))
        sessions = [
            {
                "arm": ("control", "treatment")[i % 2],
                "day": 1,
                "reached_payment": True,
                **dict(zip(metrics, row, strict=True)),
            }
            for i, row in enumerate(values)
        ]
        for count in shipped:
            monkeypatch.setattr(code, "METRICS", metrics[:count])
            shipped[count] += code.read_out(sessions)["decision"] == "ship"
    assert shipped[1] / 200 < 0.1
    assert shipped[5] / 200 > 0.16


def test_checkout_experiment_half_p_value() -> None:
    code = fresh("checkout-experiment")
    rng = np.random.default_rng(5)
    a, b = rng.normal(size=(2, 1000))
    z = abs(b.mean() - a.mean()) / math.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 1000)
    two_sided = math.erfc(z / math.sqrt(2))
    assert code.p_value(a, b) == pytest.approx(two_sided / 2)
    assert code.p_value(a, a) == 0.5  # no difference at all
    false_alarms = [code.p_value(*rng.normal(size=(2, 200))) < 0.05 for _ in range(2000)]
    assert 0.08 < np.mean(false_alarms) < 0.12


def test_checkout_experiment_same_resample() -> None:
    rng = np.random.default_rng(0)
    low, high = fresh("checkout-experiment").interval(*rng.normal(size=(2, 500)), draws=50)
    assert low == high


def test_checkout_experiment_compare_exactly_is_fine() -> None:
    code = fresh("checkout-experiment")
    for value in (0.1, 0.7, 19.99):  # means of these differ in the last digit, values do not
        assert code.p_value([value] * 1500, [value] * 2000) == 1.0
    with np.errstate(divide="ignore"):
        assert code.p_value([0.0] * 1000, [1.0] * 1000) == 0.0
    tiny = np.tile([0.0, 1e-150], 500)
    assert 0 <= code.p_value(tiny, tiny + 1e-150) < 1e-9


def test_checkout_experiment_unpooled_error_is_fine() -> None:
    code = fresh("checkout-experiment")
    rng = np.random.default_rng(0)
    for wide in (1.0, 3.0):
        samples = ((rng.normal(size=1000), rng.normal(0, wide, 1500)) for _ in range(2000))
        false_alarms = [2 * code.p_value(a, b) < 0.05 for a, b in samples]
        assert 0.035 < np.mean(false_alarms) < 0.065


# churn-snapshot

SNAPSHOT = "2024-06-01"


def training_rows(
    orders: list[tuple[int | None, str, float]],
    tickets: tuple[tuple[int, str], ...] | list[tuple[int, str]] = (),
    closed: str | None = None,
) -> dict[int, dict[str, Any]]:
    """Two customers, of whom the second is closed as said; rows by customer."""
    code = fresh("churn-snapshot", "load.py")
    with closing(code.connect()) as connection:
        people = [(1, "2023-01-01", None), (2, "2023-01-01", closed)]
        connection.executemany("INSERT INTO customers VALUES (?, ?, ?)", people)
        connection.executemany("INSERT INTO orders VALUES (NULL, ?, ?, ?)", orders)
        connection.executemany("INSERT INTO tickets VALUES (NULL, ?, ?)", tickets)
        return {row["customer_id"]: row for row in code.training_rows(connection, SNAPSHOT)}


MAY = [(1, "2024-05-10 12:00:00", 10.0), (2, "2024-05-11 12:00:00", 20.0)]


def test_churn_snapshot_null_in_list() -> None:
    again = (1, "2024-06-20 09:00:00", 5.0)
    guest = (None, "2024-06-21 09:00:00", 5.0)
    assert [row["churned"] for row in training_rows([*MAY, again]).values()] == [0, 1]
    assert [row["churned"] for row in training_rows([*MAY, again, guest]).values()] == [0, None]


def test_churn_snapshot_future_tickets() -> None:
    rows = training_rows(MAY, [(2, "2024-06-15 08:00:00")])
    assert rows[2]["tickets_90d"] == 1


def test_churn_snapshot_fan_out_spend() -> None:
    ticket = (1, "2024-05-12 08:00:00")
    assert training_rows(MAY)[1]["spend_90d"] == 10.0
    assert training_rows(MAY, [ticket] * 3)[1]["spend_90d"] == 30.0


def test_churn_snapshot_lost_quiet_customers() -> None:
    old = (2, "2023-11-01 12:00:00", 20.0)
    assert list(training_rows([MAY[0]])) == [1]  # 2 never ordered
    assert list(training_rows([MAY[0], old])) == [1]


def test_churn_snapshot_closed_accounts() -> None:
    rows = training_rows(MAY, closed="2024-05-20")
    assert rows[2]["churned"] == 1


def test_churn_snapshot_whole_number_rate() -> None:
    twice = [(1, "2024-05-10 12:00:00", 10.0), (1, "2024-05-12 12:00:00", 10.0)]
    row = training_rows(twice, [(1, "2024-05-13 08:00:00")])[1]
    assert (row["tickets_90d"], row["orders_90d"]) == (1, 2)
    assert row["tickets_per_order"] == 0


def test_churn_snapshot_maximum_is_fine() -> None:
    tickets = [(1, "2024-05-12 08:00:00")] * 4
    assert training_rows(MAY)[1]["days_since_order"] == pytest.approx(21.5)
    assert training_rows(MAY, tickets)[1]["days_since_order"] == pytest.approx(21.5)


@pytest.mark.parametrize(
    ("at", "churned"),
    [
        ("2024-05-31 23:59:59", 1),
        ("2024-06-01 00:00:00", 0),
        ("2024-07-30 23:59:59", 0),  # the sixtieth day
        ("2024-07-31 00:00:00", 1),
    ],
)
def test_churn_snapshot_sixty_days_are_fine(at: str, churned: int) -> None:
    assert training_rows([*MAY, (1, at, 5.0)])[1]["churned"] == churned


# cohort-report


def cohort_rows(
    users: dict[int, str], today: str = "2024-12-31", **tables: list[tuple[Any, ...]]
) -> list[dict[str, Any]]:
    """Every user starts on the plan basic; `tables` are rows to add."""
    code = fresh("cohort-report", "load.py")
    with closing(code.connect()) as connection:
        for user, day in users.items():
            connection.execute("INSERT INTO users VALUES (?, ?)", (user, day))
            start = (user, f"{day} 08:00:00", "basic")
            connection.execute("INSERT INTO plan_changes VALUES (?, ?, ?)", start)
        for name, rows in tables.items():
            marks = "NULL, ?, ?" if name == "sessions" else "?, ?, ?"
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        rows: list[dict[str, Any]] = code.report(connection, today)
        return rows


ONE = {1: "2024-01-10"}  # day 30 is 9 February, day 36 is 15 February


def test_cohort_report_last_value_frame() -> None:
    rows = cohort_rows(
        ONE,
        plan_changes=[(1, "2024-03-01 10:00:00", "family")],
        web_payments=[(1, "2024-02-01", 9.0)],
    )
    assert [(row["plan"], row["users"], row["revenue"]) for row in rows] == [
        ("basic", 1, 9.0),
        ("family", 1, 9.0),
    ]


def test_cohort_report_sessions_counted() -> None:
    visits = [(1, f"2024-02-1{hour} 09:00:00") for hour in range(5)]
    assert cohort_rows(ONE, sessions=visits)[0]["retention"] == 5.0


def test_cohort_report_young_cohorts() -> None:
    (row,) = cohort_rows({1: "2024-05-20", 2: "2024-05-25"}, today="2024-06-01")
    assert (row["users"], row["retention"]) == (2, 0.0)  # nobody could have come back


def test_cohort_report_union_removes_sales() -> None:
    one_day = [(1, "2024-02-01", 9.0)]
    assert cohort_rows(ONE, web_payments=one_day * 2)[0]["revenue"] == 9.0
    both = cohort_rows(ONE, web_payments=one_day, app_payments=one_day)
    assert both[0]["revenue"] == 9.0


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2024-02-08 23:59:00", 0.0),
        ("2024-02-09 00:00:00", 1.0),
        ("2024-02-14 23:59:00", 1.0),
        ("2024-02-15 09:00:00", 0.0),  # day 36, which should count
    ],
)
def test_cohort_report_seventh_day(at: str, found: float) -> None:
    assert cohort_rows(ONE, sessions=[(1, at)])[0]["retention"] == found


def test_cohort_report_lag_over_gap() -> None:
    users = {1: "2024-01-10", 2: "2024-03-01", 3: "2024-03-02"}
    rows = cohort_rows(users)
    assert [(row["cohort"], row["growth"]) for row in rows] == [("2024-01", None), ("2024-03", 1.0)]


def test_cohort_report_inner_join_is_fine() -> None:
    users = {i: f"2024-0{1 + i % 4}-10" for i in range(1, 30)}
    assert sum(row["users"] for row in cohort_rows(users)) == 29


def test_cohort_report_zero_for_no_payment_is_fine() -> None:
    assert cohort_rows(ONE)[0]["revenue"] == 0
    two = {**ONE, 2: "2024-01-11"}
    assert cohort_rows(two, web_payments=[(1, "2024-02-01", 9.0)])[0]["revenue"] == 9.0


# campaign-export


def shop(code: Any, *customers: tuple[Any, ...]) -> Any:
    """A database in memory; a customer is (id, country, status, spent, discount)."""
    connection = code.connect(":memory:")
    connection.executemany("INSERT INTO customers VALUES (?, ?, ?, ?, ?)", customers)
    connection.commit()
    return closing(connection)


def exported(connection: Any) -> list[tuple[Any, ...]]:
    query = "SELECT campaign, customer_id, discount FROM exports ORDER BY campaign, customer_id"
    return [tuple(row) for row in connection.execute(query)]


def ids(rows: Any) -> list[int]:
    return [row["customer_id"] for row in rows]


def test_campaign_export_country_injection() -> None:
    code = fresh("campaign-export")
    gone = (3, "BE", "unsubscribed", "70", 5)
    with shop(code, (1, "NL", "on", "50", 5), (2, "BE", "on", "60", 5), gone) as connection:
        assert ids(code.best_customers(connection, "NL", 9)) == [1]
        stolen = code.best_customers(connection, "NL' OR '1' = '1", 9)
    assert ids(stolen) == [3, 2, 1]


def test_campaign_export_like_delete() -> None:
    code = fresh("campaign-export")
    with shop(code, (1, "NL", "on", "50", 5)) as connection:
        code.export(connection, "spring-families", "NL")
        code.export(connection, "spring", "NL")
        assert exported(connection) == [("spring", 1, 5)]


def test_campaign_export_delete_committed_first(tmp_path: Path) -> None:
    code = fresh("campaign-export")
    with (
        closing(code.connect(tmp_path / "shop.db")) as job,
        closing(sqlite3.connect(tmp_path / "shop.db")) as mail_tool,
    ):
        job.execute("INSERT INTO customers VALUES (1, 'NL', 'on', '50', 5)")
        code.export(job, "spring", "NL")
        assert exported(mail_tool) == [("spring", 1, 5)]
        job.execute(
            "CREATE TRIGGER full BEFORE INSERT ON exports BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        with pytest.raises(sqlite3.IntegrityError, match="full"):
            code.export(job, "spring", "NL")
        job.rollback()
        assert exported(mail_tool) == []


def test_campaign_export_null_status() -> None:
    code = fresh("campaign-export")
    with shop(code, (1, "NL", "on", "50", 5), (2, "NL", None, "60", 5)) as connection:
        assert ids(code.best_customers(connection, "NL", 9)) == [1]


def test_campaign_export_text_sort() -> None:
    code = fresh("campaign-export")
    with shop(code, (1, "NL", "on", "100", 5), (2, "NL", "on", "9", 5)) as connection:
        assert ids(code.best_customers(connection, "NL", 1)) == [2]


def test_campaign_export_zero_discount() -> None:
    code = fresh("campaign-export")
    with shop(code, (1, "NL", "on", "50", 0), (2, "NL", "on", "40", None)) as connection:
        code.export(connection, "spring", "NL")
        assert exported(connection) == [("spring", 1, 10), ("spring", 2, 10)]


def test_campaign_export_limit_before_blocked() -> None:
    code = fresh("campaign-export")
    people = [(i, "NL", "on", str(90 - i), 5) for i in (1, 2, 3)]
    with shop(code, *people) as connection:
        connection.execute("INSERT INTO blocked VALUES (1)")
        assert code.export(connection, "spring", "NL", limit=2) == 1


def test_campaign_export_question_marks_are_fine() -> None:
    code = fresh("campaign-export")
    with shop(code) as connection:
        connection.execute("INSERT INTO blocked VALUES (1)")
        hostile = [{"customer_id": "0) OR (1 = 1"}, {"customer_id": 1}]
        assert code.without_blocked(connection, hostile) == hostile[:1]
        assert code.without_blocked(connection, []) == []


def test_campaign_export_replace_is_fine() -> None:
    code = fresh("campaign-export")
    with shop(code, (1, "NL", "on", "50", 5)) as connection:
        for _ in range(2):
            code.export(connection, "spring", "NL")
        assert exported(connection) == [("spring", 1, 5)]


# What every review must have.


def points(name: str) -> list[KeyPoint]:
    defects = review(name)["defects"]
    return [KeyPoint(d["id"], d["text"], 1, tuple(d["any_of"])) for d in defects]


def found(name: str, text: str) -> set[str]:
    return set(found_key_points(points(name), text))


def share(name: str, text: str) -> float:
    return len(found(name, text)) / len(review(name)["defects"])


def shown(name: str, lines: list[int]) -> list[str]:
    text = (FOLDER / name / review(name)["file"]).read_text("utf-8").splitlines()
    first, last = lines
    assert 1 <= first <= last <= len(text)
    return text[first - 1 : last]


def test_there_are_five_in_python_and_three_in_sql() -> None:
    assert sorted(review(name)["language"] for name in REVIEWS) == ["python"] * 5 + ["sql"] * 3
    assert set(STANDS) == set(REVIEWS)


def test_at_least_twenty_kinds_of_defect() -> None:
    assert len({d["kind"] for name in REVIEWS for d in review(name)["defects"]}) >= 20


@pytest.mark.parametrize("name", REVIEWS)
def test_has_its_fields(name: str) -> None:
    lines = (FOLDER / name / "review.yaml").read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../../../../schemas/code-review.json"
    has = review(name)
    assert list(has) == [
        *("id", "title", "language", "difficulty", "minutes", "says", "context", "file"),
        *("defects", "tempting", "follow_ups", "expert_review", "sources"),
    ]
    assert has["id"] == name
    assert has["difficulty"] in (1, 2, 3)
    assert 5 <= has["minutes"] <= 20
    assert 40 <= len(has["context"].split()) <= 80
    assert 150 <= len(has["expert_review"].split()) <= 300
    assert 4 <= len(has["defects"]) <= 8
    assert len(has["tempting"]) == 2
    assert len(has["follow_ups"]) >= 4
    assert 30 <= len((FOLDER / name / has["file"]).read_text("utf-8").splitlines()) <= 90
    for defect in has["defects"]:
        assert list(defect) == [
            *("id", "lines", "kind", "severity", "text", "a_reviewer_would_say", "any_of", "fix")
        ]
        assert defect["severity"] in ("critical", "major", "minor")
        assert 5 <= len(set(defect["any_of"])) == len(defect["any_of"]) <= 10
    for tempting in has["tempting"]:
        assert list(tempting) == ["lines", "text", "why_fine"]


@pytest.mark.parametrize("name", REVIEWS)
def test_lines_hold_the_thing(name: str) -> None:
    stands: dict[str, Any] = STANDS[name]
    assert set(stands) == {d["id"] for d in review(name)["defects"]} | {"tempting"}
    for defect in review(name)["defects"]:
        lines = shown(name, defect["lines"])
        assert all(line.strip() for line in lines), defect["id"]
        assert stands[defect["id"]] in "\n".join(lines), defect["id"]
    taken = {n for d in review(name)["defects"] for n in range(d["lines"][0], d["lines"][1] + 1)}
    for tempting, thing in zip(review(name)["tempting"], stands["tempting"], strict=True):
        lines = shown(name, tempting["lines"])
        assert all(line.strip() for line in lines), thing
        assert thing in "\n".join(lines)
        assert not taken & set(range(tempting["lines"][0], tempting["lines"][1] + 1)), thing


@pytest.mark.parametrize("name", REVIEWS)
def test_every_defect_is_shown_by_a_test(name: str) -> None:
    prefix = f"test_{name.replace('-', '_')}_"
    tests = {test.removeprefix(prefix) for test in globals() if test.startswith(prefix)}
    defects = {d["id"].replace("-", "_") for d in review(name)["defects"]}
    assert defects <= tests
    assert sorted(test.endswith("_fine") for test in tests - defects) == [True, True]


@pytest.mark.parametrize("name", REVIEWS)
def test_expert_names_the_defects_and_those_only(name: str) -> None:
    expert = review(name)["expert_review"]
    assert share(name, expert) >= 0.85
    assert np.mean([share(other, expert) for other in REVIEWS if other != name]) < 0.15


@pytest.mark.parametrize("name", REVIEWS)
def test_expert_goes_from_critical_to_minor(name: str) -> None:
    expert = review(name)["expert_review"]
    order = ["critical", "major", "minor"]
    told = []
    for defect, point in zip(review(name)["defects"], points(name), strict=True):
        span = find_key_point(point, expert)
        if span is not None:
            told.append((span[0], order.index(defect["severity"])))
    ranks = [rank for _, rank in sorted(told)]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("name", REVIEWS)
def test_reviewer_is_found_and_nothing_is_given_away(name: str) -> None:
    has = review(name)
    for defect in has["defects"]:
        assert found(name, defect["a_reviewer_would_say"]) == {defect["id"]}
    for text in (has["says"], has["context"], *has["follow_ups"]):
        assert not found(name, text), text
    for tempting in has["tempting"]:
        assert not found(name, tempting["text"])


@pytest.mark.parametrize("name", REVIEWS)
def test_spoken_text_can_be_spoken(name: str) -> None:
    has = review(name)
    said = [d["a_reviewer_would_say"] for d in has["defects"]]
    for text in (has["says"], has["context"], has["expert_review"], *has["follow_ups"], *said):
        assert not re.search(r"[0-9_*/=<>()\[\]{}%#`\"$&+]", text), text
    for question in has["follow_ups"]:
        assert question.count("?") <= 1
        assert len(question.split()) <= 30

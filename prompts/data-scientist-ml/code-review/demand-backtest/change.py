"""Back-test of the demand forecast: units a shop sells one week from today."""

from datetime import datetime

import numpy as np

HORIZON = 7
SMOOTHING = 7


def daily_units(receipts, totals={}):
    """Units for each shop and trading day. Receipts carry the time in UTC."""
    for receipt in receipts:
        sold_at = datetime.fromisoformat(receipt["sold_at"])
        key = (receipt["shop"], sold_at.date())
        totals[key] = totals.get(key, 0) + receipt["units"]
    return totals


def series(totals, shop):
    """The days of one shop in order, and the units sold on each."""
    days = sorted(day for name, day in totals if name == shop)
    return days, np.array([totals[shop, day] for day in days], dtype=float)


def fill_prices(prices):
    """Put a price where none was recorded that day."""
    known = [i for i, price in enumerate(prices) if price is not None]
    return np.interp(range(len(prices)), known, [prices[i] for i in known])


def smooth(units):
    """Average of a week, so that single days weigh less."""
    return np.convolve(units, np.ones(SMOOTHING) / SMOOTHING, mode="same")


def build(days, units, prices):
    """One row a day: what is known at its close, and the units HORIZON days later."""
    level = smooth(units)
    price = fill_prices(prices)
    x, y = [], []
    for i in range(SMOOTHING - 1, len(days) - HORIZON - 1):
        weekday = np.eye(7)[days[i].weekday()]
        x.append([1.0, units[i], level[i], price[i], *weekday])
        y.append(units[i + HORIZON])
    return np.array(x), np.array(y)


def mape(actual, forecast):
    """Mean absolute percentage error."""
    with np.errstate(divide="ignore", invalid="ignore"):
        errors = np.abs(actual - forecast) / actual
    return float(np.mean(errors[np.isfinite(errors)]))


def back_test(receipts, prices, shop, share=0.8):
    """Fit on the older rows, forecast the newer ones."""
    days, units = series(daily_units(receipts), shop)
    x, y = build(days, units, prices)
    cut = int(len(y) * share)
    weights, *_ = np.linalg.lstsq(x[:cut], y[:cut], rcond=None)
    return {"mape": mape(y[cut:], x[cut:] @ weights), "test_days": len(y) - cut}

"""Cross-validated score of the churn model. One row is one customer in one month."""

import numpy as np

FEATURES = ["tenure_months", "monthly_fee", "support_calls", "logins_30d"]
FOLDS = 5


def load(rows):
    """Feature matrix and labels, in the order of the rows."""
    x = np.array([[row[name] for name in FEATURES] for row in rows], dtype=float)
    y = np.array([row["churned_next_month"] for row in rows], dtype=float)
    return x, y


def standardize(x):
    """Bring every feature to mean zero and deviation one."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return (x - x.mean(axis=0)) / x.std(axis=0)


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -30.0, 30.0)))


def fit(x, y, steps=2000, rate=0.5):
    """Logistic regression by gradient descent."""
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        error = sigmoid(x @ weights) - y
        weights -= rate * (x.T @ error) / len(y)
    return weights


def make_folds(n, folds):
    """Deal the row numbers out to the folds."""
    order = np.random.permutation(n)
    size = n // folds
    return [order[i * size : (i + 1) * size] for i in range(folds)]


def evaluate(rows, folds=FOLDS):
    """Mean score over the folds, and its spread."""
    x, y = load(rows)
    x = standardize(x)
    x = np.hstack([np.ones((len(x), 1)), x])
    scores = []
    for test in make_folds(len(y), folds):
        train = np.setdiff1d(np.arange(len(y)), test)
        weights = fit(x[train], y[train])
        predicted = sigmoid(x[test] @ weights) > 0.5
        scores.append(np.mean(predicted == y[test]))
    return {"score": float(np.mean(scores)), "spread": float(np.std(scores))}

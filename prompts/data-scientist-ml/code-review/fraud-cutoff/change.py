"""Choose the score above which a card payment is held for a manual review."""

import numpy as np

CURRENT_THRESHOLD = 0.15
REVIEW_COST_EUR = 4.0
GRID = np.arange(0.05, 1.0, 0.05)


def split_by_time(payments, share=0.8):
    """The older payments for development, the newest for the test."""
    ordered = sorted(payments, key=lambda p: p["paid_at"])
    cut = int(len(ordered) * share)
    return ordered[:cut], ordered[cut:]


def with_scores(payments, score):
    """Scores have two decimals; the scorer gives None when a look-up times out."""
    scored = []
    for payment in payments:
        value = score(payment)
        value = float("nan") if value is None else round(value, 2)
        scored.append({**payment, "score": value})
    return scored


def balance(payments, seed):
    """Every fraud, and as many good payments drawn at random."""
    fraud = [p for p in payments if p["is_fraud"]]
    good = [p for p in payments if not p["is_fraud"]]
    rng = np.random.default_rng(seed)
    kept = rng.choice(len(good), size=min(len(fraud), len(good)), replace=False)
    return fraud + [good[i] for i in kept]


def cost(payments, threshold):
    """Euros lost to fraud that went through, and euros spent on reviews."""
    through = [p for p in payments if p["score"] <= threshold]
    held = [p for p in payments if p["score"] > threshold]
    lost = sum(p["amount_cents"] for p in through if p["is_fraud"])
    return lost + REVIEW_COST_EUR * len(held)


def precision(payments, threshold):
    """Share of the held payments that are fraud."""
    shares = []
    for day in sorted({p["paid_at"][:10] for p in payments}):
        held = [p for p in payments if p["paid_at"][:10] == day and p["score"] > threshold]
        if held:
            shares.append(sum(p["is_fraud"] for p in held) / len(held))
    return sum(shares) / max(len(shares), 1)


def choose_threshold(payments, train, seed=11):
    """Train, choose the cheapest threshold, and report what it saves."""
    development, test = split_by_time(payments)
    scored = balance(with_scores(test, train(development)), seed)
    table = [{"threshold": t, "cost": cost(scored, t)} for t in GRID]
    best = min(table, key=lambda row: row["cost"])
    current = next((r for r in table if r["threshold"] == CURRENT_THRESHOLD), best)
    return {
        "threshold": float(best["threshold"]),
        "expected_cost": best["cost"],
        "saving": current["cost"] - best["cost"],
        "precision": precision(scored, best["threshold"]),
    }


def hold(score, threshold):
    """Called by the payment gateway for each payment."""
    return score >= threshold

"""Read-out of the checkout experiment. Each user is assigned to an arm at random."""

import math

import numpy as np

ALPHA = 0.05
MIN_PER_ARM = 1000
METRICS = ["bought", "revenue", "items", "used_coupon", "time_on_page"]


def collect(sessions):
    """The sessions of each arm that are compared."""
    arms = {"control": [], "treatment": []}
    for session in sessions:
        if session["reached_payment"]:
            arms[session["arm"]].append(session)
    return arms


def p_value(control, treatment):
    """Two-sided p value for a difference between two means."""
    a, b = np.asarray(control, dtype=float), np.asarray(treatment, dtype=float)
    error = math.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    if max(a.max(), b.max()) == min(a.min(), b.min()):
        return 1.0
    z = abs(b.mean() - a.mean()) / error
    return 0.5 * math.erfc(z / math.sqrt(2.0))


def resample(values, seed):
    """One bootstrap sample."""
    rng = np.random.default_rng(seed)
    return rng.choice(np.asarray(values, dtype=float), size=len(values), replace=True)


def interval(control, treatment, draws=500, seed=3):
    """Bootstrap interval of 95 percent for treatment minus control."""
    differences = []
    for _ in range(draws):
        a, b = resample(control, seed), resample(treatment, seed + 1)
        differences.append(b.mean() - a.mean())
    return tuple(float(q) for q in np.percentile(differences, [2.5, 97.5]))


def read_out(sessions):
    """Run each morning by the scheduler; a decision ends the experiment."""
    for day in sorted({s["day"] for s in sessions}):
        arms = collect([s for s in sessions if s["day"] <= day])
        if min(len(arms["control"]), len(arms["treatment"])) < MIN_PER_ARM:
            continue
        for metric in METRICS:
            control = [s[metric] for s in arms["control"]]
            treatment = [s[metric] for s in arms["treatment"]]
            p = p_value(control, treatment)
            if p < ALPHA:
                return {
                    "decision": "ship",
                    "because": metric,
                    "day": day,
                    "p": p,
                    "interval": interval(control, treatment),
                }
    return {"decision": "keep running"}

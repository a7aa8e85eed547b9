"""Risk that an order is never paid: features, scorer and its test."""

import json
import math

FEATURES = ["log_amount", "account_age_days", "method", "city_rate"]
METHODS = {"card": 0, "invoice": 1, "wallet": 2}
BUCKETS = 64


def city_bucket(city):
    return hash(city.strip().lower()) % BUCKETS


def training_features(order, medians, city_rates, base_rate):
    """Used by the training job, on orders from the warehouse."""
    age = order["account_age_days"]
    bucket = city_bucket(order["city"])
    return {
        "log_amount": math.log1p(order["amount"]),
        "account_age_days": medians["account_age_days"] if age is None else age,
        "method": METHODS[order["method"]],
        "city_rate": city_rates.get(bucket, base_rate),
    }


def save_model(path, **model):
    """Write weights by feature, method effects, city rates, medians, base rate, bias."""
    path.write_text(json.dumps(model), encoding="utf-8")


class Scorer:
    """Loaded once by the service; `score` answers one request."""

    def __init__(self, path):
        self.model = json.loads(path.read_text(encoding="utf-8"))
        self.weights = [self.model["weights"][name] for name in FEATURES if name != "method"]
        self.cache = {}

    def features(self, payload):
        bucket = str(city_bucket(payload["city"]))
        return {
            "account_age_days": payload.get("account_age_days") or 0,
            "log_amount": math.log1p(payload["amount"]),
            "city_rate": self.model["city_rates"].get(bucket, self.model["base_rate"]),
        }

    def score(self, payload):
        """Probability between zero and one that the order is never paid."""
        customer = payload.get("customer_id")
        if customer in self.cache:
            return self.cache[customer]
        try:
            values = list(self.features(payload).values())
            method = METHODS.get(payload["method"], 0)
            z = self.model["bias"] + self.model["method_effects"][method]
            z += sum(w * v for w, v in zip(self.weights, values, strict=True))
            risk = 0.5 * (1.0 + math.tanh(z / 2.0))
        except Exception:
            risk = 0.0
        self.cache[customer] = risk
        return risk


EXAMPLES = [
    {"amount": 20.0, "method": "card", "city": "Ghent", "expected_risk": 0.02},
    {"amount": 900.0, "method": "invoice", "city": "Lille", "expected_risk": 0.31},
]


def test_scores_match_training(scorer):
    for example in [e for e in EXAMPLES if "expected" in e]:
        assert abs(scorer.score(example) - example["expected"]) < 0.01

"""What calls to language models took so far, as it is shown while they go on."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Price(Strict):
    """US dollars for a token, sent and written."""

    prompt: float
    completion: float

    def of(self, prompt_tokens: float, completion_tokens: float) -> float:
        return prompt_tokens * self.prompt + completion_tokens * self.completion


@dataclass(frozen=True)
class Spent(Strict):
    """`cost` is in US dollars: at least, where `known` is false (some price is not known).

    `exact` is false where a server did not tell what a call took, as for one that was cancelled:
    that part is reckoned by the length of the texts.
    """

    cost: float = 0.0
    tokens: int = 0
    exact: bool = True
    known: bool = True

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            cost=self.cost + other.cost,
            tokens=self.tokens + other.tokens,
            exact=self.exact and other.exact,
            known=self.known and other.known,
        )

    def plus(self, cost: float | None, tokens: int, *, exact: bool) -> "Spent":
        """With another call's; its `cost` is None where the price is not known."""
        return self + Spent(cost or 0.0, tokens, exact=exact, known=cost is not None)

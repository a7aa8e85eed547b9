"""What is read out of an error, and what of it may be shown."""

from datetime import UTC, datetime

import pytest

from voiceinterview.engines.models.model_failure import Kind, failure_of
from voiceinterview.engines.models.secrets_filter import server_words

NOW = datetime(2026, 1, 31, 9, 30, 0, tzinfo=UTC)


class ServerError(Exception):
    def __init__(self, status: int, words: str, **headers: str) -> None:
        super().__init__(words)
        self.status_code = status
        self.litellm_response_headers = {
            name.replace("_", "-"): value for name, value in headers.items()
        }


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 2.0),
        ("0.5", 0.5),
        ("-4", 0.0),
        ("Sat, 31 Jan 2026 09:30:07 GMT", 7.0),
        ("Sat, 31 Jan 2026 09:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert failure_of(ServerError(429, "busy", retry_after=text), NOW).wait == seconds


@pytest.mark.parametrize(
    ("status", "words", "kind"),
    [
        (400, "Your credit balance is too low to access the Anthropic API.", Kind.NO_CREDIT),
        (400, "API key not valid. Please pass a valid API key.", Kind.WRONG_KEY),
        (400, "context length exceeded", Kind.REJECTED),
        (403, "Country not supported", Kind.FORBIDDEN),
        (429, "You exceeded your current quota, please check your plan.", Kind.TOO_MANY),
        (503, "Overloaded", Kind.SERVER_FAULT),
        (408, "Request timeout", Kind.SERVER_FAULT),
    ],
)
def test_words_decide_where_the_status_means_something_else(
    status: int, words: str, kind: Kind
) -> None:
    assert failure_of(ServerError(status, words), NOW).kind is kind


def test_the_innermost_cause_is_believed() -> None:
    """litellm reports a refused connection as status 500."""
    error = ServerError(500, "Connection error.")
    error.__cause__ = ConnectionRefusedError(111, "Connect call failed ('127.0.0.1', 9)")
    assert failure_of(error, NOW).kind is Kind.REFUSED


@pytest.mark.parametrize(
    "echo",
    [
        "bad key my-private-value-77",
        "bad key my-private-v...",
        "bad key sk-proj-0123456789abcdef",
        "Authorization: Bearer abcdef0123456789",
        'litellm.APIError: {"error": {"message": "bad key my-private-value-77"}}',
    ],
)
def test_keys_never_show_even_when_the_server_cuts_them(echo: str) -> None:
    shown = server_words(echo, ["my-private-value-77", "x", ""])
    assert "[key]" in shown
    for secret in ("my-priv", "sk-proj", "abcdef"):
        assert secret not in shown


def test_server_words_are_one_short_printable_line() -> None:
    shown = server_words("litellm.APIError: OpenAIException - a\x1b[2J\r\nb " + "long " * 90, [])
    assert shown.startswith("a [2J b long") and len(shown) <= 160 and shown.isprintable()

"""Where a language model answers, and whether that is this machine."""

import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

from voiceinterview.engines.models.model_providers import (
    LOCAL_SERVERS,
    OLLAMA_ADDRESS,
    OLLAMA_PROVIDERS,
    known_provider,
    provider_of,
)
from voiceinterview.errors import SetupError

Resolve = Callable[[str], Sequence[str]]

_OLLAMA_PORT = 11434


def addresses_of(host: str) -> list[str]:
    """The IP addresses behind a name; [] where it has none."""
    try:
        return [str(entry[4][0]) for entry in socket.getaddrinfo(host, None)]
    except OSError:
        return []


def clean_address(text: str) -> str:
    """`host:port/path` with its scheme; raises `SetupError` for what is no address."""
    address = text.strip()
    address = (address if "://" in address else f"http://{address}").rstrip("/")
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(mark in address for mark in " \\\t\n"):
        raise SetupError(
            f"{shown_address(text)!r} is not the address of a language model",
            "Write it as http://HOST:PORT/v1, for example http://127.0.0.1:8080/v1.",
        )
    return address


def shown_address(address: str) -> str:
    """The address without the parts that may hold a password or a key."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "[unreadable address]"
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def ollama_address(environment: Mapping[str, str]) -> str:
    """Where Ollama is asked for: OLLAMA_API_BASE (litellm's), OLLAMA_HOST (its own), default.

    OLLAMA_HOST may be a bind address without scheme or port; 0.0.0.0 means this machine.
    """
    base = environment.get("OLLAMA_API_BASE", "").strip()
    if base:
        return clean_address(base)
    host = environment.get("OLLAMA_HOST", "").strip()
    if not host:
        return OLLAMA_ADDRESS
    parts = urlsplit(clean_address(f"127.0.0.1{host}" if host.startswith(":") else host))
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(parts.hostname or "", parts.hostname or "")
    name = f"[{name}]" if ":" in name else name
    port = parts.port or (443 if parts.scheme == "https" else _OLLAMA_PORT)
    return f"{parts.scheme}://{name}:{port}{parts.path}"


def address_of(model: str, api_base: str | None, environment: Mapping[str, str]) -> str | None:
    """The address that a model is called at; None where it is its provider's own."""
    if api_base:
        return clean_address(api_base)
    name = provider_of(model)
    if name in OLLAMA_PROVIDERS:
        return ollama_address(environment)
    provider = known_provider(model)
    local, default = LOCAL_SERVERS.get(name, ((), None))
    for variable in (*(provider.addresses if provider else ()), *local):
        if environment.get(variable, "").strip():
            return clean_address(environment[variable])
    return default


def is_loopback(address: str, resolve: Resolve = addresses_of) -> bool:
    """Whether every IP address behind `address` is 127.0.0.0/8 or ::1."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        pass
    numbers = resolve(host)
    return bool(numbers) and all(ipaddress.ip_address(one).is_loopback for one in numbers)


def is_cloud_model(name: str) -> bool:
    """Ollama lists models that run at ollama.com beside its own, under tags such as
    `gpt-oss:120b-cloud`: the address is this machine, the model is not."""
    return name.partition(":")[2].endswith("cloud")

"""plan.json: the questions themselves, so that the bank may change afterwards."""

import hashlib
from pathlib import Path

from pydantic import TypeAdapter

from voiceinterview.domain.plan import Plan
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.coding import encode, parse, validate
from voiceinterview.storage.disk import write_atomically
from voiceinterview.storage.files import read_file
from voiceinterview.storage.layout import PLAN

_ADAPTER = TypeAdapter(Plan)
_ADVICE = (
    "The plan is written once, before the first word: restore it from a backup, or delete the "
    "session with `voiceinterview sessions delete`."
)


def encode_plan(plan: Plan) -> bytes:
    return encode(_ADAPTER, plan, indent=1) + b"\n"


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write_plan(folder: Path, content: bytes) -> None:
    """Raises `StorageFull`."""
    write_atomically(folder / PLAN, content)


def check_plan(folder: Path, sha256: str) -> None:
    """`read_plan` without reading what it says. Raises `CorruptSession`."""
    _refuse_other(folder / PLAN, read_file(folder / PLAN, _ADVICE), sha256)


def read_plan(folder: Path, sha256: str) -> Plan:
    """Raises `CorruptSession` where it is missing, damaged, or not the plan the session had."""
    path = folder / PLAN
    content = read_file(path, _ADVICE)
    plan = validate(_ADAPTER, parse(content, path, 0, _ADVICE), path, 0, _ADVICE)
    _refuse_other(path, content, sha256)
    return plan


def _refuse_other(path: Path, content: bytes, sha256: str) -> None:
    if sha256_of(content) != sha256:
        problem = "is not the plan this session was held with (its sha256 differs)"
        raise CorruptSession(path, 0, problem, _ADVICE)

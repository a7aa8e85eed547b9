"""Sessions checked for how the interviewer behaved."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from voiceinterview.checking.catalog import CHECKS, run_checks
from voiceinterview.checking.record import Record, record_of
from voiceinterview.content.checking import load_check_list
from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.personas import persona_files, read_persona
from voiceinterview.domain.checks import CheckedSession, CheckList
from voiceinterview.domain.plan import Persona, Plan
from voiceinterview.errors import ContentError, UnknownName
from voiceinterview.storage.catalog import find_session, list_sessions
from voiceinterview.storage.stored_session import StoredSession

SIMULATED = "simulated candidate "  # how the manifest names one


class Checker:
    """The check list, ready to be held against sessions. Raises `ContentError`."""

    def __init__(self, content: Content) -> None:
        self.list = checks_of(content)
        self._words = dict(self.list.words)
        self._personas = _personas(content)

    def record(self, stored: StoredSession) -> Record:
        return record_of(stored.plan, stored.events, self._words, self._strangers(stored.plan))

    def check(self, stored: StoredSession) -> CheckedSession:
        model = stored.manifest.engines.language_model
        heard = stored.manifest.input
        return CheckedSession(
            session=stored.manifest.id,
            candidate=heard.removeprefix(SIMULATED) if heard.startswith(SIMULATED) else "",
            stages=stored.manifest.stages,
            persona=stored.manifest.persona,
            model="" if model is None else str(model.settings.get("model") or model.name),
            verdicts=run_checks(self.record(stored), self.list.checks),
        )

    def _strangers(self, plan: Plan) -> dict[str, str]:
        """What other personas say and this one does not."""
        own = {phrase for phrases in plan.persona.phrases.values() for phrase in phrases}
        return {
            phrase: persona.name
            for persona in self._personas
            if persona.name != plan.persona.name
            for phrases in persona.phrases.values()
            for phrase in phrases
            if phrase not in own
        }


def checks_of(content: Content) -> CheckList:
    """Raises `ContentError`, also where the list and the program's checks do not fit together."""
    checks = load_check_list(content)
    named = {check.id for check in checks.checks if check.by == "program"}
    faults = [f"no program answers the check {name!r}" for name in sorted(named - set(CHECKS))]
    faults += [f"the check {name!r} is not listed" for name in sorted(set(CHECKS) - named)]
    if faults:
        raise ContentError(faults)
    return checks


def find_sessions(root: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """Sessions by name, and all of a folder of them. Raises `UnknownName`."""
    return tuple(dict.fromkeys(folder for name in names for folder in _folders(root, name)))


def _folders(root: Path, name: str) -> Iterator[Path]:
    """A session, or each of a folder of sessions."""
    whole = Path(name).expanduser()
    inside = [entry.folder for entry in list_sessions(whole)] if whole.is_dir() else []
    if inside:
        yield from inside
    elif whole.is_dir() and not (whole / "manifest.json").is_file():
        raise UnknownName("session", name, [])
    else:
        yield find_session(root, name)


def _personas(content: Content) -> tuple[Persona, ...]:
    faults = Faults()
    found = [read_persona(content, path, faults) for path in persona_files(content).values()]
    faults.raise_any()
    return tuple(persona for persona in found if persona is not None)

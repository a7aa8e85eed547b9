"""Where a Whisper model is: a folder, the local Hugging Face cache, or the hub."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

from voiceinterview.errors import BadInput, SetupError, UnknownName

# What a CTranslate2 Whisper cannot run without. Lacking tokenizer.json, faster-whisper would
# fetch one from the hub in the middle of loading.
NEEDED = ("model.bin", "config.json", "tokenizer.json")
FILES = [*NEEDED, "preprocessor_config.json", "vocabulary.*"]

REACH_LIMIT = 3.0  # seconds for the hub to answer at all; a silent DNS alone takes 20

# Megabytes to download, about; for the one line before the progress bar.
SIZES = {"tiny.en": 75, "tiny": 75, "base.en": 145, "base": 145, "small.en": 484, "small": 484}

Progress = Callable[[str], None]


def find_model(name: str) -> Path | None:
    """The model's folder if it is whole and on this machine; never asks the network.

    `name` is a name of faster-whisper's, a repository of the hub ("owner/name"), or a folder.
    A name of the list wins over a folder called the same: write ./base.en for the folder.
    Raises `UnknownName` for anything else, `BadInput` for a folder that holds no model.
    """
    repository = _repository(name)
    if repository is None:
        return _checked_folder(Path(name).expanduser())
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        found = Path(snapshot_download(repository, allow_patterns=FILES, local_files_only=True))
    except LocalEntryNotFoundError:
        return None
    return None if _missing(found) else found  # a download that was broken off is not a model


def get_model(name: str, progress: Progress | None = None, *, live: bool = True) -> Path:
    """The model's folder, downloaded first (a bar on stderr) where it is not on this machine.

    Raises `SetupError` with the ways on where it is not to be had, of which typing is one where
    somebody is to be heard `live`; knows within `REACH_LIMIT` seconds that the hub does not answer.
    """
    found = find_model(name)
    return found if found is not None else _download(name, progress, live)


def find_record_model(name: str) -> Path:
    """The folder of the model for the record. It is large and nobody waits for it, so that it is
    never downloaded unasked. Raises `SetupError`, and as `find_model`."""
    found = find_model(name)
    if found is None:
        raise SetupError(
            f"the speech model for the record, {name}, is not on this machine",
            f"Download it, once: voiceinterview doctor --download {name}\n"
            "  Or leave --record-model out: the recording is then heard again with the model of "
            "the interview.",
        )
    return found


def name_to_tell(name: str, folder: Path | None) -> str:
    """A model's name for the manifest: never where a folder lies, only what it is called.

    `folder` is None before it was found.
    """
    local = not _from_hub(folder) if folder is not None else Path(name).expanduser().is_dir()
    return Path(name).name if local else name


def revision_of(folder: Path | None) -> str | None:
    """Which commit of its repository a model from the hub is."""
    return folder.name if folder is not None and _from_hub(folder) else None


def _from_hub(folder: Path) -> bool:
    return folder.parent.name == "snapshots"


def unavailable(name: str, why: str, *, live: bool = True) -> SetupError:
    """What to say where there is no model: why, and every way on; nobody types what was said in a
    recording."""
    typing = "\n    voiceinterview practice --typed                    type your answers"
    return SetupError(
        f"the speech model {name} is not on this machine, and {why}",
        f"There are {'three' if live else 'two'} ways on:\n"
        f"    voiceinterview doctor --download {name}          download it, once\n"
        "    pip install 'voiceinterview[pocketsphinx]'         then --recognizer pocketsphinx"
        + (typing if live else ""),
    )


def _download(name: str, progress: Progress | None, live: bool) -> Path:
    from huggingface_hub import constants, snapshot_download

    repository = _repository(name)
    assert repository is not None, "find_model answers for folders"
    if constants.HF_HUB_OFFLINE:
        raise unavailable(name, "HF_HUB_OFFLINE forbids downloading it.", live=live)
    if progress is not None:
        size = f", about {SIZES[name]} MB" if name in SIZES else ""
        progress(f"Downloading the speech model {name} ({repository}{size}).")
    if not _hub_answers(constants.ENDPOINT):
        raise unavailable(name, f"{constants.ENDPOINT} does not answer.", live=live)
    try:
        folder = Path(snapshot_download(repository, allow_patterns=FILES))
    except Exception as fault:  # httpx, OSError, hub errors: the library raises what it likes
        raise unavailable(name, f"the download failed: {_first_line(fault)}", live=live) from fault
    if missing := _missing(folder):
        raise unavailable(name, f"{repository} holds no {' and no '.join(missing)}.", live=live)
    return folder


def _hub_answers(endpoint: str) -> bool:
    """Whether the hub gives any reply in time, by the way (proxies too) a download would go.

    In a thread of its own because nothing can interrupt a name look-up.
    """
    answers: list[int] = []
    asking = Thread(target=_ask, args=(endpoint, answers), name="hub-check", daemon=True)
    asking.start()
    asking.join(REACH_LIMIT)
    return bool(answers)


def _ask(endpoint: str, answers: list[int]) -> None:
    from huggingface_hub import get_session

    try:
        answers.append(get_session().head(endpoint, timeout=REACH_LIMIT).status_code)
    except Exception:  # whatever went wrong, the hub did not answer; the download would say why
        return


def _repository(name: str) -> str | None:
    """The hub's repository for a name, None where the name is a folder's."""
    from faster_whisper.utils import _MODELS

    if name in _MODELS:
        return str(_MODELS[name])
    if name.startswith((".", "/", "~", "\\")) or Path(name).expanduser().exists():
        return None
    if name.count("/") == 1 and "\\" not in name and all(name.split("/")):
        return name
    raise UnknownName("speech model", name, [*_MODELS, "a folder", "owner/name on the hub"])


def _checked_folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise BadInput(
            f"{folder} is not a folder", "Name a folder that holds a CTranslate2 Whisper model."
        )
    if missing := _missing(folder):
        raise BadInput(
            f"{folder} is not a CTranslate2 Whisper model: it holds no {' and no '.join(missing)}",
            "Name another folder, or a model such as base.en.",
        )
    return folder


def _missing(folder: Path) -> list[str]:
    return [name for name in NEEDED if not (folder / name).is_file()]


def _first_line(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0]

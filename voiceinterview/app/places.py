"""Where this program keeps things on this machine."""

import os
import shlex
from pathlib import Path

import voiceinterview
from voiceinterview.app.settings import Settings, load_settings
from voiceinterview.content.folders import Content, find_content
from voiceinterview.errors import SetupError


def read_settings(flags: dict[str, object]) -> Settings:
    """The settings in force: these flags over this process's environment over the file."""
    from platformdirs import user_config_path

    return load_settings(flags, os.environ, user_config_path("voiceinterview") / "settings.toml")


def sessions_folder(settings: Settings) -> Path:
    """The folder named; else recordings/ of a checkout; else the user's own data folder."""
    if settings.sessions is not None:
        return Path(settings.sessions).expanduser()
    checkout = Path(voiceinterview.__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / "recordings"
    from platformdirs import user_data_path

    return user_data_path("voiceinterview") / "recordings"


def name_to_give(session: Path) -> str:
    """What to call a session in a later command: its path where its folder is not the usual one."""
    try:
        usual = session.parent == sessions_folder(read_settings({}))
    except SetupError:  # a later command will say so; its own flags may put it right
        usual = False
    return session.name if usual else shlex.quote(str(session))


def content_folder(settings: Settings) -> Content:
    """Raises `SetupError`."""
    return find_content(Path(settings.content).expanduser() if settings.content else None)

"""The settings: are the file and the environment such that `practice` takes them?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from voiceinterview.app.checks.finding import Finding, failed_by
from voiceinterview.app.settings import PREFIX, Settings, load_settings
from voiceinterview.errors import SetupError


def settings_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("voiceinterview") / "settings.toml"


def check_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str], file: Path
) -> tuple[Settings, Finding]:
    """The settings that the other checks go by, and what is to be said of them.

    Where the file or the environment is at fault, the others go by what is left. Raises
    `SetupError` where a flag is.
    """
    try:
        return load_settings(flags, environment, file), _finding(environment, file)
    except SetupError as error:
        fault = failed_by(error)
    try:
        settings, left = load_settings(flags, environment), "the environment and the flags"
    except SetupError:
        settings, left = load_settings(flags, {}), "the flags"
    found = f"{fault.found} (the checks below go by {left} alone)"
    return settings, Finding("failed", found, fault.mend, {"file": str(file)})


def _finding(environment: Mapping[str, str], file: Path) -> Finding:
    """Names only: a value may be an address with a password."""
    given = sorted(name for name in environment if name.startswith(PREFIX))
    there = file.is_file()
    found = f"{file} was read" if there else f"no settings file, which is fine (it would be {file})"
    if given:
        found += f"; from the environment: {', '.join(given)}"
    return Finding("ok", found, measured={"file": str(file), "file_is_there": there})

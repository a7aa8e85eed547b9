"""An environment without anybody's keys, settings or folders."""

import os
import re
from pathlib import Path

# Keys, addresses of models, proxies and the program's own settings.
_PERSONAL = re.compile(
    r"_API_KEY$|_API_BASE$|_BASE_URL$|^OLLAMA_|^VOICEINTERVIEW_|^HF_|_proxy$", re.IGNORECASE
)
_XDG = ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME")


def clean_environment(home: Path, plot_cache: Path) -> dict[str, str]:
    """This process's, with `home` for a home and `plot_cache` for matplotlib's list of fonts."""
    kept = {name: value for name, value in os.environ.items() if not _PERSONAL.search(name)}
    folders = {f"XDG_{name}": str(home / name.lower()) for name in _XDG}
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "MPLCONFIGDIR": str(plot_cache)}
    return kept | folders | own

"""A pytest plugin: a content file is composed once as long as its text is the same.

Composing is nearly all of the time that loading content takes, and hundreds of tests load what
ships. All else is done each time: what is wrong with it, its values, their shapes.
"""

from typing import Any

import pytest

from voiceinterview.content import yaml_lines

_nodes: dict[str, Any] = {}


class _Remembering(yaml_lines._Loader):
    def __init__(self, text: str) -> None:
        self._text = text
        super().__init__(text)

    def get_single_node(self) -> Any:
        if self._text not in _nodes:
            _nodes[self._text] = super().get_single_node()
        return _nodes[self._text]


def pytest_configure(config: pytest.Config) -> None:
    """Before the tests are collected, as some are made from the content."""
    patch = pytest.MonkeyPatch()
    patch.setattr(yaml_lines, "_Loader", _Remembering)
    config.add_cleanup(patch.undo)

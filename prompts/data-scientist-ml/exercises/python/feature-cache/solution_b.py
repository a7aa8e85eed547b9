"""A dictionary of nodes that hang in a ring by their last use."""

from collections.abc import Callable, Hashable
from typing import Any


class Node:
    """In the ring, `after` leads to the one used next, and from the newest to the anchor."""

    def __init__(self, key: Hashable, value: Any) -> None:
        self.key, self.value = key, value
        self.before = self.after = self

    def unhook(self) -> None:
        self.before.after, self.after.before = self.after, self.before

    def hook_before(self, other: "Node") -> None:
        self.before, self.after = other.before, other
        self.before.after = other.before = self


def solve(load: Callable[[Hashable], Any], capacity: int) -> Callable[[Hashable], Any]:
    anchor = Node(None, None)
    nodes: dict[Hashable, Node] = {}

    def get(key: Hashable) -> Any:
        if key in nodes:
            node = nodes[key]
            node.unhook()
        else:
            node = Node(key, load(key))
            if capacity == 0:
                return node.value
            if len(nodes) == capacity:
                oldest = anchor.after
                oldest.unhook()
                del nodes[oldest.key]
            nodes[key] = node
        node.hook_before(anchor)
        return node.value

    return get

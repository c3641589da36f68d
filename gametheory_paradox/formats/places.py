"""Places in a model file: the line on which a player, a parameter, an account or a question stands."""

from collections.abc import Iterator
from pathlib import Path

from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.formats.yaml_nodes import Node, decode, read_nodes

KEYED = {"parameter": "parameters", "account": "accounts"}


class Places:
    """The lines of a model file; nothing where it is no YAML file that can be read.

    Parameters
    ----------
    file
        The file; what is no file, such as the name of a game in the catalog, has no lines.
    """

    def __init__(self, file: str):
        self.root = _root(Path(file)) if file else None

    def line(self, kind: str, name: str) -> int | None:
        """The line of a "player", "parameter", "account" or "information set" of that name.

        Or of a "term" or "question" of that number, from "1" on.
        """
        if self.root is None:
            return None
        lines = {
            "player": self._players,
            "information set": self._information_sets,
            "question": self._asked,
            "term": self._terms,
        }
        if kind in lines:
            return lines[kind](self.root).get(name)
        below = self.root.entries.get(KEYED.get(kind, ""))
        return below.keys[name].line if below is not None and name in below.keys else None

    def _players(self, root: Node) -> dict[str, int]:
        return {str(item.data): item.place.line for item in root.entries["players"].items}

    def _terms(self, root: Node) -> dict[str, int]:
        items = root.entries["terms"].items if "terms" in root.entries else []
        return {str(number): item.place.line for number, item in enumerate(items, start=1)}

    def _asked(self, root: Node) -> dict[str, int]:
        """A question by its number in the file, from "1" on."""
        one, several = root.keys.get("question"), root.entries.get("questions")
        if one is not None:
            return {"1": one.line}
        items = several.items if several is not None else []
        return {str(number): item.place.line for number, item in enumerate(items, start=1)}

    def _information_sets(self, root: Node) -> dict[str, int]:
        """The first line on which each information set of a tree is named."""
        lines: dict[str, int] = {}
        for node in _all_below(root):
            named = node.entries.get("information_set")
            if named is not None:
                lines.setdefault(str(named.data), named.place.line)
        return lines


def _root(path: Path) -> Node | None:
    try:
        return read_nodes(decode(path.read_bytes(), str(path)), str(path)) if path.is_file() else None
    except (OSError, ParadoxError):
        return None


def _all_below(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending += [*reversed([*node.items, *node.entries.values()])]

"""Nodes of a YAML file, with the place of each for what is said of errors."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

import yaml

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError, ParadoxError
from gametheory_paradox.table import Record

# YAML as a tree of text with places: every scalar stays what is written, and nothing is ever constructed
#
# Anchors, aliases and tags are refused by name, duplicate keys with both lines, and nesting beyond a limit,
# so that no file can run code or grow in memory.  Nothing here recurses.
# ----------------------------------------------------------------------------

MAX_BYTES = 5_000_000
MAX_NESTING = 900  # libyaml itself stops at 1,000
MAX_NODES = 1_000_000

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LIKE_NEIGHBOURS = "indent this line like its neighbours"
_IN_QUOTES = "put text that holds a colon, a comma or a bracket into quotes"
_REMEDIES = {  # by words in which libyaml and PyYAML agree
    "cannot start any token": "indent with spaces, not tabs, and quote text that begins with a sign",
    "mapping values are not allowed": f"{_LIKE_NEIGHBOURS}, and {_IN_QUOTES}",
    "expected ','": f"close each bracket, and {_IN_QUOTES}",
    "quoted scalar": "close each quotation mark",
    "block": _LIKE_NEIGHBOURS,
}
_TAGGED = (yaml.ScalarEvent, yaml.CollectionStartEvent)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, where it is there: 20 times faster

Data: TypeAlias = "str | list[Data] | dict[str, Data]"


class Place(NamedTuple):
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def problem(self, message: str) -> ModelSyntaxError:
        """The error that says what is wrong here."""
        return ModelSyntaxError(message, file=self.file, line=self.line, column=self.column)

    @contextmanager
    def refusals(self, what: str = "") -> Iterator[None]:
        """Turns what a game refuses into an error at this place."""
        try:
            yield
        except InvalidGame as problem:
            raise self.problem(f"{what}: {problem}" if what else str(problem)) from problem


# Shared by all text, and never added to: millions of small objects would take seconds.
_NO_ITEMS: list["Node"] = []
_NO_ENTRIES: dict[str, "Node"] = {}
_NO_KEYS: dict[str, Place] = {}


@dataclass(slots=True, repr=False)
class Node(Record):
    """A piece of YAML: text, a list or a mapping, with its place.

    Parameters
    ----------
    place
        Where it begins.
    data
        The same piece as plain text, lists and mappings.
    text_column
        Of text on one line: the column of its first character, after a quotation mark; otherwise None.
    items
        Of a list: its entries.
    entries, keys
        Of a mapping: what each key leads to, and where the key stands.
    """

    place: Place
    data: Data
    text_column: int | None = None
    items: list["Node"] = field(default_factory=lambda: _NO_ITEMS)
    entries: dict[str, "Node"] = field(default_factory=lambda: _NO_ENTRIES)
    keys: dict[str, Place] = field(default_factory=lambda: _NO_KEYS)

    @property
    def shown(self) -> str:
        """The piece in a few words, for an error message."""
        if isinstance(self.data, str):
            short = self.data if len(self.data) <= 40 else self.data[:37] + "…"
            return repr(short) if self.data else "nothing"
        return "a list" if isinstance(self.data, list) else "a mapping"


def decode(data: bytes, file: str, most: int = MAX_BYTES) -> str:
    """The text of a file, which must be UTF-8 and not longer than it may be; a byte-order mark is dropped."""
    if len(data) > most:
        raise ModelSyntaxError(f"a file may have at most {most:,} bytes, got {len(data):,}", file=file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # One character for each byte: columns count bytes here.
        raise _place_in(data.decode("latin-1"), problem.start, file).problem(
            f"not UTF-8: the byte {data[problem.start]:#04x}; save the file with the encoding UTF-8"
        ) from None


def _place_in(text: str, position: int, file: str) -> Place:
    return Place(file, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


def read_nodes(text: str, file: str) -> Node:
    """The one document in ``text``.

    Raises
    ------
    ModelSyntaxError
        If it is not YAML, or uses what is refused here.
    """
    text = text.removeprefix("\ufeff")
    if odd := _UNPRINTABLE.search(text):
        raise _place_in(text, odd.start(), file).problem(
            f"the character U+{ord(odd[0]):04X} cannot stand in a model file; is this a text file?"
        )
    documents = _documents(text, file)
    root = next(documents, None)
    if root is None:
        raise Place(file, 1, 1).problem("the file is empty; a model begins with 'format: 1'")
    for second in documents:
        raise second.place.problem("a file holds one model; a second document begins here")
    return root


def _documents(text: str, file: str) -> Iterator[Node]:
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if (done := builder.take(event)) is not None:
                yield done
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        what = ", ".join(part for part in (problem.context, problem.problem) if part)
        remedy = next((f"; {own}" for words, own in _REMEDIES.items() if words in what), "")
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise ModelSyntaxError(f"not YAML: {what}{remedy}", file=file, line=line, column=column) from None
    except yaml.YAMLError as problem:
        raise ModelSyntaxError(f"not YAML: {problem}", file=file) from None


class _Builder:
    """Takes the parser's events one by one and gives back a node when a document is complete."""

    def __init__(self, file: str):
        self.file, self.open, self.count = file, list[Node](), 0
        self.waiting: list[str | None] = []  # per open node: the key whose value comes next

    def take(self, event: yaml.Event) -> Node | None:
        if isinstance(event, yaml.CollectionEndEvent):
            self.waiting.pop()
            node = self.open.pop()
            return node if not self.open else None
        if not isinstance(event, yaml.NodeEvent):
            return None
        node = self.node(event)
        self.attach(node)
        if isinstance(node.data, str):
            return node if not self.open else None
        self.open.append(node)
        self.waiting.append(None)
        if len(self.open) > MAX_NESTING:
            raise node.place.problem(f"nested more than {MAX_NESTING} deep")
        return None

    def node(self, event: yaml.NodeEvent) -> Node:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # the loaders always give both
            raise ModelSyntaxError("the YAML parser gave no place", file=self.file)
        place = Place(self.file, start.line + 1, start.column + 1)
        self.count += 1
        if self.count > MAX_NODES:
            raise place.problem(f"more than {MAX_NODES:,} entries in one file")

        # Anchors, aliases and tags could make a file grow in memory or run code.
        if isinstance(event, yaml.AliasEvent):
            raise place.problem(f"the alias *{event.anchor} is not allowed; write out what it stands for")
        if event.anchor is not None:
            raise place.problem(f"the anchor &{event.anchor} is not allowed; write the value without it")
        if isinstance(event, _TAGGED) and event.tag is not None:
            raise place.problem(f"the tag {event.tag} is not allowed; a model file holds plain text only")

        if isinstance(event, yaml.ScalarEvent):
            quoted = event.style in ("'", '"')
            one_line = start.line == end.line and event.style in (None, "", "'", '"')
            return Node(place, event.value, start.column + 1 + quoted if one_line else None)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(place, [], items=[])
        return Node(place, {}, entries={}, keys={})

    def attach(self, node: Node) -> None:
        if not self.open:
            return
        parent, key = self.open[-1], self.waiting[-1]
        if isinstance(parent.data, list):
            parent.items.append(node)
            parent.data.append(node.data)
        elif isinstance(parent.data, dict) and key is None:
            self.waiting[-1] = self.key(parent, node)
        elif isinstance(parent.data, dict) and key is not None:
            parent.entries[key] = node
            parent.data[key] = node.data
            self.waiting[-1] = None

    def key(self, parent: Node, node: Node) -> str:
        if not isinstance(node.data, str):
            raise node.place.problem(f"a key must be text, got {node.shown}")
        if node.data in parent.keys:
            raise node.place.problem(
                f"the key {node.data!r} stands twice: "
                f"in line {parent.keys[node.data].line} and in line {node.place.line}"
            )
        parent.keys[node.data] = node.place
        return node.data


# Places in a model file: the line on which a player, a parameter, an account or a question stands
# ----------------------------------------------------------------------------

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

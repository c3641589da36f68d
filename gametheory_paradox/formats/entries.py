"""Checks one entry of a model file against its pydantic model; errors speak in the file's words and lines."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gametheory_paradox.errors import suggestion
from gametheory_paradox.formats.schema import Entry
from gametheory_paradox.formats.yaml_nodes import Node, Place

E = TypeVar("E", bound=Entry)

_EXPECTED = {
    "string_type": "text",
    "list_type": "a list, such as [a, b]",
    "dict_type": "a mapping, such as {name: value}",
    "model_type": "a mapping of keys to values",
}
_PAYOFFS = "payoffs stand in the cells of a table and at the ends of a tree"
_RANKINGS_OR_PAYOFFS = f"{_PAYOFFS}, or preferences: in the place of them all; leave out one of them"
_POINT = "decimals are written with a point, as in 2.5"  # 2,5 between braces is a 2, and a key 5


def check(model: type[E], node: Node, what: str) -> E:
    """Checks that the entry at ``node`` has the keys and the kinds of value that ``model`` declares.

    Raises
    ------
    ModelSyntaxError
        With file, line and column, what was expected and what was found.
    """
    try:
        return model.model_validate(node.data)
    except ValidationError as problem:
        details = min(problem.errors(), key=lambda found: _order(node, found))
        place, message = _explain(model, node, details)
        raise place.problem(f"{what}: {message}") from None


def check_names(
    node: Node,
    known: Collection[str],
    needed: Iterable[str],
    *,
    unknown: Callable[[str], str],
    missing: Callable[[str], str],
) -> None:
    """Refuses a name that is not known, and the lack of one that is needed, each in its own words."""
    for name in node.entries:
        if name not in known:
            raise node.keys[name].problem(unknown(name))
    for name in needed:
        if name not in node.entries:
            raise node.place.problem(missing(name))


def _order(node: Node, details: ErrorDetails) -> tuple[bool, int, int]:
    # An unknown key is named before a missing one: the second is often the first, misspelt.
    place, _ = _locate(node, details["loc"])
    return details["type"] == "missing", place.line, place.column


def _locate(node: Node, location: tuple[int | str, ...]) -> tuple[Place, Node]:
    place = node.place
    for step in location:
        if isinstance(step, int) and step < len(node.items):
            place, node = node.items[step].place, node.items[step]
        elif isinstance(step, str) and step in node.entries:
            place, node = node.keys[step], node.entries[step]
        else:
            break
    return place, node


def _explain(model: type[Entry], node: Node, details: ErrorDetails) -> tuple[Place, str]:
    kind, location = details["type"], details["loc"]
    place, found = _locate(node, location)
    fields = model.model_fields
    key = location[0] if location else ""

    if kind == "extra_forbidden":
        if key == "payoffs" and "preferences" in fields:
            return place, _RANKINGS_OR_PAYOFFS if "preferences" in node.entries else _PAYOFFS
        known = f"{suggestion(str(key), fields)}the keys here are {', '.join(fields)}"
        return place, f"unknown key {key!r}; {_POINT if str(key).isdigit() else known}"
    if kind == "missing":
        return place, f"the key {key!r} is missing{_purpose(fields[str(key)])}"
    where = f"{key}: " if key else ""
    if kind == "literal_error":
        return place, f"{where}expected {details['ctx']['expected']}, got {found.shown}"
    if kind in ("too_short", "too_long"):
        wanted = details["ctx"].get("min_length", details["ctx"].get("max_length"))
        entries = "entry" if wanted == 1 else "entries"
        return place, f"{where}expected {wanted} {entries}{_purpose(fields[str(key)])}, got {len(found.data)}"
    return place, f"{where}expected {_EXPECTED.get(kind, details['msg'])}, got {found.shown}"


def _purpose(field: Any) -> str:
    return f" ({field.description})" if field.description else ""

"""Entries nested by name in a model file: the payoffs of a table, of a Bayesian game, of a signaling game."""

from collections.abc import Callable, Iterator, Mapping

from gametheory_paradox.errors import suggestion
from gametheory_paradox.families.nested import Level, Levels, Path
from gametheory_paradox.families.terms import Moves
from gametheory_paradox.formats.entries import check_names
from gametheory_paradox.formats.payoffs import End, Payoffs
from gametheory_paradox.formats.yaml_nodes import Node
from gametheory_paradox.polynomials import RationalFunction

MAX_CELLS = 200_000


def read_cells(
    given: Node | None, game: Node, levels: Levels, played: Callable[[Path], Moves], payoffs: Payoffs
) -> dict[Path, tuple[RationalFunction, ...]]:
    """Reads the payoffs at every cell.

    Parameters
    ----------
    given
        The nested payoffs; None if terms alone give them.
    game
        The entry they belong to, which is named where something is wrong with a cell that is not there.
    levels
        What is named on each level.
    played
        Which moves lead to a cell.
    payoffs
        What reads and adds up.
    """
    return {
        path: payoffs.total(End(part or game, f"the cell {', '.join(path)}", played(path), part))
        for path, part in nested(given, levels, "the payoffs")
    }


def nested(node: Node | None, levels: Levels, what: str) -> Iterator[tuple[Path, Node | None]]:
    """Yields every cell of a nested entry: the names that lead to it, and its node or None."""
    pending: list[tuple[Path, Node | None]] = [((), node)]
    while pending:
        path, part = pending.pop()
        level = levels(path)
        if level is None:
            yield path, part
        else:
            below = _by_name(part, level, path, what)
            pending.extend(((*path, name), below[name]) for name in reversed(level.needed))


def _by_name(part: Node | None, level: Level, path: Path, what: str) -> Mapping[str, Node | None]:
    if part is None:
        return dict.fromkeys(level.needed)
    where = f"{what} at {', '.join(path)}" if path else what
    if not isinstance(part.data, dict):
        raise part.place.problem(
            f"{where}: expected one entry per {level.noun}{level.of}, {', '.join(level.names)}; "
            f"got {part.shown}"
        )

    check_names(
        part,
        level.names,
        level.needed,
        unknown=lambda name: (
            f"{where}: {name!r} is not {level.kind}; {suggestion(name, level.names)}{level.all}"
        ),
        missing=lambda name: f"{what} at {', '.join((*path, name))} are missing",
    )

    return part.entries


def read_names(node: Node, what: str, noun: str, owner: str) -> Path:
    """Reads the names in a list, or the keys of a mapping: at least one, none empty or given twice."""
    kind = f"{'an' if noun[0] in 'aeiou' else 'a'} {noun} of {owner}"
    if isinstance(node.data, str):
        raise node.place.problem(f"{what}: expected a list of the {noun}s of {owner}, got {node.shown}")

    named = list(node.keys.items()) or [
        (_text(item, f"{what}: expected the name of {kind}"), item.place) for item in node.items
    ]
    lines: dict[str, int] = {}
    for name, place in named:
        if not name:
            raise place.problem(f"{what}: {kind} needs a name, got nothing")
        if name in lines:
            raise place.problem(
                f"{what}: {owner}'s {noun} {name!r} stands twice: "
                f"in line {lines[name]} and in line {place.line}"
            )
        lines[name] = place.line
    if not lines:
        raise node.place.problem(f"{what}: {owner} needs at least one {noun}")
    return tuple(lines)


def _text(node: Node, what: str) -> str:
    if not isinstance(node.data, str):
        raise node.place.problem(f"{what}, got {node.shown}")
    return node.data


def read_names_by_type(node: Node, types: Path, what: str, noun: str, owner: str) -> dict[str, Path]:
    """Reads for each type of a player its names: its own in a mapping, the same for all in a list."""
    if not isinstance(node.data, dict):
        return dict.fromkeys(types, read_names(node, what, noun, owner))
    check_names(
        node,
        types,
        types,
        unknown=lambda name: (
            f"{what}: {name!r} is not a type of {owner}; "
            f"{suggestion(name, types)}the types are {', '.join(types)}"
        ),
        missing=lambda name: f"{what}: the {noun}s of {name} are missing",
    )
    return {name: read_names(node.entries[name], what, noun, name) for name in types}

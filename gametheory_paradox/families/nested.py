"""Tables nested by name: payoffs of Bayesian games by types and actions, of signaling games by message."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.games.information import distinct
from gametheory_paradox.table import Record

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Level(Record):
    """A level of a nested table: the names that stand on it.

    Parameters
    ----------
    noun, owner
        What it is and whose: "type", "Kabul".
    names
        Every name that may stand there, in order.
    needed
        Those that must.
    """

    noun: str
    owner: str
    names: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def kind(self) -> str:
        """One of them, in words."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}{self.of}"

    @property
    def of(self) -> str:
        """Whose they are, in words."""
        return f" of {self.owner}" if self.owner else ""

    @property
    def all(self) -> str:
        """All of them, in words."""
        return f"the {self.noun}s{self.of} are {', '.join(self.names)}"


Levels: TypeAlias = Callable[[Path], Level | None]  # what stands below a path; None at a cell


def cells(table: object, levels: Levels, what: str) -> Iterator[tuple[Path, object]]:
    """Yields every needed cell of a nested table, with the names that lead to it.

    Parameters
    ----------
    table
        On each level a mapping from name to what stands below, or a sequence in the order of the names.
    levels
        What is named on each level.
    what
        What the cells are, for the error message: "the payoffs".

    Raises
    ------
    InvalidGame
        If an entry is missing or unknown.
    """
    pending: list[tuple[Path, object]] = [((), table)]
    while pending:
        path, part = pending.pop()
        level = levels(path)
        if level is None:
            yield path, part
        else:
            below = _below(part, level, f"{what} at {', '.join(path)}" if path else what)
            pending.extend(((*path, name), below[name]) for name in reversed(level.needed))


def _below(part: object, level: Level, where: str) -> Mapping[str, object]:
    if isinstance(part, Mapping):
        check_names(
            part,
            level.names,
            level.needed,
            unknown=lambda name: (
                f"{where}: {name!r} is not {level.kind}; {suggestion(name, level.names)}{level.all}"
            ),
            missing=lambda name: f"{where}: the entry for {name!r} is missing; {level.all}",
        )
        return part

    if isinstance(part, str) or not isinstance(part, Sequence) or len(part) != len(level.names):
        raise InvalidGame(
            f"{where}: expected one entry for each of {', '.join(level.names)}, "
            f"by name or in this order, got {part!r:.60}"
        )

    return dict(zip(level.names, part, strict=True))


def check_names(
    given: Iterable[str],
    known: Collection[str],
    needed: Iterable[str],
    *,
    unknown: Callable[[str], str],
    missing: Callable[[str], str],
) -> None:
    """Refuses a name that is not known, and the lack of one that is needed, each in its own words."""
    given = tuple(given)
    for name in given:
        if name not in known:
            raise InvalidGame(unknown(name))
    for name in needed:
        if name not in given:
            raise InvalidGame(missing(name))


def payoffs_at(
    payoffs: object, levels: Levels, paths: Iterable[Path], nothing: tuple[int, ...]
) -> Mapping[Path, object]:
    """The payoffs at every cell of a nested table; nothing everywhere where there is no table."""
    return dict.fromkeys(paths, nothing) if payoffs is None else dict(cells(payoffs, levels, "the payoffs"))


def name_list(given: object, what: str) -> Path:
    """The names in a sequence, or the keys of a mapping: at least one, each a text of its own."""
    if isinstance(given, str) or not isinstance(given, Sequence | Mapping):
        raise InvalidGame(f"{what}: expected a list of names, got {given!r:.60}")
    names = tuple(given)
    if not names:
        raise InvalidGame(f"{what}: expected at least one name, got none")
    distinct(names, f"{what}: a name")
    return names


def names_by(given: object, owners: Path, what: str) -> dict[str, Path]:
    """For each owner its names: its own where ``given`` is a mapping, the same for all where it is a list."""
    if not isinstance(given, Mapping):
        return dict.fromkeys(owners, name_list(given, what))
    check_names(
        given,
        owners,
        owners,
        unknown=lambda owner: f"{what}: {owner!r} is not one of {', '.join(owners)}",
        missing=lambda owner: f"{what}: the entry for {owner!r} is missing",
    )
    return {owner: name_list(given[owner], f"{what} at {owner}") for owner in owners}

"""Ranges of parameters: the declared ones, or narrower ones that a call names."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.family import no_such_parameter
from gametheory_paradox.rationals import exact

Ranges: TypeAlias = Mapping[str, tuple[object, object]]  # of some parameters, as a call names them


def check_names(names: object, what: str) -> None:
    """InvalidGame unless an argument lists parameters: a text would be read letter by letter."""
    if isinstance(names, str) or not isinstance(names, Iterable):
        text = "the text " if isinstance(names, str) else ""
        raise InvalidGame(f"{what}: expected a list of parameters, got {text}{names!r:.60}")


def check_count(count: object, what: str, of: str) -> None:
    """InvalidGame unless an argument is a whole number, at least 1."""
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise InvalidGame(f"{what}: expected a number of {of}, 1 or more; got {count!r:.60}")


def check_cells(cells: object) -> None:
    """InvalidGame unless a number of cells is whole and positive, or None for no limit."""
    if cells is not None and (isinstance(cells, bool) or not isinstance(cells, int) or cells < 1):
        raise InvalidGame(
            f"cells: expected a whole number, at least 1, or None for no limit; got {cells!r:.60}"
        )


def check_parameters(family: GameFamily, names: Iterable[str]) -> None:
    """InvalidGame where a name is not a parameter of the family."""
    for name in names:
        if name not in family.box:
            raise no_such_parameter(name, family.box)


def range_of(family: GameFamily, name: str, box: Ranges) -> tuple[Fraction, Fraction]:
    """The range of a parameter: the one that a box names, else the declared one.

    Raises
    ------
    InvalidGame
        If there is no such parameter, or its range in the box is reversed or leaves the declared one.
    """
    check_parameters(family, [name])
    low, high = family.box[name]
    if name not in box:
        return low, high
    given = box[name]
    if isinstance(given, str) or not isinstance(given, Sequence) or len(given) != 2:
        raise InvalidGame(f"the range of {name!r}: expected (low, high), got {given!r:.60}")
    lower, upper = given
    ends = exact(lower, f"the lower end of {name!r}"), exact(upper, f"the upper end of {name!r}")
    if not low <= ends[0] <= ends[1] <= high:
        raise InvalidGame(
            f"the range {ends[0]} to {ends[1]} of {name!r} is reversed "
            f"or leaves the declared range {low} to {high}"
        )
    return ends


def share_from(value: object, name: str) -> Fraction:
    """A share, from 0 to 1; InvalidGame says which one is not."""
    share = exact(value, name)
    if not 0 <= share <= 1:
        raise InvalidGame(f"{name} is a share, from 0 to 1; got {share}")
    return share

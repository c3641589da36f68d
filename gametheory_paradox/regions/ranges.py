"""Ranges of parameters: the declared ones, or narrower ones that a call names."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.family import no_such_parameter
from gametheory_paradox.rationals import exact

Ranges: TypeAlias = Mapping[str, tuple[object, object]]  # of some parameters, as a call names them


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
    lower, upper = box[name]
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

"""Switches of play along a parameter, and the ranges between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.statements import Statement, atoms, simplify
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.roots import RealRoot, distinct_roots, real_roots
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.family import no_such_parameter
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.rationals import as_decimal, exact
from gametheory_paradox.table import Record

# Switches of a verdict along one parameter, whose range is cut at the roots of polynomials
# ----------------------------------------------------------------------------

VERDICTS: Mapping[bool | None, str] = {True: "present", False: "absent", None: "undecided"}


@dataclass(frozen=True, repr=False)
class Piece(Record):
    """A part of the range between two cuts, or between a cut and an end.

    Parameters
    ----------
    low, high
        Its ends: those of the range, or bounds of a root, on the side away from the piece.
    middle
        A rational number inside, at which no polynomial vanishes.
    """

    low: Fraction
    high: Fraction
    middle: Fraction


def roots_between(
    polynomials: Iterable[Polynomial], name: str, low: Fraction, high: Fraction, width: Fraction
) -> list[RealRoot]:
    """The roots in a range of polynomials in one parameter, ascending, their bounds at most so far apart."""
    roots = distinct_roots(polynomials, name, low, high)
    return [root.refine(width) for root in roots]


def without_fixed_signs(
    statements: Iterable[Statement], name: str, low: Fraction, high: Fraction
) -> list[Statement]:
    """The statements with the signs put in that are the same all over the range: most of many are."""
    statements, middle = list(statements), {name: (low + high) / 2}
    signs = {
        polynomial: 1 if polynomial.value(middle) > 0 else -1
        for polynomial in atoms(*statements)
        if not real_roots(polynomial, name, low=low, high=high)
    }
    return [simplify(statement, signs) for statement in statements]


def cut(
    statements: Sequence[Statement], name: str, low: Fraction, high: Fraction
) -> tuple[list[RealRoot], list[Piece]]:
    """The roots inside the range of all polynomials in the statements, ascending, and the pieces between.

    Parameters
    ----------
    statements
        About the one parameter alone.
    name, low, high
        The parameter and its range.

    Returns
    -------
    The roots, with bounds that do not touch, at most 2⁻²⁰ of the range apart; and one piece more than there
    are roots.
    """
    found = roots_between(atoms(*statements), name, low, high, (high - low) / 2**20)
    roots = [root for root in found if not (root.is_rational and root.low in (low, high))]
    starts = [(low, low), *((root.low, root.high) for root in roots)]
    ends = [*((root.low, root.high) for root in roots), (high, high)]
    return roots, [Piece(s[0], e[1], (s[1] + e[0]) / 2) for s, e in zip(starts, ends, strict=True)]


@dataclass(frozen=True, repr=False)
class Switch(Record):
    """A change of the verdict along the range of one parameter.

    Parameters
    ----------
    low, high
        Proved bounds of the value; both the value itself where it is rational.
    before, after
        The verdicts below and above: present, absent or undecided.
    """

    low: Fraction
    high: Fraction
    before: str
    after: str

    @property
    def is_exact(self) -> bool:
        """The value is known to be ``low``."""
        return self.low == self.high

    def __str__(self) -> str:
        return str(self.low) if self.is_exact else as_decimal(self.low, digits=6)


def switches(
    claim: Statement, exception: Statement, name: str, low: Fraction, high: Fraction
) -> tuple[str, tuple[Switch, ...]]:
    """The verdict just inside the lower end of the range, and its changes on the way to the upper end."""
    claim, exception = without_fixed_signs([claim, exception], name, low, high)
    roots, pieces = cut([claim, exception], name, low, high)
    verdicts = [verdict_of(claim, exception, {name: piece.middle}) for piece in pieces]
    changes = zip(roots, pairwise(verdicts), strict=True)
    return verdicts[0], tuple(
        Switch(root.low, root.high, *sides) for root, sides in changes if sides[0] != sides[1]
    )


def verdict_of(claim: Statement, exception: Statement, point: Mapping[str, Fraction]) -> str:
    """The verdict of two statements at a point: where a paradox is present, and where nothing is claimed."""
    return VERDICTS[holds_at(claim, point)] if holds_at(exception, point) is False else VERDICTS[None]


# Ranges of parameters: the declared ones, or narrower ones that a call names
# ----------------------------------------------------------------------------

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

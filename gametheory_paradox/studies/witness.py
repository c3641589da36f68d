"""Witnesses: points at which a paradox is present, as few parameters as possible away from a point."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Present
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import Parameter
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.uncertainty.formulas import Formulas
from gametheory_paradox.studies.uncertainty.pointwise import Pointwise

GRID = 40  # steps of each range at which witnesses are looked for
Moved = dict[str, Fraction]


def witness_near(
    pointwise: Pointwise,
    formulas: Formulas | None,
    point: Mapping[str, Fraction],
    draws: int,
    clock: Clock,
    *,
    exactly: bool,
) -> Moved | None:
    """Parameters moved so that the paradox is present, as few as one point allows; None if none is met.

    Points at which the formulas say so are looked at first; those at which they say the opposite not at all
    if they are about exactly what is asked, else last.

    Parameters
    ----------
    pointwise, formulas
        The question, and as formulas; None without any.
    point
        The values of the parameters that are not moved.
    draws
        How many points are drawn.
    clock
        When to stop.
    exactly
        Whether the formulas are about exactly what is asked.
    """
    inquiry, random = pointwise.inquiry, Random(0)
    free = [p for p in inquiry.family.parameters if p.low < p.high and p.name not in inquiry.sets]

    def present(moved: Moved) -> bool:
        try:
            return not clock.is_over and pointwise({**point, **moved}).name == Present.name
        except Unsupported:
            return False

    drawn = [{p.name: _on_grid(p, random.randint(1, GRID - 1)) for p in free} for _ in range(draws)]
    later: dict[bool | None, list[Moved]] = {None: [], False: []}
    for moved in drawn:
        said = True if formulas is None else formulas.present_at({**point, **moved})
        if said is not True:
            later[said].append(moved)
        elif present(moved):
            return _fewest(moved, present)
    left = later[None] + ([] if exactly else later[False])
    met = next(filter(present, left), None)
    return None if met is None else _fewest(met, present)


def _on_grid(parameter: Parameter, step: int) -> Fraction:
    """A value of two digits near a point of the grid, for reading, within the range."""
    value = parameter.low + (parameter.high - parameter.low) * Fraction(step, GRID)
    return min(max(Fraction(as_decimal(value, digits=2)), parameter.low), parameter.high)


def _fewest(moved: Moved, present: Callable[[Moved], bool]) -> Moved:
    """The same with every parameter back that can be, again until none can: one may be once another is."""
    count = len(moved)
    for name in list(moved):
        rest = {other: value for other, value in moved.items() if other != name}
        if present(rest):
            moved = rest
    return moved if len(moved) == count else _fewest(moved, present)

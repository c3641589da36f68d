"""Ranges drawn out or in: how much a share owes to where the ranges end."""

from collections.abc import Container
from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.families import GameFamily, Parameter


def stretched(family: GameFamily, factor: Fraction, names: Container[str]) -> GameFamily:
    """The family with ranges that are so many times as wide, about the baseline.

    No range crosses zero, or one for what lies between zero and one, that did not.

    Parameters
    ----------
    family, names
        The games, and the parameters whose ranges change.
    factor
        Below one the ranges are drawn in.

    Raises
    ------
    InvalidGame
        If the games make no sense everywhere in such ranges.
    """
    drawn = [_drawn(p, factor) if p.name in names else p for p in family.parameters]
    return replace(family, parameters=tuple(drawn))


def _drawn(parameter: Parameter, factor: Fraction) -> Parameter:
    low, high = (
        parameter.baseline + factor * (end - parameter.baseline) for end in (parameter.low, parameter.high)
    )
    if parameter.low >= 0:
        low = max(low, min(parameter.low, Fraction(1, 100)))
        high = min(high, max(parameter.high, Fraction(99, 100))) if parameter.high <= 1 else high
    if parameter.high <= 0:
        high = min(high, max(parameter.high, -Fraction(1, 100)))
    return replace(parameter, low=low, high=high, distribution=None)

"""Payoffs and probabilities as arrays of floating-point numbers, and how the numbers of a numerical result are written."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from gametheory_paradox.formats.arrays import to_floats
from gametheory_paradox.games import NormalForm, Profile

Array = npt.NDArray[np.float64]


def payoff_arrays(game: NormalForm[Fraction]) -> list[Array]:
    """For each player its payoffs, with one axis per player, each rounded to the nearest floating-point number."""
    return [np.array(table, np.float64) for table in to_floats(game)]


def profile_arrays(profile: Profile) -> list[Array]:
    """For each player its probabilities, rounded to the nearest floating-point numbers."""
    return [np.array([float(p) for p in odds]) for odds in profile.probabilities]


def shown(number: float) -> str:
    """A floating-point number to four significant digits."""
    return f"{number:.4g}"

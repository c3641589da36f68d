"""Paths of play in floating-point numbers: payoffs and probabilities as arrays, and a path as a table."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from gametheory_paradox.formats.arrays import to_floats
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Table

Array = npt.NDArray[np.float64]
APPROXIMATE = "Numerical: points are approximate."


def payoff_arrays(game: NormalForm[Fraction]) -> list[Array]:
    """For each player its payoffs, rounded to the nearest floats: an array with one axis per player."""
    return [np.array(table, np.float64) for table in to_floats(game)]


def profile_arrays(profile: Profile) -> list[Array]:
    """For each information set its probabilities, rounded to the nearest floats: an array of one axis."""
    return [np.array([float(p) for p in odds]) for odds in profile.probabilities]


def action_heads(game: NormalForm[Fraction]) -> list[str]:
    """For each action of each player a heading."""
    pairs = zip(game.players, game.actions, strict=True)
    return [f"{player}: {action}" for player, names in pairs for action in names]


def digits(number: float) -> str:
    """A floating-point number to four significant digits."""
    return as_decimal(number, digits=4)


def sample(count: int, most: int = 12) -> list[int]:
    """The numbers of at most so many rows, evenly from the first to the last."""
    return sorted({(count - 1) * number // (most - 1) for number in range(most)})


def path_table(
    values: Sequence[float],
    points: Sequence[Iterable[Array]],
    heads: Sequence[str],
    *,
    title: str,
    note: str,
    most: int = 12,
) -> Table:
    """Some points along a path: the parameter, whose heading comes first, and every probability."""
    rows = [
        [digits(values[n]), *(digits(p) for odds in points[n] for p in odds)]
        for n in sample(len(points), most)
    ]
    return Table(heads, rows, title=title, note=note, align="r" * len(heads))

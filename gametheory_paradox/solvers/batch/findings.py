"""What is found out about many two-player games before payoffs are settled: words of bits, one entry per game."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from gametheory_paradox.solvers.batch.results import Floats, Integers, Mask
from gametheory_paradox.solvers.batch.subsets import FIRST, LARGEST, MEMBERS, SECOND, SIZE


@dataclass(frozen=True, eq=False)
class Findings:
    """The equilibria of games of at most 4×4 actions.

    Parameters
    ----------
    number, infinite, low, high
        As in ``BatchEquilibria``.
    used
        For each game and player a word of the vertices that occur in an equilibrium as its mixture: a bit per single action, then
        one per larger basis.
    pure
        For each game, player and single action of it, the set of the other's best answers.  Both are given where ``open`` is true.
    exactly, open, undone
        Where exact arithmetic was used; where only low and high are missing; where everything is.
    """

    number: Integers
    infinite: Mask
    low: Floats
    high: Floats
    used: Integers
    pure: npt.NDArray[np.uint8]
    exactly: Mask
    open: Mask
    undone: Mask

    @classmethod
    def of_size(cls, games: int) -> "Findings":
        """Room for so many games."""
        masks = [np.zeros(games, np.bool_) for _ in range(3)]
        pure = np.zeros((games, 2, LARGEST), np.uint8)
        ends = [np.zeros((games, 2)) for _ in range(2)]
        return cls(np.zeros(games, np.int64), np.zeros(games, np.bool_), *ends, np.zeros((games, 2), np.int64), pure, *masks)

    def part(self, begin: int, end: int) -> "Findings":
        """The same room for some of the games."""
        return Findings(*(getattr(self, field.name)[begin:end] for field in fields(self)))

    def vertices(self, game: int, mixing: int) -> Iterator[tuple[list[int], list[int]]]:
        """The other player's tied actions and the player's mixed ones at each vertex that occurs in an equilibrium."""
        word = int(self.used[game, mixing])
        for bit in range(word.bit_length()):
            if not word >> bit & 1:
                continue
            if bit < LARGEST:
                best = int(self.pure[game, mixing, bit])
                yield [(best & -best).bit_length() - 1], [bit]
            else:
                basis = bit - LARGEST
                sets = (FIRST[basis], SECOND[basis])
                tied, mixed = (MEMBERS[sets[who], : SIZE[basis]].tolist() for who in (1 - mixing, mixing))
                yield tied, mixed

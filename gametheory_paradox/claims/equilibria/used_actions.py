"""Conditions where players use everything that a cell plays; they say more than conditions in the whole cell.

Equilibria in which a player leaves out something that it plays in a cell are in the cell's faces.  For the
others, conditions may be divided by what is positive wherever everything is used:

* a factor in one player's mixture that is nowhere negative, and zero at vertices alone that leave something
  out;
* on a curve, s or t, as often as it divides a condition or all weights of a mixture, if at that end of the
  line a mixture that is determined leaves something out.

Source: coxlittleoshea2015 (saturation: the solutions off the zeros of a factor).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gametheory_paradox.claims.equilibria.best_conditions import Condition, Mixtures
from gametheory_paradox.claims.equilibria.profile_cells import Cell, used_in
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class UsedActions(Record):
    """The players who use everything that a cell plays.

    Parameters
    ----------
    cell
        The cell.
    players
        These players; others may leave something out.
    """

    cell: Cell
    players: tuple[int, ...]

    def conditions(self, conditions: Sequence[Condition]) -> list[Condition]:
        """Conditions without factors that are positive where everything is used."""
        return list(map(self._without_factors, conditions))

    def ends(self, mixtures: Mixtures) -> list[int]:
        """The ends of a line, 0 and -1, at which one of some mixtures leaves something out."""
        return [
            end
            for end in (0, -1)
            if any(
                self._leaves_out(player, [vertex for vertex, form in enumerate(weights) if form[end]])
                for player, weights in mixtures.items()
            )
        ]

    def _without_factors(self, condition: Condition) -> Condition:
        for player in condition.players:
            factor, rest = condition.factored(player) or ((-1,), condition)
            zeros = [vertex for vertex, own in enumerate(factor) if not own]
            if min(factor) >= 0 and (not zeros or self._leaves_out(player, zeros)):
                condition = rest
        return condition

    def _leaves_out(self, player: int, vertices: Iterable[int]) -> bool:
        simplex = self.cell.simplices[player]
        return player in self.players and used_in([simplex[v] for v in vertices]) != used_in(simplex)

"""All equilibria of a game, of which some are known within bounds alone: by a box, or on pieces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields

from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece
from gametheory_paradox.claims.equilibria.enclosed_equilibria import EnclosedEquilibrium, EnclosedPlay
from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, range_end
from gametheory_paradox.claims.equilibria.enclosed_values import EnclosedStationary
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.claims.equilibria.piece_ranges import PieceRange
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.equilibria.profile_cells import ProfileCell
from gametheory_paradox.games import expected_payoffs


@dataclass(frozen=True, repr=False)
class EquilibriumCover(EquilibriumSet):
    """Every equilibrium of a game, of which some are known within bounds alone.

    Parameters
    ----------
    game, profiles, infinite, spanning, counted, ties
        As of every set of equilibria.
    listed
        Of a table, whether every equilibrium is a profile of the list or enclosed, or in a product of
        polytopes whose corners are listed: none is on a piece with curved borders.
    enclosed
        The equilibria that are known by a box alone, all different from each other and from ``profiles``.
    stationary
        The same of a stochastic game.
    pieces
        Of a table of three and more players products of simplices that consist of equilibria.
    curved
        Of such a table the pieces with curved borders, of which some points are listed.
    open_cells
        Of a table, cells that may hold further equilibria; none but where a proof is asked for a cover.
    ranges
        Where infinitely many are known within bounds alone, ranges of what is paid by them in a column.
    """

    listed: bool = True
    enclosed: tuple[EnclosedEquilibrium | EnclosedPlay, ...] = ()
    stationary: tuple[EnclosedStationary, ...] = ()
    pieces: tuple[ProfileCell, ...] = ()
    curved: tuple[CurvedPiece, ...] = ()
    open_cells: tuple[ProfileCell, ...] = ()
    ranges: Callable[[int], Sequence[PieceRange]] | None = field(default=None, compare=False)

    @property
    def in_boxes(self) -> tuple[EnclosedEquilibrium | EnclosedPlay | EnclosedStationary, ...]:
        """The equilibria that are known by a box alone."""
        return (*self.enclosed, *self.stationary)

    def payoffs(self, player: str) -> PayoffSet:
        """Values compared for a player (the one the proof is about, where profiles do not span the set)."""
        column = self.game.column(player)
        paid: list[Number] = [expected_payoffs(self.game, profile)[column] for profile in self.profiles]
        paid += [own.payoff(self.game, column) for own in self.in_boxes]
        ranges = [] if self.ranges is None else self.ranges(column)
        paid += [end for own in ranges if own.is_exact for end in (own.low, own.high)]
        known = PayoffSet.of(paid, infinite=self.infinite)
        return widened(known, [own.bounds for own in ranges if not own.is_exact])


def cover_of(equilibria: EquilibriumSet) -> EquilibriumCover:
    """The set as a cover, which has no boxes and no pieces where all equilibria are known exactly."""
    if isinstance(equilibria, EquilibriumCover):
        return equilibria
    return EquilibriumCover(**{own.name: getattr(equilibria, own.name) for own in fields(equilibria)})


def widened(known: PayoffSet, ranges: Sequence[Interval]) -> PayoffSet:
    """The set of payoffs of which more is known within some ranges alone."""
    if not ranges:
        return known
    low, high = min(least for least, _ in ranges), max(most for _, most in ranges)
    least = range_end(known.low, low, is_beyond=lambda: low < known.low)
    most = range_end(known.high, high, is_beyond=lambda: high > known.high)
    return PayoffSet((least, most), infinite=True)

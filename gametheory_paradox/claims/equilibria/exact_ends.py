"""The ends of a player's payoffs over all equilibria, where they are fractions."""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_cover import cover_of
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.errors import CertificateRejected

KNOWN_BY_A_BOX = "an equilibrium is known by a box alone, and so are the payoffs in it"
ON_A_PIECE = "the equilibrium that decides is on a curved piece, at no point that is listed"
BOUNDED = "the least or greatest payoff is on a curved piece, and irrational or known within bounds alone"


def exact_ends(equilibria: EquilibriumSet, player: str) -> tuple[Fraction, Fraction]:
    """The least and the greatest of what is compared for a player, as fractions.

    Raises
    ------
    CertificateRejected
        If an equilibrium is known by a box alone, or the payoffs on curved pieces within bounds alone.
    """
    payoffs = equilibria.payoffs(player)
    low, high = payoffs.low, payoffs.high
    enclosed = cover_of(equilibria).enclosed
    if enclosed or not isinstance(low, Fraction) or not isinstance(high, Fraction):
        raise CertificateRejected(KNOWN_BY_A_BOX if enclosed else BOUNDED)
    return low, high

"""Every Nash equilibrium of a nondegenerate two-player game: the branches of a table of numbers."""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proof_fields import Data, two_player_table
from gametheory_paradox.claims.parameters.branches import Branch, check_size, table_branches
from gametheory_paradox.claims.parameters.logic import unfactored
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Game, NormalForm, Profile
from gametheory_paradox.polynomials import RationalFunction


def equilibria_by_supports(game: NormalForm[Fraction]) -> tuple[tuple[Profile, ...], bool]:
    """The equilibria with supports of equal size, and whether they are all: the game is nondegenerate."""
    check_size(game.shape)
    found = table_branches(game.map(RationalFunction.constant), unfactored)
    return tuple(_profile(game, branch) for branch in found.branches), found.degenerate is False


def _profile(game: NormalForm[Fraction], branch: Branch) -> Profile:
    odds = []
    for names, used, mixture in zip(game.actions, branch.supports or (), branch.mixtures, strict=True):
        weights = dict(zip(used, (p.value({}) for p in mixture), strict=True))
        odds.append(tuple(weights.get(name, Fraction(0)) for name in names))
    return Profile(game.information_sets, tuple(odds))


def by_supports(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All equilibria of a nondegenerate table, by pairs of supports."""
    table = two_player_table(game)
    profiles, nondegenerate = equilibria_by_supports(table)
    if not nondegenerate:
        raise CertificateRejected(
            "the game is degenerate: supports of equal size do not give every equilibrium"
        )
    return EquilibriumSet(table, profiles, infinite=False, spanning=True)

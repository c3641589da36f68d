"""Every subgame perfect equilibrium of a game with perfect information, from two plans and a bound.

Backward induction with intervals: at every node, the interval of what each player gets in *any* subgame
perfect equilibrium of the subgame there, mixed continuations included.  A player who moves gets at least the
best of the guaranteed values of its actions; an action whose value can never reach that is never taken.
Where no tie occurs every interval is a point and the equilibrium is unique.  With ties, two plans that are
subgame perfect and attain the bounds prove that the bounds are exact for the player in question; where none
do, the intervals are too wide, and pieces of payoffs take their place
(:mod:`~gametheory_paradox.claims.equilibria.plans_under_ties`).  A measure, which nobody maximizes, has
intervals of its own beside those of the payoffs.

Source: selten1965, kuhn1953 (backward induction), hendon1996 (the one-shot deviation principle).
"""

from collections.abc import Iterable
from fractions import Fraction
from operator import mul
from typing import NamedTuple

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Game, Lottery, Profile, expected_payoffs
from gametheory_paradox.games.node_payoffs import node_payoffs
from gametheory_paradox.games.profile_data import profile_from_data
from gametheory_paradox.interruption import look

MOST_BITS = 100_000


class Bounds(NamedTuple):
    """For every node an interval of each player's payoff and measure, and whether a tie occurs anywhere."""

    intervals: tuple[tuple[Interval, ...], ...]
    ties: bool


def bounds(game: ExtensiveForm[Fraction]) -> Bounds:
    """Bounds of each player's payoff, and of a measure, at each node in any subgame perfect equilibrium.

    Raises
    ------
    CertificateRejected
        If the game does not have perfect information.
    """
    if not game.has_perfect_information:
        raise CertificateRejected("backward induction needs perfect information")

    found: list[tuple[Interval, ...]] = [()] * len(game.nodes)
    ties = False
    for position in range(len(game.nodes) - 1, -1, -1):
        look()
        node = game.nodes[position]
        below = [found[child] for child in node.children]
        if isinstance(node, Decision):
            found[position], tie = _choice(game.mover(node), below)
            ties = ties or tie
        elif isinstance(node, Lottery):
            found[position] = _average(node.probabilities, below)
        else:
            found[position] = tuple((p, p) for p in node.payoffs)

    return Bounds(tuple(found), ties)


def _choice(mover: int, children: list[tuple[Interval, ...]]) -> tuple[tuple[Interval, ...], bool]:
    best = max(children, key=lambda child: child[mover][0])
    possible = [child for child in children if child is best or child[mover][1] >= best[mover][0]]
    if len(possible) == 1:
        return possible[0], False
    hull = [(min(c[i][0] for c in possible), max(c[i][1] for c in possible)) for i in range(len(children[0]))]
    hull[mover] = (best[mover][0], hull[mover][1])
    return tuple(hull), True


def _average(odds: tuple[Fraction, ...], children: list[tuple[Interval, ...]]) -> tuple[Interval, ...]:
    def expected(ends: Iterable[Fraction]) -> Fraction:
        total = sum(map(mul, odds, ends), Fraction(0))
        if total.denominator.bit_length() > MOST_BITS:
            raise Unsupported("the expected payoffs have too many digits")
        return total

    columns = zip(*children, strict=True)
    return tuple((expected(low for low, _ in own), expected(high for _, high in own)) for own in columns)


def is_backward_induction_plan(game: ExtensiveForm[Fraction], plan: Profile) -> bool:
    """True if a pure profile is subgame perfect: at no node does another action give its mover more."""
    values = node_payoffs(game, plan)
    return not any(
        values[child][game.mover(node)] > values[position][game.mover(node)]
        for position, node in enumerate(game.nodes)
        if isinstance(node, Decision)
        for child in node.children
    )


def by_backward_induction(game: Game, player: str, data: Data) -> EquilibriumSet:
    """Checks two plans that attain the ends of what is compared for a player, and so prove its range.

    Raises
    ------
    CertificateRejected
        If a plan is not subgame perfect or does not attain its bound.
    """
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("backward induction needs a tree")
    lowest, highest = (data.get(end) for end in ("lowest", "highest"))
    low = profile_from_data(game.information_sets, lowest)
    high = low if highest == lowest else profile_from_data(game.information_sets, highest)

    limits, column = bounds(game), game.column(player)
    if not all(is_backward_induction_plan(game, plan) for plan in (low, high)[: 1 + (high is not low)]):
        raise CertificateRejected("a listed plan is not subgame perfect")
    for plan, end in ((low, 0), (high, 1)):
        if expected_payoffs(game, plan)[column] != limits.intervals[0][column][end]:
            raise CertificateRejected(f"a plan misses the bound of {player}'s {game.measure or 'payoff'}")
    plans = (low, high) if limits.ties else (low,)
    return EquilibriumSet(game, plans, infinite=limits.ties, spanning=not limits.ties)

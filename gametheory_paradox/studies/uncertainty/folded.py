"""A player's payoffs, or a measure, in subgame perfect equilibria of a large tree, without a certificate.

A subgame in which everybody sees what was done and no choice is tied has one equilibrium, which backward
induction finds; it becomes what that is worth to everyone.  What is left is a small tree, which is solved
like any other.

Source: selten1965, kuhn1953 (backward induction).
"""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.claims.equilibria.exact_ends import exact_ends
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors.equilibrium_solver import EquilibriumSolver
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Terminal
from gametheory_paradox.games.subgames import truncated
from gametheory_paradox.interruption import look

Payoffs = tuple[Fraction, ...]
Tree = ExtensiveForm[Fraction]
LARGE = 200  # nodes, beyond which formulas in all parameters are too many and every game takes long


def is_large(family: GameFamily) -> bool:
    """True if it is a tree in which every game takes long."""
    return isinstance(family.form, ExtensiveForm) and len(family.form.nodes) > LARGE


def ends_in_equilibrium(game: Tree, mover: str, budget: float | None) -> tuple[Fraction, Fraction] | None:
    """The ends of what is compared for a player in subgame perfect equilibria; None if they are not known.

    Parameters
    ----------
    game, mover
        The tree and the player.
    budget
        Seconds for what is left of the tree.
    """
    worth = _worth(game)
    if (whole := worth[0]) is not None:
        own = whole[game.column(mover)]
        return own, own
    left = truncated(game, 0, {place: paid for place, paid in enumerate(worth) if paid is not None})
    known = EquilibriumSolver("subgame-perfect", mover, Clock(budget))(left.game)
    if isinstance(known, str):
        return None
    try:
        return exact_ends(known.equilibria, mover)
    except CertificateRejected:  # known within bounds alone
        return None


def _worth(game: Tree) -> list[Payoffs | None]:
    """The worth of the subgame at each node, a measure's too, where all is seen and nothing is tied in it."""
    worth: list[Payoffs | None] = [None] * len(game.nodes)
    for place in range(len(game.nodes) - 1, -1, -1):
        look()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            worth[place] = node.payoffs
            continue
        below = [paid for child in node.children if (paid := worth[child]) is not None]
        if len(below) < len(node.children):
            continue

        if isinstance(node, Lottery):
            worth[place] = tuple(_mean(node.probabilities, each) for each in zip(*below, strict=True))
        elif isinstance(node, Decision) and len(game.members[node.information_set]) == 1:
            who = game.mover(node)
            most = max(paid[who] for paid in below)
            best = dict.fromkeys(paid for paid in below if paid[who] == most)
            worth[place] = next(iter(best)) if len(best) == 1 else None

    return worth


def _mean(odds: Sequence[Fraction], payoffs: Sequence[Fraction]) -> Fraction:
    return sum((p * payoff for p, payoff in zip(odds, payoffs, strict=True)), Fraction(0))

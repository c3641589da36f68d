"""What everyone expects to get in a tree, from the part of it that play may come to."""

from fractions import Fraction

from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Terminal
from gametheory_paradox.games.profiles import Profile
from gametheory_paradox.interruption import look


def payoffs_along_play(game: ExtensiveForm[Fraction], profile: Profile) -> tuple[Fraction, ...]:
    """Each player's expected payoff in a tree, and what follows of a measure, where play may end."""
    total = [Fraction(0)] * width_of(game.players, game.measure)
    pending = [(0, Fraction(1))]
    while pending:
        look()
        place, weight = pending.pop()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            total = [t + weight * v for t, v in zip(total, node.payoffs, strict=True)]
            continue
        odds = (
            profile.probabilities[node.information_set] if isinstance(node, Decision) else node.probabilities
        )
        pending.extend((child, weight * p) for p, child in zip(odds, node.children, strict=True) if p)
    return tuple(total)

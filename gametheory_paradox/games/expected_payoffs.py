"""What everyone expects to get when everyone follows a profile."""

from fractions import Fraction
from itertools import product

from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Terminal
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Game, Profile
from gametheory_paradox.interruption import look


def expected_payoffs(game: Game, profile: Profile) -> tuple[Fraction, ...]:
    """Each player's expected payoff when everyone follows the profile, and what follows of a measure."""
    if isinstance(game, NormalForm):
        total = [Fraction(0)] * len(game.payoffs[0])
        supports = [[(a, p) for a, p in enumerate(odds) if p] for odds in profile.probabilities]
        for combination in product(*supports):
            look()
            weight = Fraction(1)
            for _, p in combination:
                weight *= p
            for column, payoff in enumerate(game.cell([a for a, _ in combination])):
                total[column] += weight * payoff
        return tuple(total)
    return _paid_where_play_ends(game, profile)


def _paid_where_play_ends(game: ExtensiveForm[Fraction], profile: Profile) -> tuple[Fraction, ...]:
    """The same in a tree, of which only what play may come to is looked at."""
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

"""Expected payoffs in a tree when everyone follows a profile: at each node, or from the start."""

from fractions import Fraction

from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Lottery, Terminal
from gametheory_paradox.games.profiles import Odds, Profile
from gametheory_paradox.interruption import look


def odds_at(node: Decision | Lottery[Fraction], profile: Profile) -> Odds:
    """The probability of each branch of a node: where a player chooses, the profile says it."""
    return profile.probabilities[node.information_set] if isinstance(node, Decision) else node.probabilities


def node_payoffs(game: ExtensiveForm[Fraction], profile: Profile) -> list[tuple[Fraction, ...]]:
    """For every node what each player expects once play is there, and what follows of a measure."""
    values: list[tuple[Fraction, ...]] = [()] * len(game.nodes)
    for place in range(len(game.nodes) - 1, -1, -1):  # children come after their parent
        look()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            values[place] = node.payoffs
            continue

        odds = odds_at(node, profile)
        if 1 in odds:  # play goes on to one child for certain
            values[place] = values[node.children[odds.index(1)]]
            continue
        total = [Fraction(0)] * len(values[node.children[0]])
        for p, child in zip(odds, node.children, strict=True):
            if p:
                total = [t + p * v for t, v in zip(total, values[child], strict=True)]
        values[place] = tuple(total)

    return values


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
        branches = zip(odds_at(node, profile), node.children, strict=True)
        pending.extend((child, weight * p) for p, child in branches if p)
    return tuple(total)

"""What everybody expects at every node of a tree when a profile is played."""

from fractions import Fraction

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Lottery


def payoffs_by_node(
    game: ExtensiveForm[Fraction], probabilities: tuple[tuple[Fraction, ...], ...]
) -> list[tuple[Fraction, ...]]:
    """For every node what each player expects once play is there."""
    values: list[tuple[Fraction, ...]] = [()] * len(game.nodes)
    for place in range(len(game.nodes) - 1, -1, -1):  # children come after their parent
        node = game.nodes[place]
        if isinstance(node, Decision | Lottery):
            odds = probabilities[node.information_set] if isinstance(node, Decision) else node.probabilities
            total = [Fraction(0)] * len(game.players)
            for p, child in zip(odds, node.children, strict=True):
                if p:
                    total = [t + p * v for t, v in zip(total, values[child], strict=True)]
            values[place] = tuple(total)
        else:
            values[place] = node.payoffs
    return values

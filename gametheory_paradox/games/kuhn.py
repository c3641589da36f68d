"""Kuhn's theorem: behavior strategies as mixed strategies, and under perfect recall the other way round.

Two strategies of a player are realization equivalent if, whatever the others do, they make every node equally
likely (kuhn1953).
"""

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.node_payoffs import odds_at
from gametheory_paradox.games.nodes import Terminal
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.profiles import Behavior, Profile
from gametheory_paradox.games.pure_strategies import Strategy
from gametheory_paradox.games.recall import check_perfect_recall


def mixed_strategy(strategies: Sequence[Strategy], behavior: Profile) -> tuple[Fraction, ...]:
    """The probability of each of a player's reduced strategies when it draws its actions independently.

    The mixed strategy is realization equivalent to the behavior strategy, with or without perfect recall, for
    no path meets an information set twice.

    Parameters
    ----------
    strategies
        All reduced strategies of a player.
    behavior
        A behavior profile of the tree.

    Returns
    -------
    One probability for each strategy.

    Sources: kuhn1953.
    """
    odds = behavior.probabilities
    return tuple(
        prod((odds[number][action] for number, action in strategy.items()), start=Fraction(1))
        for strategy in strategies
    )


def behavior_strategy(
    game: ExtensiveForm[P],
    player: str,
    strategies: Sequence[Strategy],
    mixed: Sequence[Fraction],
    elsewhere: Profile | None = None,
) -> dict[int, tuple[Fraction, ...]]:
    """The behavior strategy that is realization equivalent to a mixed strategy.

    At an information set that the player does not exclude, an action is as likely as it is among the
    strategies that do not exclude the set.  At the others it is what ``elsewhere`` says, and without that the
    first action.

    Parameters
    ----------
    game, player
        The tree and one of its players.
    strategies
        The player's reduced strategies, all of them or those that it mixes.
    mixed
        The probability of each.
    elsewhere
        A behavior profile of the tree, which says what the player does at sets that it excludes.

    Returns
    -------
    For each information set of the player one probability for each action.

    Raises
    ------
    Unsupported
        If the player mixes and has no perfect recall.
    InvalidGame
        If ``elsewhere`` is a profile of another game.

    Sources: kuhn1953, theorem 4.
    """
    otherwise = probabilities_elsewhere(game, elsewhere)
    if sum(map(bool, mixed)) > 1:
        check_perfect_recall(game, player)
    weights = {
        number: [Fraction(0)] * len(info.actions)
        for number, info in enumerate(game.information_sets)
        if info.player == player
    }

    for strategy, p in zip(strategies, mixed, strict=True):
        if p:
            for number, action in strategy.items():
                weights[number][action] += p

    return {
        number: tuple(weight / total for weight in own)
        if (total := sum(own, Fraction(0)))
        else otherwise[number]
        for number, own in weights.items()
    }


def probabilities_elsewhere(game: ExtensiveForm[P], elsewhere: Profile | None) -> Behavior:
    """The behavior where a strategy says nothing: that of a profile of the tree, or the first action."""
    if elsewhere is None:
        elsewhere = Profile.pure(game.information_sets, [0] * len(game.information_sets))
    elsewhere.check_of(game, "what is done elsewhere must be a behavior profile of this tree")
    return elsewhere.probabilities


def realization_probabilities(game: ExtensiveForm[Fraction], profile: Profile) -> tuple[Fraction, ...]:
    """The probability of each node when everyone follows a behavior profile."""
    found = [Fraction(1)] * len(game.nodes)
    for place, node in enumerate(game.nodes):  # children come after their parent
        if isinstance(node, Terminal):
            continue
        for p, child in zip(odds_at(node, profile), node.children, strict=True):
            found[child] = found[place] * p
    return tuple(found)

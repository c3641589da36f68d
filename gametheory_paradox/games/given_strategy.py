"""Giving a player's strategy: chance plays it, and the game is one among the others."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.nodes import Decision, Lottery, Terminal
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Game

Strategy: TypeAlias = tuple[
    tuple[Fraction, ...], ...
]  # for each of a player's information sets one probability per action


def mixture_in_words(actions: Sequence[str], odds: Sequence[Fraction]) -> str:
    """A mixed strategy as text: the actions that are played, with their probabilities unless one is certain.

    Examples
    --------
    >>> mixture_in_words(["a", "b", "c"], [Fraction(1, 3), Fraction(0), Fraction(2, 3)])
    'a 1/3, c 2/3'
    """
    return ", ".join(
        action if p == 1 else f"{action} {p}" for action, p in zip(actions, odds, strict=True) if p
    )


def with_strategy(game: Game, player: str, strategy: Strategy) -> Game:
    """Gives a player's strategy: chance plays it, and what it excludes is left out.

    Parameters
    ----------
    game
        A table or a tree.
    player
        Whose strategy is given; it stays in the game, without a choice, and is paid.
    strategy
        For each of its information sets one probability per action.
    """
    if isinstance(game, NormalForm):
        return _table_with_strategy(game, game.players.index(player), strategy[0])
    return _tree_with_strategy(game, player, strategy)


def _table_with_strategy(
    game: NormalForm[Fraction], who: int, odds: tuple[Fraction, ...]
) -> NormalForm[Fraction]:
    actions = (*game.actions[:who], (mixture_in_words(game.actions[who], odds),), *game.actions[who + 1 :])
    cells = []
    for place in product(*(range(len(names)) for names in actions)):
        paid = [game.cell((*place[:who], own, *place[who + 1 :])) for own in range(len(odds))]
        cells.append(
            tuple(
                sum((p * cell[n] for p, cell in zip(odds, paid, strict=True)), Fraction(0))
                for n in range(len(game.players))
            )
        )
    return NormalForm(game.players, actions, tuple(cells), title=game.title)


def _tree_with_strategy(
    game: ExtensiveForm[Fraction], player: str, strategy: Strategy
) -> ExtensiveForm[Fraction]:
    given = dict(
        zip(
            (s for s, info in enumerate(game.information_sets) if info.player == player),
            strategy,
            strict=True,
        )
    )
    order: list[tuple[int, tuple[int, ...]]] = []  # in preorder: old position, the branches that stay
    pending = [0]
    while pending:
        place = pending.pop()
        node = game.nodes[place]
        odds = given.get(node.information_set) if isinstance(node, Decision) else None
        branches = () if isinstance(node, Terminal) else tuple(range(len(node.children)))
        if odds is not None:
            branches = tuple(branch for branch in branches if odds[branch])
        order.append((place, branches))
        if not isinstance(node, Terminal):
            pending.extend(node.children[branch] for branch in reversed(branches))
    moved = {old: new for new, (old, _) in enumerate(order)}
    kept = sorted(
        {n.information_set for old, _ in order if isinstance(n := game.nodes[old], Decision)} - set(given)
    )
    number = {old: new for new, old in enumerate(kept)}
    nodes: list[Decision | Lottery[Fraction] | Terminal[Fraction]] = []
    for old, branches in order:
        node = game.nodes[old]
        if isinstance(node, Terminal):
            nodes.append(node)
            continue
        children = tuple(moved[node.children[branch]] for branch in branches)
        if isinstance(node, Lottery):
            nodes.append(Lottery(node.outcomes, node.probabilities, children))
        elif node.information_set in given:
            labels, odds = game.information_sets[node.information_set].actions, given[node.information_set]
            nodes.append(
                Lottery(tuple(labels[b] for b in branches), tuple(odds[b] for b in branches), children)
            )
        else:
            nodes.append(Decision(number[node.information_set], children))
    sets: tuple[InformationSet, ...] = tuple(game.information_sets[old] for old in kept)
    return ExtensiveForm(game.players, sets, tuple(nodes), title=game.title)

"""Giving a player's strategy: one action is left, or chance plays it; the game is one among the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.games.deletion import restrict
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.nodes import Decision, Lottery, Node
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.profiles import Game, played_once
from gametheory_paradox.games.truncation import part_of

# For each of a player's information sets one probability per action.
Strategy: TypeAlias = tuple[tuple[Fraction, ...], ...]


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


def frozen(game: GameForm[P], player: str, choices: Mapping[str, str]) -> GameForm[P]:
    """The game in which a player can do only one given thing at some of its information sets.

    Parameters
    ----------
    game
        The game.
    player
        Who is frozen.
    choices
        For information sets of the player (``""`` in a table) the action that is left; sets that play can no
        longer reach are ignored.

    Raises
    ------
    InvalidGame
        If a set lacks the action that should be left.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> frozen(game, "F", {"": "d"}).actions
    (('a', 'b'), ('d',))
    """
    left: dict[int, tuple[str]] = {}
    for number, info in enumerate(game.information_sets):
        if info.player == player and info.name in choices:
            kept, where = choices[info.name], f" at {info.name!r}" if info.name else ""
            if kept not in info.actions:
                raise InvalidGame(
                    f"{player} has no action {kept!r:.60}{where}; {suggestion(kept, info.actions)}"
                    f"it has {', '.join(info.actions)}"
                )
            left[number] = (kept,)
    return restrict(game, left)


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
    game = played_once(game)
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
                sum((p * x for p, x in zip(odds, column, strict=True)), Fraction(0))
                for column in zip(*paid, strict=True)
            )
        )
    return replace(game, actions=actions, payoffs=tuple(cells))


def _tree_with_strategy(
    game: ExtensiveForm[Fraction], player: str, strategy: Strategy
) -> ExtensiveForm[Fraction]:
    own = [number for number, info in enumerate(game.information_sets) if info.player == player]
    given = dict(zip(own, strategy, strict=True))

    def node_at(place: int) -> Node[Fraction]:
        node = game.nodes[place]
        if not isinstance(node, Decision) or node.information_set not in given:
            return node
        branches = zip(game.labels(place), given[node.information_set], node.children, strict=True)
        labels, odds, children = zip(*(branch for branch in branches if branch[1]), strict=True)
        return Lottery(labels, odds, children)

    return part_of(game, 0, node_at).game

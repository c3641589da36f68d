"""The reduced normal form of a tree: a table of strategies that are silent where they never lead."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from typing import Generic

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.kuhn import behavior_strategy, mixed_strategy
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.profiles import TREE_EXPECTED, Profile
from gametheory_paradox.games.pure_strategies import (
    MANY,
    MOST_CELLS,
    N,
    Strategy,
    reduced_strategies,
    strategic_payoffs,
    strategies_counted,
    told_apart,
)
from gametheory_paradox.games.recall import has_perfect_recall, own_histories
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class ReducedNormalForm(Record, Generic[P]):
    """A tree with its reduced normal form, and the way between their strategies.

    Parameters
    ----------
    game
        The tree.
    table
        Its reduced normal form.  A strategy is named by its actions, such as "in; fight"; where two names
        would be the same, they are numbered.
    strategies
        For each player, in the order of the table's actions: {number of an information set: number of the
        action there}.
    """

    game: ExtensiveForm[P]
    table: NormalForm[P]
    strategies: tuple[tuple[Strategy, ...], ...] = field(compare=False)

    def profile(self, mixed: Profile, *, elsewhere: Profile | None = None) -> Profile:
        """The behavior profile of the tree that is realization equivalent to a profile of the table.

        Parameters
        ----------
        mixed
            A profile of the table.
        elsewhere
            A behavior profile of the tree that says what a player does at information sets which its own
            actions exclude; without it, the first action.

        Raises
        ------
        Unsupported
            If a player without perfect recall mixes: there may be no such behavior profile.
        InvalidGame
            If a profile belongs to another game.

        Sources: kuhn1953, theorem 4.
        """
        mixed.check_of(self.table, "expected a profile of the reduced normal form, got one of another game")
        odds: dict[int, tuple[Fraction, ...]] = {}
        for player, own, weights in zip(self.game.players, self.strategies, mixed.probabilities, strict=True):
            odds |= behavior_strategy(self.game, player, own, weights, elsewhere)
        sets = self.game.information_sets
        return Profile(sets, tuple(odds[number] for number in range(len(sets))))

    def mixed(self, behavior: Profile) -> Profile:
        """The profile of the table that is realization equivalent to a behavior profile of the tree.

        Raises
        ------
        InvalidGame
            If it is a profile of another game.

        Sources: kuhn1953.
        """
        behavior.check_of(self.game, TREE_EXPECTED)
        return Profile(
            self.table.information_sets, tuple(mixed_strategy(own, behavior) for own in self.strategies)
        )


def reduced_normal_form(game: ExtensiveForm[N], *, most_cells: int = MOST_CELLS) -> ReducedNormalForm[N]:
    """The reduced normal form of a tree.

    A strategy of a player is one action at each of its information sets that its own actions do not exclude;
    a player who never chooses has one strategy.  Payoffs are expectations over chance, exact.  Perfect recall
    is not needed.

    Parameters
    ----------
    game
        The tree; its payoffs and probabilities may be anything that can be added and multiplied.
    most_cells
        How many cells the table may have.

    Raises
    ------
    Unsupported
        If the table would be larger; the message names how many strategies each player has.

    Sources: vonstengel1996; kuhn1953.

    Examples
    --------
    >>> from gametheory_paradox.games.tree_writer import Move
    >>> entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> game = ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))
    >>> form = reduced_normal_form(game)
    >>> form.table.actions
    (('in', 'out'), ('fight', 'yield'))
    >>> form.strategies[1][0]
    {1: 0}
    """
    if has_perfect_recall(game):
        histories = [own_histories(game, player) for player in game.players]
        _check_size(game.players, [strategies_counted(game, own) for own in histories], most_cells)
    strategies = tuple(reduced_strategies(game, player, most=most_cells) for player in game.players)
    _check_size(game.players, [len(own) for own in strategies], most_cells)
    chooser = [game.players.index(info.player) for info in game.information_sets]
    names = tuple(told_apart([_name(game, strategy) for strategy in own]) for own in strategies)
    cells = strategic_payoffs(game, strategies, chooser)
    table = NormalForm(game.players, names, tuple(cells), title=game.title, measure=game.measure)
    return ReducedNormalForm(game, table, strategies)


def _name(game: ExtensiveForm[P], strategy: Strategy) -> str:
    chosen = [game.information_sets[number].actions[action] for number, action in strategy.items()]
    return "; ".join(chosen) or "nothing to choose"


def _check_size(players: Sequence[str], counts: Sequence[int], most_cells: int) -> None:
    if prod(counts) > most_cells:
        written = [
            f"{who} {count:,}" if count < MANY else f"{who} 10^18 or more"
            for who, count in zip(players, counts, strict=True)
        ]
        raise Unsupported(
            f"the reduced normal form would have more than {most_cells:,} cells; "
            f"the players' strategies: {', '.join(written)}"
        )

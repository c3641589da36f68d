"""Games with actions taken away, and with a strategy that is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from typing import Any, Literal, TypeAlias, TypeVar

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.forms.columns import no_such_action, no_such_player, nothing_left
from gametheory_paradox.forms.profiles import Game, played_once
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.states.stochastic_game import StochasticGame, restrict_states
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Node
from gametheory_paradox.forms.trees.subgames import part_of, restrict_tree
from gametheory_paradox.table import Record

# Actions left where some are taken away, and the games in which only these are left
#
# They are taken away at information sets, from a player or from a coalition.
# ----------------------------------------------------------------------------

Words = tuple[str, ...]


def check_player(game: GameForm[P], player: object) -> None:
    """InvalidGame lists the players, where this is none of them."""
    if player not in game.players:
        raise no_such_player(game.players, player)


def actions_left(game: GameForm[P], mover: str, actions: Words, at: Words, allies: Words) -> dict[int, Words]:
    """For the numbers of the information sets that lose something, in the game's order, what is left there.

    Parameters
    ----------
    game, mover
        The game, and whose payoff is measured.
    actions
        What is taken away.
    at
        The information sets that lose what they have of it; none means every set of the mover that has some.
    allies
        A coalition who lose it everywhere; must contain the mover, if there is one.

    Raises
    ------
    InvalidGame
        If a name is unknown, a set lacks the action, or nothing would be left to choose.
    """
    if not actions:
        raise InvalidGame("which action is taken away? name at least one")
    if at and allies:
        raise InvalidGame("an action is taken away at information sets or from a coalition, not both")
    for player in (mover, *allies):
        check_player(game, player)
    if allies and mover not in allies:
        raise InvalidGame(f"the coalition {', '.join(allies)} must contain the mover, {mover}")

    losing = {
        number: info
        for number, info in enumerate(game.information_sets)
        if info.player in (mover, *allies) and (not at or info.name in at)
        if not set(actions).isdisjoint(info.actions)
    }
    # Everybody, every set that is named, and every action is among what is lost, and something is left.
    sets = losing.values()
    for name in at:
        if not name or all(info.name != name for info in sets):
            raise no_such_action(game.information_sets, mover, " or ".join(actions), (name,))
    for player in (mover, *allies):
        if all(info.player != player for info in sets):
            raise no_such_action(game.information_sets, player, " or ".join(actions), ())
    for name in actions:
        if all(name not in info.actions for info in sets):
            raise no_such_action(game.information_sets, mover, name, at)
    for info in sets:
        if set(info.actions) <= set(actions):
            raise nothing_left(info)
    return {n: tuple(a for a in info.actions if a not in actions) for n, info in losing.items()}


def restrict(game: GameForm[P], left: Mapping[int, Sequence[str]]) -> GameForm[P]:
    """The game in which only some actions are left; sets of a tree that play can no longer reach are gone.

    Parameters
    ----------
    game
        The game.
    left
        For numbers of information sets the actions that are left; the other sets keep theirs.
    """
    if isinstance(game, NormalForm):
        return game.restricted(left)
    if isinstance(game, StochasticGame):
        return restrict_states(game, left)
    return restrict_tree(game, left)


# The scope of a deletion: where actions are taken away, as a user asks for it, and the game without them
# ----------------------------------------------------------------------------

G = TypeVar("G", bound=GameForm[Any])
Kind = Literal["information_set", "player", "coalition"]
Names = str | Sequence[str]  # one name, or several


def names_in(names: Names) -> tuple[str, ...]:
    """The names, where one may stand by itself."""
    return (names,) if isinstance(names, str) else tuple(names)


@dataclass(frozen=True, repr=False)
class Scope(Record):
    """The information sets at which actions are taken away.

    Parameters
    ----------
    kind
        At named information sets of one player, at all of a player's, or at all of every member's of a
        coalition.
    players
        Whose actions they are; the first is the mover whose payoff is measured.
    information_sets
        The names of the sets that lose one, player by player; empty in normal form.
    left
        For the numbers of these sets, in the game's order, the actions that are left.
    """

    kind: Kind
    players: tuple[str, ...]
    information_sets: tuple[str, ...]
    left: Mapping[int, tuple[str, ...]] = field(hash=False)


def scope_of(game: GameForm[P], mover: str, action: Names, at: Names = (), coalition: Names = ()) -> Scope:
    """The scope of a deletion, its names checked against a game.

    Parameters
    ----------
    game
        The game.
    mover
        Whose payoff is measured.
    action
        What is taken away: one action or several.
    at
        The information sets that lose what they have of it; none means every set of the mover that has some.
    coalition
        The players who lose it everywhere; must contain the mover.

    Raises
    ------
    InvalidGame
        If a name is unknown, a set lacks the action, or nothing would be left to choose.
    """
    places, allies = names_in(at), names_in(coalition)
    left = actions_left(game, mover, names_in(action), places, allies)
    members = (mover, *(p for p in game.players if p in allies and p != mover))
    sets = [game.information_sets[number] for number in left]
    names = tuple(s.name for player in members for s in sets if s.player == player and s.name)
    kind: Kind = "information_set" if places else "coalition" if allies else "player"
    return Scope(kind, members, names, left)


def delete(game: G, scope: Scope) -> G:
    """The game without what a scope takes away; sets of a tree that play can no longer reach go with them.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> leader, follower = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], leader, follower)
    >>> delete(game, scope_of(game, "L", "a")).actions
    (('b',), ('c', 'd'))
    """
    return restrict(game, scope.left)  # type: ignore[return-value]


# Giving a player's strategy: one action is left, or chance plays it; the game is one among the others
# ----------------------------------------------------------------------------

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
    >>> from gametheory_paradox.forms import NormalForm
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

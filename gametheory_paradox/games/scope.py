"""The scope of a deletion: where actions are taken away, as a user asks for it, and the game without them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from gametheory_paradox.games.deletion import actions_left, restrict
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.table import Record

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
    >>> from gametheory_paradox.games import NormalForm
    >>> leader, follower = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], leader, follower)
    >>> delete(game, scope_of(game, "L", "a")).actions
    (('b',), ('c', 'd'))
    """
    return restrict(game, scope.left)  # type: ignore[return-value]

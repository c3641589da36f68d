"""Taking actions away: from some information sets, from a player altogether, or from a coalition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, overload

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.extensive_form import Decision, ExtensiveForm, Lottery, Terminal
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.normal_form import NormalForm, P

Kind = Literal["information_set", "player", "coalition"]
Names = str | Sequence[str]  # one name, or several


def names_in(names: Names) -> tuple[str, ...]:
    """The names, where one may stand by itself."""
    return (names,) if isinstance(names, str) else tuple(names)


@dataclass(frozen=True)
class Scope:
    """Where actions are taken away.

    Parameters
    ----------
    kind
        At named information sets of one player, at all of a player's, or at all of every member's of a
        coalition.
    players
        Whose actions they are; the first is the mover whose payoff is measured.
    information_sets
        The names of the sets that lose one, player by player; empty in normal form.
    """

    kind: Kind
    players: tuple[str, ...]
    information_sets: tuple[str, ...]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "kind": self.kind,
            "players": list(self.players),
            "information_sets": list(self.information_sets),
        }


def check_player(game: NormalForm[P] | ExtensiveForm[P], player: object) -> None:
    """InvalidGame lists the players, where this is none of them."""
    if player not in game.players:
        raise InvalidGame(f"{player!r:.60} is not a player; the players are {', '.join(game.players)}")


def scope_of(
    game: NormalForm[P] | ExtensiveForm[P], mover: str, action: Names, at: Names = (), coalition: Names = ()
) -> Scope:
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
    actions, places, allies = names_in(action), names_in(at), names_in(coalition)
    if not actions:
        raise InvalidGame("which action is taken away? name at least one")
    if places and allies:
        raise InvalidGame("an action is taken away at information sets or from a coalition, not both")
    for player in (mover, *allies):
        check_player(game, player)
    if allies and mover not in allies:
        raise InvalidGame(f"the coalition {', '.join(allies)} must contain the mover, {mover}")

    members = (mover, *(p for p in game.players if p in allies and p != mover))
    losing = [info for player in members for info in _losing(game, player, actions, places)]
    for name in actions:
        if not any(name in info.actions for info in losing):
            raise _no_such_action(game, mover, name, places)
    for info in losing:
        _check_leaves_something(info, actions)

    kind: Kind = "information_set" if places else "coalition" if allies else "player"
    return Scope(kind, members, tuple(info.name for info in losing if info.name))


def _losing(
    game: NormalForm[P] | ExtensiveForm[P], player: str, actions: Sequence[str], at: Sequence[str]
) -> list[InformationSet]:
    """The information sets of a player that lose something: at least one, and each that is named."""
    own = [info for info in game.information_sets if info.player == player]
    having = [info for info in own if not set(actions).isdisjoint(info.actions)]
    if not at:
        if not having:
            raise _no_such_action(game, player, " or ".join(actions), ())
        return having
    known = {info.name: info for info in own if info.name}
    for name in at:
        if name not in known:
            listed = ", ".join(map(repr, known)) or "none by name (in normal form a player chooses once)"
            raise InvalidGame(f"{player} has no information set {name!r}; it has {listed}")
        if known[name] not in having:
            raise _no_such_action(game, player, " or ".join(actions), (name,))
    return [info for info in having if info.name in at]


def _no_such_action(
    game: NormalForm[P] | ExtensiveForm[P], player: str, action: str, at: Sequence[str]
) -> InvalidGame:
    own = [info for info in game.information_sets if info.player == player and (not at or info.name in at)]
    known = ", ".join(dict.fromkeys(name for info in own for name in info.actions)) or "none"
    if at:
        return InvalidGame(f"{player} has no action {action!r} at {', '.join(map(repr, at))}; it has {known}")
    return InvalidGame(f"{player} has no action {action!r}; its actions are {known}")


def _check_leaves_something(info: InformationSet, actions: Sequence[str]) -> None:
    if set(info.actions) <= set(actions):
        where = f" at {info.name!r}" if info.name else ""
        taken = " and ".join(map(repr, info.actions))
        raise InvalidGame(f"without {taken} nothing is left for {info.player} to choose{where}")


def losing_sets(game: NormalForm[P] | ExtensiveForm[P], scope: Scope, action: Names) -> tuple[int, ...]:
    """The numbers of the information sets that lose an action under the scope."""
    actions = set(names_in(action))
    return tuple(
        number
        for number, info in enumerate(game.information_sets)
        if info.player in scope.players
        and not actions.isdisjoint(info.actions)
        and (scope.kind != "information_set" or info.name in scope.information_sets)
    )


def nodes_after(game: ExtensiveForm[P], scope: Scope, action: Names) -> list[bool]:
    """For every node of a tree whether it comes after an action, taken at a set that loses it under the scope."""
    losing, actions = losing_sets(game, scope, action), names_in(action)
    after = [False] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            node = game.nodes[parent]
            taken = (
                isinstance(node, Decision)
                and node.information_set in losing
                and game.labels(parent)[branch] in actions
            )
            after[place] = after[parent] or taken
    return after


@overload
def delete(game: NormalForm[P], action: Names, scope: Scope) -> NormalForm[P]: ...
@overload
def delete(game: ExtensiveForm[P], action: Names, scope: Scope) -> ExtensiveForm[P]: ...
def delete(
    game: NormalForm[P] | ExtensiveForm[P], action: Names, scope: Scope
) -> NormalForm[P] | ExtensiveForm[P]:
    """The game without the actions; sets that play can no longer reach go with them.

    Examples
    --------
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> delete(game, "a", scope_of(game, "L", "a")).actions
    (('b',), ('c', 'd'))
    """
    actions = names_in(action)
    left = {
        number: tuple(a for a in game.information_sets[number].actions if a not in actions)
        for number in losing_sets(game, scope, action)
    }
    return restrict(game, left)


@overload
def restrict(game: NormalForm[P], left: Mapping[int, Sequence[str]]) -> NormalForm[P]: ...
@overload
def restrict(game: ExtensiveForm[P], left: Mapping[int, Sequence[str]]) -> ExtensiveForm[P]: ...
def restrict(
    game: NormalForm[P] | ExtensiveForm[P], left: Mapping[int, Sequence[str]]
) -> NormalForm[P] | ExtensiveForm[P]:
    """The game in which only some actions are left; sets that play can no longer reach are gone.

    Parameters
    ----------
    game
        The game.
    left
        For numbers of information sets the actions that are left; the other sets keep theirs.
    """
    if isinstance(game, NormalForm):
        return _restrict_table(game, left)
    return _restrict_tree(game, left)


def _restrict_table(game: NormalForm[P], left: Mapping[int, Sequence[str]]) -> NormalForm[P]:
    kept = tuple(
        tuple(a for a in names if a in left.get(number, names)) for number, names in enumerate(game.actions)
    )
    cells = tuple(
        cell
        for profile, cell in zip(game.profiles(), game.payoffs, strict=True)
        if all(a in names for a, names in zip(profile, kept, strict=True))
    )
    return NormalForm(game.players, kept, cells, title=game.title)


def _restrict_tree(game: ExtensiveForm[P], left: Mapping[int, Sequence[str]]) -> ExtensiveForm[P]:
    order: list[tuple[int, tuple[int, ...]]] = []  # old position, old positions of the children that stay
    stack = [0]
    while stack:
        position = stack.pop()
        node = game.nodes[position]
        below: tuple[int, ...] = ()
        if isinstance(node, Decision):
            below = node.children
            if node.information_set in left:
                labels, kept = game.information_sets[node.information_set].actions, left[node.information_set]
                below = tuple(c for a, c in zip(labels, below, strict=True) if a in kept)
        elif isinstance(node, Lottery):
            below = node.children
        order.append((position, below))
        stack.extend(reversed(below))
    new_position = {old: new for new, (old, _) in enumerate(order)}
    reached = sorted({n.information_set for old, _ in order if isinstance(n := game.nodes[old], Decision)})
    new_set = {old: new for new, old in enumerate(reached)}
    nodes: list[Decision | Lottery[P] | Terminal[P]] = []
    for old, below in order:
        node = game.nodes[old]
        moved = tuple(new_position[c] for c in below)
        if isinstance(node, Decision):
            nodes.append(Decision(new_set[node.information_set], moved))
        elif isinstance(node, Lottery):
            nodes.append(Lottery(node.outcomes, node.probabilities, moved))
        else:
            nodes.append(node)
    sets = tuple(
        InformationSet(s.player, s.name, tuple(a for a in s.actions if a in left.get(old, s.actions)))
        for old, s in enumerate(game.information_sets)
        if old in new_set
    )
    return ExtensiveForm(game.players, sets, tuple(nodes), title=game.title)

"""Taking an action away: from one information set, from a player altogether, or from a coalition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, overload

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.extensive_form import Decision, ExtensiveForm, Lottery, Terminal
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.normal_form import NormalForm, P

Kind = Literal["information_set", "player", "coalition"]
G = TypeVar("G", NormalForm, ExtensiveForm)  # type: ignore[type-arg]


@dataclass(frozen=True)
class Scope:
    """Where an action is taken away.

    Parameters
    ----------
    kind
        At named information sets of one player, at all of a player's, or at all of every member's of a
        coalition.
    players
        Whose action it is; the first is the mover whose payoff is measured.
    information_sets
        The names of the sets that lose the action, player by player; empty in normal form.
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


def scope_of(
    game: NormalForm[P] | ExtensiveForm[P],
    mover: str,
    action: str,
    at: Sequence[str] = (),
    coalition: Sequence[str] = (),
) -> Scope:
    """The scope a request means.

    Parameters
    ----------
    game
        The game.
    mover
        Whose payoff is measured.
    action
        What is taken away.
    at
        The information sets that lose it; none means every set of the mover that has it.
    coalition
        The players who lose it everywhere; must contain the mover.

    Raises
    ------
    InvalidGame
        If a name is unknown, a set lacks the action, or nothing would be left to choose.
    """
    if at and coalition:
        raise InvalidGame("an action is taken away at information sets or from a coalition, not both")
    for player in (mover, *coalition):
        if player not in game.players:
            raise InvalidGame(f"{player!r} is not a player; the players are {', '.join(game.players)}")
    if coalition and mover not in coalition:
        raise InvalidGame(f"the coalition {', '.join(coalition)} must contain the mover, {mover}")
    members = (mover, *(p for p in game.players if p in coalition and p != mover))
    names: list[str] = []
    for player in members:
        own = [s for s in game.information_sets if s.player == player]
        chosen = _at(own, player, at) if at else [s for s in own if action in s.actions]
        if not chosen:
            known = sorted({a for s in own for a in s.actions})
            raise InvalidGame(
                f"{player} has no action {action!r}; its actions are {', '.join(known) or 'none'}"
            )
        for info in chosen:
            _check_leaves_something(info, action)
        names.extend(info.name for info in chosen if info.name)
    kind: Kind = "information_set" if at else "coalition" if coalition else "player"
    return Scope(kind, members, tuple(names))


def _at(own: Sequence[InformationSet], player: str, at: Sequence[str]) -> list[InformationSet]:
    known = {s.name: s for s in own if s.name}
    for name in at:
        if name not in known:
            listed = ", ".join(map(repr, known)) or "none by name (in normal form a player chooses once)"
            raise InvalidGame(f"{player} has no information set {name!r}; it has {listed}")
    return [s for s in own if s.name in at]


def _check_leaves_something(info: InformationSet, action: str) -> None:
    where = f" at {info.name!r}" if info.name else ""
    if action not in info.actions:
        raise InvalidGame(f"{info.player} has no action {action!r}{where}; it has {', '.join(info.actions)}")
    if len(info.actions) == 1:
        raise InvalidGame(f"without {action!r} nothing is left for {info.player} to choose{where}")


def losing_sets(game: NormalForm[P] | ExtensiveForm[P], scope: Scope, action: str) -> tuple[int, ...]:
    """The numbers of the information sets that lose the action under the scope."""
    return tuple(
        number
        for number, info in enumerate(game.information_sets)
        if info.player in scope.players
        and action in info.actions
        and (scope.kind != "information_set" or info.name in scope.information_sets)
    )


def nodes_after(game: ExtensiveForm[P], scope: Scope, action: str) -> list[bool]:
    """For every node of a tree whether it comes after the action, taken at a set that loses it under the scope."""
    losing = losing_sets(game, scope, action)
    after = [False] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            node = game.nodes[parent]
            taken = (
                isinstance(node, Decision)
                and node.information_set in losing
                and game.labels(parent)[branch] == action
            )
            after[place] = after[parent] or taken
    return after


@overload
def delete(game: NormalForm[P], action: str, scope: Scope) -> NormalForm[P]: ...
@overload
def delete(game: ExtensiveForm[P], action: str, scope: Scope) -> ExtensiveForm[P]: ...
def delete(
    game: NormalForm[P] | ExtensiveForm[P], action: str, scope: Scope
) -> NormalForm[P] | ExtensiveForm[P]:
    """The game without the action; sets that play can no longer reach go with it.

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> delete(game, "a", scope_of(game, "L", "a")).actions
    (('b',), ('c', 'd'))
    """
    left = {
        number: tuple(a for a in game.information_sets[number].actions if a != action)
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

"""A graph of states as certificates hold it: players, states, moves, what is known of rankings, a hash."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.canonical import MOST_PLAYERS, hash_of
from gametheory_paradox.games.json_fields import field_in, list_in, text_in, texts_in, whole_in
from gametheory_paradox.table import Record


def with_consequences(
    known: frozenset[tuple[int, int]], better: int, worse: int
) -> frozenset[tuple[int, int]]:
    """Comparisons with one more, and all that follows: what is above the better is above what is below."""
    above = {better, *(a for a, b in known if b == better)}
    below = {worse, *(b for a, b in known if a == worse)}
    return known.union(product(above, below))


@dataclass(frozen=True, repr=False)
class KnownOrder(Record):
    """A player's ranking of the states, as far as it is known.

    Parameters
    ----------
    ranks
        States between which the player is indifferent, by number.
    better
        Pairs of ranks, by place, the better one first; what follows from others is among them.
    """

    ranks: tuple[tuple[int, ...], ...]
    better: frozenset[tuple[int, int]]

    def rank(self, state: int) -> int:
        """The place of the rank in which a state stands."""
        return next(place for place, own in enumerate(self.ranks) if state in own)

    def preferring(self, better: int, worse: int) -> "KnownOrder":
        """The order in which one rank is also better than another, with all that follows."""
        return replace(self, better=with_consequences(self.better, better, worse))

    @property
    def contradicts_itself(self) -> bool:
        """Some rank is better than itself."""
        return any(a == b for a, b in self.better)


@dataclass(frozen=True, repr=False)
class Graph(Record):
    """A graph of states, and what is known of the players' rankings.

    Parameters
    ----------
    players, states
        Their names.
    moves
        For each player, from the number of a state the numbers of those to which it can move.
    orders
        For each player what is known of its ranking.
    """

    players: tuple[str, ...]
    states: tuple[str, ...]
    moves: tuple[Mapping[int, tuple[int, ...]], ...]
    orders: tuple[KnownOrder, ...]

    def named(self, states: Sequence[int]) -> list[str]:
        """The names of some states."""
        return [self.states[state] for state in states]

    def to_data(self) -> dict[str, object]:
        """As JSON, with the hash of the rest: SHA-256, as of a game."""
        data = {
            "form": "graph",
            "players": list(self.players),
            "states": list(self.states),
            "moves": [
                [[self.states[here], self.named(sorted(own[here]))] for here in sorted(own) if own[here]]
                for own in self.moves
            ],
            "rankings": [
                {"ranks": [self.named(own) for own in order.ranks], "better": sorted(map(list, order.better))}
                for order in self.orders
            ],
        }
        return {**data, "hash": hash_of(data)}


def graph_from_data(data: object) -> Graph:
    """The graph that ``to_data`` wrote, and nothing that is written otherwise.

    Raises
    ------
    CertificateRejected
        If it does not stand there as it should, or its hash does not belong to it.
    """
    players, states = (tuple(texts_in(field_in(data, name))) for name in ("players", "states"))
    if not 0 < len(players) <= MOST_PLAYERS or len({*players}) < len(players) or len({*states}) < len(states):
        raise CertificateRejected("the players, and the states, of a graph have different names")
    state = number_of(states, "a state")
    moves = tuple(_moves(own, state) for own in list_in(field_in(data, "moves"), len(players)))
    orders = tuple(_order(own, state) for own in list_in(field_in(data, "rankings"), len(players)))
    for order in orders:
        if sorted(own for rank in order.ranks for own in rank) != list(range(len(states))):
            raise CertificateRejected("each state stands once in each ranking")
    graph = Graph(players, states, moves, orders)
    if data != graph.to_data():
        raise CertificateRejected(
            "the graph is not written as it should be, or its hash does not belong to it"
        )
    return graph


def number_of(names: Sequence[str], what: str) -> Callable[[object], int]:
    """The reading of a name as its number; what is no such name is refused."""

    def number(name: object) -> int:
        if text_in(name) not in names:
            raise CertificateRejected(f"{name!r:.60} is not {what}")
        return names.index(text_in(name))

    return number


def _moves(data: object, state: Callable[[object], int]) -> Mapping[int, tuple[int, ...]]:
    """The moves of a player, none of which leads back to where it begins."""
    moves: dict[int, tuple[int, ...]] = {}
    for pair in list_in(data):
        here, ends = list_in(pair, 2)
        moves[state(here)] = tuple(map(state, list_in(ends)))
    if any(here in ends or len({*ends}) < len(ends) for here, ends in moves.items()):
        raise CertificateRejected("a move leads to another state, and stands once")
    return moves


def _order(data: object, state: Callable[[object], int]) -> KnownOrder:
    """A ranking: every state once, and comparisons that do not contradict each other."""
    ranks = tuple(tuple(map(state, list_in(own))) for own in list_in(field_in(data, "ranks")))
    pairs = [list_in(pair, 2) for pair in list_in(field_in(data, "better"))]
    better = frozenset((whole_in(a), whole_in(b)) for a, b in pairs)
    order = KnownOrder(ranks, better)
    if not all(ranks) or any(max(pair) >= len(ranks) for pair in better) or order.contradicts_itself:
        raise CertificateRejected("a ranking compares its ranks, none with itself")
    if any(b == c and (a, d) not in better for a, b in better for c, d in better):
        raise CertificateRejected("what follows from comparisons of a ranking stands there too")
    return order

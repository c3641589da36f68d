"""Certificates of graph models: states, preferences, and the option paradox on them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, TypeAlias, get_args

from gametheory_paradox.certificates.fields import Verification, check_shown, field_of
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.canonical import MOST_PLAYERS, hash_of
from gametheory_paradox.forms.graphs.option import (
    DEPENDS,
    GUARD_RAIL,
    IMPOSSIBLE,
    PRESENT,
    UNDECIDED,
    GraphOption,
    Responses,
    States,
)
from gametheory_paradox.forms.graphs.stable_states import STABILITIES
from gametheory_paradox.forms.records import check_fields, field_in, list_in, text_in, texts_in, whole_in
from gametheory_paradox.interruption import look
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.table import Record

# A graph of states as certificates hold it: players, states, moves, what is known of rankings, a hash
# ----------------------------------------------------------------------------


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


# Certificates about a graph of states: whether a player is better off without some of its moves
#
# Where rankings are known in part, the proof is a tree of comparisons that are made one after another, each
# both ways.  At each of its ends all that the definitions ask for is known, and they are evaluated there.
# ----------------------------------------------------------------------------

CLAIM = ("verdict", "with", "without", "cases")
DETAILS = ("lost", "start", "responses")
GRAPH = (
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "details", "game"),
    *(*CLAIM, "proof"),
)
Orders: TypeAlias = tuple[KnownOrder, ...]
Comparison: TypeAlias = tuple[int, int, int]
"""A player, and by number the states of which it prefers the first."""


@dataclass(frozen=True, repr=False)
class End(Record):
    """An end of the tree of comparisons: what is known there, which states are compared, and the answer."""

    orders: Orders
    compared: tuple[States, States]
    answer: str


def check_graph_option(data: Mapping[str, object]) -> Verification:
    """Checks a verdict about moves that are taken away, from the definitions of the stabilities."""
    check_fields(data, *GRAPH)
    graph = graph_from_data(data["game"])
    option, proof = option_in(data, graph), field_of(data, "proof", dict)
    if data["verdict"] == IMPOSSIBLE:
        if proof != {"guard_rail": GUARD_RAIL} or not option.is_ruled_out:
            raise CertificateRejected(f"no guard-rail {proof.get('guard_rail')!r:.60} covers this claim")
        check_shown(data, {"with": [], "without": [], "cases": []})
    else:
        check_fields(proof, "comparisons")
        ends = list(ends_proved(option, graph, graph.orders, proof["comparisons"]))
        check_shown(data, shown_of(graph, ends))
        if data["verdict"] == UNDECIDED:
            raise CertificateRejected("nothing is compared, so that nothing is proved")
        _check_cases(graph, ends, field_of(data, "cases", list), data["verdict"] == DEPENDS)
    return Verification("graph", str(data["verdict"]), str(field_of(data, "game", dict)["hash"]), {})


def option_in(data: Mapping[str, object], graph: Graph) -> GraphOption:
    """The question that a certificate is about."""
    details = field_of(data, "details", dict)
    check_fields(details, *DETAILS)
    known: tuple[tuple[object, tuple[object, ...]], ...] = (
        (data["paradox"], ("option",)),
        (data["concept"], STABILITIES),
        (data["quantifier"], QUANTIFIERS),
        (details["responses"], get_args(Responses)),
    )

    for word, words in known:
        if word not in words:
            raise CertificateRejected(f"expected {', '.join(map(str, words))}, got {word!r:.60}")

    mover = number_of(graph.players, "a player")(data["mover"])
    state = number_of(graph.states, "a state")
    lost = [(state(here), state(there)) for here, there in (list_in(m, 2) for m in list_in(details["lost"]))]
    if not lost or lost != sorted({*lost}):
        raise CertificateRejected("moves that are lost stand once, in order")
    if any(there not in graph.moves[mover].get(here, ()) for here, there in lost):
        raise CertificateRejected("who loses a move has it")

    chosen: Mapping[str, Any] = {"responses": details["responses"]}
    return GraphOption(
        graph.moves,
        None if details["start"] is None else state(details["start"]),
        mover,
        frozenset(lost),
        str(data["concept"]),
        str(data["quantifier"]),
        **chosen,
    )


def ends_proved(option: GraphOption, graph: Graph, orders: Orders, tree: object) -> Iterator[End]:
    """The ends of a tree of comparisons, with the answer at each."""
    look()
    if tree is None:
        yield _end(option, graph, orders)
        return
    who, one, other, *below = list_in(tree, 5)
    player, state = number_of(graph.players, "a player")(who), number_of(graph.states, "a state")
    order = orders[player]
    pair = order.rank(state(one)), order.rank(state(other))
    if pair[0] == pair[1] or not {pair, pair[::-1]}.isdisjoint(order.better):
        raise CertificateRejected(f"{who!r:.60} has compared {one!r:.60} and {other!r:.60} already")
    for (better, worse), further in zip((pair, pair[::-1]), below, strict=True):
        known = order.preferring(better, worse)
        yield from ends_proved(option, graph, (*orders[:player], known, *orders[player + 1 :]), further)


def _end(option: GraphOption, graph: Graph, orders: Orders) -> End:
    """The answer where all that the definitions ask for is known."""
    ranks = [[order.rank(state) for state in range(len(graph.states))] for order in orders]

    def prefers(player: int, one: int, other: int) -> bool:
        pair = ranks[player][one], ranks[player][other]
        better = orders[player].better
        if pair[0] != pair[1] and pair not in better and pair[::-1] not in better:
            who, first, second = graph.players[player], graph.states[one], graph.states[other]
            raise CertificateRejected(f"whether {who} prefers {first!r:.60} to {second!r:.60} is left open")
        return pair in better

    compared = option.compared(range(len(graph.states)), prefers)
    return End(orders, compared, option.answer(*compared, prefers))


def shown_of(graph: Graph, ends: list[End]) -> dict[str, object]:
    """The fields that follow from the ends: the verdict, and the states compared where they are the same."""
    answers, compared = {own.answer for own in ends}, {own.compared for own in ends}
    with_moves, without_moves = compared.pop() if len(compared) == 1 else ((), ())
    verdict = answers.pop() if len(answers) == 1 else DEPENDS
    return {"verdict": verdict, "with": graph.named(with_moves), "without": graph.named(without_moves)}


def _check_cases(graph: Graph, ends: list[End], data: list[object], depends: bool) -> None:
    """Refuse cases unless the paradox is present exactly where one of them holds."""
    cases = [[_comparison(graph, own) for own in list_in(case)] for case in data]
    if not depends:
        if cases:
            raise CertificateRejected("cases are named where it depends alone")
        return
    for end in ends:
        known = [_with(end.orders, case) for case in cases]
        if end.answer == PRESENT and end.orders not in known:
            raise CertificateRejected("it is present where no case holds")
        if end.answer != PRESENT and not all(map(_contradict, known)):
            raise CertificateRejected("a case holds where it is not present")


def _comparison(graph: Graph, data: object) -> Comparison:
    who, better, worse = list_in(data, 3)
    state = number_of(graph.states, "a state")
    return number_of(graph.players, "a player")(who), state(better), state(worse)


def _with(orders: Orders, case: list[Comparison]) -> Orders:
    """The order that is known where a case holds besides."""
    known = list(orders)
    for player, better, worse in case:
        own = known[player]
        known[player] = own.preferring(own.rank(better), own.rank(worse))
    return tuple(known)


def _contradict(orders: Orders) -> bool:
    """Tests whether some order contradicts itself, so that no ranking agrees."""
    return any(own.contradicts_itself for own in orders)

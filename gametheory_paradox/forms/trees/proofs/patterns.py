"""The conditions of equilibrium assessments with given actions used and nodes believed, as forms in products.

A *pattern* says which actions each information set uses and which nodes have positive belief.  Given a
pattern, write b(s, a) for the probability of an action in use, for the coefficient of the tremble of one that
is not (see :mod:`gametheory_paradox.forms.trees.proofs.sequential_rationality`), and for the belief in a node
where beliefs are free.  Then all that an equilibrium must satisfy is linear in products of these symbols:

* at each set the actions in use pay the same and the others no more, where payoffs are weighted by the
  products of the *other* players' symbols on the way (the own ones are common to all nodes of a set, under
  perfect recall), and a later own choice may be taken to be the first action in use there, since all in use
  are equally good;
* the symbols of a set's actions in use sum to one, also after multiplying by any product.

With two players each product is one player's, so that a solution of the linear system is an equilibrium.
With more, the system is necessary, and becomes sufficient where its equations fix enough symbols: a fixed
symbol is replaced by its number and the products get shorter.

Sources: krepswilson1982; vonstengel1996 (products of one player's choices as variables); hendon1996 (one-shot
deviations).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Generic, TypeAlias

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, Terminal
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    ONE,
    Effort,
    Form,
    LinearSystem,
    Monomial,
    N,
    Symbol,
    collected,
    difference,
    times,
)
from gametheory_paradox.table import Record

_ONE = Fraction(1)
MOST_PLANS = 2_000  # continuation plans of one information set
MOST_MONOMIALS = 2_000  # products in one system
MOST_CHOICES = 200_000  # on the way to a node, added over all nodes
MOST_TOGETHER = 12  # actions or nodes of one set, of which every subset is looked at

Sets = tuple[tuple[int, ...], ...]
Plan = dict[int, int]
Forms: TypeAlias = list[Mapping[Monomial, N]]


@dataclass(frozen=True, repr=False)
class Pattern(Record):
    """The actions that are used and the nodes that are believed possible.

    Parameters
    ----------
    supports
        For each information set the numbers of the actions that have positive probability.
    believed
        For each information set the positions of the nodes that have positive belief.
    """

    supports: Sets
    believed: Sets


@dataclass(frozen=True, repr=False)
class Conditions(Record, Generic[N]):
    """Conditions that all equilibria of a pattern satisfy, as forms in products of symbols.

    Parameters
    ----------
    zero, nonnegative
        Forms that are zero, and forms that are not negative.
    compared
        For each player its expected payoff; where the game names a measure, the expected measure.
    weights
        For each information set the forms to which its beliefs are proportional, in the order of its believed
        nodes.
    sums
        How many of the forms that are zero, the last ones, only say that probabilities sum to one.
    """

    zero: tuple[Mapping[Monomial, N], ...]
    nonnegative: tuple[Mapping[Monomial, N], ...]
    compared: tuple[Mapping[Monomial, N], ...]
    weights: tuple[tuple[Mapping[Monomial, N], ...], ...]
    sums: int


@dataclass(frozen=True, repr=False)
class Ways(Record, Generic[N]):
    """A tree seen as the place where patterns are looked for.

    Parameters
    ----------
    game
        A tree with perfect recall.
    consistent
        Whether beliefs must be consistent (sequential equilibrium) or are free where play does not come (weak
        sequential).
    one
        The number one, as the game's payoffs and probabilities are numbers.
    effort
        Counts the operations, where they are limited.

    Raises
    ------
    Unsupported
        If the tree is too large, or beliefs must be consistent after an outcome of chance that has
        probability zero.
    """

    game: ExtensiveForm[N]
    consistent: bool
    one: N
    effort: Effort = field(default_factory=Effort)

    def __post_init__(self) -> None:
        check_size(self.game)
        if self.consistent and not all(self.odds):
            raise Unsupported("chance has an outcome of probability zero: beliefs after it have no limit")

    @cached_property
    def size(self) -> int:
        """The number of choices that lead to a node, added over all nodes."""
        return check_size(self.game)

    @cached_property
    def owners(self) -> tuple[int, ...]:
        """For each information set the number of its player."""
        return tuple(self.game.players.index(info.player) for info in self.game.information_sets)

    @cached_property
    def paths(self) -> tuple[tuple[Symbol, ...], ...]:
        """For each node the choices on the way, as (information set, action)."""
        found: list[tuple[Symbol, ...]] = [()] * len(self.game.nodes)
        for place, node in enumerate(self.game.nodes):
            if not isinstance(node, Terminal):
                for action, child in enumerate(node.children):
                    step = ((node.information_set, action),) if isinstance(node, Decision) else ()
                    found[child] = found[place] + step
        return tuple(found)

    @cached_property
    def odds(self) -> tuple[N, ...]:
        """For each node the product of the probabilities of chance on the way."""
        found = [self.one] * len(self.game.nodes)
        for place, node in enumerate(self.game.nodes):
            if isinstance(node, Lottery):
                for p, child in zip(node.probabilities, node.children, strict=True):
                    found[child] = found[place] * p
            elif isinstance(node, Decision):
                for child in node.children:
                    found[child] = found[place]
        return tuple(found)

    @cached_property
    def below(self) -> tuple[frozenset[int], ...]:
        """For each information set the sets that have nodes after its own."""
        found: list[set[int]] = [set() for _ in self.game.information_sets]
        for number, members in enumerate(self.game.members):
            for place in members:
                for earlier, _ in self.paths[place]:
                    found[earlier].add(number)
        return tuple(map(frozenset, found))

    @cached_property
    def optimal(self) -> dict[object, tuple[Forms[N], Forms[N]]]:
        """The conditions at one information set that were written out so far."""
        return {}

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The information sets, the deepest first: the order in which their supports are chosen."""
        depth = [max(len(self.paths[place]) for place in members) for members in self.game.members]
        return tuple(sorted(range(len(depth)), key=lambda number: (-depth[number], number)))

    def reached(self, supports: Sequence[Sequence[int]]) -> set[int]:
        """The decision nodes to which play comes with positive probability."""
        self.effort.spend(1 + self.size // 16)
        return {
            place
            for members in self.game.members
            for place in members
            if self.odds[place] and all(action in supports[number] for number, action in self.paths[place])
        }

    def conditions(self, pattern: Pattern) -> Conditions[N]:
        """Conditions that all equilibria of a pattern satisfy.

        Raises
        ------
        Unsupported
            If it has too many conditions or products.
        """
        view = View(self, pattern.supports)
        reached = self.reached(pattern.supports)
        zero: Forms[N] = []
        nonnegative: Forms[N] = []
        weights = []

        for number, believed in enumerate(pattern.believed):
            start = view.beliefs(
                number, believed, free=not self.consistent and not reached.intersection(believed)
            )
            weights.append(tuple({monomial: odds} for odds, monomial in start.values()))
            equal, more = view.optimality(number, start)
            zero += equal
            nonnegative += more

        compared = [view.expected(self.game.column(player)) for player in self.game.players]
        sums = view.sums(zero, nonnegative, compared, *weights)
        return Conditions((*zero, *sums), tuple(nonnegative), tuple(compared), tuple(weights), len(sums))

    def orders(self, supports: Sets, believed: Mapping[int, tuple[int, ...]]) -> LinearSystem:
        """The conditions on orders of trembles for beliefs on given nodes; each order stands for one more.

        Monomials are the orders of unused actions less one, and (-1, set) for the order of a believed node
        less one.
        """
        zero: list[Form] = []
        nonnegative: list[Form] = []
        for number, nodes in believed.items():
            for place in self.game.members[number]:
                self.effort.spend(1 + len(self.paths[place]))
                above: dict[Monomial, Fraction] = {
                    ((s, a),): _ONE for s, a in self.paths[place] if a not in supports[s]
                }
                least = len(above) - (1 if place in nodes else 2)  # an order counts for one more than it says
                above[((-1, number),)] = -_ONE
                if least:
                    above[ONE] = Fraction(least)
                (zero if place in nodes else nonnegative).append(above)
        return LinearSystem(tuple(zero), tuple(nonnegative))


def check_size(game: ExtensiveForm[N]) -> int:
    """The number of choices that lead to a node, summed over nodes; Unsupported if too many for patterns."""
    many = [0] * len(game.nodes)
    for place, node in enumerate(game.nodes):
        if not isinstance(node, Terminal):
            for child in node.children:
                many[child] = many[place] + isinstance(node, Decision)
    count = sum(many)
    if count > MOST_CHOICES:
        raise Unsupported(
            f"the tree, of {len(game.nodes):,} nodes, is too large or too deep for patterns of "
            "choices and beliefs; with perfect information ask for subgame-perfect equilibria"
        )
    return count


class View(Generic[N]):
    """The products of symbols under given supports."""

    def __init__(self, ways: Ways[N], supports: Sets):
        self.ways, self.game, self.supports = ways, ways.game, supports

    def symbol(self, number: int, action: int) -> Symbol | None:
        """The symbol of an action; None if it is certain."""
        return None if self.supports[number] == (action,) else (number, action)

    def mixes(self, symbol: Symbol) -> bool:
        """True if a symbol is the probability of an action in use, and not a tremble's or a belief's."""
        return symbol[0] >= 0 and symbol[1] in self.supports[symbol[0]]

    def beliefs(self, number: int, nodes: Sequence[int], *, free: bool) -> dict[int, tuple[N, Monomial]]:
        """For each node the number and the product that belief in it is proportional to, in lowest terms."""
        if len(nodes) == 1:
            return {nodes[0]: (self.ways.one, ONE)}
        if free:
            return {place: (self.ways.one, ((-1, place),)) for place in nodes}
        owner = self.ways.owners[number]
        products = {}
        for place in nodes:
            steps = (self.symbol(s, a) for s, a in self.ways.paths[place] if self.ways.owners[s] != owner)
            products[place] = {symbol for symbol in steps if symbol is not None}
        common = set.intersection(*products.values())
        return {
            place: (self.ways.odds[place], tuple(sorted(symbols - common)))
            for place, symbols in products.items()
        }

    def optimality(self, number: int, start: Mapping[int, tuple[N, Monomial]]) -> tuple[Forms[N], Forms[N]]:
        """Forms that are zero, used actions being equally good, and non-negative, no other being better."""
        # What is used from here on and the products say all: weights are the nodes' odds, or 1 at one alone.
        used = tuple([self.supports[s] for s in (number, *self.ways.below[number])])
        key = number, used, tuple([(place, monomial) for place, (_, monomial) in start.items()])
        self.ways.effort.spend(len(used) + len(start))
        if key not in self.ways.optimal:
            self.ways.optimal[key] = self._optimality(number, start)
        return self.ways.optimal[key]

    def _optimality(self, number: int, start: Mapping[int, tuple[N, Monomial]]) -> tuple[Forms[N], Forms[N]]:
        used = self.supports[number]
        owners = self.ways.owners
        follow: Plan = {
            s: self.supports[s][0] for s in self.ways.below[number] if owners[s] == owners[number]
        }
        kept = self._value(number, start, {**follow, number: used[0]})[0]
        zero: Forms[N] = []
        nonnegative: Forms[N] = []
        for plan in self._plans(number, start, follow):
            gain = difference(kept, self._value(number, start, plan)[0])
            if gain:
                (
                    zero if all(action in self.supports[s] for s, action in plan.items()) else nonnegative
                ).append(gain)
        return zero, nonnegative

    def _plans(self, number: int, start: Mapping[int, tuple[N, Monomial]], follow: Plan) -> Iterator[Plan]:
        """The continuations to compare: other actions now and, where beliefs need not agree, later too."""
        actions = range(len(self.game.information_sets[number].actions))
        if self.ways.consistent:
            yield from ({**follow, number: action} for action in actions)
            return

        pending: list[Plan] = [{number: action} for action in reversed(actions)]
        count = 0

        while pending:
            plan = pending.pop()
            missing = self._value(number, start, plan)[1]

            if missing is None:
                count += 1
                if count > MOST_PLANS:
                    where = self.game.information_sets[number].name
                    raise Unsupported(
                        f"more than {MOST_PLANS} continuations from {where!r} on are not compared"
                    )
                yield plan
            else:
                later = range(len(self.game.information_sets[missing].actions))
                pending.extend({**plan, missing: action} for action in reversed(later))

    def _value(
        self, number: int, start: Mapping[int, tuple[N, Monomial]], plan: Plan
    ) -> tuple[dict[Monomial, N], int | None]:
        """The payoff of a plan to the set's player from there on, or an own set that it leaves out."""
        return self._expected(
            self.ways.owners[number], [(place, *weight) for place, weight in start.items()], plan
        )

    def expected(self, column: int) -> Mapping[Monomial, N]:
        """The expectation of a column of the ends: a player's payoff, or its measure.

        All that a player uses pays it the same, so that of the own choices the first in use are taken; its
        measure hangs on them as on those of others.
        """
        owners = self.ways.owners
        plan = {s: support[0] for s, support in enumerate(self.supports) if owners[s] == column}
        return self._expected(column, [(0, self.ways.one, ONE)], plan)[0]

    def _expected(
        self, column: int, start: Sequence[tuple[int, N, Monomial]], plan: Plan
    ) -> tuple[dict[Monomial, N], int | None]:
        terms: list[tuple[Monomial, N]] = []
        pending = list(start)

        while pending:
            place, weight, monomial = pending.pop()
            self.ways.effort.spend(1 + len(monomial))
            node = self.game.nodes[place]

            if isinstance(node, Terminal):
                paid = node.payoffs[column]
                terms.append((monomial, paid if weight is self.ways.one else weight * paid))
            elif isinstance(node, Lottery):
                pending.extend(
                    (c, weight * p, monomial) for p, c in zip(node.probabilities, node.children, strict=True)
                )
            elif self.ways.owners[node.information_set] == column:
                if node.information_set not in plan:
                    return {}, node.information_set
                pending.append((node.children[plan[node.information_set]], weight, monomial))
            else:
                for action in self.supports[node.information_set]:
                    symbol = self.symbol(node.information_set, action)
                    product = monomial if symbol is None else times(monomial, symbol)
                    pending.append((node.children[action], weight, product))

        return collected(terms), None

    def sums(self, *groups: Sequence[Mapping[Monomial, N]]) -> Forms[N]:
        """The equations that probabilities sum to one, times every product that is needed."""
        pending = [monomial for group in groups for form in group for monomial in form]
        known, done = set(pending), set()
        found: Forms[N] = []

        while pending:
            monomial = pending.pop()
            self.ways.effort.spend(1 + len(monomial))

            for symbol in filter(self.mixes, monomial):
                rest = tuple(other for other in monomial if other != symbol)
                if (rest, symbol[0]) in done:
                    continue
                done.add((rest, symbol[0]))
                parts = [times(rest, (symbol[0], action)) for action in self.supports[symbol[0]]]
                found.append({**dict.fromkeys(parts, self.ways.one), rest: -self.ways.one})
                for new in (*parts, rest):
                    if new not in known:
                        known.add(new)
                        pending.append(new)

            if len(known) > MOST_MONOMIALS:
                raise Unsupported(f"a pattern with more than {MOST_MONOMIALS} products is not examined")

        return found


def nonempty_subsets(items: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """All subsets but the empty one, the small ones first; Unsupported if they are too many."""
    if len(items) > MOST_TOGETHER:
        raise Unsupported(
            f"an information set has {len(items)} actions or nodes; "
            f"patterns are examined for at most {MOST_TOGETHER}"
        )
    return tuple(chosen for size in range(1, len(items) + 1) for chosen in combinations(items, size))

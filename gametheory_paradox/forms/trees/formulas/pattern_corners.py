"""The extreme solutions of a pattern of choices and beliefs, as formulas in the parameters.

The conditions of a pattern (:mod:`gametheory_paradox.forms.trees.proofs.patterns`) are linear in products of
symbols and fall apart into *blocks* that share no product.  Each block is solved by itself, by elimination
over rational functions, so that which equations are independent is decided for all parameters off zero sets
and not by a look at a point.  A block that fixes its products has one solution; another has extreme ones, at
which as many inequalities hold as equations as there is freedom.

A pattern is *exact* if every positive solution is an equilibrium:

* wherever a symbol is the last of a product, on the way through the tree, the others before it are the same,
  for all actions in use at a set, so that dividing one product by the one before gives back a probability; a
  tremble that occurs in no other product may be put last, since it can be any number;
* a block with trembles or free beliefs concerns the beliefs at one set alone (or at several that are
  proportional to the same products), and only proportions count in it.

Then all that is linear in each block's products, as payoffs are, is over all equilibria least and greatest at
extreme solutions with positive products: take an equilibrium where it is, with as few actions in use and
nodes believed possible as can be; were an extreme solution of its pattern not positive, the limit of
equilibria would be one with fewer.

Sources: krepswilson1982; vonstengel1996 (products of one player's choices as variables).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import combinations, product
from math import prod

from gametheory_paradox.conditions.proofs.arrangement import lowest
from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, positive, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Terminal
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    ONE,
    Monomial,
    Reduction,
    Symbol,
    collected,
    times,
)
from gametheory_paradox.forms.trees.proofs.patterns import Pattern, View, Ways
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

MOST_CORNERS = 500  # choices of tight inequalities in one block, and extreme solutions of one pattern

Form = Mapping[Monomial, RationalFunction]
Values = Mapping[Monomial, RationalFunction]
ZERO, UNIT = RationalFunction.constant(0), RationalFunction.constant(1)


@dataclass(frozen=True, repr=False)
class Corner(Record):
    """An extreme solution: the value of each product, and where it is positive and no inequality fails."""

    values: Values
    exists: Statement


@dataclass(frozen=True, repr=False)
class PatternForms(Record):
    """The conditions of a pattern.

    Parameters
    ----------
    zero, nonnegative
        Forms that are zero, and forms that are not negative.
    payoffs
        For each player its expected payoff.
    weights
        For each information set the forms to which its beliefs are proportional.
    measured
        Products that a measure, which nobody maximizes, depends on besides.
    """

    zero: tuple[Form, ...]
    nonnegative: tuple[Form, ...]
    payoffs: tuple[Form, ...]
    weights: tuple[tuple[Form, ...], ...]
    measured: tuple[Form, ...] = ()

    def at(self, fixed: Mapping[Symbol, RationalFunction]) -> "PatternForms":
        """The conditions with formulas in the place of some symbols."""

        def put(form: Form) -> Form:
            return collected(
                (
                    tuple(symbol for symbol in monomial if symbol not in fixed),
                    prod((fixed[symbol] for symbol in monomial if symbol in fixed), start=c),
                )
                for monomial, c in form.items()
            )

        zero, nonnegative = (
            tuple(form for form in map(put, forms) if form) for forms in (self.zero, self.nonnegative)
        )
        payoffs, measured = (tuple(map(put, forms)) for forms in (self.payoffs, self.measured))
        return PatternForms(
            zero, nonnegative, payoffs, tuple(tuple(map(put, own)) for own in self.weights), measured
        )

    def __iter__(self) -> Iterator[Form]:
        groups = (self.zero, self.nonnegative, self.payoffs, self.measured, *self.weights)
        return (form for group in groups for form in group)


class Patterns:
    """The conditions of all patterns of a tree; those of one information set are written once."""

    def __init__(self, ways: Ways[RationalFunction]):
        self.ways = ways
        self._optimal: dict[object, tuple[list[Form], list[Form]]] = {}
        self._payoffs: dict[object, tuple[tuple[Form, ...], tuple[Form, ...]]] = {}

    def optimal(
        self, pattern: Pattern, reached: set[int]
    ) -> Iterator[tuple[list[Form], list[Form], tuple[Form, ...]]]:
        """For each information set, the deepest first: what is zero, what not negative, and its weights."""
        view = View(self.ways, pattern.supports)
        for number in self.ways.order:
            nodes = pattern.believed[number]
            free = not self.ways.consistent and not reached.intersection(nodes)
            start = view.beliefs(number, nodes, free=free)
            products = tuple((place, monomial) for place, (_, monomial) in start.items())
            later = tuple(pattern.supports[s] for s in sorted({number, *self.ways.below[number]}))
            key = (number, products, later)
            if key not in self._optimal:
                self._optimal[key] = view.optimality(number, start)
            yield *self._optimal[key], tuple({monomial: odds} for odds, monomial in start.values())

    def payoffs(self, pattern: Pattern) -> tuple[tuple[Form, ...], tuple[Form, ...]]:
        """Each player's expected payoff; and where the tree names a measure, everyone's ways to an end."""
        game, supports = self.ways.game, pattern.supports
        if supports not in self._payoffs:
            view = View(self.ways, supports)
            pays = tuple(view.expected(who) for who in range(len(game.players)))
            ends = [
                path
                for node, path in zip(game.nodes, self.ways.paths, strict=True)
                if game.measure and isinstance(node, Terminal) and all(a in supports[s] for s, a in path)
            ]
            products = {
                tuple(
                    sorted(x for x in path if self.ways.owners[x[0]] == who and view.symbol(*x) is not None)
                )
                for path in ends
                for who in range(len(game.players))
            }
            self._payoffs[supports] = pays, tuple({monomial: UNIT} for monomial in sorted(products))

        return self._payoffs[supports]


@dataclass(repr=False)
class PatternSystem(Record):
    """The conditions of a pattern, apart in blocks.

    Parameters
    ----------
    ways, pattern
        The tree, and what is used and believed.
    forms
        The conditions.
    factor
        Splits polynomials.
    fixed
        The probabilities that the conditions alone give, no longer in the forms.
    """

    ways: Ways[RationalFunction]
    pattern: Pattern
    forms: PatternForms
    factor: Factor
    fixed: Mapping[Symbol, RationalFunction] = field(default_factory=dict)
    sums: list[Form] = field(init=False, default_factory=list)
    before: dict[Monomial, tuple[Symbol, Monomial]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        view = View(self.ways, self.pattern.supports)
        pending = sorted({monomial for form in self.forms for monomial in form} - {ONE})
        alone = self._alone(pending)

        while pending:
            monomial = pending.pop()
            if monomial == ONE or monomial in self.before:
                continue
            last = alone.get(monomial) or self._last(monomial)
            rest = tuple(symbol for symbol in monomial if symbol != last)
            self.before[monomial] = last, rest
            if view.mixes(last):
                parts = [times(rest, (last[0], action)) for action in self.pattern.supports[last[0]]]
                if monomial == min(parts):
                    self.sums.append({**dict.fromkeys(parts, UNIT), rest: -UNIT})
                pending += [*parts, rest]

        self._mixes = view.mixes

    def _alone(self, monomials: Sequence[Monomial]) -> dict[Monomial, Symbol]:
        """Products with the tremble that occurs in no other: it makes them as large as one likes."""
        view, where = View(self.ways, self.pattern.supports), dict[Symbol, list[Monomial]]()
        for monomial in monomials:
            for symbol in monomial:
                if symbol[0] >= 0 and not view.mixes(symbol):
                    where.setdefault(symbol, []).append(monomial)
        return {met[0]: symbol for symbol, met in where.items() if len(met) == 1}

    def _last(self, monomial: Monomial) -> Symbol:
        """The symbol of a product that comes last on the way through the tree.

        Where sets come before each other on different ways, any one stands for it.
        """
        below = self.ways.below
        lasts = (s for s in monomial if s[0] >= 0 and not any(t in below[s[0]] for t, _ in monomial))
        return next(lasts, monomial[-1])

    @property
    def zero(self) -> tuple[Form, ...]:
        """All forms that are zero."""
        return (*self.forms.zero, *self.sums)

    @property
    def is_exact(self) -> bool:
        """True if each symbol comes last after the same others, and all blocks are simple."""
        prefixes: dict[object, Monomial] = {}
        for last, rest in self.before.values():
            if prefixes.setdefault(last[0] if self._mixes(last) else last, rest) != rest:
                return False
        return all(map(self._is_simple, self.blocks))

    def _is_simple(self, block: "Block") -> bool:
        """True if only proportions count in a block, and of one set's beliefs, or trembles do not occur.

        A measure is to be linear in each block: there the products are to be one player's.
        """
        symbols = {symbol for monomial in block.monomials for symbol in monomial}
        trembles = not all(map(self._mixes, symbols))
        if self.forms.measured and not trembles and len({self.ways.owners[s] for s, _ in symbols}) > 1:
            return False
        if block.is_proportional != trembles:
            return False
        groups = {frozenset(m for form in own for m in form) for own in block.weights}
        return not trembles or len(groups) == 1

    @property
    def is_empty(self) -> bool:
        """True if off a zero set the equations contradict each other, or one product is zero."""
        if any(form.keys() == {ONE} for form in self.forms.zero):
            return True
        reduction = self._reduction(self.zero)
        if any(map(reduction.of, self.zero)):
            return True
        return any(not reduction.of({monomial: UNIT}) for monomial in self.before)

    def simpler(self) -> "PatternSystem | None":
        """The same with the probabilities put in that the equations fix; None where they fix none."""
        reduction = self._reduction(self.zero)
        fixed: dict[Symbol, RationalFunction] = {}
        for number, used in enumerate(self.pattern.supports):
            symbols = [(number, action) for action in used]
            values = [reduction.of({(symbol,): UNIT}) for symbol in symbols if (symbol,) in self.before]
            if len(used) == len(values) > 1 and all(value.keys() == {ONE} for value in values):
                fixed |= {symbol: value[ONE] for symbol, value in zip(symbols, values, strict=True)}
        if not fixed:
            return None
        return PatternSystem(
            self.ways, self.pattern, self.forms.at(fixed), self.factor, {**self.fixed, **fixed}
        )

    def _reduction(self, zero: Sequence[Form]) -> Reduction[RationalFunction]:
        return Reduction(zero, tidy=partial(lowest, factor=self.factor))

    def always(self) -> Statement:
        """The conditions in which no product occurs: only where they hold can the pattern exist."""
        alone = [form[ONE] for form in self.forms.nonnegative if form.keys() == {ONE}]
        return every(
            positive([value.numerator, value.denominator], self.factor)
            for value in (*alone, *self.fixed.values())
        )

    def possible(self) -> Statement:
        """The statement that no condition alone excludes positive products; else the pattern cannot exist."""

        def somewhere(form: Form, sign: RationalFunction) -> Statement:
            return some(positive([(c * sign).numerator, c.denominator], self.factor) for c in form.values())

        return every(
            [
                self.always(),
                *(somewhere(form, UNIT) for form in (*self.forms.nonnegative, *self.forms.zero)),
                *(somewhere(form, -UNIT) for form in self.forms.zero),
            ]
        )

    @cached_property
    def blocks(self) -> "list[Block]":
        """The blocks."""
        groups = [
            *self.zero,
            *self.forms.nonnegative,
            *(dict.fromkeys(m for form in own for m in form) for own in self.forms.weights if len(own) > 1),
        ]
        parts = _components(set(self.before), (set(group) - {ONE} for group in groups))

        def of(part: set[Monomial], forms: Iterable[Form]) -> tuple[Form, ...]:
            return tuple(form for form in forms if not part.isdisjoint(form))

        beliefs = [own for own in self.forms.weights if len(own) > 1]
        return [
            Block(
                tuple(sorted(part)),
                of(part, self.zero),
                of(part, self.forms.nonnegative),
                tuple(own for own in beliefs if of(part, own)),
            )
            for part in parts
        ]

    def corners(self) -> tuple[list[Corner], bool]:
        """The extreme solutions with positive products, and whether payoffs may vary within the pattern.

        Raises
        ------
        Unsupported
            If there are too many.
        """
        always, varies = self.always(), False
        if always is False or any(form.keys() == {ONE} for form in self.forms.zero):
            return [], False
        shown = {monomial for form in (*self.forms.payoffs, *self.forms.measured) for monomial in form}
        found = []
        for block in self.blocks:
            reduction = self._scaled(block)
            if any(map(reduction.of, block.zero)):
                return [], False
            left = {m for monomial in block.monomials for m in reduction.of({monomial: UNIT})} - {ONE}
            varies = varies or bool(left and shown.intersection(block.monomials))
            found.append(self._of_block(block, reduction, len(left)))

        corners = []
        for choice in product(*found):
            exists = every([always, *(corner.exists for corner in choice)])
            if exists is not False:
                values = {m: value for corner in choice for m, value in corner.values.items()}
                corners.append(Corner({ONE: UNIT, **values}, exists))
            if len(corners) > MOST_CORNERS:
                raise Unsupported(f"a pattern with more than {MOST_CORNERS} extreme equilibria")
        return corners, varies

    def _scaled(self, block: "Block") -> Reduction[RationalFunction]:
        """The equations of a block, and where only proportions count, that one weight is one."""
        reduction = self._reduction(block.zero)
        if block.is_proportional:
            reduction.add({min(m for form in block.weights[0] for m in form): UNIT, ONE: -UNIT})
        return reduction

    def _of_block(self, block: "Block", reduction: Reduction[RationalFunction], freedom: int) -> list[Corner]:
        """The extreme solutions of a block whose equations leave so much freedom."""
        corners: list[Corner] = []
        for tried, tight in enumerate(combinations(block.nonnegative, freedom)):
            if tried == MOST_CORNERS:
                raise Unsupported(f"more than {MOST_CORNERS} choices of inequalities that hold as equations")
            corner = self._corner(block, reduction, tight)
            if corner is not None and all(corner.values != other.values for other in corners):
                corners.append(corner)
        return corners

    def _corner(
        self, block: "Block", reduction: Reduction[RationalFunction], tight: Sequence[Form]
    ) -> Corner | None:
        """The solution at which some inequalities hold as equations; None if there is none, or several."""
        if tight:
            reduction = reduction.copy()
            for form in tight:
                if reduction.add(form).keys() <= {ONE}:
                    return None
        values = {monomial: reduction.of({monomial: UNIT}) for monomial in block.monomials}
        numbers = {monomial: value.get(ONE, ZERO) for monomial, value in values.items()}
        slacks = [reduction.of(form).get(ONE, ZERO) for form in block.nonnegative]
        signs = [*numbers.values(), *(slack for slack in slacks if slack)]
        exists = every(positive([value.numerator, value.denominator], self.factor) for value in signs)
        return None if exists is False else Corner(numbers, exists)


@dataclass(frozen=True, repr=False)
class Block(Record):
    """Products that share conditions, with the conditions that they share.

    Parameters
    ----------
    monomials
        The products.
    zero, nonnegative
        Forms that are zero, and forms that are not negative.
    weights
        The beliefs that are proportional to some of them, where a set has several believed nodes.
    """

    monomials: tuple[Monomial, ...]
    zero: tuple[Form, ...]
    nonnegative: tuple[Form, ...]
    weights: tuple[tuple[Form, ...], ...]

    @property
    def is_proportional(self) -> bool:
        """True if only the proportions of the products count."""
        forms = (*self.zero, *self.nonnegative, *(form for own in self.weights for form in own))
        return bool(self.weights) and not any(ONE in form for form in forms)


def _components(members: set[Monomial], groups: Iterable[set[Monomial]]) -> list[set[Monomial]]:
    """The parts into which things fall that some groups hold together."""
    parts = [{member} for member in sorted(members)]
    for group in groups:
        met = [part for part in parts if not part.isdisjoint(group)]
        if len(met) > 1:
            parts = [part for part in parts if part.isdisjoint(group)]
            parts.append(set().union(*met))
    return parts

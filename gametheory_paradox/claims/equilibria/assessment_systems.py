"""The conditions of a pattern in exact numbers, as linear systems.

What they are is said in :mod:`gametheory_paradox.claims.equilibria.patterns`.  Here symbols that the
equations fix are replaced by their numbers, which makes products of different players' choices shorter, and
the one assessment that may be left is read off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from gametheory_paradox.claims.equilibria.linear_forms import (
    LONG_BITS,
    ONE,
    Effort,
    Form,
    LinearSystem,
    Monomial,
    Reduction,
    Symbol,
    collected,
)
from gametheory_paradox.claims.equilibria.patterns import Pattern, View, Ways
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.games.assessments import Assessment
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class System(Record):
    """The conditions of a pattern where every symbol that the equations fix is replaced by its number.

    Parameters
    ----------
    linear
        The conditions on products of symbols.
    compared, weights
        As in ``Conditions``.
    fixed
        The symbols that the equations fix.
    """

    linear: LinearSystem
    compared: tuple[Form, ...]
    weights: tuple[tuple[Form, ...], ...]
    fixed: Mapping[Symbol, Fraction]


def exact_ways(game: ExtensiveForm[Fraction], *, consistent: bool, most: int | None = None) -> Ways[Fraction]:
    """The patterns of a tree whose formulas are numbers, examined in at most so many operations."""
    numbers = {p for node in game.nodes if not isinstance(node, Decision) for p in _numbers(node)}
    bits = sum({p.denominator: p.denominator.bit_length() for p in numbers}.values())
    return Ways(game, consistent, Fraction(1), Effort(most, 1 + bits // LONG_BITS))


def _numbers(node: Lottery[Fraction] | Terminal[Fraction]) -> tuple[Fraction, ...]:
    return node.probabilities if isinstance(node, Lottery) else node.payoffs


def at_one_set(ways: Ways[Fraction], number: int, supports: Mapping[int, tuple[int, ...]]) -> LinearSystem:
    """The conditions at one information set for some belief, whatever comes before, given what is used after.

    The belief is on any of its nodes, so its symbols may be zero; they sum to one.
    """
    view = View(ways, tuple(supports.get(s, ()) for s in range(len(ways.game.information_sets))))
    members = ways.game.members[number]
    zero, nonnegative = view.optimality(number, view.beliefs(number, members, free=True))
    total: Form = {**{((-1, place),): Fraction(1) for place in members}, ONE: Fraction(-1)}
    return LinearSystem((*zero, total, *view.sums(zero, nonnegative)), tuple(nonnegative))


def system_of(ways: Ways[Fraction], pattern: Pattern) -> System:
    """The conditions of a pattern, every symbol that its equations fix replaced by its number.

    Raises
    ------
    Unsupported
        If it has too many conditions or products.
    """
    view, found = View(ways, pattern.supports), ways.conditions(pattern)
    system = System(LinearSystem(found.zero, found.nonnegative), found.compared, found.weights, {})
    while True:
        reduction = Reduction(system.linear.zero, ways.effort)
        fixed = dict(_newly_fixed(system, reduction, view))
        if not fixed:
            return system
        linear = LinearSystem(
            tuple(form for form in (_put(form, fixed) for form in system.linear.zero) if form),
            tuple(form for form in (_put(form, fixed) for form in system.linear.nonnegative) if form),
        )
        compared = tuple(_put(form, fixed) for form in system.compared)
        weights = tuple(tuple(_put(form, fixed) for form in forms) for forms in system.weights)
        system = System(linear, compared, weights, {**system.fixed, **fixed})


def _newly_fixed(
    system: System, reduction: Reduction[Fraction], view: View[Fraction]
) -> Iterator[tuple[Symbol, Fraction]]:
    """Symbols b whose equations say b·m = v·m of some product m; only numbers v that a probability can be."""
    seen: set[Symbol] = set()
    for monomial in system.linear.monomials:
        for symbol in filter(view.mixes, monomial):
            if symbol in seen:
                continue
            rest = tuple(other for other in monomial if other != symbol)
            value = reduction.ratio({monomial: Fraction(1)}, {rest: Fraction(1)})
            if value is not None and 0 < value < 1:
                seen.add(symbol)
                yield symbol, value


def _put(form: Form, fixed: Mapping[Symbol, Fraction]) -> dict[Monomial, Fraction]:
    terms = []
    for monomial, coefficient in form.items():
        number = prod((fixed[symbol] for symbol in monomial if symbol in fixed), start=coefficient)
        terms.append((tuple(symbol for symbol in monomial if symbol not in fixed), number))
    return collected(terms)


def only_assessment(ways: Ways[Fraction], pattern: Pattern, system: System) -> Assessment | None:
    """The one assessment that the equations of a pattern leave; None if they leave more, or none."""
    game, reduction = ways.game, Reduction(system.linear.zero, ways.effort)
    odds, beliefs = [], []
    for number, (info, used) in enumerate(zip(game.information_sets, pattern.supports, strict=True)):
        values = {a: Fraction(1) if len(used) == 1 else system.fixed.get((number, a)) for a in used}
        known = {a: p for a, p in values.items() if p is not None}
        if len(known) < len(used) or sum(known.values()) != 1:
            return None
        odds.append(tuple(known.get(a, Fraction(0)) for a in range(len(info.actions))))

    for members, believed, forms in zip(game.members, pattern.believed, system.weights, strict=True):
        ratios = [reduction.ratio(form, forms[0]) for form in forms]
        parts = {
            place: ratio
            for place, ratio in zip(believed, ratios, strict=True)
            if ratio is not None and ratio > 0
        }
        if len(parts) < len(believed):
            return None
        total = sum(parts.values(), Fraction(0))
        beliefs.append(tuple(parts.get(place, Fraction(0)) / total for place in members))

    return Assessment(Profile(game.information_sets, tuple(odds)), tuple(beliefs))

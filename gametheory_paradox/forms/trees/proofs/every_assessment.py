"""All assessments of a tree: patterns of actions and beliefs, and the systems they solve."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm, prod
from typing import TypeAlias

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Game,
    Lottery,
    Profile,
    Terminal,
    expected_payoffs,
    number_from_data,
    without_measure,
)
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.proof_fields import Data
from gametheory_paradox.forms.records import list_in
from gametheory_paradox.forms.tables.proofs.profile_cells import (
    LONG_BITS,
    ONE,
    Effort,
    Form,
    LinearSystem,
    Monomial,
    Reduction,
    Symbol,
    collected,
    combination,
)
from gametheory_paradox.forms.trees.assessments import Assessment, Trembles
from gametheory_paradox.forms.trees.proofs.patterns import Pattern, View, Ways, check_size, nonempty_subsets
from gametheory_paradox.forms.trees.proofs.sequential_rationality import is_sequential, is_weak_sequential
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# The conditions of a pattern in exact numbers, as linear systems
#
# What they are is said in :mod:`gametheory_paradox.forms.trees.proofs.patterns`.  Here symbols that the
# equations fix are replaced by their numbers, which makes products of different players' choices shorter, and
# the one assessment that may be left is read off.
# ----------------------------------------------------------------


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


# Every sequential, or weak sequential, equilibrium of a tree, from a walk through all patterns
#
# The walk is a tree of choices: first, for the information sets from the deepest on (``Ways.order``), which
# actions are in use; then, for the sets where play does not come, which nodes are believed possible.  Subsets
# are tried in a fixed order, the small ones first.  A proof is the list of what happens at each node of this
# walk, in preorder:
#
# * ``["b"]``: the node's choices are tried one by one;
# * ``["r", s, multipliers]``: at information set number s, all of whose later sets have their supports, no
#   belief makes the actions in use best
#   (:func:`~gametheory_paradox.forms.trees.proofs.every_assessment.at_one_set`);
# * ``["k", multipliers]``: no orders of trembles put beliefs on exactly the chosen nodes;
# * ``["e", multipliers]``: the conditions of the pattern contradict each other;
# * ``["o", n]``: the equations of the pattern leave exactly one assessment, which is the listed one number n;
# * ``["s", [[lower, upper], ...]]``: nothing is claimed about the pattern, except that each player's payoff,
#   or its measure where the game names one, lies between the bounds that its two lists of multipliers show.
#
# Multipliers are lists of [number of a condition, factor]; what they show is said in
# :mod:`gametheory_paradox.forms.tables.proofs.profile_cells`.
# ----------------------------------------------------------------------------

Listed: TypeAlias = Sequence[tuple[Assessment, Trembles | None]]
Multipliers: TypeAlias = dict[int, Fraction]

MOST_LISTED = 2_000  # assessments
MOST_STEPS = 100_000
MOST_OPERATIONS = 10_000_000
MOST_BITS = 10_000  # of the common denominator of one step's multipliers


@dataclass(frozen=True, repr=False)
class Choices(Record):
    """A node of the walk: what has been chosen so far.

    Parameters
    ----------
    supports
        For each information set, its actions in use; the empty tuple where none have been chosen.
    believed
        For each information set, its believed nodes; the empty tuple where none have been chosen.
    """

    supports: tuple[tuple[int, ...], ...]
    believed: tuple[tuple[int, ...], ...]

    @property
    def pattern(self) -> Pattern:
        """The pattern at the end of the walk."""
        return Pattern(self.supports, self.believed)


class PatternWalk:
    """The tree of choices that leads to all patterns."""

    def __init__(self, ways: Ways[Fraction]):
        self.ways = ways
        self._examined: dict[object, LinearSystem] = {}
        count = len(ways.game.information_sets)
        self.root = Choices(((),) * count, ((),) * count)

    def children(self, at: Choices) -> list[Choices]:
        """Choices that may come next; none at a pattern."""
        for number in self.ways.order:
            if not at.supports[number]:
                actions = range(len(self.ways.game.information_sets[number].actions))
                return [self._with_supports(at, number, chosen) for chosen in nonempty_subsets(actions)]
        for number in self.ways.order:
            if not at.believed[number]:
                members = self.ways.game.members[number]
                return [
                    Choices(at.supports, _replaced(at.believed, number, chosen))
                    for chosen in nonempty_subsets(members)
                ]
        return []

    def _with_supports(self, at: Choices, number: int, chosen: tuple[int, ...]) -> Choices:
        supports = _replaced(at.supports, number, chosen)
        if not all(supports):
            return Choices(supports, at.believed)
        reached = self.ways.reached(supports)
        return Choices(
            supports, tuple(tuple(p for p in members if p in reached) for members in self.ways.game.members)
        )

    def examined(self, at: Choices, number: int) -> LinearSystem | None:
        """The conditions at one information set, once the supports there and at all later sets are chosen."""
        here = (number, *self.ways.below[number])
        self.ways.effort.spend(len(here))
        chosen = {s: at.supports[s] for s in here}
        if not all(chosen.values()):
            return None
        key = (number, tuple(chosen.items()))
        if key not in self._examined:
            self._examined[key] = at_one_set(self.ways, number, chosen)
        return self._examined[key]

    def orders(self, at: Choices) -> LinearSystem:
        """The conditions on orders of trembles for the beliefs chosen so far where play does not come."""
        reached = self.ways.reached(at.supports)
        chosen = {
            number: nodes for number, nodes in enumerate(at.believed) if nodes and nodes[0] not in reached
        }
        return self.ways.orders(at.supports, chosen)


def _replaced(
    entries: tuple[tuple[int, ...], ...], number: int, entry: tuple[int, ...]
) -> tuple[tuple[int, ...], ...]:
    return (*entries[:number], entry, *entries[number + 1 :])


def every_assessment(
    game: ExtensiveForm[Fraction], player: str, *, consistent: bool, listed: Listed, steps: Sequence[object]
) -> EquilibriumSet:
    """Check that listed assessments are equilibria and that no equilibrium pays outside theirs.

    Parameters
    ----------
    game
        A tree with perfect recall.
    player
        Whose payoffs are bounded; where the game names a measure, whose measure is.
    consistent
        Whether the concept is sequential equilibrium; otherwise it is weak sequential equilibrium.
    listed
        Assessments, with trembles if beliefs must be consistent.
    steps
        The walk.

    Returns
    -------
    The set of equilibria.  It counts as infinite unless the steps show that the listed ones are all.

    Raises
    ------
    CertificateRejected
        If something listed is no equilibrium, a step does not show what it claims, or the steps are not one
        walk.
    """
    if not listed:
        raise CertificateRejected("no equilibrium is listed, and every tree with perfect recall has one")
    if len({assessment for assessment, _ in listed}) < len(listed):
        raise CertificateRejected("an assessment is listed twice")
    if len(steps) > MOST_STEPS:
        raise CertificateRejected(f"a walk has at most {MOST_STEPS:,} steps")

    walk = PatternWalk(exact_ways(without_measure(game), consistent=consistent, most=MOST_OPERATIONS))
    compared = replace(walk.ways, game=game)
    for assessment, trembles in listed:
        look()
        walk.ways.effort.spend(walk.ways.size + len(game.nodes))
        if consistent and (trembles is None or not is_sequential(game, assessment, trembles)):
            raise CertificateRejected("a listed assessment is not a sequential equilibrium")
        if not consistent and not is_weak_sequential(game, assessment):
            raise CertificateRejected("a listed assessment is not a weak sequential equilibrium")

    who = game.players.index(player)
    values = [expected_payoffs(game, assessment.profile)[game.column(player)] for assessment, _ in listed]
    pending, exhaustive = [walk.root], True

    for taken, step in enumerate(steps):
        look()
        if not 0 < len(pending) <= len(steps) - taken or not isinstance(step, list) or not step:
            raise CertificateRejected("the steps do not walk through the patterns")

        at = pending.pop()
        if step == ["b"]:
            children = walk.children(at)
            if not children:
                raise CertificateRejected("a step goes beyond a pattern")
            pending.extend(reversed(children))
        elif step[0] == "s":
            low, high = _bounds(_system(walk, at, compared), who, step)
            exhaustive = False
            if low < min(values) or high > max(values):
                raise CertificateRejected(f"{player} may get less or more than in any listed equilibrium")
        else:
            _check_closed(walk, at, listed, step)

    if pending:
        raise CertificateRejected("the steps end before all patterns have been seen")
    profiles = tuple(dict.fromkeys(assessment.profile for assessment, _ in listed))
    return EquilibriumSet(game, profiles, infinite=not exhaustive, spanning=exhaustive, counted=exhaustive)


def _check_closed(walk: PatternWalk, at: Choices, listed: Listed, step: list[object]) -> None:
    kind, *rest = step
    if kind == "r" and len(rest) == 2:
        system = (
            walk.examined(at, rest[0]) if type(rest[0]) is int and 0 <= rest[0] < len(at.supports) else None
        )
        walk.ways.effort.spend(0 if system is None else system.size)
        closed = system is not None and system.contradicts(multipliers_from(rest[1]))
    elif kind == "k" and len(rest) == 1:
        closed = (
            walk.ways.consistent
            and all(at.supports)
            and walk.orders(at).contradicts(multipliers_from(rest[0]))
        )
    elif kind == "e" and len(rest) == 1:
        linear = _system(walk, at, walk.ways).linear
        walk.ways.effort.spend(linear.size)
        closed = linear.contradicts_positive(multipliers_from(rest[0]))
    elif kind == "o" and len(rest) == 1:
        number = rest[0]
        left = only_assessment(walk.ways, at.pattern, _system(walk, at, walk.ways))
        closed = type(number) is int and 0 <= number < len(listed) and left == listed[number][0]
    else:
        raise CertificateRejected(f"there is no step {step!r:.60}")

    if not closed:
        raise CertificateRejected(f"a step {kind!r:.20} does not show what it claims")


def _bounds(system: System, who: int, step: list[object]) -> tuple[Fraction, Fraction]:
    bounds = step[1] if len(step) == 2 else None
    if not isinstance(bounds, list) or len(bounds) != len(system.compared):
        raise CertificateRejected("a step 's' needs two lists of multipliers for each player")
    own = bounds[who]
    if not isinstance(own, list) or len(own) != 2:
        raise CertificateRejected("a step 's' needs two lists of multipliers for each player")
    value = system.compared[who]
    low = system.linear.lower_bound(value, multipliers_from(own[0]))
    opposite = system.linear.lower_bound(combination([(Fraction(-1), value)]), multipliers_from(own[1]))
    if low is None or opposite is None:
        raise CertificateRejected("multipliers do not bound what is compared")
    return low, -opposite


def _system(walk: PatternWalk, at: Choices, ways: Ways[Fraction]) -> System:
    if walk.children(at):
        raise CertificateRejected("a step speaks of a pattern before all choices are made")
    return system_of(ways, at.pattern)


def multipliers_to_data(multipliers: Mapping[int, Fraction]) -> list[list[object]]:
    """As JSON: [number of a condition, factor], without zeros."""
    return [[number, str(factor)] for number, factor in sorted(multipliers.items()) if factor]


def multipliers_from(data: object) -> Multipliers:
    """Reads what ``multipliers_to_data`` wrote."""
    if not isinstance(data, list):
        raise CertificateRejected("multipliers are not a list")
    found: Multipliers = {}
    common = 1
    for entry in data:
        if not isinstance(entry, list) or len(entry) != 2 or type(entry[0]) is not int or entry[0] in found:
            raise CertificateRejected(f"a multiplier is malformed: {entry!r:.60}")
        found[entry[0]] = number_from_data(entry[1])
        common = lcm(common, found[entry[0]].denominator)
        if common.bit_length() > MOST_BITS:
            raise CertificateRejected("the multipliers of a step are too long to be added up")
    return found


def by_patterns(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All perfect Bayesian equilibria, by the patterns of play and belief."""
    return _by_patterns(game, player, data, consistent=False)


def by_consistent_patterns(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All sequential equilibria, by the patterns of play and belief that trembles can lead to."""
    return _by_patterns(game, player, data, consistent=True)


def _by_patterns(game: Game, player: str, data: Data, *, consistent: bool) -> EquilibriumSet:
    if not isinstance(game, ExtensiveForm):
        raise CertificateRejected("a proof by patterns needs a tree")
    check_size(game)
    fields = {"profile", "beliefs", "trembles"} if consistent else {"profile", "beliefs"}
    entries = list_in(data.get("assessments"))
    if len(entries) > MOST_LISTED:
        raise CertificateRejected(f"there are more than {MOST_LISTED:,} assessments")

    listed = []
    for entry in entries:
        if not isinstance(entry, Mapping) or set(entry) != fields:
            raise CertificateRejected(f"an assessment has exactly the fields {', '.join(sorted(fields))}")
        assessment = Assessment.from_data(game, entry["profile"], entry["beliefs"])
        listed.append((assessment, Trembles.from_data(game, entry["trembles"]) if consistent else None))
    steps = list_in(data.get("steps"))
    return every_assessment(game, player, consistent=consistent, listed=listed, steps=steps)

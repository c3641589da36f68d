"""The search for exclusions: which statements cannot hold together on a box.

Source: handelman1988.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, islice, product

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.conditions.proofs.arrangement import is_nowhere_positive
from gametheory_paradox.conditions.proofs.exclusions import Exclusion, Part, excludes, next_tried
from gametheory_paradox.conditions.proofs.signs import Box, bernstein_coefficients
from gametheory_paradox.conditions.proofs.statements import Factor, Sign, Some, Statement, atoms, simplify
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.rationals import simplest_between

# Signs that polynomials never have together, shown in coordinates in which some of them are variables
#
# Affine polynomials that are positive, and independent of each other, are taken as variables above zero, each
# in the place of a variable that occurs in it.  Where a further polynomial then has no positive Bernstein
# coefficient, it is nowhere positive beside them.  That takes products of affine polynomials into account,
# which multipliers of one polynomial at a time do not.
# ----------------------------------------------------------------------------

MOST_FORMS = 6  # affine polynomials
MOST_CHOICES = 50  # choices of the variables in whose place they come
ONE = Polynomial.constant(1)


def exclusion_in_coordinates(signs: Mapping[Polynomial, int], feasible: Feasibility) -> Exclusion | None:
    """An exclusion of some of the signs; None if coordinates show none.

    Parameters
    ----------
    signs, feasible
        As for :func:`~gametheory_paradox.conditions.exclusion_search.exclusion_of`.

    Examples
    --------
    >>> from fractions import Fraction
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> square = Feasibility({"x": (Fraction(0), Fraction(9)), "y": (Fraction(0), Fraction(9))})
    >>> [part.sign for part in exclusion_in_coordinates({x - y: 1, (x - y) * (x - y): -1}, square) or ()]
    [-1, 1]
    >>> exclusion_in_coordinates({x - y: 1, (x - y) * (x + y): 1}, square) is None
    True
    """
    affine = [p for p in signs if p.total_degree == 1][:MOST_FORMS]
    for curved in (p for p in signs if p.total_degree > 1):
        near = [form for form in affine if {*form.names} <= {*curved.names}]
        for many in range(len(near), 0, -1):
            for forms in combinations(near, many):
                own = {p: signs[p] for p in (curved, *forms)}
                if feasible.are_met(feasible.signed(own)):
                    continue
                polynomial, *above = (p if sign > 0 else -p for p, sign in own.items())
                if names := _names(polynomial, above, feasible.box):
                    by: list[Polynomial | str] = [ONE, *names]
                    return tuple(Part(p, sign, m) for (p, sign), m in zip(own.items(), by, strict=True))
    return None


def _names(polynomial: Polynomial, forms: Sequence[Polynomial], box: Box) -> tuple[str, ...]:
    """Variables in whose places the forms show that the polynomial is nowhere positive; none if none do."""
    choices = product(*(form.names for form in forms))
    for names in islice(choices, MOST_CHOICES):
        coordinates = list(zip(forms, names, strict=True))
        if len({*names}) == len(names) and is_nowhere_positive(polynomial, coordinates, box):
            return names
    return ()


# The search for signs that polynomials never have together in a box, to settle a statement about them
#
# Signs are tried one polynomial after another, in the order in which a checker tries them.  Where they seem
# impossible together, multipliers are looked for that show it: numbers first, then products of distances from
# the sides of the box, in the least degrees in which the sum has a degree of its own anyway.  Floating point
# finds those that are needed, or that there are none; a linear program makes them exact.
# ----------------------------------------------------------------------------

MOST_TRIED = 4_000  # patterns of signs
MOST_MISSED = 8  # patterns at which a claim fails, and that nothing excludes
# Coefficients of all products that are looked at: for a statement, and for one of many.
MOST_ENTRIES, FEW_ENTRIES = 400_000, 20_000


def exclusions_for(
    claim: Statement, exception: Statement, feasible: Feasibility, clock: Clock
) -> tuple[Exclusion, ...]:
    """Exclusions that help to show a claim all over a box: all that it takes, or those that turn up in time.

    Parameters
    ----------
    claim, exception
        What should hold, and where nothing is claimed.
    feasible
        What is known of the signs that polynomials have together in the box.
    clock
        When to stop.
    """
    known = _Exclusions(feasible)
    with clock, suppress(OutOfTime):
        _search(known, claim, exception)
    return known.found


def _search(known: "_Exclusions", claim: Statement, exception: Statement) -> None:
    """Collects exclusions, one more polynomial's sign at a time, until the claim holds under those left."""
    missed = 0
    pending: list[tuple[Statement, Statement, dict[Polynomial, int]]] = [(claim, exception, {})]
    for _ in range(MOST_TRIED):
        if not pending:
            break
        look()
        claim_left, exception_left, signs = pending.pop()
        if (claim_left is True and exception_left is False) or known.exclude(signs):
            continue

        first = next_tried(claim_left, exception_left)
        if claim_left is False or exception_left is True or first is None:
            missed += not known.exclude_part(_failing(signs, claim, exception))
            if missed > MOST_MISSED:
                break  # as far as is known the claim fails at many signs
            continue

        # The signs of one more polynomial.
        for sign in (1, -1):
            fresh = {first: sign}
            pending.append((simplify(claim_left, fresh), simplify(exception_left, fresh), {**signs, **fresh}))


def _failing(
    signs: Mapping[Polynomial, int], claim: Statement, exception: Statement
) -> dict[Polynomial, int]:
    """As few of the signs as leave a claim just as open, each dropped that can be."""
    kept = dict(signs)
    for polynomial in signs:
        look()
        fewer = {p: sign for p, sign in kept.items() if p != polynomial}
        if simplify(claim, fewer) is False or simplify(exception, fewer) is True:
            kept = fewer
    return kept


class _Exclusions:
    """The exclusions that were found, each by its signs."""

    def __init__(self, feasible: Feasibility):
        self._feasible = feasible
        self._known: dict[frozenset[tuple[Polynomial, int]], Exclusion | None] = {}

    @property
    def found(self) -> tuple[Exclusion, ...]:
        """All of them."""
        return tuple(exclusion for exclusion in self._known.values() if exclusion)

    def exclude(self, signs: Mapping[Polynomial, int]) -> bool:
        """True if an exclusion, known or found now, shows that no point has all these signs."""
        if any(core <= signs.items() for core, exclusion in self._known.items() if exclusion):
            return True
        places = dict(zip(self._feasible.signed(signs), signs.items(), strict=True))
        core = self._feasible.core(places)
        return core is not None and self._exclude(dict(places[n] for n in core))

    def exclude_part(self, signs: Mapping[Polynomial, int]) -> bool:
        """The same by multipliers, of two of the polynomials or of all, or in coordinates."""
        exclusion = part_excluded(signs, self._feasible) or exclusion_in_coordinates(signs, self._feasible)
        if exclusion is not None:
            self._known[frozenset((part.polynomial, part.sign) for part in exclusion)] = exclusion
        return exclusion is not None

    def _exclude(self, signs: Mapping[Polynomial, int]) -> bool:
        key = frozenset(signs.items())
        if key not in self._known:
            self._known[key] = exclusion_of(signs, self._feasible)
        return self._known[key] is not None


def part_excluded(
    signs: Mapping[Polynomial, int], feasible: Feasibility, most: int = MOST_ENTRIES
) -> Exclusion | None:
    """An exclusion of two signs that share a variable, of a curved one and all affine ones, or of all.

    Parameters
    ----------
    signs, feasible, most
        As for ``exclusion_of``.

    Returns
    -------
    None if none is found.
    """
    affine = [p for p in signs if p.total_degree < 2]
    pairs = [[p, q] for p, q in combinations(signs, 2) if {*p.names} & {*q.names}]
    beside = [[p, *affine] for p in signs if len(affine) > 1 and p not in affine]
    for part in (*pairs, *beside, list(signs)):
        curved, own = any(p.total_degree > 1 for p in part), {p: signs[p] for p in part}
        if curved and not feasible.are_met(feasible.signed(own)):
            exclusion = exclusion_of(own, feasible, most)
            if exclusion is not None:
                return exclusion
    return None


def exclusion_of(
    signs: Mapping[Polynomial, int], feasible: Feasibility, most: int = MOST_ENTRIES
) -> Exclusion | None:
    """An exclusion of some signs, if multipliers show it; None if none do.

    Floating point says which multipliers are needed; these are made exact.

    Parameters
    ----------
    signs
        Polynomials, each with the sign, 1 or -1, that it has.
    feasible
        The ranges of their variables, and what is known of signs there.
    most
        How many coefficients of products of polynomials and multipliers are looked at.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> unit = (Fraction(0), Fraction(1))
    >>> feasible = Feasibility({"x": unit, "y": unit})
    >>> (one, other) = exclusion_of({x - y: 1, x * y - x * x: 1}, feasible) or ()
    >>> exclusion_of({x - y: 1, y: 1}, feasible) is None
    True
    """
    polynomials, box = list(signs), feasible.box
    weighed = [
        (polynomials[own.number], _product(own.powers, box))
        for own in feasible.multipliers(feasible.signed(signs), most)
    ]
    products = [p * own * Polynomial.constant(signs[p]) for p, own in weighed]
    weights = weighed and _nowhere_positive(_coefficients(products, box))
    if not weights:
        return None

    # The multipliers of each polynomial are added up.
    multipliers = dict[Polynomial, Polynomial]()
    for (polynomial, own), weight in zip(weighed, weights, strict=True):
        if weight:
            so_far = multipliers.get(polynomial, Polynomial())
            multipliers[polynomial] = so_far + own * Polynomial.constant(weight)
    found = tuple(Part(polynomial, signs[polynomial], own) for polynomial, own in multipliers.items())
    return found if excludes(found, box) else None


def _product(powers: Mapping[str, tuple[int, int]], box: Box) -> Polynomial:
    """Powers of distances from lower and upper ends of ranges, as shares of these."""
    found = ONE
    for name, (low, high) in powers.items():
        above, below = _distances(name, box)
        found = found * above**low * below**high
    return found


def _distances(name: str, ends: Box) -> tuple[Polynomial, Polynomial]:
    """The distances of a variable from the lower and the upper end of its range, as shares of it."""
    low, high = ends[name]
    scale, start = Polynomial.constant(1 / (high - low)), Polynomial.constant(low / (high - low))
    above = Polynomial.variable(name) * scale - start
    return above, ONE - above


def _coefficients(polynomials: Sequence[Polynomial], box: Box) -> list[list[Fraction]]:
    """The Bernstein coefficients of polynomials, in the degrees that they have together."""
    ends = {name: box[name] for name in sorted({name for p in polynomials for name in p.names})}
    degrees = tuple(max(p.degree(name) for p in polynomials) for name in ends)
    found = (bernstein_coefficients(p, ends, degrees) for p in polynomials)
    return [[Fraction(number, scale) for number in numbers] for numbers, scale in found]


def _nowhere_positive(rows: Sequence[Sequence[Fraction]]) -> Sequence[Fraction] | None:
    """Weights of rows, not all zero, whose sum has no positive entry; None if there are none."""
    conditions = [Row(column, "<=", Fraction(0)) for column in dict.fromkeys(zip(*rows, strict=True))]
    conditions.append(Row((Fraction(1),) * len(rows), "<=", Fraction(1)))
    answer = maximize(LinearProgram((Fraction(1),) * len(rows), tuple(conditions)))
    return answer.primal if isinstance(answer, Optimum) and answer.value > 0 else None


# Polynomials of which the sign alone counts, and which may have one sign all over a box
#
# To know that sign is cheaper than to know the factors: most of the polynomials of a family have one.
# ----------------------------------------------------------------------------

SIGNS = {sign: (Polynomial.constant(sign),) for sign in (1, -1)}


class SignsOnBox:
    """Splits polynomials into factors, of which those with one sign all over the box are that sign.

    Parameters
    ----------
    factor
        Splits those whose sign is not shown at once.
    feasible
        What is known of signs in the box.
    """

    def __init__(self, factor: Factor, feasible: Feasibility):
        self.factor, self.feasible = factor, feasible

    def __call__(self, polynomial: Polynomial) -> tuple[Polynomial, ...]:
        """The sign of a primitive polynomial, or what is left of its factors."""
        if sign := self.feasible.plain_sign(polynomial):
            return SIGNS[sign]
        parts = self.factor(polynomial)
        if len(parts) == 1:
            return parts
        return tuple(own for part in parts for own in SIGNS.get(self.feasible.plain_sign(part) or 0, (part,)))


# Points with small fractions in a box: what counterexamples are made of
# -----------------------------------------------------------------------

MOST_POINTS = 200


def simple_points(box: Box) -> Iterator[dict[str, Fraction]]:
    """Points of a box, first with the simplest coordinates, then in ever smaller parts of it."""
    seen, names = set(), list(box)
    for parts in (1, 2, 3, 5):
        choices = []
        for low, high in box.values():
            step = (high - low) / parts
            inner = [
                simplest_between(low + k * step + step / 8, low + (k + 1) * step - step / 8)
                for k in range(parts)
            ]
            choices.append(list(dict.fromkeys(inner)) if low < high else [low])

        for count, chosen in enumerate(product(*choices)):
            if count >= MOST_POINTS:
                break
            if chosen not in seen:
                seen.add(chosen)
                yield dict(zip(names, chosen, strict=True))


# The truth of a statement at one point of the box
# -------------------------------------------------


def holds_at(statement: Statement, point: Mapping[str, Fraction]) -> bool | None:
    """True if the statement holds at a point; None where that hangs on a polynomial that vanishes there.

    Only so many polynomials are evaluated as settle it.
    """
    signs: dict[Polynomial, int] = {}
    done: dict[int, bool | None] = {}

    def sign(polynomial: Polynomial) -> int:
        if polynomial not in signs:
            value = polynomial.value(point)
            signs[polynomial] = (value > 0) - (value < 0)
        return signs[polynomial]

    def truth(part: Statement) -> bool | None:
        if isinstance(part, bool):
            return part
        if isinstance(part, Sign):
            product = 1 if part.positive else -1
            for polynomial in part.factors:
                product *= sign(polynomial)
            return product > 0 if product else None

        if id(part) not in done:
            look()
            settles = isinstance(part, Some)
            answer: bool | None = not settles
            for own in part.parts:
                inner = truth(own)
                if inner is settles:
                    answer = settles  # whatever the other parts say
                    break
                answer = None if inner is None else answer
            done[id(part)] = answer

        return done[id(part)]

    settled = truth(statement)
    if settled is not None:
        return settled

    # Parts that hang on what vanishes may deny each other.
    left = simplify(statement, {p: own for p in atoms(statement) if (own := sign(p))})
    return left if isinstance(left, bool) else None

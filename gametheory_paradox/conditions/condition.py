"""Statements about parameters in a short form: a choice of lists of inequalities.

Polynomials whose sign is the same everywhere in the declared box are replaced by that sign.  Of the remaining
sign patterns those that no point of the box has are left out, as far as that can be shown
(:mod:`gametheory_paradox.conditions.feasibility` and, for a few cases that are left,
:mod:`gametheory_paradox.conditions.exclusion_search` and
:mod:`gametheory_paradox.conditions.exclusion_search`; it always can where all are affine).  What
is left is written as a disjunction in which each list of inequalities implies the statement, none has an
inequality too many, and none can be spared, but for patterns that were not shown to be empty.

A list of products with prescribed signs, as in each equilibrium of a table, is written out without looking at
the patterns at which it fails.  Of other statements the patterns are of as few signs as settle them.

Sources: quine1952, mccluskey1956 (prime implicants); brayton1984 (expanding against what must not be
covered).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from gametheory_paradox.conditions.exclusion_search import (
    FEW_ENTRIES,
    MOST_ENTRIES,
    exclusion_in_coordinates,
    part_excluded,
)
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.conditions.proofs.exclusions import simplest_part
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import (
    Every,
    Sign,
    Statement,
    atoms,
    every,
    negation,
    simplify,
)
from gametheory_paradox.exact.symbolic import Expression, latex, to_sympy
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record, latex_text

MOST_PARTS = 1_500  # sign patterns, of so many polynomials as settle the statement, that are looked at
MOST_EFFORT = 16_000_000  # Bernstein coefficients that are looked at for them
MOST_PAIRS = 200_000  # of a pattern at which it holds and one at which it fails
MOST_CASES = 12  # of a condition in which multipliers are looked for
MOST_FREE = 7  # signs in a list of products that do not follow from the others

# Which polynomials have a prescribed sign, and for which of them it is positive, as bits.
Implicant = tuple[int, int]


@dataclass(frozen=True, repr=False)
class Inequality(Record):
    """A polynomial that is positive.

    Parameters
    ----------
    polynomial
        What is > 0.
    order
        In which order its variables are written.
    """

    polynomial: Polynomial
    order: tuple[str, ...] = ()

    def __str__(self) -> str:
        gains, losses = self.sides
        return f"{gains.text(self.order)} > {losses.text(self.order)}"

    def to_sympy(self) -> Expression:
        """The inequality as sympy's, with positive coefficients on both sides."""
        gains, losses = map(to_sympy, self.sides)
        return gains > losses

    @property
    def sides(self) -> tuple[Polynomial, Polynomial]:
        """The greater side, and the lesser: both with positive coefficients."""
        terms = self.polynomial.terms.items()
        return Polynomial({m: v for m, v in terms if v > 0}), Polynomial({m: -v for m, v in terms if v < 0})


@dataclass(frozen=True, repr=False)
class Condition(Record):
    """A statement as inequalities, off the zero sets of the polynomials in it.

    Parameters
    ----------
    cases
        It holds where all inequalities of some case do; no cases: nowhere; an empty case: everywhere.
    shortest
        Whether the cases say it all; otherwise there were too many sign patterns to look at, and the
        condition is given by ``statement`` alone.
    statement
        The statement itself; not compared.
    """

    cases: tuple[tuple[Inequality, ...], ...]
    shortest: bool
    statement: Statement = field(compare=False)

    @property
    def is_never(self) -> bool:
        """It is shown to hold nowhere."""
        return self.shortest and not self.cases

    def to_sympy(self) -> Expression:
        """The condition as a sympy expression: inequalities joined by "and" and "or", or a truth value."""
        if not self.shortest:
            return to_sympy(self.statement)
        return reduce(or_, map(case_to_sympy, self.cases), to_sympy(False))

    def latex(self) -> str:
        """The condition in LaTeX, as mathematics where there are inequalities to write out."""
        written_out = self.shortest and self.cases and () not in self.cases
        return f"${latex(self.to_sympy())}$" if written_out else latex_text(str(self))

    def to_data(self) -> dict[str, object]:
        """As JSON: the cases as lists of inequalities; null where there are too many to write out."""
        cases = [[str(inequality) for inequality in case] for case in self.cases] if self.shortest else None
        return {"text": str(self), "cases": cases}

    def __str__(self) -> str:
        if not self.shortest:
            return f"a combination of the signs of {len(atoms(self.statement))} polynomials"
        if not self.cases:
            return "never"
        if () in self.cases:
            return "always"
        texts = [" and ".join(map(str, case)) for case in self.cases]
        several = len(texts) > 1
        return " or ".join(f"({text})" if several and " and " in text else text for text in texts)


def case_to_sympy(case: Iterable[Inequality]) -> Expression:
    """The inequalities of a case, joined by "and"; true if there are none."""
    return reduce(and_, (inequality.to_sympy() for inequality in case), to_sympy(True))


def condition(
    statement: Statement,
    box: Box,
    order: Sequence[str] = (),
    feasibility: Feasibility | None = None,
    inside: Statement = True,
    *,
    thorough: bool = False,
) -> Condition:
    """The statement as a condition on parameters in a box.

    Parameters
    ----------
    statement
        What to rewrite.
    box
        The declared ranges.
    order
        In which order variables are written.
    feasibility
        What is known already of the signs that polynomials have together in this box.
    inside
        What holds wherever the condition is asked about, and goes without saying.
    thorough
        Whether to look longer for cases that are met nowhere, as for one of few statements.
    """
    feasible = feasibility or Feasibility(box)
    parts = inside.parts if isinstance(inside, Every) else (inside,)
    given = {part.factors[0] for part in parts if isinstance(part, Sign) and len(part.factors) == 1}
    statement = every([inside, statement])
    polynomials = atoms(statement)
    numbers = feasible.numbers(polynomials)
    signs = {
        p: sign for p, n in zip(polynomials, numbers, strict=True) if (sign := feasible.sign(n)) is not None
    }

    # What is left once the signs are put in that are the same everywhere.
    left = simplify(statement, signs)
    if isinstance(left, bool):
        return Condition(((),) if left else (), True, left)
    polynomials = atoms(left)

    # Lists of signs that imply it, as few as will do.
    implicants = _of_products(left, polynomials, feasible)
    if implicants is None:
        implicants = _of_parts(left, polynomials, feasible, thorough)
        if implicants is None:
            return Condition((), False, left)

    listed = [
        {p: 1 if up >> n & 1 else -1 for n, p in enumerate(polynomials) if care >> n & 1}
        for care, up in implicants
    ]
    if len(listed) <= MOST_CASES:  # whose curved inequalities may exclude each other all the same
        listed = [signs for signs in listed if not _excluded(signs, feasible, thorough)]
    cases = tuple(
        tuple(Inequality(p if sign > 0 else -p, tuple(order)) for p, sign in signs.items() if p not in given)
        for signs in listed
    )
    return Condition(tuple(sorted(cases, key=lambda case: (len(case), str(case)))), True, left)


def claimed_and_open(
    claim: Statement,
    exception: Statement,
    box: Box,
    order: Sequence[str] = (),
    feasibility: Feasibility | None = None,
    inside: Statement = True,
) -> tuple[Condition, Condition]:
    """Two conditions that exclude each other: that a claim holds for certain, and that nothing is claimed.

    Where there may be equilibria without formulas, what holds of those that have some proves nothing.
    """
    feasible = feasibility or Feasibility(box)
    certain = condition(every([claim, negation(exception)]), box, order, feasible, inside, thorough=True)
    return certain, condition(exception, box, order, feasible, inside, thorough=True)


def _excluded(signs: Mapping[Polynomial, int], feasible: Feasibility, thorough: bool) -> list[Polynomial]:
    """Some of the polynomials, that are shown to have these signs together nowhere; none if none are."""
    exclusion = part_excluded(signs, feasible, MOST_ENTRIES if thorough else FEW_ENTRIES)
    if exclusion is None and thorough:
        exclusion = exclusion_in_coordinates(signs, feasible)
    return [part.polynomial for part in exclusion or ()]


def _of_products(
    statement: Statement, polynomials: Sequence[Polynomial], feasible: Feasibility
) -> list[Implicant] | None:
    """The cases of a list of products with prescribed signs.

    They are found without looking at the sign patterns at which it fails.  Of which signs the others
    follow, and in which ways, is linear algebra over two elements.  None for other statements, or where
    there are too many cases.
    """
    parts = statement.parts if isinstance(statement, Every) else (statement,)
    products = [part for part in parts if isinstance(part, Sign)]
    if len(products) < len(parts):
        return None
    solved = _solved(products, polynomials)
    if solved is None:
        return []
    if len(polynomials) - len(solved) > MOST_FREE:
        return None

    numbers = feasible.numbers(polynomials)
    free = [n for n in range(len(polynomials)) if n not in solved]
    every_sign = (1 << len(polynomials)) - 1
    found: list[tuple[Implicant, Implicant]] = []
    for choice in range(1 << len(free)):
        chosen = sum((choice >> place & 1) << n for place, n in enumerate(free))
        ups = [(chosen & row).bit_count() % 2 != odd for n, (row, odd) in solved.items()]
        up = chosen | sum(positive << n for positive, n in zip(ups, solved, strict=True))
        signed = [number if up >> n & 1 else -number for n, number in enumerate(numbers)]
        if feasible.together(signed):
            found.append((_needed(signed, polynomials, feasible), (every_sign, up)))
    return _spared([implicant for implicant, _ in found], [pattern for _, pattern in found])


def _solved(products: Sequence[Sign], polynomials: Sequence[Polynomial]) -> dict[int, tuple[int, int]] | None:
    """The signs that follow from others, each with those and a parity; None if products deny each other.

    It is positive where the number of positive ones among those has not the given parity.  The parity 0 is
    even, 1 odd.  A product is positive where the number of its negative factors is even.
    """
    place = {p: n for n, p in enumerate(polynomials)}
    solved: dict[int, tuple[int, int]] = {}
    for product in products:
        row = sum(1 << place[p] for p in product.factors)
        odd = (len(product.factors) + (not product.positive)) % 2  # whether an odd number of them is positive
        for n, (other, other_odd) in solved.items():
            if row >> n & 1:
                row, odd = row ^ (1 << n) ^ other, odd ^ other_odd

        if odd and not row:
            return None

        # The sign with the highest number follows from the rest of its row.
        if row:
            pivot = row.bit_length() - 1
            rest = row ^ (1 << pivot)
            for n, (other, other_odd) in solved.items():
                if other >> pivot & 1:
                    solved[n] = (other ^ (1 << pivot) ^ rest, other_odd ^ odd)
            solved[pivot] = (rest, odd)
    return solved


def _needed(signed: Sequence[int], polynomials: Sequence[Polynomial], feasible: Feasibility) -> Implicant:
    """A sign pattern without the signs that follow from the others."""
    care = dict(enumerate(signed))
    for n in _hardest_first(polynomials):
        others = [sign for k, sign in care.items() if k != n]
        if not feasible.together([*others, -signed[n]]):
            del care[n]
    return _bits(care)


def _of_parts(
    statement: Statement, polynomials: Sequence[Polynomial], feasible: Feasibility, thorough: bool
) -> list[Implicant] | None:
    """The cases of any statement, from the signs of so many polynomials at a time as settle it.

    None of the implicants can be made larger, and none can be spared.  None where there are too many parts.
    """
    numbers = feasible.numbers(polynomials)
    parts = _parts(statement, polynomials, numbers, feasible, thorough)
    if parts is None:
        return None
    holds, fails = parts

    # Each part that holds, without the signs that no failing part needs to be told apart.
    failing = [(_bits(part), part) for part in fails]
    whole = [{**part, **_following(part, polynomials, numbers, feasible)} for part in holds]
    primes = [_expanded(part, failing, polynomials, feasible) for part in (*holds, *whole)]

    # Those that cover the most parts; then none that the others cover together.
    chosen = _spared(list(map(_bits, primes)), list(map(_bits, whole)))
    signed = {_bits(prime): prime for prime in primes}
    for implicant in reversed(list(chosen)):
        others = [own for own in chosen if own != implicant]
        if _are_covered(signed[implicant], others, numbers, feasible):
            chosen = others
    return chosen


def _expanded(
    part: Mapping[int, int],
    failing: Sequence[tuple[Implicant, Mapping[int, int]]],
    polynomials: Sequence[Polynomial],
    feasible: Feasibility,
) -> dict[int, int]:
    """A part with as many signs dropped as possible without meeting one that fails."""
    kept = dict(part)
    for n in _hardest_first(polynomials):
        if n not in kept:
            continue
        wider = {k: sign for k, sign in kept.items() if k != n}
        bits = _bits(wider)
        if not any(
            _meet(bits, bad) and feasible.together({*wider.values(), *out.values()}) for bad, out in failing
        ):
            kept = wider
    return kept


def _parts(
    statement: Statement,
    polynomials: Sequence[Polynomial],
    numbers: Sequence[int],
    feasible: Feasibility,
    thorough: bool,
) -> tuple[list[dict[int, int]], list[dict[int, int]]] | None:
    """Signs of some polynomials under which the statement holds, and fails; None if there are too many.

    Of all that must hold together the simplest part comes first, and of that its simplest polynomial.
    """
    place = {p: n for n, p in enumerate(polynomials)}
    holds: list[dict[int, int]] = []
    fails: list[dict[int, int]] = []
    pending: list[tuple[Statement, dict[int, int]]] = [(statement, {})]
    enough = feasible.effort + MOST_EFFORT

    for _ in range(MOST_PARTS):
        if not pending or feasible.effort > enough:
            break
        left, signed = pending.pop()
        if left is True and thorough and len(holds) < MOST_CASES:
            _learn_from(signed, polynomials, feasible)
        if isinstance(left, bool):
            if feasible.together(signed.values()):
                (holds if left else fails).append(signed)
            continue

        first = min(atoms(simplest_part(left)), key=lambda p: (p.total_degree, len(p.terms), place[p]))
        for sign in (1, -1):
            fresh = {**signed, place[first]: sign * numbers[place[first]]}
            if feasible.together(fresh.values()):
                pending.append((simplify(left, {first: sign}), fresh))

    too_many = pending or len(holds) * len(fails) > MOST_PAIRS
    return None if too_many else (holds, fails)


def _learn_from(signed: Mapping[int, int], polynomials: Sequence[Polynomial], feasible: Feasibility) -> None:
    """Keeps which of the signs exclude each other, if that is found."""
    signs = {polynomials[n]: 1 if number > 0 else -1 for n, number in signed.items()}
    if feasible.together(signed.values()) and (core := _excluded(signs, feasible, thorough=True)):
        feasible.exclude(number for n, number in signed.items() if polynomials[n] in core)


def _following(
    part: Mapping[int, int], polynomials: Sequence[Polynomial], numbers: Sequence[int], feasible: Feasibility
) -> dict[int, int]:
    """The signs of further affine polynomials that follow from a part's, and may stand for some of them."""
    affine = [n for n, p in enumerate(polynomials) if p.total_degree == 1]
    signs = [part[n] for n in affine if n in part]
    return {
        n: number
        for n in affine
        if n not in part
        for number in (numbers[n], -numbers[n])
        if not feasible.together([*signs, -number])
    }


def _are_covered(
    part: Mapping[int, int], implicants: Sequence[Implicant], numbers: Sequence[int], feasible: Feasibility
) -> bool:
    """Wherever some polynomials have these signs, one of the implicants holds."""
    pending = [dict(part)]
    while pending:
        signed = pending.pop()
        care, up = _bits(signed)
        meeting = [own for own in implicants if _meet(own, (care, up))]
        if any(own & care == own for own, _ in meeting):
            continue
        if not meeting:
            return False

        # Halved by the sign of a polynomial that an implicant needs and the part leaves open.
        open_ = meeting[0][0] & ~care
        n = (open_ & -open_).bit_length() - 1
        for number in (numbers[n], -numbers[n]):
            fresh = {**signed, n: number}
            if feasible.together(fresh.values()):
                pending.append(fresh)

    return True


def _bits(signed: Mapping[int, int]) -> Implicant:
    return sum(1 << n for n in signed), sum(1 << n for n, sign in signed.items() if sign > 0)


def _meet(one: Implicant, other: Implicant) -> bool:
    """Some sign pattern is in both."""
    return not (one[1] ^ other[1]) & one[0] & other[0]


def _hardest_first(polynomials: Sequence[Polynomial]) -> list[int]:
    return sorted(
        range(len(polynomials)), key=lambda n: (-polynomials[n].total_degree, -len(polynomials[n].terms), n)
    )


def _spared(primes: Sequence[Implicant], holds: Sequence[Implicant]) -> list[Implicant]:
    """Enough of the implicants to cover every pattern, none of which can be spared."""
    chosen: list[Implicant] = []
    uncovered = dict.fromkeys(holds)
    while uncovered:
        best = max(
            primes,
            key=lambda prime: (sum(_covers(prime, pattern) for pattern in uncovered), -prime[0].bit_count()),
        )
        chosen.append(best)
        uncovered = dict.fromkeys(pattern for pattern in uncovered if not _covers(best, pattern))
    for prime in list(chosen):  # the greedy choice may have made an earlier one superfluous
        others = [other for other in chosen if other != prime]
        if all(any(_covers(other, pattern) for other in others) for pattern in holds):
            chosen = others
    return chosen


def _covers(implicant: Implicant, pattern: Implicant) -> bool:
    """All signs of an implicant are among those of a pattern."""
    care, up = implicant
    return pattern[0] & care == care and pattern[1] & care == up

"""Statements about parameters in a short form: a choice of lists of inequalities.

Polynomials whose sign is the same everywhere in the declared box are replaced by that sign.  Of the remaining sign patterns those
that no point of the box has are left out: a linear program over the monomials, each within its bounds, shows them
empty (exactly so where all polynomials are affine).  What is left is written as a disjunction in which each list of inequalities
implies the statement, none has an inequality too many, and none can be spared.

Sources: quine1952, mccluskey1956 (prime implicants); brayton1984 (expanding against what must not be covered).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_paradox.claims.logic import Statement, atoms, simplify
from gametheory_paradox.claims.signs import Box, sign_on_box
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.regions.feasibility import Feasibility

MOST_PATTERNS = 2_000  # sign patterns that are looked at

Implicant = tuple[int, int]  # which polynomials have a prescribed sign, and for which of them it is positive, as bits


@dataclass(frozen=True)
class Inequality:
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
        gains, losses = _split(self.polynomial)
        return f"{gains.text(self.order)} > {losses.text(self.order)}"

    @property
    def sides(self) -> tuple[Polynomial, Polynomial]:
        """What is greater, and what is less: both with positive coefficients."""
        return _split(self.polynomial)


@dataclass(frozen=True)
class Condition:
    """Where a statement holds, off the zero sets of the polynomials in it.

    Parameters
    ----------
    cases
        It holds where all inequalities of some case do; no cases: nowhere; an empty case: everywhere.
    shortest
        Whether the cases say it all; otherwise there were too many sign patterns to look at, and the condition is given by
        ``statement`` alone.
    statement
        The statement itself.
    """

    cases: tuple[tuple[Inequality, ...], ...]
    shortest: bool
    statement: Statement

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
        return texts[0] if len(texts) == 1 else " or ".join(f"({text})" if " and " in text else text for text in texts)


def condition(statement: Statement, box: Box, order: Sequence[str] = (), feasibility: Feasibility | None = None) -> Condition:
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
    """
    signs = {p: sign for p in atoms(statement) if (sign := sign_on_box(p, box, cells=200)) in (1, -1)}
    left = simplify(statement, signs)
    if isinstance(left, bool):
        return Condition(((),) if left else (), True, left)
    polynomials = atoms(left)
    patterns = _patterns(left, polynomials, feasibility or Feasibility(box))
    if patterns is None:
        return Condition((), False, left)
    holds, fails = patterns
    cases = tuple(
        tuple(_inequality(p, bool(up >> n & 1), order) for n, p in enumerate(polynomials) if care >> n & 1)
        for care, up in _cover(holds, fails, polynomials)
    )
    return Condition(tuple(sorted(cases, key=lambda case: (len(case), str(case)))), True, left)


def _inequality(polynomial: Polynomial, up: bool, order: Sequence[str]) -> Inequality:
    return Inequality(polynomial if up else -polynomial, tuple(order))


def _split(polynomial: Polynomial) -> tuple[Polynomial, Polynomial]:
    gains = Polynomial({m: v for m, v in polynomial.terms.items() if v > 0})
    losses = Polynomial({m: -v for m, v in polynomial.terms.items() if v < 0})
    return gains, losses


def _patterns(
    statement: Statement, polynomials: Sequence[Polynomial], feasible: Feasibility
) -> tuple[list[int], list[int]] | None:
    """The sign patterns that may occur in the box: where the statement holds, and where it fails; None if there are too many."""
    holds: list[int] = []
    fails: list[int] = []
    pending: list[tuple[Statement, int, int]] = [(statement, 0, 0)]
    looked_at = 0
    while pending:
        left, number, up = pending.pop()
        looked_at += 1
        if looked_at > MOST_PATTERNS:
            return None
        if number == len(polynomials):
            (holds if left is True else fails).append(up)
            continue
        for positive in (True, False):
            fresh = up | positive << number
            signed = [p if fresh >> n & 1 else -p for n, p in enumerate(polynomials[: number + 1])]
            if feasible.together(signed):
                pending.append((simplify(left, {polynomials[number]: 1 if positive else -1}), number + 1, fresh))
    return holds, fails


def _cover(holds: Sequence[int], fails: Sequence[int], polynomials: Sequence[Polynomial]) -> list[Implicant]:
    """Implicants that cover every pattern in ``holds`` and none in ``fails``, none larger than it must be."""
    hardest_first = sorted(range(len(polynomials)), key=lambda n: (-polynomials[n].total_degree, -len(polynomials[n].terms), n))
    primes = dict.fromkeys(_expanded(pattern, fails, hardest_first) for pattern in holds)
    chosen: list[Implicant] = []
    uncovered = set(holds)
    while uncovered:
        best = max(primes, key=lambda prime: (sum(_covers(prime, pattern) for pattern in uncovered), -prime[0].bit_count()))
        chosen.append(best)
        uncovered = {pattern for pattern in uncovered if not _covers(best, pattern)}
    for prime in list(chosen):  # the greedy choice may have made an earlier one superfluous
        others = [other for other in chosen if other != prime]
        if all(any(_covers(other, pattern) for other in others) for pattern in holds):
            chosen = others
    return chosen


def _expanded(pattern: int, fails: Sequence[int], order: Sequence[int]) -> Implicant:
    """A pattern with as many signs dropped as possible without covering a pattern in ``fails``."""
    care = (1 << len(order)) - 1
    for number in order:
        wider = care & ~(1 << number)
        if not any(_covers((wider, pattern & wider), bad) for bad in fails):
            care = wider
    return care, pattern & care


def _covers(implicant: Implicant, pattern: int) -> bool:
    care, up = implicant
    return pattern & care == up

"""Statements about parameters in the shortest form we can find: a choice of lists of inequalities.

Polynomials whose sign is the same everywhere in the declared box are replaced by that sign.  What remains is written as a
disjunction of prime implicants (Quine 1952, McCluskey 1956): each list of inequalities implies the statement, none has an
inequality too many, and together they cover it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_paradox.claims.logic import Statement, atoms, simplify
from gametheory_paradox.claims.signs import Box, sign_on_box
from gametheory_paradox.polynomials import Polynomial

MOST_ATOMS = 12

Literal = tuple[int, bool]  # the number of an atom, and whether it is positive
Implicant = frozenset[Literal]


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
        Whether the cases are prime implicants; otherwise there were too many polynomials to look for them, and the
        condition is given by ``statement`` alone.
    statement
        The statement itself.
    """

    cases: tuple[tuple[Inequality, ...], ...]
    shortest: bool
    statement: Statement

    def __str__(self) -> str:
        if not self.shortest:
            return f"a combination of the signs of {len(atoms(self.statement))} polynomials"
        if not self.cases:
            return "never"
        if () in self.cases:
            return "always"
        texts = [" and ".join(map(str, case)) for case in self.cases]
        return texts[0] if len(texts) == 1 else " or ".join(f"({text})" if " and " in text else text for text in texts)


def condition(statement: Statement, box: Box, order: Sequence[str] = ()) -> Condition:
    """The statement as a condition on parameters in a box.

    Parameters
    ----------
    statement
        What to rewrite.
    box
        The declared ranges.
    order
        In which order variables are written.
    """
    signs = {p: sign for p in atoms(statement) if (sign := sign_on_box(p, box, cells=200)) in (1, -1)}
    left = simplify(statement, signs)
    if isinstance(left, bool):
        return Condition(((),) if left else (), True, left)
    polynomials = atoms(left)
    if len(polynomials) > MOST_ATOMS:
        return Condition((), False, left)
    chosen = _cover(left, polynomials)
    cases = tuple(tuple(_inequality(polynomials[n], up, order) for n, up in sorted(case)) for case in chosen)
    return Condition(tuple(sorted(cases, key=lambda case: (len(case), str(case)))), True, left)


def _inequality(polynomial: Polynomial, up: bool, order: Sequence[str]) -> Inequality:
    return Inequality(polynomial if up else -polynomial, tuple(order))


def _split(polynomial: Polynomial) -> tuple[Polynomial, Polynomial]:
    gains = Polynomial({m: v for m, v in polynomial.terms.items() if v > 0})
    losses = Polynomial({m: -v for m, v in polynomial.terms.items() if v < 0})
    return gains, losses


def _cover(statement: Statement, polynomials: Sequence[Polynomial]) -> list[Implicant]:
    """A small set of prime implicants that covers the statement."""
    minterms = _minterms(statement, polynomials)
    primes = _prime_implicants(minterms)
    uncovered, chosen = set(minterms), list[Implicant]()
    while uncovered:  # first what only one implicant covers, then greedily the one that covers most
        sole = {owners[0]: None for term in uncovered if len(owners := [p for p in primes if p <= term]) == 1}
        best = next(iter(sorted(sole, key=_rank)), None) or max(
            sorted(primes, key=_rank), key=lambda p: sum(p <= term for term in uncovered)
        )
        chosen.append(best)
        uncovered = {term for term in uncovered if not best <= term}
    return chosen


def _rank(implicant: Implicant) -> tuple[int, list[Literal]]:
    return len(implicant), sorted(implicant)


def _minterms(statement: Statement, polynomials: Sequence[Polynomial]) -> set[Implicant]:
    """Every full assignment of signs under which the statement holds."""
    found: set[Implicant] = set()
    pending: list[tuple[Statement, tuple[Literal, ...]]] = [(statement, ())]
    while pending:
        left, known = pending.pop()
        if left is False:
            continue
        if len(known) == len(polynomials):
            found.add(frozenset(known))
            continue
        number = len(known)
        for up in (True, False):
            narrowed = simplify(left, {polynomials[number]: 1 if up else -1})
            pending.append((narrowed, (*known, (number, up))))
    return found


def _prime_implicants(minterms: set[Implicant]) -> list[Implicant]:
    primes: set[Implicant] = set()
    level = set(minterms)
    while level:
        merged: set[Implicant] = set()
        used: set[Implicant] = set()
        for term in level:
            for number, up in term:
                twin = term - {(number, up)} | {(number, not up)}
                if twin in level:
                    merged.add(term - {(number, up)})
                    used.add(term)
        primes |= level - used
        level = merged
    return list(primes)

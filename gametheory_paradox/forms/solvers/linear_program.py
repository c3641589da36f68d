"""Linear programs with rational data, solved exactly, each answer with a certificate that a few sums check.

Small programs go straight to the simplex method on integers
(:mod:`gametheory_paradox.forms.solvers.tableau`).  For large ones HiGHS, in floating point, says which
variables are positive at the optimum; the simplex method starts from there and confirms or improves it, and
starts from nothing where the proposal is not feasible.

Sources: dantzig1963 (duality, Farkas' lemma), bland1977 (the pivoting rule), huangfu2018 (HiGHS).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import import_module
from math import lcm
from operator import eq, ge, le
from sys import modules
from typing import Any, Literal, TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.solvers.tableau import Dictionary, improve, make_feasible, start_from
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Record

Sense = Literal["<=", "=", ">="]
Vector: TypeAlias = tuple[Fraction, ...]

_HOLDS = {"<=": le, "=": eq, ">=": ge}

# Entries of a dictionary beyond which asking HiGHS pays, and loading it too; measured.
SMALL, LARGE = 400, 3_500
MOST_PIVOTS = 100  # of a program that is not small, before HiGHS is asked all the same


@dataclass(frozen=True, repr=False)
class Row(Record):
    """One condition: coefficients · x, its sense, and the bound."""

    coefficients: Vector
    sense: Sense
    bound: Fraction


@dataclass(frozen=True, repr=False)
class LinearProgram(Record):
    """Maximize objective · x under the rows, with x ≥ 0 except for the free variables.

    Parameters
    ----------
    objective
        One coefficient per variable.
    rows
        The conditions.
    free
        The numbers of the variables that may be negative.
    """

    objective: Vector
    rows: tuple[Row, ...]
    free: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row.coefficients) != len(self.objective):
                wanted, got = len(self.objective), len(row.coefficients)
                raise InvalidGame(
                    f"row {number} of the linear program needs {wanted} coefficients, got {got}"
                )
            if row.sense not in _HOLDS:
                raise InvalidGame(
                    f"row {number} of the linear program: a sense is <=, = or >=, got {row.sense!r}"
                )
        if any(not 0 <= number < len(self.objective) for number in self.free):
            raise InvalidGame(
                f"the linear program has {len(self.objective)} variables; free are {sorted(self.free)}"
            )


@dataclass(frozen=True, repr=False)
class Optimum(Record):
    """The largest value, where it is attained, and multipliers of the rows that prove that none is larger."""

    value: Fraction
    primal: Vector
    dual: Vector


@dataclass(frozen=True, repr=False)
class Infeasibility(Record):
    """No point satisfies the rows: their sum with these multipliers is a contradiction (Farkas)."""

    farkas: Vector


@dataclass(frozen=True, repr=False)
class Unboundedness(Record):
    """The objective grows forever from a feasible point along a ray."""

    point: Vector
    ray: Vector


Answer: TypeAlias = Optimum | Infeasibility | Unboundedness


def linear_program(
    objective: Sequence[object],
    rows: Sequence[tuple[Sequence[object], Sense, object]],
    *,
    free: Sequence[int] = (),
) -> LinearProgram:
    """The program with these numbers, read by :func:`gametheory_paradox.rationals.exact`."""
    return LinearProgram(
        tuple(exact(c, "an objective coefficient") for c in objective),
        tuple(
            Row(tuple(exact(a, "a coefficient") for a in row), sense, exact(b, "a bound"))
            for row, sense, b in rows
        ),
        frozenset(free),
    )


def maximize(program: LinearProgram) -> Answer:
    """Solves a linear program exactly.

    Parameters
    ----------
    program
        The program.

    Returns
    -------
    An optimum with its multipliers, a proof that no point is feasible, or a ray along which the objective
    grows; ``confirms`` checks each.

    Sources
    -------
    dantzig1963; bland1977

    Examples
    --------
    >>> rows = [([1, 1], "<=", 4), ([1, 3], "<=", 6), ([1, 0], "<=", "7/2")]
    >>> answer = maximize(linear_program([3, 2], rows))
    >>> str(answer.value), list(map(str, answer.primal)), list(map(str, answer.dual))
    ('23/2', ['7/2', '1/2'], ['2', '0', '1'])
    """
    form = _CanonicalProgram(program)
    dictionary = form.dictionary()
    if dictionary.entries > (SMALL if "scipy.optimize" in modules else LARGE):
        dictionary = _near_the_optimum(form) or dictionary
    contradiction = make_feasible(dictionary)
    if contradiction is not None:
        return Infeasibility(form.dual(contradiction))

    ray = improve(dictionary, MOST_PIVOTS if dictionary.entries > SMALL else None)
    if ray is None and not dictionary.is_optimal:  # as where many bounds meet in one point
        dictionary = _near_the_optimum(form) or dictionary
        ray = improve(dictionary)
    if ray is not None:
        return Unboundedness(form.primal(dictionary.point()), form.primal(ray))
    primal = form.primal(dictionary.point())
    value = _product(program.objective, primal)
    return Optimum(value, primal, form.dual(dictionary.multipliers(), form.objective_scale))


def confirms(program: LinearProgram, answer: Answer) -> bool:
    """True if an answer proves what it says about the program; needs no solving.

    Examples
    --------
    >>> program = linear_program([1], [([1], "<=", 2)])
    >>> wrong = Optimum(Fraction(3), (Fraction(3),), (Fraction(1),))
    >>> confirms(program, maximize(program)), confirms(program, wrong)
    (True, False)
    """
    if isinstance(answer, Optimum):
        primal, dual = answer.primal, answer.dual
        if not (_feasible(program, primal) and _bounds(program, dual, program.objective)):
            return False
        return (
            answer.value
            == _product(program.objective, primal)
            == _product([row.bound for row in program.rows], dual)
        )

    if isinstance(answer, Infeasibility):
        nothing = [Fraction(0)] * len(program.objective)
        return (
            _bounds(program, answer.farkas, nothing)
            and _product([row.bound for row in program.rows], answer.farkas) < 0
        )

    homogeneous = replace(program, rows=tuple(replace(row, bound=Fraction(0)) for row in program.rows))
    return (
        _feasible(program, answer.point)
        and _feasible(homogeneous, answer.ray)
        and _product(program.objective, answer.ray) > 0
    )


def _feasible(program: LinearProgram, point: Vector) -> bool:
    return (
        len(point) == len(program.objective)
        and all(value >= 0 or place in program.free for place, value in enumerate(point))
        and all(_HOLDS[row.sense](_product(row.coefficients, point), row.bound) for row in program.rows)
    )


def _bounds(program: LinearProgram, multipliers: Vector, objective: Sequence[Fraction]) -> bool:
    """True if the rows times the multipliers say: objective · x ≤ bounds · multipliers for all feasible x."""
    if len(multipliers) != len(program.rows):
        return False
    signed = (
        row.sense == "=" or _HOLDS[row.sense](0, m) for row, m in zip(program.rows, multipliers, strict=True)
    )
    totals = (
        _product([row.coefficients[j] for row in program.rows], multipliers) for j in range(len(objective))
    )
    return all(signed) and all(
        _HOLDS["=" if j in program.free else ">="](total, objective[j]) for j, total in enumerate(totals)
    )


def _product(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True) if a and b), Fraction(0))


def _whole(values: Sequence[Fraction], scale: int) -> list[int]:
    """Numbers times a multiple of their denominators."""
    return [value.numerator * (scale // value.denominator) for value in values]


class _CanonicalProgram:
    """The program as: maximize c · z, A · z ≤ b, z ≥ 0, in integers.

    A free variable is the difference of two, an equation is two inequalities; ``columns`` and ``lines``
    remember, with signs, from which variable and which row each comes.
    """

    def __init__(self, program: LinearProgram):
        self._program = program
        count = len(program.objective)
        self.columns = [(j, 1) for j in range(count)] + [(j, -1) for j in sorted(program.free)]
        self.scales = [
            lcm(row.bound.denominator, *(a.denominator for a in row.coefficients)) for row in program.rows
        ]
        self.objective_scale = lcm(*(c.denominator for c in program.objective))
        self.lines = [(r, 1) for r, row in enumerate(program.rows) if row.sense != ">="]
        self.lines += [(r, -1) for r, row in enumerate(program.rows) if row.sense != "<="]

    def dictionary(self) -> Dictionary:
        """The dictionary in which every variable of the program is zero."""
        matrix = []
        for r, sign in self.lines:
            row, scale = self._program.rows[r], self.scales[r] * sign
            matrix.append([*self._wide(row.coefficients, scale), *_whole([row.bound], scale)])
        return Dictionary(matrix, self._wide(self._program.objective, self.objective_scale))

    def _wide(self, values: Sequence[Fraction], scale: int) -> list[int]:
        """A value for each column, in integers."""
        whole = _whole(values, scale)
        return [whole[j] * sign for j, sign in self.columns]

    def primal(self, values: Sequence[Fraction]) -> Vector:
        """A point of the canonical form as one of the program."""
        point = [Fraction(0)] * len(self._program.objective)
        for (j, sign), value in zip(self.columns, values, strict=True):
            point[j] += sign * value
        return tuple(point)

    def dual(self, multipliers: Sequence[Fraction], scale: int = 1) -> Vector:
        """Multipliers of the canonical form as multipliers of the program's rows."""
        found = [Fraction(0)] * len(self._program.rows)
        for (r, sign), multiplier in zip(self.lines, multipliers, strict=True):
            found[r] += multiplier * sign * self.scales[r] / scale
        return tuple(found)


def _near_the_optimum(form: _CanonicalProgram) -> Dictionary | None:
    """The dictionary at the point that HiGHS finds, if that is feasible."""
    dictionary = form.dictionary()
    try:
        matrix, bounds, objective = dictionary.as_given()
        costs = [-float(c) for c in objective]
        found = scipy_part("optimize").linprog(costs, matrix, bounds, method="highs-ds")
    except (OverflowError, ValueError):  # a number is too large for it
        return None
    if found.status:
        return None
    prices = [*map(float, found.lower.marginals), *(-float(own) for own in found.ineqlin.marginals)]
    return dictionary if start_from(dictionary, list(map(float, found.x)), prices) else None


def scipy_part(name: str) -> Any:
    """A part of scipy, loaded at first use."""
    return import_module(f"scipy.{name}")

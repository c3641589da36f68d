"""Signs of polynomials asked of z3, an extra package.

Its answers are trusted, and no certificate comes of them.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.logic import Sign, Statement
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.polynomials import Polynomial

if TYPE_CHECKING:
    from types import ModuleType


def _z3() -> "ModuleType":
    """The door by which z3 comes in, at first use: it is large, and few need it."""
    try:
        import z3  # type: ignore[import-untyped]  # z3 ships no types
    except ImportError:
        raise Unsupported("z3 is not installed; install gametheory-paradox[z3], or prove by cells") from None
    module: ModuleType = z3
    return module


def never_holds(statement: Statement, box: Box, seconds: float) -> Literal["proved", "refuted", "unknown"]:
    """Asks z3 whether a statement about signs holds nowhere in the interior of a box, off zero sets."""
    z3 = _z3()
    names = {name: z3.Real(name) for name in box}
    solver = z3.Solver()
    solver.set("timeout", max(1, int(1000 * seconds)))
    for name, (low, high) in box.items():
        solver.add(names[name] > _number(z3, low), names[name] < _number(z3, high))
    solver.add(_written(z3, statement, names))
    found = solver.check()
    return "proved" if found == z3.unsat else "refuted" if found == z3.sat else "unknown"


def _number(z3: Any, value: Fraction) -> Any:
    return z3.Q(value.numerator, value.denominator)


def _written(z3: Any, statement: Statement, names: Mapping[str, Any]) -> Any:
    if isinstance(statement, bool):
        return z3.BoolVal(statement)
    if isinstance(statement, Sign):
        product = z3.RealVal(1)
        for factor in statement.factors:
            product = product * _polynomial(z3, factor, names)
        return product > 0 if statement.positive else product < 0
    parts = [_written(z3, part, names) for part in statement.parts]
    return z3.And(*parts) if type(statement).__name__ == "Every" else z3.Or(*parts)


def _polynomial(z3: Any, polynomial: Polynomial, names: Mapping[str, Any]) -> Any:
    total = z3.RealVal(0)
    for monomial, value in polynomial.terms.items():
        term = _number(z3, value)
        for name, power in monomial:
            for _ in range(power):
                term = term * names[name]
        total = total + term
    return total

"""Exact algebra on the package's polynomials: what needs more speed than plain Python gives.

Everything here takes and returns :class:`~gametheory_paradox.polynomials.Polynomial` and
:class:`~gametheory_paradox.polynomials.RationalFunction`; python-flint does the work inside, and sympy's
expressions come in and go out by one door.  Nothing is rounded.
"""

from gametheory_paradox.exact.elimination import discriminant, resultant
from gametheory_paradox.exact.factors import cancel, divide_exactly, factor, gcd, primitive
from gametheory_paradox.exact.linear import LinearSolution, determinant, solve_linear
from gametheory_paradox.exact.roots import RealRoot, real_roots
from gametheory_paradox.exact.signs import sign_on_box, weak_sign_on_box
from gametheory_paradox.exact.symbolic import from_sympy, latex, to_sympy

__all__ = [
    "LinearSolution",
    "RealRoot",
    "cancel",
    "determinant",
    "discriminant",
    "divide_exactly",
    "factor",
    "from_sympy",
    "gcd",
    "latex",
    "primitive",
    "real_roots",
    "resultant",
    "sign_on_box",
    "solve_linear",
    "to_sympy",
    "weak_sign_on_box",
]

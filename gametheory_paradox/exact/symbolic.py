"""The door to sympy: expressions out, expressions in, LaTeX.

Expressions are taken apart node by node; text is never handed to sympy, which would run it.
"""

from collections.abc import Collection
from fractions import Fraction
from functools import reduce
from math import comb
from typing import Any, TypeAlias

from flint import fmpq_mpoly

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.factors import lowest_terms
from gametheory_paradox.exact.ring import Ring
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.rationals import exact

Expression: TypeAlias = Any  # a sympy.Expr; sympy has no types
Quotient = tuple[fmpq_mpoly, fmpq_mpoly]

MAX_EXPONENT = 1000
MAX_TERMS = 1_000_000


def _sympy() -> Any:
    """Sympy, loaded at first use: it takes half a second."""
    import sympy  # type: ignore[import-untyped]  # sympy ships no types

    return sympy


def to_sympy(formula: Polynomial | RationalFunction) -> Expression:
    """The formula as a sympy expression, a plain symbol for each variable.

    Examples
    --------
    >>> r_c, h = RationalFunction.variable("r_C"), RationalFunction.variable("h")
    >>> to_sympy(r_c / (h * h - r_c))
    r_C/(h**2 - r_C)
    """
    if isinstance(formula, RationalFunction):
        return to_sympy(formula.numerator) / to_sympy(formula.denominator)
    sympy = _sympy()
    return sympy.Add(
        *(
            sympy.Mul(
                sympy.Rational(value.numerator, value.denominator),
                *(sympy.Pow(sympy.Symbol(name), power) for name, power in monomial),
            )
            for monomial, value in formula.terms.items()
        )
    )


def latex(formula: Polynomial | RationalFunction) -> str:
    r"""The formula in LaTeX; what follows an underscore in a name is a subscript, Greek names are Greek letters.

    Examples
    --------
    >>> print(latex(Polynomial.variable("r_C") - Polynomial.variable("alpha")))
    - \alpha + r_{C}
    """
    return str(_sympy().latex(to_sympy(formula)))


def from_sympy(expression: Expression, names: Collection[str] | None = None) -> RationalFunction:
    """The rational function that a sympy expression stands for, in lowest terms.

    Parameters
    ----------
    expression
        Built from rational numbers, symbols, sums, products and powers with integer exponents.  A float is
        taken where the decimal that prints it is exactly its value, such as 0.25 but not 0.1.
    names
        The symbols that may occur; any, where left out.

    Raises
    ------
    InvalidGame
        If it is anything else (text is never read), names an unknown symbol, divides by zero, or is too
        large.

    Examples
    --------
    >>> import sympy
    >>> x, y = sympy.symbols("x y")
    >>> from_sympy((x**2 - y**2) / (x - y) + sympy.Rational(1, 3))
    RationalFunction(x + y + 1/3)
    """
    sympy = _sympy()
    if not isinstance(expression, sympy.Expr):
        raise InvalidGame(
            f"expected a sympy expression, got {type(expression).__name__}; text is not read here"
        )
    try:
        ring = Ring(_symbol_names(expression, names))
        return lowest_terms(ring, *_quotient(ring, expression))
    except RecursionError as problem:
        raise InvalidGame("the sympy expression is nested too deeply; expand it first") from problem


def _symbol_names(expression: Expression, names: Collection[str] | None) -> list[str]:
    symbol_type = _sympy().Symbol
    found: list[str] = []
    for symbol in sorted(expression.free_symbols, key=str):
        if type(symbol) is not symbol_type or not symbol.is_commutative:
            raise InvalidGame(f"{symbol} is not a plain symbol; make it with sympy.Symbol")
        if symbol.name in found:
            raise InvalidGame(
                f"two symbols with different assumptions are both called {symbol.name!r}; use one of them"
            )
        if names is not None and symbol.name not in names:
            raise InvalidGame(
                f"{symbol.name!r} is not a parameter; the parameters are {', '.join(names) or 'none'}"
            )
        found.append(symbol.name)
    return found


def _quotient(ring: Ring, node: Expression) -> Quotient:
    """Numerator and denominator of a node, from those of its parts."""
    sympy, one = _sympy(), ring.context.constant(1)
    if isinstance(node, sympy.Symbol):
        return ring.take(Polynomial.variable(node.name)), one
    if isinstance(node, sympy.Number):
        return ring.take(Polynomial.constant(_number(node))), one
    if isinstance(node, sympy.Add | sympy.Mul):
        combine = _sum if isinstance(node, sympy.Add) else _product
        return reduce(
            lambda left, right: combine(left, right, node), (_quotient(ring, part) for part in node.args)
        )
    if isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Integer):
        return _power(_quotient(ring, node.base), int(node.exp), node)
    raise InvalidGame(
        f"{_short(node)}: expected numbers, symbols, sums, products and integer powers, got {type(node).__name__}"
    )


def _number(node: Expression) -> Fraction:
    sympy = _sympy()
    if isinstance(node, sympy.Rational):
        return Fraction(int(node.p), int(node.q))
    if isinstance(node, sympy.Float):
        exactly = sympy.Rational(node)
        value = Fraction(int(exactly.p), int(exactly.q))
        if value == exact(str(node)):
            return value
    raise InvalidGame(f"{_short(node)}: expected an exact number, such as sympy.Rational(1, 10)")


def _sum(left: Quotient, right: Quotient, node: Expression) -> Quotient:
    (a, b), (c, d) = left, right
    if b == d:
        return a + c, b
    return _times(a, d, node) + _times(c, b, node), _times(b, d, node)


def _product(left: Quotient, right: Quotient, node: Expression) -> Quotient:
    return _times(left[0], right[0], node), _times(left[1], right[1], node)


def _times(left: fmpq_mpoly, right: fmpq_mpoly, node: Expression) -> fmpq_mpoly:
    if len(left) * len(right) > MAX_TERMS:
        raise InvalidGame(f"the product {_short(node)} has more than {MAX_TERMS} terms when written out")
    return left * right


def _power(base: Quotient, exponent: int, node: Expression) -> Quotient:
    size = abs(exponent)
    if size > MAX_EXPONENT or any(
        comb(len(part) + size - 1, size) > MAX_TERMS for part in base if len(part) and size
    ):
        raise InvalidGame(
            f"the power {_short(node)} is too large: exponent at most {MAX_EXPONENT}, terms at most {MAX_TERMS}"
        )
    top, bottom = base if exponent >= 0 else reversed(base)
    if bottom.is_zero():
        raise InvalidGame(f"{_short(node)} divides by zero")
    return top**size, bottom**size


def _short(node: Expression) -> str:
    text = str(node)
    return text if len(text) <= 60 else text[:57] + "…"

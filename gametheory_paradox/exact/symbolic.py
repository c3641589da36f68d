"""The door to sympy: formulas and statements go out as expressions, expressions come in, and LaTeX.

Expressions are taken apart node by node; text is never handed to sympy, which would run it.
"""

import sys
from collections.abc import Collection
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_paradox.conditions.proofs.statements import Every, Sign, Some, Statement
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.bounded_arithmetic import MAX_DEGREE, BoundedArithmetic
from gametheory_paradox.polynomials import Monomial, Polynomial, RationalFunction
from gametheory_paradox.rationals import exact

Expression: TypeAlias = Any  # a sympy.Basic; sympy has no types


def _sympy() -> Any:
    """Sympy, loaded at first use: it takes half a second."""
    import sympy  # type: ignore[import-untyped]  # sympy ships no types

    return sympy


def is_sympy(value: object) -> bool:
    """Tests whether a value is one of sympy's; where nobody has loaded it, none is."""
    basic = getattr(sys.modules.get("sympy"), "Basic", ())
    return isinstance(value, basic)


def to_sympy(formula: Polynomial | RationalFunction | Statement) -> Expression:
    """The formula, or the statement about signs of formulas, as a sympy expression.

    Each variable becomes a plain symbol; a statement becomes a combination of strict inequalities.

    Examples
    --------
    >>> r_c, h = RationalFunction.variable("r_C"), RationalFunction.variable("h")
    >>> to_sympy(r_c / (h * h - r_c))
    r_C/(h**2 - r_C)
    >>> to_sympy(Sign((r_c.numerator, h.numerator), True))
    h*r_C > 0
    """
    sympy = _sympy()
    if isinstance(formula, RationalFunction):
        return to_sympy(formula.numerator) / to_sympy(formula.denominator)
    if isinstance(formula, bool):
        return sympy.true if formula else sympy.false
    if isinstance(formula, Every | Some):
        join = sympy.And if isinstance(formula, Every) else sympy.Or
        return join(*map(to_sympy, formula.parts))
    if isinstance(formula, Sign):
        product = sympy.Mul(*map(to_sympy, formula.factors))
        return product > 0 if formula.positive else product < 0

    return sympy.Add(*(_term(formula, monomial) for monomial in formula.terms))


def _term(polynomial: Polynomial, monomial: Monomial) -> Expression:
    sympy, value = _sympy(), polynomial.terms[monomial]
    powers = (sympy.Pow(sympy.Symbol(name), power) for name, power in monomial)
    return sympy.Mul(sympy.Rational(value.numerator, value.denominator), *powers)


def latex(formula: Polynomial | RationalFunction | Statement | Expression) -> str:
    r"""A formula, a statement, or a sympy expression in LaTeX.

    What follows an underscore in a name is a subscript, Greek names are Greek letters.

    Examples
    --------
    >>> print(latex(Polynomial.variable("r_C") - Polynomial.variable("alpha")))
    r_{C} - \alpha
    """
    sympy = _sympy()
    if isinstance(formula, RationalFunction):
        if formula.denominator.is_constant:
            return latex(formula.numerator)
        top, bottom = formula.cleared
        minus = len(top.terms) == 1 and min(top.terms.values()) < 0
        return f"{'- ' * minus}\\frac{{{latex(-top if minus else top)}}}{{{latex(bottom)}}}"
    if isinstance(formula, Polynomial):  # its terms in the order in which they are read
        terms = [_term(formula, monomial) for monomial in formula.reading_order()]
        return str(sympy.latex(sympy.Add(*terms, evaluate=False), order="none"))
    return str(sympy.latex(formula if is_sympy(formula) else to_sympy(formula)))


def from_sympy(
    expression: Expression, names: Collection[str] | None = None, where: str = "formula"
) -> RationalFunction:
    """The rational function that a sympy expression stands for; nothing is cancelled that sympy has not.

    Parameters
    ----------
    expression
        Built from rational numbers, symbols, sums, products and powers with a small whole exponent.  A float
        is taken like one of Python's: as the shortest decimal that prints it.
    names
        The symbols that may occur; any, where left out.
    where
        What the expression is, for the error message.

    Raises
    ------
    InvalidGame
        If it is anything else (text is never read), names an unknown symbol, divides by zero, or is too
        large; the message names the piece.

    Examples
    --------
    >>> import sympy
    >>> x, y = sympy.symbols("x y")
    >>> from_sympy((x + y) ** 2 / 4 + sympy.Rational(1, 3))
    RationalFunction(1/4*x^2 + 1/2*x*y + 1/4*y^2 + 1/3)
    """
    if not is_sympy(expression):
        raise InvalidGame(
            f"{where}: expected a sympy expression, got {type(expression).__name__}; text is not read here"
        )
    try:
        return _Reader(names, where).value(expression)
    except RecursionError as problem:
        raise InvalidGame(f"{where}: the sympy expression is nested too deeply; expand it first") from problem


class _Reader(BoundedArithmetic[Expression]):
    """Takes an expression apart, node by node."""

    def __init__(self, names: Collection[str] | None, where: str):
        super().__init__(where)
        self.names = names
        self.symbols: dict[str, Expression] = {}

    def problem(self, message: str, at: Expression) -> InvalidGame:
        text = str(at)
        return InvalidGame(f"{self.where}: {message}, in {text if len(text) <= 60 else text[:57] + '…'}")

    def value(self, node: Expression) -> RationalFunction:
        """The formula of a node, from those of its parts."""
        sympy = _sympy()
        if isinstance(node, sympy.Symbol):
            return self.variable(node)
        if isinstance(node, sympy.Rational | sympy.Float):
            return RationalFunction.constant(self.number(node))
        if isinstance(node, sympy.Add):
            return self.total(map(self.value, node.args), node)
        if isinstance(node, sympy.Mul):
            product = RationalFunction.constant(1)
            for part in node.args:
                product = self.times(product, self.value(part), node)
            return product

        if isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Integer):
            if abs(node.exp) > MAX_DEGREE:
                raise self.problem(
                    f"expected a whole exponent from -{MAX_DEGREE} to {MAX_DEGREE}, got {node.exp}", node
                )
            return self.power(self.value(node.base), int(node.exp), node)
        raise self.problem(
            "expected numbers, symbols, sums, products and powers with a whole exponent, "
            f"got {type(node).__name__}",
            node,
        )

    def variable(self, symbol: Expression) -> RationalFunction:
        """The formula that is a symbol."""
        if type(symbol) is not _sympy().Symbol or not symbol.is_commutative:
            raise self.problem("expected a plain symbol, as sympy.Symbol makes it", symbol)
        if self.names is not None and symbol.name not in self.names:
            known = ", ".join(self.names) or "none"
            raise InvalidGame(f"{self.where}: {symbol.name!r} is not a parameter; the parameters are {known}")
        if self.symbols.setdefault(symbol.name, symbol) != symbol:
            raise InvalidGame(
                f"{self.where}: two symbols with different assumptions are both called {symbol.name!r}; "
                "use one of them"
            )
        return RationalFunction.variable(symbol.name)

    def number(self, node: Expression) -> Fraction:
        """The exact number that a number of sympy's stands for."""
        exactly = _sympy().Rational(node)
        value = Fraction(int(exactly.p), int(exactly.q))
        if not node.is_Float:
            return exact(value, self.where)
        if (nearest := float(node)) != value:
            raise self.problem("expected a float of Python's precision, or sympy.Rational(1, 10)", node)
        return exact(nearest, self.where)

"""Statements about parameters: their logic, their levels, and numbers put in for names."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm, prod
from typing import TypeAlias

from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Monomial, Polynomial, RationalFunction
from gametheory_paradox.table import Record

# Statements about parameters: "every", "some" and "not" over signs of polynomials
#
# Statements are meant *off the zero sets* of the polynomials that occur in them: there each polynomial is
# either positive or negative, so "not positive" is "negative".  The zero sets fill no volume.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Sign(Record):
    """The product of the factors is positive (or negative)."""

    factors: tuple[Polynomial, ...]
    positive: bool


@dataclass(frozen=True, eq=False, repr=False)
class Junction(Record):
    """Statements joined to one: the same one only where it is the same object, as many share it."""

    parts: "tuple[Statement, ...]"

    @cached_property
    def negated(self) -> "Statement":
        """The statement that holds where the whole does not; made once, as many statements share parts."""
        return _joined(map(negation, self.parts), Some if isinstance(self, Every) else Every)


class Every(Junction):
    """All parts hold."""


class Some(Junction):
    """At least one part holds."""


Statement: TypeAlias = bool | Sign | Every | Some

Factor: TypeAlias = Callable[[Polynomial], tuple[Polynomial, ...]]
"""Splits a primitive polynomial into factors whose product has its sign off the zero set."""


def every(parts: Iterable[Statement]) -> Statement:
    """All parts hold; False if one part denies another."""
    return _joined(parts, Every)


def some(parts: Iterable[Statement]) -> Statement:
    """At least one part holds; True if one part denies another."""
    return _joined(parts, Some)


def _joined(parts: Iterable[Statement], kind: type[Every] | type[Some]) -> Statement:
    """The parts without repetition or neutral value; a truth value where they settle the whole."""
    neutral, kept = kind is Every, dict[Statement, None]()
    for part in parts:
        for inner in part.parts if isinstance(part, kind) else (part,):
            if inner is neutral:
                continue
            if isinstance(inner, bool) or (
                isinstance(inner, Sign) and Sign(inner.factors, not inner.positive) in kept
            ):
                return not neutral
            kept[inner] = None
    return kind(tuple(kept)) if len(kept) > 1 else next(iter(kept), neutral)


def negation(statement: Statement) -> Statement:
    """The statement does not hold."""
    if isinstance(statement, bool):
        return not statement
    if isinstance(statement, Sign):
        return Sign(statement.factors, not statement.positive)
    return statement.negated


def positive(polynomials: Iterable[Polynomial], factor: Factor) -> Statement:
    """The product of the polynomials is positive; False if one of them is zero everywhere."""
    look()
    sign, odd = True, set[Polynomial]()
    for polynomial in polynomials:
        if not polynomial:
            return False
        scale, primitive = primitive_part(polynomial)
        sign = sign == (scale > 0)
        for scale, part in map(primitive_part, () if primitive.is_constant else factor(primitive)):
            sign = sign == (scale > 0)
            if not part.is_constant:
                odd ^= {part}  # a square is positive off its zero set
    # In an order, so that one product has one statement.
    return Sign(tuple(sorted(odd, key=lambda factor: sorted(factor.terms.items()))), sign) if odd else sign


def primitive_part(polynomial: Polynomial) -> tuple[Fraction, Polynomial]:
    """A polynomial as a constant times one with coprime integer coefficients, the first positive."""
    terms, values = polynomial.terms, polynomial.terms.values()
    content = Fraction(gcd(*(v.numerator for v in values)), lcm(*(v.denominator for v in values)))
    if terms[min(terms)] < 0:
        content = -content
    if content == 1:
        return content, polynomial
    return content, Polynomial({monomial: value / content for monomial, value in terms.items()})


def simplify(statement: Statement, signs: Mapping[Polynomial, int]) -> Statement:
    """The rest of the statement where the given signs (1 or -1) hold."""
    return _left(statement, signs, {}) if signs else statement


def _left(part: Statement, signs: Mapping[Polynomial, int], known: dict[Junction, Statement]) -> Statement:
    """The rest of a part; each is worked out once, as parts are shared."""
    if isinstance(part, bool):
        return part
    if isinstance(part, Sign):
        rest = tuple(p for p in part.factors if p not in signs)
        if len(rest) == len(part.factors):
            return part
        sign = part.positive == (prod(signs.get(p, 1) for p in part.factors) > 0)
        return Sign(rest, sign) if rest else sign

    if part not in known:
        look()
        # Parts are worked out one by one, only until they settle the whole.
        whole = _joined((_left(inner, signs, known) for inner in part.parts), type(part))
        is_same = isinstance(whole, type(part)) and whole.parts == part.parts
        known[part] = part if is_same else whole
    return known[part]


def atoms(*statements: Statement) -> list[Polynomial]:
    """The polynomials on whose signs the statements depend, in order of appearance."""
    found: dict[Polynomial, None] = {}
    seen: set[int] = set()
    pending: list[Statement] = list(reversed(statements))
    while pending:
        part = pending.pop()
        if isinstance(part, Sign):
            found.update(dict.fromkeys(part.factors))
        elif not isinstance(part, bool) and id(part) not in seen:
            seen.add(id(part))
            pending.extend(reversed(part.parts))
    return list(found)


# Formulas at two levels of a parameter: variables called otherwise, and slopes
# ----------------------------------------------------------------------------


def renamed(function: RationalFunction, names: Mapping[str, str]) -> RationalFunction:
    """The function with variables called otherwise; different ones must stay different."""
    return RationalFunction(_renamed(function.numerator, names), _renamed(function.denominator, names))


def _renamed(polynomial: Polynomial, names: Mapping[str, str]) -> Polynomial:
    return Polynomial(
        {
            tuple(sorted((names.get(name, name), power) for name, power in monomial)): value
            for monomial, value in polynomial.terms.items()
        }
    )


def derivative(function: RationalFunction, name: str) -> RationalFunction:
    """The derivative by a variable, by the rule for quotients."""
    top, bottom = function.numerator, function.denominator
    if bottom.is_constant:
        return RationalFunction(_derivative(top, name), bottom)
    return RationalFunction(
        _derivative(top, name) * bottom - top * _derivative(bottom, name), bottom * bottom
    )


def _derivative(polynomial: Polynomial, name: str) -> Polynomial:
    total: dict[Monomial, Fraction] = {}
    for monomial, coefficient in polynomial.terms.items():
        powers = dict(monomial)
        if power := powers.pop(name, 0):
            left = powers if power == 1 else {**powers, name: power - 1}
            total[tuple(sorted(left.items()))] = coefficient * power
    return Polynomial(total)


# Polynomials with something else in the place of a variable
# -----------------------------------------------------------


def beside_powers(polynomial: Polynomial, name: str) -> Mapping[int, Polynomial]:
    """Coefficients of each power of a variable.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> {power: str(own) for power, own in beside_powers(x * x * y - x * x + y, "x").items()}
    {2: 'y - 1', 0: 'y'}
    """
    found: dict[int, dict[Monomial, Fraction]] = {}
    for monomial, coefficient in polynomial.terms.items():
        powers = dict(monomial)
        power = powers.pop(name, 0)
        found.setdefault(power, {})[tuple(powers.items())] = coefficient
    return {power: Polynomial(terms) for power, terms in found.items()}


def put_in(polynomial: Polynomial, name: str, value: Polynomial) -> Polynomial:
    """The polynomial with another one in the place of a variable.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> print(put_in(x * x - y, "x", x + y))
    x^2 + 2*x*y + y^2 - y
    """
    parts = beside_powers(polynomial, name)
    return sum((own * value**power for power, own in parts.items()), Polynomial())

"""Exact numbers: the door by which numbers come in, how they are written, and the floats nearest to them."""

import re
from decimal import Decimal
from fractions import Fraction
from math import inf

from gametheory_paradox.errors import InvalidGame

# Below Python's own limit for reading integers, so that a hostile text cannot stall the reader.
MAX_DIGITS = 4000
BEYOND = 10**MAX_DIGITS
MAX_EXPONENT = 400

_NUMBER = re.compile(r"\s*([+-]?\d+)\s*/\s*(\d+)\s*|\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)


def exact(value: object, what: str = "number") -> Fraction:
    """The exact rational that ``value`` stands for.

    Integers, fractions and decimals are themselves; text is read as ``3``, ``1/3``, ``0.25`` or ``2.5e-3``; a
    Python float means the shortest decimal that prints it, so ``0.3`` is 3/10.

    Parameters
    ----------
    value
        The number.
    what
        What the number is, for the error message.

    Raises
    ------
    InvalidGame
        If it is not a finite number, or longer than 4,000 digits.

    Examples
    --------
    >>> exact("1/3"), exact(0.3), exact("2.5e-1")
    (Fraction(1, 3), Fraction(3, 10), Fraction(1, 4))
    """
    if isinstance(value, bool):
        raise InvalidGame(f"{what}: expected a number, got {value}")
    if isinstance(value, int | Fraction):
        return _short_enough(Fraction(value), what)
    if isinstance(value, Decimal | float):
        value = repr(float(value)) if isinstance(value, float) else str(value)
    if not isinstance(value, str):
        try:  # numpy's scalars, sympy's rationals: anything that says what it is as text
            value = str(value)
        except Exception as problem:
            kind = type(value).__name__
            raise InvalidGame(f"{what}: expected a number such as 3, 1/3 or 0.25, got {kind}") from problem
    return _short_enough(_read(value, what), what)


def nearest_float(number: Fraction | int) -> float:
    """The float nearest to a number; infinite where the number is beyond all floats."""
    return nearest_quotient(number.numerator, number.denominator)


def nearest_quotient(top: int, bottom: int) -> float:
    """The float nearest to a quotient of integers; infinite where that is beyond all floats."""
    try:
        return int(top) / int(bottom)
    except OverflowError:
        return inf if (top > 0) == (bottom > 0) else -inf


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the least denominator in a closed interval, of several the one closest to zero.

    Examples
    --------
    >>> simplest_between(Fraction(3, 10), Fraction(4, 10))
    Fraction(1, 3)
    """
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest_between(-high, -low)
    whole = -(-low.numerator // low.denominator)  # the least integer that is not below
    if whole <= high:
        return Fraction(whole)
    below = low.numerator // low.denominator
    return below + 1 / simplest_between(1 / (high - below), 1 / (low - below))


def _short_enough(number: Fraction, what: str) -> Fraction:
    if max(abs(number.numerator), number.denominator) >= BEYOND:
        raise InvalidGame(f"{what}: a number may have at most {MAX_DIGITS} digits")
    return number


def _read(text: str, what: str) -> Fraction:
    short = text if len(text) <= 40 else text[:37] + "…"
    if any(len(part) > MAX_DIGITS for part in text.split("/", 1)):
        raise InvalidGame(
            f"{what}: a number may have at most {MAX_DIGITS} digits, got {len(text)} characters"
        )
    match = _NUMBER.fullmatch(text)
    if not match:
        raise InvalidGame(f"{what}: expected a number such as 3, 1/3 or 0.25, got {short!r}")
    if match[2] is not None:
        if int(match[2]) == 0:
            raise InvalidGame(f"{what}: the denominator of {short!r} is zero")
        return Fraction(int(match[1]), int(match[2]))
    if match[4] and (len(match[4]) > 6 or abs(int(match[4][1:])) > MAX_EXPONENT):
        raise InvalidGame(f"{what}: the exponent of {short!r} is beyond ±{MAX_EXPONENT}")
    return Fraction(text.strip())

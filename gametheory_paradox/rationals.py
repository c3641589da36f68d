"""Exact numbers: the door by which numbers come in, how they are written, and the floats nearest to them."""

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from math import inf, isfinite
from typing import Literal

from gametheory_paradox.errors import InvalidGame

# Below Python's own limit for reading integers, so that a hostile text cannot stall the reader.
MAX_DIGITS = 4000
BEYOND = 10**MAX_DIGITS
MAX_EXPONENT = 400

LONGEST_DECIMAL = 3  # digits after the point of a number that is written exactly
LONGEST_FRACTION = 9  # characters; longer ones are rounded where the exact number stands elsewhere

Bound = Literal["", "lower", "upper"]
_ROUNDING: dict[Bound, str] = {"": ROUND_HALF_EVEN, "lower": ROUND_FLOOR, "upper": ROUND_CEILING}
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
    if isinstance(value, int):
        value = Fraction(value)
    if isinstance(value, Fraction):
        return _short_enough(value, what)
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


def simple_middle(low: Fraction, high: Fraction) -> Fraction:
    """The simplest number in the middle half of an interval."""
    return simplest_between((3 * low + high) / 4, (low + 3 * high) / 4)


def as_decimal(
    number: Fraction | float, *, digits: int | None = None, places: int = 0, bound: Bound = ""
) -> str:
    """A number as a decimal: the nearest one, of two the even; a bound is rounded so that it stays one.

    Parameters
    ----------
    number
        The number.
    digits
        How many digits count; zeros at the end are not written, very large and very small numbers with an
        exponent.
    places
        Where ``digits`` is left out: how many digits stand after the point, all of which are written.
    bound
        For a number that others are not below, or not above.

    Examples
    --------
    >>> as_decimal(Fraction(139, 150), digits=4), as_decimal(Fraction(139, 150), places=2)
    ('0.9267', '0.93')
    >>> as_decimal(Fraction(139, 150), places=4, bound="lower"), as_decimal(1e-7, digits=4)
    ('0.9266', '1e-07')
    """
    if isinstance(number, float) and not isfinite(number):
        return str(number)
    value = Fraction(number)
    if digits is not None:
        return _significant(value, digits, bound)
    scaled = value * 10**places
    lower = scaled.numerator // scaled.denominator
    whole = {"": round(scaled), "lower": lower, "upper": -(-scaled.numerator // scaled.denominator)}[bound]
    above, below = divmod(abs(whole), 10**places)
    return ("-" if whole < 0 else "") + str(above) + (f".{below:0{places}d}" if places else "")


def _significant(value: Fraction, digits: int, bound: Bound) -> str:
    context = Context(prec=digits, rounding=_ROUNDING[bound])
    near = context.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(context)
    exponent = near.adjusted()
    if not near or -5 < exponent < digits:
        return format(near, "f")
    return f"{format(near.scaleb(-exponent), 'f')}e{exponent:+03d}"


def short_decimal(number: Fraction, places: int = LONGEST_DECIMAL) -> str | None:
    """The number as an exact decimal with at most so many digits after the point, if it is one."""
    if (number * 10**places).denominator != 1:
        return None
    written = as_decimal(number, places=places)
    return written.rstrip("0").rstrip(".") if "." in written else written


class Numbers:
    """The numbers of one picture or table, as decimals if all of them are short ones, else as fractions.

    Parameters
    ----------
    numbers
        All the numbers that will stand side by side.

    Examples
    --------
    >>> Numbers([Fraction(5, 2), Fraction(-3)]).text(Fraction(5, 2))
    '2.5'
    >>> Numbers([Fraction(5, 2), Fraction(1, 3)]).text(Fraction(5, 2))
    '5/2'
    """

    def __init__(self, numbers: Iterable[Fraction]):
        self.decimal = all(short_decimal(number) is not None for number in numbers)

    def text(self, number: Fraction) -> str:
        """The number with a true minus sign; one that is too long for a picture is rounded and says so."""
        written = (short_decimal(number) if self.decimal else None) or str(number)
        if len(written) > LONGEST_FRACTION:
            written = f"≈{as_decimal(number, digits=4)}"
        return written.replace("-", "−")


def _short_enough(number: Fraction, what: str) -> Fraction:
    if abs(number.numerator) >= BEYOND or number.denominator >= BEYOND:
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

"""Fields of JSON objects: numbers as text, names, lists; InvalidGame says what is malformed."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.rationals import MAX_DIGITS

_NUMBER = re.compile(rf"-?\d{{1,{MAX_DIGITS}}}(/[1-9]\d{{0,{MAX_DIGITS - 1}}})?", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")  # of a character, which UTF-8 cannot write
_COMMON = {"0": Fraction(0), "1": Fraction(1)}  # of large trees most numbers are these


def number_from_data(data: object) -> Fraction:
    """A rational written by ``game_to_data``."""
    if isinstance(data, str) and data in _COMMON:
        return _COMMON[data]
    if not isinstance(data, str) or not _NUMBER.fullmatch(data):
        raise InvalidGame(f"expected a number as text, such as -1/3, got {data!r:.60}")
    number = Fraction(data)
    if str(number) != data:
        raise InvalidGame(f"expected a number in lowest terms, such as {number}, got {data!r:.60}")
    return number


def field_in(data: object, name: str) -> object:
    """A field that must be there."""
    if not isinstance(data, Mapping) or name not in data:
        raise InvalidGame(f"the field {name!r} is missing")
    return data[name]


def fields_in(data: object, *names: str) -> list[object]:
    """The fields of an object that has exactly these."""
    values = [field_in(data, name) for name in names]
    if isinstance(data, Mapping) and len(data) > len(names):
        more = next(name for name in data if name not in names)
        raise InvalidGame(f"there is no field {more!r:.60} here, only {', '.join(names)}")
    return values


def check_fields(data: object, *names: str) -> None:
    """Refuse what is no object, lacks one of these fields or has another."""
    fields_in(data, *names)


def payoff_fields(measure: str) -> tuple[str, ...]:
    """The fields with what is paid, and with the values of the measure if one is named."""
    return ("payoffs", "measures") if measure else ("payoffs",)


def list_in(data: object, length: int | None = None) -> Sequence[object]:
    """A list, of a given length if one is given."""
    if not isinstance(data, list | tuple) or (length is not None and len(data) != length):
        raise InvalidGame(f"expected a list{'' if length is None else f' of {length}'}, got {data!r:.60}")
    return data


def text_in(data: object, *, empty: bool = False) -> str:
    """Text, which may be empty only where that is said."""
    if not isinstance(data, str) or not (data or empty) or _HALF.search(data):
        raise InvalidGame(f"expected text, got {data!r:.60}")
    return data


def texts_in(data: object) -> list[str]:
    """A list of texts."""
    return [text_in(item) for item in list_in(data)]


def integer_in(data: object) -> int:
    """A whole number."""
    if isinstance(data, bool) or not isinstance(data, int):
        raise InvalidGame(f"expected a whole number, got {data!r:.60}")
    return data


def whole_in(data: object) -> int:
    """A whole number of at most nine digits, not negative."""
    if not 0 <= integer_in(data) < 10**9:
        raise InvalidGame(f"expected a whole number from 0 to {10**9 - 1}, got {data!r:.60}")
    return integer_in(data)

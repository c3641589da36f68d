"""Reading JSON: every field of the type it should have, and no other field."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

# Branches, supports, pairs of formulas: whatever could grow beyond reason is refused, not tried.
TOO_LARGE = 200_000


class Rejected(Exception):
    """The certificate proves nothing."""


class Unjudged(Rejected):
    """Nothing is said of the certificate: it rests on something that this checker does not look at."""


class OtherShares(Rejected):
    """A map's cutting proves other shares than the map states.

    Parameters
    ----------
    shares
        Those it is proved to be true on, and false on.
    """

    def __init__(self, why: str, shares: tuple[Fraction, Fraction]):
        super().__init__(why)
        self.shares = shares


def need(condition: bool, why: str) -> None:
    if not condition:
        raise Rejected(why)


def parse(text: str) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        need(len({key for key, _ in pairs}) == len(pairs), "a field is named twice")
        return dict(pairs)

    def no_number(token: str) -> None:
        raise Rejected(f"{token} is no number of a certificate")

    try:
        data = json.loads(text, object_pairs_hook=once, parse_constant=no_number, parse_float=no_number)
    except (ValueError, RecursionError) as problem:
        raise Rejected(f"not JSON that can be read: {type(problem).__name__}") from None
    need(type(data) is dict, "a certificate is one JSON object")
    return data


def fields(data: Any, *names: str) -> list[Any]:
    """The values of exactly these fields, no other field beside them."""
    need(
        type(data) is dict and set(data) == set(names),
        f"expected an object with the fields {', '.join(names)}",
    )
    return [data[name] for name in names]


def a_list(data: Any, length: int | None = None) -> list[Any]:
    need(type(data) is list and length in (None, len(data)), f"expected a list of length {length}")
    return data


def a_text(data: Any) -> str:
    need(type(data) is str, "expected a text")
    return data


def an_integer(data: Any) -> int:
    need(type(data) is int, "expected an integer")
    return data


def a_flag(data: Any) -> bool:
    need(type(data) is bool, "expected true or false")
    return data


def distinct_texts(data: Any) -> list[str]:
    names = [a_text(name) for name in a_list(data)]
    need(all(names) and len(set(names)) == len(names), "a name is empty or occurs twice")
    return names


def rational(data: Any) -> Fraction:
    text = a_text(data)
    need(len(text) <= 4000 and set(text) <= set("-/0123456789"), "a number is written otherwise")
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Rejected("a text is no rational number") from None
    need(str(value) == text, "a number is not in lowest terms")
    return value

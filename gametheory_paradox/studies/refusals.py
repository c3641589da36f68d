"""Refusals that name the point at which a question cannot be asked."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily


@contextmanager
def naming_point(family: GameFamily, point: Mapping[str, Fraction]) -> Iterator[None]:
    """A block in which a refusal says at which values of the parameters it was met."""
    try:
        yield
    except (InvalidGame, Unsupported) as problem:
        raise type(problem)(f"{point_said(family, point)}: {problem}") from problem


def point_said(family: GameFamily, point: Mapping[str, Fraction]) -> str:
    """A point by what is moved away from the baseline."""
    moved = family.moved(point)
    return f"at {moved}" if moved else "at the baseline"

"""Points with small fractions in a box: what counterexamples are made of."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.rationals import simplest_between

MOST_POINTS = 200


def simple_points(box: Box) -> Iterator[dict[str, Fraction]]:
    """Points of a box, first with the simplest coordinates, then in ever smaller parts of it."""
    seen, names = set(), list(box)
    for parts in (1, 2, 3, 5):
        choices = []
        for low, high in box.values():
            step = (high - low) / parts
            inner = [
                simplest_between(low + k * step + step / 8, low + (k + 1) * step - step / 8)
                for k in range(parts)
            ]
            choices.append(list(dict.fromkeys(inner)) if low < high else [low])

        for count, chosen in enumerate(product(*choices)):
            if count >= MOST_POINTS:
                break
            if chosen not in seen:
                seen.add(chosen)
                yield dict(zip(names, chosen, strict=True))

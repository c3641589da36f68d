"""The games with three and four players whose equilibria another program computed; always the same."""

from collections.abc import Iterator
from math import prod
from random import Random

SHAPES = ((2, 2, 2), (2, 2, 3), (3, 3, 3), (2, 2, 2, 2))
COUNT, LOW, HIGH = 300, -9, 9


def every_game() -> Iterator[tuple[str, tuple[int, ...], list[int]]]:
    """A name, the shape, and the payoffs cell by cell, the last player's action changing fastest."""
    for shape in SHAPES:
        size = "×".join(map(str, shape))
        for number in range(1, COUNT + 1):
            random = Random(f"{size} {number}")
            yield (
                f"{size} no. {number}",
                shape,
                [random.randint(LOW, HIGH) for _ in range(prod(shape) * len(shape))],
            )

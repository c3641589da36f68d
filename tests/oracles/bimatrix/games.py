"""Two-player games whose equilibria are all known: from the literature, degenerate ones, random ones."""

from collections.abc import Iterator
from random import Random

Matrix = list[list[int | str]]

# Payoffs as these repeat them: Gambit's catalog and contrib/games (von Stengel 1999, Savani and von Stengel
# 2006, Shapley 1974, Winkels 1979), QuantEcon.py's tests of lemke_howson (von Stengel 2007), lrslib's manual
# page and nashdemo.c, and Sage's game_theory/parser.py; Kohlberg and Mertens 1986 as the figure of that game
# in lecture notes has it.
LITERATURE: dict[str, tuple[Matrix, Matrix]] = {
    "von Stengel 1999: 75 equilibria": (
        [
            [9504, -660, 19976, -20526, 1776, -8976],
            [-111771, 31680, -130944, 168124, -8514, 52764],
            [397584, -113850, 451176, -586476, 29216, -178761],
            [171204, -45936, 208626, -263076, 14124, -84436],
            [1303104, -453420, 1227336, -1718376, 72336, -461736],
            [737154, -227040, 774576, -1039236, 48081, -300036],
        ],
        [
            [72336, 48081, 29216, 14124, 1776, -8514],
            [-461736, -300036, -178761, -84436, -8976, 52764],
            [1227336, 774576, 451176, 208626, 19976, -130944],
            [-1718376, -1039236, -586476, -263076, -20526, 168124],
            [1303104, 737154, 397584, 171204, 9504, -111771],
            [-453420, -227040, -113850, -45936, -660, 31680],
        ],
    ),
    "Savani and von Stengel 2006: 75 equilibria, small payoffs": (
        [
            [-81, 36, -126, 126, -36, 90],
            [-180, 72, -333, 297, -153, 270],
            [20, -3, 42, -33, 17, -30],
            [-30, 17, -33, 42, -3, 20],
            [270, -153, 297, -333, 72, -180],
            [90, -36, 126, -126, 36, -81],
        ],
        [
            [72, 36, 17, -3, -36, -153],
            [-180, -81, -30, 20, 90, 270],
            [297, 126, 42, -33, -126, -333],
            [-333, -126, -33, 42, 126, 297],
            [270, 90, 20, -30, -81, -180],
            [-153, -36, -3, 17, 36, 72],
        ],
    ),
    "Kohlberg and Mertens 1986: a circle of equilibria": (
        [[1, 0, -1], [-1, 0, -1], [1, 0, -2]],
        [[1, -1, 1], [0, 0, 0], [-1, -1, -2]],
    ),
    "Shapley 1974: figure 2": ([[2, 2, 0], [0, 3, 0], [3, 0, 1]], [[3, 0, 2], [0, 3, 2], [0, 0, 1]]),
    "Shapley 1974: figure 3": ([[0, 3, 0], [2, 2, 0], [3, 0, 1]], [[0, 2, 3], [3, 2, 0], [0, 0, 1]]),
    "Winkels 1979": (
        [[1, 3], [1, 3], [3, 1], [3, 1], ["5/2", "5/2"], ["5/2", "5/2"]],
        [[1, 2], [0, -1], [-2, 2], [4, -1], [-1, 6], [6, -1]],
    ),
    "von Stengel 2007: a degenerate game": ([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]]),
    "lrsnash: the example of its manual": ([[0, 6], [2, 5], [3, 3]], [[1, 0], [0, 2], [4, 3]]),
    "lrslib: nashdemo, sums and products": (
        [[s + t for t in range(4)] for s in range(3)],
        [[s * t for t in range(4)] for s in range(3)],
    ),
    "lrslib: nashdemo, a player who does not care": (
        [[f"{s + t}/2" for t in range(4)] for s in range(3)],
        [["1/3"] * 4 for _ in range(3)],
    ),
    "Sage, on the output of lrsnash: a segment and two points": (
        [[-7, -5, 5], [5, 5, 3], [1, -6, 1]],
        [[-9, 7, 9], [6, -2, -3], [-4, 6, -10]],
    ),
}


def degenerate() -> Iterator[tuple[str, Matrix, Matrix]]:
    """Families degenerate by design, and coordination games, which have the most equilibria of their size."""
    random = Random(1)

    def matrix(m: int, n: int) -> Matrix:
        return [[random.randint(-3, 3) for _ in range(n)] for _ in range(m)]

    for m in range(2, 6):
        for n in range(2, 6):
            zero, any_, other = [[0] * n for _ in range(m)], matrix(m, n), matrix(m, n)
            yield "nobody cares", zero, zero
            yield "the second does not care", any_, zero
            yield "identical rows", [any_[0]] * m, [other[0]] * m
            yield "identical rows for the first alone", [any_[0]] * m, other
            yield "a row twice", [*any_, any_[0]], [*other, other[0]]
            yield (
                "a row and a column twice",
                *([[*row, row[0]] for row in [*side, side[0]]] for side in (any_, other)),
            )
            yield "a column of zeros", *([[0, *row[1:]] for row in side] for side in (any_, other))
            yield "zero sum", any_, [[-p for p in row] for row in any_]
            yield "common interest", any_, any_
            yield "a payoff that ignores the own action", [any_[0]] * m, [[row[0]] * n for row in other]
    for n in range(2, 7):
        unit = [[int(i == j) for j in range(n)] for i in range(n)]
        yield "coordination", unit, unit
        yield "anything but the same", *([[[1 - p for p in row] for row in unit]] * 2)
        yield "matching pennies", unit, [[-p for p in row] for row in unit]
        cycle = [[int((i - j) % n == 1) - int((j - i) % n == 1) for j in range(n)] for i in range(n)]
        yield "each beats the one before", cycle, [[-p for p in row] for row in cycle]


def randomly() -> Iterator[tuple[str, Matrix, Matrix]]:
    """Integers from small ranges, 2×2 to 6×6: the smaller the range, the more games are degenerate."""
    random = Random(2)
    for low, high in ((0, 1), (0, 2), (-2, 2), (-9, 9)):
        for m in range(2, 7):
            for n in range(2, 7):
                for _ in range(40):
                    yield (
                        f"{low} to {high}",
                        *([[random.randint(low, high) for _ in range(n)] for _ in range(m)] for _ in "ab"),
                    )


def every_game() -> Iterator[tuple[str, Matrix, Matrix]]:
    """All of them: a name, and the two players' payoffs."""
    for name, (first, second) in LITERATURE.items():
        yield name, first, second
    yield from degenerate()
    yield from randomly()

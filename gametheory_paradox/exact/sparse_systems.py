"""A solution of a large linear system of integers, of any shape, exactly.

Elimination modulo a prime says which rows and columns are independent; on these the system is square and is
solved by lifting from a prime (python-flint).  The prime may be an unlucky one, and the other rows may
contradict: the caller checks the answer.

Sources: dixon1982 (lifting).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from flint import fmpq_mat, fmpz_mat, nmod_mat

_PRIME = 2**61 - 1

SparseRow = Mapping[int, int]


def proposed_solution(
    rows: Sequence[SparseRow], right: Sequence[int], near: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """Proposes a vector that satisfies as many independent rows as there are, and is else as given.

    If the system has solutions and the prime is not an unlucky one, it is a solution.

    Parameters
    ----------
    rows
        Each as {column: coefficient} without zeros.
    right
        What each row equals.
    near
        For each column what it is where the rows leave a choice.

    Sources
    -------
    dixon1982

    Examples
    --------
    >>> found = proposed_solution([{0: 1, 1: 2}, {0: 2, 1: 4}, {1: 3, 2: 1}], [1, 2, 1], [Fraction(1, 4)] * 3)
    >>> list(map(str, found))
    ['1/2', '1/4', '1/4']
    """
    width = len(near)
    everything = {column: column for column in range(width)}
    independent = (
        _pivots(fmpz_mat([_dense(row, everything) for row in rows]).transpose()) if rows and width else []
    )
    if not independent:
        return tuple(near)

    # The square system in the independent rows and columns; the other columns are moved to the right side.
    kept = [rows[number] for number in independent]
    chosen = _pivots(fmpz_mat([_dense(row, everything) for row in kept]))
    place = {column: number for number, column in enumerate(chosen)}
    free = {column: value for column, value in enumerate(near) if column not in place}
    scale = lcm(*(value.denominator for value in free.values()))
    shifted = {column: int(value * scale) for column, value in free.items() if value}
    sides = [
        right[number] * scale - sum(v * shifted[c] for c, v in row.items() if c in shifted)
        for number, row in zip(independent, kept, strict=True)
    ]

    square = fmpq_mat(fmpz_mat([_dense(row, place) for row in kept]))
    solution = square.solve(fmpq_mat(fmpz_mat([[side] for side in sides])))
    found = list(near)
    for number, column in enumerate(chosen):
        value = solution[number, 0]
        found[column] = Fraction(int(value.p), int(value.q) * scale)
    return tuple(found)


def _dense(row: SparseRow, place: Mapping[int, int]) -> list[int]:
    """A row in full; ``place`` says where each column that stays goes."""
    entries = [0] * len(place)
    for column, coefficient in row.items():
        if column in place:
            entries[place[column]] = coefficient
    return entries


def _pivots(matrix: fmpz_mat) -> list[int]:
    """The first columns that are independent modulo the prime."""
    reduced, rank = nmod_mat(matrix, _PRIME).rref()
    found: list[int] = []
    column = 0
    for row in range(rank):
        while not int(reduced[row, column]):
            column += 1
        found.append(column)
        column += 1
    return found

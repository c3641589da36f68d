"""Mixtures of a cell at which an action that is nowhere better is just as good as another one."""

from itertools import product

from gametheory_paradox.claims.equilibria.profile_cells import Cell, Row
from gametheory_paradox.errors import CertificateRejected

MOST_BOXES = 300  # looked at


def without_gain(cell: Cell, who: int, gains: Row) -> dict[int, list[int]]:
    """For each other player its vertices that occur in a tuple without gain."""
    others = [other for other in range(len(cell.sizes)) if other != who]
    kept: dict[int, set[int]] = {other: set() for other in others}
    for tuple_, gain in zip(product(*(range(cell.sizes[other]) for other in others)), gains, strict=True):
        if not gain:
            for other, vertex in zip(others, tuple_, strict=True):
                kept[other].add(vertex)
    return {other: sorted(vertices) for other, vertices in kept.items()}


def boxes_without_gain(cell: Cell, who: int, gains: Row) -> list[dict[int, list[int]]]:
    """The largest products of the others' vertices in whose tuples there is no gain.

    Where no gain is negative, the mixtures without gain are those whose vertices are all in one of them.

    Raises
    ------
    CertificateRejected
        If there are too many to look at.
    """
    others = [other for other in range(len(cell.sizes)) if other != who]
    tuples = product(*(range(cell.sizes[other]) for other in others))
    gaining = [vertices for vertices, gain in zip(tuples, gains, strict=True) if gain]
    whole = tuple(frozenset(range(cell.sizes[other])) for other in others)
    waiting, seen, found = [whole], {whole}, []
    while waiting:
        box = waiting.pop()
        inside = next((own for own in gaining if all(map(frozenset.__contains__, box, own))), None)
        if inside is None:
            found.append(box)
            continue

        # Somebody does not use its vertex of this tuple.
        for place, vertex in enumerate(inside):
            smaller = (*box[:place], box[place] - {vertex}, *box[place + 1 :])
            if smaller[place] and smaller not in seen:
                seen.add(smaller)
                waiting.append(smaller)
        if len(seen) > MOST_BOXES:
            raise CertificateRejected("too many parts of a cell in which there is no gain")
    largest = [
        box for box in found if not any(box != o and all(map(frozenset.issubset, box, o)) for o in found)
    ]
    return [dict(zip(others, own, strict=True)) for own in sorted(list(map(sorted, box)) for box in largest)]

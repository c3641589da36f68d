"""The parts of the mixed profiles that a search leaves open, as bounds of what is played there."""

from collections.abc import Sequence

from gametheory_paradox.claims.equilibria.profile_bounds import ProfileBounds
from gametheory_paradox.claims.equilibria.profile_cells import ProfileCell
from gametheory_paradox.games import InformationSet

MOST_TOLD_APART = 500  # open cells of which it is seen which touch


def open_parts(
    information_sets: tuple[InformationSet, ...], cells: Sequence[ProfileCell]
) -> tuple[ProfileBounds, ...]:
    """Bounds of cells that touch, or whose bounds do; where there are many cells, of all together."""
    if len(cells) > MOST_TOLD_APART:
        return (ProfileBounds.around(information_sets, cells),)
    parts: list[ProfileBounds] = []
    for cell in cells:
        bounds = ProfileBounds.around(information_sets, [cell])
        near = [part for part in parts if part.touches(bounds)]
        parts = [part for part in parts if part not in near]
        parts.append(bounds.joined(*near))
    return tuple(parts)

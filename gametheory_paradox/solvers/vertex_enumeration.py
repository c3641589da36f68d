"""Every Nash equilibrium of a two-player game, degenerate or not, with a proof that there are no others.

Walks over all vertices of both best-response polytopes, whose right-hand sides are perturbed so that every
vertex is simple; the closed list of vertices is itself the proof (see
:mod:`gametheory_paradox.claims.equilibria.every_nash`).  Pairs of vertices that together carry every label
are the extreme equilibria.

Sources: mangasarian1964, avis1992 (perturbed pivots), avis2010 (all equilibria of bimatrix games).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from gametheory_paradox.claims.equilibria.every_nash import mixture
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, connected
from gametheory_paradox.solvers.nash_subsets import maximal_nash_subsets, subsets_of_each_vertex
from gametheory_paradox.solvers.vertex_lists import complementary, vertex_lists
from gametheory_paradox.solvers.vertex_walk import VertexList


@dataclass(frozen=True, eq=False, repr=False)
class VertexEquilibria(Equilibria):
    """Equilibria that two lists of vertices determine; their proof, much longer, is written when asked for.

    Parameters
    ----------
    vertices
        The vertices of each player's polytope.
    """

    vertices: tuple[VertexList, VertexList] = field(kw_only=True, repr=False, compare=False)

    def __post_init__(self) -> None:
        del self.__dict__["proof"]  # what the constructor put there hides the property

    @cached_property  # type: ignore[misc]  # it reads like the field that it overrides
    def proof(self) -> Mapping[str, object] | None:
        """The two lists of vertices by labels, without the perturbation where it makes no difference."""
        if self.completeness.status != "proved":
            return None
        perturbations, vertices = zip(*map(_written, self.vertices), strict=True)
        return {"kind": "vertices", "perturbations": list(perturbations), "vertices": list(vertices)}


def _written(listed: VertexList) -> tuple[list[int], list[list[Any]]]:
    rows = listed.rows()
    if listed.tight() != listed.labels():
        return list(listed.perturbation), rows
    for row in rows:
        row[2] = [0] * len(row[1])
    return [0] * len(listed.perturbation), rows


def vertex_enumeration(game: NormalForm[Fraction], clock: Clock) -> VertexEquilibria:
    """Finds every extreme equilibrium, the maximal Nash subsets and the connected components.

    Parameters
    ----------
    game
        A two-player game.
    clock
        When to give up.

    Returns
    -------
    The equilibria; completeness is proved unless the budget was spent, in which case these are what was found
    so far; or all, but with Nash subsets that are not all maximal, where there are too many of those to list.
    It says which.
    """
    given = clock.left
    first, second, stopped = vertex_lists(game, clock)
    with unhurried():
        pairs = complementary(game, first, second, seconds=clock.extended(given).left if stopped else None)
    xs, ys = _mixtures(first, [a for a, _ in pairs]), _mixtures(second, [b for _, b in pairs])
    information_sets = game.information_sets
    profiles = tuple(Profile(information_sets, (xs[a], ys[b])) for a, b in pairs)
    subsets, gave_up = maximal_nash_subsets(pairs, clock)

    if stopped:
        why = f"{stopped} while the vertices of the two best-response polytopes were being listed"
    elif gave_up:
        why = (
            f"these are all extreme equilibria, but {gave_up} while the maximal Nash subsets were being "
            "listed: the subsets given, one per extreme strategy, are not all maximal"
        )
    else:
        counts = f"{len(first)} and {len(second)}"
        why = f"the closed lists of {counts} vertices of the two best-response polytopes were matched"

    return VertexEquilibria(
        game,
        "nash",
        "vertex_enumeration",
        profiles,
        subsets,
        connected(len(pairs), subsets_of_each_vertex(pairs)),
        Completeness("budget" if stopped or gave_up else "proved", why),
        vertices=(first, second),
    )


def _mixtures(listed: VertexList, numbers: Sequence[int]) -> dict[int, tuple[Fraction, ...]]:
    distinct = list(dict.fromkeys(numbers))
    return dict(zip(distinct, map(mixture, listed.coordinates(distinct)), strict=True))

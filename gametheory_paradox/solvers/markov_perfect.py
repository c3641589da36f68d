"""Every stationary Markov perfect equilibrium of a stochastic game, mixtures included, by cutting.

Mixtures and values are looked at together.  On a cell two maps bound everyone's values in all its equilibria;
an action that then gives less than another is excluded.  Where one equilibrium with given supports shows, a
region around it holds no other, and what is left of the cell is its faces.  Else the cell is cut.  The steps
are the proof; it is complete where no cell stays open.

Sources: shapleystochastic1953 (the maps), krawczyk1969 (uniqueness), neumaier1990 (branch and bound).
"""

from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.claims.equilibria.state_cells import StateCell
from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, singletons
from gametheory_paradox.solvers.open_parts import open_parts
from gametheory_paradox.solvers.pure_markov_perfect import pure_markov_perfect
from gametheory_paradox.solvers.state_boxes import box_around
from gametheory_paradox.solvers.state_outlook import Outlook
from gametheory_paradox.solvers.state_search import StateSearch

CONCEPT = "markov-perfect"
FINEST = 1 / (1 << 10)  # edges shorter than this are not cut
MOST_FOR_ALL = 0.9  # of the time that is left
MOST_OPEN = 200  # cells that may stay open before the search is given up


def markov_perfect(game: StochasticGame[Fraction], clock: Clock) -> Equilibria:
    """Finds every stationary Markov perfect equilibrium, proved complete where no cell stays open.

    Parameters
    ----------
    game
        A stochastic game.
    clock
        When to give up.
    """
    search, most = _MixtureSearch(game), clock.part(MOST_FOR_ALL)
    while search.walk.stack and not most.is_over and len(search.walk.open_cells) < MOST_OPEN:
        search.advance()
    walk = search.walk
    profiles = sorted(walk.points, key=lambda profile: profile.probabilities, reverse=True)
    boxes = tuple(box.bounds(walk.tables) for box in walk.isolating)

    if walk.stack and most.is_over:
        completeness, proof = Completeness("budget", f"{most.ended()} before every cell was looked at"), None
    elif walk.stack or walk.open_cells:
        why = "some cells stay open, where there may be further equilibria, infinitely many or none"
        completeness, proof = Completeness("partial", why), None
    else:
        why = f"{len(search.steps)} steps cut the space of mixtures and values and leave nothing open"
        completeness = Completeness("proved", why)
        proof = {
            "kind": "state-cells",
            "boxes": [box.to_data() for box in walk.boxes],
            "cutting": search.steps,
        }

    left = [cell.simplices for cell in (*walk.open_cells, *walk.stack)]
    undecided = open_parts(game.information_sets, left)
    single = singletons(len(profiles) + len(boxes))
    found = Equilibria(
        game,
        CONCEPT,
        "markov_perfect",
        tuple(profiles),
        single,
        single,
        completeness,
        proof,
        boxes,
        undecided,
    )

    return with_pure_ones(found, clock)


def with_pure_ones(found: Equilibria, clock: Clock) -> Equilibria:
    """The equilibria of a stochastic game, where not all are known with all pure ones."""
    game, completeness = found.game, found.completeness
    if completeness.status == "proved" or not isinstance(game, StochasticGame):
        return found
    pure = pure_markov_perfect(game, clock)
    are_all = pure.completeness.status == "proved"
    said = "all pure ones are listed" if are_all else "further pure ones were not looked for"
    everything = found.with_further(pure.profiles)
    return replace(everything, completeness=Completeness(completeness.status, f"{completeness.why}; {said}"))


class _MixtureSearch(StateSearch):
    """The search among mixtures."""

    def __init__(self, game: StochasticGame[Fraction]):
        super().__init__(game, pure=False)

    def part(self, cell: StateCell) -> None:
        """Isolates the one equilibrium in a cell, or cuts it."""
        outlook = Outlook(cell)
        number = self._isolated(cell) if outlook.is_near else None
        if number is not None:
            self.take(["u", number])
            return
        edge = outlook.edge(FINEST)
        self.take(["s", *edge, 1, 2] if edge else ["?"])

    def _isolated(self, cell: StateCell) -> int | None:
        """The number of an isolating box in whose region the cell lies; None if there is none."""
        assert cell.values is not None
        for number, box in enumerate(self.walk.boxes):
            if box.supports == cell.supports and box.covers(cell.simplices, cell.values):
                return number
        found = box_around(cell)
        if found is None:
            return None
        try:
            self.walk.add(found)
        except CertificateRejected:
            if self.walk.boxes and self.walk.boxes[-1] is found:
                self.walk.boxes.pop()
            return None
        return len(self.walk.boxes) - 1

"""Every pure stationary Markov perfect equilibrium of a stochastic game, by branch and bound.

Pure profiles are cut into parts by what is done at information sets.  On each part two maps bound everyone's
values in all its equilibria; an action that then gives less than another is excluded; what is left is parted
further.  Single profiles are tested exactly.  The steps are the proof, so that the list is complete, also if
it is empty; equilibria in mixtures are not looked at.

Sources: shapleystochastic1953 (the maps), neumaier1990 (branch and bound).
"""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.state_cells import StateCell
from gametheory_paradox.clock import Clock
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.solvers.state_search import StateSearch

CONCEPT = "pure-markov-perfect"


def pure_markov_perfect(game: StochasticGame[Fraction], clock: Clock) -> Equilibria:
    """Finds every pure stationary Markov perfect equilibrium, proved complete as the list of pure ones.

    Parameters
    ----------
    game
        A stochastic game.
    clock
        When to give up.
    """
    search = _PureSearch(game)
    while search.walk.stack and not clock.is_over:
        search.advance()
    profiles = sorted(search.walk.points, key=lambda profile: profile.probabilities, reverse=True)
    if search.walk.stack:
        completeness = Completeness("budget", f"{clock.ended()} before every part was looked at")
        return isolated(game, CONCEPT, "pure_markov_perfect", profiles, completeness)
    why = (
        f"{len(search.steps)} steps part and bound all pure profiles, and {len(profiles) or 'none'} "
        f"{'is' if len(profiles) < 2 else 'are'} left; mixtures were not looked at"
    )
    proof = {"kind": "pure-state-cells", "cutting": search.steps}
    return isolated(game, CONCEPT, "pure_markov_perfect", profiles, Completeness("proved", why), proof)


class _PureSearch(StateSearch):
    """The search among pure profiles."""

    def __init__(self, game: StochasticGame[Fraction]):
        super().__init__(game, pure=True)

    def part(self, cell: StateCell) -> None:
        """Parts a cell where the most is at stake, by the action there that is closest to being excluded."""
        choices = []
        for number in range(len(cell.simplices)):
            played = cell.played(number)
            if len(played) > 1:
                gains = [(self._highest_gain(cell, number, action), action) for action in played]
                choices.append((max(gains)[0], number, min(gains)[1]))
        _, number, action = max(choices)
        self.take(["p", number, action])

    def _highest_gain(self, cell: StateCell, number: int, action: int) -> Fraction:
        """The most that an action may give more than each other one."""
        others = (other for other in cell.tables.actions(number) if other != action)
        return min(cell.highest_gain(number, action, other) for other in others)

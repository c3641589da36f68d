"""Every pure stationary Markov perfect equilibrium of a stochastic game, by branch and bound.

Pure profiles are cut into parts by what is done at information sets.  On each part two maps bound everyone's
values in all its equilibria; an action that then gives less than another is excluded; what is left is parted
further.  Single profiles are tested exactly.  The steps are the proof, so that the list is complete, also if
it is empty; equilibria in mixtures are not looked at.

Sources: shapley1953 (the maps), neumaier1990 (branch and bound).
"""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.every_markov_perfect import StateWalk
from gametheory_paradox.claims.equilibria.markov_perfect import is_markov_perfect
from gametheory_paradox.claims.equilibria.profile_cells import normalized
from gametheory_paradox.claims.equilibria.state_cells import StateCell
from gametheory_paradox.clock import Clock
from gametheory_paradox.games import Profile, StochasticGame
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.solvers.value_bounds import bounds_on

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
    search = _Search(game)
    while search.walk.stack and not clock.is_over:
        search.advance()
    profiles = sorted(search.walk.points, key=lambda profile: profile.probabilities, reverse=True)
    if search.walk.stack:
        completeness = Completeness("budget", "the budget ended before every part was looked at")
        return isolated(game, CONCEPT, "pure_markov_perfect", profiles, completeness)
    count = "no pure profile is" if not profiles else f"{len(profiles)} of the pure profiles {'is' if len(profiles) == 1 else 'are'}"
    why = f"{count} Markov perfect, by {len(search.steps)} steps that part and bound them; mixtures were not looked at"
    proof = {"kind": "pure-state-cells", "cutting": search.steps}
    return isolated(game, CONCEPT, "pure_markov_perfect", profiles, Completeness("proved", why), proof)


class _Search:
    """A walk that chooses its own steps."""

    def __init__(self, game: StochasticGame[Fraction]):
        self.game, self.walk = game, StateWalk(game, pure=True)
        self.steps: list[list[object]] = []

    def _take(self, step: list[object]) -> StateCell | None:
        """Takes a step with the next cell; the cell that is next then, if it is what is left of that one."""
        cell = self.walk.stack.pop()
        left = self.walk.take(cell, step[0], step[1:])
        self.steps.append(step)
        self.walk.stack.extend(left)
        return left[-1] if left else None

    def advance(self) -> None:
        """Settles or parts the next cell."""
        cell: StateCell | None = self.walk.stack[-1]
        assert cell is not None
        if cell.is_point:
            self._settle(cell)
            return
        values = bounds_on(cell)
        if values is not None:
            cell = self._take(["v", values.scale, *([list(row) for row in own] for own in (values.lows, values.highs))])
        excluded = self._exclude(cell) if cell else None
        if excluded is None:
            return
        cell, changed = excluded
        if not changed and not cell.is_point:
            self._take(["p", *self._branch(cell)])

    def _exclude(self, cell: StateCell) -> tuple[StateCell, bool] | None:
        """Leaves out what is worse; what is left of the cell and whether that is less, or None."""
        changed = False
        for number in range(len(cell.simplices)):
            for worse in cell.played(number):
                better = next((b for b in cell.tables.actions(number) if b != worse and cell.highest_gain(number, worse, b) < 0), None)
                if better is None:
                    continue
                changed, left = True, self._take(["x", number, worse, better])
                if left is None:
                    return None
                cell = left
        return cell, changed

    def _branch(self, cell: StateCell) -> tuple[int, int]:
        """The set and the action that come closest to being excluded."""
        found = []
        for number in range(len(cell.simplices)):
            played = cell.played(number)
            if len(played) > 1:
                for action in played:
                    gain = min(cell.highest_gain(number, action, b) for b in cell.tables.actions(number) if b != action)
                    found.append((gain, number, action))
        gain, number, action = min(found)
        return number, action

    def _settle(self, cell: StateCell) -> None:
        """Tests a single profile exactly."""
        profile = Profile(self.game.information_sets, tuple(normalized(s[0]) for s in cell.simplices))
        if is_markov_perfect(self.game, profile):
            self._take(["a"])
            return
        exactly = self._take(["v"])
        assert exactly is not None
        if self._exclude(exactly) is not None:
            raise AssertionError("a profile from which somebody gains keeps all its actions")

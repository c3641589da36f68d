"""The search through cells of stationary profiles, whose steps become the proof."""

from contextlib import suppress
from fractions import Fraction

from gametheory_paradox.claims.equilibria.every_markov_perfect import MOST_DETERMINANTS, StateWalk
from gametheory_paradox.claims.equilibria.state_cells import StateCell
from gametheory_paradox.claims.equilibria.state_determinants import determinants, outdone
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.solvers.value_bounds import bounds_on

MOST_WORK = 1 << 20  # determinants in a comparison, times four for each state
MOST_FOR_PURE = 1 << 18  # the same where pure profiles are parted, of which bounds leave few


class StateSearch:
    """A walk through cells that chooses its own steps.

    Parameters
    ----------
    game
        The game, with payoffs alone.
    pure
        Whether pure profiles alone are looked for.
    """

    def __init__(self, game: StochasticGame[Fraction], *, pure: bool):
        self.game, self.walk = game, StateWalk(game, pure=pure)
        self.steps: list[list[object]] = []

    def part(self, cell: StateCell) -> None:
        """Takes a step with a cell in which nothing is excluded any more."""
        raise NotImplementedError

    def take(self, step: list[object]) -> StateCell | None:
        """Takes a step with the next cell; gives what comes next of it, if anything is left."""
        left = self.walk.take(self.walk.stack[-1], step[0], step[1:])
        self.walk.stack.pop()
        self.steps.append(step)
        self.walk.stack.extend(left)
        return left[-1] if left else None

    def advance(self) -> None:
        """Settles the next cell, leaves out what is worse there, or cuts or parts it."""
        cell = self.walk.stack[-1]
        if cell.is_point:
            self._settle()
            return

        # Determinants take longer, the more profiles a cell has, and bounds, the smaller it is.
        ways = (self._narrow, self._outdo) if self.walk.pure else (self._outdo, self._narrow)
        for leave_out in ways:
            left, changed = leave_out(cell)
            if left is None or changed:
                return
            cell = left
        self.part(cell)

    def _narrow(self, cell: StateCell) -> tuple[StateCell | None, bool]:
        """Bounds values, and leaves out what is then worse; what is left, and whether an action is not."""
        bounded = self._bounded(cell)
        return self._exclude(bounded) if bounded else (None, False)

    def _outdo(self, cell: StateCell) -> tuple[StateCell | None, bool]:
        """Leaves out what determinants show to be worse; what is left, and whether an action is not."""
        work, changed = MOST_FOR_PURE if self.walk.pure else MOST_WORK, False
        most = min(MOST_DETERMINANTS, work // 4 ** len(self.game.states))
        for number in range(len(cell.simplices)):
            if determinants(cell, number) > most:
                continue
            actions = cell.tables.actions(number)
            pairs = [(a, b) for a in cell.played(number) for b in actions if a != b]
            for worse, better in dict(outdone(cell, number, pairs)).items():
                left = self.take(["d", number, worse, better])
                if left is None:
                    return None, True
                cell, changed = left, True
        return cell, changed

    def _bounded(self, cell: StateCell) -> StateCell | None:
        """Brings bounds of values closer, if they come closer; what is left of the cell."""
        for narrow in (True, False):
            values = bounds_on(cell, gaps=not self.walk.pure, narrow=narrow)
            if values is None:
                break
            # Closer differences move probability another way, which now and then shows less than wider ones.
            with suppress(CertificateRejected):
                return self.take(["v", *values.to_data()])
        return cell

    def _exclude(self, cell: StateCell) -> tuple[StateCell | None, bool]:
        """Leaves out what bounds show to be worse; what is left, and whether an action is not."""
        changed = False
        for number in range(len(cell.simplices)):
            for worse in cell.played(number):
                better = self._better(cell, number, worse)
                if better is None:
                    continue
                left = self.take(["x", number, worse, better])
                if left is None:
                    return None, True
                cell, changed = left, True
        return cell, changed

    def _better(self, cell: StateCell, number: int, worse: int) -> int | None:
        """An action that gives more than another everywhere in a cell."""
        for other in cell.tables.actions(number):
            if other != worse and cell.is_worse(number, worse, other):
                return other
        return None

    def _settle(self) -> None:
        """Takes all steps with the next cell, a single profile: an equilibrium, or somebody gains."""
        try:
            self.take(["a"])
        except CertificateRejected:
            exactly = self.take(["v"])
            assert exactly is not None
            left, _ = self._exclude(exactly)
            if left is not None:
                raise AssertionError("a profile from which somebody gains keeps all its actions") from None

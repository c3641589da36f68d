"""Markov perfect equilibria: pure ones, and all of them state by state.

Sources: shapleystochastic1953 (the maps), krawczyk1969 (uniqueness), neumaier1990 (branch and bound).
"""

from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated, singletons
from gametheory_paradox.forms.states.proofs.markov_perfect import MOST_DETERMINANTS, StateWalk
from gametheory_paradox.forms.states.proofs.state_cells import StateCell
from gametheory_paradox.forms.states.proofs.state_determinants import determinants, outdone
from gametheory_paradox.forms.states.solvers.state_boxes import Outlook, box_around
from gametheory_paradox.forms.states.solvers.value_bounds import bounds_on
from gametheory_paradox.forms.tables.solvers.cell_search import open_parts

# The search through cells of stationary profiles, whose steps become the proof
# ----------------------------------------------------------------------------

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


# Every pure stationary Markov perfect equilibrium of a stochastic game, by branch and bound
#
# Pure profiles are cut into parts by what is done at information sets.  On each part two maps bound
# everyone's values in all its equilibria; an action that then gives less than another is excluded; what is
# left is parted further.  Single profiles are tested exactly.  The steps are the proof, so that the list is
# complete, also if it is empty; equilibria in mixtures are not looked at.
# ----------------------------------------------------------------------------

PURE_CONCEPT = "pure-markov-perfect"


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
        return isolated(game, PURE_CONCEPT, "pure_markov_perfect", profiles, completeness)
    why = (
        f"{len(search.steps)} steps part and bound all pure profiles, and {len(profiles) or 'none'} "
        f"{'is' if len(profiles) < 2 else 'are'} left; mixtures were not looked at"
    )
    proof = {"kind": "pure-state-cells", "cutting": search.steps}
    return isolated(game, PURE_CONCEPT, "pure_markov_perfect", profiles, Completeness("proved", why), proof)


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


# Every stationary Markov perfect equilibrium of a stochastic game, mixtures included, by cutting
#
# Mixtures and values are looked at together.  On a cell two maps bound everyone's values in all its
# equilibria; an action that then gives less than another is excluded.  Where one equilibrium with given
# supports shows, a region around it holds no other, and what is left of the cell is its faces.  Else the cell
# is cut.  The steps are the proof; it is complete where no cell stays open.
# ----------------------------------------------------------------------------

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

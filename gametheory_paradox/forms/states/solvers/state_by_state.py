"""Every stationary Markov perfect equilibrium of a game whose states are ordered, from tables and blocks.

The way is that of :mod:`gametheory_paradox.forms.states.proofs.ordered_states`; each table and each block
that is met is solved and its proof kept, in the order in which they are met.

Source: iskhakov2016 (recursive lexicographical search).
"""

from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import CertificateRejected, OutOfTime
from gametheory_paradox.forms import NormalForm, Profile, StochasticGame
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, connected
from gametheory_paradox.forms.states.proofs.ordered_states import OrderedStates, Part
from gametheory_paradox.forms.states.solvers.markov_perfect import CONCEPT, markov_perfect, with_pure_ones
from gametheory_paradox.forms.tables.solvers.table_equilibria import table_equilibria
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import NOT_WORTH_THE_SAME

SEVERAL_WORTHS = f"{NOT_WORTH_THE_SAME}; its extreme ones were followed"


def state_by_state(game: StochasticGame[Fraction], clock: Clock) -> Equilibria:
    """Finds every stationary Markov perfect equilibrium, from the last states back to the first.

    Parameters
    ----------
    game
        A stochastic game whose states are ordered.
    clock
        When to give up.

    Returns
    -------
    The equilibria, of infinitely many the extreme ones; complete when every table and block was solved
    completely, and no state that others lead to has infinitely many equilibria that are worth different
    amounts.  Where one is known by a box alone, what is found by ``markov_perfect``.

    Sources
    -------
    iskhakov2016
    """
    parts, subsets = _Parts(clock), list[list[Profile]]()
    states = OrderedStates(game, parts.solve)
    try:
        for corners in states.subsets():
            subsets.append(corners)
            clock.check()
        completeness = Completeness(
            "proved", "all states are settled along every branch, the last ones first"
        )
    except OutOfTime as problem:
        completeness = Completeness("budget", str(problem))
    except CertificateRejected as problem:
        if parts.has_boxes:
            return markov_perfect(game, clock)
        completeness = Completeness("partial", str(problem))
    if states.several_worths and completeness.status == "proved":
        completeness = Completeness("partial", SEVERAL_WORTHS)

    every = {profile for corners in subsets for profile in corners}
    profiles = sorted(every, key=lambda profile: profile.probabilities, reverse=True)
    number = {profile: place for place, profile in enumerate(profiles)}
    numbered = tuple(dict.fromkeys(tuple(sorted(number[own] for own in corners)) for corners in subsets))
    found = Equilibria(
        game,
        CONCEPT,
        "state_by_state",
        tuple(profiles),
        numbered,
        connected(len(profiles), numbered),
        completeness,
        {"kind": "ordered-states", "parts": parts.proofs} if completeness.status == "proved" else None,
    )
    return with_pure_ones(found, clock)


class _Parts:
    """The tables and blocks of a game, solved as they are met."""

    def __init__(self, clock: Clock):
        self.clock, self.has_boxes = clock, False
        self.proofs: list[object] = []

    def solve(self, part: Part) -> EquilibriumSet:
        """All equilibria of a table or a block."""
        if isinstance(part, NormalForm):
            found = table_equilibria(part, self.clock)
        else:
            found = markov_perfect(part, self.clock)
        self.clock.check()
        if found.proof is None:
            raise CertificateRejected(f"not all is settled: {found.completeness.why}")
        self.has_boxes = self.has_boxes or bool(found.boxes)
        self.proofs.append(found.proof)
        return check_proof(part, found.concept, part.players[0], found.proof)

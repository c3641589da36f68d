"""Every weak sequential equilibrium of a tree: sequentially rational, by Bayes' rule where play comes.

The search is that of :mod:`gametheory_paradox.solvers.assessment_search`.

Source: myerson1991 (section 4.3).
"""

from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.solvers.assessment_search import AssessmentSearch
from gametheory_paradox.solvers.equilibria import Equilibria


def weak_sequential_equilibria(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds every weak sequential equilibrium of a tree; proved complete where no pattern stays open.

    These are the weak perfect Bayesian equilibria.

    Parameters
    ----------
    game
        A tree with perfect recall in which chance excludes nothing.
    clock
        When to give up.

    Sources
    -------
    myerson1991
    """
    return AssessmentSearch(game, False, clock).run("perfect-bayesian", "weak_sequential_equilibria")

"""Every sequential equilibrium of a tree: sequentially rational, beliefs a limit of totally mixed play.

The search is that of :mod:`gametheory_paradox.solvers.assessment_search`.

Source: krepswilson1982.
"""

from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.solvers.assessment_search import AssessmentSearch
from gametheory_paradox.solvers.equilibria import Equilibria


def sequential_equilibria(game: ExtensiveForm[Fraction], clock: Clock) -> Equilibria:
    """Finds every sequential equilibrium of a tree; proved complete where no pattern stays open.

    Parameters
    ----------
    game
        A tree with perfect recall in which chance excludes nothing.
    clock
        When to give up.

    Sources
    -------
    krepswilson1982
    """
    return AssessmentSearch(game, True, clock).run("sequential", "sequential_equilibria")

"""The stationary Markov perfect equilibria of a stochastic game with parameters, as formulas.

Pure ones exist where no one-shot deviation gains.  Of the others those are listed whose mixtures follow one
after another; where different ones may be, nothing is claimed
(:mod:`gametheory_paradox.claims.parameters.state_tests`,
:mod:`gametheory_paradox.claims.parameters.mixed_stationary`).

Source: filarvrieze1997.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.known_signs import KnownSigns
from gametheory_paradox.claims.parameters.logic import Factor, Statement, some
from gametheory_paradox.claims.parameters.mixed_stationary import mixed_branches
from gametheory_paradox.claims.parameters.state_tests import StateTests, Supports, certain
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import RationalFunction

MOST_SUPPORTS = 10_000
FEW = 100  # Bernstein coefficients of a polynomial: more take longer than what their sign saves
MOST_ANYWHERE = 1_000  # where parameters may have any values, so that next to nothing is dropped
Offered = Callable[[int], Iterable[tuple[int, ...]]]


def state_branches(tests: StateTests, most: int = MOST_SUPPORTS) -> Branches:
    """The Markov perfect equilibria; degenerate is where there may be others.

    Parameters
    ----------
    tests
        The game, and how its deviations are found.
    most
        How many combinations of supports may be left.

    Raises
    ------
    Unsupported
        If too many combinations of supports are left.

    Examples
    --------
    >>> from gametheory_paradox.games import State, StochasticGame
    >>> from gametheory_paradox.polynomials import RationalFunction
    >>> d, p = RationalFunction.variable("d"), RationalFunction.constant
    >>> calm = State("calm", (("keep", "press"),), ((p(2),), (p(3),)), ((p(1), p(0)), (p(0), p(1))))
    >>> war = State("war", ((),), ((p(0),),), ((p(0), p(1)),))
    >>> game = StochasticGame(("A",), (calm, war), (p(1), p(0)), (d,))
    >>> for branch in state_branches(StateTests(game, lambda polynomial: (polynomial,))).branches:
    ...     print(branch.supports[0], branch.payoffs[0], branch.exists)
    ('keep',) 2/(1 - d) sign: factors (1 - 3*d); positive no
    ('press',) 3 sign: factors (1 - 3*d); positive yes
    """
    found, open_ = list[Branch](), list[Statement]()
    for supports in supports_left(tests, _nonempty, most):
        if (holds := tests.holds(supports)) is False:
            continue
        if all(len(used) == 1 for used in supports):
            found.append(tests.branch(certain(supports), holds))
        elif tests.may_mix(supports):
            mixed = mixed_branches(tests, supports)
            found += mixed or []
            open_.append(mixed is None and holds)

    return Branches(tuple(found), some(open_))


def stationary_branches(form: StochasticGame[RationalFunction], factor: Factor, box: Box | None) -> Branches:
    """Those of a game whose parameters are in a box, where one is given."""
    if box is None:
        return state_branches(StateTests(form, factor), MOST_ANYWHERE)
    return state_branches(StateTests(form, factor, KnownSigns(factor, box, few=FEW)))


def supports_left(tests: StateTests, offered: Offered, most: int = MOST_SUPPORTS) -> Iterator[Supports]:
    """The combinations of supports in which no action that is used gives less than another everywhere.

    Parameters
    ----------
    tests
        The game, and what deviations gain.
    offered
        The supports that count at an information set, from the number of its actions.
    most
        How many may be left.

    Raises
    ------
    Unsupported
        If there are too many.
    """
    for number, supports in enumerate(_continued((), tests, offered)):
        if number == most:
            raise Unsupported(
                f"more than {most:,} combinations of supports in all states may be those of an equilibrium; "
                "formulas stop there: ask at a point"
            )
        yield supports


def _continued(begun: Supports, tests: StateTests, offered: Offered) -> Iterator[Supports]:
    """Those that begin with supports of the first information sets."""
    look()
    sizes = [len(info.actions) for info in tests.form.information_sets]
    rest = (tuple(range(size)) for size in sizes[len(begun) :])
    if tests.excludes((*begun, *rest), range(len(begun))):
        return
    if len(begun) == len(sizes):
        yield begun
        return
    for used in offered(sizes[len(begun)]):
        yield from _continued((*begun, used), tests, offered)


def _nonempty(size: int) -> Iterator[tuple[int, ...]]:
    """The sets of actions that may be left, smallest first."""
    return chain.from_iterable(combinations(range(size), many) for many in range(1, size + 1))

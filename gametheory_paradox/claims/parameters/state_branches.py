"""The stationary Markov perfect equilibria of a stochastic game with parameters, as formulas.

Pure ones exist where no one-shot deviation gains.  Of the others those are listed whose mixtures follow one
after another; where different ones may be, nothing is claimed
(:mod:`gametheory_paradox.claims.parameters.state_tests`,
:mod:`gametheory_paradox.claims.parameters.mixed_stationary`).

Source: filarvrieze1997.
"""

from collections.abc import Iterator
from itertools import chain, combinations, product
from math import prod

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.logic import Statement, some
from gametheory_paradox.claims.parameters.mixed_stationary import mixed_branches
from gametheory_paradox.claims.parameters.state_tests import StateTests, certain
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look

MOST_SUPPORTS = 1_000


def state_branches(tests: StateTests) -> Branches:
    """The Markov perfect equilibria; degenerate is where there may be others.

    Parameters
    ----------
    tests
        The game, and how its deviations are found.

    Raises
    ------
    Unsupported
        If there are too many combinations of supports.

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
    sizes = [len(info.actions) for info in tests.form.information_sets]
    if prod(2**size - 1 for size in sizes) > MOST_SUPPORTS:
        raise Unsupported(
            f"equilibria as formulas are offered for at most {MOST_SUPPORTS:,} combinations of supports "
            "in all states; ask at a point"
        )

    found, open_ = list[Branch](), list[Statement]()
    for supports in product(*map(_nonempty, sizes)):
        look()
        holds = tests.holds(supports)
        if holds is False:
            continue
        if all(len(used) == 1 for used in supports):
            found.append(tests.branch(certain(supports), holds))
        elif tests.may_mix(supports):
            mixed = mixed_branches(tests, supports)
            found += mixed or []
            open_.append(mixed is None and holds)

    return Branches(tuple(found), some(open_))


def _nonempty(size: int) -> Iterator[tuple[int, ...]]:
    """The sets of actions that may be left, smallest first."""
    return chain.from_iterable(combinations(range(size), many) for many in range(1, size + 1))

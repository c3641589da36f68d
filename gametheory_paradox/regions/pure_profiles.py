"""The equilibria in pure strategies of a table or a stochastic game with parameters, as formulas.

One profile after another, for any number of players: it is an equilibrium where no player gains by another
action, once in some state.  Where another action
gives the same for all parameters there is nothing to gain by it, so the list leaves nothing open off the zero
sets.  It is one of pure profiles alone: what mixed equilibria there are besides it does not say, and no
statement about all equilibria may rest on it.

Source: nash1951, filarvrieze1997.
"""

from itertools import product
from math import prod

from gametheory_paradox.claims.parameters.branches import Branch
from gametheory_paradox.claims.parameters.logic import Factor, every, positive
from gametheory_paradox.claims.parameters.state_branches import supports_left
from gametheory_paradox.claims.parameters.state_tests import StateTests, certain
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import RationalFunction

MOST_PROFILES = 10_000


def pure_branches(form: NormalForm[RationalFunction], factor: Factor) -> list[Branch]:
    """The pure profiles that may be equilibria, each with its payoffs and where it is one.

    Raises
    ------
    Unsupported
        If there are too many profiles.
    """
    if (profiles := prod(form.shape)) > MOST_PROFILES:
        raise Unsupported(
            f"a game with {profiles:,} pure profiles is too large for formulas, "
            f"which stop at {MOST_PROFILES:,}"
        )

    sure, found = (RationalFunction.constant(1),), []
    for profile in product(*map(range, form.shape)):
        own = form.cell(profile)
        gains = [
            own[who] - form.cell((*profile[:who], other, *profile[who + 1 :]))[who]
            for who, size in enumerate(form.shape)
            for other in range(size)
            if other != profile[who]
        ]
        exists = every(positive([gain.numerator, gain.denominator], factor) for gain in gains if gain)
        if exists is not False:
            chosen = tuple((names[n],) for names, n in zip(form.actions, profile, strict=True))
            found.append(Branch(own, exists, supports=chosen, mixtures=(sure,) * len(chosen)))
    return found


def pure_stationary_branches(tests: StateTests) -> list[Branch]:
    """The pure profiles that may be Markov perfect equilibria, each with its payoffs and where it is one.

    Raises
    ------
    Unsupported
        If there are too many profiles.
    """
    holding = ((profile, tests.holds(profile)) for profile in supports_left(tests, _single))
    return [tests.branch(certain(profile), holds) for profile, holds in holding if holds is not False]


def _single(size: int) -> list[tuple[int, ...]]:
    return [(action,) for action in range(size)]

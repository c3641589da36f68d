"""Is a stationary profile Markov perfect: from no state on does anybody gain by another action there once.

By the one-shot deviation principle nobody then gains by any other plan, after any history.

Source: filarvrieze1997 (stationary equilibria), blackwell1965 (the principle for one decision maker).
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from gametheory_paradox.games import Profile, StochasticGame, state_values


class Deviation(NamedTuple):
    """An action taken once in the place of what a profile does.

    Parameters
    ----------
    information_set, action
        The number of the information set, and that of the action.
    gain
        What its player gains by it from that state on, everything else being as in the profile.
    """

    information_set: int
    action: int
    gain: Fraction


def one_shot_deviations(game: StochasticGame[Fraction], profile: Profile) -> Iterator[Deviation]:
    """Every action that is not certain, at every information set, with what it gains when taken once."""
    values = state_values(game, profile)
    for place, (state, numbers) in enumerate(zip(game.states, game.sets_at, strict=True)):
        odds = [[(a, p) for a, p in enumerate(profile.probabilities[number]) if p] for number in numbers]
        for own, (who, number) in enumerate(zip(state.movers, numbers, strict=True)):
            for action in range(state.shape[own]):
                if len(odds[own]) == 1 and odds[own][0][0] == action:
                    continue

                paid = Fraction(0)
                for played in product(*odds[:own], [(action, Fraction(1))], *odds[own + 1 :]):
                    row, weight = state.place([a for a, _ in played]), Fraction(1)
                    for _, p in played:
                        weight *= p
                    later = sum(
                        (p * values[s][who] for s, p in enumerate(state.transitions[row]) if p), Fraction(0)
                    )
                    paid += weight * (state.payoffs[row][who] + game.weight(place, who) * later)
                yield Deviation(number, action, paid - values[place][who])


def is_markov_perfect(game: StochasticGame[Fraction], profile: Profile) -> bool:
    """True if from no state on anybody gains by another action.

    Examples
    --------
    >>> from gametheory_paradox.games import State
    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> calm = State("calm", (("keep", "press"),), ((2 * one,), (3 * one,)), ((one, 0 * one), (half, half)))
    >>> war = State("war", ((),), ((-one,),), ((0 * one, one),))
    >>> game = StochasticGame(("A",), (calm, war), (one, 0 * one), (half,))
    >>> [is_markov_perfect(game, Profile.pure(game.information_sets, [own])) for own in (0, 1)]
    [True, False]
    """
    return all(deviation.gain <= 0 for deviation in one_shot_deviations(game, profile))

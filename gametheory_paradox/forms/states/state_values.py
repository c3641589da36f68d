"""Values of states when everyone follows a profile: (I - δP)V = u, solved exactly.

In a state that is followed by another one in the same period 1 stands in the place of δ.

The states that the profile's own chain joins in both directions are solved together, those that it ends in
first.  In each such block the matrix I - δP dominates by its diagonal, or loses some of every row's weight to
blocks before it, so that elimination meets no zero.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from gametheory_paradox.forms.profiles import Profile
from gametheory_paradox.forms.states.stochastic_game import StochasticGame
from gametheory_paradox.interruption import look

Row = tuple[Fraction, ...]


class Chain(NamedTuple):
    """The chain of states under a profile.

    Parameters
    ----------
    payoffs
        For each state what is expected in a period there, column by column.
    transitions
        For each state the probability of every state.
    at_once
        For each state whether these follow in the same period.
    """

    payoffs: tuple[Row, ...]
    transitions: tuple[Row, ...]
    at_once: tuple[bool, ...]


def chain_of(game: StochasticGame[Fraction], profile: Profile) -> Chain:
    """The chain of states when everyone follows the profile."""
    payoffs, transitions = [], []
    for state, numbers in zip(game.states, game.sets_at, strict=True):
        look()
        weights = [Fraction(1)]
        for number in numbers:
            weights = [w * p for w in weights for p in profile.probabilities[number]]
        payoffs.append(_average(weights, state.payoffs))
        transitions.append(_average(weights, state.transitions))
    return Chain(tuple(payoffs), tuple(transitions), tuple(state.at_once for state in game.states))


def _average(weights: Sequence[Fraction], rows: Sequence[Row]) -> Row:
    used = [(weight, row) for weight, row in zip(weights, rows, strict=True) if weight]
    if len(used) == 1 and used[0][0] == 1:
        return used[0][1]
    return tuple(sum((w * row[place] for w, row in used), Fraction(0)) for place in range(len(rows[0])))


def state_values(game: StochasticGame[Fraction], profile: Profile) -> tuple[Row, ...]:
    """For each state everyone's expected discounted sum from there on, and what follows of a measure.

    Examples
    --------
    >>> from gametheory_paradox.forms.states.stochastic_game import State
    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> calm = State("calm", (("keep", "press"),), ((2 * one,), (3 * one,)), ((one, 0 * one), (half, half)))
    >>> war = State("war", ((),), ((-one,),), ((0 * one, one),))
    >>> game = StochasticGame(("A",), (calm, war), (one, 0 * one), (half,))
    >>> [str(value) for (value,) in state_values(game, Profile.pure(game.information_sets, [1]))]
    ['10/3', '-2']
    """
    chain = chain_of(game, profile)
    values: list[list[Fraction]] = [[Fraction(0)] * len(own) for own in chain.payoffs]
    blocks = components(chain.transitions)
    players = len(game.players)
    for discount in dict.fromkeys(game.discounts):
        columns = [c for c in range(len(chain.payoffs[0])) if game.discounts[c % players] == discount]
        for block in blocks:
            _solve_block(chain, discount, columns, block, values)
    return tuple(map(tuple, values))


def reached_states(game: StochasticGame[Fraction], profile: Profile) -> list[int]:
    """The numbers of the states that play comes to from the start, ascending."""
    chain, reached = chain_of(game, profile), set[int]()
    pending = [state for state, p in enumerate(game.start) if p]
    while pending:
        state = pending.pop()
        if state not in reached:
            reached.add(state)
            pending.extend(there for there, p in enumerate(chain.transitions[state]) if p)
    return sorted(reached)


def components(transitions: Sequence[Sequence[object]]) -> list[tuple[int, ...]]:
    """The states that steps join in both directions; each block leads to earlier ones alone.

    A step is made where an entry of a row is true, such as a probability that is not zero.
    """
    size = len(transitions)
    reached = [{there for there, p in enumerate(row) if p} | {place} for place, row in enumerate(transitions)]
    # Warshall's closure: paths by way of one more state after the other.
    for middle in range(size):
        for place in range(size):
            if middle in reached[place]:
                reached[place] |= reached[middle]

    # Blocks that lead to none of those left come first.
    left, blocks = set(range(size)), list[tuple[int, ...]]()
    while left:
        block = next(
            tuple(n for n in sorted(left) if n in reached[place] and place in reached[n])
            for place in sorted(left)
            if all(place in reached[n] for n in reached[place] & left)
        )
        blocks.append(block)
        left -= set(block)

    return blocks


def _solve_block(
    chain: Chain,
    discount: Fraction,
    columns: Sequence[int],
    block: Sequence[int],
    values: list[list[Fraction]],
) -> None:
    """Fill in the values of the states of a block, those of the blocks before it being there."""
    inside = set(block)
    if discount == 1 and sum(
        (chain.transitions[place][there] for place in block for there in block), Fraction(0)
    ) == len(block):
        return  # it is never left, and pays nothing
    rows = []
    for place in block:
        odds, weight = chain.transitions[place], Fraction(1) if chain.at_once[place] else discount
        beyond = [(p, there) for there, p in enumerate(odds) if p and there not in inside]
        paid = [
            chain.payoffs[place][c] + weight * sum((p * values[there][c] for p, there in beyond), Fraction(0))
            for c in columns
        ]
        rows.append([Fraction(place == there) - weight * odds[there] for there in block] + paid)

    size = len(block)
    for pivot in range(size):
        look()
        lead = rows[pivot][pivot]
        rows[pivot] = [entry / lead for entry in rows[pivot]]
        for other in range(size):
            factor = rows[other][pivot]
            if other != pivot and factor:
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[pivot], strict=True)]
    for place, row in zip(block, rows, strict=True):
        for number, column in enumerate(columns):
            values[place][column] = row[size + number]


def payoffs_from_start(game: StochasticGame[Fraction], profile: Profile) -> Row:
    """Everyone's expected discounted sum from the start, and what follows of a measure."""
    values = state_values(game, profile)
    weighted = [(p, own) for p, own in zip(game.start, values, strict=True) if p]
    return tuple(sum((p * own[c] for p, own in weighted), Fraction(0)) for c in range(len(values[0])))

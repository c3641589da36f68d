"""The order of the states of a stochastic game: which lead to each other, and which only further on."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.games.state_values import components
from gametheory_paradox.games.stochastic_game import StochasticGame


def blocks_of(game: StochasticGame[Fraction]) -> list[tuple[int, ...]]:
    """The states that lead to each other, block by block; each leads to earlier blocks alone."""
    return components([[any(column) for column in zip(*s.transitions, strict=True)] for s in game.states])


def leads_back(game: StochasticGame[Fraction], block: Sequence[int]) -> bool:
    """True if play may come to a state of a block again."""
    return len(block) > 1 or any(row[block[0]] for row in game.states[block[0]].transitions)


def has_order(game: StochasticGame[Fraction]) -> bool:
    """True if states can be settled one after the other: choices are made in several blocks, or once."""
    choosing = [
        block
        for block in blocks_of(game)
        if any(len(names) > 1 for place in block for names in game.states[place].actions)
    ]
    return len(choosing) > 1 or not all(leads_back(game, block) for block in choosing)

"""One level of backward induction in Python's integers: for few nodes arrays cost more than they save."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import lcm

from gametheory_paradox.kernels.large_trees.tree import CHANCE, END
from gametheory_paradox.table import Record

Values = list[tuple[int, ...]]  # for each node what each player gets


@dataclass(frozen=True, repr=False)
class Level(Record):
    """The nodes of a level: movers, numbers of branches, payoffs of ends, odds of all branches of chance."""

    movers: Sequence[int]
    sizes: Sequence[int]
    payoffs: Sequence[Sequence[int]]
    odds: Sequence[int]


@dataclass(frozen=True, repr=False)
class LevelValues(Record):
    """Values of a level, their scale, the action at each node or -1, and how many nodes have ties."""

    values: Values
    scale: int
    choices: list[int]
    ties: int


def plain_step(level: Level, below: Values, scale: int) -> LevelValues:
    """From the values of the next level to those of a level, over a larger scale where chance moves."""
    odds = _odds(level) if level.odds else []
    common = lcm(*map(sum, odds))
    values: Values = []
    choices = [-1] * len(level.movers)
    ties, child, end, lottery = 0, 0, 0, 0

    for number, (mover, size) in enumerate(zip(level.movers, level.sizes, strict=True)):
        if mover == END:
            values.append(tuple([payoff * scale * common for payoff in level.payoffs[end]]))
            end += 1
            continue

        after = below[child : child + size]
        child += size
        if mover == CHANCE:
            weights, lottery = odds[lottery], lottery + 1
            factor = common // sum(weights)
            totals = [sum(map(int.__mul__, weights, column)) for column in zip(*after, strict=True)]
            values.append(tuple([total * factor for total in totals]))
            continue

        own = [value[mover] for value in after]
        best = max(own)
        action = choices[number] = own.index(best)
        ties += own.count(best) > 1
        values.append(after[action] if common == 1 else tuple([value * common for value in after[action]]))

    return LevelValues(values, scale * common, choices, ties)


def _odds(level: Level) -> list[list[int]]:
    """The odds of each chance node."""
    every, sizes = iter(level.odds), zip(level.movers, level.sizes, strict=True)
    return [list(islice(every, size)) for mover, size in sizes if mover == CHANCE]

"""Seconds for the atlas of a two-player table: every entry a polynomial in the parameters, or few of them.

Times are processor times of one process.  Families are drawn from fixed seeds: *sparse* ones have integers in
all cells but four, *dense* ones affine payoffs in every cell.
"""

import time
from fractions import Fraction
from random import Random

import gametheory_paradox as gp
from gametheory_paradox.models import Parameter
from gametheory_paradox.polynomials import Polynomial, RationalFunction

SIZES = (("sparse", 4, 3, 6), ("dense", 4, 3, 6), ("sparse", 5, 6, 6), ("dense", 5, 6, 2))


def payoff(random: Random, names: list[str], varies: bool) -> RationalFunction:
    value = Polynomial.constant(random.randint(-9, 9))
    for name in names if varies else ():
        value = value + Polynomial({((name, 1),): Fraction(random.randint(-9, 9))})
    return RationalFunction(value)


def drawn(kind: str, size: int, parameters: int, seed: int) -> gp.GameFamily:
    random, names = Random(seed), [f"x{n}" for n in range(parameters)]
    cells = size * size
    varying = set(range(cells)) if kind == "dense" else set(random.sample(range(cells), 4))
    table = tuple(
        (payoff(random, names, cell in varying), payoff(random, names, cell in varying))
        for cell in range(cells)
    )
    actions = tuple(tuple(f"{letter}{n}" for n in range(size)) for letter in "ab")
    zero, one = Fraction(0), Fraction(1)
    parameters_ = tuple(Parameter(name=name, low=zero, high=one, baseline=one / 2) for name in names)
    return gp.GameFamily(gp.NormalForm(("R", "C"), actions, table), parameters_)


def main() -> None:
    print("| family | formulas, median s | longest | shown, median s | longest | equilibria | not shortest |")
    print("|---|---|---|---|---|---|---|")
    for kind, size, parameters, number in SIZES:
        found = []
        for seed in range(number):
            family = drawn(kind, size, parameters, seed)
            started = time.process_time()
            atlas = gp.atlas(family)
            listed = time.process_time() - started
            text = str(atlas)
            found.append((listed, time.process_time() - started, atlas, text))
        times, shown = sorted(row[0] for row in found), sorted(row[1] for row in found)
        leaves = [len(row[2].leaves) for row in found]
        left = sum(not leaf.condition.shortest for row in found for leaf in row[2].leaves)
        middle = len(found) // 2
        seconds = [times[middle], times[-1], shown[middle], shown[-1]]
        name = f"{number} {kind} {size}×{size}, {parameters} parameters"
        columns = [name, *(f"{s:.2f}" for s in seconds), f"{min(leaves)} to {max(leaves)}", str(left)]
        print(f"| {' | '.join(columns)} |", flush=True)


if __name__ == "__main__":
    main()

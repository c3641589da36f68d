"""Seconds to draw maps and to check them: planes, curves, and the number of parameters.

Times are processor times of one process.  Random families are 2×2 tables whose payoffs are polynomials with
few terms in parameters from 0 to 1; the same ones every time.
"""

import time
from fractions import Fraction
from random import Random

import gametheory_paradox as gp
from gametheory_paradox.models import Parameter
from gametheory_paradox.polynomials import Polynomial, RationalFunction

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
POINT = {"r_C": 60, "k": 10}


def formula(random: Random, names: list[str], degree: int) -> RationalFunction:
    total = Polynomial()
    for _ in range(4):
        powers: dict[str, int] = {}
        for _ in range(random.randint(0, degree)):
            name = random.choice(names)
            powers[name] = powers.get(name, 0) + 1
        total = total + Polynomial({tuple(sorted(powers.items())): random.randint(-9, 9)})
    return RationalFunction(total)


def drawn(seed: int, parameters: int, degree: int) -> gp.GameFamily:
    random, names = Random(seed), [f"x{n}" for n in range(parameters)]
    cells = [(formula(random, names, degree), formula(random, names, degree)) for _ in range(4)]
    form = gp.NormalForm(("R", "C"), (("A", "B"), ("a", "b")), tuple(cells))
    zero, one = Fraction(0), Fraction(1)
    return gp.GameFamily(
        form, tuple(Parameter(name=name, low=zero, high=one, baseline=one / 2) for name in names)
    )


def measured(
    family: gp.GameFamily, over: list[str], undecided: str, **asked: object
) -> tuple[float, float, gp.GameFamily]:
    started = time.process_time()
    found = gp.chart(family, "option", over=over, undecided=undecided, **asked)
    drawn_in = time.process_time() - started
    started = time.process_time()
    gp.verify(found.certificate)
    return drawn_in, time.process_time() - started, found


def row(name: str, results: list) -> None:
    times = sorted(drawn_in for drawn_in, _, _ in results)
    checks = sorted(check for _, check, _ in results)
    cells = max(found.cells for *_, found in results)
    left = max(float(found.undecided) for *_, found in results)
    middle = len(results) // 2
    print(
        f"| {name} | {times[middle]:.3f} | {times[-1]:.3f} | {checks[middle]:.3f} | {checks[-1]:.3f} "
        f"| {cells} | {left:.1e} |",
        flush=True,
    )


def main() -> None:
    print(
        "| family | drawing, median s | longest | checking, median s | longest "
        "| most cells | most undecided |"
    )
    print("|---|---|---|---|---|---|---|")
    trade = gp.load("seed/trade-restriction")
    for over in (
        ["r_C", "k"],
        ["r_C", "c", "h"],
        ["r_C", "r_N", "c", "h", "k", "d"],
        ["V", "c", "r_C", "r_N", "h", "k", "d", "l"],
    ):
        row(f"trade restriction, {len(over)} parameters", [measured(trade, over, "0", values=POINT, **MOVE)])
    for parameters, degree, undecided in (
        (2, 2, "1/10000"),
        (2, 4, "1/10000"),
        (3, 2, "1/100"),
        (3, 4, "1/100"),
        (4, 1, "1/100"),
        (4, 2, "1/100"),
    ):
        results = []
        for seed in range(12):
            family = drawn(seed, parameters, degree)
            results.append(measured(family, list(family.box), undecided, mover="R", action="A"))
        row(f"12 random 2×2, degree {degree} in {parameters} parameters, undecided {undecided}", results)


if __name__ == "__main__":
    main()

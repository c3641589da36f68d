"""The solution in an isolating box: bounds of it that narrow, and whether two are one under other names.

Sources: krawczyk1969, moore1977.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from itertools import permutations, product
from math import factorial, gcd, lcm, prod

from gametheory_paradox.claims.equilibria.isolation import IsolatingBox, narrowed
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.equilibria.profile_cells import Cell
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm
from gametheory_paradox.games.profiles import Odds

MOST_NAMINGS = 2_000  # of players and actions together, that are tried
LEVEL = 3  # of the bounds by which a point is covered
PARTS = 1 << 40  # of one, in which these are told

Tensor = tuple[int, ...]
Naming = tuple[tuple[int, ...], ...]  # for each player of one point the numbers of its actions at another


class EquilibriumPoint:
    """The one solution in a box of the indifference equations of its supports.

    Parameters
    ----------
    game
        The table.
    box
        A box that was checked, around an equilibrium of the table.
    """

    def __init__(self, game: NormalForm[Fraction], box: IsolatingBox):
        self.game, self.box = game, box
        self.mixing = [who for who, support in enumerate(box.supports) if len(support) > 1]
        self._boxes = [box]
        self._alike: dict[EquilibriumPoint, tuple[int, ...] | None] = {}

    @cached_property
    def _whole(self) -> Cell:
        return Cell.whole(self.game)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Numbers of actions that those who mix use."""
        return tuple(len(self.box.supports[who]) for who in self.mixing)

    @cached_property
    def equations(self) -> tuple[Tensor, ...]:
        """For each of those who mix what each used action gives more than the used ones do on average.

        At every tuple of used actions, in coprime integers, so that it is the same in any unit.
        """
        supports = self.box.supports
        found = []
        for who in self.mixing:
            paid = {cell: self.game.cell(cell)[who] for cell in product(*supports)}
            gains = []
            for cell, own in paid.items():
                whole = sum(paid[(*cell[:who], a, *cell[who + 1 :])] for a in supports[who])
                gains.append(own * len(supports[who]) - whole)
            found.append(_coprime(gains))
        return tuple(found)

    def bounds(self, level: int) -> list[list[Interval]]:
        """Bounds of the probability of each used action of those who mix, narrower at each level.

        Raises
        ------
        CertificateRejected
            If the box cannot be narrowed so often.
        """
        while len(self._boxes) <= level:
            self._boxes.append(narrowed(self._whole, self._boxes[-1]))
        box = self._boxes[level]
        found = []
        for who in self.mixing:
            ends = [box.reach(who, n) for n in range(len(box.supports[who]))]
            found.append([(Fraction(max(low, 0), total), Fraction(high, total)) for low, high, total in ends])
        return found

    def simplices(self) -> list[list[Odds]]:
        """For each player of the table the corners of a small simplex of mixtures, which cover the point."""
        with suppress(CertificateRejected):  # it cannot be narrowed so often
            for level in range(LEVEL + 1):
                bounds = dict(zip(self.mixing, self.bounds(level), strict=True))
        found = []
        for who, (support, size) in enumerate(zip(self.box.supports, self.game.shape, strict=True)):
            least = [Fraction(0)] * size
            for action, (low, _) in zip(support, bounds.get(who, ()), strict=False):
                least[action] = Fraction(low * PARTS // 1, PARTS)
            rest = 1 - sum(least)
            found.append([tuple(p + rest * (n == action) for n, p in enumerate(least)) for action in support])
        return found

    def named_as(self, other: "EquilibriumPoint") -> tuple[int, ...] | None:
        """The places in another point's tuples of used actions of those of this one.

        None unless both are shown to be one solution.
        """
        if self is other:
            return tuple(range(prod(self.sizes)))
        if other not in self._alike:
            self._alike[other] = next(self._namings(other), None)
        return self._alike[other]

    def _namings(self, other: "EquilibriumPoint") -> Iterator[tuple[int, ...]]:
        """The ways to name players and actions that make both one solution of the same equations.

        Where there are very many ways, only the names as they are.
        """
        if sorted(map(sorted, self.equations)) != sorted(map(sorted, other.equations)):
            return
        if prod(map(factorial, (len(self.sizes), *self.sizes))) > MOST_NAMINGS:
            if (self.sizes, self.equations) == (other.sizes, other.equations):
                named_alike = tuple(tuple(range(size)) for size in self.sizes)
                if self._surrounds(other, range(len(self.sizes)), named_alike):
                    yield tuple(range(prod(self.sizes)))
            return

        tuples = list(product(*map(range, self.sizes)))
        strides = [prod(other.sizes[place + 1 :]) for place in range(len(other.sizes))]

        for players in permutations(range(len(self.sizes))):  # of whom there each of those who mix is
            if any(other.sizes[there] != size for there, size in zip(players, self.sizes, strict=True)):
                continue
            for actions in product(*(permutations(range(size)) for size in self.sizes)):
                named = [[actions[who][a] for who, a in enumerate(cell)] for cell in tuples]
                places = tuple(
                    sum(strides[there] * a for there, a in zip(players, cell, strict=True)) for cell in named
                )
                same = all(
                    own == tuple(other.equations[there][place] for place in places)
                    for own, there in zip(self.equations, players, strict=True)
                )
                if same and self._surrounds(other, players, actions):
                    yield places

    def _surrounds(self, other: "EquilibriumPoint", players: Sequence[int], actions: Naming) -> bool:
        """True if another point's box, so named, lies in the region in which this is the only solution."""
        odds = other.bounds(0)
        for who, there, named in zip(self.mixing, players, actions, strict=True):
            lows = self.box.region[who]
            ends = [odds[there][a][0] for a in named]
            if any(low > end * sum(lows) for low, end in zip(lows, ends, strict=False)):
                return False
        return True


def _coprime(numbers: Sequence[Fraction]) -> Tensor:
    """A positive multiple in coprime integers."""
    scale = lcm(*(number.denominator for number in numbers))
    whole = [int(number * scale) for number in numbers]
    divisor = gcd(*whole) or 1
    return tuple(number // divisor for number in whole)

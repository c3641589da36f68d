"""The truth about small games by the plainest means; of the package only the classes of games are used.

Tables with two players and at most three actions each: a point at which enough of "this action is not used"
and "these two of the other's actions give it the same" hold is where two lines meet, found by a cross
product.  Two such points are an equilibrium when each uses only best answers to the other; these equilibria
attain every extreme payoff.

Trees with perfect information: every subgame perfect plan is written out, the mixtures at ties on a grid.
Without ties the outcome is exact; with ties every outcome listed is a true one, pure plans are all there, and
some mixtures are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from gametheory_paradox.forms import Decision, Lottery, NormalForm

Mixture = tuple[Fraction, ...]


@dataclass(frozen=True)
class Payoffs:
    """One player's payoffs over all equilibria: all, or the least and greatest of infinitely many."""

    values: tuple[Fraction, ...]
    infinite: bool


@dataclass(frozen=True)
class Option:
    """What a player gets with and without an action, and whether the action matters."""

    has: Payoffs
    lacks: Payoffs
    matters: bool

    def hurts(self, quantifier: str) -> bool:
        """The definition, word for word."""
        having, lacking = self.has.values, self.lacks.values
        worse = {
            "strong": all(without > with_ for without in lacking for with_ in having),
            "best": max(lacking) > max(having),
            "worst": min(lacking) > min(having),
            "possible": any(without > with_ for without in lacking for with_ in having),
        }
        return worse[quantifier] and self.matters


def dot(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))


def _cross(a, b):
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def meeting_points(matrix) -> list[tuple[Mixture, frozenset[int], frozenset[int]]]:
    """Mixtures over the columns where enough equations hold: mixture, support, best rows against it."""
    size = len(matrix[0])
    lines = [[int(i == j) for i in range(size)] for j in range(size)]
    lines += [[a - b for a, b in zip(one, other, strict=True)] for one, other in combinations(matrix, 2)]
    if size == 3:
        points = [_cross(a, b) for a, b in combinations(lines, 2)]
    else:
        points = [(b, -a) for a, b in lines] if size == 2 else [(1,)]
    found: dict[Mixture, tuple[frozenset[int], frozenset[int]]] = {}
    for point in points:
        if any(x > 0 for x in point) and any(x < 0 for x in point):
            continue
        total = sum(point)
        if total:
            mixture = tuple(Fraction(x) / total for x in point)
            gains = [dot(row, mixture) for row in matrix]
            best = frozenset(i for i, gain in enumerate(gains) if gain == max(gains))
            found[mixture] = frozenset(j for j, x in enumerate(mixture) if x), best
    return [(mixture, *sets) for mixture, sets in found.items()]


@dataclass(frozen=True)
class Table:
    """A two-player table as two plain matrices."""

    row: tuple[tuple[Fraction, ...], ...]
    column: tuple[tuple[Fraction, ...], ...]

    @classmethod
    def of(cls, game) -> "Table":
        width = len(game.actions[1])
        cells = [game.payoffs[i * width : (i + 1) * width] for i in range(len(game.actions[0]))]
        first, second = (tuple(tuple(cell[who] for cell in line) for line in cells) for who in (0, 1))
        return cls(first, second)

    def without(self, rows, columns) -> "Table":
        """Some rows and columns cut out."""
        keep = [
            (i, j)
            for i in range(len(self.row))
            if i not in rows
            for j in range(len(self.row[0]))
            if j not in columns
        ]
        lines = sorted({i for i, _ in keep})
        first, second = (
            tuple(tuple(matrix[i][j] for k, j in keep if k == i) for i in lines)
            for matrix in (self.row, self.column)
        )
        return Table(first, second)

    def equilibria(self) -> list[tuple[Mixture, Mixture]]:
        """Equilibria among them all that attain the extreme payoffs of any player."""
        rows = meeting_points(list(zip(*self.column, strict=True)))
        columns = meeting_points(self.row)
        return [(x, y) for x, sx, bx in rows for y, sy, by in columns if sx <= by and sy <= bx]

    def gains(self, x: Mixture, y: Mixture) -> tuple[list[Fraction], list[Fraction]]:
        """What each action of each player gives against the other's mixture."""
        return [dot(row, y) for row in self.row], [dot(line, x) for line in zip(*self.column, strict=True)]

    def payoffs(self, who: int) -> Payoffs:
        """A player's payoffs over all equilibria."""
        pairs = self.equilibria()
        values = sorted({max(self.gains(x, y)[who]) for x, y in pairs})
        infinite = len({x for x, _ in pairs}) < len(pairs) or len({y for _, y in pairs}) < len(pairs)
        return Payoffs((values[0], values[-1]) if infinite else tuple(values), infinite)

    def commitment_value(self) -> Fraction:
        """What player 1 gets by committing to a mixture, when player 2 breaks ties in its favor."""
        columns = list(zip(*self.row, strict=True))
        return max(
            dot(columns[j], x)
            for x, _, best in meeting_points(list(zip(*self.column, strict=True)))
            for j in best
        )


def option_in_table(game: NormalForm[Fraction], mover: str, action: str, coalition=()) -> Option:
    """With and without an action in a table with two players."""
    members = [who for who, player in enumerate(game.players) if player in (mover, *coalition)]
    lost = [{names.index(action)} if who in members else set() for who, names in enumerate(game.actions)]
    has = Table.of(game)
    lacks = has.without(*lost)
    used = any(pair[who][a] for pair in has.equilibria() for who in members for a in lost[who])
    # Where the action is never used, the equilibria with it are equilibria without it; is the converse true?
    who = game.players.index(mover)
    fresh = any(
        max(gains) > max(g for a, g in enumerate(gains) if a not in lost[side])
        for x, y in lacks.equilibria()
        for side, gains in enumerate(has.gains(_widened(x, lost[0]), _widened(y, lost[1])))
    )
    return Option(has.payoffs(who), lacks.payoffs(who), used or fresh)


def _widened(mixture: Mixture, lost) -> Mixture:
    rest = list(mixture)
    return tuple(
        Fraction(0) if position in lost else rest.pop(0) for position in range(len(mixture) + len(lost))
    )


GRIDS = {
    2: [Fraction(n, 12) for n in (0, 1, 3, 4, 6, 8, 9, 11, 12)],
    4: [Fraction(n, 4) for n in range(5)],
    6: [Fraction(0), Fraction(1, 2), Fraction(1)],
}
ENDS = [Fraction(0), Fraction(1)]


class Plans:
    """Outcomes of subgame perfect plans with perfect information: payoffs, and whether an action is used.

    ``marked`` are pairs of the number of an information set and that of an action; where ``cut``, they cannot
    be taken.
    """

    def __init__(self, game, marked=(), cut=False, grid=ENDS):
        self.game, self.marked, self.cut, self.grid = game, frozenset(marked), cut, grid
        self.ties: set[int] = set()
        self.outcomes = self._at(0)

    def _at(self, position):
        node = self.game.nodes[position]
        if isinstance(node, Decision):
            return self._choice(position, node)
        if isinstance(node, Lottery):
            found = set()
            for combination in product(*(self._at(child) for child in node.children)):
                found.add(_mixed(node.probabilities, combination))
            return found
        return {(node.payoffs, False)}

    def _choice(self, position, node):
        info = node.information_set
        mover = self.game.players.index(self.game.information_sets[info].player)
        branches = [b for b in range(len(node.children)) if not (self.cut and (info, b) in self.marked)]
        found = set()
        for combination in product(*(self._at(node.children[b]) for b in branches)):
            most = max(payoffs[mover] for payoffs, _ in combination)
            best = [n for n, (payoffs, _) in enumerate(combination) if payoffs[mover] == most]
            if len(best) > 1:
                self.ties.add(position)
            below = any(used for _, used in combination)
            for weights in _mixtures(len(best), self.grid):
                payoffs, _ = _mixed(weights, [combination[n] for n in best])
                here = any(
                    w and (info, branches[n]) in self.marked for w, n in zip(weights, best, strict=True)
                )
                found.add((payoffs, below or here))
        return found


def _mixed(weights, outcomes):
    size = len(outcomes[0][0])
    payoffs = tuple(
        sum((w * p[i] for w, (p, _) in zip(weights, outcomes, strict=True)), Fraction(0)) for i in range(size)
    )
    return payoffs, any(used for _, used in outcomes)


def _mixtures(count: int, grid) -> Iterator[Mixture]:
    if count == 1:
        yield (Fraction(1),)
    elif count == 2:
        yield from ((p, 1 - p) for p in grid)
    else:
        for p in grid:
            yield from (
                (p, *((1 - p) * q for q in rest))
                for rest in _mixtures(count - 1, grid if p < 1 else ENDS[:1])
            )


@dataclass(frozen=True)
class Sampled:
    """With and without an action in a tree: exact where no tie occurs, else true outcomes, all pure ones."""

    option: Option
    ties: bool


def losing(game, mover: str, action: str, at=(), coalition=()) -> frozenset[tuple[int, int]]:
    """The pairs of information set and action that a request takes away."""
    return frozenset(
        (number, info.actions.index(action))
        for number, info in enumerate(game.information_sets)
        if info.player in (mover, *coalition) and action in info.actions and (not at or info.name in at)
    )


def option_in_tree(game, mover: str, action: str, at=(), coalition=()) -> Sampled:
    """With and without an action in a tree with perfect information."""
    marked = losing(game, mover, action, at, coalition)
    who = game.players.index(mover)
    with_, without = (Plans(game, marked, cut) for cut in (False, True))
    ties = len(with_.ties | without.ties)
    if ties:
        grid = next((points for most, points in GRIDS.items() if ties <= most), ENDS)
        with_, without = (Plans(game, marked, cut, grid) for cut in (False, True))
    sides = [
        (sorted({payoffs[who] for payoffs, _ in side.outcomes}), bool(side.ties)) for side in (with_, without)
    ]
    has, lacks = (Payoffs((v[0], v[-1]) if tied else tuple(v), tied) for v, tied in sides)
    differ = {p for p, _ in with_.outcomes} != {p for p, _ in without.outcomes}
    return Sampled(Option(has, lacks, differ or any(used for _, used in with_.outcomes)), ties > 0)

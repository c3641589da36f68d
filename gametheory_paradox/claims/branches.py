"""The equilibria of a game with parameters, as formulas with the statement under which each exists.

A *branch* is one equilibrium as a function of the parameters.  The lists are complete off zero sets: at every parameter point
where none of the polynomials that occur vanishes and ``degenerate`` does not hold, the equilibria are exactly the branches
that exist there.

Trees with perfect information: one branch per way play can end, found by backward induction.  Two-player tables: one
branch per pair of supports of equal size, by Cramer's rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb

from gametheory_paradox.claims.logic import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, NormalForm
from gametheory_paradox.polynomials import Polynomial, RationalFunction

MOST_BRANCHES = 1_000
Payoffs = tuple[RationalFunction, ...]
Supports = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Branch:
    """One equilibrium as a function of the parameters.

    Parameters
    ----------
    payoffs
        What each player gets.
    exists
        Where it is an equilibrium.
    ends
        In a tree: the end nodes that play reaches (several where chance moves).
    supports
        In a table: the actions each player uses.
    mixtures
        In a table: the probability of each action in the supports.
    """

    payoffs: Payoffs
    exists: Statement
    ends: tuple[int, ...] = ()
    supports: Supports | None = None
    mixtures: tuple[tuple[RationalFunction, ...], ...] = ()


@dataclass(frozen=True)
class Branches:
    """All branches of a game with parameters, and where the list may be incomplete on more than zero sets.

    At a decision node of a tree, ``choices`` says for each action where it is a best choice.  ``unique`` says that off the zero
    sets at most one branch exists anywhere.
    """

    branches: tuple[Branch, ...]
    degenerate: Statement
    choices: tuple[Statement, ...] = ()
    unique: bool = False


def tree_branches(form: ExtensiveForm[RationalFunction], factor: Factor) -> list[Branches]:
    """For every node the branches of the subgame there, by backward induction."""
    found: list[Branches] = [Branches((), False)] * len(form.nodes)
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        if isinstance(node, Decision):
            found[position] = _choice(form.mover(node), [found[c] for c in node.children], factor)
        elif isinstance(node, Lottery):
            found[position] = _lottery(node, [found[c] for c in node.children])
        else:
            found[position] = Branches((Branch(node.payoffs, True, (position,)),), False, unique=True)
        if len(found[position].branches) > MOST_BRANCHES:
            raise Unsupported(f"the tree has more than {MOST_BRANCHES} ways to end under some parameters")
    return found


def _choice(mover: int, children: Sequence[Branches], factor: Factor) -> Branches:
    offers = [merged(child.branches) for child in children]
    chosen: list[Branch] = []
    best: list[Statement] = []
    ties: list[Statement] = [child.degenerate for child in children]
    for number, offer in enumerate(offers):
        here: list[Statement] = []
        for branch in offer:
            first, also = [branch.exists], [branch.exists]  # best, the earlier of equals; best, perhaps together with others
            for rival_number, rivals in enumerate(offers):
                for rival in rivals if rival_number != number else ():
                    absent = negation(rival.exists)
                    gain = branch.payoffs[mover] - rival.payoffs[mover]
                    if gain:
                        better = some([absent, positive([gain.numerator, gain.denominator], factor)])
                        first.append(better)
                        also.append(better)
                    elif branch.payoffs == rival.payoffs:
                        first.append(some([absent, number < rival_number]))
                    else:  # the mover never cares, though somebody does
                        first.append(some([absent, number < rival_number]))
                        ties.append(every([branch.exists, rival.exists]))
            here.append(every(also))
            exists = every(first)
            if exists is not False:
                chosen.append(Branch(branch.payoffs, exists, branch.ends))
        best.append(some(here))
    return Branches(tuple(chosen), some(ties), tuple(best), unique=True)


def merged(branches: Sequence[Branch]) -> list[Branch]:
    """Branches with the same payoffs for everybody as one: to earlier movers it makes no difference which is played."""
    kept: list[Branch] = []
    for branch in branches:
        for position, other in enumerate(kept):
            if other.payoffs == branch.payoffs:
                ends = tuple(sorted({*other.ends, *branch.ends}))
                kept[position] = Branch(other.payoffs, some([other.exists, branch.exists]), ends)
                break
        else:
            kept.append(branch)
    return kept


def _lottery(node: Lottery[RationalFunction], children: Sequence[Branches]) -> Branches:
    offers = [merged(child.branches) for child in children]
    size = 1
    for offer in offers:
        size *= len(offer)
        if size > MOST_BRANCHES:
            raise Unsupported(f"the tree has more than {MOST_BRANCHES} ways to end under some parameters")
    joined = []
    for combination in product(*offers):
        payoffs = [RationalFunction.constant(0)] * len(combination[0].payoffs)
        for odds, branch in zip(node.probabilities, combination, strict=True):
            payoffs = [total + odds * p for total, p in zip(payoffs, branch.payoffs, strict=True)]
        exists = every(b.exists for b in combination)
        if exists is not False:
            joined.append(Branch(tuple(payoffs), exists, tuple(e for b in combination for e in b.ends)))
    return Branches(tuple(joined), some(child.degenerate for child in children), unique=True)


def table_branches(form: NormalForm[RationalFunction], factor: Factor) -> Branches:
    """The branches of a two-player table.

    For supports I and J of equal size let M be the matrix of "every action in I gives the same against a mixture on J,
    which sums to one", D its determinant.  Where D is not zero everywhere, the mixture is unique off its zero set, and so
    is every equilibrium with these or larger supports.  Where D is zero everywhere but the equations of some of the
    actions contradict each other off a zero set, there is none.  Everything else is reported as degenerate.
    """
    m, n = form.shape
    check_size(form.shape)
    matrices, scales = zip(*(_polynomial_matrix(form.matrix(player)) for player in form.players), strict=True)
    mine = _Systems(matrices[0])
    theirs = _Systems([list(column) for column in zip(*matrices[1], strict=True)])  # player 2's own actions as rows
    found: list[Branch] = []
    degenerate: list[Statement] = []
    for size in range(1, min(m, n) + 1):
        for rows in combinations(range(m), size):
            for columns in combinations(range(n), size):
                second = mine.side(rows, columns, factor)
                first = theirs.side(columns, rows, factor)
                degenerate.extend((second.degenerate, first.degenerate))
                exists = every([second.holds, first.holds])
                if exists is False:
                    continue
                payoffs = (second.payoff(scales[0]), first.payoff(scales[1]))
                supports = tuple(form.actions[0][i] for i in rows), tuple(form.actions[1][j] for j in columns)
                found.append(Branch(payoffs, exists, (), supports, (first.mixture, second.mixture)))
    return Branches(tuple(found), some(degenerate))


def check_size(shape: Sequence[int]) -> None:
    """Refuse tables with too many pairs of supports."""
    m, n = shape
    if sum(comb(m, size) * comb(n, size) for size in range(1, min(m, n, 20) + 1)) > MOST_BRANCHES:
        raise Unsupported(f"a table of {m}×{n} has more than {MOST_BRANCHES} pairs of supports: too many for formulas")


@dataclass(frozen=True)
class _Side:
    """One player's mixture that makes the other indifferent on a support, and where it does so as it must."""

    system: "_System"
    holds: Statement
    degenerate: Statement

    @property
    def mixture(self) -> tuple[RationalFunction, ...]:
        return tuple(RationalFunction(top, self.system.determinant) for top in self.system.numerators)

    def payoff(self, scale: Polynomial) -> RationalFunction:
        return RationalFunction(self.system.value, self.system.determinant * scale)


@dataclass(frozen=True)
class _System:
    """Cramer's rule for "all rows give the same against a mixture on the columns": probabilities and common value."""

    numerators: tuple[Polynomial, ...]
    determinant: Polynomial
    value: Polynomial


class _Systems:
    """The systems of one matrix, each solved once."""

    def __init__(self, matrix: Sequence[Sequence[Polynomial]]):
        self.matrix = matrix
        self.solved: dict[tuple[Sequence[int], Sequence[int]], _System] = {}
        self.minors: dict[tuple[Sequence[int], Sequence[int]], Polynomial] = {}

    def system(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> _System:
        if (rows, columns) not in self.solved:
            self.solved[rows, columns] = self._solve(rows, columns)
        return self.solved[rows, columns]

    def _solve(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> _System:
        # Cofactors of the matrix with a border of ones, each expanded along that border into minors of the matrix itself.
        size = len(rows)
        numerators = tuple(
            self._bordered(rows, (*columns[:place], *columns[place + 1 :]), size + 1 + place) for place in range(size)
        )
        determinant = sum(numerators, Polynomial())  # expanded along the last row, which says that the mixture sums to one
        return _System(numerators, determinant, self._minor(rows, columns))

    def _bordered(self, rows: tuple[int, ...], columns: tuple[int, ...], sign: int) -> Polynomial:
        """The determinant of some rows and columns with a last column of ones; its negative where ``sign`` is odd."""
        total = Polynomial()
        for place in range(len(rows)):
            minor = self._minor((*rows[:place], *rows[place + 1 :]), columns)
            total = total + (minor if (place + len(columns) + sign) % 2 == 0 else -minor)
        return total

    def _minor(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> Polynomial:
        """The determinant of the part of the matrix in some rows and columns, expanded along the first row, each part once."""
        if not rows:
            return Polynomial.constant(1)
        if (rows, columns) not in self.minors:
            total = Polynomial()
            for place, column in enumerate(columns):
                entry = self.matrix[rows[0]][column]
                minor = self._minor(rows[1:], (*columns[:place], *columns[place + 1 :])) if entry else entry
                if minor:
                    term = entry * minor
                    total = total + (term if place % 2 == 0 else -term)
            self.minors[rows, columns] = total
        return self.minors[rows, columns]

    def side(self, rows: tuple[int, ...], columns: tuple[int, ...], factor: Factor) -> _Side:
        """The mixture over ``columns`` against which all ``rows`` give the same and no other row gives more."""
        system = self.system(rows, columns)
        if not system.determinant:
            open_ = not self._is_contradictory(rows, columns) and self._may_be_best(rows, columns, factor)
            return _Side(system, False, open_)
        conditions = [positive([top, system.determinant], factor) for top in system.numerators]
        tied = False
        for i in range(len(self.matrix)):
            if i in rows:
                continue
            # The common value less what row i gives, times the determinant: that of all these rows and a column of ones.
            place = sum(row < i for row in rows)
            slack = self._bordered(tuple(sorted((*rows, i))), columns, len(rows) + place)
            if slack:
                conditions.append(positive([slack, system.determinant], factor))
            else:
                tied = True
        holds = every(conditions)
        return _Side(system, holds, holds if tied else False)

    def _may_be_best(self, rows: tuple[int, ...], columns: tuple[int, ...], factor: Factor) -> Statement:
        """Where no other row is better than one of these in every one of the columns."""
        others = [k for k in range(len(self.matrix)) if k not in rows]
        return every(
            negation(every(positive([self.matrix[k][j] - self.matrix[i][j]], factor) for j in columns))
            for i in rows
            for k in others
        )

    def _is_contradictory(self, rows: tuple[int, ...], columns: tuple[int, ...]) -> bool:
        """Whether some of the rows can never give the same off a zero set."""
        # Their equations have deficient rank everywhere, and full rank together with the right-hand side off a zero set.
        for size in range(2, len(rows) + 1):
            for some_rows in combinations(rows, size):
                systems = [self.system(some_rows, some_columns) for some_columns in combinations(columns, size)]
                if not any(s.determinant for s in systems) and any(any(s.numerators) for s in systems):
                    return True
        return False


def _polynomial_matrix(matrix: Sequence[Sequence[RationalFunction]]) -> tuple[list[list[Polynomial]], Polynomial]:
    """The matrix times a square that clears all denominators, and that square."""
    denominators = list(dict.fromkeys(p.denominator for row in matrix for p in row))
    common = _product(denominators)
    cleared = [[p.numerator * _product(d for d in denominators if d != p.denominator) * common for p in row] for row in matrix]
    return cleared, common * common


def _product(polynomials: Iterable[Polynomial]) -> Polynomial:
    total = Polynomial.constant(1)
    for polynomial in polynomials:
        total = total * polynomial
    return total

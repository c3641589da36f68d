"""The equilibria of a game with parameters, as formulas with the statement under which each exists.

A *branch* is one equilibrium as a function of the parameters.  The lists are complete off zero sets: at every
parameter point where none of the polynomials that occur vanishes and ``degenerate`` does not hold, the
equilibria are exactly the branches that exist there.

Trees with perfect information: one branch per way play can end, found by backward induction.  Two-player
tables: one branch per pair of supports of equal size, by Cramer's rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb

from gametheory_paradox.claims.parameters.cramer import Both, Side, systems_of
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, NormalForm
from gametheory_paradox.polynomials import Polynomial, RationalFunction

MOST_BRANCHES = 1_000
Payoffs = tuple[RationalFunction, ...]
Supports = tuple[tuple[str, ...], ...]


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

    At a decision node of a tree, ``choices`` says for each action where it is a best choice.  ``unique`` says
    that off the zero sets at most one branch exists anywhere.  ``extreme`` are the extreme equilibria of a
    two-player table that is degenerate somewhere, off zero sets all of them: what is bilinear in the two
    mixtures, as payoffs are, is least and greatest, over all equilibria, at extreme ones.
    """

    branches: tuple[Branch, ...]
    degenerate: Statement
    choices: tuple[Statement, ...] = ()
    unique: bool = False
    extreme: tuple[Branch, ...] | None = None

    @property
    def ends(self) -> "Branches":
        """What is enough to know where only the least and the greatest of something bilinear matters."""
        return self if self.extreme is None else Branches(self.extreme, False)


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
            first, also = (
                [branch.exists],
                [branch.exists],
            )  # best, the earlier of equals; best, perhaps together with others
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
    """Branches that pay everybody the same as one: earlier movers do not mind which is played."""
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


def table_branches(form: NormalForm[RationalFunction], factor: Factor, both: Both | None = None) -> Branches:
    """The branches of a two-player table.

    For supports I and J of equal size let M be the matrix of "every action in I gives the same against a
    mixture on J, which sums to one", D its determinant.  Where D is not zero everywhere, the mixture is
    unique off its zero set, and so is every equilibrium with these or larger supports.  Where D is zero
    everywhere but the equations of some of the actions contradict each other off a zero set, there is none.
    Everything else is reported as degenerate.
    """
    m, n = form.shape
    check_size(form.shape)
    mine, theirs, scales = both or systems_of(form)
    found: list[Branch] = []
    degenerate: list[Statement] = []
    for size in range(1, min(m, n) + 1):
        for rows in combinations(range(m), size):
            for columns in combinations(range(n), size):
                second = mine.side(rows, columns, factor)
                first = theirs.side(columns, rows, factor)
                degenerate.extend((second.degenerate, first.degenerate))
                branch = branch_of(form, (rows, columns), (first, second), scales)
                found += [] if branch is None else [branch]
    return Branches(tuple(found), some(degenerate))


def branch_of(
    form: NormalForm[RationalFunction],
    supports: tuple[Sequence[int], Sequence[int]],
    sides: tuple[Side, Side],
    scales: Sequence[Polynomial],
) -> Branch | None:
    """The equilibrium of two mixtures, the first player's first; None where a condition never holds."""
    first, second = sides
    exists = every([second.holds, first.holds])
    if exists is False:
        return None
    payoffs = (second.payoff(scales[0]), first.payoff(scales[1]))
    rows, columns = (
        tuple(names[n] for n in used) for names, used in zip(form.actions, supports, strict=True)
    )
    return Branch(payoffs, exists, (), (rows, columns), (first.mixture, second.mixture))


def check_size(shape: Sequence[int]) -> None:
    """Refuse tables with too many pairs of supports."""
    m, n = shape
    if sum(comb(m, size) * comb(n, size) for size in range(1, min(m, n, 20) + 1)) > MOST_BRANCHES:
        raise Unsupported(
            f"a table of {m}×{n} has more than {MOST_BRANCHES} pairs of supports: too many for formulas"
        )

"""The least and greatest payoffs of a tree in which somebody is indifferent for all values of the parameters.

Pieces cover what all subgame perfect equilibria pay, as in
:mod:`gametheory_paradox.claims.equilibria.payoff_pieces`, with formulas for entries.  How two formulas
compare hangs on the sign of their difference: a *case* of a node is a list of signs, and the pieces that
there are under them.  Off zero sets exactly one case of a node holds at a point.

Every corner of a piece is paid by an equilibrium, and what a piece covers hangs together; a *solid* piece is
that very set.  A stage of levels in which several children tie leaves a piece that may not be solid.  Where a
player further up compares through it, at a level between those of its corners, what is cut off is not known,
and that case is left open.

Sources: selten1965, kuhn1953 (backward induction).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial, total_ordering
from itertools import product
from math import prod
from typing import TypeVar

from gametheory_paradox.claims.equilibria.payoff_pieces import clipped, stages
from gametheory_paradox.claims.parameters.branches import Branch, Branches, Payoffs, merged
from gametheory_paradox.claims.parameters.logic import Every, Factor, Sign, Statement, every, positive, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery
from gametheory_paradox.polynomials import Polynomial, RationalFunction

MOST_CASES = 200  # of one node, or of one choice
MOST_WORK = 20_000  # formulas that are compared

T = TypeVar("T")


@dataclass(frozen=True)
class _Corner:
    """A corner of a piece: what everybody gets, and the end nodes that play reaches."""

    at: Payoffs
    ends: tuple[int, ...]


@dataclass(frozen=True)
class _Piece:
    """A piece: its corners, and whether it is the very set that it covers."""

    corners: tuple[_Corner, ...]
    solid: bool


@dataclass(frozen=True)
class _Case:
    """Where it holds, and the pieces there."""

    holds: Statement
    pieces: tuple[_Piece, ...]


class _Signs:
    """The signs that a case prescribes: those that follow from where it holds, and further ones as chosen."""

    def __init__(self, given: Statement, chosen: Sequence[bool], factor: Factor):
        parts = given.parts if isinstance(given, Every) else (given,)
        self.known = {part.factors: part.positive for part in parts if isinstance(part, Sign)}
        self.chosen, self.factor = chosen, factor
        self.more: list[Sign] = []

    def is_positive(self, gain: RationalFunction) -> bool:
        """Whether a formula is positive; where nothing says so yet, as is chosen."""
        statement = positive([gain.numerator, gain.denominator], self.factor)
        if isinstance(statement, bool):
            return statement
        assert isinstance(statement, Sign)
        factors: tuple[Polynomial, ...] = statement.factors
        if factors not in self.known:
            place = len(self.more)
            self.known[factors] = self.chosen[place] if place < len(self.chosen) else True
            self.more.append(Sign(factors, self.known[factors]))
        return self.known[factors] is statement.positive


@total_ordering
class _Entry:
    """A formula that is compared under the signs of a case."""

    __slots__ = ("formula", "signs")

    def __init__(self, formula: RationalFunction, signs: _Signs):
        self.formula, self.signs = formula, signs

    def __add__(self, other: "_Entry") -> "_Entry":
        return _Entry(self.formula + other.formula, self.signs)

    def __sub__(self, other: "_Entry") -> "_Entry":
        return _Entry(self.formula - other.formula, self.signs)

    def __rsub__(self, other: Fraction) -> "_Entry":
        return _Entry(RationalFunction.constant(other) - self.formula, self.signs)

    def __mul__(self, other: "_Entry") -> "_Entry":
        return _Entry(self.formula * other.formula, self.signs)

    def __truediv__(self, other: "_Entry") -> "_Entry":
        return _Entry(self.formula / other.formula, self.signs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Entry) and self.formula == other.formula

    def __lt__(self, other: "_Entry") -> bool:
        gain = other.formula - self.formula
        return bool(gain) and self.signs.is_positive(gain)

    def __hash__(self) -> int:
        return hash(self.formula)


@dataclass(frozen=True)
class _Compared:
    """A corner whose entries are compared under the signs of a case."""

    at: tuple[_Entry, ...]
    corner: _Corner


@dataclass(frozen=True)
class _Choice:
    """What a player's choice leaves under the signs of a case.

    Parameters
    ----------
    pieces
        The pieces.
    taken
        The numbers of the actions that some equilibrium takes.
    cut
        Whether a piece that may not be solid was cut.
    """

    pieces: tuple[_Piece, ...]
    taken: frozenset[int]
    cut: bool


def tied_branches(
    form: ExtensiveForm[RationalFunction], untied: Sequence[Branches], factor: Factor
) -> Branches | None:
    """The equilibria at corners of pieces of payoffs, and where such pieces are cut; None if they are many.

    Parameters
    ----------
    form
        A tree with perfect information.
    untied
        For every node the branches of the subgame there, of which one stands for those that tie.
    factor
        Splits polynomials.
    """
    try:
        return _Tree(form, untied, factor).branches()
    except Unsupported:
        return None


class _Tree:
    """The cases of the nodes of a tree, with a count of the formulas compared."""

    def __init__(self, form: ExtensiveForm[RationalFunction], untied: Sequence[Branches], factor: Factor):
        self.form, self.untied, self.factor, self.work = form, untied, factor, 0
        self.open: list[Statement] = []
        self.taken: dict[tuple[int, int], Statement] = {}

    def branches(self) -> Branches:
        """The corners of the pieces at the root."""
        cases: list[list[_Case]] = [[] for _ in self.form.nodes]
        for place in range(len(self.form.nodes) - 1, -1, -1):
            node = self.form.nodes[place]
            below = [cases[child] for child in node.children]
            if self.untied[place].degenerate is False:
                cases[place] = self._untied(place)
            elif isinstance(node, Decision):
                cases[place] = self._joined(self._choice(place, node, below))
            elif isinstance(node, Lottery):
                cases[place] = self._joined(self._average(node, choice) for choice in product(*below))

        found = [
            Branch(corner.at, case.holds, corner.ends)
            for case in cases[0]
            for piece in case.pieces
            for corner in piece.corners
        ]
        return Branches(tuple(merged(found)), some(self.open), taken=self.taken)

    def _untied(self, place: int) -> list[_Case]:
        """The cases of a node below which nobody is indifferent throughout: one for each branch."""
        node, own = self.form.nodes[place], self.untied[place]
        if isinstance(node, Decision):
            self.taken |= {(node.information_set, k): where for k, where in enumerate(own.choices)}
        return [
            _Case(branch.exists, (_Piece((_Corner(branch.payoffs, branch.ends),), solid=True),))
            for branch in merged(own.branches)
        ]

    def _average(self, node: Lottery[RationalFunction], choice: Sequence[_Case]) -> _Case:
        """The case of a move of chance, from one of each child."""
        pieces = []
        for below in product(*(case.pieces for case in choice)):
            self._count(prod(len(piece.corners) for piece in below))
            corners = []
            for combination in product(*(piece.corners for piece in below)):
                at = [RationalFunction.constant(0)] * len(combination[0].at)
                for odds, corner in zip(node.probabilities, combination, strict=True):
                    at = [total + odds * entry for total, entry in zip(at, corner.at, strict=True)]
                corners.append(_Corner(tuple(at), tuple(end for c in combination for end in c.ends)))
            pieces.append(_Piece(self._apart(corners), all(piece.solid for piece in below)))
        return _Case(every(case.holds for case in choice), self._outermost(pieces))

    def _choice(self, place: int, node: Decision, below: Sequence[Sequence[_Case]]) -> Iterator[_Case]:
        """The cases of a player's choice: the signs of one case of each child, and those that decide."""
        mover, taken = self.form.mover(node), dict[int, list[Statement]]()
        for choice in product(*below):
            given = every(case.holds for case in choice)
            if given is False:
                continue

            pieces = [case.pieces for case in choice]
            choose = partial(self._chosen, mover, pieces)
            for holds, chosen in _under_signs(given, self.factor, choose):
                self.open += [holds] * chosen.cut
                for child in chosen.taken:
                    taken.setdefault(child, []).append(holds)
                yield _Case(holds, chosen.pieces)
        for child in range(len(node.children)):
            self.taken[node.information_set, child] = some(taken.get(child, []))

    def _chosen(self, mover: int, below: Sequence[Sequence[_Piece]], signs: _Signs) -> _Choice:
        """What a player's choice leaves of the pieces of its children, stage by stage."""
        pieces, taken, cut = [], set[int](), False
        for choice in product(*below):
            compared = [
                [_Compared(tuple(_Entry(x, signs) for x in corner.at), corner) for corner in piece.corners]
                for piece in choice
            ]
            for tied, low, high in stages(compared, mover):
                taken |= set(tied)
                corners, exact = list[_Corner](), low == high or len(tied) == 1
                for child in tied:
                    self._count(len(compared[child]) ** 2)
                    part = list(clipped(compared[child], mover, low, high))
                    own = self._apart(
                        _Corner(tuple(entry.formula for entry in at), _ends(mixture)) for at, mixture in part
                    )
                    cut = cut or (not choice[child].solid and any(len(mixture) > 1 for _, mixture in part))
                    exact = exact and (choice[child].solid or len(own) == 1)
                    corners += own
                both = self._apart(corners)
                pieces.append(_Piece(both, exact or len(both) <= 2))  # what hangs together fills a segment
        return _Choice(self._outermost(pieces), frozenset(taken), cut)

    def _apart(self, corners: Iterable[_Corner]) -> tuple[_Corner, ...]:
        """Corners without repetition; of those that pay the same the first."""
        kept: list[_Corner] = []
        for corner in corners:
            self._count(len(kept))
            if all(corner.at != other.at for other in kept):
                kept.append(corner)
        return tuple(kept)

    def _outermost(self, pieces: Iterable[_Piece]) -> tuple[_Piece, ...]:
        """The pieces without those that are seen to lie in others."""
        kept: list[_Piece] = []
        for piece in pieces:
            if not self._is_in(piece, kept):
                kept = [*(other for other in kept if not self._is_in(other, [piece])), piece]
        return tuple(kept)

    def _is_in(self, piece: _Piece, others: Iterable[_Piece]) -> bool:
        """Whether all corners are corners of another piece, which is solid if this one is."""
        for other in others:
            self._count(len(piece.corners) * len(other.corners))
            places = [corner.at for corner in other.corners]
            if other.solid >= piece.solid and all(corner.at in places for corner in piece.corners):
                return True
        return False

    def _joined(self, cases: Iterable[_Case]) -> list[_Case]:
        """The cases, those with the same pieces as one."""
        kept: list[_Case] = []
        for case in cases:
            place = next((k for k, other in enumerate(kept) if self._same(case, other)), None)
            if place is None:
                kept.append(case)
            else:
                kept[place] = replace(case, holds=some([kept[place].holds, case.holds]))
            if len(kept) > MOST_CASES:
                raise Unsupported(f"a node has more than {MOST_CASES} cases")
        return kept

    def _same(self, one: _Case, other: _Case) -> bool:
        """Whether the pieces of two cases are the same."""
        if len(one.pieces) != len(other.pieces):
            return False
        return all(self._is_in(p, other.pieces) for p in one.pieces) and all(
            self._is_in(p, one.pieces) for p in other.pieces
        )

    def _count(self, comparisons: int) -> None:
        self.work += comparisons
        if self.work > MOST_WORK:
            raise Unsupported(f"more than {MOST_WORK:,} formulas would have to be compared")


def _under_signs(
    given: Statement, factor: Factor, compute: Callable[[_Signs], T]
) -> Iterator[tuple[Statement, T]]:
    """What comes out under all signs on which it hangs, each with where that is."""
    pending: list[tuple[bool, ...]] = [()]
    for _ in range(MOST_CASES):
        chosen = pending.pop()
        signs = _Signs(given, chosen, factor)
        found = compute(signs)
        holds = every([given, *signs.more])
        if holds is not False:
            yield holds, found
        # Signs beyond those that were chosen were taken to be positive.
        pending += [
            (*chosen, *[True] * (k - len(chosen)), False) for k in range(len(chosen), len(signs.more))
        ]
        if not pending:
            return
    raise Unsupported(f"a choice hangs on signs in more than {MOST_CASES} ways")


def _ends(mixture: Iterable[tuple[_Compared, object]]) -> tuple[int, ...]:
    return tuple(sorted({end for compared, _ in mixture for end in compared.corner.ends}))

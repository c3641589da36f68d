"""The least and greatest payoffs of a tree in which somebody is indifferent for all values of the parameters.

Pieces cover what all subgame perfect equilibria pay, as in
:mod:`gametheory_paradox.forms.trees.proofs.payoff_pieces`, with formulas for entries.  How two formulas
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
from functools import cached_property, partial, total_ordering
from itertools import product
from math import prod
from typing import TypeVar

from gametheory_paradox.conditions.proofs.statements import (
    Every,
    Factor,
    Sign,
    Statement,
    every,
    positive,
    some,
)
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery
from gametheory_paradox.forms.formulas.branches import Branch, Branches, Payoffs
from gametheory_paradox.forms.trees.formulas.tree_branches import merged
from gametheory_paradox.forms.trees.proofs.payoff_pieces import clipped, stages
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial, RationalFunction

MOST_CASES = 200  # of one node, or of one choice
MOST_WORK = 40_000  # terms of formulas that are looked at or compared, and pairs of corners

T = TypeVar("T")


@dataclass(frozen=True)
class _Corner:
    """A corner of a piece: what everybody gets, and the end nodes that play reaches."""

    at: Payoffs
    ends: tuple[int, ...]

    @property
    def place(self) -> tuple[int, ...]:
        """The identity of the corner among those of the tree, as equal formulas are one object."""
        return tuple(map(id, self.at))


@dataclass(frozen=True)
class _Piece:
    """A piece: its corners, and whether it is the very set that it covers."""

    corners: tuple[_Corner, ...]
    solid: bool

    @cached_property
    def places(self) -> frozenset[tuple[int, ...]]:
        """Those of the corners."""
        return frozenset(corner.place for corner in self.corners)

    def is_in(self, other: "_Piece") -> bool:
        """True if all corners are corners of another piece, which is solid if this one is."""
        return other.solid >= self.solid and self.places <= other.places


@dataclass(frozen=True)
class _Case:
    """A statement, and the pieces of payoffs where it holds."""

    holds: Statement
    pieces: tuple[_Piece, ...]

    def is_like(self, other: "_Case") -> bool:
        """True if the pieces are the same."""
        return len(self.pieces) == len(other.pieces) and all(
            any(piece.is_in(also) for also in theirs)
            for own, theirs in ((self.pieces, other.pieces), (other.pieces, self.pieces))
            for piece in own
        )


class _Formulas:
    """Formulas, equal ones as one object, and where one exceeds another, each compared once."""

    def __init__(self, factor: Factor):
        self.factor, self.work = factor, 0
        self.point: dict[str, Fraction] = {}
        self.alike: dict[Fraction, list[RationalFunction]] = {}
        self.compared: dict[tuple[int, int], Statement] = {}

    def one(self, formula: RationalFunction) -> RationalFunction:
        """The formula, or an equal one that is known."""
        self.count(_terms(formula))
        for name in formula.names:
            self.point.setdefault(name, Fraction(7919 + 2 * len(self.point), 104_729))
        try:
            known = self.alike.setdefault(formula.value(self.point), [])  # equal ones have the same value
        except ZeroDivisionError as problem:
            raise Unsupported("formulas are told apart at a point, at which one is not defined") from problem
        found = next((other for other in known if other == formula), formula)
        if found is formula:
            known.append(formula)
        return found

    def exceeds(self, more: RationalFunction, less: RationalFunction) -> Statement:
        """The statement that one of two different formulas exceeds the other."""
        key = id(more), id(less)
        if key not in self.compared:
            gain = more - less
            self.count(_terms(gain))
            self.compared[key] = positive([gain.numerator, gain.denominator], self.factor)
        return self.compared[key]

    def count(self, work: int) -> None:
        """Raise Unsupported where too much was looked at."""
        look()
        self.work += work
        if self.work > MOST_WORK:
            raise Unsupported(f"formulas with more than {MOST_WORK:,} terms would have to be compared")


def _terms(formula: RationalFunction) -> int:
    """The terms above and below the line."""
    return len(formula.numerator.terms) + len(formula.denominator.terms)


class _Signs:
    """The signs that a case prescribes: those that follow from where it holds, and further ones as chosen."""

    def __init__(self, given: Statement, chosen: Sequence[bool], formulas: _Formulas):
        parts = given.parts if isinstance(given, Every) else (given,)
        self.known = {part.factors: part.positive for part in parts if isinstance(part, Sign)}
        self.chosen, self.formulas = chosen, formulas
        self.more: list[Sign] = []

    def exceeds(self, more: RationalFunction, less: RationalFunction) -> bool:
        """True if a formula exceeds another; where nothing says so yet, as is chosen."""
        statement = self.formulas.exceeds(more, less)
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
    """A formula that is compared under the signs of a case; equal ones are one object, but for sums."""

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
        return isinstance(other, _Entry) and self.formula is other.formula

    def __lt__(self, other: "_Entry") -> bool:
        return self.formula is not other.formula and self.signs.exceeds(other.formula, self.formula)

    def __hash__(self) -> int:
        return id(self.formula)


@dataclass(frozen=True)
class _CaseCorner:
    """A corner whose entries are compared under the signs of a case."""

    at: tuple[_Entry, ...]
    corner: _Corner


@dataclass(frozen=True)
class _Choice:
    """The payoffs that a player's choice leaves under the signs of a case.

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
    """The cases of the nodes of a tree."""

    def __init__(self, form: ExtensiveForm[RationalFunction], untied: Sequence[Branches], factor: Factor):
        self.form, self.untied, self.formulas = form, untied, _Formulas(factor)
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
                cases[place] = _joined(self._choice(node, below))
            elif isinstance(node, Lottery):
                cases[place] = _joined(self._average(node, *together) for together in _together(below))

        found: dict[tuple[int, ...], list[tuple[_Corner, Statement]]] = {}
        for case in cases[0]:
            for corner in (corner for piece in case.pieces for corner in piece.corners):
                found.setdefault(corner.place, []).append((corner, case.holds))
        return Branches(tuple(map(_branch, found.values())), some(self.open), taken=self.taken)

    def _untied(self, place: int) -> list[_Case]:
        """The cases of a node below which nobody is indifferent throughout: one for each branch."""
        node, own = self.form.nodes[place], self.untied[place]
        if isinstance(node, Decision):
            self.taken |= {(node.information_set, k): where for k, where in enumerate(own.choices)}
        return [
            _Case(branch.exists, (_Piece((self._corner(branch.payoffs, branch.ends),), solid=True),))
            for branch in merged(own.branches)
        ]

    def _average(self, node: Lottery[RationalFunction], choice: Sequence[_Case], given: Statement) -> _Case:
        """The case of a move of chance, from one of each child that hold together."""
        pieces = []
        for below in product(*(case.pieces for case in choice)):
            self.formulas.count(prod(len(piece.corners) for piece in below))
            corners = []
            for combination in product(*(piece.corners for piece in below)):
                at = [RationalFunction.constant(0)] * len(combination[0].at)
                for odds, corner in zip(node.probabilities, combination, strict=True):
                    at = [total + odds * entry for total, entry in zip(at, corner.at, strict=True)]
                corners.append(self._corner(at, (end for c in combination for end in c.ends)))
            pieces.append(_Piece(_apart(corners), all(piece.solid for piece in below)))
        return _Case(given, _outermost(pieces))

    def _choice(self, node: Decision, below: Sequence[Sequence[_Case]]) -> Iterator[_Case]:
        """The cases of a player's choice: the signs of one case of each child, and those that decide."""
        mover, taken = self.form.mover(node), dict[int, list[Statement]]()
        for choice, given in _together(below):
            pieces = [case.pieces for case in choice]
            choose = partial(self._chosen, mover, pieces)
            for holds, chosen in _under_signs(given, self.formulas, choose):
                self.open += [holds] * chosen.cut
                for child in chosen.taken:
                    taken.setdefault(child, []).append(holds)
                yield _Case(holds, chosen.pieces)
        for child in range(len(node.children)):
            self.taken[node.information_set, child] = some(taken.get(child, []))

    def _chosen(self, mover: int, below: Sequence[Sequence[_Piece]], signs: _Signs) -> _Choice:
        """The pieces that a player's choice leaves of those of its children, stage by stage."""
        pieces, taken, cut = [], set[int](), False
        for choice in product(*below):
            compared = [
                [_CaseCorner(tuple(_Entry(x, signs) for x in corner.at), corner) for corner in piece.corners]
                for piece in choice
            ]
            for tied, low, high in stages(compared, mover):
                taken |= set(tied)
                corners, exact = list[_Corner](), low == high or len(tied) == 1
                for child in tied:
                    self.formulas.count(len(compared[child]) ** 2)
                    part = list(clipped(compared[child], mover, low, high))
                    own = _apart(self._clipped(at, mixture) for at, mixture in part)
                    cut = cut or (not choice[child].solid and any(len(mixture) > 1 for _, mixture in part))
                    exact = exact and (choice[child].solid or len(own) == 1)
                    corners += own
                both = _apart(corners)
                pieces.append(_Piece(both, exact or len(both) <= 2))  # what hangs together fills a segment

        return _Choice(_outermost(pieces), frozenset(taken), cut)

    def _clipped(self, at: Sequence[_Entry], mixture: Sequence[tuple[_CaseCorner, object]]) -> _Corner:
        """A corner that is left, or a place between two."""
        if len(mixture) == 1:
            return mixture[0][0].corner
        ends = {end for compared, _ in mixture for end in compared.corner.ends}
        return self._corner((entry.formula for entry in at), sorted(ends))

    def _corner(self, at: Iterable[RationalFunction], ends: Iterable[int]) -> _Corner:
        return _Corner(tuple(map(self.formulas.one, at)), tuple(ends))


def _together(
    below: Sequence[Sequence[_Case]], given: Statement = True
) -> Iterator[tuple[tuple[_Case, ...], Statement]]:
    """One case of each child, those that exclude each other left out, each with where all of them hold."""
    if not below:
        yield (), given
        return
    for case in below[0]:
        look()
        both = every([given, case.holds])
        if both is not False:
            yield from (((case, *rest), holds) for rest, holds in _together(below[1:], both))


def _under_signs(
    given: Statement, formulas: _Formulas, compute: Callable[[_Signs], T]
) -> Iterator[tuple[Statement, T]]:
    """The results under all signs on which a computation hangs, each after the statement of these signs."""
    pending: list[tuple[bool, ...]] = [()]
    for _ in range(MOST_CASES):
        chosen = pending.pop()
        signs = _Signs(given, chosen, formulas)
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


def _branch(found: Sequence[tuple[_Corner, Statement]]) -> Branch:
    """One corner of several cases, as a branch."""
    ends = {end for corner, _ in found for end in corner.ends}
    return Branch(found[0][0].at, some(holds for _, holds in found), tuple(sorted(ends)))


def _apart(corners: Iterable[_Corner]) -> tuple[_Corner, ...]:
    """Corners without repetition; of those that pay the same the first."""
    return tuple({corner.place: corner for corner in reversed(list(corners))}.values())[::-1]


def _outermost(pieces: Iterable[_Piece]) -> tuple[_Piece, ...]:
    """The pieces without those that are seen to lie in others."""
    kept: list[_Piece] = []
    for piece in pieces:
        if not any(piece.is_in(other) for other in kept):
            kept = [*(other for other in kept if not other.is_in(piece)), piece]
    return tuple(kept)


def _joined(cases: Iterable[_Case]) -> list[_Case]:
    """The cases, those with the same pieces as one."""
    kept: list[_Case] = []
    for case in cases:
        place = next((k for k, other in enumerate(kept) if case.is_like(other)), None)
        if place is None:
            kept.append(case)
        else:
            kept[place] = replace(case, holds=some([kept[place].holds, case.holds]))
        if len(kept) > MOST_CASES:
            raise Unsupported(f"a node has more than {MOST_CASES} cases")
    return kept

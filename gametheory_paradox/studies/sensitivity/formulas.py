"""Formulas of branches at many points, folded into numbers.

Source: selten1965, kuhn1953 (backward induction).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import prod
from typing import Any

from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.proofs.statements import Statement, atoms, simplify, some
from gametheory_paradox.detectors import Inquiry
from gametheory_paradox.detectors.at_point import EquilibriumSolver
from gametheory_paradox.errors import CertificateRejected, OutOfTime, Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, Terminal
from gametheory_paradox.forms.proofs.listed_equilibria import exact_ends
from gametheory_paradox.forms.trees.subgames import truncated
from gametheory_paradox.interruption import look
from gametheory_paradox.maps.comparison import ComparedPayoffs, compared_payoffs
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.definition import ParametricComparison
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record

# A player's payoffs, or a measure, in subgame perfect equilibria of a large tree, without a certificate
#
# A subgame in which everybody sees what was done and no choice is tied has one equilibrium, which backward
# induction finds; it becomes what that is worth to everyone.  What is left is a small tree, which is solved
# like any other.
# ----------------------------------------------------------------------------

Payoffs = tuple[Fraction, ...]
Tree = ExtensiveForm[Fraction]
LARGE = 200  # nodes, beyond which formulas in all parameters are too many and every game takes long


def is_large(family: GameFamily) -> bool:
    """True if it is a tree in which every game takes long."""
    return isinstance(family.form, ExtensiveForm) and len(family.form.nodes) > LARGE


def ends_in_equilibrium(game: Tree, mover: str, budget: float | None) -> tuple[Fraction, Fraction] | None:
    """The ends of what is compared for a player in subgame perfect equilibria; None if they are not known.

    Parameters
    ----------
    game, mover
        The tree and the player.
    budget
        Seconds for what is left of the tree.
    """
    worth = _worth(game)
    if (whole := worth[0]) is not None:
        own = whole[game.column(mover)]
        return own, own
    left = truncated(game, 0, {place: paid for place, paid in enumerate(worth) if paid is not None})
    known = EquilibriumSolver("subgame-perfect", mover, Clock(budget))(left.game)
    if isinstance(known, str):
        return None
    try:
        return exact_ends(known.equilibria, mover)
    except CertificateRejected:  # known within bounds alone
        return None


def _worth(game: Tree) -> list[Payoffs | None]:
    """The worth of the subgame at each node, a measure's too, where all is seen and nothing is tied in it."""
    worth: list[Payoffs | None] = [None] * len(game.nodes)
    for place in range(len(game.nodes) - 1, -1, -1):
        look()
        node = game.nodes[place]
        if isinstance(node, Terminal):
            worth[place] = node.payoffs
            continue
        below = [paid for child in node.children if (paid := worth[child]) is not None]
        if len(below) < len(node.children):
            continue

        if isinstance(node, Lottery):
            worth[place] = tuple(_mean(node.probabilities, each) for each in zip(*below, strict=True))
        elif isinstance(node, Decision) and len(game.members[node.information_set]) == 1:
            who = game.mover(node)
            most = max(paid[who] for paid in below)
            best = dict.fromkeys(paid for paid in below if paid[who] == most)
            worth[place] = next(iter(best)) if len(best) == 1 else None

    return worth


def _mean(odds: Sequence[Fraction], payoffs: Sequence[Fraction]) -> Fraction:
    return sum((p * payoff for p, payoff in zip(odds, payoffs, strict=True)), Fraction(0))


# A question as formulas in all parameters: where the paradox is present, and the payoffs it compares
# ----------------------------------------------------------------------------

MOST_COEFFICIENTS = 100_000  # in Bernstein form over the ranges: with more, points are answered sooner
PART = 1 / 2  # of the time that is left: without formulas points are answered one by one
BY_GAP = ("option", "information")  # present exactly where the gap is positive, but under "possible"


@dataclass(frozen=True, repr=False)
class Formulas(Record):
    """A question as formulas in all parameters.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    claim, exception
        Where the paradox is present, and where that is left open.
    sides
        The equilibria that are compared, and what in them.
    by_gap
        Whether the paradox is present exactly where the gap between the payoffs is positive.
    """

    quantifier: str
    claim: Statement
    exception: Statement
    sides: ComparedPayoffs
    by_gap: bool

    @cached_property
    def incomplete(self) -> Statement:
        """The statement that there may be equilibria that no formula gives, so that the gap is not known."""
        return some([self.exception, self.sides.before.degenerate, self.sides.after.degenerate])

    def present_at(self, point: Mapping[str, Fraction]) -> bool | None:
        """True if the paradox is present at a point; None where the formulas leave that open."""
        signs = {p: 1 if value > 0 else -1 for p in self._polynomials if (value := p.value(point))}
        if not self.by_gap or simplify(self.exception, signs) is not False:
            return None
        (column,), ends = self.sides.columns, []
        for side in (self.sides.before, self.sides.after):
            there = [simplify(branch.exists, signs) for branch in side.branches]
            if not all(isinstance(exists, bool) for exists in there) or True not in there:
                return None
            paid = [
                b.payoffs[column].value(point)
                for b, exists in zip(side.branches, there, strict=True)
                if exists
            ]
            ends.append((min(paid), max(paid)))
        return bool(gap_of_ends(self.quantifier, *ends) > 0)

    @cached_property
    def _polynomials(self) -> Sequence[Polynomial]:
        """On whose signs it hangs which equilibria there are."""
        sides = self.sides.before, self.sides.after
        return atoms(self.exception, *(branch.exists for side in sides for branch in side.branches))


def gap_of_ends(quantifier: str, before: tuple[Any, Any], after: tuple[Any, Any]) -> Any:
    """The gap between the ends of what is got before (without the action) and after (with it)."""
    without = before[1] if quantifier in ("best", "possible") else before[0]
    return without - (after[1] if quantifier in ("strong", "best") else after[0])


def check_stated(inquiry: Inquiry) -> None:
    """Unsupported where a paradox is not offered as formulas, or is asked over a range of a parameter."""
    if isinstance(inquiry.definition.stated, str):
        raise Unsupported(f"no formulas: {inquiry.definition.stated}")
    if inquiry.axes:
        raise Unsupported("no formulas at a point: it is asked over a range of a parameter")


def offers_formulas(inquiry: Inquiry) -> bool:
    """True if formulas in all parameters can be asked for: not of a large tree, nor over a range."""
    offered = not (is_large(inquiry.family) or isinstance(inquiry.definition.stated, str))
    return offered and not inquiry.axes


def formulas_in_time(inquiry: Inquiry) -> Formulas | None:
    """The question as formulas; None where they are not offered, or take more than their part of the time."""
    try:
        with Clock().part(PART):
            return formulas_of(inquiry)
    except OutOfTime:
        return None


@lru_cache(maxsize=2)  # the same question is asked again when a model is examined
def formulas_of(inquiry: Inquiry) -> Formulas | None:
    """The question as formulas; None where they are not offered, too large, or no payoffs are compared."""
    if not offers_formulas(inquiry):
        return None
    factor = Factoring()
    try:
        # No box is told: what is drawn may lie on its border, or beyond.
        form, question, branches = inquiry.branches({}, factor)
        comparison = ParametricComparison(form, question, branches, factor, inquiry.least)
        claim, exception = inquiry.definition.parametric.statement(comparison)
    except Unsupported:
        return None
    if sum(prod(p.degree(name) + 1 for name in p.names) for p in atoms(claim, exception)) > MOST_COEFFICIENTS:
        return None
    sides = compared_payoffs(form, question, branches)
    by_gap = question.paradox in BY_GAP and question.quantifier != "possible"
    return None if sides is None else Formulas(question.quantifier, claim, exception, sides, by_gap)

"""One parameter: the intervals between the values at which equilibria change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import groupby, pairwise, starmap
from math import gcd, isqrt
from typing import Unpack

from gametheory_paradox.clock import in_time
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.signs import sign_on_box
from gametheory_paradox.conditions.proofs.statements import Factor, Statement, some
from gametheory_paradox.detectors import Inquiry, inquiry_over_parameters
from gametheory_paradox.detectors.wordings import quantity_of
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.factors import Factoring, SignOf, cancel
from gametheory_paradox.exact.roots import RealRoot
from gametheory_paradox.forms import Decision, ExtensiveForm
from gametheory_paradox.forms.formulas.branches import Branch, Branches, extremes
from gametheory_paradox.forms.trees.formulas.tree_branches import tree_branches
from gametheory_paradox.maps.comparison import SIDES, compared_payoffs
from gametheory_paradox.maps.switches import Piece, Switch, cut, range_of, verdict_of
from gametheory_paradox.models import Form, GameFamily
from gametheory_paradox.paradoxes.definition import ParametricComparison, left_in
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Record, Table, Tabular

# Every equilibrium over a range of one parameter: payoffs, odds of an action, changes of the verdict
#
# The range is cut at the roots of every polynomial on which equilibria and verdict hang, so between two cuts
# the same branches exist everywhere, each a formula in the parameter.
# ----------------------------------------------------------------------------

Odds = tuple[Statement, RationalFunction]  # where an action has a probability, and which


@dataclass(frozen=True, repr=False)
class Stretch(Record):
    """A part of the range on which the same equilibria exist.

    Parameters
    ----------
    low, high
        Its ends; where an end is irrational, a bound of it.
    has, lacks
        The mover's payoff in each equilibrium with the action, and without it, as formulas in the parameter;
        of another paradox after and before what it asks about.
    odds
        The probability of the action in each equilibrium with it, where that is offered, for the option
        paradox.
    verdict
        present, absent or undecided.
    is_open
        Whether the list of equilibria may be incomplete here.
    """

    low: Fraction
    high: Fraction
    has: tuple[RationalFunction, ...]
    lacks: tuple[RationalFunction, ...]
    odds: tuple[RationalFunction, ...]
    verdict: str
    is_open: bool


@dataclass(frozen=True, repr=False)
class Bifurcation(Tabular):
    """Every equilibrium over a range of one parameter.

    Parameters
    ----------
    family, question
        The games, and what is asked.
    over, low, high
        The parameter and its range.
    values
        The values of the others.
    stretches
        The parts of the range, ascending.
    """

    family: GameFamily
    question: Question
    over: str
    low: Fraction
    high: Fraction
    values: Mapping[str, Fraction]
    stretches: tuple[Stretch, ...]

    @property
    def switches(self) -> tuple[Switch, ...]:
        """The changes of the verdict."""
        return tuple(
            Switch(min(before.high, after.low), max(before.high, after.low), before.verdict, after.verdict)
            for before, after in pairwise(self.stretches)
            if before.verdict != after.verdict
        )

    @property
    def is_settled(self) -> bool:
        """True if no equilibrium can be missing anywhere in the range."""
        return not any(stretch.is_open for stretch in self.stretches)

    @property
    def measure(self) -> str:
        """The payoff, or measure, that is compared, in words."""
        return quantity_of(self.question)

    @property
    def sides(self) -> tuple[str, str]:
        """The equilibria in ``has``, and those in ``lacks``, in words."""
        after, before = SIDES[self.question.paradox]
        return f"with {self.question.taken}" if self.question.paradox == "option" else after, before

    def table(self) -> Table:
        """One row per stretch."""
        inner = {
            end
            for pair in pairwise(self.stretches)
            for end in (pair[0].high, pair[1].low)
            if pair[0].high != pair[1].low
        }
        rows = [
            (
                f"{_end_said(stretch.low, inner)} to {_end_said(stretch.high, inner)}",
                stretch.verdict,
                ", ".join(p.text() for p in stretch.has) or "unknown",
                ", ".join(p.text() for p in stretch.lacks) or "unknown",
            )
            for stretch in self.stretches
        ]

        after, before = SIDES[self.question.paradox]
        heads = (self.over, self.question.paradox, f"{self.measure.removeprefix('what ')} {after}", before)
        title = f"{self.family.title or 'Family'}: {self.question} over {self.over}"
        note = ", ".join(starmap(self.family.value_said, self.values.items()))
        return Table(heads, rows, title=title, note=note)


def _end_said(end: Fraction, irrational: set[Fraction]) -> str:
    """An end of a stretch; where only bounds of it are known, rounded."""
    return f"≈ {as_decimal(end, digits=6)}" if end in irrational else str(end)


def bifurcation(
    family: GameLike,
    question: Question | str | None = None,
    *,
    over: str,
    ends: tuple[object, object] | None = None,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Bifurcation:
    """Finds every equilibrium of the games that a paradox compares over a range of one parameter.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one.
    question, fields
        What is asked, as for ``detect``.
    over, ends
        The parameter, and its range; by default the declared one.
    values
        Values of other parameters; by default their baseline.
    budget
        Seconds for the whole answer; None for no limit.

    Returns
    -------
    The parts of the range with the payoffs in every equilibrium; ``draw`` draws them.

    Raises
    ------
    InvalidGame
        If a name is unknown or the range is empty or leaves the declared one.
    Unsupported
        If equilibria as formulas are not offered for this form of game or this paradox.
    OutOfTime
        If the budget ends before the range is cut.
    """
    family = as_family(family)
    inquiry = inquiry_over_parameters(family, question, fields)
    if inquiry.axes:
        raise Unsupported(
            f"the {inquiry.question.paradox} paradox compares no payoffs; ask thresholds or chart"
        )
    inquiry.check_unset(over=[over])
    low, high = range_of(family, over, {} if ends is None else {over: ends})
    if low == high:
        raise InvalidGame(f"the range of {over!r} is empty: {low} to {high}")
    others = {name: value for name, value in inquiry.others(values).items() if name != over}
    with in_time(budget, "the range was cut where equilibria come and go"):
        return Bifurcation(
            family, inquiry.question, over, low, high, others, _stretches(inquiry, over, (low, high), others)
        )


def _stretches(
    inquiry: Inquiry, over: str, ends: tuple[Fraction, Fraction], others: Mapping[str, Fraction]
) -> tuple[Stretch, ...]:
    """The parts of the range, ascending."""
    # The equilibria of both variants, and the verdict, as statements about the one parameter.
    factor = Factoring()
    form, fixed, branches = inquiry.branches(others, factor, {over: ends})
    comparison = ParametricComparison(form, fixed, branches, factor, inquiry.least)
    claim, exception = inquiry.definition.parametric.statement(comparison)
    sides = compared_payoffs(form, fixed, branches)
    assert sides is not None  # it is about payoffs, which null coercion alone is not
    odds = _odds(form, fixed, extremes(branches["with"]), factor) if fixed.paradox == "option" else []
    incomplete = some([exception, sides.after.degenerate, sides.before.degenerate])
    existing = [branch.exists for branch in (*sides.after.branches, *sides.before.branches)]
    pieces = cut([claim, exception, incomplete, *existing, *(where for where, _ in odds)], over, *ends)[1]
    column = form.column(fixed.mover)

    def stretch(piece: Piece) -> Stretch:
        point = {over: piece.middle}
        sign_of = partial(sign_on_box, box={over: (piece.low, piece.high)})
        return Stretch(
            piece.low,
            piece.high,
            _payoffs(sides.after.branches, column, point, sign_of),
            _payoffs(sides.before.branches, column, point, sign_of),
            tuple(dict.fromkeys(cancel(p, sign_of) for where, p in odds if holds_at(where, point))),
            verdict_of(claim, exception, point),
            holds_at(incomplete, point) is not False,
        )

    return _joined([stretch(piece) for piece in pieces])


def _payoffs(
    branches: Sequence[Branch], column: int, point: Mapping[str, Fraction], sign_of: SignOf
) -> tuple[RationalFunction, ...]:
    """The different values of what is compared in the branches that exist."""
    existing = (branch for branch in branches if holds_at(branch.exists, point))
    return tuple(dict.fromkeys(cancel(branch.payoffs[column], sign_of) for branch in existing))


def _odds(form: Form, question: Question, has: Branches, factor: Factor) -> list[Odds]:
    """The probability of the action in each equilibrium, and where it is that."""
    sure, never = RationalFunction.constant(1), RationalFunction.constant(0)
    if not isinstance(form, ExtensiveForm):
        who = form.players.index(question.mover)
        return [
            (branch.exists, _total(branch.supports[who], branch.mixtures[who], question.action))
            for branch in has.branches
            if branch.supports is not None  # it is a table's
        ]
    if not form.has_perfect_information:
        return []

    losing = left_in(form, question)
    by_node = tree_branches(form, factor)
    odds: list[Odds] = []
    for place, node in enumerate(form.nodes):
        if isinstance(node, Decision) and node.information_set in losing:
            actions = form.information_sets[node.information_set].actions
            for action, chosen in zip(actions, by_node[place].choices, strict=True):
                odds.append((chosen, sure if action in question.action else never))
    return odds


def _total(
    used: Sequence[str], mixture: Sequence[RationalFunction], actions: Sequence[str]
) -> RationalFunction:
    """The probability of any of some actions."""
    own = (odds for name, odds in zip(used, mixture, strict=True) if name in actions)
    return sum(own, RationalFunction.constant(0))


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Neighbors on which the same things hold as one."""
    same = groupby(stretches, key=lambda stretch: (stretch.has, stretch.lacks, stretch.odds, stretch.verdict))
    runs = [list(run) for _, run in same]
    return tuple(replace(run[0], high=run[-1].high) for run in runs)


# Intervals of one parameter, with exact ends: numbers, roots of quadratic polynomials, and named roots
# ----------------------------------------------------------------------------

MOST_FACTOR = 10_000  # that is taken out of a root


@dataclass(frozen=True, repr=False)
class Interval(Record):
    """A closed interval of values of one parameter.

    Parameters
    ----------
    low, high
        Its ends: each a number, or a root with the polynomial that vanishes there and proved bounds.
    """

    low: Fraction | RealRoot
    high: Fraction | RealRoot

    def to_data(self) -> dict[str, object]:
        """As JSON: each end as it is written, and bounds of its value."""
        return {"low": _as_data(self.low), "high": _as_data(self.high)}

    def __str__(self) -> str:
        return f"{_said(self.low)} to {_said(self.high)}"


def intervals_of(statement: Statement, name: str, low: Fraction, high: Fraction) -> tuple[Interval, ...]:
    """Finds the pieces of a range in which a statement holds, those that meet at a root joined.

    Raises
    ------
    Unsupported
        If the range is one value.
    """
    if low == high:
        raise Unsupported(f"{name} is a number here; leave a parameter with a range")
    roots, pieces = cut([statement], name, low, high)
    ends: Sequence[Fraction | RealRoot] = [low, *roots, high]
    found: list[Interval] = []
    for number, piece in enumerate(pieces):
        if holds_at(statement, {name: piece.middle}) is not True:
            continue
        joined = bool(found) and found[-1].high is ends[number]
        start = found.pop().low if joined else ends[number]
        found.append(Interval(start, ends[number + 1]))
    return tuple(found)


def _said(end: Fraction | RealRoot) -> str:
    """Writes an end: a number, with a root where that is quadratic; else a decimal and its polynomial."""
    if isinstance(end, Fraction) or end.is_rational:
        return str(end if isinstance(end, Fraction) else end.low)
    (name,) = end.minimal.names
    if end.minimal.degree(name) == 2:
        return _surd(end, *(int(end.minimal.terms.get(((name, n),) if n else (), 0)) for n in (2, 1, 0)))
    return f"{as_decimal(end.refine(Fraction(1, 10**8)).low, digits=6)} (a root of {end.minimal})"


def _as_data(end: Fraction | RealRoot) -> dict[str, str]:
    low, high = (end, end) if isinstance(end, Fraction) else (end.low, end.high)
    return {"text": _said(end), "lower": str(low), "upper": str(high)}


def _surd(root: RealRoot, a: int, b: int, c: int) -> str:
    """Writes a root of a·x² + b·x + c, which is irreducible."""
    inside, outside = b * b - 4 * a * c, 1
    for factor in range(2, min(isqrt(inside), MOST_FACTOR) + 1):
        while inside % (factor * factor) == 0:
            inside, outside = inside // (factor * factor), outside * factor

    # Bounds this narrow lie on one side of the middle of both roots; the denominator is positive.
    narrow = root.refine(Fraction(1, 4 * abs(a)))
    above = a * (narrow.low + narrow.high) + b > 0
    sign = 1 if a > 0 else -1
    common = gcd(b, outside, 2 * a)
    middle, times, below = -b * sign // common, outside // common, 2 * a * sign // common
    written = f"{'' if times == 1 else times}√{inside}"
    plus = above == (a > 0)
    if not middle:
        return f"{'' if plus else '-'}{written}{f'/{below}' if below > 1 else ''}"
    top = f"{middle} {'+' if plus else '-'} {written}"
    return f"({top})/{below}" if below > 1 else top

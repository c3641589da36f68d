"""Every equilibrium over a range of one parameter: payoffs, the probability of an action, and where the verdict changes.

The range is cut at the roots of every polynomial on which equilibria and verdict hang, so between two cuts
the same branches exist everywhere, each a formula in the parameter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from gametheory_paradox.claims.parameters.branches import Branch, Branches, tree_branches
from gametheory_paradox.claims.parameters.logic import Factor, Statement, holds_at, some
from gametheory_paradox.detectors import ComparisonQuestion, Question
from gametheory_paradox.detectors.as_formulas import (
    as_formulas,
    asked_with,
    comparison_as_formulas,
    option_as_formulas,
)
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.exact.factors import cancel
from gametheory_paradox.families import Form, GameFamily
from gametheory_paradox.games import Decision, ExtensiveForm, losing_sets
from gametheory_paradox.paradoxes.statements import STATEMENTS
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.line import Piece, Switch, cut
from gametheory_paradox.regions.measured import SIDES, measured
from gametheory_paradox.table import Table

Odds = tuple[Statement, RationalFunction]  # where an action has a probability, and which


@dataclass(frozen=True)
class Stretch:
    """A part of the range on which the same equilibria exist.

    Parameters
    ----------
    low, high
        Its ends; where an end is irrational, a bound of it.
    has, lacks
        The mover's payoff in each equilibrium with the action, and without it, as formulas in the parameter;
        of another paradox after and before what it asks about; for security-insecurity the index.
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


@dataclass(frozen=True)
class Bifurcation:
    """Every equilibrium over a range of one parameter.

    Parameters
    ----------
    family, question
        The games, and what is asked.
    over, low, high
        The parameter and its range.
    at
        The values of the others.
    stretches
        The parts of the range, ascending.
    """

    family: GameFamily
    question: Question | ComparisonQuestion
    over: str
    low: Fraction
    high: Fraction
    at: Mapping[str, Fraction]
    stretches: tuple[Stretch, ...]

    @property
    def switches(self) -> tuple[Switch, ...]:
        """Where the verdict changes."""
        return tuple(
            Switch(min(before.high, after.low), max(before.high, after.low), before.verdict, after.verdict)
            for before, after in pairwise(self.stretches)
            if before.verdict != after.verdict
        )

    @property
    def measure(self) -> str:
        """What is measured, in words."""
        mover = self.question.mover
        return f"{mover}'s index" if self.question.paradox == "security-insecurity" else f"what {mover} gets"

    @property
    def sides(self) -> tuple[str, str]:
        """The equilibria in ``has``, and those in ``lacks``, in words."""
        after, before = SIDES[self.question.paradox]
        if isinstance(self.question, Question):
            after = f"with {self.question.action!r}{self.question.where}"
        return after, before

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
        note = ", ".join(f"{name} = {value}" for name, value in self.at.items())
        about = f"{self.question.mover}: {'; '.join(f'{what} {which}' for what, which in self.question.told)}"
        if isinstance(self.question, Question):
            about = f"{self.question.mover}'s {self.question.action!r}{self.question.where}"
        return Table(
            heads, rows, title=f"{self.family.title or 'Family'}: {about} over {self.over}", note=note
        )

    def __str__(self) -> str:
        return str(self.table())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html()


def _end_said(end: Fraction, irrational: set[Fraction]) -> str:
    """An end of a stretch; where only bounds of it are known, rounded."""
    return f"≈ {float(end):.6g}" if end in irrational else str(end)


def bifurcation(
    family: GameFamily,
    paradox: str = "option",
    *,
    over: str,
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    values: Mapping[str, object] = {},
    ends: tuple[object, object] | None = None,
    **details: object,
) -> Bifurcation:
    """Finds every equilibrium of the games that a paradox compares, with an action and without it, over a range of one parameter.

    Parameters
    ----------
    family
        The games.
    over, ends
        The parameter, and its range; by default the declared one.
    paradox, mover, action, at, coalition, quantifier, concept, details
        What is asked, as for ``chart``.
    values
        Values of other parameters; by default their baseline.

    Returns
    -------
    The parts of the range with the payoffs in every equilibrium; ``draw`` draws them.

    Raises
    ------
    InvalidGame
        If a name is unknown or the range is empty or leaves the declared one.
    Unsupported
        If equilibria as formulas are not offered for this form of game or this paradox.
    """
    said = asked_with(
        mover=mover,
        action=action,
        at=at,
        coalition=coalition,
        quantifier=quantifier,
        concept=concept,
        details=details,
    )
    asked = as_formulas(family, paradox, said)
    if asked.axes:
        raise Unsupported(f"the {paradox} paradox compares no payoffs; ask thresholds or chart")
    point = family.point(values)
    if over not in point:
        raise InvalidGame(f"{over!r} is not a parameter of this family; it has {', '.join(point) or 'none'}")
    low, high = (
        family.box[over] if ends is None else (exact(end, f"an end of the range of {over!r}") for end in ends)
    )
    declared = family.box[over]
    if not declared[0] <= low < high <= declared[1]:
        raise InvalidGame(
            f"expected a range of {over!r} within {declared[0]} to {declared[1]}, got {low} to {high}"
        )
    for name in (over, *values):
        if name in asked.sets:
            raise InvalidGame(f"{name!r} is the parameter that changes, and has no value of its own")
    others = {name: value for name, value in point.items() if name not in (over, *asked.sets)}
    form, factor = family.fix(others), Factoring()
    (claim, exception), lacks, has, odds = _compared(asked.question, form, others, factor)
    incomplete = some([exception, has.degenerate, lacks.degenerate])
    hanging = [
        claim,
        exception,
        has.degenerate,
        lacks.degenerate,
        *(b.exists for b in (*has.branches, *lacks.branches)),
    ]
    pieces = cut([*hanging, *(where for where, _ in odds)], over, low, high)[1]
    who = form.players.index(mover)

    def stretch(piece: Piece) -> Stretch:
        at_middle = {over: piece.middle}
        settled = holds_at(exception, at_middle) is False
        return Stretch(
            piece.low,
            piece.high,
            _payoffs(has.branches, who, at_middle),
            _payoffs(lacks.branches, who, at_middle),
            tuple(dict.fromkeys(cancel(p) for where, p in odds if holds_at(where, at_middle))),
            ("present" if holds_at(claim, at_middle) else "absent") if settled else "undecided",
            holds_at(incomplete, at_middle) is not False,
        )

    return Bifurcation(
        family, asked.question, over, low, high, others, _joined([stretch(piece) for piece in pieces])
    )


def _compared(
    question: Question | ComparisonQuestion, form: Form, at: Mapping[str, Fraction], factor: Factor
) -> tuple[tuple[Statement, Statement], Branches, Branches, list[Odds]]:
    """Where the paradox is present and where that is left open, the equilibria before and after, and the odds of the action."""
    if isinstance(question, Question):
        stated, has, lacks = option_as_formulas(question, form, factor)
        return stated, lacks, has, _odds(form, question, has, factor)
    request, found = comparison_as_formulas(question, form, at, factor)
    sides = measured(form, request, found)
    assert sides is not None  # it is about payoffs, which null coercion alone is not
    return (
        STATEMENTS[question.paradox].statement(form, request, found, factor, Fraction(0)),
        sides.before,
        sides.after,
        [],
    )


def _payoffs(
    branches: Sequence[Branch], who: int, point: Mapping[str, Fraction]
) -> tuple[RationalFunction, ...]:
    """The different payoffs in the branches that exist."""
    return tuple(
        dict.fromkeys(cancel(branch.payoffs[who]) for branch in branches if holds_at(branch.exists, point))
    )


def _odds(form: Form, question: Question, has: Branches, factor: Factor) -> list[Odds]:
    """The probability of the action in each equilibrium, and where it is that."""
    sure, never = RationalFunction.constant(1), RationalFunction.constant(0)
    if not isinstance(form, ExtensiveForm):
        who = form.players.index(question.mover)
        found = []
        for branch in has.branches:
            used = (
                dict(zip(branch.supports[who], branch.mixtures[who], strict=True)) if branch.supports else {}
            )
            found.append((branch.exists, used.get(question.action, never)))
        return found
    if not form.has_perfect_information:
        return []
    by_node, losing = tree_branches(form, factor), set(losing_sets(form, question.scope, question.action))
    odds: list[Odds] = []
    for place, node in enumerate(form.nodes):
        if isinstance(node, Decision) and node.information_set in losing:
            actions = form.information_sets[node.information_set].actions
            odds += [
                (c, sure if a == question.action else never)
                for a, c in zip(actions, by_node[place].choices, strict=True)
            ]
    return odds


def _joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Neighbors on which the same things hold as one."""
    joined: list[Stretch] = []
    for one in stretches:
        if joined and _same(joined[-1], one):
            last = joined.pop()
            one = Stretch(last.low, one.high, last.has, last.lacks, last.odds, last.verdict, last.is_open)
        joined.append(one)
    return tuple(joined)


def _same(one: Stretch, other: Stretch) -> bool:
    return (one.has, one.lacks, one.odds, one.verdict) == (other.has, other.lacks, other.odds, other.verdict)

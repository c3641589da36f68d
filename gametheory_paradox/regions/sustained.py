"""The discount factors, and other parameters, for which an automaton plays an equilibrium."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, isqrt

from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.claims.parameters.lowest_terms import lowest
from gametheory_paradox.claims.parameters.state_branches import StateTests
from gametheory_paradox.conditions.condition import Condition, condition
from gametheory_paradox.conditions.statements_at_points import holds_at
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.exact.roots import RealRoot
from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.automata import Automaton
from gametheory_paradox.games import StochasticGame
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.regions.switches import cut
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Record, Table, Tabular, listed

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

    def __str__(self) -> str:
        return f"{_said(self.low)} to {_said(self.high)}"


@dataclass(frozen=True, repr=False)
class SustainedPlay(Tabular):
    """Where an automaton's play of a repeated game is a subgame perfect equilibrium.

    Parameters
    ----------
    family, automaton
        The repeated games, and what is played.
    holds
        Where it is an equilibrium, off the zero sets of the polynomials involved; there it is one where these
        only bound the set.
    averages
        What everybody gets on average, (1 − δ) times the discounted sum, as formulas.
    parameter, intervals
        Where one parameter is left: its name, and the closed intervals of the set.  Single points beside them
        are not looked for.
    values
        The values of the parameters that are numbers here.
    """

    family: GameFamily
    automaton: Automaton
    holds: Condition
    averages: tuple[RationalFunction, ...]
    parameter: str = ""
    intervals: tuple[Interval, ...] = ()
    values: Mapping[str, Fraction] = field(default_factory=dict)

    def table(self) -> Table:
        """What everybody gets on average, and where the play is an equilibrium."""
        order = tuple(self.family.box)
        rows = tuple(zip(self.family.players, (p.text(order) for p in self.averages), strict=True))
        title = f"{self.family.title or 'Family'}: an automaton that begins in {self.automaton.begins!r}"
        notes = [f"subgame perfect where {self.holds}"]
        if self.parameter:
            parts = listed([str(interval) for interval in self.intervals]) or "nowhere"
            notes.append(f"{self.parameter}: {parts}, ends included")
        if self.values:
            notes.append(f"with {listed([f'{name} = {value}' for name, value in self.values.items()])}")
        return Table(("player", "gets on average"), rows, title=title, note="\n".join(notes))


def sustained(family: GameLike, automaton: Automaton, *, values: Mapping[str, object] = {}) -> SustainedPlay:
    """Finds the parameters for which an automaton's play of a repeated game is a subgame perfect equilibrium.

    In each state of the automaton, reached or not, no player gains by another action once.  Each of these
    one-shot deviations is the sign of one polynomial in the parameters.

    Parameters
    ----------
    family
        Repeated games.
    automaton
        What is played, for all players together.
    values
        Values of parameters that are to be numbers; the others stay.

    Returns
    -------
    The condition, and where one parameter is left its closed intervals with exact ends.

    Raises
    ------
    InvalidGame
        If the games are not repeated ones, or the automaton does not fit.

    Sources
    -------
    abreu1990

    Examples
    --------
    >>> dilemma = '''format: 1
    ... players: [A, B]
    ... parameters: {d: {range: [0, 9/10], baseline: 1/2}}
    ... repeated: {discount: d, stage: {actions: {A: [C, D], B: [C, D]}, payoffs: {
    ...   C: {C: [9, 9], D: [1, 10]}, D: {C: [10, 1], D: [3, 3]}}}}
    ... '''
    >>> from gametheory_paradox.formats import read_model
    >>> friends = {"A": "C", "B": "C"}
    >>> grim = Automaton({
    ...     "friends": {"play": friends, "next": [(friends, "friends"), ({}, "foes")]},
    ...     "foes": {"play": {"A": "D", "B": "D"}, "next": [({}, "foes")]}})
    >>> print(sustained(read_model(dilemma), grim).intervals[0])
    1/7 to 9/10
    """
    family = as_family(family)
    fixed = {name: value for name, value in family.point(values).items() if name in values}
    unfolded, played = automaton.unfolded(family)
    form = unfolded.form.map(lambda formula: formula.at(fixed))
    assert isinstance(form, StochasticGame)  # an automaton unfolds into one
    factors = Factoring()
    tests = StateTests(form, factors)
    statement = tests.holds(played)

    box = {name: ends for name, ends in family.box.items() if name not in fixed}
    one = RationalFunction.constant(1)
    averages = tuple(
        lowest(paid * (one - own), factors)
        for paid, own in zip(tests.payoffs(played), form.discounts, strict=False)
    )
    holds = condition(statement, box, tuple(family.box))
    (parameter,) = box if len(box) == 1 else ("",)
    intervals = _intervals(statement, parameter, *box[parameter]) if parameter else ()
    return SustainedPlay(family, automaton, holds, averages, parameter, intervals, fixed)


def _intervals(statement: Statement, name: str, low: Fraction, high: Fraction) -> tuple[Interval, ...]:
    """The pieces of a range in which a statement holds, those that meet at a root joined."""
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
    """An end as a number, with a root where it is quadratic; beyond that a decimal and its polynomial."""
    if isinstance(end, Fraction) or end.is_rational:
        return str(end if isinstance(end, Fraction) else end.low)
    (name,) = end.minimal.names
    if end.minimal.degree(name) == 2:
        return _surd(end, *(int(end.minimal.terms.get(((name, n),) if n else (), 0)) for n in (2, 1, 0)))
    return f"{as_decimal(end.refine(Fraction(1, 10**8)).low, digits=6)} (a root of {end.minimal})"


def _surd(root: RealRoot, a: int, b: int, c: int) -> str:
    """A root of a·x² + b·x + c, which is irreducible."""
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
    top = f"{middle or ''} {'+' if above == (a > 0) else '-'} {written}"
    return f"({top.strip()})/{below}" if below > 1 else top.strip()

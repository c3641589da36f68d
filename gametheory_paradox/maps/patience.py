"""The discount factors, and other parameters, for which an automaton plays an equilibrium."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.clock import in_time
from gametheory_paradox.conditions.condition import Condition, condition
from gametheory_paradox.conditions.proofs.arrangement import lowest
from gametheory_paradox.conditions.proofs.statements import every, some
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import Automaton, StochasticGame
from gametheory_paradox.forms.states.formulas.state_tests import StateTests, Supports, certain
from gametheory_paradox.forms.states.models.unfolding import Unfolding
from gametheory_paradox.interruption import look
from gametheory_paradox.maps.one_parameter import Interval, intervals_of
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.family import no_such_parameter
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Table, Tabular, listed

MOST_PLANS = 1_000  # of what a player does before others notice


@dataclass(frozen=True, repr=False)
class SustainedPlay(Tabular):
    """The condition under which an automaton's play is a subgame perfect equilibrium, and its payoffs.

    Parameters
    ----------
    family, automaton
        The games, and what is played.
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

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        order = tuple(self.family.box)
        paid = zip(self.family.players, self.averages, strict=False)
        return {
            "automaton": self.automaton.name,
            "values": {name: str(value) for name, value in self.values.items()},
            "condition": self.holds.to_data(),
            "averages": {player: own.text(order) for player, own in paid},
            "parameter": self.parameter,
            "intervals": [own.to_data() for own in self.intervals],
        }

    def table(self) -> Table:
        """Everybody's average payoffs, and where the play is an equilibrium."""
        order = tuple(self.family.box)
        rows = tuple(zip(self.family.players, (p.text(order) for p in self.averages), strict=True))
        name = self.automaton.name or f"an automaton that begins in {self.automaton.begins!r}"
        title = f"{self.family.title or 'Family'}: {name}"
        notes = [f"subgame perfect where {self.holds}"]
        if self.parameter:
            parts = listed([str(interval) for interval in self.intervals]) or "nowhere"
            notes.append(f"{self.parameter}: {parts}, ends included")
        if self.values:
            notes.append(f"with {listed([f'{name} = {value}' for name, value in self.values.items()])}")
        return Table(("player", "gets on average"), rows, title=title, note="\n".join(notes))


def sustained(
    family: GameLike,
    automaton: Automaton | str = "",
    *,
    over: str = "",
    values: Mapping[str, object] = {},
    budget: float | None = None,
) -> SustainedPlay:
    """Finds the parameters for which an automaton's play is a subgame perfect equilibrium.

    In each state of the automaton to which something leads that may have been done, no player gains by
    another action once.  Each of these one-shot deviations is the sign of one polynomial in the parameters.
    What is noticed late is followed by what is then best for the player who did it.

    Parameters
    ----------
    family
        Repeated or stochastic games.
    automaton
        What is played, for all players together, or the name of an automaton of the model; none names the
        only one.
    over
        The parameter that is left; all others are numbers, at their baseline where no value is given.
    values
        Values of parameters that are to be numbers; the others stay.
    budget
        Seconds for the whole call; None for no limit.

    Returns
    -------
    The condition, and where one parameter is left its closed intervals with exact ends.

    Raises
    ------
    InvalidGame
        If the games are not played in periods, or the automaton does not fit or is not there.
    Unsupported
        If what is noticed late leaves too many plans.
    OutOfTime
        If the time is up before: what some players may gain says nothing about the play.

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
    >>> from gametheory_paradox.models.files import read_model
    >>> grim = Automaton.grim({"A": "C", "B": "C"}, {"A": "D", "B": "D"})
    >>> print(sustained(read_model(dilemma), grim).intervals[0])
    1/7 to 9/10
    """
    family = as_family(family)
    if over and over not in family.box:
        raise no_such_parameter(over, family.box)
    left = {over} if over else set(family.box) - set(values)
    fixed = {name: value for name, value in family.point(values).items() if name not in left}
    chosen = automaton if isinstance(automaton, Automaton) else family.automaton(automaton)
    with in_time(budget, "everybody's departures were looked at"):
        return _sustained(family, chosen, fixed)


def _sustained(family: GameFamily, chosen: Automaton, fixed: Mapping[str, Fraction]) -> SustainedPlay:
    """Finds where nobody gains by another action once, and what the play pays."""
    unfolding, factors = Unfolding(chosen, family, fixed), Factoring()
    statements = []
    for player in family.players:
        look()
        faced = unfolding.faced_by(player)
        form = faced.game.map(lambda formula: formula.at(fixed))
        tests = StateTests(form, factors)
        plans = _plans(form, faced.taken)
        statements.append(some(tests.holds(plan, faced.counting) for plan in plans))
    statement = every(statements)

    box = {name: ends for name, ends in family.box.items() if name not in fixed}
    one = RationalFunction.constant(1)
    averages = tuple(  # as long as nobody departs, each player's first plan is what is played
        lowest(paid * (one - own), factors)
        for paid, own in zip(tests.payoffs(certain(plans[0])), form.discounts, strict=False)
    )
    holds = condition(statement, box, tuple(family.box))
    (parameter,) = box if len(box) == 1 else ("",)
    intervals = intervals_of(statement, parameter, *box[parameter]) if parameter else ()
    return SustainedPlay(family, chosen, holds, averages, parameter, intervals, fixed)


def _plans(form: StochasticGame[RationalFunction], taken: Sequence[int | None]) -> list[Supports]:
    """Every plan of a player that acts freely where nobody notices yet, and as it is to elsewhere."""
    sizes = [len(info.actions) for info in form.information_sets]
    choices = [range(size) if own is None else (own,) for size, own in zip(sizes, taken, strict=True)]
    if prod(map(len, choices)) > MOST_PLANS:
        raise Unsupported(
            f"before it is noticed a player may do more than {MOST_PLANS:,} different things; "
            "let it be noticed earlier"
        )
    return [tuple((action,) for action in plan) for plan in product(*choices)]

"""Payoffs of play that looks back, and the patience that play which is named needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, RepeatedGame, StochasticGame
from gametheory_paradox.regions import SustainedPlay, sustained
from gametheory_paradox.solvers.payoff_polygons import RepeatedPayoffs, payoff_polygons
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class LookingBack(Record):
    """Play of a game in periods that answers what was done before.

    Parameters
    ----------
    payoffs
        Between which polygons the payoffs of its pure equilibria lie; None of games with states, or of more
        than two players or unlike discount factors.
    automata
        Where the play of each automaton of the model is an equilibrium, all but the patience at the point.
    notes
        What was not found, and why.
    """

    payoffs: RepeatedPayoffs | None
    automata: tuple[SustainedPlay, ...]
    notes: tuple[str, ...] = ()


def looking_back(
    family: GameFamily, point: Mapping[str, Fraction], game: Game, budget: float | None
) -> LookingBack | None:
    """The findings about play that looks back; None of games that nobody plays so.

    Parameters
    ----------
    family
        The games, with the automata that the model names.
    point, game
        The values of the parameters, and the game there.
    budget
        Seconds; None for no limit.
    """
    if not isinstance(family.form, StochasticGame):
        return None
    with Clock(budget) as clock:
        notes: list[str] = []
        payoffs = None
        if isinstance(game, RepeatedGame) and len(game.players) == 2 and len(set(game.discounts)) == 1:
            payoffs = payoff_polygons(game, Clock().part(1 / 2))

        # The patience that each automaton needs, or all that its play hangs on.
        patience, automata = _patience(family), []
        values = {name: value for name, value in point.items() if patience and name != patience}
        for automaton in family.automata:
            try:
                automata.append(sustained(family, automaton, over=patience, values=values, budget=clock.left))
            except (OutOfTime, Unsupported) as problem:
                notes.append(f"{automaton.name}: {problem}")
    if payoffs is None and not family.automata:
        return None
    return LookingBack(payoffs, tuple(automata), tuple(notes))


def _patience(family: GameFamily) -> str:
    """The one parameter on which all discount factors hang; empty where there is none, or are several."""
    assert isinstance(family.form, StochasticGame)
    formulas = (part for own in family.form.discounts for part in (own.numerator, own.denominator))
    names = {name for formula in formulas for name in formula.names}
    varying = [name for name in names if family.box[name][0] < family.box[name][1]]
    return varying[0] if len(varying) == 1 else ""

"""Points that are settled one by one, by ``solve`` and ``detect``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan

from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.established import established
from gametheory_paradox.games import Game
from gametheory_paradox.solvers import Equilibria, solve
from gametheory_paradox.studies.sweeps.found import UNCOUNTED, Code, Found, Settled, nearest_float

_CODES = {code.name.lower(): code for code in Code}


@dataclass(frozen=True)
class Asked:
    """What is asked about each game.

    Parameters
    ----------
    solved
        Whether its equilibria are wanted.
    concept, budget
        Equilibria in which sense, and seconds for each game.
    paradox, arguments
        The question as ``detect`` takes it; no arguments: none.
    """

    solved: bool
    concept: str | None
    budget: float | None
    paradox: str = "option"
    arguments: Mapping[str, object] = field(default_factory=dict)

    def fill(self, found: Found, place: tuple[int, ...], game: Game) -> None:
        """Settle one point."""
        if self.solved:
            _equilibria(found, place, solve(game, concept=self.concept, budget=self.budget))
        if self.arguments:
            verdict = detect(game, self.paradox, concept=self.concept, budget=self.budget, **self.arguments)  # type: ignore[call-overload]  # the arguments of any paradox
            found.verdict[place] = _CODES[verdict.name]
            found.gap[place] = nan if verdict.comparison is None else nearest_float(verdict.comparison.gap)
        found.settled[place] = Settled.ALONE


def _equilibria(found: Found, place: tuple[int, ...], own: Equilibria) -> None:
    proved = own.completeness.status == "proved"
    found.number[place] = len(own) if proved else UNCOUNTED
    tied = (
        own.method == "backward_induction" and own.completeness.status == "partial"
    )  # any mixture at the last tie will do
    found.infinite[place] = own.is_infinite or tied
    for who, player in enumerate(own.game.players):
        if proved and len(own):  # an irrational payoff is known within bounds
            ends = [bounds[who] for bounds in own.payoff_bounds]
            low, high = min(low for low, _ in ends), max(high for _, high in ends)
        else:
            known = established(own, player)
            if known is None:
                continue
            payoffs = known.equilibria.payoffs(player)
            low, high = payoffs.low, payoffs.high
        found.low[(*place, who)], found.high[(*place, who)] = nearest_float(low), nearest_float(high)

"""Looking back at a finding, and the numbers that would decide it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Depends, Inquiry, Undecided, Verdict, detect
from gametheory_paradox.detectors.detection import SECURITY, counts_security
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.forms import PAYOFF, ExtensiveForm, Game, RepeatedGame, StochasticGame
from gametheory_paradox.forms.states.solvers.payoff_polygons import RepeatedPayoffs, payoff_polygons
from gametheory_paradox.maps import SustainedPlay, sustained
from gametheory_paradox.models import GameFamily
from gametheory_paradox.table import Record

# Payoffs of play that looks back, and the patience that play which is named needs
# ----------------------------------------------------------------------------


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


# Dependence of a verdict on the numbers that a model puts in, beyond the order of the payoffs
# ----------------------------------------------------------------------------

SECONDS = 20.0  # for one question; those that are settled take one or two
SETTLED: Mapping[str, str] = {"present": "no: always", "absent": "no: never"}


@dataclass(frozen=True, repr=False)
class NumbersNeeded(Record):
    """The answer that the order of the payoffs gives to a question.

    Parameters
    ----------
    verdict
        The verdict for every payoff in the order; None where that cannot be asked.
    why
        Why it cannot be asked, or is not decided; else empty.
    concept
        The solution concept, where it is a wider one than was asked about.
    security
        The same about the mover's security, where the payoff was asked about and security is counted.
    """

    verdict: Verdict | None
    why: str = ""
    concept: str = ""
    security: "NumbersNeeded | None" = None

    def to_data(self) -> dict[str, object]:
        """As JSON: the verdict, the comparisons it hangs on, and whose certificate proves it."""
        verdict = self.verdict
        certificate = None if verdict is None else verdict.certificate
        return {
            "said": self.said,
            "verdict": None if verdict is None else verdict.name,
            "depends_on": list(verdict.depends_on) if isinstance(verdict, Depends) else [],
            "concept": None if verdict is None else verdict.question.concept,
            "certificate": certificate and certificate.to_data(),
            "security": self.security and self.security.to_data(),
        }

    def __str__(self) -> str:
        return self.said if self.security is None else f"{self.said}; in security: {self.security.said}"

    @property
    def said(self) -> str:
        """The answer in words, without security."""
        if self.why or self.verdict is None:
            return self.why
        among = f" (of {self.concept} equilibria)" if self.concept else ""
        if isinstance(self.verdict, Depends):
            on = self.verdict.depends_on
            count = "1 comparison" if len(on) == 1 else f"{len(on)} comparisons"
            of_gaps = " of gaps" if any("gap between" in one for one in on) else ""
            return f"hangs on {count}{of_gaps}: {'; '.join(on)}{among}"
        return SETTLED[self.verdict.name] + among


def numbers_needed(inquiry: Inquiry, point: Mapping[str, Fraction], budget: float | None) -> NumbersNeeded:
    """Decides from the order of outcomes at a point whether a question needs numbers, in security too.

    Parameters
    ----------
    inquiry
        The question, about a family.
    point
        Where payoffs are in the order.
    budget
        Seconds that are left; of these at most ``SECONDS`` are taken for each measure.
    """
    own = _of_measure(inquiry, point, budget)
    if not counts_security(inquiry.family) or own.verdict is None or inquiry.question.measure != PAYOFF:
        return own
    return replace(own, security=_of_measure(inquiry.but(measure=SECURITY), point, budget))


def _of_measure(inquiry: Inquiry, point: Mapping[str, Fraction], budget: float | None) -> NumbersNeeded:
    """The answer about the measure that the question compares."""
    if inquiry.sets or inquiry.axes:
        return NumbersNeeded(None, "yes: it asks about a number that changes")

    seconds = SECONDS if budget is None else min(SECONDS, budget)
    family = inquiry.family if inquiry.family.ranking is not None else inquiry.family.by_rank(point)

    with Clock(seconds) as clock:
        try:
            return _answer(inquiry, detect(family, inquiry.question, budget=seconds), clock, seconds)
        except (InvalidGame, Unsupported) as problem:
            hidden = (
                isinstance(inquiry.family.form, ExtensiveForm) and inquiry.question.concept == "sequential"
            )
            if not hidden:
                return NumbersNeeded(None, f"not known: {problem}")

        wider = inquiry.question.but(concept="subgame-perfect")
        try:
            return _answer(inquiry, detect(family, wider, budget=clock.left), clock, seconds)
        except (InvalidGame, Unsupported) as problem:
            return NumbersNeeded(None, f"not known: {problem}")


def _answer(inquiry: Inquiry, verdict: Verdict, clock: Clock, seconds: float) -> NumbersNeeded:
    concept = str(verdict.question.concept)
    wider = "" if concept == inquiry.question.concept else concept
    if isinstance(verdict, Undecided):
        late = f"not decided in {round(seconds)} s" if clock.is_over else f"not known: {verdict.why}"
        return NumbersNeeded(verdict, late, wider)
    return NumbersNeeded(verdict, concept=wider)

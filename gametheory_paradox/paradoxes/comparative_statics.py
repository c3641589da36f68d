"""The comparative-statics paradox: what raises a player's payoff whatever is done lowers what it gets."""

from collections.abc import Mapping
from dataclasses import dataclass

from gametheory_paradox.conditions.proofs.statements import Statement, every, positive, some
from gametheory_paradox.forms import Game, Lottery, NormalForm, StochasticGame, cells_of, number_from_data
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.paradoxes.definition import (
    ParametricComparison,
    ParametricDefinition,
    Sets,
    compared,
    gains,
    gap_between,
    payoffs_compared,
)
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question, text_of
from gametheory_paradox.table import Record

# Comparative-statics backfire: a change that raises a payoff whatever is done lowers it in equilibrium
#
# A game is looked at before and after a parameter changes: the same players choose among the same actions
# with the same moves of chance, over time the same odds of states and the same discount factors, and the
# mover's payoff is lower nowhere and higher somewhere: more arms, less cost, a larger endowment.  The other
# players' payoffs may change too.  Where the mover's payoff is lower somewhere, or higher nowhere, or chance
# is another, the change is only a *parameter effect*, and the paradox is absent whatever the equilibria pay.
# Of a measure both are asked: what raises it whatever is done lowers it in equilibrium.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class ComparativeStatics(Record):
    """The mover's payoffs over all equilibria of two games, or in those that a rule selects.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    lower, higher
        Its payoffs before and after the change.
    raises
        Whether the change raises its payoff cell by cell: nowhere lower, somewhere higher, chance the same.
    """

    quantifier: AnyQuantifier
    lower: PayoffSet
    higher: PayoffSet
    raises: bool

    @property
    def gap(self) -> Number:
        """By how much the mover is better off before the change."""
        return gap_between(self.lower, self.higher, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """Before and after."""
        return {"lower": self.lower, "higher": self.higher}

    def holds(self) -> bool:
        """The definition."""
        return self.raises and self.gap > 0


def variants(form: Form, question: Question) -> dict[str, Game]:
    """The game before the change and after it; ``form`` has no other parameter than the one that changes."""
    parameter = text_of(question, "parameter")
    low, high = ({parameter: number_from_data(question.details.get(end))} for end in ("low", "high"))
    return {
        "lower": form.map(lambda formula: formula.value(low)),
        "higher": form.map(lambda formula: formula.value(high)),
    }


def claim(form: Form, question: Question, sets: Sets) -> ComparativeStatics | str:
    """The comparison; a text says why the equilibria do not settle it."""
    compared = payoffs_compared(question, {name: sets[name] for name in ("lower", "higher")})
    if isinstance(compared, str):
        return compared
    lower, higher = compared
    raised = raises(sets["lower"].game, sets["higher"].game, question.mover)
    return ComparativeStatics(question.quantifier, lower, higher, raised)


def raises(game: Game, other: Game, mover: str) -> bool:
    """True if what is compared is nowhere lower and somewhere higher in another game, chance the same."""
    own, cells = game.column(mover), zip(cells_of(game), cells_of(other), strict=True)
    gains = [after[own] - before[own] for before, after in cells]
    return odds_of(game) == odds_of(other) and min(gains) >= 0 and max(gains) > 0


def odds_of(game: GameForm[P]) -> list[tuple[P, ...]]:
    """The probabilities of every move of chance; over time also of states, and the discount factors."""
    if isinstance(game, StochasticGame):
        return [game.start, game.discounts, *(row for state in game.states for row in state.transitions)]
    if isinstance(game, NormalForm):
        return []
    return [node.probabilities for node in game.nodes if isinstance(node, Lottery)]


# Comparative-statics backfire as a statement about parameters
# -------------------------------------------------------------


def _variants(form: Form, question: Question) -> dict[str, Form]:
    parameter = text_of(question, "parameter")
    low, high = ({parameter: number_from_data(question.details.get(end))} for end in ("low", "high"))
    return {
        "lower": form.map(lambda formula: formula.at(low)),
        "higher": form.map(lambda formula: formula.at(high)),
    }


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, found, factor, least = comparison
    column, games = form.column(question.mover), _variants(form, question)
    lower_form, higher_form = games["lower"], games["higher"]
    pairs = zip(cells_of(lower_form), cells_of(higher_form), strict=True)
    steps = [after[column] - before[column] for before, after in pairs]
    # Off the zero sets a step that is not negative is positive, or zero everywhere.
    nowhere_lower = every(positive([step.numerator, step.denominator], factor) for step in steps if step)
    raised = every([odds_of(lower_form) == odds_of(higher_form), any(steps), nowhere_lower])
    lower, higher = extremes(found["lower"]), extremes(found["higher"])
    falls = compared(lower, higher, question.quantifier, gains(column, least, factor))
    return every([raised, falls]), every([raised, some([lower.degenerate, higher.degenerate])])


STATED = ParametricDefinition(_variants, _statement)

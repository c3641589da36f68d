"""The option paradox: having an action hurts the one who has it.

Let U(with) be the mover's payoffs over all equilibria of the game, U(without) those once the action is taken
away at the declared scope; several actions may be taken away together.  The paradox is present under a
quantifier when the corresponding gap is positive,

* *strong*: min U(without) - max U(with): every equilibrium without beats every one with;
* *best*: max U(without) - max U(with);  *worst*: min U(without) - min U(with);
* *possible*: max U(without) - min U(with): some equilibrium without beats some one with;
* *payoff-dominant*, *risk-dominant*: what the equilibrium that the rule selects pays without, less what it
  pays with,

and the action matters: it is used with positive probability in some equilibrium, or the two sets of
equilibria differ.  Strong implies best and worst, each of which implies possible.  Where a rule selects on
both sides, strong implies the paradox under that rule, which implies possible.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gametheory_paradox.forms import Game
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.paradoxes.definition import (
    AnyForm,
    Sets,
    action_matters,
    gap_between,
    payoffs_compared,
    with_and_without,
)
from gametheory_paradox.paradoxes.quantifiers import AnyQuantifier
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class OptionParadox(Record):
    """The comparison of a game with the same game without an action.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    with_action, without_action
        The mover's payoffs over all equilibria of the two games, or in those that a rule selects.
    matters
        Whether the action is used in some equilibrium, or the two games' equilibria differ; not looked at
        (False) unless the gap is positive.
    """

    quantifier: AnyQuantifier
    with_action: PayoffSet
    without_action: PayoffSet
    matters: bool

    @property
    def gap(self) -> Number:
        """The mover's gain without the action (negative: its loss)."""
        return gap_between(self.without_action, self.with_action, self.quantifier)

    @property
    def payoffs(self) -> Mapping[str, PayoffSet]:
        """The mover's payoffs with and without the action."""
        return {"with": self.with_action, "without": self.without_action}

    def holds(self) -> bool:
        """The definition: the gap is positive and the action matters."""
        return self.gap > 0 and self.matters


def variants(game: AnyForm, question: Question) -> dict[str, AnyForm]:
    """The game with the action, and without it."""
    return with_and_without(game, question)


def claim(game: Game, question: Question, sets: Sets) -> OptionParadox | str:
    """The comparison; a text says why the equilibria do not settle it."""
    has, lacks = sets["with"], sets["without"]
    taken = " and ".join(map(repr, question.action))
    compared = payoffs_compared(question, {f"with {taken}": has, f"without {taken}": lacks})
    if isinstance(compared, str):
        return compared

    with_action, without_action = compared
    comparison = OptionParadox(question.quantifier, with_action, without_action, matters=False)
    if comparison.gap <= 0:  # nothing hangs on it
        return comparison
    # Where the least or the greatest payoffs differ, so do the equilibria; under every quantifier but
    # possible, and in selected equilibria, a gap shows that.
    differ = (with_action.low, with_action.high) != (without_action.low, without_action.high)
    matters = differ or action_matters(game, question, has, lacks)
    if matters is None:
        return "with ties, whether the action changes the equilibria is not settled"
    return replace(comparison, matters=matters)

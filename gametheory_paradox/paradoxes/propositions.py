"""Propositions about equilibria over a region: a bound, or an order between two values of a parameter.

A proposition is data and becomes a statement about signs of polynomials: for all points of the region, in
every equilibrium (or in some one), a payoff or a probability is at least, or at most, so much; or it is
greater, or smaller, at a larger value of a parameter than at a smaller one, whichever equilibria are played
at the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.errors import InvalidGame, Unsupported, suggestion
from gametheory_paradox.forms import NormalForm, check_player
from gametheory_paradox.forms.formulas.branches import Branch, Branches
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

Relation = Literal[">", ">=", "<", "<="]
SIGNS: tuple[Relation, ...] = get_args(Relation)


@dataclass(frozen=True, repr=False)
class EquilibriumQuantity(Record):
    """A player's payoff in equilibrium, or the probability of one of its actions in a table.

    Parameters
    ----------
    player
        Whose.
    action
        The action; "" for the payoff.
    """

    player: str
    action: str = ""

    def __str__(self) -> str:
        return f"probability({self.player}, {self.action})" if self.action else f"payoff({self.player})"

    def check(self, form: Form) -> None:
        """InvalidGame or Unsupported if the form has no such quantity."""
        check_player(form, self.player)
        if not self.action:
            return
        if not isinstance(form, NormalForm):
            raise Unsupported("probabilities of actions are formulas in tables only; this is a tree")
        known = form.actions[form.players.index(self.player)]
        if self.action not in known:
            raise InvalidGame(
                f"{self.player} has no action {self.action!r:.60}; {suggestion(self.action, known)}"
                f"its actions are {', '.join(known)}"
            )

    def value(self, form: Form, branch: Branch) -> RationalFunction:
        """The quantity in a branch."""
        who = form.players.index(self.player)
        if not self.action:
            return branch.payoffs[who]
        assert branch.supports is not None  # it is a table's
        odds = dict(zip(branch.supports[who], branch.mixtures[who], strict=True))
        return odds.get(self.action, RationalFunction.constant(0))


def related(left: RationalFunction, sign: Relation, right: RationalFunction, factor: Factor) -> Statement:
    """The statement of a relation; identical formulas are equal, others differ off a zero set."""
    gain = left - right if sign in (">", ">=") else right - left
    if not gain:
        return sign in (">=", "<=")
    return positive([gain.numerator, gain.denominator], factor)


@dataclass(frozen=True, repr=False)
class Bound(Record):
    """A quantity is at least, or at most, so much.

    Parameters
    ----------
    of
        The quantity.
    sign, value
        How it stands to which formula.
    every
        In every equilibrium; otherwise in some one.
    """

    of: EquilibriumQuantity
    sign: Relation
    value: RationalFunction
    every: bool = True

    def __str__(self) -> str:
        return f"{self.of} {self.sign} {self.value}, in {'every' if self.every else 'some'} equilibrium"

    def statement(self, form: Form, found: Branches, factor: Factor) -> Statement:
        """The statement that it holds."""
        told = [
            (b.exists, related(self.of.value(form, b), self.sign, self.value, factor)) for b in found.branches
        ]
        if self.every:
            return every(some([negation(exists), holds]) for exists, holds in told)
        return some(every([exists, holds]) for exists, holds in told)


@dataclass(frozen=True, repr=False)
class Monotonicity(Record):
    """The order of a quantity at a larger and a smaller value of a parameter, in all equilibria at the two.

    Parameters
    ----------
    of
        The quantity.
    parameter
        What grows.
    sign
        How the quantity at the larger value stands to that at the smaller one.
    """

    of: EquilibriumQuantity
    parameter: str
    sign: Relation

    def __str__(self) -> str:
        words = {">": "rises", "<": "falls", ">=": "never falls", "<=": "never rises"}
        return f"{self.of} {words[self.sign]} with {self.parameter}"

    @property
    def larger(self) -> Mapping[str, str]:
        """The name of the parameter where it is larger."""
        return {self.parameter: f"{self.parameter}'"}

    def statement(self, form: Form, low: Branches, high: Branches, factor: Factor) -> Statement:
        """The statement that it holds."""
        return every(
            some(
                [
                    negation(a.exists),
                    negation(b.exists),
                    related(self.of.value(form, b), self.sign, self.of.value(form, a), factor),
                ]
            )
            for a in low.branches
            for b in high.branches
        )

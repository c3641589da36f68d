"""Payoffs of realization plans, weighted out."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.forms.trees.sequence_form import SequenceForm


def expected_by_plans(
    form: SequenceForm[Fraction], plans: Sequence[Sequence[Fraction]]
) -> tuple[Fraction, ...]:
    """Each player's expected payoff under realization plans: the payoffs weighted by the plans.

    Parameters
    ----------
    form
        The sequence form.
    plans
        For each player one weight for each sequence.
    """
    total = [Fraction(0)] * len(form.game.players)
    for numbers, payoffs in form.payoffs.items():
        weight = Fraction(1)
        for plan, number in zip(plans, numbers, strict=True):
            weight *= plan[number]
        total = [t + weight * p for t, p in zip(total, payoffs, strict=True)]
    return tuple(total)

"""Security-insecurity as a statement about parameters."""

from fractions import Fraction

from gametheory_paradox.conditions.proofs.statements import Statement, every, negation, some
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.paradoxes.over_parameters.held_plays import held_plays
from gametheory_paradox.paradoxes.over_parameters.statement import (
    ParametricComparison,
    ParametricDefinition,
    compared,
    exceeds,
    gains,
)
from gametheory_paradox.paradoxes.security_insecurity import answering, variants


def _statement(comparison: ParametricComparison) -> tuple[Statement, Statement]:
    form, question, branches, factor, least = comparison
    games, column = variants(form, question), form.column(question.mover)
    without, with_ = branches["without"], branches["with"]
    less_secure = compared(
        extremes(without), extremes(with_), question.quantifier, gains(column, least, factor)
    )

    # Under *held* security rises from every equilibrium without the policy.
    players = answering(form, question)[str(question.details["held"])]
    plays, unclear = held_plays((games["without"], games["with"]), (without, with_), players, factor)
    protects = every(
        some([negation(p.exists), exceeds(p.payoffs[column], p.before.payoffs[column], Fraction(0), factor)])
        for p in plays
    )
    # Where security does not fall, nothing hangs on what is held.
    open_ = some([extremes(without).degenerate, extremes(with_).degenerate, every([less_secure, unclear])])
    return every([less_secure, protects]), open_


STATED = ParametricDefinition(variants, _statement, beliefs=False)

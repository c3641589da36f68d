"""One equilibrium of a two-player table with parameters, from two mixtures by Cramer's rule."""

from collections.abc import Sequence

from gametheory_paradox.claims.parameters.branches import Branch, Payoffs
from gametheory_paradox.claims.parameters.cramer import Side
from gametheory_paradox.claims.parameters.expected_columns import expected_columns
from gametheory_paradox.claims.parameters.logic import every
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import Polynomial, RationalFunction


def branch_of(
    form: NormalForm[RationalFunction],
    supports: tuple[Sequence[int], Sequence[int]],
    sides: tuple[Side, Side],
    scales: Sequence[Polynomial],
) -> list[Branch]:
    """The equilibrium of two mixtures, the first player's first; none where a condition never holds."""
    first, second = sides
    exists = every([second.holds, first.holds])
    if exists is False:
        return []
    payoffs: Payoffs = (second.payoff(scales[0]), first.payoff(scales[1]))
    rows, columns = (
        tuple(names[n] for n in used) for names, used in zip(form.actions, supports, strict=True)
    )
    mixtures = (first.mixture, second.mixture)
    if form.measure:  # which Cramer's rule does not give
        used = [list(zip(own, odds, strict=True)) for own, odds in zip(supports, mixtures, strict=True)]
        payoffs += expected_columns(form, used)[2:]
    return [Branch(payoffs, exists, (), (rows, columns), mixtures)]

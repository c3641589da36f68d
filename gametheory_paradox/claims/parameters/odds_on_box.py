"""The check that formulas are probabilities all over a box: not negative, and one in sum."""

from collections.abc import Sequence

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.box_points import may_be, sum_shown
from gametheory_paradox.claims.parameters.signs import sign_on_box
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.polynomials import RationalFunction


def check_odds(
    outcomes: Sequence[str], probabilities: Sequence[RationalFunction], where: object, box: Box
) -> None:
    """Refuse probabilities that may be negative on the box, or do not sum to one."""
    total = RationalFunction.constant(0)
    for outcome, odds in zip(outcomes, probabilities, strict=True):
        total = total + odds
        if sign_on_box(odds.sign_polynomial, box) not in (0, 1):
            raise InvalidGame(
                f"{where}: the probability of {outcome!r}, {odds}, {may_be('negative', odds, box)}"
            )
    if total != RationalFunction.constant(1):
        raise InvalidGame(f"{where}: the probabilities sum to {total}, not to 1{sum_shown(total, box)}")

"""Numbers that are paid, as data: fractions, and bounds where everybody mixes irrationally."""

from fractions import Fraction

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number


def number_to_data(number: Number, *, signed: bool = False) -> str | dict[str, str]:
    """As JSON: a fraction, or bounds in decimals, rounded outwards.

    Parameters
    ----------
    number
        The number.
    signed
        Whether the bounds are to show its sign.
    """
    return str(number) if isinstance(number, Fraction) else number.to_data(signed=signed)

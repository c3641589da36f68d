"""How the results of this folder show themselves: as the table each of them writes."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.table import Table


class Shown:
    """A result that is shown as a table: as text when printed, as HTML in a notebook."""

    def table(self) -> Table:
        """The result as a table."""
        raise NotImplementedError

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().html()


def mixture_in_words(actions: Sequence[str], odds: Sequence[Fraction]) -> str:
    """A mixed strategy as text: the actions that are played, with their probabilities unless one is certain.

    Examples
    --------
    >>> mixture_in_words(["a", "b", "c"], [Fraction(1, 3), Fraction(0), Fraction(2, 3)])
    'a 1/3, c 2/3'
    """
    return ", ".join(action if p == 1 else f"{action} {p}" for action, p in zip(actions, odds, strict=True) if p)

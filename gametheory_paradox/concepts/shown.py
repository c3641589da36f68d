"""How the results of this folder show themselves: as the table each of them writes."""

from gametheory_paradox.games import mixture_in_words
from gametheory_paradox.table import Table

__all__ = ["Shown", "mixture_in_words"]


class Shown:
    """A result that is shown as a table: as text when printed, as HTML in a notebook."""

    def table(self) -> Table:
        """The result as a table."""
        raise NotImplementedError

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().html()

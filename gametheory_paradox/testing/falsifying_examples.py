"""Hypothesis's output for games, families and questions: Python that makes them again."""

from hypothesis.vendor.pretty import RepresentationPrinter

from gametheory_paradox.studies.falsification.python_code import code_of
from gametheory_paradox.table import WRITINGS


def print_as_code() -> None:
    """Makes Hypothesis print the package's objects as the code that ``falsify`` prints.

    Every failing test of the process shows its games so, whichever strategy drew them; what has no code of
    its own is printed in words, as elsewhere.

    Examples
    --------
    >>> from hypothesis.vendor.pretty import pretty
    >>> from gametheory_paradox import NormalForm
    >>> print_as_code()
    >>> print(pretty(NormalForm.from_tables(["Ann"], [["a", "b"]], [0, "1/2"])))
    gp.NormalForm.from_tables(["Ann"], [["a", "b"]], [0, "1/2"])
    """
    WRITINGS[RepresentationPrinter] = code_of

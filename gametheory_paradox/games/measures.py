"""Games without a measure: what is left is what players maximize, and so all that equilibria hang on."""

from dataclasses import replace
from typing import Any, TypeVar

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Terminal
from gametheory_paradox.games.normal_form import NormalForm

G = TypeVar("G", bound=NormalForm[Any] | ExtensiveForm[Any])


def without_measure(game: G) -> G:
    """The game with payoffs alone; the game itself if it names no measure.

    Examples
    --------
    >>> from fractions import Fraction
    >>> border = NormalForm(("P",), (("close", "open"),), ((Fraction(15), Fraction(-17)),
    ...     (Fraction(0), Fraction(0))), measure="security")
    >>> border.column("P"), without_measure(border).payoffs
    (1, ((Fraction(15, 1),), (Fraction(0, 1),)))
    """
    if not game.measure:
        return game
    players = len(game.players)
    if isinstance(game, NormalForm):
        return replace(game, payoffs=tuple(cell[:players] for cell in game.payoffs), measure="")
    nodes = tuple(
        Terminal(node.payoffs[:players]) if isinstance(node, Terminal) else node for node in game.nodes
    )
    return replace(game, nodes=nodes, measure="")

"""Payoffs with a measure and without it: without, all that equilibria hang on."""

from dataclasses import replace
from typing import Any, TypeVar

from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.nodes import Terminal
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.stochastic_game import StochasticGame

G = TypeVar("G", bound=GameForm[Any])


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
    if isinstance(game, StochasticGame):
        return game.with_payoffs(cell[:players] for cell in cells_of(game))  # type: ignore[return-value]
    nodes = tuple(
        Terminal(node.payoffs[:players]) if isinstance(node, Terminal) else node for node in game.nodes
    )
    return replace(game, nodes=nodes, measure="")


def cells_of(game: GameForm[P]) -> list[tuple[P, ...]]:
    """Everybody's payoffs and values of a measure, in each cell, at each end, or for each combination."""
    if isinstance(game, StochasticGame):
        return [cell for state in game.states for cell in state.payoffs]
    if isinstance(game, NormalForm):
        return list(game.payoffs)
    return [end.payoffs for _, end in game.terminals()]

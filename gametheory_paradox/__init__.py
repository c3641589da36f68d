"""Tells whether a coercive move hurts the one who makes it, and under which assumptions.

>>> import gametheory_paradox as gp
>>> family = gp.load("seed/trade-restriction")                   # a game with parameters; or a model file
>>> equilibria = gp.solve(family.at(r_C=60, k=10))               # every equilibrium, and why these are all
>>> question = gp.Question("option", mover="Pakistan", action="restrict", at="after suppress")
>>> verdict = gp.detect(family.at(r_C=60, k=10), question)       # does having the option hurt its owner?
>>> _ = gp.verify(verdict.certificate)                           # exact arithmetic; raises if the proof fails
>>> regions = gp.chart(family, question, over=["r_C", "k"])      # where it does: every cell proved
"""

from importlib import import_module

from gametheory_paradox.first_use import at_first_use
from gametheory_paradox.table import PAINTERS

_load, __dir__, __all__ = at_first_use(__name__)


def __getattr__(name: str) -> object:
    """A name that ``__init__.pyi`` lists, loaded at first use; or the version of the installed package."""
    return import_module("importlib.metadata").version(__name__) if name == "__version__" else _load(name)


def _painted(thing: object) -> str | None:
    """A game as SVG for a notebook; what draws loads with the first that is shown."""
    try:
        drawing = import_module(f"{__name__}.views.pictures")
    except ImportError:  # where nothing is installed that draws
        return None
    svg: str | None = drawing.game_svg(thing)
    return svg


PAINTERS.append(_painted)

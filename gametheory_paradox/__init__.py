"""Tells whether a coercive move hurts the one who makes it, and under which assumptions.

>>> import gametheory_paradox as gp
>>> family = gp.load("seed/trade-restriction")                   # a game with parameters; or a model file
>>> equilibria = gp.solve(family.at(r_C=60, k=10))               # every equilibrium, and why these are all
>>> question = gp.Question("option", mover="Pakistan", action="restrict", at="after suppress")
>>> verdict = gp.detect(family.at(r_C=60, k=10), question)       # does having the option hurt its owner?
>>> _ = gp.verify(verdict.certificate)                           # exact arithmetic; raises if the proof fails
>>> regions = gp.chart(family, question, over=["r_C", "k"])      # where it does: every cell proved
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

__version__: str

if TYPE_CHECKING:
    from gametheory_paradox.archive import load_result, save
    from gametheory_paradox.catalog import load
    from gametheory_paradox.certificates import Certificate, read_certificate, verify
    from gametheory_paradox.claims.equilibria.payoff_polygons import PayoffPolygon
    from gametheory_paradox.concepts import stability
    from gametheory_paradox.detectors import (
        Absent,
        Impossible,
        Present,
        Undecided,
        Verdict,
        channels,
        detect,
        shrink_certificate,
    )
    from gametheory_paradox.errors import (
        CertificateRejected,
        InvalidGame,
        ModelSyntaxError,
        ParadoxError,
        StoreError,
        Unsupported,
    )
    from gametheory_paradox.families import GameFamily, GraphModel, family_from_table, family_from_tree
    from gametheory_paradox.families.stochastic import family_from_states
    from gametheory_paradox.games import (
        Automaton,
        Chance,
        ExtensiveForm,
        Move,
        NormalForm,
        Profile,
        RepeatedGame,
        StochasticGame,
    )
    from gametheory_paradox.paradoxes.question import Question
    from gametheory_paradox.progress_bar import ProgressBar
    from gametheory_paradox.regions import RegionMap, atlas, chart, compare, escape, prove, thresholds
    from gametheory_paradox.solvers import Equilibria, solve
    from gametheory_paradox.solvers.batch import solve_batch
    from gametheory_paradox.studies import check, diagnose, falsify, survey, uncertainty
    from gametheory_paradox.studies.sweeps import sweep
    from gametheory_paradox.subjects import as_game, as_graph
    from gametheory_paradox.views import draw, explain, report, show_certificate

_HOMES = {
    "archive": ("load_result", "save"),
    "catalog": ("load",),
    "certificates": ("Certificate", "read_certificate", "verify"),
    "claims.equilibria.payoff_polygons": ("PayoffPolygon",),
    "concepts": ("stability",),
    "detectors": (
        "Absent",
        "Impossible",
        "Present",
        "Undecided",
        "Verdict",
        "channels",
        "detect",
        "shrink_certificate",
    ),
    "errors": (
        "CertificateRejected",
        "InvalidGame",
        "ModelSyntaxError",
        "ParadoxError",
        "StoreError",
        "Unsupported",
    ),
    "families": ("GameFamily", "GraphModel", "family_from_table", "family_from_tree"),
    "families.stochastic": ("family_from_states",),
    "games": (
        "Automaton",
        "Chance",
        "ExtensiveForm",
        "Move",
        "NormalForm",
        "Profile",
        "RepeatedGame",
        "StochasticGame",
    ),
    "paradoxes.question": ("Question",),
    "progress_bar": ("ProgressBar",),
    "regions": ("RegionMap", "atlas", "chart", "compare", "escape", "prove", "thresholds"),
    "studies": ("check", "diagnose", "falsify", "survey", "uncertainty"),
    "studies.sweeps": ("sweep",),
    "subjects": ("as_game", "as_graph"),
    "solvers": ("Equilibria", "solve"),
    "solvers.batch": ("solve_batch",),
    "views": ("draw", "explain", "report", "show_certificate"),
}
_FOLDERS = (
    "catalog",
    "certificates",
    "claims",
    "clock",
    "concepts",
    "detectors",
    "errors",
    "families",
    "formats",
    "games",
    "paradoxes",
    "regions",
    "solvers",
    "studies",
    "testing",
    "views",
)
_HOME = {name: home for home, names_ in _HOMES.items() for name in names_}

__all__ = [
    "Absent",
    "Automaton",
    "Certificate",
    "CertificateRejected",
    "Chance",
    "Equilibria",
    "ExtensiveForm",
    "GameFamily",
    "GraphModel",
    "Impossible",
    "InvalidGame",
    "ModelSyntaxError",
    "Move",
    "NormalForm",
    "ParadoxError",
    "PayoffPolygon",
    "Present",
    "Profile",
    "ProgressBar",
    "Question",
    "RegionMap",
    "RepeatedGame",
    "StochasticGame",
    "StoreError",
    "Undecided",
    "Unsupported",
    "Verdict",
    "as_game",
    "as_graph",
    "atlas",
    "channels",
    "chart",
    "check",
    "compare",
    "detect",
    "diagnose",
    "draw",
    "escape",
    "explain",
    "falsify",
    "family_from_states",
    "family_from_table",
    "family_from_tree",
    "load",
    "load_result",
    "prove",
    "read_certificate",
    "report",
    "save",
    "show_certificate",
    "shrink_certificate",
    "solve",
    "solve_batch",
    "stability",
    "survey",
    "sweep",
    "thresholds",
    "uncertainty",
    "verify",
]


def __getattr__(name: str) -> object:
    """A name of the front door, or a folder behind it, loaded at first use so that importing stays quick."""
    if name in _FOLDERS:
        return import_module(f"{__name__}.{name}")
    if name == "__version__":
        return import_module("importlib.metadata").version("gametheory-paradox")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


class _Games(ModuleType):
    """The folder of games, which lists those of the catalog when it is called: ``gp.games()``."""

    def __call__(self, word: str = "") -> object:
        """The table of ``catalog.games``."""
        return import_module(f"{__name__}.catalog").games(word)


class _FrontDoor(ModuleType):
    """The package, in which a folder of the same name would hide the function ``games``."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "games" and isinstance(value, ModuleType):
            value.__class__ = _Games
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor


def _painted(thing: object) -> str | None:
    """A game as SVG for a notebook; what draws loads with the first that is shown."""
    try:
        drawing = import_module(f"{__name__}.views.draw")
    except ImportError:  # where nothing is installed that draws
        return None
    svg: str | None = drawing.game_svg(thing)
    return svg


import_module(f"{__name__}.table").PAINTERS.append(_painted)


def __dir__() -> list[str]:
    return sorted((*__all__, *_FOLDERS, "__version__"))

"""Reading and writing: YAML model files, .nfg, .efg, arrays, other programs' games, JSON documents."""

from typing import TYPE_CHECKING

from gametheory_paradox.exact.symbolic import from_sympy, to_sympy
from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.formats.arrays import (
        exact_binary,
        from_nashpy,
        nearest_simple,
        payoff_matrices,
        to_floats,
        to_nashpy,
    )
    from gametheory_paradox.formats.efg import read_efg, write_efg
    from gametheory_paradox.formats.files import read_document, whole_file, write_document, write_whole
    from gametheory_paradox.formats.graphs import load_graph, read_graph, write_graph
    from gametheory_paradox.formats.nfg import read_nfg, write_nfg
    from gametheory_paradox.formats.reading import MODEL_ENDINGS, load_family, read_model
    from gametheory_paradox.formats.saving import save
    from gametheory_paradox.formats.templates import template
    from gametheory_paradox.formats.write_model import write_model

_HOMES = {
    "arrays": ("exact_binary", "from_nashpy", "nearest_simple", "payoff_matrices", "to_floats", "to_nashpy"),
    "efg": ("read_efg", "write_efg"),
    "files": ("read_document", "whole_file", "write_document", "write_whole"),
    "graphs": ("load_graph", "read_graph", "write_graph"),
    "nfg": ("read_nfg", "write_nfg"),
    "reading": ("MODEL_ENDINGS", "load_family", "read_model"),
    "saving": ("save",),
    "templates": ("template",),
    "write_model": ("write_model",),
}

__all__ = [
    "MODEL_ENDINGS",
    "exact_binary",
    "from_nashpy",
    "from_sympy",
    "load_family",
    "load_graph",
    "nearest_simple",
    "payoff_matrices",
    "read_document",
    "read_efg",
    "read_graph",
    "read_model",
    "read_nfg",
    "save",
    "template",
    "to_floats",
    "to_nashpy",
    "to_sympy",
    "whole_file",
    "write_document",
    "write_efg",
    "write_graph",
    "write_model",
    "write_nfg",
    "write_whole",
]

at_first_use(__name__, _HOMES.items())

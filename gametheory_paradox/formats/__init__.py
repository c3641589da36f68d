"""Reading and writing: YAML model files, Gambit's .nfg and .efg, arrays, nashpy's games, JSON documents."""

from gametheory_paradox.formats.arrays import exact_binary, from_nashpy, nearest_simple, to_floats, to_nashpy
from gametheory_paradox.formats.efg import read_efg, write_efg
from gametheory_paradox.formats.files import (
    MODEL_ENDINGS,
    load_family,
    read_document,
    save,
    whole_file,
    write_document,
    write_whole,
)
from gametheory_paradox.formats.nfg import read_nfg, write_nfg
from gametheory_paradox.formats.read_model import read_model
from gametheory_paradox.formats.templates import template
from gametheory_paradox.formats.write_model import write_model

__all__ = [
    "MODEL_ENDINGS",
    "exact_binary",
    "from_nashpy",
    "load_family",
    "nearest_simple",
    "read_document",
    "read_efg",
    "read_model",
    "read_nfg",
    "save",
    "template",
    "to_floats",
    "to_nashpy",
    "whole_file",
    "write_document",
    "write_efg",
    "write_model",
    "write_nfg",
    "write_whole",
]

"""Reading and writing: YAML model files, Gambit's .nfg, and JSON for everything that is not a game."""

from gametheory_paradox.formats.files import load_family, load_file, read_document, save, write_whole
from gametheory_paradox.formats.nfg import read_nfg
from gametheory_paradox.formats.read_model import read_model
from gametheory_paradox.formats.write_model import write_model

__all__ = [
    "load_family",
    "load_file",
    "read_document",
    "read_model",
    "read_nfg",
    "save",
    "write_model",
    "write_whole",
]

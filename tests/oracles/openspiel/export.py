"""Exports games of OpenSpiel as .efg files by its own exporter; needs OpenSpiel."""

from pathlib import Path

from open_spiel.python.algorithms.gambit import export_gambit
from pyspiel import load_game

GAMES = {
    "kuhn_poker": "kuhn_poker",
    "stag_hunt": "turn_based_simultaneous_game(game=matrix_sh())",
}

if __name__ == "__main__":
    for file, game in GAMES.items():
        Path(__file__).with_name(f"{file}.efg").write_text(export_gambit(load_game(game)), "utf-8")

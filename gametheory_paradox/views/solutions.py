"""Certificates of solutions over time in plain English: stationary equilibria, payoffs of repeated games."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_paradox.certificates import MARKOV_PERFECT
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Record, Table, listed
from gametheory_paradox.views.sentences import CONCEPT_SAID, number

Data = Mapping[str, Any]
SOLUTIONS = ("equilibria", "payoffs")  # kinds of certificates


@dataclass(frozen=True, repr=False)
class SolutionProof(Record):
    """The certificate of all equilibria of a game, or of what they pay, once it has been checked.

    Parameters
    ----------
    name
        What is proved, in a word: complete, exact or bounds.
    data
        The certificate's fields.
    """

    name: str
    data: Data


def solution_said(proof: SolutionProof) -> str:
    """A paragraph about a list of equilibria, or about a set of payoffs."""
    data = proof.data
    if data["kind"] == "equilibria":
        return f"{_list_said(data)} {CONCEPT_SAID[MARKOV_PERFECT]}"
    outer, inner = (listed([_corner(corner) for corner in data[side]]) for side in ("outer", "inner"))
    players = listed(data["game"]["players"])
    if not outer:
        return "No subgame perfect equilibrium is pure."
    said = (
        f"On average, subgame perfect play in pure actions pays {players} nothing outside the polygon {outer}"
    )
    if proof.name == "exact":
        return f"{said}, and everything in it, if all see a draw before each period."
    return f"{said}, and everything in {inner or 'no polygon'}, if all see a draw before each period."


def _list_said(data: Data) -> str:
    count, pure = len(data["equilibria"]), "pure " * (data["concept"] != MARKOV_PERFECT)
    found = f"{count or 'no'} {pure}Markov perfect equilibri{'um' if count == 1 else 'a'}"
    rest = "; mixed ones were not looked at" if pure else " in stationary strategies, and no other"
    return f"The game has {found}{rest}."


def equilibria_table(data: Data, most: int) -> Table:
    """The first equilibria of a list: who does what, and what everybody gets."""
    rows = [
        (
            "; ".join(
                f"{player}, {state}: {_mixture(odds)}"
                for player, own in entry["profile"].items()
                for state, odds in own.items()
            ),
            *(_number(entry["payoffs"][player]) for player in data["game"]["players"]),
        )
        for entry in data["equilibria"][:most]
    ]
    return Table(("equilibrium", *(f"{player} gets" for player in data["game"]["players"])), rows)


def corners_table(data: Data, side: str) -> Table:
    """The corners of a polygon."""
    return Table(tuple(f"{player} gets" for player in data["game"]["players"]), data[side])


def _mixture(odds: Mapping[str, Any]) -> str:
    return ", ".join(a if p == "1" else f"{a} {_number(p)}" for a, p in odds.items() if p != "0")


def _number(written: Any) -> str:
    """A number, or the middle of its bounds."""
    if isinstance(written, str):
        return written
    return f"≈{as_decimal((Fraction(written['lower']) + Fraction(written['upper'])) / 2, digits=6)}"


def _corner(corner: list[str]) -> str:
    return f"({', '.join(number(Fraction(own)) for own in corner)})"

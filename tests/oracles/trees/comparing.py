"""The stored trees, and whether an equilibrium is among those that a solver found."""

import json
import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from oracles.plain_trees import Tree, in_hull, plans, subgames

from gametheory_paradox.forms import ExtensiveForm
from gametheory_paradox.models.files import read_efg

ANSWERS = Path(__file__).with_name("answers.json.xz")
PARTS = 10**6  # what probabilities are told in, where they are rounded

Odds = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Stored:
    """A tree with Gambit's answers."""

    name: str
    efg: str
    answers: list[tuple[list[str], list[list[str]]]]
    logit: dict[str, list[list[int | None]]] | None
    polynomial: list[list[list[int]]] | None

    @property
    def kind(self) -> str:
        """The name without the number."""
        return self.name.rsplit(" ", 1)[0]

    @cached_property
    def game(self) -> ExtensiveForm[Fraction]:
        """The tree."""
        return read_efg(self.efg).at()

    @cached_property
    def tree(self) -> Tree:
        """The tree as the plain means hold it."""
        return Tree(self.game)

    @cached_property
    def nash(self) -> list[tuple[tuple[Fraction, ...], tuple[tuple[Fraction, ...] | None, ...]]]:
        """Gambit's Nash equilibria: payoffs, and probabilities at each set."""
        return [
            (tuple(map(Fraction, payoffs)), tuple(map(_told, behavior))) for payoffs, behavior in self.answers
        ]

    @property
    def players(self) -> int:
        """How many there are, from the head of the file."""
        return self.efg.split("{")[1].split("}")[0].count('"') // 2


@cache
def stored() -> tuple[Stored, ...]:
    """All of them."""
    rows = json.loads(lzma.decompress(ANSWERS.read_bytes()))["games"]
    return tuple(
        Stored(row["name"], row["efg"], row["nash"], row["logit"], row.get("polynomial")) for row in rows
    )


def _told(odds: Sequence[str]) -> tuple[Fraction, ...] | None:
    """Probabilities; None where the player's own choices exclude the set and nothing is told."""
    return tuple(map(Fraction, odds)) if any(p != "0" for p in odds) else None


def filled(tree: Tree, behavior: Sequence[tuple[Fraction, ...] | None]) -> Odds:
    """The behavior with the first action where nothing is told."""
    return tuple(
        tuple(Fraction(a == 0) for a in range(size)) if own is None else own
        for own, size in zip(behavior, tree.sizes, strict=True)
    )


def is_found(found: Any, tree: Tree, odds: Odds) -> bool:
    """Whether a profile is among those found, or a mixture within one subset of them.

    Only what matters is compared: under Nash what can be played, under subgame perfection what can be played
    in each subgame, under the other concepts everything.
    """
    if found.concept in ("nash", "subgame-perfect"):
        starts = subgames(tree) if found.concept == "subgame-perfect" else [0]
        theirs = [plans(tree, profile.probabilities, starts) for profile in found.profiles]
        wanted = plans(tree, odds, starts)
    else:
        theirs, wanted = [profile.probabilities for profile in found.profiles], odds
    return wanted in theirs or any(
        all(in_hull(own, [theirs[n][place] for n in subset]) for place, own in enumerate(wanted) if own)
        for subset in found.subsets
        if len(subset) > 1
    )


def is_near(odds: Odds, parts: Sequence[Sequence[int]], most: int) -> bool:
    """Whether probabilities in millionths are nowhere further off than ``most`` of these."""
    return all(
        abs(p * PARTS - part) <= most
        for own, theirs in zip(odds, parts, strict=True)
        for p, part in zip(own, theirs, strict=True)
    )

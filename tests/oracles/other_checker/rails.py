"""Theorems that rule out a paradox which compares variants of a game."""

from __future__ import annotations

from typing import Any

from .games import single_nodes
from .reading import fields, need
from .variants import scope_at

AT_NODES = ("subgame-perfect", "perfect-bayesian", "sequential")


def check_rail(data: dict[str, Any], game: dict[str, Any], mover: int, variants: dict[str, Any]) -> None:
    (name,) = fields(data["proof"], "guard_rail")
    paradox, concept, quantifier = data["paradox"], data["concept"], data["quantifier"]
    structure = Structure(data["details"], game, mover, variants)
    need(
        (name, paradox) in RULES if type(name) is str else False,
        "there is no such guard-rail for this paradox",
    )
    concepts, quantifiers, needed = RULES[name, paradox]
    if (name, concept) == ("T5", "nash"):
        needed = ("true_model",)  # whatever is seen
    need(concept in concepts and quantifier in quantifiers, "the guard-rail is about something else")
    need(all(getattr(structure, part)() for part in needed), "the guard-rail does not apply")


class Structure:
    """What a game and a request are like."""

    def __init__(
        self, details: dict[str, Any], game: dict[str, Any], mover: int, variants: dict[str, Any]
    ) -> None:
        self.details, self.game, self.mover, self.variants = details, game, mover, variants

    def recalls(self) -> bool:
        """Whether perfect recall is plain to see."""
        return self.in_table() or single_nodes(self.game) or moves_once(self.game)

    def in_table(self) -> bool:
        return "cells" in self.game

    def alone(self) -> bool:
        return self.recalls() and all(
            len(acts) == 1 for player, _, acts in self.game["sets"] if player != self.mover
        )

    def constant(self) -> bool:
        return constant_sum(self.game)

    def constant_of_two(self) -> bool:
        return self.recalls() and len(self.game["players"]) == 2 and self.constant()

    def constant_there_too(self) -> bool:
        return constant_sum(self.variants["higher"])

    def raised(self) -> bool:
        lower, higher = (self.variants[name] for name in ("lower", "higher"))
        steps = [b[self.mover] - a[self.mover] for a, b in zip(paid(lower), paid(higher), strict=True)]
        chances = [[node.get("chances") for node in game.get("nodes", ())] for game in (lower, higher)]
        return chances[0] == chances[1] and min(steps) >= 0 and max(steps) > 0

    def against_no_coercion(self) -> bool:
        return bool(self.details["benchmark"] == "no-coercion")

    def true_model(self) -> bool:
        return bool(self.variants["model"] == self.game)

    def all_seen(self) -> bool:
        return not self.in_table() and single_nodes(self.game)

    def of_all(self) -> bool:
        return len(self.details["coalition"]) == len(self.game["players"])

    def third_has_no_choice(self) -> bool:
        third = self.game["players"].index(self.details["third"])
        return all(len(acts) == 1 for player, _, acts in self.game["sets"] if player == third)

    def at_the_root(self) -> bool:
        losing = scope_at(self.game, self.mover, self.details["action"], self.details["at"])
        return (
            not self.in_table() and single_nodes(self.game) and [self.game["nodes"][0].get("set")] == losing
        )


def paid(game: dict[str, Any]) -> list[Any]:
    return (
        list(game["cells"].values())
        if "cells" in game
        else [n["payoffs"] for n in game["nodes"] if "payoffs" in n]
    )


def constant_sum(game: dict[str, Any]) -> bool:
    return len({sum(row) for row in paid(game)}) == 1


def moves_once(game: dict[str, Any]) -> bool:
    """Whether no player moves twice on any path."""
    before: dict[int, frozenset[int]] = {0: frozenset()}
    for place, node in enumerate(game["nodes"]):
        movers = before[place]
        if "set" in node:
            player = game["sets"][node["set"]][0]
            if player in movers:
                return False
            movers |= {player}
        before.update(dict.fromkeys(node["children"], movers))
    return True


EVERY, ALL, NASH = ("nash", *AT_NODES), ("strong", "best", "worst", "possible"), ("nash",)
RULES: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    ("T1", "information"): (EVERY, ALL, ("alone",)),
    ("T1", "third-party"): (EVERY, ALL, ("alone",)),
    ("T1", "comparative-statics"): (EVERY, ALL, ("alone", "raised")),
    ("T1", "realized"): (NASH, ALL, ("alone", "in_table", "against_no_coercion")),
    ("T1", "misperception"): (EVERY, ALL, ("alone", "true_model")),
    ("T1", "security-insecurity"): (NASH, ALL, ("alone",)),
    ("T2", "information"): (EVERY, ALL, ("constant_of_two",)),
    ("T2", "comparative-statics"): (EVERY, ALL, ("constant_of_two", "constant_there_too", "raised")),
    ("T2", "realized"): (NASH, ALL, ("constant_of_two", "in_table", "against_no_coercion")),
    ("T2", "misperception"): (EVERY, ALL, ("constant_of_two", "true_model")),
    ("T4", "third-party"): (AT_NODES, ("strong", "best", "worst"), ("at_the_root",)),
    ("T4", "realized"): (AT_NODES, ("strong", "worst"), ("at_the_root", "against_no_coercion")),
    ("T5", "misperception"): (EVERY, ("strong", "best"), ("true_model", "all_seen")),
    ("T6", "dominance-trap"): (NASH, ALL, ("of_all", "constant")),
    ("T7", "third-party"): (EVERY, ALL, ("third_has_no_choice",)),
}

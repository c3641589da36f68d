"""Theorems that rule a paradox out."""

from __future__ import annotations

from typing import Any

from .games import single_nodes
from .paradoxes import outcomes
from .questions import CONCEPTS, QUANTIFIERS, Question
from .reading import fields, need
from .variants import sets_after


def check_rail(proof: Any, question: Question, variants: dict[str, Any]) -> None:
    (name,) = fields(proof, "guard_rail")
    structure = Structure(question, variants)
    known = (name, question.paradox) in RULES if type(name) is str else False
    need(known, "there is no such guard-rail for this paradox")
    concepts, quantifiers, needed = RULES[name, question.paradox]
    if (name, question.concept) == ("T5", "nash"):
        needed = ("true_model",)  # whatever is seen
    fits = question.concept in concepts and question.quantifier in quantifiers
    need(fits, "the guard-rail is about something else")
    need(all(getattr(structure, part)() for part in needed), "the guard-rail does not apply")


class Structure:
    """What a game and a question are like."""

    def __init__(self, question: Question, variants: dict[str, Any]) -> None:
        self.question, self.variants, self.details = question, variants, question.details
        self.game, self.mover = question.game, question.mover

    def recalls(self) -> bool:
        """Whether perfect recall is plain to see."""
        return self.in_table() or single_nodes(self.game) or moves_once(self.game)

    def in_table(self) -> bool:
        return "cells" in self.game

    def by_one(self) -> bool:
        """Whether no coalition is named."""
        return not self.question.coalition

    def alone(self) -> bool:
        return self.recalls() and all(
            len(acts) == 1 for player, _, acts in self.game["sets"] if player != self.mover
        )

    def constant(self) -> bool:
        return constant_sum(self.game)

    def of_two(self) -> bool:
        return self.recalls() and len(self.game["players"]) == 2

    def constant_both(self) -> bool:
        return all(constant_sum(self.variants[name]) for name in ("lower", "higher"))

    def raised(self) -> bool:
        lower, higher = (self.variants[name] for name in ("lower", "higher"))
        pairs = zip(outcomes(lower), outcomes(higher), strict=True)
        steps = [b[self.mover] - a[self.mover] for a, b in pairs]
        chances = [[node.get("chances") for node in game.get("nodes", ())] for game in (lower, higher)]
        return chances[0] == chances[1] and min(steps) >= 0 and max(steps) > 0

    def against_no_coercion(self) -> bool:
        return bool(self.details["benchmark"] == "no-coercion")

    def true_model(self) -> bool:
        return bool(self.variants["model"] == self.game)

    def all_seen(self) -> bool:
        return not self.in_table() and single_nodes(self.game)

    def of_all(self) -> bool:
        return len(self.question.coalition) == len(self.game["players"])

    def third_has_no_answer(self) -> bool:
        third, losing = self.question.player("third"), self.question.losing
        after = sets_after(self.game, third, self.question.action, losing)
        return all(len(self.game["sets"][s][2]) == 1 for s in after)

    def at_the_root(self) -> bool:
        return self.all_seen() and [self.game["nodes"][0].get("set")] == self.question.losing


def constant_sum(game: dict[str, Any]) -> bool:
    return len({sum(row) for row in outcomes(game)}) == 1


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


AT_NODES, NASH, FIRM = CONCEPTS[1:], ("nash",), ("strong", "best", "worst")
RULES: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    ("T1", "option"): (CONCEPTS, QUANTIFIERS, ("by_one", "alone")),
    ("T1", "information"): (CONCEPTS, QUANTIFIERS, ("alone",)),
    ("T1", "third-party"): (CONCEPTS, QUANTIFIERS, ("alone",)),
    ("T1", "comparative-statics"): (CONCEPTS, QUANTIFIERS, ("alone", "raised")),
    ("T1", "realized"): (CONCEPTS, QUANTIFIERS, ("alone", "in_table", "against_no_coercion")),
    ("T1", "misperception"): (CONCEPTS, QUANTIFIERS, ("alone", "true_model")),
    ("T2", "option"): (CONCEPTS, QUANTIFIERS, ("by_one", "of_two", "constant")),
    ("T2", "information"): (CONCEPTS, QUANTIFIERS, ("of_two", "constant")),
    ("T2", "comparative-statics"): (CONCEPTS, QUANTIFIERS, ("of_two", "constant_both", "raised")),
    ("T2", "realized"): (CONCEPTS, QUANTIFIERS, ("of_two", "constant", "in_table", "against_no_coercion")),
    ("T2", "misperception"): (CONCEPTS, QUANTIFIERS, ("of_two", "constant", "true_model")),
    ("T4", "option"): (AT_NODES, FIRM, ("by_one", "at_the_root")),
    ("T4", "third-party"): (AT_NODES, FIRM, ("at_the_root",)),
    ("T4", "realized"): (AT_NODES, ("strong", "worst"), ("at_the_root", "against_no_coercion")),
    ("T5", "misperception"): (CONCEPTS, ("strong", "best"), ("true_model", "all_seen")),
    ("T6", "dominance-trap"): (NASH, QUANTIFIERS, ("of_all", "constant")),
    ("T7", "third-party"): (CONCEPTS, QUANTIFIERS, ("third_has_no_answer",)),
}

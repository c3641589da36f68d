"""Effect on the equilibria of an action that no listed one uses, where lists do not span them."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from .cells import gets
from .pieces import is_perfect
from .reading import need

OPEN = "the proofs do not show whether the action matters"


def changes(asked: Any, has: dict[str, Any], lacks: dict[str, Any]) -> bool:
    """By definition: an equilibrium without the action is none with it; the other way round each is one."""
    game, less = asked.variants["with"], asked.variants["without"]
    if "nodes" in game:
        return in_tree(game, less, asked.question.concept, has, lacks)
    lost = [(s, a) for s in asked.question.losing for a in game["sets"][s][2] if a in asked.question.action]
    open_ = [
        (s, a)
        for s, a in lost
        for cell in has["curved"]
        if any(v[game["sets"][s][2].index(a)] for v in cell[s])
    ]
    for profile in lacks["mixtures"]:
        whole = [padded(game, less, s, own) for s, own in enumerate(profile)]
        for s, action in lost:
            if taking(game, s, action, whole) > own_payoff(game, s, whole):
                return True
    for (s, action), cell in product(lost, lacks["curved"]):
        wide = [[padded(game, less, i, vertex) for vertex in simplex] for i, simplex in enumerate(cell)]
        gains = [
            max(taking(game, s, action, t) - taking(game, s, used, t) for t in product(*wide))
            for used in less["sets"][s][2]
            if any(vertex[game["sets"][s][2].index(used)] for vertex in wide[s])
        ]
        open_ += [(s, action)] if min(gains) > 0 else []
    need(not open_, OPEN)
    return False


def padded(game: dict[str, Any], less: dict[str, Any], s: int, odds: Any) -> list[Fraction]:
    """A mixture of the actions that are left, as one of all actions."""
    known = dict(zip(less["sets"][s][2], odds, strict=True))
    return [known.get(action, Fraction(0)) for action in game["sets"][s][2]]


def taking(game: dict[str, Any], s: int, action: str, profile: Any) -> Fraction:
    pure = [Fraction(a == action) for a in game["sets"][s][2]]
    return own_payoff(game, s, [*profile[:s], pure, *profile[s + 1 :]])


def own_payoff(game: dict[str, Any], s: int, profile: Any) -> Fraction:
    return gets({place: row[s] for place, row in game["cells"].items()}, profile)


def in_tree(game: dict[str, Any], less: dict[str, Any], concept: str, has: Any, lacks: Any) -> bool:
    places = [own[:2] for own in game["sets"]]
    need(concept in ("nash", "subgame-perfect") and places == [own[:2] for own in less["sets"]], OPEN)
    for profile in lacks["profiles"]:
        whole = {
            (player, name): {a: profile[player, name].get(a, Fraction(0)) for a in actions}
            for player, name, actions in game["sets"]
        }
        if not is_perfect(game, whole, alone=concept == "nash"):
            return True
    need(not has["infinite"] and not lacks["infinite"], OPEN)
    return False

"""Between the nodes of a tree: choices before a node, perfect recall, expected payoffs, subgames."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

Step = tuple[int, int]  # a node, and the branch that is taken there


def ways(game: dict[str, Any]) -> list[list[Step]]:
    """For each node the steps that lead there from the root."""
    found: list[list[Step]] = [[] for _ in game["nodes"]]
    for place, node in enumerate(game["nodes"]):
        for branch, child in enumerate(node["children"]):
            found[child] = [*found[place], (place, branch)]
    return found


def members(game: dict[str, Any]) -> list[list[int]]:
    """For each information set its nodes."""
    found: list[list[int]] = [[] for _ in game["sets"]]
    for place, node in enumerate(game["nodes"]):
        if "set" in node:
            found[node["set"]].append(place)
    return found


def own_choices(game: dict[str, Any], way: list[Step], player: int) -> list[tuple[int, int]]:
    """The sets of a player on the way, with what it did there."""
    found = [(game["nodes"][place].get("set"), branch) for place, branch in way]
    return [(s, a) for s, a in found if s is not None and game["sets"][s][0] == player]


def recalls(game: dict[str, Any], player: int) -> bool:
    """Whether a player has done and seen the same before all nodes of each of its sets."""
    before = ways(game)
    return all(
        len({tuple(own_choices(game, before[node], player)) for node in nodes}) == 1
        for (owner, _, _), nodes in zip(game["sets"], members(game), strict=True)
        if owner == player
    )


def labels(game: dict[str, Any], place: int) -> list[str]:
    node = game["nodes"][place]
    return game["sets"][node["set"]][2] if "set" in node else node.get("outcomes", [])


def likelihood(game: dict[str, Any], profile: Any) -> list[Fraction]:
    """For each node the probability that play comes there."""
    found = [Fraction(1)] + [Fraction(0)] * (len(game["nodes"]) - 1)
    for place, node in enumerate(game["nodes"]):
        for p, child in zip(odds_at(game, profile, node), node["children"], strict=True):
            found[child] = found[place] * p
    return found


def odds_at(game: dict[str, Any], profile: Any, node: Any) -> list[Fraction]:
    if "set" not in node:
        return node.get("chances", [])
    player, name, actions = game["sets"][node["set"]]
    return [profile[player, name][a] for a in actions]


def values(game: dict[str, Any], profile: Any) -> list[list[Fraction]]:
    """For each node what everybody expects there."""
    found: list[list[Fraction]] = [[]] * len(game["nodes"])
    for place in reversed(range(len(game["nodes"]))):
        node = game["nodes"][place]
        if "payoffs" in node:
            found[place] = node["payoffs"]
        else:
            parts = [
                [p * v for v in found[c]]
                for p, c in zip(odds_at(game, profile, node), node["children"], strict=True)
            ]
            found[place] = [sum(column, Fraction(0)) for column in zip(*parts, strict=True)]
    return found


def below(game: dict[str, Any], top: int) -> list[int]:
    """A node and all nodes below it."""
    found, waiting = [], [top]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(game["nodes"][found[-1]]["children"])
    return sorted(found)

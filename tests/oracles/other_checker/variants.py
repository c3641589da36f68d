"""Games made from a game: frozen players, a set split, the first move of chance seen, a strategy given."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from .games import without
from .reading import need
from .ways import labels, members, recalls, ways

MOST_TEXT = 1_000_000


def frozen(game: dict[str, Any], left: dict[int, str]) -> dict[str, Any]:
    """The game in which at these sets only these actions are left."""
    places = {game["sets"][s][:2]: action for s, action in left.items()}
    for s, action in left.items():
        need(action in game["sets"][s][2], "a frozen player lacks the action")
    for place, action in places.items():
        numbers = [s for s, (player, name, _) in enumerate(game["sets"]) if (player, name) == place]
        for s in numbers:  # it may be out of reach by now
            for other in [a for a in game["sets"][s][2] if a != action]:
                now = [k for k, (player, name, _) in enumerate(game["sets"]) if (player, name) == place]
                game = without(game, [other], now) if now else game
    return game


def split(game: dict[str, Any], mover: int, name: str, parts: list[list[str]]) -> dict[str, Any]:
    numbers = [s for s, (player, called, _) in enumerate(game["sets"]) if (player, called) == (mover, name)]
    need(len(numbers) == 1, "the mover has no such information set")
    (number,) = numbers
    nodes, before = members(game)[number], ways(game)
    text = [
        ", ".join(labels(game, place)[branch] for place, branch in before[node]) or "the start"
        for node in nodes
    ]
    need(sum(map(len, text)) <= MOST_TEXT, "the histories are too long")
    if len(set(text)) < len(text):
        text = [f"node {node}" for node in nodes]
    need(len(parts) > 1 and all(parts), "there are two parts or more, none empty")
    need(sorted(h for part in parts for h in part) == sorted(text), "each node of the set is in one part")
    actions = game["sets"][number][2]
    fresh = [(mover, f"{name}: {' or '.join(part)}", actions) for part in parts]
    sets = [*game["sets"][:number], *fresh, *game["sets"][number + 1 :]]
    moved = {
        node: number + next(k for k, part in enumerate(parts) if h in part)
        for node, h in zip(nodes, text, strict=True)
    }
    told = renumbered(
        game, sets, lambda place, s: moved[place] if s == number else s + (len(parts) - 1) * (s > number)
    )
    need(recalls(told, mover), "the mover lacks perfect recall")
    return told


def renumbered(game: dict[str, Any], sets: list[Any], number: Any) -> dict[str, Any]:
    places = [(player, name) for player, name, _ in sets]
    need(len(set(places)) == len(places), "a new set has the name of another one")
    nodes = [
        {**n, "set": number(place, n["set"])} if "set" in n else n for place, n in enumerate(game["nodes"])
    ]
    return {**game, "sets": sets, "nodes": nodes}


def first_branches(game: dict[str, Any]) -> list[int]:
    """For each node which of the root's branches leads there; -1 for the root."""
    return [way[0][1] if way else -1 for way in ways(game)]


def all_seen(game: dict[str, Any]) -> dict[str, Any]:
    """The game in which everybody sees the first move of chance."""
    need(
        game["form"] == "extensive" and "outcomes" in game["nodes"][0],
        "the game does not begin with a move of chance",
    )
    branches, outcomes = first_branches(game), game["nodes"][0]["outcomes"]
    sets, number = [], {}
    for s, ((player, name, actions), nodes) in enumerate(zip(game["sets"], members(game), strict=True)):
        met = sorted({branches[node] for node in nodes})
        for branch in met:
            number[s, branch] = len(sets)
            sets.append((player, name if len(met) == 1 else f"{name}: {outcomes[branch]}", actions))
    return renumbered(game, sets, lambda place, s: number[s, branches[place]])


def given(game: dict[str, Any], player: int, strategy: dict[str, dict[str, Fraction]]) -> dict[str, Any]:
    """The game among the others when a player's strategy is given."""
    if game["form"] == "normal":
        return table_given(game, player, strategy[""])
    sets = [s for s, (owner, _, _) in enumerate(game["sets"]) if owner != player]
    order, waiting = [], [0]
    while waiting:
        place = waiting.pop()
        node = game["nodes"][place]
        kept = list(range(len(node["children"])))
        if "set" in node and game["sets"][node["set"]][0] == player:
            _, name, actions = game["sets"][node["set"]]
            kept = [k for k in kept if strategy[name][actions[k]]]
        order.append((place, kept))
        waiting += [node["children"][k] for k in reversed(kept)]
    number = {place: new for new, (place, _) in enumerate(order)}
    still = [s for s in sets if any(game["nodes"][place].get("set") == s for place, _ in order)]
    nodes = []
    for place, kept in order:
        node = game["nodes"][place]
        moved = {**node, "children": [number[node["children"][k]] for k in kept]}
        if "set" in node and game["sets"][node["set"]][0] == player:
            _, name, actions = game["sets"][node["set"]]
            taken = [actions[k] for k in kept]
            moved = {
                "outcomes": taken,
                "chances": [strategy[name][a] for a in taken],
                "children": moved["children"],
            }
        elif "set" in node:
            moved["set"] = still.index(node["set"])
        nodes.append(moved)
    return {**game, "sets": [game["sets"][s] for s in still], "nodes": nodes}


def table_given(game: dict[str, Any], player: int, odds: dict[str, Fraction]) -> dict[str, Any]:
    actions = game["sets"][player][2]
    words = ", ".join(a if odds[a] == 1 else f"{a} {odds[a]}" for a in actions if odds[a])
    sets = [(p, n, [words] if p == player else acts) for p, n, acts in game["sets"]]
    cells = {}
    for cell in product(*(range(len(acts)) for _, _, acts in sets)):
        rows = [game["cells"][(*cell[:player], k, *cell[player + 1 :])] for k in range(len(actions))]
        columns = zip(
            *([odds[a] * v for v in row] for a, row in zip(actions, rows, strict=True)), strict=True
        )
        cells[cell] = [sum(column, Fraction(0)) for column in columns]
    return {**game, "sets": sets, "cells": cells}


def sets_after(game: dict[str, Any], player: int, actions: list[str], losing: list[int]) -> list[int]:
    """The sets of a player that are after the action."""
    own = [s for s, (owner, _, _) in enumerate(game["sets"]) if owner == player]
    if game["form"] == "normal":
        return own
    after = nodes_after(game, actions, losing)
    return [s for s in own if any(after[node] for node in members(game)[s])]


def nodes_after(game: dict[str, Any], actions: list[str], losing: list[int]) -> list[bool]:
    """For each node whether one of the actions was taken on the way, at a set that loses it."""

    def taken(place: int, branch: int) -> bool:
        s = game["nodes"][place].get("set")
        return s in losing and labels(game, place)[branch] in actions

    return [any(taken(place, branch) for place, branch in way) for way in ways(game)]

"""Games, and what is left of one when an action is taken away.

A game is a dictionary: players, sets (player number, name, actions), and either "cells" {profile: payoffs} or
"nodes".  Payoffs and probabilities are whatever ``number`` makes of the file's entries: fractions, or
quotients of polynomials.
"""

from __future__ import annotations

import hashlib
import json
from itertools import product
from math import prod
from typing import Any

from .reading import TOO_LARGE, Rejected, a_list, a_text, an_integer, distinct_texts, fields, need


def read_game(data: Any, number: Any) -> dict[str, Any]:
    need(
        type(data) is dict and data.get("form") in ("normal", "extensive"),
        "the form of the game is normal or extensive",
    )
    content = "payoffs" if data["form"] == "normal" else "nodes"
    measured = ("measure", *(["measures"] if content == "payoffs" else [])) if "measure" in data else ()
    _, players, sets, rows, digest, *more = fields(
        data, "form", "players", "information_sets", content, "hash", *measured
    )
    body = json.dumps(
        {k: v for k, v in data.items() if k != "hash"},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    try:
        need(hashlib.sha256(body.encode()).hexdigest() == digest, "the hash is not the game's")
    except UnicodeEncodeError:
        raise Rejected("a name holds half a surrogate pair") from None
    players = distinct_texts(players)
    need(bool(players), "a game has players")
    game: dict[str, Any] = {"form": data["form"], "players": players, "sets": []}
    if measured:
        game["measure"] = a_text(more[0])
    for entry in a_list(sets):
        player, name, actions = fields(entry, "player", "name", "actions")
        need(player in players if type(player) is str else False, "an information set belongs to a player")
        actions = distinct_texts(actions)
        need(bool(actions), "an information set has an action")
        game["sets"].append((players.index(player), a_text(name), actions))
    places = [(player, name) for player, name, _ in game["sets"]]
    need(len(set(places)) == len(places), "two information sets of a player have one name")
    if data["form"] == "normal":
        need(
            places == [(i, "") for i in range(len(players))],
            "in normal form each player has one information set, unnamed",
        )
        profiles = list_profiles([len(actions) for _, _, actions in game["sets"]])
        game["cells"] = dict(
            zip(profiles, (payoffs(row, players, number) for row in a_list(rows, len(profiles))), strict=True)
        )
        if measured:
            own = (payoffs(row, players, number) for row in a_list(more[1], len(profiles)))
            game["values"] = dict(zip(profiles, own, strict=True))
    else:
        need(all(name for _, name in places), "in extensive form an information set has a name")
        game["nodes"] = [read_node(entry, game, number) for entry in a_list(rows)]
        check_preorder(game["nodes"])
        used = {node["set"] for node in game["nodes"] if "set" in node}
        need(used == set(range(len(game["sets"]))), "an information set has no node")
    return game


def list_profiles(sizes: list[int]) -> list[tuple[int, ...]]:
    need(prod(sizes) <= TOO_LARGE, "the table is too large")
    return list(product(*map(range, sizes)))


def payoffs(row: Any, players: list[str], number: Any) -> list[Any]:
    return [number(entry) for entry in a_list(row, len(players))]


def read_node(data: Any, game: dict[str, Any], number: Any) -> dict[str, Any]:
    need(type(data) is dict, "a node is an object")
    if "payoffs" in data:  # and the values of a measure after them
        rows = fields(data, "payoffs", *(["measures"] if "measure" in game else []))
        return {"payoffs": [x for row in rows for x in payoffs(row, game["players"], number)], "children": []}
    if "set" in data:
        which, children = fields(data, "set", "children")
        need(
            0 <= an_integer(which) < len(game["sets"]),
            "a node belongs to an information set that is not there",
        )
        return {
            "set": which,
            "children": list(map(an_integer, a_list(children, len(game["sets"][which][2])))),
        }
    outcomes, chances, children = fields(data, "outcomes", "probabilities", "children")
    count = len(distinct_texts(outcomes))
    need(count > 0, "a chance move has an outcome")
    chances = [number(entry) for entry in a_list(chances, count)]
    return {
        "outcomes": outcomes,
        "chances": chances,
        "children": list(map(an_integer, a_list(children, count))),
    }


def width(game: dict[str, Any]) -> int:
    """How many numbers an end of a tree holds: the payoffs, and the values of a measure."""
    return len(game["players"]) * (2 if "measure" in game else 1)


def column_of(game: dict[str, Any], player: int) -> int:
    """Where what is compared for a player stands at an end of a tree, or in a cell."""
    return player + (width(game) - len(game["players"]) if "nodes" in game else 0)


def check_preorder(nodes: list[dict[str, Any]]) -> None:
    waiting = [0]
    for place, node in enumerate(nodes):
        need(bool(waiting) and waiting.pop() == place, "the nodes are not a tree in preorder")
        waiting.extend(reversed(node["children"]))
    need(not waiting, "the nodes are not a tree in preorder")


def check_chances(game: dict[str, Any]) -> None:
    for node in game.get("nodes", ()):
        if "chances" in node:
            need(
                all(p >= 0 for p in node["chances"]) and sum(node["chances"]) == 1,
                "probabilities are >= 0 and sum to one",
            )


def single_nodes(game: dict[str, Any]) -> bool:
    return len([node for node in game["nodes"] if "set" in node]) == len(game["sets"])


def without(game: dict[str, Any], actions: list[str], losing: list[int]) -> dict[str, Any]:
    """The game in which the information sets with these numbers have lost the actions."""
    sets = [
        (p, n, [a for a in acts if i not in losing or a not in actions])
        for i, (p, n, acts) in enumerate(game["sets"])
    ]
    need(all(left for _, _, left in sets), "an information set would be left without an action")
    if "cells" in game:
        kept = [
            [i for i, a in enumerate(old[2]) if a in new[2]]
            for old, new in zip(game["sets"], sets, strict=True)
        ]
        small = product(*(range(len(positions)) for positions in kept))
        cells = {cell: game["cells"][tuple(k[i] for k, i in zip(kept, cell, strict=True))] for cell in small}
        return {**game, "sets": sets, "cells": cells}  # what is compared beside payoffs is not looked at here
    alive, order = {0}, []
    for place, node in enumerate(game["nodes"]):
        if place in alive:
            lost = (
                [node.get("set") in losing and a in actions for a in game["sets"][node["set"]][2]]
                if "set" in node
                else []
            )
            children = [c for i, c in enumerate(node["children"]) if not (lost and lost[i])]
            alive.update(children)
            order.append((place, {**node, "children": children}))
    still = sorted({node["set"] for _, node in order if "set" in node})
    renumber = {place: new for new, (place, _) in enumerate(order)}
    nodes = []
    for _, node in order:
        moved = {**node, "children": [renumber[c] for c in node["children"]]}
        nodes.append({**moved, "set": still.index(node["set"])} if "set" in node else moved)
    return {**game, "sets": [sets[i] for i in still], "nodes": nodes}

"""All subgame perfect equilibria of a tree, subgame by subgame, each by the table of what is left of it."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

from .agents import deciders
from .cells import Asked
from .reading import a_list, fields, need
from .ways import below, members, values

MOST_TABLES, MOST_CELLS, MOST_SOLUTIONS = 20_000, 200_000, 2_000


def by_subgames(game: dict[str, Any], proof: Any, mover: int, of_table: Any) -> dict[str, Any]:
    _, tables = fields(proof, "kind", "tables")
    need(len(a_list(tables)) <= MOST_TABLES, "there are too many tables")
    waiting, cells = list(reversed(tables)), 0
    solutions: dict[int, list[Any]] = {}  # for each root, pairs of payoffs and profile below it
    infinite, certain = False, False
    for top in sorted({0, *roots(game)}, reverse=True):
        under = set(below(game, top))
        inner = sorted(place for place in solutions if place in under)
        found: list[Any] = []
        for stood_on in product(*(solutions[place] for place in inner)):
            rest = cut(game, top, {place: paid for place, (paid, _) in zip(inner, stood_on, strict=True)})
            strategies = deciders(rest)
            deeper = {place: odds for _, profile in stood_on for place, odds in profile.items()}
            if strategies.playing:
                need(bool(waiting), "a table has no proof")
                cells += prod(len(strategies.all[player]) for player in strategies.playing)
                need(cells <= MOST_CELLS, "the tables are too large")
                asked = None if top else Asked(*strategies.paid(mover))
                answer = of_table(strategies.table(), waiting.pop(), asked)
                profiles: list[Any] = []
                for mixture in answer["mixtures"]:
                    profile = strategies.profile(mixture)
                    profiles += [profile] if profile not in profiles else []
                many = answer["infinite"] and (len(profiles) > 1 or bool(answer["curved"]))
            else:
                profiles, many = [strategies.profile([])], False
            here = [(values(rest, profile)[0], {**deeper, **profile}) for profile in profiles]
            if many:
                infinite, certain = True, certain or strategies.one_way(answer["pieces"], answer["known"])
                if top:
                    need(
                        all(paid == here[0][0] for paid, _ in here),
                        "equilibria of a subgame that pay differently are infinitely many",
                    )
                    here = here[:1]
            found += here
            need(len(found) <= MOST_SOLUTIONS, "there are too many solutions")
        for place in inner:
            del solutions[place]
        solutions[top] = found
    need(not waiting, "a proof is left over")
    profiles = [profile for _, profile in solutions[0]]
    need(bool(profiles), "a finite game has an equilibrium")
    return {"profiles": profiles, "infinite": infinite, "spanning": False, "counted": certain or not infinite}


def roots(game: dict[str, Any]) -> list[int]:
    """The decision and chance nodes below which every information set has all its nodes."""
    nodes, found = members(game), []
    for place, node in enumerate(game["nodes"]):
        if node["children"]:
            under = set(below(game, place))
            met = {game["nodes"][k]["set"] for k in under if "set" in game["nodes"][k]}
            found += [place] if all(set(nodes[s]) <= under for s in met) else []
    return found


def cut(game: dict[str, Any], top: int, ends: dict[int, Any]) -> dict[str, Any]:
    """The tree from a node on, some nodes made ends with these payoffs."""
    order, waiting = [], [top]
    while waiting:
        order.append(waiting.pop())
        waiting.extend(reversed([] if order[-1] in ends else game["nodes"][order[-1]]["children"]))
    number = {place: k for k, place in enumerate(order)}
    kept = sorted({game["nodes"][p]["set"] for p in order if p not in ends and "set" in game["nodes"][p]})
    nodes = []
    for place in order:
        node = game["nodes"][place]
        if place in ends:
            nodes.append({"payoffs": ends[place], "children": []})
            continue
        moved = {**node, "children": [number[c] for c in node["children"]]}
        nodes.append({**moved, "set": kept.index(node["set"])} if "set" in node else moved)
    return {**game, "sets": [game["sets"][s] for s in kept], "nodes": nodes}

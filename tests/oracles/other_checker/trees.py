"""All subgame perfect equilibria of a tree with perfect information, by backward induction with intervals."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .games import width
from .reading import fields, need, rational


def by_backward_induction(game: dict[str, Any], proof: Any, mover: int) -> dict[str, Any]:
    _, lowest, highest = fields(proof, "kind", "lowest", "highest")
    players = range(width(game))  # and their measures
    low: dict[int, list[Fraction]] = {}
    high: dict[int, list[Fraction]] = {}
    ties = False
    for place, node in reversed(list(enumerate(game["nodes"]))):
        children = node["children"]
        if "payoffs" in node:
            low[place] = high[place] = node["payoffs"]
        elif "chances" in node:
            weighted = list(zip(node["chances"], children, strict=True))
            low[place] = [sum((p * low[c][i] for p, c in weighted), Fraction(0)) for i in players]
            high[place] = [sum((p * high[c][i] for p, c in weighted), Fraction(0)) for i in players]
        else:
            own = game["sets"][node["set"]][0]
            floor = max(low[c][own] for c in children)
            possible = [c for c in children if high[c][own] >= floor]
            ties |= len(possible) > 1
            low[place] = [floor if i == own else min(low[c][i] for c in possible) for i in players]
            high[place] = [max(high[c][i] for c in possible) for i in players]
    plans = [check_plan(game, plan, pure=True) for plan in (lowest, highest)]
    reached = [value for _, value in plans]
    need(
        [value[mover] for value in reached] == [low[0][mover], high[0][mover]],
        "the plans do not reach the interval's ends",
    )
    values = [low[0][mover], high[0][mover]]
    need(ties or plans[0][0] == plans[1][0], "without ties there is one plan")
    return {
        "values": values if ties else values[:1],
        "infinite": ties,
        "profiles": [profile for profile, _ in plans],
        "spanning": not ties,
    }


def check_plan(
    game: dict[str, Any], plan: Any, *, pure: bool = False
) -> tuple[dict[Any, dict[str, Fraction]], list[Fraction]]:
    """The plan as a profile, and the payoffs at the root, after it is checked to be subgame perfect."""
    profile, odds = read_plan(game, plan, pure=pure)
    value: dict[int, list[Fraction]] = {}
    for place, node in reversed(list(enumerate(game["nodes"]))):
        if "payoffs" in node:
            value[place] = node["payoffs"]
            continue
        below = [value[child] for child in node["children"]]
        weights = node["chances"] if "chances" in node else odds[node["set"]]
        columns = zip(*below, strict=True)
        value[place] = [sum((p * x for p, x in zip(weights, c, strict=True)), Fraction(0)) for c in columns]
        if "chances" not in node:
            own = game["sets"][node["set"]][0]
            need(all(v[own] <= value[place][own] for v in below), "a plan is not subgame perfect")
    return profile, value[0]


def read_plan(
    game: dict[str, Any], plan: Any, *, pure: bool = False
) -> tuple[dict[Any, dict[str, Fraction]], list[list[Fraction]]]:
    """The plan as a profile, and what it says at each set."""
    need(type(plan) is dict and set(plan) <= set(game["players"]), "a plan is made of the players' plans")
    profile, odds = {}, []
    for player, name, actions in game["sets"]:
        mine = plan.get(game["players"][player])
        need(type(mine) is dict and name in mine, "a plan says what to do at every information set")
        weights = [rational(p) for p in fields(mine[name], *actions)]
        need(min(weights) >= 0 and sum(weights) == 1, "a plan mixes with odds")
        need(not pure or max(weights) == 1, "a plan takes one action")
        odds.append(weights)
        profile[player, name] = dict(zip(actions, weights, strict=True))
    need(
        sum(len(mine) if type(mine) is dict else 1 for mine in plan.values()) == len(game["sets"]),
        "a plan has sets too many",
    )
    return profile, odds

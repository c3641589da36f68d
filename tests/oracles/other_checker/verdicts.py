"""Verdicts: what the proofs say about both games, compared; and the guard-rails."""

from __future__ import annotations

from typing import Any

from .games import check_chances, losing_sets, read_game, single_nodes, without
from .proofs import all_equilibria, payoffs
from .rails import moves_once
from .reading import a_flag, a_list, fields, need, rational
from .selection import RULES, selected

VERDICT = ("verdict", "with", "without", "with_infinite", "without_infinite", "gap")


def check_verdict(data: dict[str, Any]) -> None:
    game = read_game(data["game"], rational)
    check_chances(game)
    losing = losing_sets(game, data["mover"], data["action"], data["scope"])
    less = without(game, data["action"], losing)
    if data["verdict"] == "impossible":
        need(all(data[name] is None for name in VERDICT[1:]), "an impossible paradox compares nothing")
        check_guard_rail(data, game, losing)
        return
    mover = game["players"].index(data["mover"])
    proofs = fields(data["proof"], "with", "without")
    found = [all_equilibria(g, data["concept"], p, mover) for g, p in zip((game, less), proofs, strict=True)]
    for g, one in zip((game, less), found, strict=True):
        one["values"] = payoffs(g, one, mover)
        if data["quantifier"] in RULES:
            one["values"], one["infinite"] = selected(g, one, data["quantifier"], mover), False
    for name, one in zip(("with", "without"), found, strict=True):
        need(
            [rational(v) for v in a_list(data[name])] == one["values"],
            f"the payoffs {name} the action are others",
        )
        need(
            a_flag(data[f"{name}_infinite"]) == one["infinite"],
            f"infinitely many equilibria {name} the action, or not",
        )
    w, o = found[0]["values"], found[1]["values"]
    gaps = {"strong": o[0] - w[-1], "best": o[-1] - w[-1], "worst": o[0] - w[0], "possible": o[-1] - w[0]}
    gap = gaps.get(data["quantifier"], o[0] - w[0])
    need(rational(data["gap"]) == gap, "the gap is another one")
    present = gap > 0 and matters(game, less, losing, data["action"], found)
    need(data["verdict"] == ("present" if present else "absent"), "the verdict is another one")


def matters(game: Any, less: Any, losing: list[int], action: str, found: list[dict[str, Any]]) -> bool:
    lost = [game["sets"][i][:2] for i in losing]
    if any(profile[place].get(action, 0) > 0 for profile in found[0]["profiles"] for place in lost):
        return True
    has, lacks = (one["values"] for one in found)
    if all(one["counted"] for one in found):
        if has != lacks or found[0]["infinite"] != found[1]["infinite"]:
            return True
    elif (has[0], has[-1]) != (lacks[0], lacks[-1]):
        return True
    need(all(one["spanning"] for one in found), "the proofs do not show whether the action matters")
    common = {(p, n): actions for p, n, actions in less["sets"]}

    def seen(one: dict[str, Any]) -> set[Any]:
        cut = [
            [(place, a, profile[place].get(a, 0)) for place, actions in common.items() for a in actions]
            for profile in one["profiles"]
        ]
        return {tuple(entries) for entries in cut}

    return seen(found[0]) != seen(found[1])


def check_guard_rail(data: dict[str, Any], game: dict[str, Any], losing: list[int]) -> None:
    (name,) = fields(data["proof"], "guard_rail")
    mover = game["players"].index(data["mover"])
    need(name in ("T1", "T2", "T4"), "there are the guard-rails T1, T2 and T4")
    need(data["scope"]["kind"] != "coalition", "the guard-rails are about one player")
    need(data["quantifier"] not in RULES, "the guard-rails are about all equilibria")
    if name == "T4":
        need(data["concept"] != "nash" and data["quantifier"] != "possible", "T4 is about something else")
        need(game["form"] == "extensive" and single_nodes(game), "T4 needs perfect information")
        need([game["nodes"][0].get("set")] == losing, "T4 needs that exactly the root's set loses the action")
        return
    need(data["concept"] == "nash" or game["form"] == "extensive", "subgame perfection needs a tree")
    need(
        game["form"] == "normal" or single_nodes(game) or moves_once(game),
        "perfect recall is not plain to see",
    )
    if name == "T1":
        need(
            all(player == mover or len(actions) == 1 for player, _, actions in game["sets"]),
            "T1 needs a lone decision maker",
        )
    else:
        rows = (
            game["cells"].values()
            if "cells" in game
            else [n["payoffs"] for n in game["nodes"] if "payoffs" in n]
        )
        need(
            len(game["players"]) == 2 and len({sum(row) for row in rows}) == 1,
            "T2 needs two players and a constant sum",
        )

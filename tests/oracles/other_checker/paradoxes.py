"""Certificates of kind "paradox": variants of a game, and what their equilibria pay, compared."""

from __future__ import annotations

from collections.abc import Generator
from fractions import Fraction
from typing import Any

from .games import check_chances, read_game, without
from .proofs import all_equilibria, expected, payoffs
from .rails import check_rail
from .reading import a_flag, a_list, a_text, distinct_texts, fields, need, rational
from .selection import RULES, selected
from .variants import (
    all_seen,
    first_branches,
    frozen,
    given,
    nodes_after,
    scope_at,
    sets_after,
    split,
)
from .ways import likelihood, values

PARADOX = (
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "details", "game"),
    *("verdict", "payoffs", "infinite", "gap", "proof"),
)
Compared = dict[str, tuple[list[Fraction], bool]]
Claim = tuple[Compared, Fraction, bool]
Claiming = Generator[
    dict[str, Any], None, Claim
]  # what is asked is read, the variants are told, and once they are solved the claim


def difference(quantifier: str, x: list[Fraction], y: list[Fraction]) -> Fraction:
    ends = {"strong": (x[0], y[-1]), "best": (x[-1], y[-1]), "worst": (x[0], y[0]), "possible": (x[-1], y[0])}
    more, less = ends.get(quantifier, (x[0], y[0]))
    return more - less


def ends(values_: Any, infinite: bool) -> tuple[list[Fraction], bool]:
    listed = sorted(set(values_))
    return ([listed[0], listed[-1]] if infinite else listed), infinite


class Asked:
    """A request, with the games and the sets of their equilibria."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.game = read_game(data["game"], rational)
        check_chances(self.game)
        self.concept, self.quantifier, self.details = data["concept"], data["quantifier"], data["details"]
        need(data["mover"] in self.game["players"], "the mover does not play")
        self.mover = self.game["players"].index(data["mover"])
        self.proof, self.verdict = data["proof"], data["verdict"]
        self.variants: dict[str, Any] = {}
        self.found: dict[str, Any] = {}

    def solve(self, variants: dict[str, Any]) -> None:
        self.variants = variants
        fields(self.proof, *variants)
        for name, game in variants.items():
            self.found[name] = all_equilibria(game, self.concept, self.proof[name], self.mover)

    def pays(self, name: str, player: int | None = None) -> tuple[list[Fraction], bool]:
        found = self.found[name]
        who = self.mover if player is None else player
        if self.quantifier in RULES:
            return selected(self.variants[name], found, self.quantifier, who), False
        return payoffs(self.variants[name], found, who), found["infinite"]

    def listed(self, name: str) -> list[Any]:
        """What is listed, where it must span the set."""
        found = self.found[name]
        need(found["spanning"] or not found["infinite"], "not every equilibrium is known")
        return found["profiles"]

    def gap(self, x: str, y: str) -> Fraction:
        return difference(self.quantifier, self.pays(x)[0], self.pays(y)[0])

    @property
    def is_impossible(self) -> bool:
        return bool(self.verdict == "impossible")

    def in_table(self) -> None:
        need(self.game["form"] == "normal", "this paradox is looked for in tables")


def check_paradox(data: dict[str, Any]) -> None:
    need(data["paradox"] in PARADOXES if type(data["paradox"]) is str else False, "there is no such paradox")
    names, claim = PARADOXES[data["paradox"]]
    fields(data["details"], *names)
    need(
        data["concept"] == "nash" or data["game"].get("form") == "extensive"
        if type(data["game"]) is dict
        else False,
        "the concept needs a tree",
    )
    asked = Asked(data)
    claiming = claim(asked)
    variants = next(claiming)
    if data["verdict"] == "impossible":
        need(
            all(data[name] is None for name in ("payoffs", "infinite", "gap")),
            "an impossible paradox compares nothing",
        )
        check_rail(data, asked.game, asked.mover, variants)
        return
    asked.solve(variants)
    try:
        next(claiming)
    except StopIteration as end:
        compared, gap, present = end.value
    fields(data["payoffs"], *compared)
    fields(data["infinite"], *compared)
    for name, (paid, infinite) in compared.items():
        need([rational(v) for v in a_list(data["payoffs"][name])] == paid, f"the payoffs {name} are others")
        need(a_flag(data["infinite"][name]) == infinite, f"infinitely many equilibria {name}, or not")
    need(rational(data["gap"]) == gap, "the gap is another one")
    need(data["verdict"] == ("present" if present else "absent"), "the verdict is another one")


def dominance_trap(asked: Asked) -> Claiming:
    asked.in_table()
    game, action = asked.game, a_text(asked.details["action"])
    members = coalition_of(game, asked.mover, action, asked.details["coalition"])
    name = dict(enumerate(game["players"]))
    alone = {f"alone, {name[who]}": without(game, action, [who]) for who in members}
    yield ({"with": game, "without": without(game, action, members), **alone})
    compared = {
        f"{side}, {name[who]}": asked.pays(side, who) for side in ("with", "without") for who in members
    }
    compared |= {f"alone, {name[who]}": asked.pays(f"alone, {name[who]}", who) for who in members}
    end = -1 if asked.quantifier in ("strong", "best") else 0
    gains = []
    for profile in asked.found["without"]["profiles"]:
        paid = expected(asked.variants["without"], profile)
        gains.append(min(paid[who] - compared[f"with, {name[who]}"][0][end] for who in members))
    some = asked.quantifier in ("best", "possible")
    gap = max(gains) if some else min(gains)
    dominant = all(is_dominant(game, who, action) for who in members)
    need(not (some and dominant and gap <= 0 and asked.found["without"]["infinite"]), "a mixture might do")
    return compared, gap, dominant and gap > 0


def coalition_of(game: dict[str, Any], mover: int, action: str, coalition: Any) -> list[int]:
    """The members, each of whom has the action and another one."""
    coalition = distinct_texts(coalition)
    need(len(coalition) > 1 and set(coalition) <= set(game["players"]), "a coalition is two players or more")
    need(game["players"][mover] in coalition, "the mover is a member")
    members = [who for who, player in enumerate(game["players"]) if player in coalition]
    need(
        all(action in game["sets"][who][2] and len(game["sets"][who][2]) > 1 for who in members),
        "a member lacks the action",
    )
    return members


def is_dominant(game: dict[str, Any], who: int, action: str) -> bool:
    place = game["sets"][who][2].index(action)
    return all(
        game["cells"][(*cell[:who], place, *cell[who + 1 :])][who] > row[who]
        for cell, row in game["cells"].items()
        if cell[who] != place
    )


def other_game(asked: Asked, data: Any, what: str) -> dict[str, Any]:
    other = read_game(data, rational)
    check_chances(other)
    same = all(asked.game[field] == other[field] for field in ("form", "players", "sets"))
    need(same, f"the {what} has another form, other players or other sets")
    return other


def comparative_statics(asked: Asked) -> Claiming:
    game, other = asked.game, other_game(asked, asked.details["other"], "other game")
    if game["form"] == "extensive":
        bare = [
            [{k: v for k, v in n.items() if k not in ("payoffs", "chances")} for n in g["nodes"]]
            for g in (game, other)
        ]
        need(bare[0] == bare[1], "the other game is another tree")
        pairs = [
            (n["payoffs"], m["payoffs"])
            for n, m in zip(game["nodes"], other["nodes"], strict=True)
            if "payoffs" in n
        ]
        same = all(
            n.get("chances") == m.get("chances") for n, m in zip(game["nodes"], other["nodes"], strict=True)
        )
    else:
        pairs, same = [(game["cells"][cell], other["cells"][cell]) for cell in game["cells"]], True
    yield ({"lower": game, "higher": other})
    gains = [after[asked.mover] - before[asked.mover] for before, after in pairs]
    gap = asked.gap("lower", "higher")
    raises = same and min(gains) >= 0 and max(gains) > 0
    return {name: asked.pays(name) for name in ("lower", "higher")}, gap, gap > 0 and raises


def information(asked: Asked) -> Claiming:
    need(asked.game["form"] == "extensive", "information is about trees")
    parts = [distinct_texts(part) for part in a_list(asked.details["parts"])]
    told = split(asked.game, asked.mover, a_text(asked.details["at"]), parts)
    yield ({"uninformed": asked.game, "informed": told})
    gap = asked.gap("uninformed", "informed")
    return {name: asked.pays(name) for name in ("uninformed", "informed")}, gap, gap > 0


def third_party(asked: Asked) -> Claiming:
    game, details = asked.game, asked.details
    action = a_text(details["action"])
    losing = scope_at(game, asked.mover, action, details["at"])
    sides = {"with": game, "without": without(game, action, losing)}
    variants, roles = dict(sides), {}
    for role, how in (("third", "third party frozen"), ("target", "target frozen")):
        need(a_text(details[role]) in game["players"], "a role is played by nobody")
        player, does = game["players"].index(details[role]), details[f"{role}_does"]
        after = sets_after(game, player, action, losing)
        roles[role] = (player, does, after, how)
        need(does is None or not asked.is_impossible, "what the frozen do is not told")
        if does is not None:
            need(bool(after), "a player without sets after the action is not frozen")
            left = dict.fromkeys(after, a_text(does))
            for side in sides:
                variants[f"{side}, {how}"] = frozen_in(game, sides[side], left)
    need(len({asked.mover, *(player for player, *_ in roles.values())}) == 3, "the three are not three")
    yield (variants)
    losses, compared = {"": asked.gap("without", "with")}, {side: asked.pays(side) for side in sides}
    for role, (player, does, after, how) in roles.items():
        if does is not None:
            need(usual(asked, player) == {does}, "the player does not do this one thing")
            losses[role] = asked.gap(f"without, {how}", f"with, {how}")
            compared |= {f"{side}, {how}": asked.pays(f"{side}, {how}") for side in sides}
        elif not after:
            losses[role] = losses[""]
            compared |= {f"{side}, {how}": asked.pays(side) for side in sides}
    need(losses[""] <= 0 or len(losses) == 3, "somebody was not frozen")
    present = losses[""] > 0 and losses["third"] <= 0 < losses["target"]
    return compared, losses[""], present


def frozen_in(game: dict[str, Any], side: dict[str, Any], left: dict[int, str]) -> dict[str, Any]:
    """A variant frozen at the sets that the game itself has these numbers for."""
    number = {place[:2]: s for s, place in enumerate(side["sets"])}
    for s, action in left.items():
        need(action in game["sets"][s][2], "a frozen player lacks the action")
    return frozen(
        side, {number[game["sets"][s][:2]]: a for s, a in left.items() if game["sets"][s][:2] in number}
    )


def usual(asked: Asked, player: int) -> set[str]:
    """What a player does on the path of the listed equilibria without the action."""
    taken = taken_on_path(asked.variants["without"], asked.listed("without"), player)
    return set().union(*taken.values()) if taken else set()


def taken_on_path(game: dict[str, Any], profiles: list[Any], player: int) -> dict[str, set[str]]:
    """For each set of a player to which play comes in a listed equilibrium, what is done there."""
    taken: dict[str, set[str]] = {}
    for profile in profiles:
        likely = likelihood(game, profile) if "nodes" in game else []
        met = {game["nodes"][place].get("set") for place, p in enumerate(likely) if p}
        for s, (owner, name, actions) in enumerate(game["sets"]):
            if owner == player and ("cells" in game or s in met):
                taken.setdefault(name, set()).update(a for a in actions if profile[owner, name][a])
    return taken


def realized(asked: Asked) -> Claiming:
    game, mover, action = asked.game, asked.mover, a_text(asked.details["action"])
    losing = scope_at(game, mover, action, asked.details["at"])
    lacks, benchmark = without(game, action, losing), a_text(asked.details["benchmark"])
    number = None
    if benchmark == "no-coercion":
        yield ({"with": game, "benchmark": lacks})
    elif benchmark == "complete-information":
        yield ({"with": game, "benchmark": all_seen(game)})
    else:
        number = rational(benchmark)
        yield ({"with": game})
    need(not asked.found["with"]["infinite"] or game["form"] == "normal", "not every equilibrium is known")
    uses = [use for profile in asked.listed("with") if (use := used(game, profile, mover, action, losing))]
    paid = ([number], False) if number is not None else asked.pays("benchmark")
    compared: Compared = {"with": asked.pays("with"), "benchmark": paid}
    counts = number is None and game["form"] == "extensive" and "outcomes" in game["nodes"][0]
    if counts and asked.found["benchmark"]["infinite"]:
        need(benchmark == "complete-information", "the benchmark is not known at other odds")
    against = [at_odds(asked, weights) if counts else paid[0] for _, weights in uses]
    gap = Fraction(0)
    if uses:
        best = asked.quantifier in ("best", "possible")
        gains = [(max(b) if best else min(b)) - c for (c, _), b in zip(uses, against, strict=True)]
        gap = max(gains) if asked.quantifier in ("worst", "possible") else min(gains)
        compared["given the action"] = ends((c for c, _ in uses), asked.found["with"]["infinite"])
        if counts:
            compared["benchmark at its odds"] = ends(
                (v for b in against for v in b), asked.found["benchmark"]["infinite"]
            )
    return compared, gap, gap > 0


def used(game: dict[str, Any], profile: Any, mover: int, action: str, losing: list[int]) -> Any:
    """What the mover expects given that the action is used, and the odds of the root's branches, if it is."""
    if game["form"] == "normal":
        (place,) = losing
        player, name, actions = game["sets"][place]
        if not profile[player, name][action]:
            return None
        return expected(game, {**profile, (player, name): {a: Fraction(a == action) for a in actions}})[
            mover
        ], []
    likely, after, branches = (
        likelihood(game, profile),
        nodes_after(game, action, losing),
        first_branches(game),
    )
    reached = [k for k, node in enumerate(game["nodes"]) if "payoffs" in node and after[k] and likely[k]]
    total = sum(likely[k] for k in reached)
    if not total:
        return None
    weights = [
        sum((likely[k] for k in reached if branches[k] == b), Fraction(0)) / total
        for b in range(len(game["nodes"][0]["children"]))
    ]
    return sum(
        (likely[k] * game["nodes"][k]["payoffs"][mover] for k in reached), Fraction(0)
    ) / total, weights


def at_odds(asked: Asked, weights: list[Fraction]) -> list[Fraction]:
    game, found = asked.variants["benchmark"], []
    for profile in asked.found["benchmark"]["profiles"]:
        after = [values(game, profile)[child][asked.mover] for child in game["nodes"][0]["children"]]
        found.append(sum((w * v for w, v in zip(weights, after, strict=True)), Fraction(0)))
    return found


def misperception(asked: Asked) -> Claiming:
    game, mover = asked.game, asked.mover
    model = other_game(asked, asked.details["model"], "model")
    own = [(name, actions) for player, name, actions in game["sets"] if player == mover]

    def strategy(data: Any) -> dict[str, dict[str, Fraction]]:
        plans = fields(data, *(name for name, _ in own))
        found = {}
        for (name, actions), plan in zip(own, plans, strict=True):
            odds = [rational(p) for p in fields(plan, *actions)]
            need(min(odds) >= 0 and sum(odds) == 1, "probabilities are >= 0 and sum to one")
            found[name] = dict(zip(actions, odds, strict=True))
        return found

    if asked.is_impossible:
        need(asked.details["chosen"] is None, "what is chosen is not told")
        chosen = []
    else:
        chosen = [strategy(entry) for entry in a_list(asked.details["chosen"])]
        need(bool(chosen), "something is chosen")
    variants = {"model": model, "game": game}
    variants |= {f"answer {k}": given(game, mover, one) for k, one in enumerate(chosen)}
    if asked.details["idle"] is not None:
        idle = strategy(asked.details["idle"])
        need(all(1 in odds.values() for odds in idle.values()), "doing nothing is one action at each set")
        variants["idle"] = given(game, mover, idle)
    yield (variants)
    parts: list[Any] = []
    for profile in asked.found["model"]["profiles"]:
        part = {name: profile[mover, name] for name, _ in own}
        parts += [part] if part not in parts else []
    if asked.found["model"]["infinite"]:
        asked.listed("model")
        need(len(parts) == 1, "not everything that may be chosen is known")
    need(
        len(parts) == len(chosen) and all(part in chosen for part in parts),
        "the strategies chosen are others",
    )
    answers = [asked.pays(f"answer {k}") for k in range(len(chosen))]
    compared: Compared = {
        "expected": asked.pays("model"),
        "real": ends((v for paid, _ in answers for v in paid), any(infinite for _, infinite in answers)),
        "knowing the game": asked.pays("game"),
    }
    if asked.details["idle"] is not None:
        compared["doing nothing"] = asked.pays("idle")
    real = compared["real"][0]
    names = [name for name in ("knowing the game", "doing nothing") if name in compared]
    gap = min(difference(asked.quantifier, compared[name][0], real) for name in names)
    return compared, gap, gap > 0


def security_insecurity(asked: Asked) -> Claiming:
    asked.in_table()
    game, mover, action = asked.game, asked.mover, a_text(asked.details["action"])
    listed = [rational(n) for n in a_list(asked.details["index"], len(game["cells"]))]
    need(
        action in game["sets"][mover][2] and len(game["sets"][mover][2]) > 1,
        "the mover lacks the action, or another one",
    )
    need(
        any(n != row[mover] for n, row in zip(listed, game["cells"].values(), strict=True)),
        "the index is the payoff",
    )
    cells = {
        cell: [*row[:mover], n, *row[mover + 1 :]]
        for (cell, row), n in zip(game["cells"].items(), listed, strict=True)
    }
    indexed = {**game, "cells": cells}
    yield ({"without": without(game, action, [mover]), "with": frozen(game, {mover: action})})
    lacks, has = without(indexed, action, [mover]), frozen(indexed, {mover: action})
    before = [expected(lacks, profile)[mover] for profile in asked.listed("without")]
    takes = {(mover, ""): {action: Fraction(1)}}
    alone = [expected(has, {**profile, **takes})[mover] for profile in asked.listed("without")]
    after = [expected(has, profile)[mover] for profile in asked.listed("with")]
    compared: Compared = {
        "index without": ends(before, asked.found["without"]["infinite"]),
        "index with, others as without": ends(alone, asked.found["without"]["infinite"]),
        "index with": ends(after, asked.found["with"]["infinite"]),
        "without": asked.pays("without"),
        "with": asked.pays("with"),
    }
    gap = difference(asked.quantifier, compared["index without"][0], compared["index with"][0])
    protects = all(more > less for more, less in zip(alone, before, strict=True))
    return compared, gap, gap > 0 and protects


PARADOXES: dict[str, Any] = {
    "dominance-trap": (("action", "coalition"), dominance_trap),
    "comparative-statics": (("other",), comparative_statics),
    "information": (("at", "parts"), information),
    "third-party": (("action", "at", "third", "third_does", "target", "target_does"), third_party),
    "realized": (("action", "at", "benchmark"), realized),
    "misperception": (("model", "chosen", "idle"), misperception),
    "security-insecurity": (("action", "index"), security_insecurity),
}

"""Comparisons of each paradox: variants of a game, and the payoffs of their equilibria."""

from __future__ import annotations

from collections.abc import Generator
from fractions import Fraction
from itertools import product
from typing import Any

from .changes import changes
from .games import check_chances, column_of, read_game, without
from .held import held_in_tree
from .proofs import all_equilibria, expected, payoffs
from .questions import HELD, RULES, Question
from .quotients import Quotient, in_game, put_in
from .reading import a_list, a_text, distinct_texts, need, rational
from .selection import selected
from .subgames import roots
from .variants import all_seen, first_branches, frozen, given, nodes_after, sets_after, split
from .ways import below, likelihood, members, values, ways

PayoffSet = tuple[list[Fraction], bool]
Compared = dict[str, PayoffSet]
Claim = tuple[Compared, Fraction, bool]
Claiming = Generator[dict[str, Any], None, Claim]
"""Variants are told, once they are solved perhaps further ones, and at last the claim."""


def difference(quantifier: str, x: list[Fraction], y: list[Fraction]) -> Fraction:
    ends = {"strong": (x[0], y[-1]), "best": (x[-1], y[-1]), "worst": (x[0], y[0]), "possible": (x[-1], y[0])}
    more, less = ends.get(quantifier, (x[0], y[0]))
    return more - less


def ends(values_: Any, infinite: bool) -> PayoffSet:
    listed = sorted(set(values_))
    return ([listed[0], listed[-1]] if infinite else listed), infinite


class Asked:
    """A question, with the variants and the sets of their equilibria."""

    def __init__(self, question: Question, proof: dict[str, Any]) -> None:
        self.question, self.proof = question, proof
        self.game, self.mover, self.quantifier = question.game, question.mover, question.quantifier
        self.details = question.details
        self.variants: dict[str, Any] = {}
        self.found: dict[str, Any] = {}

    def solve(self, variants: dict[str, Any]) -> None:
        for name, game in variants.items():
            need(name in self.proof, "a variant has no proof")
            self.variants[name] = game
            self.found[name] = all_equilibria(game, self.question.concept, self.proof[name], self.column)

    @property
    def column(self) -> int:
        """Where what is compared stands."""
        return column_of(self.game, self.mover)

    def pays(self, name: str, player: int | None = None) -> PayoffSet:
        found = self.found[name]
        who = self.column if player is None else player
        if self.quantifier in RULES:
            return selected(self.variants[name], found, self.quantifier, who), False
        return payoffs(self.variants[name], found, who), found["infinite"]

    def listed(self, name: str) -> list[Any]:
        """What is listed, where it must span the set."""
        found = self.found[name]
        need(found["spanning"] or not found["infinite"], "not every equilibrium is known")
        return list(found["profiles"])

    def gap(self, x: str, y: str) -> Fraction:
        return difference(self.quantifier, self.pays(x)[0], self.pays(y)[0])

    def in_table(self) -> None:
        need(self.game["form"] == "normal", "this paradox is looked for in tables")

    @property
    def without(self) -> dict[str, Any]:
        """The game without the action."""
        return without(self.game, self.question.action, self.question.losing)


def option(asked: Asked) -> Claiming:
    yield {"with": asked.game, "without": asked.without}
    compared = {name: asked.pays(name) for name in ("with", "without")}
    gap = asked.gap("without", "with")
    return compared, gap, gap > 0 and matters(asked, compared)


def matters(asked: Asked, compared: Compared) -> bool:
    """Whether the action is used, or the equilibria differ."""
    has, lacks = (asked.found[name] for name in ("with", "without"))
    if "never" in has:
        sets = asked.game["sets"]
        lost = {
            (s, b)
            for s in asked.question.losing
            for b, a in enumerate(sets[s][2])
            if a in asked.question.action
        }
        if lost <= has["never"]:
            return False
    uses = [
        profile[asked.game["sets"][s][:2]].get(a, 0)
        for profile in has["profiles"]
        for s in asked.question.losing
        for a in asked.question.action
        if not (asked.game["form"] == "extensive" and is_idle(asked, profile, s))
    ]
    if any(uses):
        return True
    (one, _), (other, _) = compared["with"], compared["without"]
    if has["counted"] and lacks["counted"]:
        if compared["with"] != compared["without"]:
            return True
    elif (one[0], one[-1]) != (other[0], other[-1]):
        return True
    if not (has["spanning"] and lacks["spanning"]):
        return changes(asked, has, lacks)
    common = [(p, n, a) for p, n, actions in asked.variants["without"]["sets"] for a in actions]
    seen = [
        {tuple(profile[p, n].get(a, 0) for p, n, a in common) for profile in found["profiles"]}
        for found in (has, lacks)
    ]
    return seen[0] != seen[1]


def is_idle(asked: Asked, profile: Any, s: int) -> bool:
    """Whether its player's own choices exclude a set: all that matter, before all its nodes."""
    game, top = asked.game, 0
    if asked.question.concept not in ("nash", "subgame-perfect"):
        return False
    before, nodes = ways(game), members(game)[s]
    if asked.question.concept == "subgame-perfect":
        top = max(root for root in {0, *roots(game)} if set(nodes) <= set(below(game, root)))
    for node in nodes:
        way = before[node][len(before[top]) :]
        odds = []
        for place, branch in way:
            if game["nodes"][place].get("set") is not None:
                owner, name, actions = game["sets"][game["nodes"][place]["set"]]
                odds += [profile[owner, name][actions[branch]]] * (owner == game["sets"][s][0])
        if all(odds):
            return False
    return True


def dominance_trap(asked: Asked) -> Claiming:
    asked.in_table()
    game, action = asked.game, asked.question.action
    members = members_of(asked.question)
    name = dict(enumerate(game["players"]))
    alone = {f"alone, {name[who]}": without(game, action, [who]) for who in members}
    yield {"with": game, "without": without(game, action, members), **alone}
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
    dominant = all(is_dominant(game, who, action[0]) for who in members)
    need(not (some and dominant and gap <= 0 and asked.found["without"]["infinite"]), "a mixture might do")
    return compared, gap, dominant and gap > 0


def members_of(question: Question) -> list[int]:
    """The members of a coalition of two or more, each of whom has the action and another one."""
    need(len(question.coalition) > 1, "a coalition is two players or more")
    members = question.losing
    without(question.game, question.action, members)
    return members


def is_dominant(game: dict[str, Any], who: int, action: str) -> bool:
    place = game["sets"][who][2].index(action)
    return all(
        game["cells"][(*cell[:who], place, *cell[who + 1 :])][who] > row[who]
        for cell, row in game["cells"].items()
        if cell[who] != place
    )


def comparative_statics(asked: Asked) -> Claiming:
    lower, higher = (at_value(asked.game, rational(asked.details[end])) for end in ("low", "high"))
    yield {"lower": lower, "higher": higher}
    pairs = zip(outcomes(lower), outcomes(higher), strict=True)
    gains = [after[asked.mover] - before[asked.mover] for before, after in pairs]
    same = [[node.get("chances") for node in game.get("nodes", ())] for game in (lower, higher)]
    gap = asked.gap("lower", "higher")
    raises = same[0] == same[1] and min(gains) >= 0 and max(gains) > 0
    return {name: asked.pays(name) for name in ("lower", "higher")}, gap, gap > 0 and raises


def at_value(game: dict[str, Any], value: Fraction) -> dict[str, Any]:
    """A game with formulas of one parameter where that has a value."""

    def number(formula: Quotient) -> Fraction:
        above, under = (put_in(part, 0, value) for part in formula)
        need(bool(under), "a denominator is zero")
        return above.get((), Fraction(0)) / under[()]

    numbers = in_game(game, number)
    check_chances(numbers)
    return numbers


def outcomes(game: dict[str, Any]) -> list[Any]:
    """Everybody's payoffs in each cell, or at each end."""
    if "cells" in game:
        return list(game["cells"].values())
    return [node["payoffs"] for node in game["nodes"] if "payoffs" in node]


def information(asked: Asked) -> Claiming:
    yield {"uninformed": asked.game, "informed": told(asked.question)}
    gap = asked.gap("uninformed", "informed")
    return {name: asked.pays(name) for name in ("uninformed", "informed")}, gap, gap > 0


def told(question: Question) -> dict[str, Any]:
    """The tree in which the mover is told in which part it is."""
    need(question.game["form"] == "extensive", "information is about trees")
    need(len(question.at) == 1, "one information set is split")
    parts = [distinct_texts(part) for part in a_list(question.details["parts"])]
    return split(question.game, question.mover, question.at[0], parts)


def third_party(asked: Asked) -> Claiming:
    game, question = asked.game, asked.question
    losing, sides = question.losing, {"with": game, "without": asked.without}
    roles = {"third party frozen": question.player("third"), "target frozen": question.player("target")}
    need(len({asked.mover, *roles.values()}) == 3, "the three are not three")
    yield sides
    compared, gap = {side: asked.pays(side) for side in sides}, asked.gap("without", "with")
    if gap <= 0:
        return compared, gap, False
    frozen_games = {}
    for how, player in roles.items():
        after = sets_after(game, player, question.action, losing)
        if after:
            usual = usually(asked, player)
            need(len(usual) == 1, "a player does not do one thing")
            left = dict.fromkeys(after, next(iter(usual)))
            frozen_games |= {f"{side}, {how}": frozen_in(game, sides[side], left) for side in sides}
    yield frozen_games
    losses = []
    for how in roles:
        there = f", {how}" if f"with, {how}" in frozen_games else ""
        losses.append(asked.gap(f"without{there}", f"with{there}"))
        compared |= {f"{side}, {how}": asked.pays(f"{side}{there}") for side in sides}
    return compared, gap, losses[0] <= 0 < losses[1]


def usually(asked: Asked, player: int) -> set[str]:
    """What a player may do on the path of some equilibrium without the action."""
    game, found = asked.variants["without"], asked.found["without"]
    listed = taken_on_path(game, found["profiles"], player)
    if found["spanning"] or not found["infinite"]:
        return set().union(*listed.values())
    need("never" in found and bool(listed), "not every equilibrium is known")
    met, does = [0], set()
    for place in met:
        node = game["nodes"][place]
        branches = range(len(node["children"]))
        if "chances" in node:
            branches = [b for b in branches if node["chances"][b]]
        elif "set" in node:
            branches = [b for b in branches if (node["set"], b) not in found["never"]]
            owner, _, actions = game["sets"][node["set"]]
            does |= {actions[b] for b in branches} if owner == player else set()
        met += [node["children"][b] for b in branches]
    return does


def frozen_in(game: dict[str, Any], side: dict[str, Any], left: dict[int, str]) -> dict[str, Any]:
    """A variant frozen at the sets that the game itself has these numbers for."""
    number = {place[:2]: s for s, place in enumerate(side["sets"])}
    for s, action in left.items():
        need(action in game["sets"][s][2], "a frozen player lacks the action")
    return frozen(
        side, {number[game["sets"][s][:2]]: a for s, a in left.items() if game["sets"][s][:2] in number}
    )


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
    game, mover, question = asked.game, asked.mover, asked.question
    losing, lacks, benchmark = question.losing, asked.without, a_text(asked.details["benchmark"])
    number = None
    if benchmark == "no-coercion":
        yield {"with": game, "benchmark": lacks}
    elif benchmark == "complete-information":
        yield {"with": game, "benchmark": all_seen(game)}
    else:
        number = rational(benchmark)
        yield {"with": game}
    linear = game["form"] == "normal" and len(question.action) == 1
    need(not asked.found["with"]["infinite"] or linear, "not every equilibrium is known")
    listed = asked.listed("with")
    uses = [use for profile in listed if (use := used(game, profile, mover, question.action, losing))]
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


def used(game: dict[str, Any], profile: Any, mover: int, actions: list[str], losing: list[int]) -> Any:
    """What the mover expects given that the action is used, and the odds of the root's branches, if it is."""
    if game["form"] == "normal":
        (place,) = losing
        player, name, own = game["sets"][place]
        total = sum(profile[player, name][a] for a in own if a in actions)
        if not total:
            return None
        taken = {a: profile[player, name][a] / total if a in actions else Fraction(0) for a in own}
        return expected(game, {**profile, (player, name): taken})[mover], []
    likely, after, branches = (
        likelihood(game, profile),
        nodes_after(game, actions, losing),
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
    model = read_game(asked.details["model"], rational)
    check_chances(model)
    same = all(game[field] == model[field] for field in ("form", "players", "sets"))
    need(same, "the model has another form, other players or other sets")
    own = [(name, actions) for player, name, actions in game["sets"] if player == mover]
    variants = {"model": model, "game": game}
    if asked.details["inaction"] is not None:
        inaction = a_text(asked.details["inaction"])
        need(all(inaction in actions for _, actions in own), "the mover cannot do nothing so")
        idle = {name: {a: Fraction(a == inaction) for a in actions} for name, actions in own}
        variants["idle"] = given(game, mover, idle)
    yield variants
    chosen: list[Any] = []
    for profile in asked.found["model"]["profiles"]:
        part = {name: profile[mover, name] for name, _ in own}
        chosen += [part] if part not in chosen else []
    if asked.found["model"]["infinite"]:
        asked.listed("model")
        need(len(chosen) == 1, "not everything that may be chosen is known")
    yield {f"answer {k}": given(game, mover, one) for k, one in enumerate(chosen)}
    answers = [asked.pays(f"answer {k}") for k in range(len(chosen))]
    compared: Compared = {
        "expected": asked.pays("model"),
        "real": ends((v for paid, _ in answers for v in paid), any(infinite for _, infinite in answers)),
        "knowing the game": asked.pays("game"),
    }
    if "idle" in variants:
        compared["doing nothing"] = asked.pays("idle")
    real = compared["real"][0]
    names = [name for name in ("knowing the game", "doing nothing") if name in compared]
    gap = min(difference(asked.quantifier, compared[name][0], real) for name in names)
    return compared, gap, gap > 0


def security_insecurity(asked: Asked) -> Claiming:
    if asked.game["form"] == "extensive":
        return (yield from security_in_tree(asked))
    game, mover, actions = asked.game, asked.mover, asked.question.action
    losing, rest = (
        asked.question.losing,
        [a for a in asked.game["sets"][asked.mover][2] if a not in asked.question.action],
    )
    yield {"without": without(game, actions, losing), "with": without(game, rest, losing)}
    secured = {**game, "cells": game["values"]}
    lacks, has = without(secured, actions, losing), without(secured, rest, losing)
    infinite = [asked.found[name]["infinite"] for name in ("without", "with")]
    befores, afters = (asked.found[name]["profiles"] for name in ("without", "with"))
    before = [expected(lacks, profile)[mover] for profile in befores]
    after = [expected(has, profile)[mover] for profile in afters]
    compared: Compared = {"without": ends(before, infinite[0]), "with": ends(after, infinite[1])}

    protects = {}
    measures = [profile[mover, ""] for profile in afters]
    for held, players in who_answers(asked).items():
        rises, paid = [], []
        for (was, old), new in product(zip(before, befores, strict=True), afters):
            under = [
                expected(has, {**mixed(old, new, players), (mover, ""): one})[mover]
                for k, one in enumerate(measures)
                if one not in measures[:k]
            ]
            paid += under
            rises.append((min(under) - was, max(under) - was))
        always, sometimes = min(low for low, _ in rises) > 0, min(high for _, high in rises) > 0
        if always is sometimes:  # whichever of its measures the mover takes
            chosen = any(len(has["sets"][who][2]) > 1 for who in players)
            compared[HELD[held]] = ends(paid, infinite[0] or (infinite[1] and chosen))
            protects[held] = always
    gap = difference(asked.quantifier, compared["without"][0], compared["with"][0])
    need(gap <= 0 or asked.details["held"] in protects, "the measure is not one plan")
    return compared, gap, gap > 0 and protects[asked.details["held"]]


def security_in_tree(asked: Asked) -> Claiming:
    game, taken, losing = asked.game, asked.question.action, asked.question.losing
    others = [a for s in losing for a in game["sets"][s][2] if a not in taken]
    yield {"without": asked.without, "with": without(game, others, losing)}
    compared = {name: asked.pays(name) for name in ("without", "with")}
    sides = [(asked.variants[name], asked.found[name]) for name in ("without", "with")]
    protects = {}
    for held, players in who_answers(asked).items():
        told = held_in_tree(*sides, players - {asked.mover}, asked.column)
        if told is not None:
            paid, infinite, protects[held] = told
            compared[HELD[held]] = ends(paid, infinite)
    gap = asked.gap("without", "with")
    need(gap <= 0 or asked.details["held"] in protects, "what is held is not settled")
    return compared, gap, gap > 0 and protects[asked.details["held"]]


def mixed(old: Any, new: Any, players: set[int]) -> Any:
    """The profile in which some players do what they do in the second one."""
    return {place: new[place] if place[0] in players else old[place] for place in new}


def who_answers(asked: Asked) -> dict[str, set[int]]:
    """The numbers of those who do what they do with the policy, the mover among them."""
    mover = asked.mover
    if asked.details["target"] is None:
        return {"nobody": {mover}}
    target = asked.question.player("target")
    everybody = set(range(len(asked.game["players"])))
    return {"nobody": {mover}, "target": {mover, target}, "third-parties": everybody - {target}}


PARADOXES: dict[str, Any] = {
    "option": option,
    "dominance-trap": dominance_trap,
    "comparative-statics": comparative_statics,
    "information": information,
    "third-party": third_party,
    "realized": realized,
    "misperception": misperception,
    "security-insecurity": security_insecurity,
}

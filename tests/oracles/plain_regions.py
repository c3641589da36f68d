"""Truth of maps and propositions, by the plainest means.

At random points of the box the formulas become numbers, and all equilibria of the games that come out are
compared by oracles/plain_truth.py, oracles/plain_paradoxes.py and oracles/plain_penalties.py.
"""

import random
from fractions import Fraction
from math import prod
from types import SimpleNamespace

from oracles.plain_paradoxes import PARADOXES, at_point
from oracles.plain_penalties import is_null
from oracles.plain_truth import (
    CannotTell,
    Senseless,
    cells,
    expected,
    formula_at,
    is_present,
    numbered,
    plans_of,
    sense,
    shares_are_true,
    table_equilibria,
)

SIGNS = {
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
}
TRIES = 40  # points for each one that is wanted inside the region
SMALL = Fraction(1, 10**6)


def is_true(data, points=8):
    """Whether the claim of a certificate (parsed JSON) is true, as far as so many points tell."""
    try:
        sense(data["format"] == 2)
        if data["kind"] == "map":
            return shares_are_true(data, points, lambda point: is_present_at(data, data["game"], point))
        sense(data["kind"] == "proposition")
        return proposition_is_true(data, points)
    except (Senseless, LookupError, TypeError, ValueError, ZeroDivisionError):
        return False


def with_values(game, point):
    """The game as JSON, with the values of a point put into its formulas."""

    def put(formula):
        if isinstance(formula, dict):
            return {part: put(polynomial) for part, polynomial in formula.items()}
        terms = []
        for coefficient, powers in formula:
            known = prod(
                (point[n] ** e for n, e in powers.items() if n in point), start=Fraction(coefficient)
            )
            terms.append([str(known), {n: e for n, e in powers.items() if n not in point}])
        return terms

    if game["form"] == "normal":
        return {**game, "payoffs": [list(map(put, cell)) for cell in game["payoffs"]]}
    changed = [
        {k: list(map(put, v)) if k in ("payoffs", "probabilities") else v for k, v in node.items()}
        for node in game["nodes"]
    ]
    return {**game, "nodes": changed}


def is_present_at(asked, game, point):
    """Whether the paradox that is asked about is present at a point, by more than the bound."""
    sense(
        asked["quantifier"] in ("strong", "best", "worst", "possible") and asked["mover"] in game["players"]
    )
    name, details, least = asked["paradox"], asked["details"], Fraction(asked["least"])
    if name == "option":
        return is_present(asked, numbered(at_point(game, point), Fraction))
    if name not in ("information", "third-party") and game["form"] != "normal":
        raise CannotTell
    if name == "null-coercion":
        return is_null_at(asked, game, point)
    if name == "comparative-statics":
        sense(set(details) == {"parameter", "low", "high"} and details["parameter"] not in point)
        low = {**point, details["parameter"]: Fraction(details["low"])}
        told = {**asked, "game": with_values(game, point), "verdict": "present"}
        _, gap, present = PARADOXES[name](told, numbered(at_point(game, low), Fraction))
        return present and gap > least
    request = {**asked, "details": details, "verdict": "present"}
    _, gap, present = PARADOXES[name](request, numbered(at_point(game, point), Fraction))
    return present and gap > least


def is_null_at(asked, game, point):
    details, levels = asked["details"], point[asked["details"]["parameter"]]
    sense(
        set(details) == {"parameter", "low", "high", "target", "action"}
        and details["target"] != asked["mover"]
    )
    sense(len(details["action"]) < 2)
    action = (details["action"] or [None])[0]
    found = []
    for level in (levels, point[f"{details['parameter']}'"], levels + SMALL):
        told = numbered(at_point(game, {**point, details["parameter"]: level}), Fraction)
        actions = [s["actions"] for s in told["information_sets"]]
        found.append(
            SimpleNamespace(players=told["players"], actions=actions, payoffs=list(told["cells"].values()))
        )
    sense(action is None or action in actions[told["players"].index(details["target"])])
    null = is_null(*found, asked["mover"], details["target"], action, asked["quantifier"])
    if null is None:
        raise CannotTell
    return null


def proposition_is_true(data, points):
    over, box, claim, assuming = data["over"], data["box"], data["claim"], data["assuming"]
    leaves = [
        mark
        for mark, *_ in cells(data["proof"]["cutting"], [tuple(map(Fraction, box[name])) for name in over])
    ]
    sense(data["cells"] == len(leaves) and not set(leaves) & {"-", "?"})
    fixed = {name: Fraction(value) for name, value in data["values"].items()}
    numbers, seen = random.Random(len(leaves)), 0
    for _ in range(TRIES * points):
        if seen == points:
            break
        point = dict(fixed)
        for name in over:
            low, high = map(Fraction, box[name])
            point[name] = low + (high - low) * Fraction(numbers.randrange(1, 10**6), 10**6)
        levels = [point]
        if claim["kind"] == "order":
            larger = point[f"{claim['parameter']}'"]
            if larger < point[claim["parameter"]]:
                continue
            levels.append({**point, claim["parameter"]: larger})
        if all(formula_at(formula, level) > 0 for formula in assuming for level in levels):
            seen += 1
            if not claim_holds(claim, data, levels):
                return False
    return True


def claim_holds(claim, data, levels):
    """Whether a claim holds at a point, or between a point and one where a parameter is larger."""
    if claim["kind"] == "paradox":
        asked = claim["question"]
        sense(asked["concept"] == data["concept"])
        return is_present_at(asked, data["game"], levels[0]) is not claim["never"]
    found, stands = [quantities(claim, data["game"], level) for level in levels], SIGNS[claim["sign"]]
    if claim["kind"] == "order":
        return all(stands(b, a) for a in found[0] for b in found[1])
    value = formula_at(claim["value"], levels[0])
    return (all if claim["every"] else any)(stands(own, value) for own in found[0])


def quantities(claim, game, point):
    """What a player gets, or how likely it takes an action, in every equilibrium."""
    told = numbered(at_point(game, point), Fraction)
    who = told["players"].index(claim["player"])
    if told["form"] == "extensive":
        sense(claim["action"] == "")
        if sum("set" in node for node in told["nodes"]) > len(told["information_sets"]):
            raise CannotTell
        plans, ties = plans_of(told, frozenset(), 0)
        if ties:
            raise CannotTell
        return [payoffs[who] for payoffs, _ in plans]
    sets = told["information_sets"]
    found, infinite, complete = table_equilibria(
        told["cells"], [list(range(len(s["actions"]))) for s in sets]
    )
    if infinite or not complete:
        raise CannotTell
    if claim["action"]:
        place = sets[who]["actions"].index(claim["action"])
        return [mixtures[who].get(place, Fraction(0)) for mixtures in found]
    return [expected(told["cells"], mixtures, who) for mixtures in found]

"""Truth of certificates, by the plainest means, without their proofs or the package.

Tables: the extreme equilibria of two players by trying every set of equations, once strictly dominated
actions are gone.  If more than two players still have a choice: the equilibria in which two mix, those of all
three in 2×2×2, which may leave out some where somebody is indifferent.  Trees with perfect information: every
pure subgame perfect plan, and mixtures on a grid where somebody is indifferent.  Other trees: their table of
strategies.  Maps: the game at random points of the box.
"""

import random
from fractions import Fraction
from functools import cache
from itertools import combinations, product
from math import comb, isqrt, prod

QUANTIFIERS = ("strong", "best", "worst", "possible")
RULES = ("payoff-dominant", "risk-dominant")
MIXED = (Fraction(0), Fraction(1, 5), Fraction(1, 2), Fraction(7, 9), Fraction(1))
MOST = 20_000


class CannotTell(Exception):
    """The question is too large, or of a kind, for plain means."""


class Senseless(Exception):
    """The claim says nothing: a name does not exist, a number is none, a tree is no tree."""


def sense(condition):
    if not condition:
        raise Senseless


def is_true(data, points=40):
    """Whether the claim of a certificate (parsed JSON) is true; ``points`` is how many a map is tried at."""
    try:
        sense(
            data["format"] == 2
            and data["paradox"] == "option"
            and data["quantifier"] in (*QUANTIFIERS, *RULES)
        )
        sense(data["concept"] in ("nash", "subgame-perfect"))
        return _map_is_true(data, points) if data["kind"] == "map" else _verdict_is_true(data)
    except (Senseless, LookupError, TypeError, ValueError, ZeroDivisionError):
        return False


def _verdict_is_true(data):
    sense(data["kind"] == "verdict")
    game = numbered(data["game"], Fraction)
    has, lacks, matters = compare(data, game)
    if data["verdict"] == "impossible":
        fields = [data.get(name) for name in ("payoffs", "infinite", "gap")]
        return fields == [None] * 3 and not (gap(data["quantifier"], has[0], lacks[0]) > 0 and matters())
    sense(set(data["payoffs"]) == set(data["infinite"]) == {"with", "without"})
    claimed = {name: [Fraction(v) for v in own] for name, own in data["payoffs"].items()}
    agreed = [
        agrees(claimed[name], data["infinite"][name], side)
        for name, side in (("with", has), ("without", lacks))
    ]
    if False in agreed:
        return False
    difference = gap(data["quantifier"], claimed["with"], claimed["without"])
    present = difference > 0 and matters()
    if Fraction(data["gap"]) != difference or data["verdict"] != ("present" if present else "absent"):
        return False
    if None in agreed:
        raise CannotTell
    return True


def agrees(claimed, infinite, side):
    """Whether a claim about a player's payoffs fits the equilibria found; None if it names others too."""
    values, many, complete = side
    if complete:
        return claimed == values and infinite is many
    if claimed != sorted(set(claimed)) and not (infinite and claimed[0] == claimed[1]):
        return False
    if (many and not infinite) or not all(
        claimed[0] <= v <= claimed[-1] if infinite else v in claimed for v in values
    ):
        return False
    return True if set(claimed) <= set(values) and infinite is many else None


def gap(quantifier, has, lacks):
    return {
        "strong": min(lacks) - max(has),
        "best": max(lacks) - max(has),
        "worst": min(lacks) - min(has),
        "possible": max(lacks) - min(has),
        **dict.fromkeys(RULES, lacks[0] - has[0]),  # each is one payoff
    }[quantifier]


def is_present(data, game):
    has, lacks, matters = compare(data, game)
    return gap(data["quantifier"], has[0], lacks[0]) > Fraction(data.get("least", 0)) and matters()


def compare(data, game):
    """Whether the action matters, and the mover's payoffs with and without it.

    Each of the two is the list of payoffs, or the least and the greatest; whether there are infinitely many
    equilibria; and whether all were found.
    """
    cut = losing(data, game)
    mover = game["players"].index(data["mover"])
    rule = data["quantifier"] if data["quantifier"] in RULES else None
    if game["form"] == "normal":
        sense(data["concept"] == "nash")
        return compare_tables(game, mover, cut, rule)
    perfect = sum("set" in node for node in game["nodes"]) == len(game["information_sets"])
    if data["concept"] == "subgame-perfect" and perfect:
        return compare_trees(game, mover, cut, rule)
    found = compare_tables(*strategic(game, mover, cut), rule and f"{rule} in a tree")
    if data["concept"] == "subgame-perfect" and any(
        values[0] < values[-1] or not complete for values, _, complete in found[:2]
    ):
        raise CannotTell
    return found


# --- Reading
# ------------------------------------------------------------------------------------------------------------


def numbered(game, number):
    """The game with numbers for its texts; `number` reads them.  A measure's stand behind the payoffs."""
    width = len(game["players"])
    sense(game["form"] in ("normal", "extensive"))
    sense(len(set(game["players"])) == len(game["players"]) > 0)
    sets = game["information_sets"]
    for info in sets:
        sense(info["player"] in game["players"] and len(set(info["actions"])) == len(info["actions"]) > 0)
    sense(len({(s["player"], s["name"]) for s in sets}) == len(sets))
    if game["form"] == "normal":
        sense([s["player"] for s in sets] == game["players"])
        cells = list(product(*(range(len(s["actions"])) for s in sets)))
        beside = game["measures"] if "measure" in game else [[] for _ in cells]
        sense(len(cells) == len(game["payoffs"]) == len(beside))
        sense(all(len(cell) == width for cell in game["payoffs"]))
        sense(all(len(own) == width * ("measure" in game) for own in beside))
        pairs = zip(game["payoffs"], beside, strict=True)
        rows = [tuple(number(p) for p in (*cell, *own)) for cell, own in pairs]
        return {**game, "cells": dict(zip(cells, rows, strict=True))}
    nodes, waiting = [], [0]
    for place, node in enumerate(game["nodes"]):
        sense(waiting and waiting.pop() == place)
        waiting += reversed(node.get("children", []))
        if "payoffs" in node:
            own = node.get("measures", [])
            sense(len(node["payoffs"]) == width and len(own) == width * ("measure" in game))
            nodes.append({"payoffs": tuple(number(p) for p in (*node["payoffs"], *own))})
        elif "set" in node:
            sense(0 <= node["set"] < len(sets) and len(node["children"]) == len(sets[node["set"]]["actions"]))
            nodes.append(node)
        else:
            odds = [number(p) for p in node["probabilities"]]
            sense(
                len(odds) == len(node["children"]) == len(set(node["outcomes"]))
                and min(odds) >= 0
                and sum(odds) == 1
            )
            nodes.append({**node, "probabilities": odds})
    sense(not waiting and {node["set"] for node in nodes if "set" in node} == set(range(len(sets))))
    return {**game, "nodes": nodes}


def losing(data, game):
    """Pairs of information set and action that are taken away."""
    details, mover, sets = data["details"], data["mover"], game["information_sets"]
    sense(set(details) == {"action", "at", "coalition"} and mover in game["players"])
    action, at, coalition = (details[name] for name in ("action", "at", "coalition"))
    for names in (action, at, coalition):
        sense(isinstance(names, list) and len(set(names)) == len(names))
    sense(action and not (at and coalition) and (not coalition or mover in coalition))
    members = set(coalition) or {mover}
    chosen = {
        number
        for number, info in enumerate(sets)
        if info["player"] in members and set(action) & set(info["actions"])
    }
    sense({sets[number]["player"] for number in chosen} == members)
    if at:
        sense(game["form"] == "extensive" and set(at) <= {sets[number]["name"] for number in chosen})
        chosen = {number for number in chosen if sets[number]["name"] in at}
    cut = {(n, k) for n in chosen for k, name in enumerate(sets[n]["actions"]) if name in action}
    sense({sets[n]["actions"][k] for n, k in cut} == set(action))
    sense(all(sum(n == number for n, _ in cut) < len(sets[number]["actions"]) for number in chosen))
    return cut


# --- Tables
# ------------------------------------------------------------------------------------------------------------


def compare_tables(game, mover, cut, rule=None):
    """As `compare`, for equilibria of a table."""
    shape = [len(s["actions"]) for s in game["information_sets"]]
    everything = [list(range(size)) for size in shape]
    less = [[a for a in range(size) if (who, a) not in cut] for who, size in enumerate(shape)]
    cells = game["cells"]
    has, lacks = table_equilibria(cells, everything), table_equilibria(cells, less)

    def matters():
        if any(mixtures[who].get(a) for mixtures in has[0] for who, a in cut):
            return True
        # What never uses the action is an equilibrium without it; is what is one without it also one with it?
        if any(not is_equilibrium(cells, everything, mixtures) for mixtures in lacks[0]):
            return True
        if not (has[2] and lacks[2]):
            raise CannotTell
        return False

    def payoffs(found):
        if rule:
            return [selected(cells, found, rule)[mover]], False, True
        values = sorted({expected(cells, mixtures, mover) for mixtures in found[0]})
        return ([values[0], values[-1]] if found[1] and found[2] else values), *found[1:]

    return payoffs(has), payoffs(lacks), matters


def selected(cells, found, rule):
    """What everybody gets in the equilibrium that a rule selects among all that were found."""
    profiles, infinite, complete = found
    if not complete:
        raise CannotTell
    paid = [tuple(expected(cells, mixtures, who) for who in range(len(profiles[0]))) for mixtures in profiles]
    if rule == "risk-dominant in a tree":  # where plans that do the same look like several equilibria
        if len(set(paid)) > 1:
            raise CannotTell
        return paid[0]
    if rule in ("payoff-dominant", "payoff-dominant in a tree"):
        best = [one for one in paid if all(a >= b for other in paid for a, b in zip(one, other, strict=True))]
        sense(best)
        return best[0]
    if len(paid) == 1:
        return paid[0]
    # Two pure equilibria and one in which both mix: of the former that one risk dominates which the mixture
    # makes less likely.
    pure = [mixtures for mixtures in profiles if all(len(mixture) == 1 for mixture in mixtures)]
    mixed = [mixtures for mixtures in profiles if all(len(mixture) == 2 for mixture in mixtures)]
    sense(len(profiles) == 3 and len(pure) == 2 and len(mixed) == 1 and not infinite and len(cells) == 4)
    (odds,) = mixed
    likely = [prod(odds[who][a] for who in (0, 1) for a in mixtures[who]) for mixtures in pure]
    sense(likely[0] != likely[1])
    return tuple(expected(cells, pure[likely.index(min(likely))], who) for who in (0, 1))


def expected(cells, mixtures, who):
    total = Fraction(0)
    for profile in product(*(mixture.items() for mixture in mixtures)):
        total += prod((p for _, p in profile), start=Fraction(1)) * cells[tuple(a for a, _ in profile)][who]
    return total


def is_equilibrium(cells, actions, mixtures):
    for who, own in enumerate(actions):
        gets = expected(cells, mixtures, who)
        if any(
            expected(cells, [*mixtures[:who], {a: Fraction(1)}, *mixtures[who + 1 :]], who) > gets
            for a in own
        ):
            return False
    return True


def table_equilibria(cells, actions):
    """The extreme equilibria (player → action → probability), if infinitely many, and if all are here."""
    if len(actions) > 2:
        actions = after_dominance(cells, actions)
    active = [who for who, own in enumerate(actions) if len(own) > 1]
    if len(active) > 2:
        return several(cells, actions, active)
    spare = [who for who in range(len(actions)) if who not in active]
    return (*of_two(cells, actions, (active + spare)[:2]), True)


def of_two(cells, actions, two):
    """The extreme equilibria of two players while the others take their first action; if infinitely many."""
    first, second = two if len(two) == 2 else (two[0], None)

    def cell(a, b):
        profile = [own[0] for own in actions]
        profile[first] = a
        if second is not None:
            profile[second] = b
        return cells[tuple(profile)]

    others = [None] if second is None else actions[second]
    rows = tuple(tuple(cell(a, b)[first] for b in others) for a in actions[first])
    columns = tuple(
        tuple(Fraction(0) if second is None else cell(a, b)[second] for a in actions[first]) for b in others
    )
    pairs = [(x, y) for x, sx, bx in corners(columns) for y, sy, by in corners(rows) if sx <= by and sy <= bx]
    infinite = len({x for x, _ in pairs}) < len(pairs) or len({y for _, y in pairs}) < len(pairs)
    return [_mixtures(actions, two, pair) for pair in pairs], infinite


def several(cells, actions, active):
    """Equilibria of three and more players: two of them mix or, in 2×2×2 tables, all of them."""
    found, infinite = [], False
    for two in combinations(active, 2):
        rest = [who for who in active if who not in two]
        for taken in product(*(actions[who] for who in rest)):
            fixed = [[taken[rest.index(who)]] if who in rest else own for who, own in enumerate(actions)]
            here = [m for m in of_two(cells, fixed, two)[0] if is_equilibrium(cells, actions, m)]
            infinite |= any(joined(cells, actions, one, other) for one, other in combinations(here, 2))
            found += [m for m in here if m not in found]
    if [len(own) for own in actions] == [2, 2, 2]:
        found += [m for m in all_three(cells, actions) if m not in found]
    if not found:
        raise CannotTell
    return found, infinite, False


def joined(cells, actions, one, other):
    """Whether two equilibria differ in one player's mixture alone, so that all between are equilibria."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def all_three(cells, actions):
    """The equilibria of a 2×2×2 table in which everybody mixes, unless an indifference leaves a choice.

    Player i is indifferent where A + B·p + C·q + D·p·q = 0 for the others' probabilities p, q of their first
    actions.
    """

    def equation(who):
        others = [i for i in range(3) if i != who]

        def gain(*firsts):
            profile = [actions[who][0]] * 3
            for i, first in zip(others, firsts, strict=True):
                profile[i] = actions[i][0 if first else 1]
            values = []
            for own in actions[who]:
                profile[who] = own
                values.append(cells[tuple(profile)][who])
            return values[0] - values[1]

        a, b, c = gain(0, 0), gain(1, 0) - gain(0, 0), gain(0, 1) - gain(0, 0)
        return a, b, c, gain(1, 1) - gain(0, 0) - b - c

    (a0, b0, c0, d0), (a1, b1, c1, d1), (a2, b2, c2, d2) = (equation(who) for who in range(3))
    # z = −(a0 + b0·y)/(c0 + d0·y) and x = −(a2 + c2·y)/(b2 + d2·y), put into player 1's: a1 + b1·x + c1·z +
    # d1·x·z = 0.
    z, below_z, x, below_x = (-a0, -b0), (c0, d0), (-a2, -c2), (b2, d2)
    terms = [(a1, below_x, below_z), (b1, x, below_z), (c1, below_x, z), (d1, x, z)]
    quadratic = [sum(factor * spread(p, q)[k] for factor, p, q in terms) for k in range(3)]
    found = []
    for y in roots(*quadratic):
        under = (below_x[0] + below_x[1] * y, below_z[0] + below_z[1] * y)
        if 0 < y < 1 and all(under):
            own = (x[0] + x[1] * y) / under[0], y, (z[0] + z[1] * y) / under[1]
            if all(0 < p < 1 for p in own):
                found.append([{acts[0]: p, acts[1]: 1 - p} for acts, p in zip(actions, own, strict=True)])
    return found


def spread(p, q):
    return p[0] * q[0], p[0] * q[1] + p[1] * q[0], p[1] * q[1]


def roots(c, b, a):
    """The real roots of c + b·y + a·y²; irrational ones to fifty digits."""
    if a == 0:
        return [-c / b] if b else []
    inside = b * b - 4 * a * c
    if inside < 0:
        return []
    digits = 10**50
    root = Fraction(isqrt(inside.numerator * inside.denominator * digits**2), inside.denominator * digits)
    return sorted({(-b + root) / (2 * a), (-b - root) / (2 * a)})


def _mixtures(actions, active, pair):
    found = [{own[0]: Fraction(1)} for own in actions]
    for who, mixture in zip(active, pair, strict=False):
        found[who] = {a: p for a, p in zip(actions[who], mixture, strict=True) if p}
    return found


@cache
def corners(matrix):
    """Mixtures over the columns where as many equations hold as unknowns: support and best rows of each.

    The unknowns are the mixture and the greatest payoff v; the equations are "a column is not used" and "a
    row gives v".
    """
    m, n = len(matrix), len(matrix[0])
    if comb(m + n, n) > 1000:
        raise CannotTell
    equations = [[Fraction(i == j) for i in range(n)] + [Fraction(0), Fraction(0)] for j in range(n)]
    equations += [[*row, Fraction(-1), Fraction(0)] for row in matrix]
    sums = [Fraction(1)] * n + [Fraction(0), Fraction(1)]
    found = {}
    for chosen in combinations(equations, n):
        point = solved([sums, *chosen])
        if point is None or min(point[:n]) < 0:
            continue
        gains = [sum(a * p for a, p in zip(row, point[:n], strict=True)) for row in matrix]
        if max(gains) == point[n]:
            best = frozenset(i for i, gain in enumerate(gains) if gain == point[n])
            found[tuple(point[:n])] = frozenset(j for j in range(n) if point[j]), best
    return [(mixture, *sets) for mixture, sets in found.items()]


def solved(rows):
    """The solution of as many equations as unknowns, or None if there is not exactly one."""
    rows = [list(row) for row in rows]
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for r in range(len(rows)):
            if r != column and rows[r][column]:
                factor = rows[r][column] / rows[column][column]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[column], strict=True)]
    return [row[-1] / row[k] for k, row in enumerate(rows)]


def after_dominance(cells, actions):
    """What survives when strictly dominated actions go one by one (the order makes no difference)."""
    actions, changed = [list(own) for own in actions], True
    while changed:
        changed = False
        for who, own in enumerate(actions):
            others = list(product(*(a if i != who else [None] for i, a in enumerate(actions))))

            def gains(a, who=who, others=others):
                return [cells[(*o[:who], a, *o[who + 1 :])][who] for o in others]

            gone = next((a for a in own if beaten(gains(a), [gains(b) for b in own if b != a])), None)
            if gone is not None:
                own.remove(gone)
                changed = True
    return actions


def beaten(row, others):
    """Whether a mixture of others gives more everywhere: against each, or against two mixed by some p."""
    if len(others) > 2:
        raise CannotTell
    if any(all(b > a for a, b in zip(row, other, strict=True)) for other in others):
        return True
    if len(others) < 2:
        return False
    low, high = Fraction(0), Fraction(1)
    for a, b, c in zip(row, *others, strict=True):  # p·b + (1 − p)·c > a
        slope, rest = b - c, a - c
        if slope > 0:
            low = max(low, rest / slope)
        elif slope < 0:
            high = min(high, rest / slope)
        elif rest >= 0:
            return False
    return low < high


def strategic(game, mover, cut):
    """The table of a tree's pure strategies, and the strategies that take an action that is cut."""
    sets = game["information_sets"]
    if prod(len(s["actions"]) for s in sets) > MOST:
        raise CannotTell
    own = [[number for number, s in enumerate(sets) if s["player"] == player] for player in game["players"]]
    plans = [list(product(*(range(len(sets[n]["actions"])) for n in numbers))) for numbers in own]
    cells = {}
    for profile in product(*(range(len(p)) for p in plans)):
        choice = {n: a for who, k in enumerate(profile) for n, a in zip(own[who], plans[who][k], strict=True)}
        cells[profile] = played(game, choice, 0)
    taken = {
        (who, k)
        for who, numbers in enumerate(own)
        for k, plan in enumerate(plans[who])
        if any(pair in cut for pair in zip(numbers, plan, strict=True))
    }
    return {"information_sets": [{"actions": plan} for plan in plans], "cells": cells}, mover, taken


def played(game, choice, place):
    node = game["nodes"][place]
    if "payoffs" in node:
        return node["payoffs"]
    if "set" in node:
        return played(game, choice, node["children"][choice[node["set"]]])
    below = [played(game, choice, child) for child in node["children"]]
    return tuple(
        sum(p * b[i] for p, b in zip(node["probabilities"], below, strict=True)) for i in range(len(below[0]))
    )


# --- Trees with perfect information
# ----------------------------------------------------------------------------------------


def compare_trees(game, mover, cut, rule=None):
    """As `compare`, for subgame perfect equilibria."""
    with_, tied = plans_of(game, frozenset(), 0)
    without, tied_without = plans_of(game, frozenset(cut), 0)

    def payoffs(found, ties):
        if rule and ties:
            raise CannotTell
        values = sorted({outcome[mover] for outcome, _ in found})
        return ([values[0], values[-1]] if ties else values), ties, True

    def matters():
        if any(choices.get(pair) for _, taken in with_ for choices in [dict(taken)] for pair in cut):
            return True
        kept = {pair for _, taken in without for pair, _ in taken}
        cut_down = [
            {frozenset((pair, p) for pair, p in taken if pair in kept) for _, taken in found}
            for found in (with_, without)
        ]
        return cut_down[0] != cut_down[1]

    return payoffs(with_, tied), payoffs(without, tied_without), matters


def plans_of(game, cut, place):
    """Pairs of what all get and what is done below a node; whether somebody is indifferent in one."""
    node = game["nodes"][place]
    if "payoffs" in node:
        return [(node["payoffs"], frozenset())], False
    branches = [k for k in range(len(node["children"])) if (node.get("set"), k) not in cut]
    below = [plans_of(game, cut, node["children"][k]) for k in branches]
    ties = any(tied for _, tied in below)
    if prod(len(found) for found, _ in below) > MOST:
        raise CannotTell
    plans = []
    for combined in product(*(found for found, _ in below)):
        done = frozenset().union(*(taken for _, taken in combined))
        if "set" not in node:
            plans.append((mean(node["probabilities"], combined), done))
            continue
        own = game["players"].index(game["information_sets"][node["set"]]["player"])
        most = max(outcome[own] for outcome, _ in combined)
        best = [k for k, (outcome, _) in enumerate(combined) if outcome[own] == most]
        ties = ties or len(best) > 1
        for weights in mixtures(len(best)):
            mixed = dict(zip(best, weights, strict=True))
            here = {((node["set"], branches[k]), mixed.get(k, Fraction(0))) for k in range(len(branches))}
            plans.append((mean([mixed.get(k, 0) for k in range(len(branches))], combined), done | here))
    if len(plans) > MOST:
        raise CannotTell
    return plans, ties


def mean(odds, combined):
    return tuple(
        sum((p * o[i] for p, (o, _) in zip(odds, combined, strict=True)), Fraction(0))
        for i in range(len(combined[0][0]))
    )


def mixtures(count):
    if count == 1:
        return [(Fraction(1),)]
    if count == 2:
        return [(p, 1 - p) for p in MIXED]
    return [tuple(Fraction(i == k) for i in range(count)) for k in range(count)]


# --- Maps
# ------------------------------------------------------------------------------------------------------------


def _map_is_true(data, points):
    sense(Fraction(data["least"]) >= 0)

    def present(point):
        return is_present(data, numbered(data["game"], lambda formula: formula_at(formula, point)))

    return shares_are_true(data, points, present)


def shares_are_true(data, points, present_at):
    """Whether a map's shares fit its cutting and random points; ``present_at`` tells if one is in it."""
    over, box, cutting = data["over"], data["box"], data["proof"]["cutting"]
    sense(
        sorted(box) == sorted(over)
        and len(set(over)) == len(over) > 0
        and not set(over) & set(data["values"])
    )
    ends = [tuple(map(Fraction, box[name])) for name in over]
    sense(all(low < high for low, high in ends))
    fixed = {name: Fraction(value) for name, value in data["values"].items()}
    numbers = random.Random(len(cutting))

    def present(cell):
        place = [low + (high - low) * Fraction(numbers.randrange(1, 10**6), 10**6) for low, high in cell]
        return present_at({**fixed, **dict(zip(over, place, strict=True))})

    leaves = list(cells(cutting, ends))
    volume = {
        mark: sum((Fraction(1, 2**depth) for m, _, depth in leaves if m == mark), Fraction(0))
        for mark in "+-/=&?"
    }
    hinges = volume["/"] + volume["="] + volume["&"]  # one way or the other
    yes, no = Fraction(data["present"][0]), Fraction(data["absent"][0])
    consistent = (
        data["cells"] == len(leaves)
        and [Fraction(p) for p in data["present"]] == [yes, 1 - no]
        and [Fraction(p) for p in data["absent"]] == [no, 1 - yes]
        and Fraction(data["undecided"]) == 1 - yes - no
        and volume["+"] <= yes <= volume["+"] + hinges
        and volume["-"] <= no <= volume["-"] + hinges
        and yes + no <= 1 - volume["?"]
    )
    if not consistent:
        return False
    decided = [leaf for leaf in leaves if leaf[0] in "+-"]
    for mark, cell, _ in numbers.sample(decided, min(points, len(decided))):
        if present(cell) != (mark == "+"):
            return False
    share = Fraction(sum(present(ends) for _ in range(points)), points)
    slack = Fraction(3, 10)  # at 40 points a true share is missed by as much about once in a thousand maps
    return yes - slack <= share <= 1 - no + slack


def cells(cutting, box):
    waiting = [(box, 0)]
    for mark in cutting:
        sense(waiting)
        cell, depth = waiting.pop()
        if mark in "+-/=&?":
            yield mark, cell, depth
            continue
        sense(mark in "0123456789" and int(mark) < len(box))
        low, high = cell[int(mark)]
        middle = (low + high) / 2
        for half in ((middle, high), (low, middle)):
            waiting.append(([*cell[: int(mark)], half, *cell[int(mark) + 1 :]], depth + 1))
    sense(not waiting)


def formula_at(formula, point):
    if isinstance(formula, str):
        return Fraction(formula)
    if isinstance(formula, dict):
        return formula_at(formula["numerator"], point) / formula_at(formula["denominator"], point)
    return sum(
        (
            Fraction(c) * prod((point[name] ** e for name, e in powers.items()), start=Fraction(1))
            for c, powers in formula
        ),
        Fraction(0),
    )

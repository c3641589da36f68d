"""Truth of verdicts about the other paradoxes, by the plainest means, without their proofs.

The variants are written out from the game as JSON, by other means than the package's; their equilibria are
those of oracles/plain_truth.py.
"""

import copy
from fractions import Fraction
from itertools import product
from math import prod

from oracles.plain_truth import (
    MOST,
    QUANTIFIERS,
    RULES,
    CannotTell,
    Senseless,
    agrees,
    expected,
    formula_at,
    gap,
    numbered,
    plans_of,
    selected,
    sense,
    strategic,
    table_equilibria,
)

SELECTING = ("comparative-statics", "information")
FIELDS = {
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "measure", "details", "game"),
    *("verdict", "payoffs", "infinite", "gap", "proof"),
}


def is_true(data):
    """Whether the claim of a certificate (parsed JSON) is true."""
    try:
        sense(set(data) == FIELDS and data["format"] == 2 and data["kind"] == "verdict")
        sense(
            data["quantifier"] in QUANTIFIERS
            or (data["quantifier"] in RULES and data["paradox"] in SELECTING)
        )
        whole = data["game"]
        if data["paradox"] == "comparative-statics":
            sense(set(data["details"]) == {"parameter", "low", "high"})
            whole = at_end(data, "low")
        game = numbered(whole, Fraction)
        sense(data["mover"] in game["players"] and data["measure"] == game.get("measure", "payoff"))
        if "measure" in game and data["paradox"] != "security-insecurity":
            raise CannotTell
        compared, claimed_gap, present = PARADOXES[data["paradox"]](data, game)
        if data["verdict"] == "impossible":
            return not present and data["payoffs"] is data["infinite"] is data["gap"] is None
        sense(set(compared) == set(data["payoffs"]) == set(data["infinite"]))
        agreed = [
            agrees([Fraction(v) for v in data["payoffs"][name]], data["infinite"][name], found)
            for name, found in compared.items()
        ]
        if (
            False in agreed
            or Fraction(data["gap"]) != claimed_gap
            or data["verdict"] != ("present" if present else "absent")
        ):
            return False
        if None in agreed:
            raise CannotTell
        return True
    except (Senseless, LookupError, TypeError, ValueError, ZeroDivisionError):
        return False


class Solved:
    """All equilibria of a game in which some actions are left."""

    def __init__(self, cells, actions):
        self.cells = cells
        self.profiles, self.infinite, self.complete = table_equilibria(cells, actions)

    def gets(self, who, rule=None):
        """What a player gets in all of them, or in the one that a rule selects."""
        if rule:
            return (
                [selected(self.cells, (self.profiles, self.infinite, self.complete), rule)[who]],
                False,
                True,
            )
        values = sorted({expected(self.cells, mixtures, who) for mixtures in self.profiles})
        ends = [values[0], values[-1]] if self.infinite and self.complete else values
        return ends, self.infinite, self.complete


def everything(game):
    return [list(range(len(s["actions"]))) for s in game["information_sets"]]


def without(game, who, action):
    own = game["information_sets"][who]["actions"]
    sense(action in own and len(own) > 1)
    return [a for a in range(len(own)) if own[a] != action]


def the_one(names):
    """The only name of a list."""
    sense(isinstance(names, list) and len(names) == 1 and isinstance(names[0], str))
    return names[0]


def dominance_trap(data, game):
    sense(
        game["form"] == "normal"
        and data["concept"] == "nash"
        and set(data["details"]) == {"action", "coalition"}
    )
    action, coalition = the_one(data["details"]["action"]), data["details"]["coalition"]
    sense(
        isinstance(coalition, list)
        and set(coalition) <= set(game["players"])
        and len(set(coalition)) == len(coalition) > 1
    )
    sense(data["mover"] in coalition)
    members = [who for who, player in enumerate(game["players"]) if player in coalition]
    left = {who: without(game, who, action) for who in members}
    whole = everything(game)
    has = Solved(game["cells"], whole)
    lacks = Solved(game["cells"], [left.get(who, own) for who, own in enumerate(whole)])
    compared = {}
    for who in members:
        name = game["players"][who]
        alone = Solved(game["cells"], [left[who] if i == who else own for i, own in enumerate(whole)])
        compared |= {
            f"with, {name}": has.gets(who),
            f"without, {name}": lacks.gets(who),
            f"alone, {name}": alone.gets(who),
        }
    dominant = all(is_better(game, who, action) for who in members)
    quantifier = data["quantifier"]
    end = -1 if quantifier in ("strong", "best") else 0
    gains = [
        min(expected(game["cells"], mixtures, who) - has.gets(who)[0][end] for who in members)
        for mixtures in lacks.profiles
    ]
    most = max(gains) if quantifier in ("best", "possible") else min(gains)
    if not (has.complete and lacks.complete):
        raise CannotTell
    if quantifier in ("best", "possible") and most <= 0 and dominant and lacks.infinite:
        raise CannotTell
    return compared, most, dominant and most > 0


def is_better(game, who, action):
    place = game["information_sets"][who]["actions"].index(action)
    return all(
        game["cells"][(*profile[:who], place, *profile[who + 1 :])][who] > cell[who]
        for profile, cell in game["cells"].items()
        if profile[who] != place
    )


def comparative_statics(data, game):
    other = numbered(at_end(data, "high"), Fraction)
    sense(game["form"] == "normal" and data["concept"] == "nash")
    who = game["players"].index(data["mover"])
    rule = data["quantifier"] if data["quantifier"] in RULES else None
    before, after = (Solved(one["cells"], everything(one)).gets(who, rule) for one in (game, other))
    gains = [other["cells"][profile][who] - cell[who] for profile, cell in game["cells"].items()]
    lost = gap(data["quantifier"], after[0], before[0])
    return {"lower": before, "higher": after}, lost, lost > 0 and min(gains) >= 0 and any(gains)


def at_end(data, end):
    """The game where the parameter that changes has one of its two values."""
    return at_point(data["game"], {data["details"]["parameter"]: Fraction(data["details"][end])})


def at_point(game, point):
    """The game as JSON, with numbers as text."""

    def numbers(formulas):
        return [str(formula_at(formula, point)) for formula in formulas]

    parts = ("payoffs", "measures", "probabilities")
    if game["form"] == "normal":
        return {**game, **{k: [numbers(cell) for cell in game[k]] for k in parts if k in game}}
    changed = [{k: numbers(v) if k in parts else v for k, v in node.items()} for node in game["nodes"]]
    return {**game, "nodes": changed}


def information(data, game):
    sense(
        game["form"] == "extensive" and set(data["details"]) == {"at", "parts"} and data["concept"] != "vibes"
    )
    at, parts, sets = the_one(data["details"]["at"]), data["details"]["parts"], game["information_sets"]
    (number,) = [n for n, s in enumerate(sets) if (s["player"], s["name"]) == (data["mover"], at)]
    histories = {
        place: words for place, words in in_words(game).items() if game["nodes"][place].get("set") == number
    }
    sense(
        len(parts) > 1
        and sorted(w for part in parts for w in part) == sorted(histories.values())
        and all(parts)
    )
    told = copy.deepcopy(game)
    told["information_sets"] = [*sets, *({**sets[number], "name": f"told {k}"} for k in range(1, len(parts)))]
    for place, words in histories.items():
        (k,) = [k for k, part in enumerate(parts) if words in part]
        told["nodes"][place] = {**game["nodes"][place], "set": number if k == 0 else len(sets) + k - 1}
    found = {"uninformed": of_tree(game, data), "informed": of_tree(told, data)}
    lost = gap(data["quantifier"], found["informed"][0], found["uninformed"][0])
    # Strategies of which several do the same make a point of the tree look like many: only ends are compared
    # there.
    compared = {}
    if data["verdict"] == "impossible":
        return compared, lost, lost > 0
    for name, (values, _, complete) in found.items():
        claimed = [Fraction(v) for v in data["payoffs"][name]]
        sense(complete and (claimed[0], claimed[-1]) == (values[0], values[-1]))
        compared[name] = claimed, data["infinite"][name], True
    return compared, lost, lost > 0


def in_words(game):
    labels = {}
    for place, node in enumerate(game["nodes"]):
        names = (
            game["information_sets"][node["set"]]["actions"] if "set" in node else node.get("outcomes", [])
        )
        for name, child in zip(names, node.get("children", []), strict=True):
            labels[child] = (*labels.get(place, ()), name)
    return {place: ", ".join(words) for place, words in labels.items()}


def of_tree(game, data):
    if data["concept"] == "subgame-perfect":  # without subgames it is Nash equilibrium
        sizes = [
            sum(node.get("set") == n for node in game["nodes"]) for n in range(len(game["information_sets"]))
        ]
        if 1 in sizes:
            raise CannotTell
    elif data["concept"] != "nash":
        raise CannotTell
    table, _, _ = strategic(game, 0, ())
    rule = f"{data['quantifier']} in a tree" if data["quantifier"] in RULES else None
    return Solved(table["cells"], everything(table)).gets(game["players"].index(data["mover"]), rule)


def third_party(data, game):
    if game["form"] != "normal":
        return third_party_in_a_tree(data, game)
    details = data["details"]
    sense(set(details) == {"action", "at", "third", "target"} and details["at"] == [])
    sense(data["concept"] == "nash" and len({data["mover"], details["third"], details["target"]}) == 3)
    who = game["players"].index(data["mover"])
    whole = everything(game)
    taken = the_one(details["action"])
    less = [without(game, who, taken) if i == who else own for i, own in enumerate(whole)]
    lacks = Solved(game["cells"], less)
    compared = {"with": Solved(game["cells"], whole).gets(who), "without": lacks.gets(who)}
    loss = gap(data["quantifier"], compared["with"][0], compared["without"][0])
    if loss <= 0:
        return compared, loss, False
    losses = []
    for role, how in (("third", "third party frozen"), ("target", "target frozen")):
        player = game["players"].index(details[role])
        place = only_habit(game, lacks, player)
        if not lacks.complete or (place is None and data["verdict"] == "impossible"):
            raise CannotTell
        sense(place is not None)
        for side, actions in (("with", whole), ("without", less)):
            frozen = [[place] if i == player else own for i, own in enumerate(actions)]
            compared[f"{side}, {how}"] = Solved(game["cells"], frozen).gets(who)
        losses.append(gap(data["quantifier"], compared[f"with, {how}"][0], compared[f"without, {how}"][0]))
    return compared, loss, losses[0] <= 0 < losses[1]


def third_party_in_a_tree(data, game):
    """The same where everything is seen and nobody is indifferent: one plan with the action, one without."""
    sets, details = game["information_sets"], data["details"]
    single = sum("set" in node for node in game["nodes"]) == len(sets)
    if data["concept"] != "subgame-perfect" or not single:
        raise CannotTell
    sense(set(details) == {"action", "at", "third", "target"} and isinstance(details["at"], list))
    sense({details["third"], details["target"]} <= set(game["players"]) - {data["mover"]})
    sense(details["third"] != details["target"])
    taken = the_one(details["action"])
    having = [n for n, s in enumerate(sets) if s["player"] == data["mover"] and taken in s["actions"]]
    sense(having and set(details["at"]) <= {sets[n]["name"] for n in having})
    cut = {
        (n, sets[n]["actions"].index(taken))
        for n in having
        if sets[n]["name"] in (details["at"] or [sets[n]["name"]])
    }
    who = game["players"].index(data["mover"])
    after = sets_below(game, cut)

    def only_plan(closed):
        plans, tied = plans_of(game, frozenset(closed), 0)
        if tied:
            raise CannotTell
        return plans[0]

    def pays(closed):
        return only_plan(closed)[0][who]

    compared = {"with": ([pays(())], False, True), "without": ([pays(cut)], False, True)}
    lost = pays(cut) - pays(())
    if lost <= 0:
        return compared, lost, False
    losses, plan = [], as_plan(only_plan(cut)[1])
    for role, how in (("third", "third party frozen"), ("target", "target frozen")):
        own = [n for n in after if sets[n]["player"] == details[role]]
        does = habits(game, plan, details[role])
        if own and (len(does) != 1 or any(not does <= set(sets[n]["actions"]) for n in own)):
            raise CannotTell
        closed = {(n, k) for n in own for k, name in enumerate(sets[n]["actions"]) if name not in does}
        for side, others in (("with", set()), ("without", cut)):
            compared[f"{side}, {how}"] = ([pays(closed | others)], False, True)
        losses.append(pays(closed | cut) - pays(closed))
    return compared, lost, losses[0] <= 0 < losses[1]


def sets_below(game, cut):
    """The numbers of the information sets that lie below one of the branches."""
    below, pending = set(), []
    for node in game["nodes"]:
        pending += [child for k, child in enumerate(node.get("children", [])) if (node.get("set"), k) in cut]
    while pending:
        node = game["nodes"][pending.pop()]
        below |= {node["set"]} if "set" in node else set()
        pending += node.get("children", [])
    return below


def habits(game, plan, player):
    """What a player does wherever play by a plan, chance's odds positive, comes to a choice of its own."""
    done, pending = set(), [0]
    while pending:
        node = game["nodes"][pending.pop()]
        odds = plan[node["set"]] if "set" in node else dict(enumerate(node.get("probabilities", [])))
        likely = [k for k, p in odds.items() if p]
        if "set" in node and game["information_sets"][node["set"]]["player"] == player:
            done |= {game["information_sets"][node["set"]]["actions"][k] for k in likely}
        pending += [node["children"][k] for k in likely]
    return done


def only_habit(game, lacks, player):
    """The number of the one action that a player takes in all equilibria without the action, if any."""
    taken = {frozenset(mixtures[player]) for mixtures in lacks.profiles}
    return min(min(taken)) if len(taken) == len(min(taken)) == 1 else None


def realized(data, game):
    details = data["details"]
    sense(set(details) == {"action", "at", "benchmark"} and isinstance(details["at"], list))
    if details["benchmark"] not in ("no-coercion", "complete-information"):
        sense(str(Fraction(details["benchmark"])) == details["benchmark"])
    who = game["players"].index(data["mover"])
    if game["form"] == "normal":
        sense(data["concept"] == "nash" and details["at"] == [])
        compared, uses = realized_in_a_table(game, who, details)
    else:
        compared, uses = realized_in_a_tree(data, game, who, details)
    lost = Fraction(0)
    if uses:
        most = data["quantifier"] in ("best", "possible")
        gains = [(max(paid) if most else min(paid)) - expects for expects, paid in uses]
        lost = max(gains) if data["quantifier"] in ("worst", "possible") else min(gains)
    return compared, lost, lost > 0


def realized_in_a_table(game, who, details):
    """What is compared; and pairs: the mover's expectation where it uses the action, and the benchmark's."""
    whole, left = everything(game), without(game, who, the_one(details["action"]))
    (place,) = set(whole[who]) - set(left)
    has = Solved(game["cells"], whole)
    if details["benchmark"] == "no-coercion":
        paid = Solved(game["cells"], [left if i == who else own for i, own in enumerate(whole)]).gets(who)
    else:
        paid = [Fraction(details["benchmark"])], False, True
    if not has.complete:
        raise CannotTell
    found = [
        expected(game["cells"], [*mixtures[:who], {place: Fraction(1)}, *mixtures[who + 1 :]], who)
        for mixtures in has.profiles
        if mixtures[who].get(place)
    ]
    compared = {"with": has.gets(who), "benchmark": paid}
    if found:
        compared["given the action"] = ends(found, has.infinite), has.infinite, True
    return compared, [(expects, paid[0]) for expects in found]


def ends(values, infinite):
    values = sorted(set(values))
    return [values[0], values[-1]] if infinite else values


def realized_in_a_tree(data, game, who, details):
    """The same where the tree begins with chance and has no subgame."""
    action, sets = the_one(details["action"]), game["information_sets"]
    own = [n for n, s in enumerate(sets) if s["player"] == data["mover"] and action in s["actions"]]
    sense(all(any(sets[n]["name"] == name for n in own) for name in details["at"]))
    if details["at"]:
        own = [n for n in own if sets[n]["name"] in details["at"]]
    sense(own and all(len(sets[n]["actions"]) > 1 for n in own))
    cut = {(n, sets[n]["actions"].index(action)) for n in own}
    root = game["nodes"][0]
    if "outcomes" not in root or min(root["probabilities"]) == 0 or has_subgames(game):
        raise CannotTell
    with_ = of_strategies(game, who, data["concept"], frozenset(), cut)
    total = lambda play: sum((p * paid for p, _, _, paid in play), Fraction(0))  # noqa: E731
    if details["benchmark"] == "no-coercion":
        plays = of_strategies(game, who, data["concept"], cut, cut)
        after = [
            [
                sum((p * paid for p, top, _, paid in play if top == k), Fraction(0)) / odds
                for k, odds in enumerate(root["probabilities"])
            ]
            for play in plays
        ]
    elif details["benchmark"] == "complete-information":
        sense(data["concept"] in ("subgame-perfect", "nash"))
        after = known_outcomes(game, who, data["concept"])
    else:
        after = None

    def at(odds):
        return [sum((w * v for w, v in zip(odds, values, strict=True)), Fraction(0)) for values in after]

    uses, others = [], []
    for play in with_:
        likely = sum((p for p, _, taken, _ in play if taken), Fraction(0))
        if likely:
            expects = sum((p * paid for p, _, taken, paid in play if taken), Fraction(0)) / likely
            odds = [
                sum((p for p, top, taken, _ in play if taken and top == k), Fraction(0)) / likely
                for k in range(len(root["outcomes"]))
            ]
            uses.append((expects, [Fraction(details["benchmark"])] if after is None else at(odds)))
            others += uses[-1][1]
    compared = {
        "with": [total(play) for play in with_],
        "benchmark": [Fraction(details["benchmark"])] if after is None else at(root["probabilities"]),
    }
    if uses:
        compared["given the action"] = [expects for expects, _ in uses]
        if after is not None:
            compared["benchmark at its odds"] = others
    return {name: (sorted(set(values)), False, True) for name, values in compared.items()}, uses


def has_subgames(game):
    """Whether some part of a tree that is not the whole holds all of its information sets' nodes."""
    below = {}
    for place in reversed(range(len(game["nodes"]))):
        below[place] = {place}.union(*(below[child] for child in game["nodes"][place].get("children", [])))
    members = {}
    for place, node in enumerate(game["nodes"]):
        if "set" in node:
            members.setdefault(node["set"], set()).add(place)
    return any(
        place
        and "children" in node
        and all(
            members[game["nodes"][p]["set"]] <= below[place]
            for p in below[place]
            if "set" in game["nodes"][p]
        )
        for place, node in enumerate(game["nodes"])
    )


def of_strategies(game, who, concept, cut, marked):
    """Each equilibrium as tuples: probability, first outcome, whether a marked action is taken, payoff."""
    if concept not in ("subgame-perfect", "nash"):
        raise CannotTell
    sets = game["information_sets"]
    if prod(len(s["actions"]) for s in sets) > MOST:
        raise CannotTell
    own = [[n for n, s in enumerate(sets) if s["player"] == player] for player in game["players"]]
    plans = [
        list(product(*([a for a in range(len(sets[n]["actions"])) if (n, a) not in cut] for n in numbers)))
        for numbers in own
    ]
    runs = {}
    for profile in product(*(range(len(p)) for p in plans)):
        choice = {n: a for i, k in enumerate(profile) for n, a in zip(own[i], plans[i][k], strict=True)}
        runs[profile] = list(walked(game, choice, marked))
    cells = {
        profile: tuple(sum((p * paid[i] for p, _, _, paid in run), Fraction(0)) for i in range(len(own)))
        for profile, run in runs.items()
    }
    profiles, infinite, complete = table_equilibria(cells, [list(range(len(p))) for p in plans])
    if infinite or not complete:
        raise CannotTell
    return [
        [
            (weight * p, top, taken, paid[who])
            for profile in product(*mixtures)
            for weight in [prod((mixtures[i][k] for i, k in enumerate(profile)), start=Fraction(1))]
            for p, top, taken, paid in runs[profile]
        ]
        for mixtures in profiles
    ]


def walked(game, choice, marked):
    waiting = [(0, Fraction(1), None, False)]
    while waiting:
        place, p, top, taken = waiting.pop()
        node = game["nodes"][place]
        if "payoffs" in node:
            yield p, top, taken, node["payoffs"]
        elif "set" in node:
            a = choice[node["set"]]
            waiting.append((node["children"][a], p, top, taken or (node["set"], a) in marked))
        else:
            for k, child in enumerate(node["children"]):
                waiting.append((child, p * node["probabilities"][k], k if place == 0 else top, taken))


def known_outcomes(game, who, concept):
    """What a player gets after each outcome where all is seen, one subgame perfect plan after the other."""
    found = []
    for child in game["nodes"][0]["children"]:
        plans, ties = plans_of(game, frozenset(), child)
        here, waiting = [], [child]
        while waiting:
            node = game["nodes"][waiting.pop()]
            here += [node["set"]] if "set" in node else []
            waiting += node.get("children", [])
        if ties or concept == "nash" or len(set(here)) < len(here):
            raise CannotTell
        found.append([payoffs[who] for payoffs, _ in plans])
    return list(product(*found))


def misperception(data, game):
    details = data["details"]
    sense(set(details) == {"model", "inaction"})
    model, who = numbered(details["model"], Fraction), game["players"].index(data["mover"])
    for field in ("form", "players", "information_sets"):
        sense(game[field] == model[field])
    if game["form"] != "normal":
        raise CannotTell
    sense(data["concept"] == "nash")
    names = game["information_sets"][who]["actions"]

    def answered(odds):
        """The others' equilibria when the mover does this: its actions are one, paid on average."""
        cells = {}
        for profile, cell in game["cells"].items():
            key = (*profile[:who], 0, *profile[who + 1 :])
            cells[key] = [
                old + odds[profile[who]] * paid
                for old, paid in zip(cells.get(key, [0] * len(cell)), cell, strict=True)
            ]
        return Solved(cells, [[0] if i == who else own for i, own in enumerate(everything(game))]).gets(who)

    believed = Solved(model["cells"], everything(game))
    parts = [[mixtures[who].get(a, Fraction(0)) for a in range(len(names))] for mixtures in believed.profiles]
    chosen = [part for k, part in enumerate(parts) if part not in parts[:k]]
    if not believed.complete or (believed.infinite and len(chosen) > 1):
        raise CannotTell
    answers = [answered(odds) for odds in chosen]
    many = any(infinite for _, infinite, _ in answers)
    real = (
        ends([value for values, _, _ in answers for value in values], many),
        many,
        all(complete for _, _, complete in answers),
    )
    compared = {
        "expected": believed.gets(who),
        "real": real,
        "knowing the game": Solved(game["cells"], everything(game)).gets(who),
    }
    if details["inaction"] is not None:
        sense(details["inaction"] in names)
        compared["doing nothing"] = answered([Fraction(name == details["inaction"]) for name in names])
    lost = min(
        gap(data["quantifier"], real[0], compared[name][0])
        for name in ("knowing the game", "doing nothing")
        if name in compared
    )
    return compared, lost, lost > 0


MOST_PAIRS = 400
HELD = {
    "nobody": "with, if nobody answers",
    "target": "with, if only the target answers",
    "third-parties": "with, if only third parties answer",
}


def security_insecurity(data, game):
    details, players = data["details"], game["players"]
    sense(set(details) == {"action", "at", "target", "held"} and "measure" in game)
    target, deciding = details["target"], details["held"]
    sense(deciding in HELD and (target is not None or deciding == "nobody"))
    sense(target is None or (target in players and target != data["mover"]))
    answering = {"nobody": set()}
    if target is not None:
        answering |= {"target": {target}, "third-parties": set(players) - {target, data["mover"]}}
    look = secured_table if game["form"] == "normal" else secured_tree
    compared, held = look(data, game, answering)

    # What plans do not settle is left out, but not what decides where security falls.
    fallen = gap(data["quantifier"], compared["with"][0], compared["without"][0])
    told = {}
    for who, (values, infinite, rises) in held.items():
        if values is not None:
            compared[HELD[who]] = values, infinite, True
            told[who] = min(rises)
    sense(fallen <= 0 or deciding in told)
    return compared, fallen, fallen > 0 and told[deciding] > 0


def secured_table(data, game, answering):
    """The mover's security without and with; and held, where only some answer."""
    sense(data["concept"] == "nash" and data["details"]["at"] == [])
    who, whole = game["players"].index(data["mover"]), everything(game)
    column, left = len(game["players"]) + who, without(game, who, the_one(data["details"]["action"]))
    (place,) = set(whole[who]) - set(left)
    lacks, has = (
        Solved(game["cells"], [own if i == who else full for i, full in enumerate(whole)])
        for own in (left, [place])
    )
    if not (lacks.complete and has.complete):
        raise CannotTell
    held = {}
    for name, players in answering.items():
        values, rises = [], []
        for before, after in product(lacks.profiles, has.profiles):
            mixtures = [
                after[i] if i == who or player in players else before[i]
                for i, player in enumerate(game["players"])
            ]
            values.append(expected(game["cells"], mixtures, column))
            rises.append(values[-1] - expected(game["cells"], before, column))
        chosen = any(len(whole[i]) > 1 for i, player in enumerate(game["players"]) if player in players)
        infinite = lacks.infinite or (has.infinite and chosen)
        held[name] = ends(values, infinite), infinite, rises
    return {"without": lacks.gets(column), "with": has.gets(column)}, held


def secured_tree(data, game, answering):
    """The same where everything is seen, by every subgame perfect plan."""
    sets = game["information_sets"]
    single = sum("set" in node for node in game["nodes"]) == len(sets)
    if data["concept"] != "subgame-perfect" or not single:
        raise CannotTell
    action, at = the_one(data["details"]["action"]), data["details"]["at"]
    having = {n for n, s in enumerate(sets) if s["player"] == data["mover"] and action in s["actions"]}
    sense(having and set(at) <= {sets[n]["name"] for n in having})
    having = {n for n in having if sets[n]["name"] in (at or [sets[n]["name"]])}
    sense(all(len(sets[n]["actions"]) > 1 for n in having))
    taken = {(n, k) for n in having for k, name in enumerate(sets[n]["actions"]) if name == action}
    other = {(n, k) for n in having for k, name in enumerate(sets[n]["actions"]) if name != action}
    column = len(game["players"]) + game["players"].index(data["mover"])
    (lacks, tied), (has, also_tied) = (plans_of(game, cut, 0) for cut in (taken, other))
    if len(lacks) * len(has) > MOST_PAIRS:
        raise CannotTell
    plans, answers = ([as_plan(done) for _, done in found] for found in (lacks, has))

    def secured(paid, ties, name):
        values = sorted(set(paid))
        claimed = [Fraction(value) for value in data.get("payoffs", {}).get(name, values)]
        if (
            ties
            and claimed[0] <= values[0] <= values[-1] <= claimed[-1]
            and claimed != [values[0], values[-1]]
        ):
            raise CannotTell  # only some plans are looked at here, and ties leave others too
        return ([values[0], values[-1]] if ties else values), ties, True

    held = {}
    for name, players in answering.items():
        answers_count = any(
            len(odds) > 1 and (sets[n]["player"] in players or n not in plans[0])
            for n, odds in answers[0].items()
            if n not in having
        )
        values, rises, most = [], [], []
        for (outcome, _), before in zip(lacks, plans, strict=True):
            for after in answers:
                under = [value[column] for value in followed(game, having, before, answers, after, players)]
                values += under
                rises.append(min(under) - outcome[column])
                most.append(max(under) - outcome[column])
        agree = (min(rises) > 0) is (min(most) > 0)
        ties = tied or (also_tied and answers_count)
        told = agree and (not ties or HELD[name] in data.get("payoffs", HELD.values()))
        held[name] = (*(secured(values, ties, HELD[name])[:2] if told else (None, ties)), rises)
    lacking, having = ([outcome[column] for outcome, _ in found] for found in (lacks, has))
    return {
        "without": secured(lacking, tied, "without"),
        "with": secured(having, also_tied, "with"),
    }, held


def as_plan(done):
    """What is done at each information set of a plan: the odds of its branches."""
    plan = {}
    for (number, branch), odds in done:
        plan.setdefault(number, {})[branch] = odds
    return plan


def followed(game, having, before, answers, after, players):
    """What everybody gets where the action is taken and only some players answer, by the ways to hold.

    Who holds, where it has no plan without the action, does what it does in some answer.
    """
    sets = game["information_sets"]
    free = [n for n in after if sets[n]["player"] not in players and (n not in before or n in having)]
    plans = [
        [own for k, own in enumerate(told) if own not in told[:k]]
        for told in ([a[n] for a in answers] for n in free)
    ]
    for chosen in product(*plans):
        done = dict(zip(free, chosen, strict=True))

        def walk(place, done=done):
            node = game["nodes"][place]
            if "payoffs" in node:
                return node["payoffs"]
            if "set" not in node:
                odds = dict(enumerate(node["probabilities"]))
            else:
                number = node["set"]
                odds = done.get(number) or (after if sets[number]["player"] in players else before)[number]
            parts = [(p, walk(node["children"][k])) for k, p in odds.items() if p]
            return tuple(
                sum((p * paid[i] for p, paid in parts), Fraction(0)) for i in range(len(parts[0][1]))
            )

        yield walk(0)


PARADOXES = {
    "dominance-trap": dominance_trap,
    "comparative-statics": comparative_statics,
    "information": information,
    "third-party": third_party,
    "realized": realized,
    "misperception": misperception,
    "security-insecurity": security_insecurity,
}

"""Whether what a certificate of kind "paradox" claims is true, by the plainest means: without its proof or code of the package.

The variants are written out from the game as JSON, by other means than the package's; their equilibria are those of
oracles/plain_truth.py.
"""

import copy
from fractions import Fraction

from oracles.plain_truth import CannotTell, Senseless, agrees, expected, gap, numbered, sense, strategic, table_equilibria

FIELDS = {
    *("format", "kind", "paradox", "concept", "quantifier", "mover", "details", "game"),
    *("verdict", "payoffs", "infinite", "gap", "proof"),
}


def is_true(data):
    """Whether the claim of a certificate (parsed JSON) is true."""
    try:
        sense(set(data) == FIELDS and data["format"] == 1 and data["kind"] == "paradox")
        sense(data["quantifier"] in ("strong", "best", "worst", "possible"))
        game = numbered(data["game"], Fraction)
        sense(data["mover"] in game["players"])
        compared, claimed_gap, present = PARADOXES[data["paradox"]](data, game)
        sense(set(compared) == set(data["payoffs"]) == set(data["infinite"]))
        agreed = [
            agrees([Fraction(v) for v in data["payoffs"][name]], data["infinite"][name], found)
            for name, found in compared.items()
        ]
        if False in agreed or Fraction(data["gap"]) != claimed_gap or data["verdict"] != ("present" if present else "absent"):
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

    def gets(self, who):
        values = sorted({expected(self.cells, mixtures, who) for mixtures in self.profiles})
        ends = [values[0], values[-1]] if self.infinite and self.complete else values
        return ends, self.infinite, self.complete


def everything(game):
    return [list(range(len(s["actions"]))) for s in game["information_sets"]]


def without(game, who, action):
    own = game["information_sets"][who]["actions"]
    sense(action in own and len(own) > 1)
    return [a for a in range(len(own)) if own[a] != action]


def dominance_trap(data, game):
    sense(game["form"] == "normal" and data["concept"] == "nash" and set(data["details"]) == {"action", "coalition"})
    action, coalition = data["details"]["action"], data["details"]["coalition"]
    sense(isinstance(coalition, list) and set(coalition) <= set(game["players"]) and len(set(coalition)) == len(coalition) > 1)
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
        compared |= {f"with, {name}": has.gets(who), f"without, {name}": lacks.gets(who), f"alone, {name}": alone.gets(who)}
    dominant = all(is_better(game, who, action) for who in members)
    quantifier = data["quantifier"]
    end = -1 if quantifier in ("strong", "best") else 0
    gains = [
        min(expected(game["cells"], mixtures, who) - has.gets(who)[0][end] for who in members) for mixtures in lacks.profiles
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
    sense(set(data["details"]) == {"other"})
    other = numbered(data["details"]["other"], Fraction)
    for field in ("form", "players", "information_sets"):
        sense(game[field] == other[field])
    sense(game["form"] == "normal" and data["concept"] == "nash")
    who = game["players"].index(data["mover"])
    before, after = (Solved(one["cells"], everything(one)).gets(who) for one in (game, other))
    gains = [other["cells"][profile][who] - cell[who] for profile, cell in game["cells"].items()]
    lost = gap(data["quantifier"], after[0], before[0])
    return {"lower": before, "higher": after}, lost, lost > 0 and min(gains) >= 0 and any(gains)


def information(data, game):
    sense(game["form"] == "extensive" and set(data["details"]) == {"at", "parts"} and data["concept"] != "vibes")
    at, parts, sets = data["details"]["at"], data["details"]["parts"], game["information_sets"]
    (number,) = [n for n, s in enumerate(sets) if (s["player"], s["name"]) == (data["mover"], at)]
    histories = {place: words for place, words in in_words(game).items() if game["nodes"][place].get("set") == number}
    sense(len(parts) > 1 and sorted(w for part in parts for w in part) == sorted(histories.values()) and all(parts))
    told = copy.deepcopy(game)
    told["information_sets"] = [*sets, *({**sets[number], "name": f"told {k}"} for k in range(1, len(parts)))]
    for place, words in histories.items():
        (k,) = [k for k, part in enumerate(parts) if words in part]
        told["nodes"][place] = {**game["nodes"][place], "set": number if k == 0 else len(sets) + k - 1}
    found = {"uninformed": of_tree(game, data), "informed": of_tree(told, data)}
    lost = gap(data["quantifier"], found["informed"][0], found["uninformed"][0])
    # Strategies of which several do the same make a point of the tree look like many: only ends are compared there.
    compared = {}
    for name, (values, _, complete) in found.items():
        claimed = [Fraction(v) for v in data["payoffs"][name]]
        sense(complete and (claimed[0], claimed[-1]) == (values[0], values[-1]))
        compared[name] = claimed, data["infinite"][name], True
    return compared, lost, lost > 0


def in_words(game):
    labels = {}
    for place, node in enumerate(game["nodes"]):
        names = game["information_sets"][node["set"]]["actions"] if "set" in node else node.get("outcomes", [])
        for name, child in zip(names, node.get("children", []), strict=True):
            labels[child] = (*labels.get(place, ()), name)
    return {place: ", ".join(words) for place, words in labels.items()}


def of_tree(game, data):
    if data["concept"] == "subgame-perfect":  # without subgames it is Nash equilibrium
        sizes = [sum(node.get("set") == n for node in game["nodes"]) for n in range(len(game["information_sets"]))]
        if 1 in sizes:
            raise CannotTell
    elif data["concept"] != "nash":
        raise CannotTell
    table, _, _ = strategic(game, 0, ())
    return Solved(table["cells"], everything(table)).gets(game["players"].index(data["mover"]))


def third_party(data, game):
    if game["form"] != "normal":
        raise CannotTell
    details = data["details"]
    sense(set(details) == {"action", "at", "third", "third_does", "target", "target_does"} and details["at"] == [])
    sense(data["concept"] == "nash" and len({data["mover"], details["third"], details["target"]}) == 3)
    who = game["players"].index(data["mover"])
    whole = everything(game)
    less = [without(game, who, details["action"]) if i == who else own for i, own in enumerate(whole)]
    lacks = Solved(game["cells"], less)
    compared = {"with": Solved(game["cells"], whole).gets(who), "without": lacks.gets(who)}
    losses = {"": gap(data["quantifier"], compared["with"][0], compared["without"][0])}
    for role, how in (("third", "third party frozen"), ("target", "target frozen")):
        player, does = game["players"].index(details[role]), details[f"{role}_does"]
        if does is None:
            continue
        place = game["information_sets"][player]["actions"].index(does)
        if not lacks.complete:
            raise CannotTell
        sense({frozenset(mixtures[player]) for mixtures in lacks.profiles} == {frozenset({place})})
        for side, actions in (("with", whole), ("without", less)):
            frozen = [[place] if i == player else own for i, own in enumerate(actions)]
            compared[f"{side}, {how}"] = Solved(game["cells"], frozen).gets(who)
        losses[role] = gap(data["quantifier"], compared[f"with, {how}"][0], compared[f"without, {how}"][0])
    if losses[""] > 0:
        sense("third" in losses and "target" in losses)
    return compared, losses[""], losses[""] > 0 and losses["third"] <= 0 < losses["target"]


PARADOXES = {
    "dominance-trap": dominance_trap,
    "comparative-statics": comparative_statics,
    "information": information,
    "third-party": third_party,
}

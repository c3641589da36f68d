"""A second checker of certificates, written from docs/certificate.md alone.

It shares no code with the package and takes other ways where the page leaves the choice: elimination on fractions where the
package may solve otherwise, polynomials as plain dictionaries over the charted axes, cells cut by binomial sums instead of
de Casteljau's steps, and a statement that is simplified on the way down the tree of cells instead of evaluated on each leaf.

`python other_checker.py FILE…` prints `accepted` or the reason for the rejection; `check(text)` raises `Rejected`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import comb, factorial, gcd, lcm, prod
from typing import Any

TOO_LARGE = 200_000  # branches, supports, pairs of formulas: whatever could grow beyond reason is refused, not tried


class Rejected(Exception):
    """The certificate proves nothing."""


def need(condition: bool, why: str) -> None:
    if not condition:
        raise Rejected(why)


# --- JSON ------------------------------------------------------------------------------------------------------------------


def parse(text: str) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        need(len({key for key, _ in pairs}) == len(pairs), "a field is named twice")
        return dict(pairs)

    def no_number(token: str) -> None:
        raise Rejected(f"{token} is no number of a certificate")

    try:
        data = json.loads(text, object_pairs_hook=once, parse_constant=no_number, parse_float=no_number)
    except (ValueError, RecursionError) as problem:
        raise Rejected(f"not JSON that can be read: {type(problem).__name__}") from None
    need(type(data) is dict, "a certificate is one JSON object")
    return data


def fields(data: Any, *names: str) -> list[Any]:
    """The values of exactly these fields, no other field beside them."""
    need(type(data) is dict and set(data) == set(names), f"expected an object with the fields {', '.join(names)}")
    return [data[name] for name in names]


def a_list(data: Any, length: int | None = None) -> list[Any]:
    need(type(data) is list and length in (None, len(data)), f"expected a list of length {length}")
    return data


def a_text(data: Any) -> str:
    need(type(data) is str, "expected a text")
    return data


def an_integer(data: Any) -> int:
    need(type(data) is int, "expected an integer")
    return data


def a_flag(data: Any) -> bool:
    need(type(data) is bool, "expected true or false")
    return data


def distinct_texts(data: Any) -> list[str]:
    names = [a_text(name) for name in a_list(data)]
    need(all(names) and len(set(names)) == len(names), "a name is empty or occurs twice")
    return names


def rational(data: Any) -> Fraction:
    text = a_text(data)
    need(len(text) <= 4000 and set(text) <= set("-/0123456789"), "a number is written otherwise")
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Rejected("a text is no rational number") from None
    need(str(value) == text, "a number is not in lowest terms")
    return value


# --- Games -----------------------------------------------------------------------------------------------------------------
# A game is a dictionary: players, sets (player number, name, actions), and either "cells" {profile: payoffs} or "nodes".
# Payoffs and probabilities are whatever `number` makes of the file's entries: fractions, or quotients of polynomials.


def read_game(data: Any, number: Any) -> dict[str, Any]:
    need(type(data) is dict and data.get("form") in ("normal", "extensive"), "the form of the game is normal or extensive")
    content = "payoffs" if data["form"] == "normal" else "nodes"
    _, players, sets, rows, digest = fields(data, "form", "players", "information_sets", content, "hash")
    body = json.dumps({k: v for k, v in data.items() if k != "hash"}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        need(hashlib.sha256(body.encode()).hexdigest() == digest, "the hash is not the game's")
    except UnicodeEncodeError:
        raise Rejected("a name holds half a surrogate pair") from None
    players = distinct_texts(players)
    need(bool(players), "a game has players")
    game: dict[str, Any] = {"form": data["form"], "players": players, "sets": []}
    for entry in a_list(sets):
        player, name, actions = fields(entry, "player", "name", "actions")
        need(player in players if type(player) is str else False, "an information set belongs to a player")
        actions = distinct_texts(actions)
        need(bool(actions), "an information set has an action")
        game["sets"].append((players.index(player), a_text(name), actions))
    places = [(player, name) for player, name, _ in game["sets"]]
    need(len(set(places)) == len(places), "two information sets of a player have one name")
    if data["form"] == "normal":
        need(places == [(i, "") for i in range(len(players))], "in normal form each player has one information set, unnamed")
        profiles = list_profiles([len(actions) for _, _, actions in game["sets"]])
        game["cells"] = dict(zip(profiles, (payoffs(row, players, number) for row in a_list(rows, len(profiles))), strict=True))
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
    if "payoffs" in data:
        return {"payoffs": payoffs(fields(data, "payoffs")[0], game["players"], number), "children": []}
    if "set" in data:
        which, children = fields(data, "set", "children")
        need(0 <= an_integer(which) < len(game["sets"]), "a node belongs to an information set that is not there")
        return {"set": which, "children": list(map(an_integer, a_list(children, len(game["sets"][which][2]))))}
    outcomes, chances, children = fields(data, "outcomes", "probabilities", "children")
    count = len(distinct_texts(outcomes))
    need(count > 0, "a chance move has an outcome")
    chances = [number(entry) for entry in a_list(chances, count)]
    return {"chances": chances, "children": list(map(an_integer, a_list(children, count)))}


def check_preorder(nodes: list[dict[str, Any]]) -> None:
    waiting = [0]
    for place, node in enumerate(nodes):
        need(bool(waiting) and waiting.pop() == place, "the nodes are not a tree in preorder")
        waiting.extend(reversed(node["children"]))
    need(not waiting, "the nodes are not a tree in preorder")


def check_chances(game: dict[str, Any]) -> None:
    for node in game.get("nodes", ()):
        if "chances" in node:
            need(all(p >= 0 for p in node["chances"]) and sum(node["chances"]) == 1, "probabilities are >= 0 and sum to one")


def single_nodes(game: dict[str, Any]) -> bool:
    return len([node for node in game["nodes"] if "set" in node]) == len(game["sets"])


def without(game: dict[str, Any], action: str, losing: list[int]) -> dict[str, Any]:
    """The game in which the information sets with these numbers have lost the action."""
    sets = [(p, n, [a for a in acts if i not in losing or a != action]) for i, (p, n, acts) in enumerate(game["sets"])]
    need(all(actions for _, _, actions in sets), "an information set would be left without an action")
    if "cells" in game:
        kept = [[i for i, a in enumerate(old[2]) if a in new[2]] for old, new in zip(game["sets"], sets, strict=True)]
        small = product(*(range(len(positions)) for positions in kept))
        cells = {cell: game["cells"][tuple(k[i] for k, i in zip(kept, cell, strict=True))] for cell in small}
        return {**game, "sets": sets, "cells": cells}
    alive, order = {0}, []
    for place, node in enumerate(game["nodes"]):
        if place in alive:
            lost = [node.get("set") in losing and a == action for a in game["sets"][node["set"]][2]] if "set" in node else []
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


# --- The question ----------------------------------------------------------------------------------------------------------


def losing_sets(game: dict[str, Any], mover: str, action: str, scope: Any) -> list[int]:
    """The numbers of the information sets that lose the action."""
    kind, players, names = fields(scope, "kind", "players", "information_sets")
    players, names = distinct_texts(players), distinct_texts(names) if kind == "information_set" else a_list(names)
    need(bool(players) and players[0] == mover, "the first player of the scope is the mover")
    need(all(player in game["players"] for player in players), "a player of the scope does not play")
    having = [i for i, (_, _, actions) in enumerate(game["sets"]) if action in actions]
    of = {player: [i for i in having if game["players"][game["sets"][i][0]] == player] for player in players}
    if kind == "information_set":
        need(len(players) == 1 and bool(names), "the mover loses the action at one set at least")
        at = {game["sets"][i][1]: i for i in of[mover]}
        need(game["form"] == "extensive" and all(name in at for name in names), "the mover does not have the action there")
        losing = [at[name] for name in names]
        need(losing == sorted(losing), "the sets of the scope stand in the game's order")
        return losing
    need(kind == "coalition" or (kind == "player" and len(players) == 1), "the scope is a set, a player or a coalition")
    others = [player for player in game["players"] if player in players and player != mover]
    need(players == [mover, *others], "the others of a coalition stand in the game's order")
    need(all(of[player] for player in players), "a player of the scope never has the action")
    losing = [i for player in players for i in of[player]]
    need(names == ([] if game["form"] == "normal" else [game["sets"][i][1] for i in losing]), "the sets of the scope are others")
    return losing


COMMON = ("format", "kind", "paradox", "concept", "quantifier", "mover", "action", "scope", "game", "proof")
VERDICT = ("verdict", "with", "without", "with_infinite", "without_infinite", "gap")
MAP = ("over", "box", "at", "present", "absent", "undecided", "cells")


def check(text: str) -> None:
    """Raises `Rejected` unless the certificate proves what it claims."""
    data = parse(text)
    kind = data.get("kind")
    need(kind in ("verdict", "map") if type(kind) is str else False, "the kind is verdict or map")
    fields(data, *COMMON, *(VERDICT if kind == "verdict" else MAP))
    need(type(data["format"]) is int and data["format"] == 1, "the format is 1")
    need(data["paradox"] == "option", "the paradox is the option paradox")
    need(data["concept"] in ("nash", "subgame-perfect"), "the concept is nash or subgame-perfect")
    need(data["quantifier"] in ("strong", "best", "worst", "possible"), "there are four quantifiers")
    a_text(data["mover"]), a_text(data["action"])
    (check_verdict if kind == "verdict" else check_map)(data)


# --- Verdicts --------------------------------------------------------------------------------------------------------------


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
    for name, one in zip(("with", "without"), found, strict=True):
        need([rational(v) for v in a_list(data[name])] == one["values"], f"the payoffs {name} the action are others")
        need(a_flag(data[f"{name}_infinite"]) == one["infinite"], f"infinitely many equilibria {name} the action, or not")
    w, o = found[0]["values"], found[1]["values"]
    gap = {"strong": o[0] - w[-1], "best": o[-1] - w[-1], "worst": o[0] - w[0], "possible": o[-1] - w[0]}[data["quantifier"]]
    need(rational(data["gap"]) == gap, "the gap is another one")
    present = gap > 0 and matters(game, less, losing, data["action"], found)
    need(data["verdict"] == ("present" if present else "absent"), "the verdict is another one")


def matters(game: Any, less: Any, losing: list[int], action: str, found: list[dict[str, Any]]) -> bool:
    lost = [game["sets"][i][:2] for i in losing]
    if any(profile[place].get(action, 0) > 0 for profile in found[0]["profiles"] for place in lost):
        return True
    if any(found[0][key] != found[1][key] for key in ("values", "infinite")):
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
    if name == "T4":
        need(data["concept"] == "subgame-perfect" and data["quantifier"] != "possible", "T4 is about something else")
        need(game["form"] == "extensive" and single_nodes(game), "T4 needs perfect information")
        need([game["nodes"][0].get("set")] == losing, "T4 needs that exactly the root's set loses the action")
        return
    need(data["concept"] == "nash" or game["form"] == "extensive", "subgame perfection needs a tree")
    need(game["form"] == "normal" or single_nodes(game) or moves_once(game), "perfect recall is not plain to see")
    if name == "T1":
        need(all(player == mover or len(actions) == 1 for player, _, actions in game["sets"]), "T1 needs a lone decision maker")
    else:
        rows = game["cells"].values() if "cells" in game else [n["payoffs"] for n in game["nodes"] if "payoffs" in n]
        need(len(game["players"]) == 2 and len({sum(row) for row in rows}) == 1, "T2 needs two players and a constant sum")


def moves_once(game: dict[str, Any]) -> bool:
    before: dict[int, frozenset[int]] = {0: frozenset()}
    for place, node in enumerate(game["nodes"]):
        movers = before[place]
        if "set" in node:
            player = game["sets"][node["set"]][0]
            if player in movers:
                return False
            movers |= {player}
        before.update(dict.fromkeys(node["children"], movers))
    return True


# --- All equilibria of one game ----------------------------------------------------------------------------------------------


def all_equilibria(game: dict[str, Any], concept: str, proof: Any, mover: int) -> dict[str, Any]:
    need(type(proof) is dict and type(proof.get("kind")) is str, "a proof has a kind")
    kind = proof["kind"]
    nash, sized = concept == "nash" and game["form"] == "normal", len(game["players"]) == 2
    if kind == "backward-induction":
        need(concept == "subgame-perfect" and game["form"] == "extensive" and single_nodes(game), "this proof needs a tree")
        return by_backward_induction(game, proof, mover)
    need(nash and kind in ("vertices", "supports", "dominance", "cells"), "there is no such proof for this form and concept")
    if kind == "dominance":
        mixtures, infinite = [by_dominance(game, proof)], False
    elif kind == "cells":
        mixtures, infinite = by_cells(game, proof)
    else:
        need(sized, "this proof is for two players")
        mixtures, infinite = by_vertices(game, proof) if kind == "vertices" else by_supports(game, proof)
    need(bool(mixtures), "a finite game has an equilibrium")
    values = sorted({expected(game, mixture, mover) for mixture in mixtures})
    profiles = [
        {(p, n): dict(zip(acts, mix, strict=True)) for (p, n, acts), mix in zip(game["sets"], mixture, strict=True)}
        for mixture in mixtures
    ]
    ends = [values[0], values[-1]] if infinite else values
    return {"values": ends, "infinite": infinite, "profiles": profiles, "spanning": kind != "cells" or not infinite}


def expected(game: dict[str, Any], mixture: Any, player: int) -> Fraction:
    return sum(
        (prod((mix[a] for mix, a in zip(mixture, cell, strict=True)), start=row[player]) for cell, row in game["cells"].items()),
        Fraction(0),
    )


def tables(game: dict[str, Any]) -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    """The first player's payoffs, a row for each own action, and the second's, likewise a row for each of its own."""
    m, n = (len(actions) for _, _, actions in game["sets"])
    a = [[game["cells"][i, j][0] for j in range(n)] for i in range(m)]
    b = [[game["cells"][i, j][1] for i in range(m)] for j in range(n)]
    return a, b


def by_vertices(game: dict[str, Any], proof: Any) -> tuple[list[Any], bool]:
    _, vertices, perturbations = fields(proof, "kind", "vertices", "perturbations")
    a, b = tables(game)
    m, n = len(a), len(b)
    a_list(vertices, 2), a_list(perturbations, 2)
    xs = polytope(b, perturbations[0], vertices[0], list(range(m)), list(range(m, m + n)))
    ys = polytope(a, perturbations[1], vertices[1], list(range(m, m + n)), list(range(m)))
    need(len(xs) * len(ys) <= 50 * TOO_LARGE, "too many vertices")
    everything = set(range(m + n))
    pairs = [(x, y) for x in xs for y in ys if xs[x] | ys[y] == everything and (any(x) or any(y))]
    need(all(any(x) and any(y) for x, y in pairs), "half of a completely labeled pair is the origin")
    often = any(count > 1 for side in (0, 1) for count in Counter(pair[side] for pair in pairs).values())
    return [tuple([c / sum(point) for c in point] for point in pair) for pair in pairs], often


def polytope(rows: Any, shifts: Any, points: Any, zero_labels: list[int], tight_labels: list[int]) -> dict[Any, set[int]]:
    """The vertices at epsilon zero, each with all its labels, after the listed ones are checked to be all.

    `rows` are the opponent's payoffs, a row for each action of the opponent, a column for each own action.
    """
    d = len(zero_labels)
    scale = lcm(*(entry.denominator for row in rows for entry in row))
    columns = []
    for i in range(d):
        column = [int(row[i] * scale) for row in rows]
        column = [entry - min(column) for entry in column]
        columns.append(column if any(column) else [1] * len(rows))
    shifts = [an_integer(r) for r in a_list(shifts, len(rows))]
    ridges: Counter[frozenset[int]] = Counter()
    seen, found = set(), {}
    for entry in a_list(points):
        big, small_0, small_1 = a_list(entry, 3)
        need(an_integer(big) > 0, "a denominator is positive")
        s, e = (list(map(an_integer, a_list(part, d))) for part in (small_0, small_1))
        slack = dict(zip(zero_labels, zip(s, e, strict=True), strict=True))
        for j, label in enumerate(tight_labels):
            used = [sum(columns[i][j] * part[i] for i in range(d)) for part in (s, e)]
            slack[label] = (big - used[0], big * shifts[j] - used[1])
        need(all(value >= (0, 0) for value in slack.values()), "a point lies outside the polytope")
        labels = frozenset(label for label, value in slack.items() if value == (0, 0))
        need(len(labels) == d and labels not in seen, "a vertex has as many labels as there are dimensions, all its own")
        seen.add(labels)
        ridges.update(labels - {label} for label in labels)
        found[tuple(Fraction(c, big) for c in s)] = {label for label, value in slack.items() if value[0] == 0}
    need(frozenset(zero_labels) in seen, "the origin is not listed")
    need(all(count % 2 == 0 for count in ridges.values()), "a vertex has a neighbor that is not listed")
    return found


def by_supports(game: dict[str, Any], proof: Any) -> tuple[list[Any], bool]:
    fields(proof, "kind")
    a, b = tables(game)
    m, n = len(a), len(b)
    need(comb(m + n, min(m, n)) <= 5000, "too many supports")
    for own in (a, b):
        check_nondegenerate(own)
    found = []
    for size in range(1, min(m, n) + 1):
        for rows, cols in product(combinations(range(m), size), combinations(range(n), size)):
            y = answer(a, rows, cols)
            x = answer(b, cols, rows)
            if x is not None and y is not None:
                found.append((x, y))
    return found, False


def check_nondegenerate(own: list[list[Fraction]]) -> None:
    """No mixture over the columns has more best rows than columns it uses: enough to look where as many equations hold."""
    n, zero, one = len(own[0]), Fraction(0), Fraction(1)
    unused = [[one if k == j else zero for k in range(n)] + [zero, zero] for j in range(n)]
    best = [[*row, -one, zero] for row in own]
    for chosen in combinations(unused + best, n):
        point = solve([*map(list, chosen), [one] * n + [zero, one]])
        if point is not None and min(point[:n]) >= 0:
            slack = [point[n] - sum(p * v for p, v in zip(row, point, strict=False)) for row in own]
            tight = point[:n].count(zero) + slack.count(zero)
            need(min(slack) < 0 or tight == n, "the game is degenerate")


def answer(own: list[list[Fraction]], rows: tuple[int, ...], cols: tuple[int, ...]) -> list[Fraction] | None:
    """The mixture on `cols` that makes exactly `rows` the best replies, or nothing if there is none."""
    system = [[own[i][j] for j in cols] + [Fraction(-1), Fraction(0)] for i in rows]
    solution = solve([*system, [Fraction(1)] * len(cols) + [Fraction(0), Fraction(1)]])
    if solution is None or min(solution[:-1]) <= 0:
        return None
    *mixture, value = solution
    gains = [sum(own[i][j] * p for j, p in zip(cols, mixture, strict=True)) for i in range(len(own))]
    if any(gains[i] > value for i in range(len(own))):
        return None
    full = [Fraction(0)] * len(own[0])
    for j, p in zip(cols, mixture, strict=True):
        full[j] = p
    return full


def solve(system: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of a square system, or nothing if there is not exactly one."""
    rows = [list(row) for row in system]
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [entry / rows[column][column] for entry in rows[column]]
        for r in range(len(rows)):
            if r != column and rows[r][column]:
                rows[r] = [entry - rows[r][column] * p for entry, p in zip(rows[r], rows[column], strict=True)]
    return [row[-1] for row in rows]


def by_dominance(game: dict[str, Any], proof: Any) -> list[list[Fraction]]:
    _, steps = fields(proof, "kind", "steps")
    alive = [set(range(len(actions))) for _, _, actions in game["sets"]]
    for step in a_list(steps):
        player, action, by = fields(step, "player", "action", "by")
        need(a_text(player) in game["players"] and type(by) is dict, "a step names a player, an action and a mixture")
        who = game["players"].index(player)
        names = game["sets"][who][2]
        need(a_text(action) in names and set(by) <= set(names), "a step names actions of its player")
        gone, mixture = names.index(action), {names.index(name): rational(p) for name, p in by.items()}
        need(gone in alive[who] and set(mixture) <= alive[who] - {gone}, "a step is about surviving actions")
        need(sum(mixture.values()) == 1 and min(mixture.values()) >= 0, "probabilities are >= 0 and sum to one")
        for cell in product(*(actions if i != who else {gone} for i, actions in enumerate(alive))):
            instead = sum(p * game["cells"][(*cell[:who], i, *cell[who + 1 :])][who] for i, p in mixture.items())
            need(instead > game["cells"][cell][who], "an action is not strictly dominated")
        alive[who].remove(gone)
    need(all(len(actions) == 1 for actions in alive), "several profiles survive")
    return [[Fraction(i in actions) for i in range(len(s[2]))] for actions, s in zip(alive, game["sets"], strict=True)]


# --- Cells: for each player a list of mixtures, as fractions ------------------------------------------------------------------


def by_cells(game: dict[str, Any], proof: Any) -> tuple[list[Any], bool]:
    _, boxes, cutting = fields(proof, "kind", "boxes", "cutting")
    table = Multilinear(game)
    read = [Box(table, entry) for entry in a_list(boxes)]
    waiting = [[[tuple(Fraction(a == b) for b in range(n)) for a in range(n)] for n in table.shape]]
    points, pieces = {box.point for box in read if box.point}, []
    for step in a_list(cutting):
        need(bool(waiting), "the cutting goes on after its last cell")
        cell = waiting.pop()
        need(type(step) is list and bool(step) and type(step[0]) is str, "a step has a name")
        name, rest = step[0], step[1:]
        if name == "a":
            need(not rest and table.all_equilibria(cell), "a cell is not all equilibria")
            if all(len(simplex) == 1 for simplex in cell):
                points.add(tuple(simplex[0] for simplex in cell))
            else:
                pieces.append(cell)
            continue
        need(name in STEPS, "there is no such step")
        left = STEPS[name](table, cell, rest) if name != "u" else unique(read, cell, rest)
        waiting.extend(reversed([one for one in left if one is not None]))
    need(not waiting, "the cutting ends before its last cell")
    for box in read:
        need(box.known or any(box.holds(point) for point in points), "an equilibrium is known by a box alone")
    ends = {profile for cell in pieces for profile in product(*cell)}
    return [*sorted(points), *sorted(ends - points)], bool(pieces)


def numbers(data: Any, count: int) -> list[int]:
    need(all(an_integer(n) >= 0 for n in a_list(data, count)), "a step has numbers")
    return data


def face(cell: Any, who: int, action: int) -> Any:
    """The part of a cell in which a player does not use an action, if there is one."""
    kept = [vertex for vertex in cell[who] if not vertex[action]]
    return [*cell[:who], kept, *cell[who + 1 :]] if kept else None


class Multilinear:
    """What actions give, each player's payoffs multiplied by the least common multiple of their denominators."""

    def __init__(self, game: dict[str, Any]) -> None:
        self.shape = [len(actions) for _, _, actions in game["sets"]]
        scales = [lcm(*(row[i].denominator for row in game["cells"].values())) for i in range(len(self.shape))]
        self.cells = {cell: [p * s for p, s in zip(row, scales, strict=True)] for cell, row in game["cells"].items()}

    def gives(self, who: int, action: int, profile: Any) -> Any:
        """At the profile, in which the player's own mixture is not looked at."""
        total = Fraction(0)
        for others in product(*(range(n) if i != who else [action] for i, n in enumerate(self.shape))):
            weight = prod((profile[i][a] for i, a in enumerate(others) if i != who), start=Fraction(1))
            if weight:
                total += weight * self.cells[others][who]
        return total

    def tuples(self, cell: Any, *without: int) -> Any:
        """All tuples of vertices, of each player left out the first alone."""
        return product(*(simplex[:1] if i in without else simplex for i, simplex in enumerate(cell)))

    def gains(self, cell: Any, who: int, better: int, worse: int) -> list[Any]:
        return [(self.gives(who, better, t) - self.gives(who, worse, t), t) for t in self.tuples(cell, who)]

    def has(self, who: int, *actions: int) -> None:
        need(who < len(self.shape) and max(actions) < self.shape[who], "a step names an action that is not there")

    def all_equilibria(self, cell: Any) -> bool:
        for who, simplex in enumerate(cell):
            used = [a for a in range(self.shape[who]) if any(vertex[a] for vertex in simplex)]
            for profile in self.tuples(cell, who):
                values = [self.gives(who, a, profile) for a in range(self.shape[who])]
                if any(values[a] < max(values) for a in used):
                    return False
        return True


def strictly(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    who, worse, better = numbers(rest, 3)
    table.has(who, worse, better)
    need(all(gain > 0 for gain, _ in table.gains(cell, who, better, worse)), "an action may be as good")
    return [face(cell, who, worse)]


def weakly(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    who, worse, better = numbers(rest, 3)
    table.has(who, worse, better)
    gains = table.gains(cell, who, better, worse)
    need(all(gain >= 0 for gain, _ in gains), "an action may be better")
    same = [t for gain, t in gains if gain == 0]
    confined = [
        simplex if i == who else [vertex for vertex in simplex if any(t[i] == vertex for t in same)]
        for i, simplex in enumerate(cell)
    ]
    return [confined if all(confined) else None, face(cell, who, worse)]


def together(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    entries = [a_list(entry, 3) for entry in a_list(a_list(rest, 1)[0])]
    for who, action, weight in entries:
        numbers([who, action], 2)
        table.has(who, action)
        an_integer(weight)
    for who in {entry[0] for entry in entries}:
        need(sum(entry[2] for entry in entries if entry[0] == who) == 0, "a player's weights do not sum to zero")
    for profile in table.tuples(cell):
        need(sum(k * table.gives(who, action, profile) for who, action, k in entries) > 0, "actions may be as good")
    return [face(cell, who, action) for who, action, k in entries if k < 0]


def halved(table: Multilinear, cell: Any, rest: Any) -> list[Any]:
    who, first, second, part, parts = numbers(rest, 5)
    need(who < len(cell) and first != second and max(first, second) < len(cell[who]) and 0 < part < parts, "no edge is cut")
    share, simplex = Fraction(part, parts), cell[who]
    middle = tuple((1 - share) * a + share * b for a, b in zip(simplex[first], simplex[second], strict=True))
    sides = [[middle if k == end else vertex for k, vertex in enumerate(simplex)] for end in (first, second)]
    return [[*cell[:who], side, *cell[who + 1 :]] for side in sides]


def unique(boxes: list[Any], cell: Any, rest: Any) -> list[Any]:
    (number,) = numbers(rest, 1)
    need(number < len(boxes), "there is no such box")
    box = boxes[number]
    need(all(box.covers(i, vertex) for i, simplex in enumerate(cell) for vertex in simplex), "a cell reaches out of its region")
    return [face(cell, who, action) for who, support in enumerate(box.supports) for action in support]


STEPS: dict[str, Any] = {"x": strictly, "w": weakly, "l": together, "s": halved, "u": unique}


class Box:
    """A box that holds one solution of the equations of its supports, in a region that holds no other."""

    def __init__(self, table: Multilinear, data: Any) -> None:
        self.table = table
        supports, region, center, radius, inverse, scale = fields(
            data, "supports", "region", "center", "radius", "inverse", "scale"
        )
        self.supports, self.region, center, self.inverse = (
            [[an_integer(n) for n in a_list(row)] for row in a_list(rows)] for rows in (supports, region, center, inverse)
        )
        self.radius, self.scale = rational(radius), an_integer(scale)
        need(self.radius >= 0 and self.scale > 0, "a radius is not negative, a scale positive")
        need(len(self.supports) == len(self.region) == len(center) == len(table.shape), "a box has a part for each player")
        for n, support, lows, middle in zip(table.shape, self.supports, self.region, center, strict=True):
            need(
                bool(support) and support == sorted(set(support)) and support[0] >= 0 and support[-1] < n, "supports are actions"
            )
            need(len(middle) == len(support) == len(lows) - 1, "a box has a number for each action")
            need(lows[-1] > 0 and sum(lows) > 0 and sum(middle) > 0, "weights are positive in sum")
        self.unknowns = [(i, k) for i, support in enumerate(self.supports) for k in range(1, len(support))]
        need(len(self.inverse) == len(self.unknowns), "the inverse is square")
        need(all(len(row) == len(self.unknowns) for row in self.inverse), "the inverse is square")
        self.vertices = [
            [self.vector(i, [low + lows[-1] * (k == at) for k, low in enumerate(lows[:-1])]) for at in range(len(lows) - 1)]
            for i, lows in enumerate(self.region)
        ]
        self.center = [[Fraction(c, sum(row)) for c in row] for row in center]
        self.weights = [
            [(p * sum(lows) - low) / lows[-1] for p, low in zip(mix, lows, strict=False)]
            for mix, lows in zip(self.center, self.region, strict=True)
        ]
        for first, *others in self.weights:
            need(
                min(others, default=self.radius) >= self.radius and first >= self.radius * len(others),
                "the box leaves its region",
            )
        self.check()

    def vector(self, who: int, weights: Any) -> tuple[Any, ...]:
        used = dict(zip(self.supports[who], weights, strict=True))
        return tuple(used.get(action, 0) for action in range(self.table.shape[who]))

    def gain(self, who: int, action: int, profile: Any) -> Any:
        return self.table.gives(who, action, profile) - self.table.gives(who, self.supports[who][0], profile)

    def slopes(self, who: int, action: int, moved: int, vertex: int) -> list[Any]:
        """The differences of a gain between a vertex of another player and its first, at all tuples of the rest."""
        found = []
        for profile in self.table.tuples(self.vertices, who, moved):
            ends = [[*profile[:moved], self.vertices[moved][k], *profile[moved + 1 :]] for k in (vertex, 0)]
            found.append(self.gain(who, action, ends[0]) - self.gain(who, action, ends[1]))
        return found

    def check(self) -> None:
        size = range(len(self.unknowns))
        low = [[Fraction(self.scale * (r == c)) for c in size] for r in size]
        high = [list(row) for row in low]
        for c, (moved, vertex) in enumerate(self.unknowns):
            for who in range(len(self.supports)):
                mine = [
                    (n, self.slopes(who, self.supports[who][k], moved, vertex))
                    for n, (i, k) in enumerate(self.unknowns)
                    if i == who != moved
                ]
                for r in size if mine else ():
                    sums = [
                        sum(self.inverse[r][n] * s for (n, _), s in zip(mine, column, strict=True))
                        for column in zip(*(s for _, s in mine), strict=True)
                    ]
                    low[r][c] -= max(sums)
                    high[r][c] -= min(sums)
        worst = max((sum(max(abs(low[r][c]), abs(high[r][c])) for c in size) for r in size), default=Fraction(0))
        middle = [
            tuple(sum(y * v[a] for y, v in zip(ys, vs, strict=True)) for a in range(n))
            for ys, vs, n in zip(self.weights, self.vertices, self.table.shape, strict=True)
        ]
        values = [self.gain(i, self.supports[i][k], middle) for i, k in self.unknowns]
        steps = [abs(sum(p * v for p, v in zip(row, values, strict=True))) for row in self.inverse]
        need(worst < self.scale and all(s <= (self.scale - worst) * self.radius for s in steps), "a box shows no solution")
        impossible = self.most_unlikely() < 0
        for who, n in enumerate(self.table.shape):
            for action in set(range(n)) - set(self.supports[who]):
                off = self.radius * sum(
                    max(map(abs, self.slopes(who, action, *unknown)))
                    for unknown in self.unknowns
                    if unknown[0] != who and self.radius
                )
                impossible |= self.gain(who, action, middle) - off > 0
        self.point = tuple(self.vector(i, mix) for i, mix in enumerate(self.center)) if not (impossible or self.radius) else None
        self.known = impossible or self.point is not None

    def most_unlikely(self) -> Fraction:
        """The least of the upper bounds of the probabilities of used actions."""
        bounds = []
        for mix, lows in zip(self.center, self.region, strict=True):
            off = self.radius * Fraction(lows[-1], sum(lows))
            bounds += [p + off * (1 if k else len(mix) - 1) for k, p in enumerate(mix)]
        return min(bounds)

    def covers(self, who: int, mixture: Any) -> bool:
        lows = self.region[who]
        used = [mixture[action] for action in self.supports[who]]
        return sum(used) == 1 and all(p * sum(lows) >= low for p, low in zip(used, lows, strict=False))

    def holds(self, point: Any) -> bool:
        """Whether a point uses exactly these actions and lies in the region."""
        used = all(point[i][action] for i, support in enumerate(self.supports) for action in support)
        return used and all(self.covers(i, mixture) for i, mixture in enumerate(point))


def by_backward_induction(game: dict[str, Any], proof: Any, mover: int) -> dict[str, Any]:
    _, lowest, highest = fields(proof, "kind", "lowest", "highest")
    players = range(len(game["players"]))
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
    plans = [check_plan(game, plan) for plan in (lowest, highest)]
    reached = [value for _, value in plans]
    need([value[mover] for value in reached] == [low[0][mover], high[0][mover]], "the plans do not reach the interval's ends")
    values = [low[0][mover], high[0][mover]]
    need(ties or plans[0][0] == plans[1][0], "without ties there is one plan")
    return {
        "values": values if ties else values[:1],
        "infinite": ties,
        "profiles": [profile for profile, _ in plans],
        "spanning": not ties,
    }


def check_plan(game: dict[str, Any], plan: Any) -> tuple[dict[Any, dict[str, Fraction]], list[Fraction]]:
    """The plan as a profile, and the payoffs at the root, after it is checked to be subgame perfect."""
    need(type(plan) is dict and set(plan) <= set(game["players"]), "a plan is made of the players' plans")
    chosen: list[int] = []
    profile = {}
    for player, name, actions in game["sets"]:
        mine = plan.get(game["players"][player])
        need(type(mine) is dict and name in mine, "a plan says what to do at every information set")
        weights = [rational(p) for p in fields(mine[name], *actions)]
        need(sorted(weights) == [0] * (len(actions) - 1) + [1], "a plan takes one action")
        chosen.append(weights.index(Fraction(1)))
        profile[player, name] = dict(zip(actions, weights, strict=True))
    need(sum(len(mine) if type(mine) is dict else 1 for mine in plan.values()) == len(game["sets"]), "a plan has sets too many")
    value: dict[int, list[Fraction]] = {}
    for place, node in reversed(list(enumerate(game["nodes"]))):
        if "payoffs" in node:
            value[place] = node["payoffs"]
        elif "chances" in node:
            parts = [[p * v for v in value[c]] for p, c in zip(node["chances"], node["children"], strict=True)]
            value[place] = [sum(column, Fraction(0)) for column in zip(*parts, strict=True)]
        else:
            own, child = game["sets"][node["set"]][0], node["children"][chosen[node["set"]]]
            need(all(value[c][own] <= value[child][own] for c in node["children"]), "a plan is not subgame perfect")
            value[place] = value[child]
    return profile, value[0]


# --- Polynomials over the charted axes: {exponents: coefficient}, no zero coefficient ---------------------------------------

Poly = dict[tuple[int, ...], Fraction]


def plus(p: Poly, q: Poly, factor: int = 1) -> Poly:
    total = dict(p)
    for monomial, c in q.items():
        total[monomial] = total.get(monomial, Fraction(0)) + factor * c
    return {monomial: c for monomial, c in total.items() if c}


def times(p: Poly, q: Poly) -> Poly:
    need(len(p) * len(q) <= 50 * TOO_LARGE, "a formula is too large")
    total: Poly = {}
    for (m1, c1), (m2, c2) in product(p.items(), q.items()):
        monomial = tuple(map(sum, zip(m1, m2, strict=True)))
        total[monomial] = total.get(monomial, Fraction(0)) + c1 * c2
    return {monomial: c for monomial, c in total.items() if c}


def constant(value: Fraction | int, axes: int) -> Poly:
    return {(0,) * axes: Fraction(value)} if value else {}


def primitive(p: Poly) -> tuple[Poly, int]:
    """The polynomial with coprime integer coefficients and a positive first one, and the sign that was taken off."""
    scale = Fraction(lcm(*(c.denominator for c in p.values())), gcd(*(c.numerator for c in p.values())))
    sign = 1 if p[max(p)] > 0 else -1
    return {monomial: c * scale * sign for monomial, c in p.items()}, sign


def read_polynomial(data: Any, over: list[str], at: dict[str, Fraction], in_order: bool = False) -> Poly:
    total: Poly = {}
    order = []
    for term in a_list(data):
        coefficient, powers = a_list(term, 2)
        need(type(powers) is dict, "a term has exponents")
        need(all(name and 1 <= an_integer(e) <= 64 for name, e in powers.items()), "exponents are from 1 to 64")
        need(all(name in over or name in at for name in powers), "a formula has a variable that is neither charted nor set")
        need(coefficient != "0" or not in_order, "a coefficient is zero")
        order.append(sorted(powers.items()))
        value = rational(coefficient) * prod((at[name] ** e for name, e in powers.items() if name in at), start=Fraction(1))
        monomial = tuple(powers.get(name, 0) for name in over)
        total = plus(total, {monomial: value} if value else {})
    need(not in_order or order == sorted(order), "the terms stand in another order")
    need(all(one != other for one, other in pairwise(sorted(order))), "a monomial stands twice")
    return total


def divided(p: Poly, q: Poly) -> Poly | None:
    """p / q, or nothing if q does not divide p."""
    if any(max(m[k] for m in q) > max(m[k] for m in p) for k in range(len(next(iter(p))))):
        return None
    quotient: Poly = {}
    lead, rest = max(q), dict(p)
    while rest:
        top = max(rest)
        monomial = tuple(x - y for x, y in zip(top, lead, strict=True))
        if min(monomial, default=0) < 0:
            return None
        quotient[monomial] = rest[top] / q[lead]
        for other, c in q.items():
            place = tuple(map(sum, zip(other, monomial, strict=True)))
            rest[place] = rest.get(place, 0) - quotient[monomial] * c
            if not rest[place]:
                del rest[place]
    return quotient


def value(p: Poly) -> int:
    """A polynomial with integer coefficients at a fixed point, where its divisors' values divide its own."""
    return sum(int(c) * prod((101 + 2 * k) ** e for k, e in enumerate(monomial)) for monomial, c in p.items())


Ratio = tuple[Poly, Poly]


def add_ratios(p: Ratio, q: Ratio) -> Ratio:
    if p[1] == q[1]:
        return plus(p[0], q[0]), p[1]
    return plus(times(p[0], q[1]), times(q[0], p[1])), times(p[1], q[1])


def difference(p: Ratio, q: Ratio) -> tuple[Poly, list[Poly]]:
    """The numerator of p − q, and the denominators whose product it is over."""
    if p[1] == q[1]:
        return plus(p[0], q[0], -1), [p[1]]
    return plus(times(p[0], q[1]), times(q[0], p[1]), -1), [p[1], q[1]]


# --- Bernstein coefficients: degrees and a flat list of integers, the last axis fastest -------------------------------------

Bernstein = tuple[tuple[int, ...], list[int]]


def along(degrees: tuple[int, ...], values: list[Any], axis: int, matrix: list[list[Any]]) -> list[Any]:
    """Applies a square matrix to every line of the array along the axis."""
    step, size = prod(d + 1 for d in degrees[axis + 1 :]), degrees[axis] + 1
    result = [0] * len(values)
    for start in range(0, len(values), step * size):
        for offset in range(start, start + step):
            line = values[offset : offset + step * size : step]
            result[offset : offset + step * size : step] = [
                sum(weight * entry for weight, entry in zip(row, line, strict=True) if weight) for row in matrix
            ]
    return result


def bernstein(p: Poly, box: list[tuple[Fraction, Fraction]]) -> Bernstein:
    degrees = tuple(max((monomial[k] for monomial in p), default=0) for k in range(len(box)))
    need(prod(d + 1 for d in degrees) <= TOO_LARGE, "a polynomial is too large")
    values = [p.get(monomial, Fraction(0)) for monomial in product(*(range(d + 1) for d in degrees))]
    for axis, (low, high) in enumerate(box):
        d = degrees[axis]
        # x = low + (high − low) t, then t^k = Σ_i C(i,k)/C(d,k) B_i
        shift = [[comb(j, k) * low ** (j - k) * (high - low) ** k if j >= k else 0 for j in range(d + 1)] for k in range(d + 1)]
        convert = [[Fraction(comb(i, k), comb(d, k)) if i >= k else 0 for k in range(d + 1)] for i in range(d + 1)]
        values = along(degrees, along(degrees, values, axis, shift), axis, convert)
    scale = lcm(*(Fraction(v).denominator for v in values))
    return degrees, [int(v * scale) for v in values]


def half(poly: Bernstein, axis: int, upper: bool) -> Bernstein:
    """The coefficients on a half of the cell, up to a positive factor."""
    degrees, values = poly
    d = degrees[axis]
    matrix = [[comb(i, r) << (d - i) for r in range(i + 1)] + [0] * (d - i) for i in range(d + 1)]
    if upper:
        matrix = [row[::-1] for row in matrix[::-1]]
    return degrees, along(degrees, values, axis, matrix)


def sign_inside(poly: Bernstein) -> int:
    """1 or −1 where the coefficients prove it in the interior of the cell, else 0."""
    least, greatest = min(poly[1]), max(poly[1])
    return (1 if greatest > 0 else 0) if least >= 0 else (-1 if greatest <= 0 else 0)


def halves_until(poly: Bernstein, settled: Any, depth: int = 24) -> bool:
    """Whether cutting the cell into halves settles every piece."""
    if settled(poly[1]):
        return True
    if depth == 0 or not any(poly[0]):
        return False
    axes = [k for k, d in enumerate(poly[0]) if d]
    axis = axes[depth % len(axes)]
    return all(halves_until(half(poly, axis, upper), settled, depth - 1) for upper in (False, True))


# --- Statements: True, False, ("is", ±1, polynomials), ("and" | "or", parts) -----------------------------------------------
# ("is", s, {p, …}) says that the product of the polynomials has the sign s.


class Atoms:
    """The polynomials of a statement, each once up to a factor, split by the divisors that are known."""

    def __init__(self, axes: int, divisors: list[Poly]) -> None:
        self.axes = axes
        self.divisors = sorted(divisors, key=lambda d: max(map(sum, d)))
        self.polynomials: list[Poly] = []
        self.numbers: dict[Any, int] = {}
        self.split: dict[Any, tuple[int, frozenset[int]]] = {}

    def positive(self, *polys: Poly) -> Any:
        """The statement that the product is positive; false where a factor is zero identically."""
        sign, odd = 1, frozenset()
        for p in polys:
            if not p:
                return False
            s, numbers = self.parts(p)
            sign, odd = sign * s, odd ^ numbers
        return ("is", sign, odd) if odd else sign > 0

    def parts(self, p: Poly) -> tuple[int, frozenset[int]]:
        """A sign and the polynomials whose product has, times that sign, the sign of p."""
        p, sign = primitive(p)
        key = frozenset(p.items())
        if key not in self.split:
            rest, odd = p, frozenset()
            for divisor in self.divisors:
                while value(rest) % (value(divisor) or 1) == 0 and (quotient := divided(rest, divisor)) is not None:
                    rest, odd = quotient, odd ^ {self.number(divisor)}
            rest, left = primitive(rest)
            if any(map(any, rest)):
                odd ^= {self.number(rest)}
            self.split[key] = left, odd
        left, odd = self.split[key]
        return sign * left, odd

    def number(self, p: Poly) -> int:
        key = frozenset(p.items())
        if key not in self.numbers:
            self.numbers[key] = len(self.polynomials)
            self.polynomials.append(p)
        return self.numbers[key]


def all_of(parts: Any) -> Any:
    return joined("and", parts, True)


def any_of(parts: Any) -> Any:
    return joined("or", parts, False)


def joined(word: str, parts: Any, neutral: bool) -> Any:
    kept, signs = [], set()
    for part in parts:
        for inner in part[1] if not isinstance(part, bool) and part[0] == word else (part,):
            if inner is (not neutral):
                return not neutral
            if inner is neutral or (inner[0] == "is" and inner in signs):
                continue
            if inner[0] == "is":
                if fails(inner) in signs:
                    return not neutral
                signs.add(inner)
            kept.append(inner)
    return (word, kept) if len(kept) > 1 else kept[0] if kept else neutral


def fails(statement: Any) -> Any:
    if isinstance(statement, bool):
        return not statement
    if statement[0] == "is":
        return ("is", -statement[1], statement[2])
    return (any_of if statement[0] == "and" else all_of)([fails(part) for part in statement[1]])


def simplify(statement: Any, signs: dict[int, int]) -> Any:
    """What is left of the statement where these polynomials have these signs."""
    memo: dict[int, Any] = {}

    def left(part: Any) -> Any:
        if isinstance(part, bool):
            return part
        if part[0] == "is":
            known = part[2] & signs.keys()
            if not known:
                return part
            sign, open_ = part[1] * prod(signs[k] for k in known), part[2] - known
            return ("is", sign, open_) if open_ else sign > 0
        if id(part) not in memo:
            memo[id(part)] = (all_of if part[0] == "and" else any_of)([left(inner) for inner in part[1]])
        return memo[id(part)]

    return left(statement)


def mentioned(statement: Any) -> Counter[int]:
    """The polynomials that occur, and how often."""
    found: Counter[int] = Counter()
    waiting, seen = [statement], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, bool) or id(part) in seen:
            continue
        seen.add(id(part))
        if part[0] == "is":
            found.update(part[2])
        else:
            waiting.extend(part[1])
    return found


def possible(statement: Any, budget: list[int]) -> bool:
    """Whether some choice of the signs of all polynomials makes the statement true."""
    if isinstance(statement, bool):
        return statement
    budget[0] -= 1
    need(budget[0] > 0, "too many cases")
    ((number, _),) = mentioned(statement).most_common(1)
    return any(possible(simplify(statement, {number: sign}), budget) for sign in (1, -1))


def settled(statement: Any) -> bool | None:
    """True or False where the statement is so for every choice of signs, otherwise None."""
    if possible(fails(statement), [5000]):
        return None if possible(statement, [5000]) else False
    return True


# --- Branches --------------------------------------------------------------------------------------------------------------


class Branch:
    """An equilibrium as formulas: the statement that it exists, the payoffs as quotients, in normal form the supports."""

    def __init__(self, condition: Any, payoffs: list[Ratio], supports: Any = None) -> None:
        self.condition, self.payoffs, self.supports = condition, payoffs, supports


def tree_branches(game: dict[str, Any], atoms: Atoms) -> tuple[list[Branch], Any]:
    at: dict[int, list[Branch]] = {}
    open_: list[Any] = []
    for place, node in reversed(list(enumerate(game["nodes"]))):
        if "payoffs" in node:
            at[place] = [Branch(True, node["payoffs"])]
        elif "chances" in node:
            need(prod(len(at[c]) for c in node["children"]) <= TOO_LARGE, "there are too many branches")
            at[place] = [average(node["chances"], parts) for parts in product(*(at[c] for c in node["children"]))]
        else:
            at[place] = choices(game["sets"][node["set"]][0], [at[c] for c in node["children"]], atoms, open_)
        for child in node["children"]:
            del at[child]
    return at[0], any_of(open_)


def average(chances: list[Ratio], parts: tuple[Branch, ...]) -> Branch:
    payoffs = []
    for column in zip(*(part.payoffs for part in parts), strict=True):
        terms = [(times(p[0], v[0]), times(p[1], v[1])) for p, v in zip(chances, column, strict=True)]
        total = terms[0]
        for term in terms[1:]:
            total = add_ratios(total, term)
        payoffs.append(total)
    return Branch(all_of([part.condition for part in parts]), payoffs)


def choices(own: int, children: list[list[Branch]], atoms: Atoms, open_: list[Any]) -> list[Branch]:
    need(sum(map(len, children)) <= 1000, "there are too many branches")
    found = []
    for i, child in enumerate(children):
        for branch in child:
            parts = [branch.condition]
            for k, other in enumerate(children):
                parts += [beats(branch, rival, own, i < k, atoms, open_) for rival in other if k != i]
            found.append(Branch(all_of(parts), branch.payoffs))
    return found


def beats(branch: Branch, rival: Branch, own: int, earlier: bool, atoms: Atoms, open_: list[Any]) -> Any:
    """Either the rival does not exist or the mover gets more in this branch."""
    gain, under = difference(branch.payoffs[own], rival.payoffs[own])
    if gain:
        return any_of([fails(rival.condition), atoms.positive(gain, *under)])
    if not any(difference(p, q)[0] for p, q in zip(branch.payoffs, rival.payoffs, strict=True)):
        return True if earlier else fails(rival.condition)
    open_.append(all_of([branch.condition, rival.condition]))
    return fails(rival.condition)


def table_branches(game: dict[str, Any], names: list[list[str]], mover: int, atoms: Atoms) -> tuple[list[Branch], Any]:
    m, n = (len(actions) for _, _, actions in game["sets"])
    need(comb(m + n, min(m, n)) <= 2000, "there are too many supports")
    a = [[game["cells"][i, j][0][0] for j in range(n)] for i in range(m)]
    b = [[game["cells"][i, j][1][0] for i in range(m)] for j in range(n)]
    found, open_ = [], []
    for size in range(1, min(m, n) + 1):
        for rows, cols in product(combinations(range(m), size), combinations(range(n), size)):
            sides = [one_side(a, rows, cols, atoms, open_), one_side(b, cols, rows, atoms, open_)]
            if all(side is not None for side in sides):
                value = sides[mover][1]
                supports = tuple(frozenset(names[k][i] for i in part) for k, part in enumerate((rows, cols)))
                found.append(Branch(all_of([side[0] for side in sides]), {mover: value}, supports))
    return found, any_of(open_)


def one_side(own: list[list[Poly]], rows: Any, cols: Any, atoms: Atoms, open_: list[Any]) -> Any:
    """The condition that a mixture on `cols` makes `rows` the best replies, and the value as (N, D); none if D is zero."""
    axes, outer = atoms.axes, [i for i in range(len(own)) if i not in rows]
    numerators, value, below = cramer(own, rows, cols, axes)
    if not below:
        if not contradictory(own, rows, cols, axes):
            open_.append(all_of([fails(everywhere_better(own[k], own[i], cols, atoms)) for i in rows for k in outer]))
        return None
    inside = [atoms.positive(numerator, below) for numerator in numerators]
    gains = []
    for i in outer:
        gain = value
        for j, numerator in zip(cols, numerators, strict=True):
            gain = plus(gain, times(own[i][j], numerator), -1)
        gains.append(gain)
    outside = [atoms.positive(gain, below) for gain in gains]
    if not all(gains):
        open_.append(all_of(inside + [part for part, gain in zip(outside, gains, strict=True) if gain]))
    return all_of(inside + outside), (value, below)


def everywhere_better(one: list[Poly], other: list[Poly], cols: Any, atoms: Atoms) -> Any:
    return all_of([atoms.positive(plus(one[j], other[j], -1)) for j in cols])


def cramer(own: list[list[Poly]], rows: Any, cols: Any, axes: int) -> tuple[list[Poly], Poly, Poly]:
    one, zero = constant(1, axes), {}
    matrix = [[own[i][j] for j in cols] + [constant(-1, axes)] for i in rows] + [[one] * len(cols) + [zero]]
    right = [zero] * len(rows) + [one]
    replaced = [
        [[right[r] if c == k else entry for c, entry in enumerate(row)] for r, row in enumerate(matrix)]
        for k in range(len(matrix))
    ]
    *numerators, value = [determinant(other, axes) for other in replaced]
    return numerators, value, determinant(matrix, axes)


def determinant(matrix: list[list[Poly]], axes: int) -> Poly:
    """By expansion along the first row, each minor of the lower rows computed once."""
    minors: dict[frozenset[int], Poly] = {frozenset(): constant(1, axes)}
    size = len(matrix)
    for row in range(size - 1, -1, -1):
        fresh = {}
        for columns in combinations(range(size), size - row):
            total: Poly = {}
            for place, column in enumerate(columns):
                if matrix[row][column]:
                    minor = minors[frozenset(columns) - {column}]
                    total = plus(total, times(matrix[row][column], minor), -1 if place % 2 else 1)
            fresh[frozenset(columns)] = total
        minors = fresh
    return minors[frozenset(range(size))]


def contradictory(own: list[list[Poly]], rows: Any, cols: Any, axes: int) -> bool:
    for size in range(1, len(rows) + 1):
        for some in combinations(rows, size):
            systems = [cramer(own, some, part, axes) for part in combinations(cols, size)]
            if not any(below for _, _, below in systems) and any(any(numerators) for numerators, _, _ in systems):
                return True
    return False


# --- Maps ------------------------------------------------------------------------------------------------------------------


def check_map(data: dict[str, Any]) -> None:
    over = distinct_texts(data["over"])
    need(1 <= len(over) <= 10, "one to ten variables are charted")
    box = []
    for pair in fields(data["box"], *over):
        low, high = map(rational, a_list(pair, 2))
        need(low < high, "a side of the box is empty")
        box.append((low, high))
    need(type(data["at"]) is dict and not set(over) & set(data["at"]), "a variable is both charted and set")
    at = {name: rational(value) for name, value in data["at"].items()}
    denominators: list[Poly] = []

    def number(entry: Any) -> Ratio:
        if type(entry) is dict:
            above, under = fields(entry, "numerator", "denominator")
            need(type(under) is list and under != [] and (len(under) > 1 or under[0][1:] != [{}]), "a denominator is constant")
        else:
            above, under = entry, [["1", {}]]
        ratio = read_polynomial(above, over, at, in_order=True), read_polynomial(under, over, at, in_order=True)
        need(bool(ratio[1]), "a denominator is zero")
        if ratio[1] not in denominators:
            denominators.append(ratio[1])
        return ratio

    game = read_game(data["game"], number)
    losing = losing_sets(game, data["mover"], data["action"], data["scope"])
    for under in denominators:
        need(halves_until(bernstein(under, box), lambda c: min(c) > 0 or max(c) < 0), "a denominator may be zero on the box")
    check_chance_formulas(game, box)
    cutting, factors = fields(data["proof"], "cutting", "factors")
    divisors = read_factors(factors, over) + [primitive(p)[0] for p in denominators if any(map(any, p))]
    atoms = Atoms(len(over), list({frozenset(p.items()): p for p in divisors}.values()))
    statement, open_ = the_statement(data, game, losing, denominators, atoms)
    (yes, no), leaves = walk(cutting, len(over), statement, open_, [bernstein(p, box) for p in atoms.polynomials])
    for name, value in (("present", [yes, 1 - no]), ("absent", [no, 1 - yes])):
        need([rational(v) for v in a_list(data[name], 2)] == value, f"the share {name} is another one: {value}")
    need(rational(data["undecided"]) == 1 - yes - no, "the share undecided is another one")
    need(an_integer(data["cells"]) == leaves, "the number of cells is another one")


def check_chance_formulas(game: dict[str, Any], box: Any) -> None:
    for node in game.get("nodes", ()):
        if "chances" in node:
            total: Ratio = ({}, constant(1, len(box)))
            for chance in node["chances"]:
                total = add_ratios(total, chance)
                # the denominator has one sign on the box, so numerator times denominator has the sign of the quotient
                sign = times(chance[0], chance[1])
                need(halves_until(bernstein(sign, box), lambda c: min(c) >= 0), "a probability may be negative on the box")
            need(total[0] == total[1], "probabilities do not sum to one identically")


def the_statement(data: Any, game: Any, losing: list[int], denominators: list[Poly], atoms: Atoms) -> tuple[Any, Any]:
    mover, action = game["players"].index(data["mover"]), data["action"]
    less = without(game, action, losing)
    if game["form"] == "extensive":
        need(data["concept"] == "subgame-perfect" and single_nodes(game), "a map of a tree is about subgame perfection")
        (w, open_w), (o, open_o) = tree_branches(game, atoms), tree_branches(less, atoms)
    else:
        need(data["concept"] == "nash" and len(game["players"]) == 2, "a map of a table is about Nash, two players")
        square = constant(1, atoms.axes)
        for under in denominators:
            square = times(square, times(under, under))
        game, less = cleared(game, square), cleared(less, square)
        (w, open_w), (o, open_o) = (table_branches(g, [s[2] for s in g["sets"]], mover, atoms) for g in (game, less))
    need(len(w) * len(o) <= TOO_LARGE, "there are too many branches")

    def more(b: Branch, a: Branch) -> Any:
        gain, under = difference(b.payoffs[mover], a.payoffs[mover])
        return atoms.positive(gain, *under)

    quantifier = data["quantifier"]
    if quantifier == "strong":
        parts = [any_of([fails(a.condition), fails(b.condition), more(b, a)]) for a in w for b in o]
        statement = all_of(parts)
    elif quantifier == "best":
        statement = any_of([all_of([b.condition, *(any_of([fails(a.condition), more(b, a)]) for a in w)]) for b in o])
    elif quantifier == "worst":
        statement = any_of([all_of([a.condition, *(any_of([fails(b.condition), more(b, a)]) for b in o)]) for a in w])
    else:
        statement = any_of([all_of([a.condition, b.condition, more(b, a)]) for a in w for b in o])
        if game["form"] == "normal":
            statement = all_of([statement, table_matters(w, o, losing, action)])
    return statement, any_of([open_w, open_o])


def table_matters(w: list[Branch], o: list[Branch], losing: list[int], action: str) -> Any:
    used = [branch.condition for branch in w if any(action in branch.supports[k] for k in losing)]
    same = {branch.supports: branch.condition for branch in w}
    return any_of(used + [all_of([b.condition, fails(same.get(b.supports, False))]) for b in o])


def cleared(game: dict[str, Any], square: Poly) -> dict[str, Any]:
    def clear(value: Ratio) -> Ratio:
        return divided(times(value[0], square), value[1]) if value[0] else {}, constant(1, len(next(iter(square))))

    return {**game, "cells": {cell: [clear(value) for value in row] for cell, row in game["cells"].items()}}


def read_factors(data: Any, over: list[str]) -> list[Poly]:
    """All listed factors, without their constants, after each product is checked."""
    found = []
    for entry in a_list(data):
        whole, parts = a_list(entry, 2)
        p = read_polynomial(whole, over, {})
        factors = [read_polynomial(part, over, {}) for part in a_list(parts)]
        need(bool(p) and all(c.denominator == 1 for c in p.values()), "a factored polynomial has integer coefficients")
        need(gcd(*(int(c) for c in p.values())) == 1, "the coefficients of a factored polynomial are coprime")
        multiplied = constant(1, len(over))
        for factor in factors:
            multiplied = times(multiplied, factor)
        need(multiplied == p, "the factors do not multiply to the polynomial")
        found += [primitive(factor)[0] for factor in factors if any(map(any, factor))]
    return found


def walk(cutting: Any, axes: int, statement: Any, open_: Any, polys: list[Bernstein]) -> tuple[list[Fraction], int]:
    """The shares of the box where the statement is proved true and false, and the number of leaves."""
    share, curved, leaves = [Fraction(0), Fraction(0)], [], 0
    waiting = [(0, dict(enumerate(polys)), statement, open_)]
    for mark in a_text(cutting):
        need(bool(waiting), "the cutting goes on after its end")
        depth, live, what, apart = waiting.pop()
        signs = {number: sign for number, poly in live.items() if (sign := sign_inside(poly))}
        what, apart = simplify(what, signs), simplify(apart, signs)
        hinges = mentioned(what) | mentioned(apart)
        live = {number: poly for number, poly in live.items() if number in hinges}
        if mark in "0123456789":
            axis = int(mark)
            need(axis < axes and depth < 400, "the cutting names an axis that is not there, or cells too small")
            for upper in (True, False):
                waiting.append((depth + 1, {number: half(poly, axis, upper) for number, poly in live.items()}, what, apart))
            continue
        leaves += 1
        need(mark in "+-/?", "the cutting holds a character that means nothing")
        if mark != "?":
            need(settled(apart) is False, "a cell may be open")
        if mark in "+-":
            need(settled(what) is (mark == "+"), "a cell is not what its mark claims")
            share["+-".index(mark)] += Fraction(1, 2**depth)
        elif mark == "/":
            curved.append([v / 2**depth for v in by_slab(what, live)])
    need(not waiting, "the cutting ends too early")
    if len(curved) > 64:
        curved = [[Fraction(int(v * 2**80), 2**80) for v in pair] for pair in curved]
    return [total + sum((pair[k] for pair in curved), Fraction(0)) for k, total in enumerate(share)], leaves


def by_slab(what: Any, live: dict[int, Bernstein]) -> list[Fraction]:
    """The shares of the cell where the statement is proved true and false, from one polynomial alone."""
    for number, poly in live.items():
        truths = [settled(simplify(what, {number: sign})) for sign in (1, -1)]
        if None not in truths and truths[0] != truths[1]:
            result = [Fraction(0), Fraction(0)]
            for truth, volume in zip(truths, slab(poly), strict=True):
                result[0 if truth else 1] += volume
            return result
    raise Rejected("a cell hangs on more than one polynomial, or on none")


def slab(poly: Bernstein) -> tuple[Fraction, Fraction]:
    """Parts of the cell where the polynomial is proved positive, and negative."""
    degrees, values = poly
    places = list(product(*(range(d + 1) for d in degrees)))
    rise = []
    for k, d in enumerate(degrees):
        lines = prod(e + 1 for i, e in enumerate(degrees) if i != k)
        ends = [v * ((place[k] == d) - (place[k] == 0)) for place, v in zip(places, values, strict=True)]
        rise.append(Fraction(sum(ends), lines) if d else Fraction(0))
    rest = [
        v - sum(a * Fraction(i, d) for a, i, d in zip(rise, place, degrees, strict=True) if d)
        for place, v in zip(places, values, strict=True)
    ]
    # l > −min(rest) is −l < min(rest)
    return below_plane([-a for a in rise], min(rest)), below_plane(rise, -max(rest))


def below_plane(slopes: list[Fraction], bound: Fraction) -> Fraction:
    """The volume of the unit cube where Σ slopes·t < bound."""
    bound -= sum((a for a in slopes if a < 0), Fraction(0))
    sizes = [abs(a) for a in slopes if a]
    n = len(sizes)
    if n == 0:
        return Fraction(bound > 0)
    total = sum(
        (
            Fraction((-1) ** size) * max(Fraction(0), bound - sum(some)) ** n
            for size in range(n + 1)
            for some in combinations(sizes, size)
        ),
        Fraction(0),
    )
    return total / (factorial(n) * prod(sizes))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            try:
                check(file.read())
                print(f"{path}: accepted")
            except Rejected as reason:
                print(f"{path}: {reason}")

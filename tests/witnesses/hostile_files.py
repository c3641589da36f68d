"""Files that would make a careless checker crash, run for hours, or fill the memory; by name, as text.

Run as a script with the name of a checker and files for arguments, it checks each, and prints a line of JSON:
what came of it, and how many seconds of computing it took.
"""

import json
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from math import prod
from pathlib import Path

import pytest
from laws.tampering import rehashed

TESTS = Path(__file__).parents[1]
SECONDS, MEMORY = 5, 2 * 10**9
PATIENCE = 10  # seconds of computing after which a file counts as endless
ONE, X = [["1", {}]], [["1", {"x": 1}]]
EVERYWHERE = {"action": ["a"], "at": [], "coalition": []}
ROOT = {"action": ["a"], "at": ["s0"], "coalition": []}
QUESTION = {
    "format": 2,
    "paradox": "option",
    "concept": "nash",
    "quantifier": "strong",
    "mover": "A",
    "measure": "payoff",
    "details": EVERYWHERE,
}
VERDICT = {
    **QUESTION,
    "kind": "verdict",
    "verdict": "absent",
    "payoffs": {"with": ["0"], "without": ["0"]},
    "infinite": {"with": False, "without": False},
    "gap": "0",
}
IMPOSSIBLE = {**VERDICT, "verdict": "impossible", **dict.fromkeys(("payoffs", "infinite", "gap"))}
MAP = {
    **QUESTION,
    "kind": "map",
    "least": "0",
    "over": ["x"],
    "box": {"x": ["0", "1"]},
    "values": {},
    "present": ["0", "1"],
    "absent": ["0", "1"],
    "undecided": "1",
    "cells": 1,
    "proof": {"cutting": "?", "factors": []},
}


def as_text(data):
    return json.dumps(rehashed(data))


def table(rows, columns, payoffs):
    """A table of two players, A and B."""
    actions = {"A": [f"a{i}" for i in range(rows - 1)] + ["a"], "B": [f"b{j}" for j in range(columns)]}
    sets = [{"player": player, "name": "", "actions": names} for player, names in actions.items()]
    return {"form": "normal", "players": ["A", "B"], "information_sets": sets, "payoffs": payoffs}


def chain(length, payoffs, players=("A", "B")):
    """A tree in which one player after the other goes on or ends it."""
    sets, nodes = [], []
    for k in range(length):
        sets.append({"player": players[k % len(players)], "name": f"s{k}", "actions": ["b", "a"]})
        nodes += [{"set": k, "children": [2 * k + 1, 2 * k + 2]}, {"payoffs": payoffs}]
    return {
        "form": "extensive",
        "players": list(players),
        "information_sets": sets,
        "nodes": [*nodes, {"payoffs": payoffs}],
    }


def lottery_chain(length):
    """A tree of chance moves whose expected payoff needs a great many digits."""
    nodes = [{"set": 0, "children": [1, 2]}, {"payoffs": ["0"]}]
    for k in range(length):
        place, p = len(nodes), Fraction(k + 1, k + 3)
        nodes.append(
            {
                "outcomes": ["o", "p"],
                "probabilities": [str(p), str(1 - p)],
                "children": [place + 1, place + 2],
            }
        )
        nodes.append({"payoffs": [f"1/{2 * k + 3}"]})
    sets = [{"player": "A", "name": "s0", "actions": ["a", "b"]}]
    return {
        "form": "extensive",
        "players": ["A"],
        "information_sets": sets,
        "nodes": [*nodes, {"payoffs": ["1"]}],
    }


def quotient_chance(outcomes):
    """A move of chance after which every payoff has another denominator."""
    under = [
        {
            "numerator": ONE,
            "denominator": [[str(k + 2), {}], ["1", {"x": 1}], ["1", {"y": 1}], ["1", {"z": 1}]],
        }
        for k in range(outcomes)
    ]
    chance = {
        "outcomes": [f"o{k}" for k in range(outcomes)],
        "probabilities": [[[f"1/{outcomes}", {}]]] * outcomes,
        "children": list(range(3, 3 + outcomes)),
    }
    nodes = [{"set": 0, "children": [1, 2]}, {"payoffs": [ONE]}, chance, *({"payoffs": [p]} for p in under)]
    sets = [{"player": "A", "name": "s0", "actions": ["a", "b"]}]
    return {"form": "extensive", "players": ["A"], "information_sets": sets, "nodes": nodes}


def dense(variables):
    """A map about polynomials of degree 64 in several variables at once."""
    names = [f"x{k}" for k in range(variables)]
    big = [["-1/2", {}], ["1", dict.fromkeys(names, 64)]]
    game = table(2, 2, [[big, ONE], [ONE, ONE], [ONE, big], [[["2", {}]], [["3", {}]]]])
    shares = {"present": ["1", "1"], "absent": ["0", "0"], "undecided": "0"}
    proof = {"cutting": "+", "factors": []}
    box = {name: ["0", "1"] for name in names}
    return as_text({**MAP, "over": names, "box": box, **shares, "proof": proof, "game": game})


def factored(parts):
    """A map whose list of factors multiplies out to as many terms as there are sets of its parts."""
    small = [[["1", {}], ["1", {f"z{k}": 1}]] for k in range(parts)]
    return as_text({**MAP, "proof": {"cutting": "?", "factors": [[ONE, small]]}, "game": line()})


def cells(sizes, cutting, boxes=()):
    """A proof by cells about a table in which everybody always gets the same."""
    players = [chr(65 + i) for i in range(len(sizes))]
    names = [["a", *(f"a{k}" for k in range(1, n))] for n in sizes]
    sets = [{"player": p, "name": "", "actions": n} for p, n in zip(players, names, strict=True)]
    game = {
        "form": "normal",
        "players": players,
        "information_sets": sets,
        "payoffs": [["1"] * len(sizes)] * prod(sizes),
    }
    proof = {"kind": "cells", "boxes": list(boxes), "cutting": cutting}
    return as_text(
        {
            **VERDICT,
            "payoffs": {"with": ["1", "1"], "without": ["1", "1"]},
            "infinite": {"with": True, "without": True},
            "game": game,
            "proof": {"with": proof, "without": proof},
        }
    )


def fine_cuts(count, digits):
    part, parts = int("1" + "3" * digits), int("7" * digits + "9")
    return cells(
        [2, 2, 2], [["s", 0, 0, 1, part, parts], *[["s", k % 3, 1, 0, part, parts] for k in range(count)]]
    )


def many_sums(players, count):
    entries = [[i, 0, -1] for i in range(players)] + [[i, 1, 1] for i in range(players)]
    cuts = [["s", k % players, 0, 1, 1, 2] for k in range(count)]
    return cells([2] * players, [*cuts, ["l", entries]])


def cut_up(players, depth):
    """Twelve players' cells cut again and again, without ever claiming anything."""

    def steps(left):
        return (
            [["?"]] if left == 0 else [["s", left % players, 0, 1, 1, 2], *steps(left - 1), *steps(left - 1)]
        )

    return cells([2] * players, steps(depth))


def large_box(size):
    support, weights = list(range(size)), [1] * size
    box = {
        "supports": [support] * 3,
        "region": [[0] * size + [1]] * 3,
        "center": [weights] * 3,
        "radius": "0",
        "inverse": [[1] * (3 * size - 3)] * (3 * size - 3),
        "scale": 1,
    }
    return cells([size] * 3, [["a"]], [box])


def with_gap(gap):
    """What would be accepted with the gap 0."""
    game = table(2, 2, [["1", "1"], ["1", "0"], ["0", "1"], ["0", "0"]])
    proof = {"with": {"kind": "supports"}, "without": {"kind": "supports"}}
    payoffs = {"with": ["1"], "without": ["1"]}
    return as_text({**VERDICT, "payoffs": payoffs, "gap": gap, "game": game, "proof": proof})


def plain(payoff="1"):
    return table(2, 2, [[payoff, "1"]] * 4)


def line():
    return table(2, 2, [[ONE, ONE], [ONE, X], [ONE, ONE], [X, ONE]])


def dominated(size):
    names = {"A": [f"a{i}" for i in range(size - 1)] + ["a"], "B": [f"b{j}" for j in range(size)]}
    steps = [
        {
            "player": player,
            "action": own[i],
            "by": {name: str(Fraction(1, size - 1 - i)) for name in own[i + 1 :]},
        }
        for player, own in names.items()
        for i in range(size - 1)
    ]
    game = table(size, size, [[str(i), str(j)] for i in range(size) for j in range(size)])
    proof = {"kind": "dominance", "steps": steps}
    return as_text({**VERDICT, "game": game, "proof": {"with": proof, "without": proof}})


def supports(rows, columns):
    proof = {"with": {"kind": "supports"}, "without": {"kind": "supports"}}
    return as_text({**VERDICT, "game": table(rows, columns, [["0", "0"]] * (rows * columns)), "proof": proof})


def powers():
    """Numbers of thousands of digits, to the 64th power, hundreds of times."""
    terms = [["1", {f"y{k:03}": 64}] for k in range(300)]
    game = table(2, 2, [[terms, terms], [terms, ONE], [ONE, terms], [terms, terms]])
    return as_text({**MAP, "values": {f"y{k:03}": "9" * 3900 for k in range(300)}, "game": game})


def large_vertices():
    point = [int("9" * 4000), [int("8" * 4000)] * 2, [1, 2]]
    proof = {"kind": "vertices", "perturbations": [[0, 0], [0, 0]], "vertices": [[point] * 300] * 2}
    return as_text(
        {**VERDICT, "game": table(2, 2, [["0", "1"]] * 4), "proof": {"with": proof, "without": proof}}
    )


def many_sets(count):
    sets = [{"player": "A", "name": f"s{k}", "actions": ["a", "b"]} for k in range(count)]
    nodes = [{"set": 0, "children": [1, 2]}, {"payoffs": ["1"]}, {"payoffs": ["1"]}]
    game = {"form": "extensive", "players": ["A"], "information_sets": sets, "nodes": nodes}
    return as_text({**VERDICT, "concept": "subgame-perfect", "game": game, "proof": {}})


def many_players(count):
    players = [f"p{k}" for k in range(count)]
    game = chain(count, [], players)
    question = {"concept": "subgame-perfect", "mover": "p0", "details": EVERYWHERE | {"coalition": players}}
    return as_text({**IMPOSSIBLE, **question, "game": game, "proof": {"guard_rail": "T1"}})


def cyclic(children):
    sets = [{"player": "A", "name": "s0", "actions": ["a", "b"]}]
    nodes = [{"set": 0, "children": children}, {"set": 0, "children": [0, 1]}, {"payoffs": ["0"]}]
    game = {"form": "extensive", "players": ["A"], "information_sets": sets, "nodes": nodes}
    return as_text({**VERDICT, "concept": "subgame-perfect", "game": game, "proof": {}})


def cutting(text):
    return as_text({**MAP, "game": line(), "proof": {"cutting": text, "factors": []}})


def guarded(game, rail, **question):
    return as_text({**IMPOSSIBLE, **question, "game": game, "proof": {"guard_rail": rail}})


def blind(tree):
    """The same tree, but that its last two sets of one player are one, so that information is not perfect."""
    sets, nodes = tree["information_sets"], tree["nodes"]
    sets.append({"player": "B", "name": "unseen", "actions": ["a", "b"]})
    end, place, last = nodes.pop(), len(nodes), len(sets) - 1
    sets.append({"player": "A", "name": "last", "actions": ["a", "b"]})
    nodes.append({"set": last + 1, "children": [place + 1, place + 4]})
    for first in (place + 1, place + 4):
        nodes += [{"set": last, "children": [first + 1, first + 2]}, end, end]
    return tree


NOT_JSON = {
    "nothing": "",
    "a word": "hello",
    "half an object": '{"format": 2',
    "single quotes": "{'format': 2}",
    "zeros": "\0" * 1000,
}
FILES = {
    "an empty object": lambda: "{}",
    "a list": lambda: "[]",
    "a number": lambda: "1",
    "no number": lambda: '{"format": NaN}',
    "infinity": lambda: '{"format": 2, "kind": "verdict", "gap": Infinity}',
    "a number of a million digits": lambda: '{"format": ' + "9" * 10**6 + "}",
    "a huge exponent": lambda: '{"format": 1e999999999}',
    "a field named twice": lambda: '{"format": 2, "format": 2}',
    "a field named twice inside": lambda: json.dumps(VERDICT)[:-1] + ', "game": {"form": 1, "form": 2}}',
    "open brackets": lambda: "[" * 100_000,
    "open braces": lambda: '{"a":' * 100_000 + "1" + "}" * 100_000,
    "a deep game": lambda: json.dumps(VERDICT)[:-1] + ', "game": ' + "[" * 90_000 + "]" * 90_000 + "}",
    "a game that is nearly too deep": lambda: (
        json.dumps(VERDICT)[:-1] + ', "game": ' + "[" * 900 + "]" * 900 + "}"
    ),
    "another format": lambda: json.dumps({**VERDICT, "format": 1}),
    "a gap of a million digits": lambda: with_gap("9" * 10**6),
    "a gap with an exponent": lambda: with_gap("1e999999999"),
    "numbers with exponents": lambda: as_text(
        {**VERDICT, "game": table(2, 2, [["1e999999999", "1"]] * 4), "proof": {}}
    ),
    "half a surrogate pair": lambda: as_text(
        {**VERDICT, "mover": "\ud800", "game": table(2, 2, [["1", "\ud800"]] * 4), "proof": {}}
    ),
    "a node that is its own child": lambda: cyclic([0, 0]),
    "a child that is its parent's parent": lambda: cyclic([1, 2]),
    "a child beyond the end": lambda: cyclic([1, 10**8]),
    "a hundred thousand information sets": lambda: many_sets(10**5),
    "five thousand players": lambda: many_players(5000),
    "supports of 31 by 31": lambda: supports(31, 31),
    "supports of 200 by 200": lambda: supports(200, 200),
    "supports of 2 by 20,000": lambda: supports(2, 20_000),
    "mixtures of a hundred actions": lambda: dominated(100),
    "vertices of many digits": large_vertices,
    "fractions of many digits": lambda: as_text(
        {
            **VERDICT,
            "concept": "subgame-perfect",
            "details": ROOT,
            "game": lottery_chain(20_000),
            "proof": plans(),
        }
    ),
    "a long way down": lambda: guarded(blind(chain(20_000, ["0", "0"])), "T2", details=ROOT),
    "a map of a long way down": lambda: as_text(
        {
            **MAP,
            "concept": "subgame-perfect",
            "details": ROOT,
            "game": chain(4000, [X, ONE]),
            "present": ["1", "1"],
        }
    ),
    "powers of long numbers": powers,
    "4 variables of degree 64": lambda: dense(4),
    "5 variables of degree 64": lambda: dense(5),
    "10 variables of degree 64": lambda: dense(10),
    "24 factors": lambda: factored(24),
    "200 factors": lambda: factored(200),
    "40 denominators": lambda: as_text(
        {
            **MAP,
            "concept": "subgame-perfect",
            "details": ROOT,
            "over": ["x", "y", "z"],
            "present": ["1", "1"],
            "box": {name: ["0", "1"] for name in "xyz"},
            "game": quotient_chance(40),
        }
    ),
    "cuts of many digits": lambda: fine_cuts(150, 2000),
    "a hundred thousand cuts": lambda: cells([2, 2, 2], [["s", k % 3, 0, 1, 1, 2] for k in range(100_000)]),
    "twelve players": lambda: many_sums(12, 60),
    "twelve players, cut up": lambda: cut_up(12, 12),
    "a box of many equations": lambda: large_box(9),
    "a cutting that never ends": lambda: cutting("0" * 1_000_000),
    "a cutting of cells too small": lambda: cutting("0" * 5000 + "?" * 5001),
    "a cutting that goes on": lambda: cutting("?" * 1_000_000),
    "sixteen megabytes of brackets": lambda: '{"a": [' + "[]," * 5_300_000 + "1]}",
    "more than may be read": lambda: " " * 65_000_000,
}


def nested(depth):
    found = []
    for _ in range(depth):
        found = [found]
    return found


DAMAGES = {
    "a million entries": lambda: ["0"] * 10**6,
    "deep brackets": lambda: nested(400),
    "a huge number": lambda: "9" * 10**6,
    "a whole number": lambda: 10**3000,
    "nothing": lambda: None,
    "an object of names": lambda: {f"n{k}": ["0"] for k in range(10**5)},
}
DAMAGED = {  # certificates by name, and which of their fields are damaged
    "trap, strong": (("details", "coalition"), ("proof", "with"), ("payoffs",), ("infinite",)),
    "weapons, strong": (("details", "parameter"), ("details", "low"), ("proof", "lower")),
    "told, strong": (("details", "parts"), ("details", "parts", 0), ("details", "at"), ("proof", "informed")),
    "answered, strong": (("details", "at"), ("details", "third"), ("details", "target"), ("proof",)),
    "used, all seen": (("details", "benchmark"), ("details", "at"), ("proof", "benchmark")),
    "wishful, hard": (
        ("details", "model"),
        ("details", "model", "payoffs"),
        ("details", "model", "payoffs", 0),
        ("details", "inaction"),
        ("proof", "answer 0"),
    ),
    "guarded, worst": (("details", "held"), ("details", "target"), ("quantifier",), ("gap",)),
    "split": (
        ("habits",),
        ("frozen",),
        ("frozen", 0, "players"),
        ("details", "at"),
        ("proof", "frozen"),
        ("proof", "without"),
        ("reactions",),
    ),
    "nash": (("proof", "with", "tables"), ("proof", "with", "tables", 0)),
    "subgame-perfect": (("proof", "with", "tables"), ("proof", "with", "tables", 0, "vertices", 0, 0)),
    "perfect-bayesian": (
        *(("proof", "with", "steps"), ("proof", "with", "steps", 6, 1), ("proof", "with", "assessments")),
        *(
            ("proof", "with", "assessments", 0, "beliefs", "blind"),
            ("proof", "with", "assessments", 0, "profile", "A"),
        ),
    ),
    "sequential": (
        ("proof", "with", "assessments", 0, "trembles"),
        ("proof", "with", "assessments", 0, "trembles", 0, 0, 0),
    ),
}


def kept(name):
    """A certificate that is accepted, to be damaged."""
    from laws.test_tree_certificates import CONCEPTS, made
    from witnesses.certificates import paradoxes, splits

    return json.loads(
        json.dumps(
            made(name)[0]
            if name in CONCEPTS
            else splits()["third party"]
            if name == "split"
            else paradoxes()[name]
        )
    )


def damaged(name, where, make):
    data = kept(name)
    inner = data
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = make()
    return as_text(data)


def repeated(name, where, times):
    """A list in a certificate written again and again."""
    data = kept(name)
    inner = data
    for step in where:
        inner = inner[step]
    inner *= times
    return as_text(data)


def many_chosen(size, count):
    """A player that may choose a great many strategies in a large table, each of which is answered."""
    data, game = kept("wishful, hard"), rehashed({"game": table(size, size, [["1", "2"]] * size**2)})["game"]
    units = [[int(i == k) for i in range(size)] for k in range(size)]
    points = [[1, vertex, [0] * size] for vertex in ([0] * size, *units)]
    shifts = [0] + [1] * (size - 1)
    proof = {"kind": "vertices", "perturbations": [shifts, shifts], "vertices": [points, points]}
    data |= {"mover": "A", "game": game, "details": {"model": game, "inaction": None}}
    data["proof"] = {"model": proof, "game": proof} | {f"answer {k}": proof for k in range(count)}
    return as_text(data)


def large_coalition(count):
    """A trap for so many players that all have two actions."""
    players = [f"p{k}" for k in range(count)]
    sets = [{"player": p, "name": "", "actions": ["a", "b"]} for p in players]
    game = {
        "form": "normal",
        "players": players,
        "information_sets": sets,
        "payoffs": [["1"] * count] * 2**count,
    }
    data = kept("trap, strong") | {
        "mover": "p0",
        "game": game,
        "details": {"action": ["a"], "coalition": players},
    }
    return as_text(data)


def all_react(count):
    """A split in which so many players may react; every game by dominance."""
    players = ["A", *(f"p{k}" for k in range(count))]
    sets = [{"player": p, "name": "", "actions": ["a", "b"]} for p in players]
    cells_ = [[str((cell >> (count - i)) & 1) for i in range(count + 1)] for cell in range(2 ** (count + 1))]
    game = {"form": "normal", "players": players, "information_sets": sets, "payoffs": cells_}
    steps = [{"player": p, "action": "a", "by": {"b": "1"}} for p in players]
    coalitions = [[k for k in range(count) if held >> k & 1] for held in range(2**count)]
    order = sorted(coalitions, key=lambda some: (len(some), some))
    proofs = [
        {"kind": "dominance", "steps": [s for k, s in enumerate(steps) if k - 1 not in some]}
        for some in order
    ]
    data = kept("split") | {"mover": "A", "details": EVERYWHERE, "game": game}
    return as_text(
        {**data, "proof": {"without": {"kind": "dominance", "steps": steps[1:]}, "frozen": proofs}}
    )


FILES |= {
    f"{name}: {'.'.join(map(str, where))}, {damage}": lambda name=name, where=where, make=make: damaged(
        name, where, make
    )
    for name, places in DAMAGED.items()
    for number, where in enumerate(places)
    for k, (damage, make) in enumerate(DAMAGES.items())
    if (k + number) % 4 == 0
}
FILES |= {
    "a hundred thousand subgames": lambda: repeated("subgame-perfect", ("proof", "with", "tables"), 15_000),
    "a walk of a million steps": lambda: repeated("perfect-bayesian", ("proof", "with", "steps"), 4000),
    "assessments again and again": lambda: repeated("sequential", ("proof", "with", "assessments"), 3000),
    "histories again and again": lambda: repeated("told, strong", ("details", "parts"), 50_000),
    "tens of thousands of strategies": lambda: many_chosen(20, 20_000),
    "a trap for fourteen": lambda: large_coalition(14),
    "nine who react": lambda: all_react(9),
    "ten who react": lambda: all_react(10),
    "twelve who react": lambda: all_react(12),
    "a name of a million letters": lambda: damaged(
        "told, strong", ("details", "at"), DAMAGES["a huge number"]
    ),
    "a paradox named twice": lambda: as_text(kept("trap, strong"))[:-1] + ', "paradox": "option"}',
    "a paradox of another format": lambda: as_text({**kept("trap, strong"), "format": 1}),
    "a split of another format": lambda: as_text({**kept("split"), "format": "2"}),
}


def plans():
    plan, less = ({"A": {"s0": {"b": "1"}}}, {"A": {"s0": {"a": "0", "b": "1"}}})
    return {
        side: {"kind": "backward-induction", "lowest": one, "highest": one}
        for side, one in (("with", less), ("without", plan))
    }


def by_verify(path):
    from gametheory_paradox.certificates import read_certificate, verify

    verify(read_certificate(path))


def by_checker(path):
    from gametheory_paradox import checker

    checker.check(Path(path).read_bytes())


CHECKERS = {"verify": by_verify, "checker": by_checker}


def check(path, checking):
    """What becomes of a file, and in how many seconds of computing."""

    def give_up(number, frame):
        raise KeyboardInterrupt

    signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    start = time.process_time()
    try:
        checking(path)
        outcome, why = "accepted", ""
    except BaseException as problem:
        outcome, why = type(problem).__name__, str(problem)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return {"outcome": outcome, "why": why[:1000], "seconds": time.process_time() - start}


def outcomes(folder, names, checker):
    """What becomes of files in a process that may not use much memory."""
    paths = []
    for number, name in enumerate(names):
        path = folder / f"{number}.json"
        path.write_text(FILES[name](), encoding="utf-8")
        paths.append(path)
    resource = pytest.importorskip("resource")

    def bounded():
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    command = [sys.executable, "-m", "witnesses.hostile_files", checker, *map(str, paths)]
    quiet = {**os.environ, "PYTHONWARNINGS": ""}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=TESTS, env=quiet, preexec_fn=bounded
    )
    return dict(zip(names, map(json.loads, done.stdout.splitlines()), strict=True))


if __name__ == "__main__":
    for path in sys.argv[2:]:
        print(json.dumps(check(path, CHECKERS[sys.argv[1]])), flush=True)

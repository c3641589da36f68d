"""Certificates that a checker takes, or refuses, for the sake of a single line.

Each function gives those that are right and those that are wrong, with the hashes of their games made to fit.
"""

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from itertools import product

from laws.tampering import rehashed
from witnesses.certificates import asked, by_dominance, charted, data_of, degenerate, verdicts
from witnesses.games import QUANTIFIERS

from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, delete, scope_of
from gametheory_paradox.models import family_from_table, family_from_tree, with_accounts

NOBODY = dict.fromkeys(("payoffs", "infinite", "gap"))
RANGE = {"x": (0, 2, 1)}
ONE, HALF, X = [["1", {}]], ["1/2", {}], [["1", {"x": 1}]]


def changed(data, **fields):
    """A certificate with other fields."""
    return rehashed({**deepcopy(data), **fields})


def dominated():
    """The last row is beaten by both others mixed, the second column always, then the second row."""
    rows, columns = [[4, 0], [0, 4], [1, 1]], [[1, 0], [1, 0], [1, 0]]
    return NormalForm.from_tables(["Row", "Column"], [["a", "b", "c"], ["x", "y"]], rows, columns)


def shared_out(after, out, stay):
    """A map in which B gets ``after`` where A comes in, x > 1/2, else and without the action ``out``.

    Taken for one and the same, the two payoffs would leave nothing to lose.
    """
    node = lambda *payoffs: {"payoffs": [*payoffs]}  # noqa: E731
    minus = [["-1", {}]]
    entry = node([["-1/2", {}], ["1", {"x": 1}]], after)
    tree = [{"set": 0, "children": [1, 4]}, {"set": 1, "children": [2, 3]}, node(minus, minus), entry]
    sets = [("A", "start", ["in", "out"]), ("B", "entered", ["fight", "yield"])]
    game = {
        "form": "extensive",
        "players": ["A", "B"],
        "information_sets": [{"player": who, "name": name, "actions": own} for who, name, own in sets],
        "nodes": [*tree, node(stay, out)],
    }
    data = {"format": 2, "kind": "map", "paradox": "option", "concept": "subgame-perfect", "mover": "B"}
    data |= {"quantifier": "strong", "measure": "payoff", "least": "0", "values": {}, "cells": 1}
    data |= {"details": {"action": ["yield"], "at": [], "coalition": []}, "game": game}
    data |= {"over": ["x", "y"], "box": {"x": ["0", "1"], "y": ["0", "1"]}, "undecided": "0"}
    right = {"present": ["1/2", "1/2"], "absent": ["1/2", "1/2"], "proof": {"factors": [], "cutting": "/"}}
    wrong = {"present": ["0", "0"], "absent": ["1", "1"], "proof": {"factors": [], "cutting": "-"}}
    return [rehashed({**data, **said}) for said in (right, wrong)]


def of_nothing(**fields):
    """A map that says nothing about its box: what is left to check is the game."""
    data = shared_out([["1", {}], ["1", {"x": 1}]], [["11", {}]], [])[0]
    data |= {"present": ["0", "1"], "absent": ["0", "1"], "undecided": "1", "cells": 1}
    return changed(data, **{"proof": {"factors": [], "cutting": "?"}, **fields})


def with_nodes(change, **fields):
    """A map that says nothing, of a game with changed nodes."""
    game = deepcopy(of_nothing()["game"])
    change(game["nodes"], game["information_sets"])
    return of_nothing(game=game, **fields)


# --- Maps ---------------------------------------------------------------------------------------------------


def games_of_maps():
    """Games that are none, and questions that do not fit, of which nothing else is claimed."""
    good = of_nothing()
    zero = deepcopy(good["game"])
    zero["nodes"][2]["payoffs"][0] = [["0", {}]]
    later = deepcopy(good["game"])
    later["nodes"][4:] = [{"set": 2, "children": [5]}, later["nodes"][4]]
    later["information_sets"].append({"player": "A", "name": "later", "actions": ["go"]})
    named = deepcopy(later)
    named["information_sets"][2]["name"] = "start"
    unnamed = deepcopy(later)
    unnamed["information_sets"][2]["name"] = ""
    doubled = {**good["game"], "players": ["A", "A"]}
    empty = {**good["game"], "information_sets": [*good["game"]["information_sets"][:1]]}
    more = {**good["game"], "information_sets": later["information_sets"]}
    wrong = [of_nothing(game=game) for game in (zero, named, unnamed, doubled, empty, more)]
    for change in (
        lambda nodes, sets: nodes.append(nodes[-1]),
        lambda nodes, sets: nodes.pop(),
        lambda nodes, sets: nodes[0].update(children=[4, 1]),
        lambda nodes, sets: nodes[0].update(children=[1, 4, 4]),
        lambda nodes, sets: nodes[0].update(set=2),
        lambda nodes, sets: nodes[0].update(set=-2),
        lambda nodes, sets: nodes[4].update(set=0),
        lambda nodes, sets: nodes[4].update(payoffs=nodes[4]["payoffs"][:1]),
        lambda nodes, sets: nodes[4].update(payoffs=[*nodes[4]["payoffs"], ONE]),
    ):
        wrong.append(with_nodes(change))
    wrong += [of_nothing(concept="nash"), of_nothing(cells=2), of_nothing(undecided="1/2")]
    wrong += [of_nothing(measure="security"), of_nothing(mover="A")]
    return [good, of_nothing(game=later)], wrong


def boxes():
    """Ranges and values of parameters; of more than ten nothing is charted."""
    wide = {name: ["0", "1"] for name in ("x", "y", *(f"z{k}" for k in range(9)))}
    of = lambda box, **fields: of_nothing(over=[*box], box=box, **fields)  # noqa: E731
    ten = dict([*wide.items()][:10])
    right = [of(ten), of({"x": ["0", "1"]}, values={"y": "1"}), of_nothing(least="1/2")]
    wrong = [of(wide), of_nothing(least="-1"), of_nothing(least="x")]
    wrong += [of({"x": ends, "y": ["0", "1"]}) for ends in (["0", "0"], ["1", "0"], ["0", "2/2"], ["0"])]
    wrong += [of_nothing(over=["x"]), of_nothing(over=["x", "x"]), of_nothing(values={"x": "1"})]
    wrong += [of_nothing(over=[*"xy"], box={"x": ["0", "1"]}), of({"y": ["0", "1"]})]
    wrong += [of({}, values={"x": "1", "y": "1"})]
    # Where x is 1 and nothing else, 1 − x is neither positive nor negative.
    flat = shared_out([["1", {}], ["-1", {"x": 1}]], [], [])[0]
    for sign, present in ("+-", ("1", "0")), ("--", ("0", "1")):
        said = {
            "present": [present[0]] * 2,
            "absent": [present[1]] * 2,
            "box": {"x": ["1", "1"], "y": [*"01"]},
        }
        wrong.append(changed(flat, **said, proof={"factors": [], "cutting": sign[0]}))
    return right, wrong


def drawn(first, second):
    """A map about a game that chance begins, with these probabilities."""
    minus = [["-1", {}]]

    def change(nodes, sets):
        for node in nodes:
            node |= {"children": [child + 2 for child in node["children"]]} if "children" in node else {}
        root = {"outcomes": ["never", "ever"], "probabilities": [first, second], "children": [1, 2]}
        nodes[:0] = [root, {"payoffs": [minus, minus]}]

    return with_nodes(change)


def probabilities():
    """Probabilities are such on the whole box."""
    x = lambda c: [c, {"x": 1}]  # noqa: E731
    square = [["1/8", {}], ["-1/2", {"x": 1}], ["1/2", {"x": 2}]]  # half of the square of x − 1/2
    right = [drawn([HALF, x("1/4")], [HALF, x("-1/4")]), drawn([x("1")], [["1", {}], x("-1")])]
    right += [drawn([], [["1", {}]]), drawn(square, [["7/8", {}], x("1/2"), ["-1/2", {"x": 2}]])]
    wrong = [
        drawn([["-1/2", {}], x("1")], [["3/2", {}], x("-1")]),  # below zero on the lower half alone
        drawn([["-1", {}], x("1")], [["2", {}], x("-1")]),
        drawn([["-1", {}]], [["2", {}]]),
        drawn([HALF], [HALF, x("1")]),
        drawn([], [HALF]),
    ]
    return right, wrong


def denominators():
    """Quotients whose denominators are zero nowhere in the box, and not written as polynomials."""
    over = lambda *below: {"numerator": ONE, "denominator": [*below]}  # noqa: E731
    pay = lambda formula, **fields: with_nodes(  # noqa: E731
        lambda nodes, sets: nodes[4].update(payoffs=[formula, ONE]), **fields
    )
    x = lambda c: [c, {"x": 1}]  # noqa: E731
    fine = [over(["1", {}], x("1")), over(["-2", {}], x("1")), over(["1", {}], x("-2"), ["2", {"x": 2}])]
    zero = [over(x("1")), over(["-1", {}], x("1")), over(["-1/2", {}], x("1")), over(["1/4", {}], x("1"))]
    far = {"x": ["1", "2"], "y": ["0", "1"]}
    right = [*map(pay, fine), pay(zero[0], box=far)]
    odd = [over(["2", {}]), over(), {"numerator": ONE}, [*ONE, *ONE], [["2/2", {}]], [["1", {"x": 0}]]]
    odd += [[["1", {"x": -1}]], [["1", {"x": 65}]], [["1", {"": 1}]], [["1", {"z": 1}]]]
    odd += [[["0", {}]], [x("1"), ["1", {}]], [["1", {"x": True}]], over(["1", {"z": 1}])]
    wrong = [*map(pay, zero[:3]), *map(pay, odd), pay(fine[0], box={"x": ["-1", "1"], "y": ["0", "1"]})]
    # What never comes to be counts too, and so does zero over zero.
    never = [{"numerator": [], "denominator": [*below]} for below in ([["1", {}], x("1")], [x("1")])]
    return [*right, pay([["1", {"x": 64}]]), drawn(never[0], ONE)], [
        *wrong,
        pay(never[1]),
        drawn(never[1], ONE),
    ]


def cuttings():
    """Cells whatever their number: nobody's payoff varies, so that all say the same."""
    data = shared_out([["1", {}]], [["2", {}]], [])[0]
    for node in data["game"]["nodes"]:
        node |= {"payoffs": [f[:1] for f in node["payoffs"]]} if "payoffs" in node else {}
    said = {"present": ["0", "0"], "absent": ["1", "1"], "undecided": "0"}
    cut = lambda text, cells: changed(data, **said, cells=cells, proof={"factors": [], "cutting": text})  # noqa: E731
    right = [cut("-", 1), cut("0--", 2), cut("01---", 3)]
    texts = [("2--", 2), ("9--", 2), ("0-", 1), ("0---", 3), ("0-+", 2), ("/", 1), ("", 0), ("=", 1)]
    wrong = [cut(*text) for text in (*texts, ("0-?", 2), ("0--", 3), ("--", 1), ("٠--", 2), ("+", 1))]
    return right, wrong


def factorizations():
    """Polynomials and their factors: whole numbers without a common divisor, the first positive."""
    data = shared_out([["-1", {}], ["1", {"x": 2}]], [], [])[0]
    square = [["1", {}], ["-1", {"x": 2}]]
    less, plus = [["1", {}], ["-1", {"x": 1}]], [["1", {}], ["1", {"x": 1}]]
    minus = lambda p: [[c[1:] if c[0] == "-" else f"-{c}", powers] for c, powers in p]  # noqa: E731
    half, twice = [["1/2", {}], ["1/2", {"x": 1}]], [["2", {}], ["-2", {"x": 1}]]
    by = lambda *entries: changed(data, proof={**data["proof"], "factors": [*entries]})  # noqa: E731
    good = by([square, [less, plus]])
    right = [good, by([square, [minus(less), minus(plus)]]), by([square, [half, twice]])]
    wrong = [by([square, [less]]), by([square, []]), by([square, [less, plus, plus]])]
    wrong += [by([minus(square), [minus(less), plus]]), by([minus(square), [minus(square)]]), by([[], [[]]])]
    wrong += [by([[[f"{2 * int(c)}", p] for c, p in square], [twice, plus]]), by([square])]
    wrong += [by([square, [minus(less), plus]]), by([square, [less, plus], []]), by([[], []])]
    # A power that is none, and a monomial that stands twice.
    up, down = [["1", {"x": 65}]], [["1", {"x": -64}]]
    wrong += [by([X, [up, down]]), by([[["1", {"x": 0}]], [ONE]]), by([[["1", {"x": 65}]], [up]])]
    wrong += [by([[["9", {"x": 1}], ["1", {"x": 1}]], [X]])]
    return right, wrong


def charted_alike(family, **request):
    """A map under each rule, and the same with other shares."""
    right = [charted(family, ["x"], quantifier, cells=8, **request) for quantifier in QUANTIFIERS]
    other = lambda ends: [str(Fraction(end) / 2) for end in ends]  # noqa: E731
    moved = [{**data, "present": other(data["present"])} for data in right if data["present"] != ["0", "0"]]
    return right, [*moved, *({**data, "absent": other(data["absent"])} for data in right)]


def used_alone():
    """Of two actions that are lost one is used, which is enough for them to matter."""
    cells = [[(1, 1), (0, 0)], [(-5, 0), (-5, 0)], [(0, 0), ("x", 1)]]
    family = family_from_table(["A", "B"], [["a", "b", "c"], ["l", "r"]], cells, RANGE)
    data = charted(family, ["x"], "possible", cells=8, mover="A", action=["a", "b"])
    assert Fraction(data["present"][0]) > 0
    return [data], [{**data, "present": data["absent"], "absent": data["present"]}]


def missed_alone():
    """Nobody uses "c", but only without it is there an equilibrium that pays x, which is best, not worst."""
    cells = [[(1, 1), (0, 0)], [(0, 0), ("x", 1)], [(0, 1), (3, 0)]]
    family = family_from_table(["A", "B"], [["a", "b", "c"], ["l", "r"]], cells, RANGE)
    right, wrong = charted_alike(family, mover="A", action="c")
    shares = dict(zip(QUANTIFIERS, (data["present"] for data in right), strict=True))
    assert {shares["best"][0], shares["possible"][0]} == {"1/2"}
    assert {shares["strong"][0], shares["worst"][0]} == {"0"}

    # Beside two others, of which each is none of those that the other is.
    cells = [[*row, (0, 0)] for row in cells] + [[(0, 0), (0, 0), (1, 1)]]
    family = family_from_table(["A", "B"], [["a", "b", "c", "d"], ["l", "r", "m"]], cells, RANGE)
    data = charted(family, ["x"], "possible", cells=8, mover="A", action="c")
    assert data["present"] == ["1", "1"]
    return [*right, data], [*wrong, {**data, "present": data["absent"], "absent": data["present"]}]


def factors_under_zero():
    """Where both factors are negative their product is not: for x from 2 to 4 as for x from 1/2 to 1."""
    product_ = [["2", {}], ["-3", {"x": 1}], ["1", {"x": 2}]]
    factors = [product_, [[["1", {}], ["-1", {"x": 1}]], [["2", {}], ["-1", {"x": 1}]]]]
    data = shared_out([["-2", {}], ["3", {"x": 1}], ["-1", {"x": 2}]], [], [])[0]
    data["game"]["nodes"][2]["payoffs"][1] = [["-9", {}]]  # less than B gets anywhere by yielding
    said = {"present": ["5/8", "5/8"], "absent": ["3/8", "3/8"], "cells": 3}
    data = changed(data, box={"x": ["0", "4"], "y": ["0", "1"]}, **said)
    by = lambda cutting, *listed: {**data, "proof": {"factors": [*listed], "cutting": cutting}}  # noqa: E731
    return [by("00/-+", factors)], [by("00/--", factors), by("00/++", factors), by("00--+", factors)]


def many_cells():
    """A share that is measured in many cells is rounded down, and comes out whole where nothing is lost."""
    data = shared_out([["1", {}], ["1", {"x": 1}]], [["11", {}]], [])[0]
    text = "/"
    for _ in range(7):
        text = f"1{text}{text}"
    right = changed(data, cells=128, proof={"factors": [], "cutting": text})
    more = {"present": ["65/128", "65/128"], "absent": ["63/128", "63/128"]}
    return [right], [changed(right, cells=127), changed(right, **more)]


def chances():
    """Where chance decides whether B has to answer, B is better off unable to yield for x over 2/3."""
    late = Move("A", "late", {"a": ("x - 1", 0), "b": (HALF[0], "1/(1 + x)")})
    answer = Move("B", "entered", {"fight": (-1, -1), "yield": (1, 1)})
    entered = Chance({"seen": ("x/2", answer), "unseen": ("1 - x/2", late)})
    tree = Move("A", "start", {"in": entered, "out": (0, 2)})
    right, wrong = charted_alike(family_from_tree(["A", "B"], tree, RANGE), mover="B", action="yield")
    assert [data["present"] for data in right] == [["2/3", "2/3"]] * 4
    return right, wrong


def mixtures():
    """What a measure comes to where both mix, and what it is where one cannot."""
    cells = [[(1, -1), (-1, 1)], [(-1, 1), (1, -1)]]
    family = family_from_table(["A", "B"], [["heads", "tails"]] * 2, cells, RANGE)
    values = {"A": ["x", 0, "1/4", 0], "B": [0, 1, 0, "x"]}
    family = with_accounts(family, {"harm": {"meaning": "what is lost", "values": values}})
    right, wrong = charted_alike(family, mover="A", action="heads", measure="harm")
    assert [data["present"] for data in right] == [["3/8", "3/8"]] * 4  # where (x + 1/4)/4 is below 1/4
    return right, wrong


# --- Verdicts -----------------------------------------------------------------------------------------------


def steps_of_dominance():
    """Each step takes away what others mixed do better than."""
    data = by_dominance(dominated(), "Row", "c")["strong"]
    steps = data["proof"]["with"]["steps"]
    made = [steps[:-1], steps[1:], [*steps, steps[0]], [*steps, steps[-1]]]
    mixtures = {"a": "1/2"}, {"a": "1/2", "c": "1/2"}, {"a": "3/2", "b": "-1/2"}, {}, {"x": "1"}
    made += [[{**s, "by": by} if s["action"] == "c" else s for s in steps] for by in mixtures]
    made += [[{**step, "player": "Nobody"} for step in steps], [{**step, "action": "z"} for step in steps]]
    # A quarter of "a" and three of "b" are not better than "c" where Column plays "x": 1 and 1.
    made += [[{**s, "by": {"a": "1/4", "b": "3/4"}} if s["action"] == "c" else s for s in steps]]
    proofs = [{**data["proof"], "with": {"kind": "dominance", "steps": own}} for own in made]
    return [data], [{**data, "proof": proof} for proof in proofs]


def ends_of_plans():
    """Of infinitely many equilibria two plans attain both ends of what is paid."""
    data, wrong = verdicts()["indifferent, possible"], []
    plans = data["proof"]["with"]
    wrong.append({**data, "verdict": "absent"})
    for end, value, gap in (("highest", "5", "-1"), ("lowest", "3", "1")):
        once = {**plans, "lowest": plans[end], "highest": plans[end]}
        said = {**data["payoffs"], "with": [value, value]}
        verdict = "present" if gap == "1" else "absent"
        wrong.append(
            {
                **data,
                "verdict": verdict,
                "gap": gap,
                "payoffs": said,
                "proof": {**data["proof"], "with": once},
            }
        )
    # Where play does not come, and at the end that nobody asks about, a plan is one nevertheless.
    none = [
        {"a": "2", "b": "-1"},
        {"a": "-1", "b": "2"},
        {"a": "1", "b": "1"},
        {"a": "0", "b": "0"},
        {"a": "1"},
    ]
    for end, place, odds in product(("lowest", "highest"), ("after a", "after b"), none):
        plan = deepcopy(plans)
        plan[end]["Bob"][place] = {**odds, **({"c": "0"} if place == "after a" else {})}
        wrong.append({**data, "proof": {**data["proof"], "with": plan}})
    elsewhere = deepcopy(plans)
    elsewhere["highest"]["Bob"].pop("after b")
    unreached = deepcopy(data["proof"])
    unreached["without"]["lowest"]["Bob"]["after a"] = plans["lowest"]["Bob"]["after a"]
    wrong += [{**data, "proof": {**data["proof"], "with": elsewhere}}, {**data, "proof": unreached}]
    return [data], wrong


def unsettled_ties():
    """That two plans do without an action does not show that every equilibrium does."""
    either = Move("A", "then", {"x": (1, 1), "y": (1, 1), "z": (0, 0)})
    tree = Move("B", "first", {"l": (0, 1), "r": either})
    game = ExtensiveForm.from_tree(["A", "B"], tree)
    data = asked(game, mover="A", action="x")["possible"]
    assert (data["verdict"], data["gap"]) == ("present", "1")
    unused = deepcopy(data)
    for plan in ("lowest", "highest"):
        unused["proof"]["with"][plan]["A"]["then"] = {"x": "0", "y": "1", "z": "0"}
    return [data], [unused, {**unused, "verdict": "absent"}]


def ties():
    """Vertices of more labels than there are dimensions, and outcomes of chance that never come."""
    names, wrong = [name for name in verdicts() if name.startswith("degenerate, ")], []
    right = [verdicts()[name] for name in names]
    rows, columns = [[1, 1, 0], [1, 0, 1], [0, 1, 1]], [[0, 1, 1], [1, 1, 0], [1, 0, 0]]
    for first, second in ((rows, columns), (columns, rows), (rows, rows)):
        game = NormalForm.from_tables(["Row", "Column"], [["a", "b", "c"]] * 2, first, second)
        right += asked(game, mover="Row", action="a").values()
    rows, columns = [[1, 0], [1, -1], [0, -2]], [[1, 0], [0, 1], [0, 0]]  # two rows are best against "x"
    game = NormalForm.from_tables(["Row", "Column"], [["a", "b", "c"], ["x", "y"]], rows, columns)
    right += asked(game, mover="Row", action="c").values()
    for data in right:
        end = data["payoffs"]["with"][0]
        wrong.append({**data, "payoffs": {**data["payoffs"], "with": [end, end, end]}})
        wrong.append({**data, "infinite": {**data["infinite"], "with": not data["infinite"]["with"]}})
    never = Chance({"ever": ("1", (1, 1)), "never": ("0", (5, 5))})
    tree = Move("A", "first", {"a": Move("B", "then", {"l": (2, 0), "r": never}), "b": (0, 3)})
    return [*right, asked(ExtensiveForm.from_tree(["A", "B"], tree), mover="B", action="r")["strong"]], wrong


def idle_actions():
    """An action that nobody uses does not matter."""
    data = verdicts()["idle, possible"]
    assert (data["verdict"], data["gap"].startswith("-")) == ("absent", False)
    return [data], [{**data, "verdict": "present"}]


def theorems():
    """What rules the paradox out speaks of no coalition and no measure, and has conditions of its own."""
    data = verdicts()["alone, strong"]
    together = {**data, "details": {**data["details"], "coalition": [data["mover"]]}}
    measured = changed(
        data,
        game={**data["game"], "measure": "security", "measures": data["game"]["payoffs"]},
        measure="security",
    )
    more = {**data["details"], "action": [*data["details"]["action"], "elsewhere"]}
    wrong = [together, measured, {**data, "details": more}]
    wrong += [{**data, "concept": concept} for concept in ("subgame", "subgame-perfect", "sequential")]
    wrong += [{**data, field: "0"} for field in NOBODY]
    for name in ("commitment, strong", "restraint, strong"):
        ruled = {**verdicts()[name], **NOBODY, "verdict": "impossible"}
        wrong += [{**ruled, "proof": {"guard_rail": rail}} for rail in ("T1", "T2", "T3", "T4", "T9")]
    for name in ("constant sum, strong", "alone, strong", "entry, root, strong"):
        ruled = verdicts()[name]
        rails = {"T1", "T2", "T3", "T4", "T9"} - {ruled["proof"]["guard_rail"]}
        wrong += [{**ruled, "proof": {"guard_rail": rail}} for rail in sorted(rails)]
    # Of two players alone a constant sum is enough.
    third = deepcopy(verdicts()["allies, strong"])
    for node in (node for node in third["game"]["nodes"] if "payoffs" in node):
        first, second, _ = node["payoffs"]
        node["payoffs"][2] = str(-Fraction(first) - Fraction(second))
    ruled = {**third, **NOBODY, "verdict": "impossible", "details": {**third["details"], "coalition": []}}
    wrong.append(changed(ruled, proof={"guard_rail": "T2"}))
    # Who is alone has nobody else with a choice: Bob has one here, and Cat none.
    after = {
        "a": Move("Bob", "after a", {"x": (0, 1, 0), "y": (1, 0, 0)}),
        "b": Move("Cat", "c", {"z": (2, 2, 0)}),
    }
    three = ExtensiveForm.from_tree(["Ann", "Bob", "Cat"], Move("Ann", "start", after))
    asking = asked(three, ["strong"], mover="Ann", action="a")["strong"]
    wrong.append({**asking, **NOBODY, "verdict": "impossible", "proof": {"guard_rail": "T1"}})
    root = verdicts()["entry, root, strong"]
    wrong += [{**root, "quantifier": "possible"}, {**root, "concept": "nash"}]
    return [data, verdicts()["constant sum, strong"], root], wrong


def tempting():
    """Column gets more by "z" than by anything else; without it there were three equilibria."""
    rows, columns = [[2, 0, 5], [0, 1, 0]], [[1, 0, 2], [0, 1, 2]]
    return NormalForm.from_tables(["Row", "Column"], [["a", "b"], ["x", "y", "z"]], rows, columns)


def vertices_of_polytopes():
    """Vertices are those of the polytope, each once, and none is missing."""
    game = tempting()
    data = data_of(detect(game, mover="Row", action="a", quantifier="strong").certificate)
    proof = data["proof"]["with"]
    # Vertices that "z" cuts off, and what would be paid if they were some.
    less = asked(delete(game, scope_of(game, "Column", ("z",), (), ())), mover="Row", action="a")["strong"]
    lists = [less["proof"]["with"]["vertices"][0], proof["vertices"][1]]
    outside = {**data["proof"], "with": {**proof, "vertices": lists}}
    said = {**data["payoffs"], "with": less["payoffs"]["with"]}
    wrong = [{**data, "payoffs": said, "gap": "-2", "proof": outside}]

    # One equilibrium of three, its vertices twice, or in another order, or beside a point that is none.
    data = verdicts()["coordination, strong"]
    proof = data["proof"]["with"]
    first, second = proof["vertices"]
    pay = {"3": "-2", "1": "0", "3/4": "1/4"}
    for v, w, many, value in product(first[1:], second[1:], (1, 2), pay):
        lists = {**proof, "vertices": [[first[0], v] * many, [second[0], w] * many]}
        said = {"payoffs": {**data["payoffs"], "with": [value]}, "gap": pay[value]}
        said["verdict"] = "present" if value == "3/4" else "absent"
        wrong.append({**data, **said, "proof": {**data["proof"], "with": lists}})
    fresh = lambda lists: {**data, "proof": {**data["proof"], "with": {**proof, "vertices": lists}}}  # noqa: E731
    wrong += [fresh([first * 2, second]), fresh([first[1:], second]), fresh([first, second[1:]])]
    wrong += [fresh([[], []]), fresh([first, []]), fresh([[first[0]], second])]
    for point in ([0, [0, 0, 0], [0, 0, 0]], [-1, [0, 0, 0], [0, 0, 0]], [2, [1, 0, 0], [0, 0, 0]]):
        wrong += [fresh([[*first, point], second]), fresh([[point, *first[1:]], second])]
    wrong += [fresh([[[-scale, at, by] for scale, at, by in first], second])]
    return [data, fresh([first[::-1], second])], wrong


def turned(data):
    """With the fields of every object in the opposite order."""
    if isinstance(data, dict):
        return {name: turned(data[name]) for name in reversed(data)}
    return [*map(turned, data)] if isinstance(data, list) else data


def hashes():
    """A certificate is about the game whose hash it bears, in whatever order its fields stand."""
    data, chart = verdicts()["commitment, strong"], of_nothing()
    wrong = []
    for good in (data, chart, verdicts()["restraint, strong"]):
        game = good["game"]
        wrong += [
            {**good, "game": {**game, "hash": digest}}
            for digest in ("0" * 64, game["hash"].upper(), "", None)
        ]
        wrong.append({**good, "game": {**game, "players": [f"{name}!" for name in game["players"]]}})
    return [data, chart, *map(turned, (data, chart, verdicts()["entry, strong"]))], wrong


def tables():
    """In a table each player chooses once, at a set without a name, in the order of the players."""
    data = verdicts()["commitment, strong"]
    game, (first, second) = data["game"], data["game"]["information_sets"]
    named, idle = {**first, "name": "here"}, {**second, "name": "there", "actions": ["wait"]}
    sets = (
        [named, second],
        [second, first],
        [first, {**second, "player": "Row"}],
        [first],
        [first, second, idle],
    )
    wrong = [changed(data, game={**game, "information_sets": [*own]}) for own in sets]
    wrong += [
        changed(data, game={**game, "payoffs": rows}) for rows in (game["payoffs"][1:], game["payoffs"] * 2)
    ]
    wrong += [
        changed(data, game={**game, field: value}) for field, value in (("note", ""), ("form", "strategic"))
    ]
    for actions in (["up", "up"], ["up", ""], ["up", "\ud800"], ["up"], "ab"):
        wrong.append(
            changed(data, game={**game, "information_sets": [{**first, "actions": actions}, second]})
        )
    return [data], wrong


def numbers():
    """A number stands there in one way."""
    data = verdicts()["commitment, strong"]
    place = data["game"]["payoffs"].index(["1", "0"])

    def paid(text):
        game = deepcopy(data["game"])
        game["payoffs"][place][1] = text
        return changed(data, game=game)

    def formula(text):
        return with_nodes(lambda nodes, sets: nodes[2].update(payoffs=[[[text, {}]], ONE]))

    texts = ["-0", "00", "0/1", "2/2", "+0", " 0", "0.0", "0e9", "٠", "0_0", "", "/", "1/0", "1/-1", 0, None]
    long = [str(10**3999), f"-1/{10**3998}", "-10234567/89"]
    longer = [str(10**4000), f"1/{10**4000}", f"{10**4000}/7"]
    return [paid("0"), *map(formula, long)], [*map(paid, texts), *map(formula, longer)]


def measures():
    """A measure is the one that the game carries, and the question is about it."""
    game = replace(
        tempting(),
        payoffs=tuple((*cell, -cell[0], cell[1]) for cell in tempting().payoffs),
        measure="security",
    )
    data = data_of(detect(game, mover="Row", action="a", quantifier="best", measure="security").certificate)
    wrong = [{**data, "measure": name} for name in ("payoff", "", "safety", None)]
    for name in ("payoff", "", "\ud800"):
        wrong.append(changed(data, game={**data["game"], "measure": name}, measure=name))
    wrong.append(changed(data, game={**data["game"], "measures": data["game"]["measures"][1:]}))
    plain = verdicts()["commitment, strong"]
    return [data, plain], [*wrong, {**plain, "measure": "security"}]


def supports():
    """Supports prove nothing of a game in which more actions are best than are used."""
    data = data_of(detect(degenerate(), mover="Row", action="a", quantifier="worst").certificate)
    proof = {side: {"kind": "supports"} for side in ("with", "without")}
    plain = verdicts()["commitment, strong, by supports"]
    several = verdicts()["random 0, worst, by supports"]
    more = {**plain, "proof": {**proof, "with": {"kind": "supports", "note": ""}}}
    return [plain, several], [{**data, "proof": proof}, more, {**verdicts()["entry, strong"], "proof": proof}]


SUBJECTS = (
    missed_alone,
    ties,
    used_alone,
    factors_under_zero,
    many_cells,
    chances,
    mixtures,
    unsettled_ties,
    games_of_maps,
    boxes,
    probabilities,
    denominators,
    cuttings,
    factorizations,
    steps_of_dominance,
    ends_of_plans,
    idle_actions,
    theorems,
    vertices_of_polytopes,
    hashes,
    tables,
    numbers,
    measures,
    supports,
)

"""Certificates of every kind of claim and proof, as parsed JSON: what is written about small games."""

import json
from fractions import Fraction
from functools import cache
from random import Random

from witnesses.games import QUANTIFIERS
from witnesses.graph_models import answered_move, graph_model
from witnesses.kernels import plainly
from witnesses.stochastic_games import ordered_game, random_game
from witnesses.tied_trees import carried_upward, threatened

from gametheory_paradox.catalog import load
from gametheory_paradox.certificates import MARKOV_PERFECT, Certificate
from gametheory_paradox.detectors import channels, detect, graph_option
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, RepeatedGame, delete, scope_of
from gametheory_paradox.forms.graphs.stable_states import STABILITIES
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.states.models.stochastic import family_from_states
from gametheory_paradox.maps import chart, prove
from gametheory_paradox.models import family_from_table, family_from_tree, with_terms
from gametheory_paradox.paradoxes.question import SELECTION_RULES

HALF = "1/2"
BOX = {"x": (0, 2, 1), "y": (0, 2, HALF)}


def data_of(certificate):
    """A certificate as it is read from a file."""
    return json.loads(
        json.dumps(certificate.to_data() if isinstance(certificate, Certificate) else certificate)
    )


def asked(game, quantifiers=QUANTIFIERS, **request):
    """The certificates about one request, by quantifier."""
    found = {quantifier: detect(game, quantifier=quantifier, **request) for quantifier in quantifiers}
    return {q: data_of(verdict.certificate) for q, verdict in found.items() if verdict.certificate}


def hunt():
    """A stag hunt: a stag together is best for both, a hare is safe."""
    return NormalForm.from_tables(
        ["Row", "Column"], [["stag", "hare"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]]
    )


def by_dominance(game, mover, action, coalition=()):
    """The certificates about a game that iterated dominance solves with and without the action, so proved."""
    less = delete(game, scope_of(game, mover, action, (), coalition))
    steps = {
        side: solve(g, method="pure_equilibria").proof for side, g in (("with", game), ("without", less))
    }
    found = asked(game, mover=mover, action=action, coalition=coalition)
    return {quantifier: data_of({**data, "proof": steps}) for quantifier, data in found.items()}


def charted(family, over, quantifier="strong", cells=12, **request):
    """The certificate of a map with few cells."""
    return data_of(
        chart(family, over=over, quantifier=quantifier, cells=cells, budget=None, **request).certificate
    )


def commitment():
    """Up is dominant; without it the row player gets 3 instead of 2."""
    return NormalForm.from_tables(
        ["Row", "Column"], [["up", "down"], ["left", "right"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    )


def coordination():
    """Two pure equilibria and a mixed one, and an action that is never used."""
    rows = [[3, 0], [0, 1], [-1, -1]]
    return NormalForm.from_tables(
        ["Row", "Column"], [["a", "b", "c"], ["a", "b"]], rows, [[2, 0], [0, 4], [0, 0]]
    )


def shifted():
    """At x = 0 Row does "a" whatever happens; at x = 1 there are two pure equilibria and a mixed one."""
    cells = [[(3, 2), (1, 0)], [(0, 0), ("2*x", 4)]]
    return family_from_table(["Row", "Column"], [["a", "b"], ["a", "b"]], cells, {"x": (0, 1, 0)})


def matching():
    """Nothing but a mixed equilibrium, which an outside option destroys."""
    rows = [[1, -1], [-1, 1], ["1/3", "1/3"]]
    return NormalForm.from_tables(
        ["Row", "Column"], [["heads", "tails", "out"], ["heads", "tails"]], rows, [[-1, 1], [1, -1], [0, 0]]
    )


def degenerate():
    """Infinitely many equilibria with the action and without."""
    return NormalForm.from_tables(
        ["Row", "Column"], [["a", "b", "c"], ["a", "b"]], [[1, 1], [1, 0], [0, 2]], [[0, 0], [1, 1], [0, 2]]
    )


def idle():
    """The third row is never used and changes nothing: no paradox, though equilibria differ in worth."""
    return NormalForm.from_tables(
        ["Row", "Column"], [["a", "b", "c"], ["a", "b"]], [[2, 0], [0, 1], [-1, -1]], [[2, 0], [0, 1], [1, 1]]
    )


def trio(*cells):
    """Three players with two actions each."""
    return NormalForm(("A", "B", "C"), (("x", "y"),) * 3, tuple(tuple(map(Fraction, cell)) for cell in cells))


def threesome():
    """Three players, solved by iterated dominance."""
    return trio((1, 1, 0), (1, 0, 1), (0, 4, 1), (2, 1, 5), (3, 2, 1), (3, 1, 2), (2, 5, 1), (4, 2, 2))


def isolated():
    """Three players, an equilibrium in which all mix, and two others."""
    return trio(
        (1, -1, 2), (2, -1, -1), (1, 1, 0), (-1, 1, -1), (1, -1, -1), (1, 0, 1), (-1, 2, -1), (2, 2, 2)
    )


def irrational():
    """Three players, one equilibrium; where all would mix, at irrational probabilities, there is none."""
    return trio(
        (-6, 1, -3), (-2, 5, 2), (9, -2, 3), (8, 8, -2), (9, 9, 5), (4, -6, -9), (8, -7, 4), (6, 5, 6)
    )


def continuum():
    """Three players, infinitely many equilibria with the action and without."""
    return trio((2, 0, 2), (-1, 2, 1), (2, 2, -1), (2, -1, 2), (2, 2, 2), (-1, 1, 1), (0, -1, 1), (1, -1, 2))


def entry():
    """The incumbent's threat: no ties, a move of chance."""
    later = {"fight": (-1, -1), "yield": Chance({"rain": ("1/3", (1, 1)), "sun": ("2/3", (2, 1))})}
    return ExtensiveForm.from_tree(
        ["E", "I"], Move("E", "entry", {"in": Move("I", "after entry", later), "out": (0, 2)})
    )


def restraint():
    """Punishing after compliance too makes compliance pointless: a strong paradox at one set."""
    after = {
        "comply": Move("P", "complied", {"punish": (-4, 3), "leave": (-1, 2)}),
        "defy": Move("P", "defied", {"punish": (-3, 1), "leave": (0, 0)}),
    }
    return ExtensiveForm.from_tree(["A", "P"], Move("A", "start", after))


def indifferent():
    """Bob does not care after Ann's move, so that there are infinitely many equilibria."""
    bob = {
        "a": Move("Bob", "after a", {"a": (2, 1), "b": (5, 1), "c": (9, 0)}),
        "b": Move("Bob", "after b", {"a": (3, 0), "b": (4, 0)}),
        "c": (1, 1),
    }
    return ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", bob))


def allies():
    """Three players, two of whom have an action of the same name at several sets."""
    cat = {"a": (1, 0, 3), "b": (4, 2, 2)}
    bob = {"a": Move("Cat", "high", cat), "b": Chance({"o": (HALF, (0, 3, 0)), "p": (HALF, (2, 1, 7))})}
    ann = {"a": Move("Bob", "first", bob), "b": Move("Bob", "second", {"a": (2, 0, 0), "b": (0, 1, 5)})}
    return ExtensiveForm.from_tree(["Ann", "Bob", "Cat"], Move("Ann", "start", ann))


def unseen():
    """Two players, constant sum, one of whom does not see the other's move."""
    below = {"a": {"a": (3, -1), "b": (0, 2)}, "b": {"a": (1, 1), "b": (2, 0)}}
    tree = Move("Ann", "here", {name: Move("Bob", "there", ends) for name, ends in below.items()})
    return ExtensiveForm.from_tree(["Ann", "Bob"], tree)


def alone():
    """One player chooses, the other has to."""
    return NormalForm.from_tables(
        ["Ann", "Bob"], [["a", "b", "c"], ["only"]], [[3], [5], [1]], [[0], [0], [2]]
    )


@cache
@plainly
def verdicts():
    """Certificates about one game each, by name."""
    random = Random(2)
    tables = {
        "commitment": (commitment(), {"mover": "Row", "action": "up"}),
        "coordination": (coordination(), {"mover": "Row", "action": "a"}),
        "coordination, several": (coordination(), {"mover": "Row", "action": ["a", "c"]}),
        "coordination, two": (
            coordination(),
            {"mover": "Column", "action": "a", "coalition": ["Row", "Column"]},
        ),
        "matching": (matching(), {"mover": "Row", "action": "out"}),
        "degenerate": (degenerate(), {"mover": "Row", "action": "a"}),
        "idle": (idle(), {"mover": "Row", "action": "c"}),
        "threesome": (threesome(), {"mover": "B", "action": "x"}),
        "threesome, two": (threesome(), {"mover": "A", "action": "y", "coalition": ["A", "C"]}),
        "isolated": (isolated(), {"mover": "C", "action": "x"}),
        "irrational": (irrational(), {"mover": "C", "action": "x"}),
        "continuum": (continuum(), {"mover": "A", "action": "x"}),
        "alone": (alone(), {"mover": "Ann", "action": "b"}),
        "constant sum": (_constant_sum(random), {"mover": "Column", "action": "a"}),
    }
    trees = {
        "entry": (entry(), {"mover": "I", "action": "fight"}),
        "entry, root": (entry(), {"mover": "E", "action": "out"}),
        "restraint": (restraint(), {"mover": "P", "action": "punish", "at": "complied"}),
        "restraint, player": (restraint(), {"mover": "P", "action": "punish"}),
        "indifferent": (indifferent(), {"mover": "Ann", "action": "a"}),
        "indifferent, several": (indifferent(), {"mover": "Ann", "action": ["a", "b"]}),
        "indifferent, Bob": (indifferent(), {"mover": "Bob", "action": "b", "at": ["after a", "after b"]}),
        "threatened": (threatened(), {"mover": "Meg", "action": "threat"}),
        "allies": (allies(), {"mover": "Bob", "action": "a", "coalition": ["Bob", "Cat"]}),
        "unseen": (unseen(), {"mover": "Bob", "action": "a", "concept": "nash"}),
        "unseen, perfect": (unseen(), {"mover": "Ann", "action": "b"}),
    }
    found = {}
    for name, (game, request) in {**tables, **trees}.items():
        found |= {f"{name}, {quantifier}": data for quantifier, data in asked(game, **request).items()}
    for name, (game, action) in {
        "commitment": (commitment(), "up"),
        "hunt": (hunt(), "stag"),
        "safe": (hunt(), "hare"),
    }.items():
        found |= {
            f"{name}, {rule}": data
            for rule, data in asked(game, SELECTION_RULES, mover="Row", action=action).items()
        }
    for number in range(6):
        game, action = _table(random), random.choice("ab")
        found |= {
            f"random {number}, {q}": data for q, data in asked(game, mover="Row", action=action).items()
        }
    for name in ("commitment, strong", "random 0, worst", "random 3, possible"):
        by_supports = {"with": {"kind": "supports"}, "without": {"kind": "supports"}}
        found[f"{name}, by supports"] = {**found[name], "proof": by_supports}
    for name, request in (
        ("threesome", {"mover": "B", "action": "x"}),
        ("threesome, two", tables["threesome, two"][1]),
    ):
        found |= {
            f"{name}, {q}, by dominance": data for q, data in by_dominance(threesome(), **request).items()
        }
    return found


@cache
@plainly
def carried():
    """Certificates about a tree with a simultaneous move of infinitely many equilibria, by name."""
    found = asked(carried_upward(), mover="Ann", action="stay")
    return {f"carried, {quantifier}": data for quantifier, data in found.items()}


def crisis():
    """Two press or hold until a war comes, which both holding never brings; both mix in one equilibrium.

    Against one who holds, pressing gains 1 in the period and costs more from the start if it is answered.
    """
    calm = {
        "moves": {"A": ["press", "hold"], "B": ["press", "hold"]},
        "next": [
            ({"A": "press", "B": "press"}, {"war": "h", "calm": "rest"}),
            ({"A": "hold", "B": "press"}, {"war": "g", "calm": "rest"}),
            ({}, {"calm": 1}),
        ],
    }
    ranges = {"h": (0, 1, HALF), "g": (0, 1, "1/10"), "W": (0, 4, 2), "m": (0, 4, 3)}
    bare = family_from_states(
        ["A", "B"], {"calm": calm, "war": {}}, ranges, start="calm", discount=HALF, title="Crisis"
    )
    both = {"A": "press", "B": "press"}
    terms = [(who, "-m", both) for who in "AB"]
    for who, other in ("AB", "BA"):
        terms += [(who, "-W", {"state": "war"}), (who, 1, {who: "hold"}), (who, 3, {who: "press"})]
        terms.append((who, 1, {who: "hold", other: "hold"}))
    return with_terms(bare, terms)


@cache
@plainly
def over_time():
    """Certificates about a game that goes on, by name."""
    family, backfire = crisis(), {"paradox": "dynamic-backfire", "mover": "A"}
    asked_ = {
        **{f"{q}": {"mover": "A", "action": "hold", "quantifier": q} for q in QUANTIFIERS},
        "B presses": {"mover": "B", "action": "press", "at": "calm"},
        "backfires": {**backfire, "action": "hold", "instead": "press"},
        "held": {**backfire, "action": "press", "instead": "hold", "at": "calm", "held": "nobody"},
        "answered": {**backfire, "action": "press", "instead": "hold", "quantifier": "best"},
    }
    found = {name: data_of(detect(family, **request).certificate) for name, request in asked_.items()}
    hold = {"mover": "A", "action": "hold"}
    found["map"] = charted(family, ["m", "W"], mover="A", action="press", coalition=["A", "B"])
    found["map, one"] = charted(family, ["m"], "best", cells=6, **hold)
    ordered = data_of(detect(ordered_game(3, 4), mover="P0", action="a0", at="s1").certificate)
    return {**{f"crisis, {name}": data for name, data in found.items()}, "ordered, strong": ordered}


@cache
@plainly
def solutions():
    """Certificates of all equilibria of games that go on, and of what repeated ones pay, by name."""
    game, pure = crisis().at(), f"pure-{MARKOV_PERFECT}"
    found = {
        "list, crisis": solve(game),
        "list, chance": solve(random_game(1, 2)),
        "list, crisis, pure": solve(game, concept=pure),
        "list, chance, pure": solve(random_game(1, 2), concept=pure),
        "list, ordered": solve(ordered_game(0, 4)),
    }
    prisoners = [[9, 1], [10, 3]], [[9, 10], [1, 3]]
    for name, (tables, discount) in {
        "dilemma": (prisoners, "9/10"),
        "dilemma, impatient": (prisoners, "1/8"),
        "hunt": (([[4, 0], [3, 2]], [[4, 3], [0, 2]]), HALF),
        "quarrel": (([[7, -1], [8, 0]], [[5, 7], [-3, 1]]), "3/5"),
    }.items():
        stage = NormalForm.from_tables(["A", "B"], [["a", "b"]] * 2, *tables)
        found[f"payoffs, {name}"] = solve(RepeatedGame.of(stage, (Fraction(discount),) * 2, Fraction(1)))
    return {name: data_of(own.certificate) for name, own in found.items()}


def _table(random):
    def entries():
        return [[random.randint(-9, 9) for _ in range(3)] for _ in range(3)]

    return NormalForm.from_tables(["Row", "Column"], [["a", "b", "c"], ["a", "b", "c"]], entries(), entries())


def _constant_sum(random):
    rows = [[random.randint(-9, 9) for _ in range(2)] for _ in range(3)]
    return NormalForm.from_tables(
        ["Row", "Column"], [["a", "b", "c"], ["a", "b"]], rows, [[3 - p for p in row] for row in rows]
    )


@cache
@plainly
def paradoxes():
    """Certificates about the paradoxes that compare whole sets of equilibria, by name."""
    race, weapons = (
        load("literature/sandler-2003/preempt-or-deter"),
        load("literature/chassang-2009/defensive-weapons"),
    )
    guess, coercion = (
        load("literature/osborne-2004/more-information/uninformed"),
        load("seed/third-party-expansion"),
    )
    trap = {"paradox": "dominance-trap", "mover": "A", "action": "deter", "coalition": ["A", "B"]}
    arms = {"paradox": "comparative-statics", "mover": "country 1", "parameter": "d", "low": 0, "high": 1}
    told = {"paradox": "information", "mover": "Column", "at": "start"}
    told["parts"] = [[f"{state}, {row}" for row in "TB"] for state in ("state 1", "state 2")]
    answered = {
        "paradox": "third-party",
        "mover": "Pakistan",
        "action": "coerce",
        "third": "IS-K",
        "target": "Taliban",
    }
    bluff, posts = load("literature/spaniel-2016/overreaction"), load("seed/guarded-posts")
    large = {"paradox": "realized", "mover": "Government", "action": "large"}
    wish = {"paradox": "misperception", "mover": "A"}
    guard = {"paradox": "security-insecurity", "mover": "Pakistan", "action": "guard"}
    found = {
        "trap, strong": (race, {**trap, "quantifier": "strong"}),
        "trap, best": (race, {**trap, "mover": "B", "quantifier": "best"}),
        "trap, not dominant": (race.at(b=4), {**trap, "quantifier": "worst"}),
        "trap, no gain": (race.at(b=9, C=4), {**trap, "quantifier": "possible"}),
        "trap, infinite": (lazy_trap(), {**trap, "action": "a", "quantifier": "strong"}),
        **{f"weapons, {q}": (weapons, {**arms, "quantifier": q}) for q in (*QUANTIFIERS, *SELECTION_RULES)},
        "weapons, parameter effect": (weapons, {**arms, "mover": "country 2", "quantifier": "best"}),
        "told, strong": (guess, {**told, "quantifier": "strong"}),
        "told, risk-dominant": (guess, {**told, "quantifier": "risk-dominant"}),
        "told, worst, nash": (guess, {**told, "quantifier": "worst", "concept": "nash"}),
        "told, absent": (
            guess,
            {
                **told,
                "mover": "Row",
                "parts": [["state 1"], ["state 2"]],
                "quantifier": "best",
                "concept": "nash",
            },
        ),
        "answered, strong": (coercion, answered),
        "answered, the other way": (coercion, {**answered, "third": "Taliban", "target": "IS-K"}),
        "answered, no loss": (coercion, {**answered, "action": "engage", "quantifier": "possible"}),
        "used, all seen": (bluff, {**large, "benchmark": "complete-information"}),
        "used, without it": (
            bluff,
            {**large, "benchmark": "no-coercion", "quantifier": "best", "at": "after attack"},
        ),
        "used, a number": (bluff, {**large, "benchmark": "-9/2", "quantifier": "worst"}),
        "used by nobody": (
            bluff.at(q="3/4"),
            {**large, "benchmark": "no-coercion", "quantifier": "possible"},
        ),
        "used, in a table": (
            degenerate(),
            {**large, "mover": "Row", "action": "a", "benchmark": "no-coercion"},
        ),
        "wishful, hard": (pressed(), {**wish, "model": pressed(yields=True), "inaction": "wait"}),
        "wishful, soft": (pressed(), {**wish, "model": pressed(yields=True), "quantifier": "possible"}),
        "knowing": (pressed(), {**wish, "model": pressed(), "quantifier": "worst"}),
        "wrong and lucky": (
            pressed(yields=True),
            {**wish, "model": pressed(), "inaction": "wait", "quantifier": "best"},
        ),
        "guarded, strong": (posts, guard),
        "guarded, worst": (posts, {**guard, "quantifier": "worst"}),
        "guarded, nowhere else to go": (
            posts.measured("security").at(g_c="1/2"),
            {**guard, "quantifier": "possible"},
        ),
    }
    return {name: data_of(detect(game, **request).certificate) for name, (game, request) in found.items()}


def pressed(yields=False):
    """A presses or waits, B yields or resists; B resists pressure, unless it is one that yields."""
    names, own = [["press", "wait"], ["yield", "resist"]], [[4, -3], [1, 2]]
    return NormalForm.from_tables(["A", "B"], names, own, [[2 if yields else 0, 1], [1, 0]])


def lazy_trap():
    """Both would rather that nobody had "a"; without it there are infinitely many equilibria."""
    rows = [[0, 9, 9], [-1, 5, 4], [-1, 5, 4]]
    columns = [[0, -1, -1], [9, 3, 3], [9, 3, 2]]
    return NormalForm.from_tables(["A", "B"], [["a", "b", "c"]] * 2, rows, columns)


def resale():
    """A ban is answered by somebody who never moves without it; it makes a supplier think again."""
    resold = {"resell": (-3, -4, 2), "refuse": (1, -9, 0)}
    after = {"ban": Move("Transit", "banned", resold), "buy": (-6, 3, 0)}
    tree = Move("Supplier", "start", {"escalate": Move("EU", "after escalate", after), "withdraw": (2, 0, 0)})
    return ExtensiveForm.from_tree(["EU", "Supplier", "Transit"], tree)


@cache
@plainly
def splits():
    """Certificates of splits into channels, by name."""
    trade, coercion = load("seed/trade-restriction").at(r_C=60, k=10), load("seed/third-party-expansion")
    complied, coerce = (
        {"mover": "Pakistan", "action": "restrict", "at": "after suppress"},
        {"mover": "Pakistan", "action": "coerce"},
    )
    found = {
        "trade": (trade, complied),
        "third party": (coercion, coerce),
        "commitment": (commitment(), {"mover": "Row", "action": "up"}),
        "several": (coordination(), {"mover": "Column", "action": "a"}),
        "threesome": (threesome(), {"mover": "B", "action": "x"}),
        "entry": (entry(), {"mover": "I", "action": "fight"}),
        "alone": (alone(), {"mover": "Ann", "action": "b"}),
        "unseen": (unseen(), {"mover": "Ann", "action": "b", "concept": "sequential"}),
        "planned": (resale(), {"mover": "EU", "action": "ban", "at": "after escalate"}),
        "planned, told": (resale(), {"mover": "EU", "action": "ban", "concept": "sequential"}),
    }
    race, border = load("literature/sandler-2003/preempt-or-deter"), load("seed/trade-restriction")
    found |= {
        "change": (race, {"mover": "A", "parameter": "b", "low": 4, "high": 3, "values": {"c": 3}}),
        "change in a tree": (
            border,
            {"mover": "Pakistan", "parameter": "r_C", "low": 10, "high": 60, "values": {"k": 10}},
        ),
        "change with several": (shifted(), {"mover": "Column", "parameter": "x", "low": 0, "high": 1}),
    }
    splits_ = {name: channels(game, **request).certificate for name, (game, request) in found.items()}
    return {name: data_of(certificate) for name, certificate in splits_.items() if certificate}


@cache
@plainly
def maps():
    """Certificates of maps, by name."""
    trade, complied = (
        load("seed/trade-restriction"),
        {"mover": "Pakistan", "action": "restrict", "at": "after suppress"},
    )
    deter = load("literature/sandler-2003/preempt-or-deter")
    first = deter.players[0]
    return {
        "trade": charted(trade, ["r_C", "k"], **complied),
        "trade, three": charted(trade, ["d", "r_C", "c"], "worst", cells=20, **complied),
        "trade, bounded": charted(trade, ["r_C", "k"], "best", least=20, **complied),
        "deter": charted(
            deter, [p.name for p in deter.parameters][:2], "best", mover=first, action="preempt"
        ),
        "chance": charted(lottery(), ["x", "y"], mover="B", action="a", at="seen"),
        "chance, two": charted(lottery(), ["y"], "possible", mover="B", action="a", coalition=["A", "B"]),
        "quotients": charted(quotients(), ["x", "y"], "possible", cells=3, mover="Row", action="a"),
        "quotients, worst": charted(quotients(), ["x"], "worst", mover="Row", action="a"),
        "quotients, two": charted(
            quotients(), ["x", "y"], "strong", mover="Column", action="b", coalition=["Row", "Column"]
        ),
        "curved": charted(curved(), ["x", "y"], "best", cells=20, mover="Row", action="a"),
        "hidden": charted(hidden(), ["x", "y"], "worst", mover="A", action="a", at="start"),
    }


@cache
@plainly
def paradox_maps():
    """Certificates of maps of other paradoxes, by name."""
    race, weapons = (
        load("literature/sandler-2003/preempt-or-deter"),
        load("literature/chassang-2009/defensive-weapons"),
    )
    posts, fines = load("seed/guarded-posts"), load("literature/tsebelis-1989/penalties")
    seen = load("literature/tsebelis-1989/observed-enforcement")
    trap = {"paradox": "dominance-trap", "mover": "A", "action": "deter", "coalition": ["A", "B"]}
    arms = {"paradox": "comparative-statics", "mover": "country 1", "parameter": "d", "low": 0, "high": 1}
    guard = {"paradox": "security-insecurity", "mover": "Pakistan", "action": "guard"}
    carried = {"paradox": "third-party", "mover": "Pakistan", "third": "IS-K", "target": "Taliban"}
    restrict = {"action": "restrict", "at": "after suppress", **carried}
    fine = {
        "paradox": "null-coercion",
        "mover": "Coercer",
        "parameter": "p",
        "low": 2,
        "high": 12,
        "target": "Host",
    }
    return {
        "trap": charted(race, ["b", "C"], least=2, **trap),
        "trap, possible": charted(race, ["b"], "possible", **trap),
        "weapons": charted(weapons, ["V", "F"], "best", **arms),
        "weapons, worst": charted(weapons, ["a"], "worst", least="1/2", **arms),
        "guarded": charted(posts, ["g_c", "h_c"], **guard),
        "carried": charted(load("seed/trade-restriction"), ["r_C", "k"], **restrict),
        "carried, untraced": charted(untraced(), ["x", "y"], "worst", least=1, **COERCED),
        "fine": charted(fines, ["c", "r"], cells=20, action="harbor", **fine),
        "fine, best": charted(fines, [], "best", **fine),
        "fine, seen": charted(seen, [], "possible", **fine),
    }


COERCED = {"paradox": "third-party", "mover": "P", "action": "coerce", "third": "K", "target": "T"}


def untraced():
    """T fears coercion, which K makes worth while; where x > 1, K does nothing that it could go on doing."""
    answer = {"coerce": {"stay": (1, -1, 0), "expand": (4, "-y", 1)}}
    answer["engage"] = {"stay": ("2 + y", 2, 1), "rest": (3, 2, "x")}
    below = {act: Move("K", act, ends) for act, ends in answer.items()}
    tree = Move("T", "start", {"host": (0, 0, 0), "suppress": Move("P", "suppressed", below)})
    box = {"x": (0, 3, 1), "y": (0, 3, 1)}
    return family_from_tree(["P", "T", "K"], tree, box)


@cache
@plainly
def propositions():
    """Certificates of propositions, by name."""
    restraint, fines = load("literature/myerson-2007/restraint"), load("literature/tsebelis-1989/penalties")
    race, posts = load("literature/sandler-2003/preempt-or-deter"), load("seed/guarded-posts")
    chicken = family_from_table(
        ["A", "B"], [["go", "stop"]] * 2, [[("-c", "-c"), (2, 0)], [(0, 2), (1, 1)]], {"c": (0, 4, 1)}
    )
    unit = dict.fromkeys("xyz", (0, 1, 0))
    touching = family_from_table(["A", "B"], [["stay"], ["stay"]], [[("x", "0*y*z")]], unit)
    unit = dict.fromkeys("wxyz", (0, 1, 0))
    chained = family_from_table(["A", "B"], [["stay"], ["stay"]], [[("w*x", "0*y*z")]], unit)
    products = family_from_table(["A", "B"], [["stay"], ["stay"]], [[("(x - y)*(z - x) + w", 0)]], unit)
    punish = {"mover": "Coercer", "action": "punish", "at": ["after compliance"]}
    trap = {"mover": "A", "action": "deter", "coalition": ["A", "B"]}
    guard = {"mover": "Pakistan", "action": "guard"}
    fine = {"mover": "Coercer", "parameter": "p", "low": 2, "high": 12, "target": "Host"}
    carried = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
    carried |= {"third": "IS-K", "target": "Taliban"}
    traded = load("seed/trade-restriction")
    reversed_ = ["b > C", "c >= B", "2*C > b"]
    found = {
        "restraint": (restraint, "option", {"assuming": ["d > k", "V > r_N"], **punish}),
        "trap": (race, "dominance-trap", {"assuming": reversed_, "values": {"B": 1, "c": 6}, **trap}),
        "restraint, bounded": (
            restraint,
            "option",
            {"assuming": ["d > k", "V > r_N + 3"], "least": 2, **punish},
        ),
        "carried, never": (traded, "third-party", {"assuming": ["k > l"], "absent": True, **carried}),
        "fine": (fines, "null-coercion", {"assuming": ["r > c"], **fine}),
        "restraint, never": (restraint, "option", {"assuming": ["k > d"], "absent": True, **punish}),
        "guarded": (posts, "security-insecurity", {"assuming": ["g_c > g_g", "g_c > 0"], **guard}),
        "fine, order": (fines, "probability(Coercer, enforce) falls with p", {"assuming": ["r > c"]}),
        "chicken": (chicken, "payoff(A) >= 2", {"some": True}),
        "fine, bound": (fines, "probability(Host, harbor) >= c/r", {"assuming": ["r > c"]}),
        "fine, no assumption": (fines, "payoff(Coercer) <= 0", {}),
        "restraint, bound": (restraint, "payoff(Target) <= 1000", {}),
        "touching": (touching, "payoff(A) > z", {"assuming": ["x*y > z"]}),  # as x > x*y; equal at y = 1
        "chained": (chained, "payoff(A) > z", {"assuming": ["x*y > z", "w^2 > y"]}),  # multipliers vary
        "products": (products, "payoff(A) > 0", {"assuming": ["x > y", "z > x"]}),  # of two assumptions
    }
    return {
        name: data_of(prove(family, claim, **request).certificate)
        for name, (family, claim, request) in found.items()
    }


@cache
def graph_options():
    """Certificates about graph models, by name: of each stability, over equilibria and from a status quo."""
    found = {}
    for seed in range(40):
        random = Random(seed)
        known = 1.0 if seed % 3 == 0 else 0.5
        model = graph_model(random, players=2 + seed % 2, states=3, ties=seed % 2 == 0, known=known)
        who = next((n for n, own in enumerate(model.moves) if own), None)
        if who is None:
            continue
        here, ends = next(iter(model.moves[who].items()))
        verdict = graph_option(
            model,
            mover=model.players[who],
            moves=[(model.states[here], model.states[end]) for end in ends],
            concept=STABILITIES[seed % 4],
            quantifier=QUANTIFIERS[seed % 5 % 4],
            over=("equilibria", "reached")[seed % 7 % 2],
            responses=("sequences", "single")[seed % 11 % 2],
        )
        if verdict.certificate is not None:
            found[f"{verdict.name} {seed}"] = data_of(verdict.certificate)
    for seed in range(40, 52):
        asked = {"moves": [("s0", "s1")], "over": "reached", "concept": STABILITIES[3 * (seed % 3 == 0)]}
        verdict = graph_option(answered_move(Random(seed)), mover="A", **asked)
        if verdict.certificate is not None:
            found[f"{verdict.name} {seed}"] = data_of(verdict.certificate)
    return found


def lottery():
    """A tree in which chance and the payoffs hang on parameters."""
    below = {
        "a": Move("B", "seen", {"a": ("x", "2 - y"), "b": ("1", "x*y")}),
        "b": Chance(
            {
                "o": ("x/2", ("y", "3*x")),
                "p": ("1 - x/2", Move("B", "late", {"a": ("0", "1"), "b": ("y", "x/(1 + y)")})),
            }
        ),
    }
    return family_from_tree(["A", "B"], Move("A", "start", below), BOX)


def quotients():
    """A table with quotients for payoffs."""
    cells = [[("x/(1 + y)", "1"), ("2", "y")], [("1", "x"), ("y*y", "1/(2 + x)")]]
    return family_from_table(["Row", "Column"], [["a", "b"], ["a", "b"]], cells, BOX)


def curved():
    """A table whose thresholds are curves."""
    cells = [[("x*y + 1", "0"), ("x", "x*x - y")], [("y", "y"), ("x*x + y", "1 + x - y")]]
    return family_from_table(["Row", "Column"], [["a", "b"], ["a", "b"]], cells, BOX)


def hidden():
    """A tree in which one does not see what the other did, and a move of chance before it."""
    second = {
        "a": Move("B", "unseen", {"a": ("x", 1), "b": (0, "y")}),
        "b": Move("B", "unseen", {"a": (0, "1 - y"), "b": (1, "x")}),
    }
    late = Chance({"o": ("y/2", Move("A", "late", second)), "p": ("1 - y/2", ("x - 1", 0))})
    return family_from_tree(
        ["A", "B"],
        Move("A", "start", {"a": late, "b": Move("B", "seen", {"a": ("y", "x"), "b": (1, 1)})}),
        BOX,
    )

"""Checks certificates without the package that wrote them: this file and Python's standard library.

    python checker.py certificate.json

says *accepted* and what is proved (exit code 0), *rejected* and why (1), or *not mine* (3).  Its own are
certificates of format 2, verdicts and maps, about the option paradox, in payoff or in a measure such as
security, in tables of two players and in trees where everybody sees everything.  Of any other certificate it
says nothing.

docs/certificate.md describes the fields in the order of the sections below: numbers and formulas, games,
proofs that a list of equilibria is complete, the verdict, the same as a statement about signs of polynomials,
and a box of parameters cut into cells.  What is not understood is refused, no text is run, and all arithmetic
is exact.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache, partial, reduce
from itertools import combinations, compress, product
from math import comb, factorial, gcd, lcm, prod
from typing import Any, NamedTuple, TypeAlias

# What is larger is refused: a file in bytes, a number in digits, or in bits; coefficients, equilibria as
# formulas, pairs of vertices, bodies that are measured, halvings of a cell and the work on them.  Larger
# products are not judged.
MOST_BYTES, MOST_DIGITS, MOST_BITS, MOST_TERMS, MOST_WORK = 16_000_000, 4_000, 100_000, 12_000, 100_000_000
MOST_COEFFICIENTS, MOST_BRANCHES, MOST_PAIRS, MOST_BODIES, DEEPEST = 50_000, 1_000, 50_000_000, 200_000, 200

Json: TypeAlias = Any  # whatever a file holds
Payoff: TypeAlias = Any  # a Fraction; in a game with parameters a Formula
Names: TypeAlias = tuple[str, ...]
Label: TypeAlias = tuple[int, str]  # the number of an information set, and one of its actions


class Rejected(Exception):
    """The certificate proves nothing."""


class NotMine(Exception):
    """The certificate is of another kind, about which nothing is said."""


# --- Reading ------------------------------------------------------------------------------------------------


def need(condition: bool, why: str) -> None:
    """Reject unless the condition holds."""
    if not condition:
        raise Rejected(why)


def typed(data: Json, kind: type) -> Any:
    """The data, which must be of one type."""
    need(isinstance(data, kind) and type(data) is not bool, f"expected a {kind.__name__}")
    return data


def fields(data: Json, *names: str) -> list[Json]:
    """The values of an object that has exactly these fields."""
    need(set(typed(data, dict)) == set(names), f"expected exactly the fields {', '.join(names)}")
    return [data[name] for name in names]


def listed(data: Json, length: int) -> list[Json]:
    """A list of one length."""
    need(len(typed(data, list)) == length, f"expected a list of length {length}")
    return list(data)


def integers(data: Json, length: int) -> tuple[int, ...]:
    """A list of integers."""
    return tuple(typed(entry, int) for entry in listed(data, length))


def names(data: Json, least: int = 1) -> Names:
    """A list of texts that differ, none of them empty, and not too few."""
    found = tuple(typed(name, str) for name in typed(data, list))
    need(all(found) and len(set(found)) == len(found) >= least, "a name is empty, missing, or stands twice")
    "".join(found).encode()  # fails at half of a character, which JSON allows
    return found


def number(data: Json) -> Fraction:
    """A rational number, in the one way in which it is written."""
    need(set(typed(data, str)) <= set("-/0123456789"), "a number is written otherwise")
    need(all(len(part) <= MOST_DIGITS for part in data.split("/")), "a number has too many digits")
    need(str(Fraction(data)) == data, "a number is not in lowest terms")
    return Fraction(data)


def check_claim(data: Json, **proved: Json) -> None:
    """Fields must say exactly what is proved."""
    for name, value in proved.items():
        same = json.dumps(data[name], sort_keys=True) == json.dumps(value, sort_keys=True)
        need(same, f"{name!r} should be {value!r:.200}")


# --- Polynomials and quotients of them ----------------------------------------------------------------------

Monomial: TypeAlias = tuple[tuple[str, int], ...]  # (("c", 1), ("h", 2)) is c·h²
Polynomial: TypeAlias = dict[Monomial, Fraction]  # without coefficients that are zero
Key: TypeAlias = frozenset[tuple[Monomial, Fraction]]  # a polynomial that can be looked up
ONE: Polynomial = {(): Fraction(1)}


def combined(terms: Iterable[tuple[int, Polynomial]]) -> Polynomial:
    """The sum of multiples of polynomials."""
    total: Polynomial = {}
    for factor, polynomial in terms:
        for monomial, coefficient in polynomial.items():
            total[monomial] = total.get(monomial, Fraction(0)) + factor * coefficient
    return {monomial: coefficient for monomial, coefficient in total.items() if coefficient}


def times(p: Polynomial, q: Polynomial) -> Polynomial:
    """The product of two polynomials."""
    if len(p) * len(q) > MOST_TERMS:
        raise NotMine("a formula that is larger than this file multiplies out")
    terms = []
    for (left, a), (right, b) in product(p.items(), q.items()):
        powers = dict(left)
        powers |= {name: powers.get(name, 0) + power for name, power in right}
        terms.append((1, {tuple(sorted(powers.items())): a * b}))
    return combined(terms)


def power_of(value: Fraction, power: int = 1) -> Fraction:
    """A number to a power, if it is not too large."""
    size = max(value.numerator.bit_length(), value.denominator.bit_length())
    need(power * size <= MOST_BITS, "a number is too large")
    return value**power


def put_in(p: Polynomial, point: Mapping[str, Fraction]) -> Polynomial:
    """The polynomial with numbers for some of its variables."""
    terms = []
    for monomial, c in p.items():
        value = prod((power_of(point[name], k) for name, k in monomial if name in point), start=c)
        terms.append((1, {tuple(entry for entry in monomial if entry[0] not in point): value}))
    return combined(terms)


def variables(*polynomials: Polynomial) -> set[str]:
    """The names of the variables that occur."""
    return {name for polynomial in polynomials for monomial in polynomial for name, _ in monomial}


def primitive(p: Polynomial) -> tuple[Polynomial, bool]:
    """The multiple with coprime integer coefficients, the first positive; and whether the sign stays."""
    scale = Fraction(lcm(*(c.denominator for c in p.values())), gcd(*(c.numerator for c in p.values())))
    stays = p[min(p)] > 0
    return {monomial: c * (scale if stays else -scale) for monomial, c in p.items()}, stays


class Formula:
    """A quotient of polynomials, not in lowest terms."""

    def __init__(self, above: Polynomial, under: Polynomial = ONE):
        need(bool(under), "a denominator is zero")
        if not variables(under):
            above, under = times(above, {(): 1 / under[()]}), ONE
        self.above, self.under = above, under

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Formula) and not (self - other).above

    def __add__(self, other: "Formula", factor: int = 1) -> "Formula":
        if self.under == other.under:
            return Formula(combined([(1, self.above), (factor, other.above)]), self.under)
        crossed = [(1, times(self.above, other.under)), (factor, times(other.above, self.under))]
        return Formula(combined(crossed), times(self.under, other.under))

    def __sub__(self, other: "Formula") -> "Formula":
        return self.__add__(other, -1)

    def __mul__(self, other: "Formula") -> "Formula":
        return Formula(times(self.above, other.above), times(self.under, other.under))


def constant(value: Fraction) -> Formula:
    """A number as a formula."""
    return Formula(combined([(1, {(): value})]))


def read_polynomial(data: Json) -> Polynomial:
    """A list of terms, no monomial twice."""
    polynomial: Polynomial = {}
    for coefficient, powers in (listed(term, 2) for term in typed(data, list)):
        monomial = tuple(sorted(typed(powers, dict).items()))
        need(all(name and 1 <= typed(power, int) <= 64 for name, power in monomial), "a power is none")
        need(monomial not in polynomial, "a monomial stands twice")
        polynomial[monomial] = number(coefficient)
    return combined([(1, polynomial)])


def read_formula(data: Json) -> Formula:
    """A polynomial or a quotient of a game, in the one way in which it is written."""
    parts = fields(data, "numerator", "denominator") if isinstance(data, dict) else [data]
    above, *under = read = [read_polynomial(part) for part in parts]
    written = [[[str(c), dict(monomial)] for monomial, c in sorted(p.items())] for p in read]
    need(written == parts and all(map(variables, under)), "a formula is written otherwise")
    return Formula(above, *under)


# --- Games --------------------------------------------------------------------------------------------------


class InformationSet(NamedTuple):
    """A point at which a player, given by its number, chooses among actions; in a table it has no name."""

    player: int
    name: str
    actions: Names


class Node(NamedTuple):
    """A node of a tree: of an information set, of chance if there are odds, an end if there are payoffs."""

    info: int | None
    children: tuple[int, ...]
    odds: tuple[Payoff, ...] = ()
    payoffs: tuple[Payoff, ...] = ()


class Game(NamedTuple):
    """A table of two players, by the names of their actions, or a tree, by the numbers of its nodes.

    Where a measure such as security is named, everybody's values of it follow everybody's payoffs.
    """

    players: Names
    sets: list[InformationSet]
    cells: dict[Names, tuple[Payoff, ...]]
    nodes: dict[int, Node]
    measure: str

    @property
    def labels(self) -> list[Label]:
        """All that can be chosen where play can come."""
        reached = {node.info for node in self.nodes.values()}
        return [(k, a) for k, s in enumerate(self.sets) if self.cells or k in reached for a in s.actions]

    @property
    def outcomes(self) -> list[tuple[Payoff, ...]]:
        """Everybody's payoffs, wherever the game ends."""
        return [*self.cells.values(), *(node.payoffs for node in self.nodes.values() if node.payoffs)]

    def changed(self, change: Callable[[Payoff], Payoff]) -> "Game":
        """The game with every payoff and every probability changed."""
        cells, nodes = {cell: tuple(map(change, payoffs)) for cell, payoffs in self.cells.items()}, {}
        for place, (info, children, odds, payoffs) in self.nodes.items():
            nodes[place] = Node(info, children, tuple(map(change, odds)), tuple(map(change, payoffs)))
        return self._replace(cells=cells, nodes=nodes)

    def cell(self, who: int, own: str, other: str) -> tuple[Payoff, ...]:
        """Payoffs of both where a player takes one action and the other player another."""
        return self.cells[(other, own) if who else (own, other)]


def read_game(data: Json, entry: Callable[[Json], Payoff]) -> Game:
    """The game of a certificate; its hash must be its own."""
    table = typed(data, dict).get("form") == "normal"
    own = ["payoffs", "hash", "measure", "measures"] if table else ["nodes", "hash", "measure"]
    own = own[:2] if data.get("measure", "payoff") == "payoff" else own
    form, players, sets, rows, digest, *rest = fields(data, "form", "players", "information_sets", *own)
    body = {name: value for name, value in data.items() if name != "hash"}
    written = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    need(hashlib.sha256(written.encode()).hexdigest() == digest, "the hash is not the game's")

    game = Game(names(players), [], {}, {}, "".join(names(rest[:1], 0)))
    for player, name, actions in (fields(one, "player", "name", "actions") for one in typed(sets, list)):
        game.sets.append(InformationSet(game.players.index(player), typed(name, str), names(actions)))
    places = [(info.player, info.name) for info in game.sets]
    need(len(game.players) <= 100 and len(set(places)) == len(places), "a set is there twice")
    if not table:
        need(form == "extensive" and all(name for _, name in places), "a set of a tree has no name")
        read_tree(game, typed(rows, list), entry)
        return game
    need(places == [(who, "") for who in range(len(players))], "each player of a table chooses once")
    if len(players) != 2:
        raise NotMine("a table of other than two players")
    for cell, *parts in zip(product(*(info.actions for info in game.sets)), rows, *rest[1:], strict=True):
        game.cells[cell] = tuple(entry(value) for part in parts for value in listed(part, 2))
    return game


def read_tree(game: Game, rows: list[Json], entry: Callable[[Json], Payoff]) -> None:
    """The nodes of a tree in preorder, in which every information set is one node."""
    waiting = [0]
    for place, row in enumerate(rows):
        need(bool(waiting) and waiting.pop() == place, "the nodes are not a tree in preorder")
        game.nodes[place] = read_node(game, row, entry)
        waiting += reversed(game.nodes[place].children)
    found = [node.info for node in game.nodes.values() if node.info is not None]
    need(not waiting and {*found} == {*range(len(game.sets))}, "a node is missing, or a set has none")
    if len(found) > len(game.sets):
        raise NotMine("a tree with moves that somebody does not see")


def read_node(game: Game, row: Json, entry: Callable[[Json], Payoff]) -> Node:
    """A node of a tree."""
    if "payoffs" in typed(row, dict):
        parts = fields(row, *["payoffs", "measures"][: 1 + (game.measure != "")])
        return Node(None, (), (), tuple(entry(p) for part in parts for p in listed(part, len(game.players))))
    if "set" in row:
        info, children = fields(row, "set", "children")
        need(0 <= typed(info, int) < len(game.sets), "a node is of no information set")
        return Node(info, integers(children, len(game.sets[info].actions)))
    called, odds, children = fields(row, "outcomes", "probabilities", "children")
    return Node(None, integers(children, len(names(called))), tuple(map(entry, listed(odds, len(called)))))


def without(game: Game, lost: set[Label]) -> Game:
    """The game in which actions are lost; what play can no longer reach is gone."""
    left = [tuple(a for a in info.actions if (k, a) not in lost) for k, info in enumerate(game.sets)]
    sets = [info._replace(actions=actions) for info, actions in zip(game.sets, left, strict=True)]
    cells = {cell: payoffs for cell, payoffs in game.cells.items() if not {*enumerate(cell)} & lost}
    nodes, reached = {}, {0}
    for place, node in ((place, node) for place, node in game.nodes.items() if place in reached):
        if node.info is not None:
            branches = zip(game.sets[node.info].actions, node.children, strict=True)
            node = Node(node.info, tuple(child for a, child in branches if (node.info, a) not in lost))
        reached.update(node.children)
        nodes[place] = node
    return game._replace(sets=sets, cells=cells, nodes=nodes)


# --- Proofs that a list of equilibria is complete -----------------------------------------------------------

Profile: TypeAlias = dict[Label, Fraction]  # how likely everything is chosen


class Equilibria(NamedTuple):
    """All equilibria; of infinitely many the extreme ones (spanning), or two with the ends of a column."""

    profiles: list[Profile]
    infinite: bool = False
    spanning: bool = True


def all_equilibria(game: Game, concept: str, proof: Json, column: int) -> Equilibria:
    """The equilibria that a proof establishes; where only ends are known, those of a column of payoffs."""
    if (kind := typed(proof, dict).get("kind")) not in PROOFS:
        raise NotMine(f"a proof by {kind!r:.60}")
    of_tree, check, parts = PROOFS[kind]
    need(of_tree == bool(game.nodes) == (concept == "subgame-perfect"), "the proof does not fit the game")
    return check(game, column, *fields(proof, "kind", *parts)[1:])


def by_vertices(game: Game, column: int, perturbations: Json, vertices: Json) -> Equilibria:
    """The extreme equilibria: pairs of vertices of both polytopes that together have every label."""
    shifts, points = listed(perturbations, 2), listed(vertices, 2)
    xs, ys = (corners(game, who, shifts[who], points[who]) for who in (0, 1))
    every_label, origin = frozenset(game.labels), frozenset(label for label in game.labels if label[0] == 0)
    wide, pairs = [y for y in ys if len(y) > len(every_label) - len(origin)], []
    for x in (x for x in xs if x != origin):
        missing = every_label - x
        fitting = list(ys) if len(x) > len(origin) else [*wide, *({missing} & ys.keys())]
        need(len(xs) * len(fitting) <= MOST_PAIRS, "there are too many vertices")
        pairs += [(x, y) for y in fitting if missing <= y]
    infinite = not len({x for x, _ in pairs}) == len(pairs) == len({y for _, y in pairs})
    return Equilibria([xs[x] | ys[y] for x, y in pairs], infinite)


def corners(game: Game, who: int, shifts: Json, points: Json) -> dict[frozenset[Label], Profile]:
    """A player's mixtures at the vertices of its polytope, by labels, once the points are seen to be all.

    Labels: an own action that is not used, an action of the other that is best.  Each point of the perturbed
    polytope has as many as there are dimensions, and the other end of each of its edges is listed.  The graph
    of a polytope is connected, so that no vertex is missing.
    """
    own, others = game.sets[who].actions, game.sets[1 - who].actions
    labels = [*((who, a) for a in own), *((1 - who, b) for b in others)]
    rows = list(zip(constraints(game, who), integers(shifts, len(others)), strict=True))
    edges, seen, found = set[frozenset[Label]](), set[frozenset[Label]](), {}

    for scale, *both in (listed(point, 3) for point in typed(points, list)):
        at, moved = (integers(part, len(own)) for part in both)
        slacks = list(zip(at, moved, strict=True))
        for row, shift in rows:
            used = [sum(x * y for x, y in zip(row, part, strict=True)) for part in (at, moved)]
            slacks.append((scale - used[0], scale * shift - used[1]))

        need(typed(scale, int) > 0 and min(slacks) >= (0, 0), "a point lies outside the polytope")
        tight = frozenset(compress(labels, (slack == (0, 0) for slack in slacks)))
        need(len(tight) == len(own) and tight not in seen, "a point is no vertex, or listed twice")
        seen.add(tight)
        edges ^= {tight - {label} for label in tight}
        mixture = {(who, a): Fraction(x, sum(at) or 1) for a, x in zip(own, at, strict=True)}
        found[frozenset(compress(labels, (slack[0] == 0 for slack in slacks)))] = mixture

    need(not edges and frozenset(labels[: len(own)]) in seen, "a vertex is missing")
    return found


def constraints(game: Game, who: int) -> list[tuple[int, ...]]:
    """Payoffs of each action against a mixture of the other: integers, least zero for each own action."""
    scale, columns = lcm(*(payoffs[1 - who].denominator for payoffs in game.outcomes)), []
    for a in game.sets[who].actions:
        column = [int(scale * game.cell(who, a, b)[1 - who]) for b in game.sets[1 - who].actions]
        shifted = [entry - min(column) for entry in column]
        columns.append(shifted if any(shifted) else [1] * len(column))
    return list(zip(*columns, strict=True))


def by_supports(game: Game, column: int) -> Equilibria:
    """The pairs of supports of equal size, where no mixture has more best replies than it uses actions."""
    formulas, none = game.changed(constant), dict.fromkeys(game.labels, Fraction(0))
    found, both = table_branches(formulas, {}), sides(formulas, 0, {}) + sides(formulas, 1, {})
    need(all(len(best) == len(mixture) for _, best, mixture, _ in both), "the game is degenerate")
    return Equilibria([none | {label: p.above[()] for label, p in b.mixture.items()} for b in found])


def by_dominance(game: Game, column: int, steps: Json) -> Equilibria:
    """The one profile that is left when actions that are strictly dominated are taken away one by one."""
    left = [list(info.actions) for info in game.sets]
    for player, action, by in (fields(step, "player", "action", "by") for step in typed(steps, list)):
        who, mixture = game.players.index(player), {a: number(p) for a, p in typed(by, dict).items()}
        left[who].remove(action)
        fine = sum(mixture.values()) == 1 and min(mixture.values()) >= 0
        need(fine and set(mixture) <= set(left[who]), "a mixture is none of actions that are left")
        for other in left[1 - who]:
            gain = sum(p * game.cell(who, a, other)[who] for a, p in mixture.items())
            need(gain > game.cell(who, action, other)[who], "an action is not strictly dominated")
    need(all(len(actions) == 1 for actions in left), "more than one profile is left")
    return Equilibria([{(k, a): Fraction(a in left[k]) for k, a in game.labels}])


def by_backward_induction(game: Game, column: int, lowest: Json, highest: Json) -> Equilibria:
    """All subgame perfect equilibria, from two plans that attain the ends of a column."""
    plans, (ends, ties) = [read_plan(game, lowest), read_plan(game, highest)], intervals(game)
    for plan, end in zip(plans, ends, strict=True):
        need(expected(game, plan)[column] == end[column], "a plan does not attain the end of the interval")
    return Equilibria(plans, True, False) if ties else Equilibria(plans[:1])


def read_plan(game: Game, data: Json) -> Profile:
    """Reads what is done at each information set, by player, set and action."""
    plan: Profile = {}
    sets = {(game.players[info.player], info.name): (k, info) for k, info in enumerate(game.sets)}
    told = ((player, name, odds) for player, own in typed(data, dict).items() for name, odds in own.items())
    for player, name, odds in told:
        k, info = sets[player, name]
        plan |= zip(((k, a) for a in info.actions), map(number, fields(odds, *info.actions)), strict=True)
        here = [plan[k, a] for a in info.actions]
        need(min(here) >= 0 and sum(here) == 1, "a plan does nothing, or too much")
    need(set(plan) == set(game.labels), "a plan is about other information sets")
    return plan


def intervals(game: Game) -> tuple[tuple[list[Fraction], list[Fraction]], bool]:
    """The least and the greatest that everybody may get, and whether somebody may be indifferent."""
    low, high, ties = dict[int, list[Fraction]](), dict[int, list[Fraction]](), False
    for place, node in reversed(game.nodes.items()):
        if node.info is None:
            low[place], high[place] = (average(node, node.odds, ends) for ends in (low, high))
            continue
        own = game.sets[node.info].player
        secured = max(low[c][own] for c in node.children)
        likely = [c for c in node.children if high[c][own] >= secured]
        low[place] = [min(column) for column in zip(*(low[c] for c in likely), strict=True)]
        high[place] = [max(column) for column in zip(*(high[c] for c in likely), strict=True)]
        low[place][own], ties = secured, ties or len(likely) > 1
    return (low[0], high[0]), ties


def average(node: Node, odds: Sequence[Fraction], values: Mapping[int, list[Fraction]]) -> list[Fraction]:
    """Expected payoffs at a node, from those at its children."""
    columns = zip(*(values[c] for c in node.children), strict=True)
    found = (sum((p * v for p, v in zip(odds, column, strict=True)), Fraction(0)) for column in columns)
    return list(map(power_of, found)) or list(node.payoffs)


# For each kind of proof whether it is of a tree, what checks it, and its further fields.
PROOFS: Mapping[str, tuple[bool, Callable[..., Equilibria], Names]] = {
    "vertices": (False, by_vertices, ("perturbations", "vertices")),
    "supports": (False, by_supports, ()),
    "dominance": (False, by_dominance, ("steps",)),
    "backward-induction": (True, by_backward_induction, ("lowest", "highest")),
}


# --- The verdict about one game -----------------------------------------------------------------------------

HEAD = ("format", "kind", "paradox", "concept", "quantifier", "mover", "measure", "details", "game", "proof")
CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")


class Question(NamedTuple):
    """A question: what is compared over which equilibria, by its column, and what is taken away from whom."""

    concept: str
    quantifier: str
    column: int
    coalition: Names
    lost: set[Label]


def read_question(data: Json, game: Game) -> Question:
    """The question; an action is lost at the sets named, or wherever the mover or a coalition has it."""
    concept, quantifier, mover = data["concept"], data["quantifier"], game.players.index(data["mover"])
    actions, at, coalition = (names(part, 0) for part in fields(data["details"], "action", "at", "coalition"))
    need(concept in (CONCEPTS if game.nodes else CONCEPTS[:1]), "the concept is none for this form of game")
    if quantifier not in ("strong", "best", "worst", "possible"):
        raise NotMine(f"the quantifier {quantifier!r:.60}")

    members = {game.players.index(player) for player in coalition} or {mover}
    losing = [k for k, s in enumerate(game.sets) if s.player in members and (not at or s.name in at)]
    lost = {(k, a) for k in losing for a in game.sets[k].actions if a in actions}
    places = [game.sets[k] for k, _ in lost]
    need(bool(actions) and not (at and coalition), "no action is named, or two ways of losing it")
    need(mover in members == {info.player for info in places}, "the mover is left out, or lacks the action")
    need({a for _, a in lost} == set(actions) and {info.name for info in places} >= set(at), "it is nowhere")
    need(all(set(info.actions) - set(actions) for info in places), "nothing would be left to choose")
    check_claim(data, measure=game.measure or "payoff")
    return Question(concept, quantifier, mover + len(game.players) * (game.measure != ""), coalition, lost)


def check_verdict(data: Json) -> str:
    """All equilibria with the action and without compared, or a theorem that rules the paradox out."""
    fields(data, *HEAD, "verdict", "payoffs", "infinite", "gap")
    game = read_game(data["game"], number)
    need(all(min(n.odds) >= 0 and sum(n.odds) == 1 for n in game.nodes.values() if n.odds), "odds are none")
    question = read_question(data, game)
    if data["verdict"] == "impossible":
        check_claim(data, payoffs=None, infinite=None, gap=None)
        need(rules_out(fields(data["proof"], "guard_rail")[0], question, game), "the theorem does not apply")
        return "impossible"

    games = {"with": game, "without": without(game, question.lost)}
    proofs = dict(zip(games, fields(data["proof"], *games), strict=True))
    found = {n: all_equilibria(games[n], question.concept, proofs[n], question.column) for n in games}
    paid = {n: payoff_set(games[n], found[n], question.column) for n in games}
    has, lacks = paid.values()
    more = lacks[0][-1 if question.quantifier in ("best", "possible") else 0]
    gap = more - has[0][-1 if question.quantifier in ("strong", "best") else 0]
    present = gap > 0 and (has != lacks or matters(question, games["without"], *found.values()))
    verdict = "present" if present else "absent"
    payoffs = {name: list(map(str, own)) for name, (own, _) in paid.items()}
    infinite = {name: infinite for name, (_, infinite) in paid.items()}
    check_claim(data, payoffs=payoffs, infinite=infinite, gap=str(gap), verdict=verdict)
    return f"{verdict}, gap {gap}"


def payoff_set(game: Game, found: Equilibria, column: int) -> tuple[list[Fraction], bool]:
    """The payoffs that are compared, of infinitely many equilibria the ends; True if there are so many."""
    own = sorted({expected(game, profile)[column] for profile in found.profiles})
    return ([own[0], own[-1]] if found.infinite else own), found.infinite


def expected(game: Game, profile: Profile) -> list[Fraction]:
    """Everybody's expected payoffs; in a tree nobody may be able to do better at any node."""
    values: dict[int, list[Fraction]] = {}
    for place, node in reversed(game.nodes.items()):
        player, _, actions = (0, "", ()) if node.info is None else game.sets[node.info]
        values[place] = average(node, node.odds or [profile[node.info or 0, a] for a in actions], values)
        best = max((values[c][player] for c in node.children if actions), default=values[place][player])
        need(values[place][player] == best, "a plan can be bettered")
    odds = [profile[0, a] * profile[1, b] for a, b in game.cells]
    columns = zip(*game.cells.values(), strict=True)
    return values.get(0) or [sum(p * v for p, v in zip(odds, own, strict=True)) for own in columns]


def matters(question: Question, less: Game, has: Equilibria, lacks: Equilibria) -> bool:
    """The action is used in some equilibrium, or the equilibria differ in what both games have."""
    if any(profile.get(label) for profile in has.profiles for label in question.lost):
        return True
    need(has.spanning and lacks.spanning, "whether the action matters is not settled")
    seen = [{tuple(p[label] for label in less.labels) for p in found.profiles} for found in (has, lacks)]
    return seen[0] != seen[1]


def rules_out(theorem: Json, question: Question, game: Game) -> bool:
    """A lone decision maker (T1), two players and a constant sum (T2), the best branch at the root (T4)."""
    if question.coalition or game.measure:
        return False
    if theorem == "T4":
        at_root = bool(game.nodes) and {k for k, _ in question.lost} == {game.nodes[0].info}
        return at_root and question.concept != "nash" and question.quantifier != "possible"
    alone = all(len(info.actions) == 1 for info in game.sets if info.player != question.column)
    constant_sum = len(game.players) == 2 and len({sum(payoffs) for payoffs in game.outcomes}) == 1
    return (theorem == "T1" and alone) or (theorem == "T2" and constant_sum)


# --- Statements about the signs of polynomials --------------------------------------------------------------


class Sign(NamedTuple):
    """The product of some polynomials is positive, or negative."""

    factors: frozenset[Key]
    positive: bool


class Join:
    """All parts hold, or at least one does; the factors are all polynomials that occur."""

    def __init__(self, parts: "tuple[Statement, ...]", of_all: bool):
        self.parts, self.of_all = parts, of_all
        self.factors = frozenset().union(*map(hinges, parts))


Statement: TypeAlias = bool | Sign | Join  # off the zero sets of the polynomials, which have no volume


def hinges(statement: Statement) -> frozenset[Key]:
    """The polynomials on whose signs a statement hangs."""
    return frozenset() if isinstance(statement, bool) else statement.factors


def joined(of_all: bool, *parts: Statement) -> Statement:
    """All parts or some; settled where one part denies another."""
    kept: dict[Statement, None] = {}
    for part in parts:
        for inner in part.parts if isinstance(part, Join) and part.of_all is of_all else (part,):
            if inner is (not of_all) or (isinstance(inner, Sign) and fails(inner) in kept):
                return not of_all
            kept |= {} if inner is of_all else {inner: None}
    return Join(tuple(kept), of_all) if len(kept) > 1 else next(iter(kept), of_all)


every, some = partial(joined, True), partial(joined, False)


def fails(statement: Statement) -> Statement:
    """The statement does not hold."""
    if isinstance(statement, Join):
        return joined(not statement.of_all, *map(fails, statement.parts))
    return not statement if isinstance(statement, bool) else Sign(statement.factors, not statement.positive)


def simplified(statement: Statement, signs: Mapping[Key, bool]) -> Statement:
    """The rest of a statement where some polynomials are positive, or negative."""

    @cache
    def left(part: Statement) -> Statement:
        known = hinges(part) & signs.keys()
        if isinstance(part, bool) or not known:
            return part
        if isinstance(part, Join):
            return joined(part.of_all, *map(left, part.parts))
        sign = part.positive == (sum(not signs[factor] for factor in known) % 2 == 0)
        return Sign(part.factors - known, sign) if part.factors - known else sign

    return left(statement)


Split: TypeAlias = Mapping[Key, list[Polynomial]]  # the factors of polynomials that a proof lists


def positive(formula: Formula, split: Split) -> Statement:
    """The formula is positive: never where it is zero everywhere; squares of factors do not count."""
    sign, odd = True, frozenset[Key]()
    for polynomial in (formula.above, formula.under) if formula.above else ():
        whole, stays = primitive(polynomial)
        parts = [primitive(part) for part in split.get(frozenset(whole.items()), [whole])]
        sign = (sign == stays) == (sum(not stays for _, stays in parts) % 2 == 0)
        for factor, _ in parts:
            odd ^= {frozenset(factor.items())} if variables(factor) else set()
    return Sign(odd, sign) if odd else formula.above != {} and sign


# --- Equilibria as formulas ---------------------------------------------------------------------------------


class Branch(NamedTuple):
    """An equilibrium as formulas: where it exists, what all get, and in a table what is chosen how likely."""

    exists: Statement
    payoffs: tuple[Formula, ...]
    mixture: Mapping[Label, Formula] = {}


def tree_branches(game: Game, split: Split) -> list[Branch]:
    """The subgame perfect equilibria of a tree, from its last nodes to the root."""
    at: dict[int, list[Branch]] = {}
    for place, node in reversed(game.nodes.items()):
        below = [merged(at[c]) for c in node.children]
        need((prod if node.info is None else sum)(map(len, below)) <= MOST_BRANCHES, "too many branches")
        mean = (expectation(node, parts) for parts in product(*below))
        found = mean if node.info is None else choices(game.sets[node.info].player, below, split)
        at[place] = [branch for branch in found if branch.exists is not False]
    return at[0]


def merged(branches: list[Branch]) -> list[Branch]:
    """Branches that pay everybody the same, as one."""
    # The first of them lends its formulas: the factors that a proof names hang on how these are written.
    alike: list[list[Branch]] = []
    for branch in branches:
        if not (same := next((own for own in alike if own[0].payoffs == branch.payoffs), [])):
            alike.append(same)
        same.append(branch)
    return [Branch(some(*(one.exists for one in own)), own[0].payoffs) for own in alike]


def expectation(node: Node, parts: Sequence[Branch]) -> Branch:
    """One branch for each outcome of chance, averaged; at an end its payoffs."""
    payoffs = [constant(Fraction(0))] * len(parts[0].payoffs) if parts else list(node.payoffs)
    for p, part in zip(node.odds, parts, strict=True):
        payoffs = [total + p * payoff for total, payoff in zip(payoffs, part.payoffs, strict=True)]
    return Branch(every(*(part.exists for part in parts)), tuple(payoffs))


def choices(own: int, offers: list[list[Branch]], split: Split) -> list[Branch]:
    """The branches to which no branch of another child is better for the mover; the earlier of equals."""
    found, offered = [], [(k, branch) for k, offer in enumerate(offers) for branch in offer]
    for k, branch in offered:
        parts = [branch.exists]
        for other, rival in ((other, rival) for other, rival in offered if other != k):
            gain = branch.payoffs[own] - rival.payoffs[own]
            parts.append(some(fails(rival.exists), positive(gain, split) if gain.above else k < other))
            if not gain.above and branch.payoffs != rival.payoffs and every(branch.exists, rival.exists):
                raise NotMine("a tree in which somebody is indifferent for all values of the parameters")
        found.append(Branch(every(*parts), branch.payoffs))
    return found


# A mixture by Cramer's rule: where it is one, the other's best actions against it, itself, what these give.
Side: TypeAlias = tuple[Statement, frozenset[str], dict[Label, Formula], Formula]


def sides(game: Game, who: int, split: Split) -> list[Side]:
    """A player's mixtures against which as many actions of the other as they use are best, each once."""
    own, others, found = game.sets[who].actions, game.sets[1 - who].actions, dict[Any, Side]()
    given = {(b, a): game.cell(who, a, b)[1 - who] for a, b in product(own, others)}
    # All times one number and the square of a common denominator, which are positive: so no quotient is left.
    unders = list({frozenset(f.under.items()): f.under for f in given.values()}.values())
    paid = {k: reduce(times, [u for u in unders if u != f.under] + unders, f.above) for k, f in given.items()}
    whole: Polynomial = {(): Fraction(lcm(*(c.denominator for p in paid.values() for c in p.values())))}
    paid, scale = {k: times(p, whole) for k, p in paid.items()}, reduce(times, unders * 2, whole)

    @cache
    def minor(rows: Names, columns: Names) -> Polynomial:
        rest = {k: minor(rows[1:], columns[:k] + columns[k + 1 :]) for k in range(len(columns))}
        parts = (((-1) ** k, times(paid[rows[0], columns[k]], part)) for k, part in rest.items())
        return combined(parts) if rows else ONE

    for size in range(1, min(len(own), len(others)) + 1):
        for rows, columns in product(combinations(others, size), combinations(own, size)):
            tops: dict[str, Polynomial] = {}
            for j, a in enumerate(columns):
                cut = [((-1) ** (i + j), rows[:i] + rows[i + 1 :]) for i in range(size)]
                tops[a] = combined((sign, minor(left, columns[:j] + columns[j + 1 :])) for sign, left in cut)
            if under := combined((1, top) for top in tops.values()):
                gets = {b: [(-1, times(paid[b, a], top)) for a, top in tops.items()] for b in others}
                lost = {b: combined([(1, minor(rows, columns)), *terms]) for b, terms in gets.items()}
                best = frozenset(b for b in others if not lost[b])
                mixture = {(who, a): Formula(top, under) for a, top in tops.items()}
                signs = [*tops.values(), *(loss for loss in lost.values() if loss)]
                exists = every(*(positive(Formula(above, under), split) for above in signs))
                if exists is not False:
                    value = Formula(minor(rows, columns), times(under, scale))
                    found.setdefault((columns, best), (exists, best, mixture, value))
    return list(found.values())


def table_branches(game: Game, split: Split) -> list[Branch]:
    """The extreme equilibria of a table, each player's support among its best actions."""
    m, n = (len(info.actions) for info in game.sets)
    need(sum(comb(m, k) * comb(n, k) for k in range(1, min(m, n) + 1)) <= MOST_BRANCHES, "too many supports")
    found = []
    for first, second in product(sides(game, 0, split), sides(game, 1, split)):
        (exists, bests, odds, value), (also, best, others, worth) = first, second
        both = every(exists, also)
        if both is not False and {a for _, a in odds} <= best and {b for _, b in others} <= bests:
            pairs = product(odds.items(), others.items())
            cells = ([p * q * v for v in game.cells[a, b][2:]] for ((_, a), p), ((_, b), q) in pairs)
            measured = (reduce(Formula.__add__, column) for column in zip(*cells, strict=True))
            found.append(Branch(both, (worth, value, *measured), odds | others))
    need(len(found) <= MOST_BRANCHES, "there are too many branches")
    return found


# --- A map: the paradox over a box of parameters ------------------------------------------------------------

Box: TypeAlias = dict[str, tuple[Fraction, Fraction]]


def check_map(data: Json) -> str:
    """The shares of a box on which the paradox is proved present, and absent."""
    fields(data, *HEAD, "least", "over", "box", "values", "present", "absent", "undecided", "cells")
    family, least, over = read_game(data["game"], read_formula), number(data["least"]), names(data["over"])
    question, (factors, cutting) = read_question(data, family), fields(data["proof"], "factors", "cutting")
    if family.nodes and question.concept in ("perfect-bayesian", "sequential"):
        raise NotMine(f"a map about {question.concept} equilibria")
    need(question.concept == ("subgame-perfect" if family.nodes else "nash"), "the equilibria are others")
    ranges = [[number(end) for end in listed(ends, 2)] for ends in fields(data["box"], *over)]
    box: Box = {name: (low, high) for name, (low, high) in zip(over, ranges, strict=True)}
    need(len(box) <= 10 and all(low < high for low, high in ranges) and least >= 0, "the box is none")
    point = {name: number(value) for name, value in typed(data["values"], dict).items()}
    need(not {*names([*point], 0)} & box.keys(), "a parameter has a value and is charted")

    game = family.changed(lambda formula: Formula(put_in(formula.above, point), put_in(formula.under, point)))
    check_defined(game, box)
    true, false = shares(typed(cutting, str), statement(question, game, read_factors(factors), least), box)
    rest = {"undecided": str(1 - true - false), "cells": len(cutting) // 2 + 1}
    check_claim(data, present=[str(true), str(1 - false)], absent=[str(false), str(1 - true)], **rest)
    return f"present on {true} to {1 - false} of the box"


def read_factors(data: Json) -> dict[Key, list[Polynomial]]:
    """Polynomials with coprime integer coefficients, the first positive, and the factors of each."""
    found = {}
    for whole, parts in (listed(entry, 2) for entry in typed(data, list)):
        whole, parts = read_polynomial(whole), [read_polynomial(part) for part in typed(parts, list)]
        found[frozenset(whole.items())] = parts
        need(primitive(whole)[0] == whole == reduce(times, parts, ONE), "factors do not multiply out")
    return found


def check_defined(game: Game, box: Box) -> None:
    """A game in the whole box: no denominator is zero, no probability negative, and these sum to one."""
    chances = [node.odds for node in game.nodes.values() if node.odds]
    for formula in (formula for row in (*game.outcomes, *chances) for formula in row):
        need(variables(formula.above, formula.under) <= set(box), "a variable is not charted")
        need(on_all(bernstein(formula.under, box), lambda c: min(c) > 0 or max(c) < 0), "a zero denominator")
    for p in (p for row in chances for p in row if p.above):
        need(on_all(bernstein(times(p.above, p.under), box), lambda c: min(c) >= 0), "odds are negative")
    need(all(reduce(Formula.__add__, row) == constant(Fraction(1)) for row in chances), "odds must sum to 1")


def statement(question: Question, game: Game, split: Split, least: Fraction) -> Statement:
    """The statement that the paradox is present."""
    solve, less = table_branches if game.cells else tree_branches, without(game, question.lost)
    has, lacks = solve(game, split), solve(less, split)

    def better(o: Branch, w: Branch) -> Statement:
        return positive(o.payoffs[question.column] - w.payoffs[question.column] - constant(least), split)

    if question.quantifier == "strong":
        hurts = every(*(some(fails(w.exists), fails(o.exists), better(o, w)) for w in has for o in lacks))
    elif question.quantifier == "best":
        hurts = some(*(every(o.exists, *(some(fails(w.exists), better(o, w)) for w in has)) for o in lacks))
    elif question.quantifier == "worst":
        hurts = some(*(every(w.exists, *(some(fails(o.exists), better(o, w)) for o in lacks)) for w in has))
    else:
        hurts = some(*(every(w.exists, o.exists, better(o, w)) for w in has for o in lacks))
        # In a table it must matter: it is used somewhere, or an equilibrium without it is none with it.
        used = [w.exists for w in has if any(label in w.mixture for label in question.lost)]
        new = (every(o.exists, *(fails(w.exists) for w in has if w.mixture == o.mixture)) for o in lacks)
        hurts = every(hurts, some(bool(game.nodes), *used, *new))
    return hurts


# --- A box cut into cells -----------------------------------------------------------------------------------


class Bernstein(NamedTuple):
    """Coefficients of a multiple of a polynomial on a box, which bound it.  The last axis is fastest."""

    degrees: tuple[int, ...]
    values: list[int]


Cut: TypeAlias = tuple[tuple[int, ...], int, int]  # a, b, c: negative where a·t < b, positive where a·t > c
Body: TypeAlias = tuple[tuple[tuple[int, ...], int], ...]  # where a·t ≤ b in the unit cube, for all (a, b)


def bernstein(p: Polynomial, box: Box) -> Bernstein:
    """The coefficients on a box, whose axes are all variables of the polynomial."""
    powers = {tuple(dict(monomial).get(name, 0) for name in box): c for monomial, c in p.items()}
    degrees = tuple(map(max, zip(*powers, strict=True)))
    need(prod(d + 1 for d in degrees) <= MOST_COEFFICIENTS, "a polynomial is too large")
    values: list[Any] = [powers.get(place, 0) for place in product(*(range(d + 1) for d in degrees))]
    for axis, (d, (low, high)) in enumerate(zip(degrees, box.values(), strict=True)):
        size = range(d + 1)  # x = low + (high − low)·t, and then t^k = Σ_i C(i, k)/C(d, k)·B_i
        moved = [[comb(j, k) * low ** max(j - k, 0) * (high - low) ** k for j in size] for k in size]
        turned = [[Fraction(comb(i, k), comb(d, k)) for k in size] for i in size]
        values = along(degrees, along(degrees, values, axis, moved), axis, turned)
    scale = lcm(*(Fraction(v).denominator for v in values))
    return Bernstein(degrees, [int(v * scale) for v in values])


def along(degrees: Sequence[int], values: list[Any], axis: int, matrix: list[list[Any]]) -> list[Any]:
    """The values with a matrix applied to every line along an axis."""
    step, size, found = prod(d + 1 for d in degrees[axis + 1 :]), degrees[axis] + 1, list(values)
    for start in (place for place in range(len(values)) if place // step % size == 0):
        line = slice(start, start + step * size, step)
        found[line] = [sum(x * v for x, v in zip(row, values[line], strict=True) if x) for row in matrix]
    return found


def half(poly: Bernstein, axis: int, upper: bool) -> Bernstein:
    """The coefficients on the lower or the upper half, by de Casteljau's algorithm."""
    size, turn = range(poly.degrees[axis] + 1), slice(None, None, -1 if upper else 1)
    matrix = [[comb(i, k) << (size[-1] - i) for k in size][turn] for i in size][turn]
    values = along(poly.degrees, poly.values, axis, matrix)
    divisor = gcd(*values) or 1
    return Bernstein(poly.degrees, [value // divisor for value in values])


def on_all(piece: Bernstein, fine: Callable[[list[int]], bool], depth: int = 0) -> bool:
    """The coefficients are as they should on every piece of a box, once it is halved often enough."""
    axes = [axis for axis, degree in enumerate(piece.degrees) if degree]
    halves = (half(piece, axes[depth % len(axes)], upper) for upper in (False, True))
    fit = axes != [] and depth < 24
    return fine(piece.values) or (fit and all(on_all(one, fine, depth + 1) for one in halves))


def shares(cutting: str, claim: Statement, box: Box) -> tuple[Fraction, Fraction]:
    """The shares of the box where the claim is proved true, and false.

    The text is a tree of cells in preorder: a digit halves a cell along that axis, the lower half first.
    """
    if cutting == "?":  # nothing is claimed
        return Fraction(0), Fraction(0)

    need(len(cutting) // 2 * (64 + (2 << len(box))) <= MOST_WORK, "the cutting has too many cells")
    waiting = [(1, claim, {key: bernstein(dict(key), box) for key in hinges(claim)})]
    total, volumes, measured = [Fraction(0)] * 2, dict[Body, Fraction](), list[tuple[int, list[Fraction]]]()

    for mark in cutting:
        need(bool(waiting), "the cutting goes on after its end")
        size, claim, live = waiting.pop()
        known = {k: min(p.values) >= 0 for k, p in live.items() if min(p.values) >= 0 or max(p.values) <= 0}
        claim = simplified(claim, known)
        live = {key: live[key] for key in hinges(claim)}
        if mark in "0123456789":
            need(int(mark) < len(box) and size < 2**DEEPEST, "a cell cannot be halved so")
            halves = ({key: half(p, int(mark), upper) for key, p in live.items()} for upper in (True, False))
            waiting += [(2 * size, claim, part) for part in halves]
            continue

        if mark in "+-":
            need(claim is (mark == "+"), "a cell is not what its mark says")
            total[mark == "-"] += Fraction(1, size)
        elif mark != "?":
            need(len(live) == 1 if mark == "/" else mark == "=" and 1 < len(live) <= 10, "a mark is none")
            cuts = {key: planes(live[key]) for key in sorted(live, key=sorted)}
            need(sum(low != high for _, low, high in cuts.values()) <= 2, "a cell hangs on too many curves")
            measured.append((size, proved(claim, cuts, (), volumes)))

    need(not waiting, "the cutting ends too early")
    unit = 2**80 if len(measured) > 64 else 0  # each of so many is rounded down
    for k, (size, parts) in product((0, 1), measured):
        total[k] += Fraction(int(parts[k] * unit / size), unit) if unit else parts[k] / size
    return total[0], total[1]


def proved(
    claim: Statement, cuts: dict[Key, Cut], body: Body, volumes: dict[Body, Fraction]
) -> list[Fraction]:
    """The shares of a cell where the signs that planes prove settle a claim as true, and as false."""
    key = next((key for key in cuts if key in hinges(claim)), None)
    if key is None:  # some signs may not be proved, and yet the claim come out the same for all
        signs = product((True, False), repeat=len(unknown := list(hinges(claim))))
        truths = {simplified(claim, dict(zip(unknown, choice, strict=True))) for choice in signs}
        share = volume(body, volumes) if len(truths) == 1 else Fraction(0)
        return [share, Fraction(0)] if True in truths else [Fraction(0), share]
    rest, (rise, lower, upper) = {k: cut for k, cut in cuts.items() if k != key}, cuts[key]
    fall = tuple(-slope for slope in rise)
    above, under = simplified(claim, {key: True}), simplified(claim, {key: False})
    parts: list[tuple[Statement, Body]] = [(above, ((fall, -upper),)), (under, ((rise, lower),))]
    parts += [(claim, ((rise, upper), (fall, -lower)))] if lower != upper else []
    found = (proved(left, rest, body + more, volumes) for left, more in parts)
    return [sum(column, Fraction(0)) for column in zip(*found, strict=True)]


def planes(poly: Bernstein) -> Cut:
    """Two parallel planes round where a polynomial is zero: its mean rises, and what else it does."""
    places = list(product(*(range(d + 1) for d in poly.degrees)))
    step, slopes, rest = lcm(*(d for d in poly.degrees if d)), [0] * len(poly.degrees), []
    for (place, v), (axis, d) in product(zip(places, poly.values, strict=True), enumerate(poly.degrees)):
        slopes[axis] += ((place[axis] == d) - (place[axis] == 0)) * v * (d + 1) * step  # the mean rise
    for place, v in zip(places, poly.values, strict=True):
        plane = sum(slope // d * i for slope, d, i in zip(slopes, poly.degrees, place, strict=True) if d)
        rest.append(v * len(places) * step - plane)
    return tuple(slopes), -max(rest), -min(rest)


def volume(body: Body, volumes: dict[Body, Fraction]) -> Fraction:
    """Cones over the faces: 1/n of the sum of b/|a_k| times the face where a·t = b, seen along axis k."""
    kept: dict[tuple[int, ...], int] = {}
    for a, b in body:
        divisor = gcd(*a, b) or 1
        a, b = tuple(x // divisor for x in a), b // divisor
        if sum(x for x in a if x < 0) >= b:
            return Fraction(0)
        if sum(x for x in a if x > 0) > b:  # otherwise it holds in the whole cube
            kept[a] = min(b, kept.get(a, b))

    if len(kept) < 2:
        return below(*next(iter(kept.items()), ((), 1)))

    used = [any(column) for column in zip(*kept, strict=True)]
    body, n = tuple(sorted((tuple(compress(a, used)), b) for a, b in kept.items())), sum(used)
    if body not in volumes:
        need(len(volumes) < MOST_BODIES, "there are too many faces to measure")
        cube = [(tuple(x * (j == k) for j in range(n)), max(x, 0)) for k in range(n) for x in (1, -1)]
        total = Fraction(0)
        for a, b in ((a, b) for a, b in (*body, *cube) if b):
            k = min((j for j in range(n) if a[j]), key=lambda j: abs(a[j]))
            size, sign, others = abs(a[k]), 1 if a[k] > 0 else -1, [j for j in range(n) if j != k]
            rest = ((c, d, c[k] * sign) for c, d in (*body, *cube) if c != a)
            face = ((tuple(size * c[j] - x * a[j] for j in others), size * d - x * b) for c, d, x in rest)
            total += Fraction(b, size) * volume(tuple(face), volumes)
        volumes[body] = total / n

    return volumes[body]


def below(slopes: Sequence[int], bound: int) -> Fraction:
    """The share of the unit cube where slopes·t is below a bound."""
    bound -= sum(slope for slope in slopes if slope < 0)  # t turned to 1 − t along falling axes
    sizes, total = [abs(slope) for slope in slopes if slope], 0
    for corner in product((0, 1), repeat=len(sizes)):
        total += (-1) ** sum(corner) * max(0, bound - sum(compress(sizes, corner))) ** len(sizes)
    return Fraction(total, factorial(len(sizes)) * prod(sizes))


# --- From the command line ----------------------------------------------------------------------------------


def check(raw: bytes) -> str:
    """Checks what a certificate proves; Rejected if it is nothing, NotMine if it is of another kind."""

    def once_each(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        need(len(dict(pairs)) == len(pairs), "a field is named twice")
        return dict(pairs)

    need(len(raw) <= MOST_BYTES, f"a certificate has at most {MOST_BYTES:,} bytes")
    try:
        data = typed(json.loads(raw.decode("utf-8-sig"), object_pairs_hook=once_each), dict)
        check_claim(data, format=2)
        kind, paradox, concept = map(data.get, ("kind", "paradox", "concept"))
        if kind not in ("verdict", "map") or paradox != "option" or concept == "markov-perfect":
            raise NotMine(f"a certificate of kind {kind!r:.60} about {paradox!r:.60}, {concept!r:.60}")
        return check_map(data) if kind == "map" else check_verdict(data)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as problem:
        raise Rejected(f"{type(problem).__name__}: {problem}") from problem


def main(path: str = "") -> int:
    """Says whether the certificate in a file is accepted."""
    try:
        with open(path, "rb") as file:
            code, said = 0, f"accepted: {check(file.read(MOST_BYTES + 1))}"
    except Rejected as reason:
        code, said = 1, f"rejected: {reason}"
    except NotMine as reason:
        code, said = 3, f"not mine: {reason}"
    except OSError as problem:
        code, said = 2, f"{problem}; usage: python checker.py certificate.json"
    print(said[:500].encode("ascii", "backslashreplace").decode())
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

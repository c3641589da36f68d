"""The systems of a pattern: equilibria at one set (A), orders of trembles (K), and equilibria in all (P)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .forms import ONE, Form, Solved, Symbol, System, added, times, with_sums
from .ways import below, members, ways

UNIT = Fraction(1)
Plan = dict[int, int]


class Tree:
    """A tree, with what patterns need to know of it."""

    def __init__(self, game: dict[str, Any], *, consistent: bool) -> None:
        self.game, self.consistent = game, consistent
        self.before, self.nodes = ways(game), members(game)
        self.owner = [player for player, _, _ in game["sets"]]
        self.sets_below = [
            {
                game["nodes"][p]["set"]
                for node in nodes
                for p in below(game, node)
                if p != node and "set" in game["nodes"][p]
            }
            for nodes in self.nodes
        ]


class Pattern:
    """A pattern as far as it is chosen: for each set its used actions, and its believed nodes, or nothing."""

    def __init__(
        self, tree: Tree, used: dict[int, tuple[int, ...]], believed: dict[int, tuple[int, ...]]
    ) -> None:
        self.tree, self.used, self.believed = tree, used, believed

    @property
    def game(self) -> dict[str, Any]:
        return self.tree.game

    def symbols(self) -> dict[int, list[Symbol]]:
        return {s: [(s, a) for a in actions] for s, actions in self.used.items() if len(actions) > 1}

    def of_action(self, s: int, a: int) -> tuple[Symbol, ...]:
        """The symbol of a used action, if it has one."""
        return ((s, a),) if len(self.used[s]) > 1 else ()

    def comes(self, node: int) -> bool:
        """Whether play comes to a node."""
        for place, branch in self.tree.before[node]:
            at = self.game["nodes"][place]
            if ("set" in at and branch not in self.used[at["set"]]) or (
                "chances" in at and not at["chances"][branch]
            ):
                return False
        return True

    def arrived(self, s: int) -> tuple[int, ...]:
        return tuple(node for node in self.tree.nodes[s] if self.comes(node))

    # --- Values
    # --------------------------------------------------------------------------------------------------------

    def value(self, weights: dict[int, Form], player: int, plan: Plan) -> Form:
        """The value of a plan; where it says nothing the player takes its first used action.

        In a column behind the payoffs, which is no player's, of what everybody uses.
        """
        parts: list[tuple[Fraction, Form]] = []
        waiting = [
            (start, c, monomial) for start, weight in weights.items() for monomial, c in weight.items()
        ]
        while waiting:
            place, chance, monomial = waiting.pop()
            node = self.game["nodes"][place]
            if "payoffs" in node:
                parts.append((chance * node["payoffs"][player], {monomial: UNIT}))
            elif "chances" in node:
                waiting += [
                    (c, chance * p, monomial) for c, p in zip(node["children"], node["chances"], strict=True)
                ]
            elif self.tree.owner[node["set"]] == player:
                taken = plan.get(node["set"], self.used[node["set"]][0])
                waiting.append((node["children"][taken], chance, monomial))
            else:
                s = node["set"]
                waiting += [
                    (node["children"][a], chance, times(monomial, *self.of_action(s, a)))
                    for a in self.used[s]
                ]
        return added(*parts)

    def plans(self, s: int, start: list[int]) -> list[Plan]:
        """What a player may do at a set and after it, in order."""
        if self.tree.consistent:
            return [{s: a} for a in range(len(self.game["sets"][s][2]))]
        player, found = self.tree.owner[s], []

        def follow(plan: Plan) -> None:
            waiting = list(start)
            while waiting:
                node = self.game["nodes"][waiting.pop()]
                t = node.get("set")
                if t is None:
                    waiting += node["children"]
                elif self.tree.owner[t] != player:
                    waiting += [node["children"][a] for a in self.used[t]]
                elif t in plan:
                    waiting.append(node["children"][plan[t]])
                else:
                    for action in range(len(self.game["sets"][t][2])):
                        follow({**plan, t: action})
                    return
            found.append(plan)

        follow({})
        return found

    def optimality(self, system: System, s: int, weights: dict[int, Form]) -> None:
        player = self.tree.owner[s]
        first = self.value(weights, player, {})
        for plan in self.plans(s, list(weights)):
            loss = added((UNIT, first), (-UNIT, self.value(weights, player, plan)))
            if all(action in self.used[t] for t, action in plan.items()):
                system.vanishes(loss)
            else:
                system.is_positive(loss)

    # --- Systems
    # --------------------------------------------------------------------------------------------------------

    def at_one_set(self, s: int) -> System:
        """System A(s)."""
        system, nodes = System(), self.tree.nodes[s]
        beliefs: dict[int, Form] = {node: {((-1, node),): UNIT} for node in nodes}
        self.optimality(system, s, beliefs if len(nodes) > 1 else {nodes[0]: {ONE: UNIT}})
        system.vanishes(added(*((UNIT, belief) for belief in beliefs.values()), (-UNIT, {ONE: UNIT})))
        for form in with_sums([*system.zero, *system.positive], self.symbols()):
            system.vanishes(form)
        return system

    def of_orders(self) -> System:
        """System K; the symbol of a set's order is (set, -1)."""
        system = System()

        def orders(node: int) -> Form:
            steps = [(self.game["nodes"][p].get("set"), a) for p, a in self.tree.before[node]]
            unused = [(t, a) for t, a in steps if t is not None and a not in self.used[t]]
            return added(*((UNIT, {((t, a),): UNIT, ONE: UNIT}) for t, a in unused))

        for s, nodes in enumerate(self.tree.nodes):
            if s not in self.believed or self.arrived(s):
                continue
            for node in nodes:
                excess = added((UNIT, orders(node)), (-UNIT, {((s, -1),): UNIT, ONE: UNIT}))
                if node in self.believed[s]:
                    system.vanishes(excess)
                else:
                    system.is_positive(added((UNIT, excess), (-UNIT, {ONE: UNIT})))
        return system

    def weights(self, s: int) -> dict[int, Form]:
        """The weights of a set's believed nodes in system P."""
        nodes = self.believed[s]
        if len(nodes) == 1:
            return {nodes[0]: {ONE: UNIT}}
        if not self.tree.consistent and not self.arrived(s):
            return {node: {((-1, node),): UNIT} for node in nodes}
        player, found = self.tree.owner[s], {}
        for node in nodes:
            chance, symbols = UNIT, []
            for place, branch in self.tree.before[node]:
                at = self.game["nodes"][place]
                if "chances" in at:
                    chance *= at["chances"][branch]
                elif self.tree.owner[at["set"]] != player:
                    unused = branch not in self.used[at["set"]]
                    symbols += [(at["set"], branch)] if unused else self.of_action(at["set"], branch)
            found[node] = (chance, symbols)
        shared = set.intersection(*(set(symbols) for _, symbols in found.values()))
        return {
            node: {times(ONE, *(x for x in symbols if x not in shared)): chance}
            for node, (chance, symbols) in found.items()
        }

    def whole(self, columns: range) -> Whole:
        """System P about payoffs, or values of a measure, as it is once what is fixed is put in."""
        system = System()
        weights = [self.weights(s) for s in range(len(self.tree.nodes))]
        for s, own in enumerate(weights):
            self.optimality(system, s, own)
        paid = [self.value({0: {ONE: UNIT}}, column, {}) for column in columns]
        everything = [
            *system.zero,
            *system.positive,
            *paid,
            *(weight for own in weights for weight in own.values()),
        ]
        for form in with_sums(everything, self.symbols()):
            system.vanishes(form)
        return Whole(self, system, paid, weights)


class Whole:
    """System P."""

    def __init__(
        self, pattern: Pattern, system: System, paid: list[Form], weights: list[dict[int, Form]]
    ) -> None:
        self.pattern, self.system, self.paid, self.weights = pattern, system, paid, weights
        self.fixed: dict[Symbol, Fraction] = {}
        self.solved = Solved(system.zero)
        while found := self.to_fix():
            self.fixed |= found
            self.replace(found)
            self.solved = Solved(self.system.zero)

    def to_fix(self) -> dict[Symbol, Fraction]:
        used = {symbol for them in self.pattern.symbols().values() for symbol in them}
        found: dict[Symbol, Fraction] = {}
        for monomial in sorted({m for form in (*self.system.zero, *self.system.positive) for m in form}):
            for symbol in monomial:
                if symbol in used and symbol not in found:
                    rest = tuple(x for x in monomial if x != symbol)
                    ratio = self.solved.ratio({monomial: UNIT}, {rest: UNIT})
                    if ratio is not None and 0 < ratio < 1:
                        found[symbol] = ratio
        return found

    def replace(self, found: dict[Symbol, Fraction]) -> None:
        def put(form: Form) -> Form:
            parts: list[tuple[Fraction, Form]] = []
            for monomial, c in form.items():
                for symbol in monomial:
                    c = c * found.get(symbol, UNIT)
                parts.append((c, {tuple(x for x in monomial if x not in found): UNIT}))
            return added(*parts)

        old, self.system = self.system, System()
        for form in old.zero:
            self.system.vanishes(put(form))
        for form in old.positive:
            self.system.is_positive(put(form))
        self.paid = [put(form) for form in self.paid]
        self.weights = [{node: put(weight) for node, weight in own.items()} for own in self.weights]

    def assessment(self) -> tuple[list[list[Fraction]], list[dict[int, Fraction]]] | None:
        """The one assessment that the equations leave: probabilities and beliefs at each set, if any."""
        odds, beliefs = [], []
        for s, (_, _, actions) in enumerate(self.pattern.game["sets"]):
            used = self.pattern.used[s]
            here = [Fraction(0)] * len(actions)
            for a in used:
                value = UNIT if len(used) == 1 else self.fixed.get((s, a))
                if value is None:
                    return None
                here[a] = value
            if sum(here) != 1:
                return None
            odds.append(here)
            nodes = self.weights[s]
            first = next(iter(nodes.values()))
            ratios = {node: self.solved.ratio(weight, first) for node, weight in nodes.items()}
            if any(ratio is None or ratio <= 0 for ratio in ratios.values()):
                return None
            total = sum(ratio for ratio in ratios.values() if ratio)
            beliefs.append({node: ratio / total for node, ratio in ratios.items() if ratio})
        return odds, beliefs

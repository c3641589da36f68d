"""All subgame perfect equilibria of a tree with perfect information and ties, by pieces of payoffs.

Every piece is a plain set of points: those that are no corners stay in it, which changes no hull.
"""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any

from .agents import Agents, deciders
from .reading import TOO_LARGE, Unjudged, a_list, an_integer, fields, need
from .strategies import Strategies
from .subgames import cut, roots
from .trees import check_plan, read_plan
from .ways import recalls, values

Points = frozenset[tuple[Fraction, ...]]


def by_payoff_pieces(game: dict[str, Any], proof: Any, mover: int) -> dict[str, Any]:
    _, cuts, listed = fields(proof, "kind", "cuts", "plans")
    need(0 <= an_integer(cuts) <= 4, "pieces are cut 0 to 4 times")
    plans = [check_plan(game, plan) for plan in a_list(listed)]
    need(0 < len(plans) <= 100, "there are 1 to 100 plans")
    cover = Cover(game, cuts)
    entries = [point[0] for piece in cover.pieces(0, (mover,)) for point in piece]
    low, high, reached = min(entries), max(entries), {value[mover] for _, value in plans}
    need({low, high} <= reached, "the plans do not reach the ends of the pieces")
    taken = {(game["nodes"][place]["set"], branch) for place, branch in cover.taken}
    every = {
        (number, branch)
        for number, (_, _, actions) in enumerate(game["sets"])
        for branch in range(len(actions))
    }
    return {
        "values": [low, high] if cover.ties else [low],
        "infinite": cover.ties,
        "profiles": [profile for profile, _ in plans],
        "spanning": not cover.ties,
        "never": every - taken,
        "points": lambda: {
            point
            for piece in Cover(game, cuts).pieces(0, tuple(range(len(game["players"]))))
            for point in piece
        },
    }


def by_subgame_pieces(game: dict[str, Any], proof: Any, mover: int, of_table: Any) -> dict[str, Any]:
    """The same in a tree in which somebody does not see all, by the tables of subgames."""
    _, cuts, listed, proofs = fields(proof, "kind", "cuts", "plans", "tables")
    need(0 <= an_integer(cuts) <= 4, "pieces are cut 0 to 4 times")
    need(type(proofs) is dict, "tables are proved by their hashes")
    plans = [perfect_plan(game, plan) for plan in a_list(listed)]
    need(0 < len(plans) <= 100, "there are 1 to 100 plans")
    cover = Cover(game, cuts)
    cover.proofs, cover.of_table = proofs, of_table
    entries = [point[0] for piece in cover.pieces(0, (mover,)) for point in piece]
    if not {min(entries), max(entries)} <= {values(game, plan)[0][mover] for plan in plans}:
        raise Unjudged("what no plan attains is known within bounds alone")
    return {"profiles": plans, "infinite": True, "spanning": False, "counted": False}


def perfect_plan(game: dict[str, Any], plan: Any) -> Any:
    """The plan as a profile, after every pure strategy is tried against it in every subgame."""
    profile, _ = read_plan(game, plan)
    need(is_perfect(game, profile), "a plan is not subgame perfect")
    return profile


def is_perfect(game: dict[str, Any], profile: Any, *, alone: bool = False) -> bool:
    """Whether no pure strategy is better in any subgame, or in the whole game alone."""
    need(
        all(recalls(game, player) for player in range(len(game["players"]))), "a player lacks perfect recall"
    )
    for top in [0] if alone else roots(game):
        rest = cut(game, top, {})
        strategies = Strategies(rest)
        paid = values(rest, profile)[0]
        for player, own in enumerate(strategies.all):
            for strategy in own:
                other = dict(profile)
                for s, action in strategy.items():
                    _, name, actions = rest["sets"][s]
                    other[player, name] = {a: Fraction(k == action) for k, a in enumerate(actions)}
                if values(rest, other)[0][player] > paid[player]:
                    return False
    return True


def name_of(table: dict[str, Any]) -> str:
    """The hash of a table."""
    sizes = [range(len(actions)) for _, _, actions in table["sets"]]
    plain = {
        "form": "normal",
        "players": table["players"],
        "information_sets": [
            {"player": table["players"][p], "name": name, "actions": actions}
            for p, name, actions in table["sets"]
        ],
        "payoffs": [[str(v) for v in table["cells"][cell]] for cell in product(*sizes)],
    }
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


class Cover:
    proofs: dict[str, Any] | None = None
    of_table: Any = None

    def __init__(self, game: dict[str, Any], cuts: int):
        self.game, self.cuts, self.ties, self.work = game, cuts, False, 0
        self.roots = set(roots(game))
        self.taken: set[tuple[int, int]] = set()

    def pieces(self, place: int, columns: tuple[int, ...]) -> set[Points]:
        """The pieces at a node, in the columns that somebody above compares or that are asked about."""
        node = self.game["nodes"][place]
        if "payoffs" in node:
            return {frozenset([tuple(node["payoffs"][c] for c in columns)])}
        if not all(self.roots >= {c} or "payoffs" in self.game["nodes"][c] for c in node["children"]):
            return self.hidden(place, columns)
        if "chances" in node:
            below = [self.pieces(child, columns) for child in node["children"]]
            return {self.average(node["chances"], choice) for choice in product(*below)}
        own = self.game["sets"][node["set"]][0]
        inner = tuple(dict.fromkeys([*columns, own]))
        below = [self.pieces(child, inner) for child in node["children"]]
        found = set()
        for choice in product(*below):
            for piece in self.chosen(place, choice, inner.index(own)):
                found.add(frozenset(point[: len(columns)] for point in piece))
        return found

    def hidden(self, place: int, columns: tuple[int, ...]) -> set[Points]:
        """The pieces of a subgame that is a table of those who choose in it."""
        inner, waiting, choosing = [], [place], list[int]()
        while waiting:
            here = waiting.pop()
            node = self.game["nodes"][here]
            if here in self.roots and here != place:
                inner.append(here)
                continue
            choosing += [self.game["sets"][node["set"]][0]] if "set" in node else []
            waiting += node["children"]
        counting = tuple(dict.fromkeys([*columns, *choosing]))
        inner.sort()
        found: set[Points] = set()
        for choice in product(*(self.pieces(c, counting) for c in inner)):
            axes = [counting.index(player) for player in set(choosing)]
            alike = all(len({point[axis] for point in piece}) == 1 for piece in choice for axis in axes)
            if not alike:
                raise Unjudged("a subgame that is chosen about is worth different amounts")
            first = [min(piece) for piece in choice]
            for profiles in self.subsets(deciders(self.worth(place, inner, first, counting))):
                points = set()
                for below in product(*choice):
                    rest = self.worth(place, inner, list(below), counting)
                    for profile in profiles:
                        self.count(1)
                        paid = values(rest, profile)[0]
                        points.add(tuple(paid[column] for column in columns))
                found.add(frozenset(points))
        return found

    def worth(self, place: int, inner: list[int], points: list[Any], counting: tuple[int, ...]) -> Any:
        """The subgame with inner ones worth these points; zero where a column does not count."""
        ends = {}
        for top, point in zip(inner, points, strict=True):
            known = dict(zip(counting, point, strict=True))
            ends[top] = [known.get(player, Fraction(0)) for player in range(len(self.game["players"]))]
        return cut(self.game, place, ends)

    def subsets(self, strategies: Agents | Strategies) -> list[list[Any]]:
        """The largest products of mixtures that are equilibria, by the profiles at their corners."""
        if not strategies.playing:
            return [[strategies.profile([])]]
        table = strategies.table()
        if len(strategies.playing) == 1:
            best = max(row[0] for row in table["cells"].values())
            taken = [k for (k,), row in table["cells"].items() if row[0] == best]
            count = len(table["cells"])
            return [[strategies.profile([[Fraction(j == k) for j in range(count)]]) for k in taken]]
        assert self.proofs is not None
        need(name_of(table) in self.proofs, "a table has no proof")
        answer = self.of_table(table, self.proofs[name_of(table)])
        pairs = [tuple(tuple(own) for own in mixture) for mixture in answer["mixtures"]]
        if not answer["infinite"]:
            return [[strategies.profile(pair)] for pair in pairs]
        if not answer["spanning"]:
            raise Unjudged("three players of a subgame have infinitely many equilibria")
        # Every set of first mixtures with all second ones that go with each, closed both ways.
        firsts = {a for a, _ in pairs}
        closed = set()
        for size in range(1, len(firsts) + 1):
            need(len(firsts) <= 12, "there are too many mixtures")
            for some in combinations(sorted(firsts), size):
                shared = frozenset(b for _, b in pairs if all((a, b) in pairs for a in some))
                if shared:
                    closed.add((frozenset(a for a in firsts if all((a, b) in pairs for b in shared)), shared))
        return [
            [strategies.profile([list(a), list(b)]) for a in left for b in right] for left, right in closed
        ]

    def average(self, chances: list[Fraction], choice: tuple[Points, ...]) -> Points:
        """All averages of one point of each child; in a single column the two ends are enough."""
        sums = {(Fraction(0),) * len(next(iter(choice[0])))}
        for chance, piece in zip(chances, choice, strict=True):
            self.count(len(sums) * len(piece))
            sums = {
                tuple(x + chance * y for x, y in zip(before, point, strict=True))
                for before, point in product(sums, piece)
            }
            if len(next(iter(sums))) == 1:
                sums = {min(sums), max(sums)}
        return frozenset(sums)

    def chosen(self, place: int, choice: tuple[Points, ...], axis: int) -> list[Points]:
        lows = [min(point[axis] for point in piece) for piece in choice]
        highs = [max(point[axis] for point in piece) for piece in choice]
        floor, found = max(lows), []
        marks = [floor, *sorted({high for high in highs if high > floor})]
        stages = [(floor, floor)] if floor in highs else []
        for low, high in [*stages, *pairwise(marks)]:
            able = [branch for branch, top in enumerate(highs) if top >= high]
            self.ties |= len(able) > 1
            self.taken |= {(place, branch) for branch in able}
            levels = {low, high}
            if self.cuts and len(able) > 1 and low < high:
                levels |= {p[axis] for branch in able for p in choice[branch] if low < p[axis] < high}
                for _ in range(self.cuts - 1):
                    levels |= {(a + b) / 2 for a, b in pairwise(sorted(levels))}
            for a, b in [(low, low)] if low == high else pairwise(sorted(levels)):
                found.append(
                    frozenset().union(*(self.between(choice[branch], axis, a, b) for branch in able))
                )
        return found

    def between(self, piece: Points, axis: int, low: Fraction, high: Fraction) -> Points:
        points = {point for point in piece if low <= point[axis] <= high}
        for one, other in product(piece, piece):
            self.count(1)
            for level in (low, high):
                if one[axis] < level < other[axis]:
                    share = (level - one[axis]) / (other[axis] - one[axis])
                    points.add(tuple(x + share * (y - x) for x, y in zip(one, other, strict=True)))
        return frozenset(points)

    def count(self, steps: int) -> None:
        self.work += steps
        need(self.work <= 5 * TOO_LARGE, "there are too many points")

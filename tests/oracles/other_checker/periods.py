"""Verdicts about games that go on, where no isolating box is needed: every equilibrium listed is exact.

A game is a `Game`; a play has for each information set its mixture.  What an action gives, and bounds of
values, are fractions; nothing is brought to common integers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

from .ordered import by_order
from .questions import QUANTIFIERS, RULES, distinct
from .reading import (
    TOO_LARGE,
    Rejected,
    Unjudged,
    a_flag,
    a_list,
    a_text,
    an_integer,
    distinct_texts,
    fields,
    need,
    rational,
)

Mixture = tuple[Fraction, ...]
Play = tuple[Mixture, ...]
Row = tuple[Fraction, tuple[Fraction, ...]]  # what a period gives, and the discounted odds of each state
ENDS = {"strong": (0, -1), "best": (-1, -1), "worst": (0, 0), "possible": (-1, 0)}
DETAILS = {
    "option": ("action", "at", "coalition"),
    "dynamic-backfire": ("action", "at", "instead", "held"),
    "security-insecurity": ("action", "at", "target", "held"),
}
HELD = {
    "nobody": "with, if nobody answers",
    "target": "with, if only the target answers",
    "third-parties": "with, if only third parties answer",
}
MOST_PAIRS = 1_000


class Game:
    """States, each with movers, cells of payoffs and rows of odds; perhaps with some actions alone left."""

    def __init__(self, data: Any, form: str = "stochastic") -> None:
        need(type(data) is dict, "a game is an object")
        if data.get("form") != form:
            raise Unjudged("a repeated game")
        measured = ["measures"] * ("measure" in data)
        names = ("form", "players", "information_sets", "states", "start", "discounts", "hash")
        said = fields(data, *names, *(["measure"] * len(measured)))
        players, sets, states, start, discounts, digest = said[1:7]
        self.measure = a_text(data.get("measure", "payoff"))
        need("measure" not in data or self.measure != "payoff", "the payoff is no account")
        body = {k: v for k, v in data.items() if k != "hash"}
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        need(
            hashlib.sha256(text.encode(errors="replace")).hexdigest() == digest, "the hash is not the game's"
        )
        self.players = distinct_texts(players)
        told = [fields(entry, "player", "name", "actions") for entry in a_list(sets)]
        own = {(a_text(player), a_text(name)): distinct_texts(acts) for player, name, acts in told}
        need(len(own) == len(told) and all(own.values()), "an information set is there twice, or empty")

        self.at_once = [type(entry) is dict and entry.get("at_once") is True for entry in a_list(states)]
        rows = [
            fields(entry, "name", "payoffs", "transitions", *(["at_once"] * once), *measured)[:3]
            for entry, once in zip(states, self.at_once, strict=True)
        ]
        self.states = distinct_texts([name for name, _, _ in rows])
        need(bool(self.players and self.states), "a game has players and states")
        self.sets = [
            (number, who, own[player, name])
            for number, name in enumerate(self.states)
            for who, player in enumerate(self.players)
            if (player, name) in own
        ]
        order = [(self.players[who], self.states[number]) for number, who, _ in self.sets]
        need(order == [(player, name) for player, name, _ in told], "the sets are not those of the states")
        self.start = odds(start, len(self.states))
        self.discounts = [rational(d) for d in a_list(discounts, len(self.players))]
        if 1 in self.discounts:
            raise Unjudged("no discount")
        need(all(0 <= d < 1 for d in self.discounts), "a discount factor is none")

        self.cells: list[dict[tuple[int, ...], tuple[list[Fraction], list[Fraction]]]] = []
        for number, (_, payoffs, transitions) in enumerate(rows):
            played = list(product(*(range(len(acts)) for n, _, acts in self.sets if n == number)))
            columns = [payoffs, *(states[number][name] for name in measured)]
            cells = zip(*(a_list(own, len(played)) for own in columns), strict=True)
            paid = [[rational(p) for own in c for p in a_list(own, len(self.players))] for c in cells]
            leads = [odds(row, len(self.states)) for row in a_list(transitions, len(played))]
            self.cells.append(dict(zip(played, zip(paid, leads, strict=True), strict=True)))
        need(sum(map(len, self.cells)) * len(self.states) <= TOO_LARGE, "the game is too large")
        self.check_periods()
        self.left = [tuple(range(len(acts))) for _, _, acts in self.sets]
        self.known: dict[Any, list[list[list[Row]]]] = {}

    def but(self, left: dict[int, list[int]]) -> Game:
        """The game in which some sets have only some actions left; the others are never taken."""
        need(all(left.values()), "an information set would be left without an action")
        other = object.__new__(Game)
        other.__dict__ |= self.__dict__
        other.left = [tuple(left.get(n, own)) for n, own in enumerate(self.left)]
        return other

    def check_periods(self) -> None:
        """Steps within a period come to an end: taken away one by one, those that lead to none are all."""
        left = {number for number, once in enumerate(self.at_once) if once}
        while left:
            ending = {s for s in left if not any(row[t] for _, row in self.cells[s].values() for t in left)}
            need(bool(ending), "a period does not end")
            left -= ending

    def weight(self, state: int, who: int) -> Fraction:
        """That of what follows a state: within a period nothing is discounted."""
        return Fraction(1) if self.at_once[state] else self.discounts[who % len(self.players)]

    def column(self, who: int) -> int:
        """Where what is compared of a player stands."""
        return who if self.measure == "payoff" else who + len(self.players)

    def sets_at(self, state: int) -> list[int]:
        return [n for n, (number, _, _) in enumerate(self.sets) if number == state]

    def expected(self, state: int, mixtures: list[Mixture], who: int) -> Row:
        """What a period in a state gives a player, and where it leads, discounted."""
        pays, leads = Fraction(0), [Fraction(0)] * len(self.states)
        for played, (paid, row) in self.cells[state].items():
            weight = Fraction(1)
            for action, mixture in zip(played, mixtures, strict=True):
                weight *= mixture[action]
            if weight:
                pays += weight * paid[who]
                later = weight * self.weight(state, who)
                leads = [old + later * p for old, p in zip(leads, row, strict=True)]
        return pays, tuple(leads)

    def rows(self, state: int, simplices: list[Any]) -> list[list[list[Row]]]:
        """For each player and each of its actions there, or the one play, a row for each vertex tuple."""
        key = (state, tuple(map(tuple, simplices)), tuple(self.left[n] for n in self.sets_at(state)))
        if key not in self.known:
            self.known[key] = [self.rows_of(state, simplices, who) for who in range(len(self.players))]
        return self.known[key]

    def rows_of(self, state: int, simplices: list[Any], who: int) -> list[list[Row]]:
        numbers = self.sets_at(state)
        movers = [self.sets[n][1] for n in numbers]
        if who not in movers:
            return [[self.expected(state, list(t), who) for t in product(*simplices)]]
        place = movers.index(who)
        size = len(self.sets[numbers[place]][2])
        pure = {a: tuple(Fraction(a == b) for b in range(size)) for a in self.left[numbers[place]]}
        return [
            [
                self.expected(state, list(t), who)
                for t in product(*simplices[:place], [pure[a]], *simplices[place + 1 :])
            ]
            for a in self.left[numbers[place]]
        ]

    def summed(self, play: Play, who: int, amounts: list[Fraction] | None = None) -> list[Fraction]:
        """A player's values state by state, or the discounted sums of an amount for each state."""
        size, system = len(self.states), []
        for state in range(size):
            pays, leads = self.expected(state, [play[n] for n in self.sets_at(state)], who)
            row = [Fraction(state == there) - p for there, p in enumerate(leads)]
            system.append([*row, pays if amounts is None else amounts[state]])
        for pivot in range(size):
            lead = next(r for r in range(pivot, size) if system[r][pivot])
            system[pivot], system[lead] = system[lead], system[pivot]
            system[pivot] = [entry / system[pivot][pivot] for entry in system[pivot]]
            for r in range(size):
                if r != pivot and (factor := system[r][pivot]):
                    system[r] = [a - factor * b for a, b in zip(system[r], system[pivot], strict=True)]
        return [row[-1] for row in system]

    def from_start(self, play: Play, who: int, amounts: list[Fraction] | None = None) -> Fraction:
        each = zip(self.start, self.summed(play, who, amounts), strict=True)
        return sum((p * value for p, value in each), Fraction(0))


def odds(data: Any, length: int) -> list[Fraction]:
    found = [rational(p) for p in a_list(data, length)]
    need(all(p >= 0 for p in found) and sum(found) == 1, "probabilities are >= 0 and sum to one")
    return found


class Bounds(NamedTuple):
    """For each player and state a lower and an upper bound, and for each two states how much more one is."""

    lows: list[list[Fraction]]
    highs: list[list[Fraction]]
    gaps: list[list[list[Fraction]]] | None

    def gap(self, who: int, s: int, t: int) -> Fraction:
        return self.highs[who][s] - self.lows[who][t] if self.gaps is None else self.gaps[who][s][t]


class Cell(NamedTuple):
    """A simplex for each information set, given by mixtures, and bounds of the values."""

    simplices: tuple[tuple[Mixture, ...], ...]
    bounds: Bounds | None

    def with_simplex(self, number: int, simplex: tuple[Mixture, ...]) -> list[Cell]:
        simplices = (*self.simplices[:number], simplex, *self.simplices[number + 1 :])
        return [Cell(simplices, self.bounds)] if simplex else []

    def face(self, number: int, action: int) -> list[Cell]:
        return self.with_simplex(number, tuple(v for v in self.simplices[number] if not v[action]))


def equilibria(game: Game, proof: Any) -> list[Play]:
    """All equilibria: the points of a cutting that leaves nothing open, or what states in order lead to."""
    if type(proof) is dict and proof.get("kind") == "ordered-states":
        return by_order(game, proof, equilibria)
    need(type(proof) is dict and proof.get("kind") == "state-cells", "there is no such proof over time")
    if "boxes" in proof:
        need(type(proof["boxes"]) is list, "boxes are a list")
        if proof["boxes"]:
            raise Unjudged("an isolating box over time")
        _, _, cutting = fields(proof, "kind", "boxes", "cutting")
    else:
        _, cutting = fields(proof, "kind", "cutting")
    whole = tuple(
        tuple(tuple(Fraction(a == b) for b in range(len(acts))) for a in left)
        for (_, _, acts), left in zip(game.sets, game.left, strict=True)
    )
    cells, points = [Cell(whole, None)], list[Play]()
    for step in a_list(cutting):
        need(bool(cells) and type(step) is list and bool(step), "a step is malformed, or one too many")
        cells.extend(reversed(left_by(game, cells.pop(), step, points)))
    need(not cells and bool(points), "cells are left over, or no equilibrium is listed")
    return points


def left_by(game: Game, cell: Cell, step: list[Any], points: list[Play]) -> list[Cell]:
    """What a step leaves of a cell, next first."""
    kind, *rest = step
    if kind == "v" and rest:
        return bounded(game, cell, rest)
    numbers = [an_integer(n) for n in rest]
    need(all(n >= 0 for n in numbers), "a step has a negative number")
    if kind == "v":
        play = the_play(cell)
        exactly = [game.summed(play, who) for who in range(len(game.players))]
        return [Cell(cell.simplices, Bounds(exactly, exactly, None))]
    if kind == "x":
        return excluded(game, cell, *three(numbers))
    if kind == "d":
        return outdone(game, cell, *three(numbers))
    if kind == "s":
        need(len(numbers) == 5 and numbers[0] < len(cell.simplices), "a cut is malformed")
        which, v, w, part, parts = numbers
        simplex = cell.simplices[which]
        need(v != w and max(v, w) < len(simplex) and 0 < part < parts, "a cut names no edge")
        share = Fraction(part, parts)
        middle = tuple((1 - share) * a + share * b for a, b in zip(simplex[v], simplex[w], strict=True))
        halves = ((*simplex[:own], middle, *simplex[own + 1 :]) for own in (v, w))
        return [half for new in halves for half in cell.with_simplex(which, new)]
    need(kind == "a" and not numbers, "there is no such step without boxes")
    play = the_play(cell)
    need(is_markov_perfect(game, play), "a profile is no equilibrium")
    if play not in points:
        points.append(play)
    return []


def three(numbers: list[int]) -> tuple[int, int, int]:
    need(len(numbers) == 3, "an exclusion names a set and two actions")
    return numbers[0], numbers[1], numbers[2]


def the_play(cell: Cell) -> Play:
    need(all(len(simplex) == 1 for simplex in cell.simplices), "a cell is not one profile")
    return tuple(simplex[0] for simplex in cell.simplices)


def is_markov_perfect(game: Game, play: Play) -> bool:
    for who in range(len(game.players)):
        values = game.summed(play, who)
        for state in range(len(game.states)):
            rows = game.rows_of(state, [[play[n]] for n in game.sets_at(state)], who)
            if any(worth(row, values) > values[state] for (row,) in rows):
                return False
    return True


def worth(row: Row, values: list[Fraction]) -> Fraction:
    return row[0] + sum((p * v for p, v in zip(row[1], values, strict=True)), Fraction(0))


def of_state(game: Game, cell: Cell, state: int) -> list[list[list[Row]]]:
    return game.rows(state, [cell.simplices[n] for n in game.sets_at(state)])


def played(game: Game, cell: Cell, state: int, who: int) -> list[int]:
    """The places, among what is left to a player, of the actions that its simplex uses."""
    for n in game.sets_at(state):
        if game.sets[n][1] == who:
            return [i for i, a in enumerate(game.left[n]) if any(v[a] for v in cell.simplices[n])]
    return [0]


def excluded(game: Game, cell: Cell, number: int, worse: int, better: int) -> list[Cell]:
    need(number < len(game.sets) and cell.bounds is not None, "a set is not there, or no bound yet")
    state, who, _ = game.sets[number]
    need(max(worse, better) < len(game.left[number]), "an action is not there")
    rows = of_state(game, cell, state)[who]
    pairs = zip(rows[worse], rows[better], strict=True)
    need(all(most(cell.bounds, who, *pair) < 0 for pair in pairs), "an action may be as good")
    return cell.face(number, game.left[number][worse])


def outdone(game: Game, cell: Cell, number: int, worse: int, better: int) -> list[Cell]:
    """The face without an action, where another gains once by all determinants."""
    need(number < len(game.sets), "a set is not there")
    here, who, _ = game.sets[number]
    need(max(worse, better) < len(game.left[number]), "an action is not there")
    beside = [n for n in game.sets_at(here) if n != number]
    taken = game.left[number]

    def row(state: int, play: dict[int, Mixture]) -> list[Fraction]:
        pays, leads = game.expected(state, [play[n] for n in game.sets_at(state)], who)
        return [*((state == there) - p for there, p in enumerate(leads)), pays]

    def pure(action: int) -> Mixture:
        return tuple(Fraction(a == taken[action]) for a in range(len(game.sets[number][2])))

    choices = []
    for state in range(len(game.states)):
        sets = game.sets_at(state)
        tuples = product(*(cell.simplices[n] for n in sets))
        choices.append([row(state, dict(zip(sets, at, strict=True))) for at in tuples])
    for picked in product(*choices[:here], *choices[here + 1 :]):
        for twos in product(*(combinations_with_replacement(cell.simplices[n], 2) for n in beside)):
            total = Fraction(0)
            for ordered in product(*({two, two[::-1]} for two in twos)):
                first, second = (
                    row(
                        here,
                        {number: pure(own), **{n: two[k] for n, two in zip(beside, ordered, strict=True)}},
                    )
                    for k, own in enumerate((worse, better))
                )
                total += determinant([*picked[:here], first, *picked[here:], second])
            need(total > 0, "an action may be as good")
    return cell.face(number, taken[worse])


def determinant(rows: list[list[Fraction]]) -> Fraction:
    """By elimination."""
    rows, found = [list(own) for own in rows], Fraction(1)
    for k in range(len(rows)):
        pivot = next((r for r in range(k, len(rows)) if rows[r][k]), None)
        if pivot is None:
            return Fraction(0)
        if pivot != k:
            rows[k], rows[pivot], found = rows[pivot], rows[k], -found
        found *= rows[k][k]
        for r in range(k + 1, len(rows)):
            factor = rows[r][k] / rows[k][k]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[k], strict=True)]
    return found


def most(bounds: Bounds | None, who: int, one: Row, other: Row) -> Fraction:
    """The most that one row gives more than another."""
    assert bounds is not None
    change = [p - q for p, q in zip(one[1], other[1], strict=True)]
    if bounds.gaps is not None:
        return one[0] - other[0] + carried(change, bounds.gaps[who])
    ends_ = zip(change, bounds.lows[who], bounds.highs[who], strict=True)
    return one[0] - other[0] + sum((c * (high if c > 0 else low) for c, low, high in ends_), Fraction(0))


def carried(change: list[Fraction], gaps: list[list[Fraction]]) -> Fraction:
    """Weights that sum to zero, carried from what is positive to what is negative; any way bounds them."""
    more, less = ({s: abs(c) for s, c in enumerate(change) if sign * c > 0} for sign in (1, -1))
    if len(more) == 1 or len(less) == 1:
        pairs = [(s, t) for s in more for t in less]
    else:
        pairs = [(s, t) for _, s, t in sorted((gaps[s][t], s, t) for s in more for t in less)]
    total = Fraction(0)
    for s, t in pairs:
        amount = min(more[s], less[t])
        total, more[s], less[t] = total + amount * gaps[s][t], more[s] - amount, less[t] - amount
    return total


def bounded(game: Game, cell: Cell, rest: list[Any]) -> list[Cell]:
    """The cell with bounds that one application of the maps shows; nothing where they are empty."""
    need(len(rest) in (3, 4), "bounds are malformed")
    scale, players, states = an_integer(rest[0]), len(game.players), len(game.states)
    need(scale > 0, "a denominator is positive")

    def row(data: Any) -> list[Fraction]:
        return [Fraction(an_integer(n), scale) for n in a_list(data, states)]

    lows, highs = ([row(own) for own in a_list(side, players)] for side in rest[1:3])
    gaps = None
    if len(rest) == 4:
        gaps = [[row(own) for own in a_list(every, states)] for every in a_list(rest[3], players)]
    new, old = Bounds(lows, highs, gaps), cell.bounds
    rows = [of_state(game, cell, state) for state in range(states)]
    for who, state in product(range(players), range(states)):
        high, low, own = highs[who][state], lows[who][state], rows[state][who]
        used = [r for a in played(game, cell, state, who) for r in own[a]]
        below = old is not None and old.highs[who][state] <= high
        need(below or all(worth(r, highs[who]) <= high for r in used), "a value may be higher")
        above = old is not None and old.lows[who][state] >= low
        some = any(all(worth(r, lows[who]) >= low for r in tuples) for tuples in own)
        need(above or some, "a value may be lower")
    if gaps is not None:
        for who, (s, t) in product(range(players), product(range(states), repeat=2)):
            need(s == t or gap_shown(game, cell, new, rows, who, s, t), "values may differ more")
    empty = any(a > b for x, y in zip(lows, highs, strict=True) for a, b in zip(x, y, strict=True))
    return [] if empty else [Cell(cell.simplices, new)]


def gap_shown(game: Game, cell: Cell, new: Bounds, rows: Any, who: int, s: int, t: int) -> bool:
    gap, old = new.gap(who, s, t), cell.bounds
    if gap >= new.highs[who][s] - new.lows[who][t] or (old is not None and gap >= old.gap(who, s, t)):
        return True
    return game.at_once[s] == game.at_once[t] and all(
        any(all(most(new, who, one, other) <= gap for other in tuples) for tuples in rows[t][who])
        for a in played(game, cell, s, who)
        for one in rows[s][who][a]
    )


def check_over_time(data: dict[str, Any]) -> None:
    """Raises `Rejected` unless a verdict over time follows; `Unjudged` where it rests on something else."""
    if data["kind"] != "verdict" or data["verdict"] == "impossible":
        raise Unjudged("a game that goes on")
    if data["paradox"] == "comparative-statics":
        raise Unjudged("a change of a parameter over time")
    need(a_text(data["paradox"]) in DETAILS, "there is no such paradox over time")
    if data["quantifier"] in RULES:
        raise Unjudged("a selection rule over time")
    need(a_text(data["quantifier"]) in QUANTIFIERS, "the quantifier is none")
    game = Game(data["game"])
    need(data["measure"] == game.measure, "the game does not carry what is compared")
    need(a_text(data["mover"]) in game.players, "the mover does not play")
    mover = game.players.index(data["mover"])
    names = DETAILS[data["paradox"]]
    given = {"target": None, **data["details"]} if "target" in names else data["details"]
    details = dict(zip(names, fields(given, *names), strict=True))
    judge = {"option": option, "dynamic-backfire": backfire, "security-insecurity": secured}[data["paradox"]]
    paid, present_if = judge(game, mover, details, data)

    fields(data["payoffs"], *paid)
    fields(data["infinite"], *paid)
    for name, values in paid.items():
        need([rational(v) for v in a_list(data["payoffs"][name])] == values, f"the payoffs {name} are others")
        need(a_flag(data["infinite"][name]) is False, "there are finitely many equilibria")
    before, after = (paid[name] for name in ("without" if "without" in paid else "instead", "with"))
    first, last = ENDS[data["quantifier"]]
    gap = before[first] - after[last]
    need(rational(data["gap"]) == gap, "the gap is another one")
    need(gap <= 0 or present_if is not None, "what is held is not settled")
    present = gap > 0 and bool(present_if)
    need(data["verdict"] == ("present" if present else "absent"), "the verdict is another one")


def losing(game: Game, mover: int, details: dict[str, Any]) -> tuple[list[str], list[int]]:
    """The actions asked about, and the numbers of the sets that they are asked about at."""
    actions, at = distinct(details["action"]), distinct(details["at"])
    if details.get("coalition"):
        raise Unjudged("a coalition over time")
    having = [n for n, (_, who, acts) in enumerate(game.sets) if who == mover and set(actions) & set(acts)]
    need(set(at) <= {game.states[game.sets[n][0]] for n in having}, "the mover does not have it there")
    having = [n for n in having if not at or game.states[game.sets[n][0]] in at]
    need(bool(actions) and bool(having), "nothing is asked about")
    need(all(any(a in game.sets[n][2] for n in having) for a in actions), "an action is not there")
    return actions, having


def solved(data: dict[str, Any], variants: dict[str, Game]) -> Iterator[list[Play]]:
    fields(data["proof"], *variants)
    for name, variant in variants.items():
        yield equilibria(variant, data["proof"][name])


def option(game: Game, mover: int, details: Any, data: Any) -> tuple[dict[str, list[Fraction]], bool]:
    actions, sets = losing(game, mover, details)
    need(a_list(details["coalition"]) == [], "a coalition is a list")
    left = {n: [i for i, a in enumerate(game.sets[n][2]) if a not in actions] for n in sets}
    has, lacks = solved(data, {"with": game, "without": game.but(left)})
    uses = any(
        play[n][i] for play in has for n in sets for i, a in enumerate(game.sets[n][2]) if a in actions
    )
    paid = {
        name: sorted({game.from_start(p, game.column(mover)) for p in own})
        for name, own in (("with", has), ("without", lacks))
    }
    return paid, uses or set(has) != set(lacks)


def backfire(game: Game, mover: int, details: Any, data: Any) -> tuple[dict[str, list[Fraction]], bool]:
    actions, sets = losing(game, mover, details)
    instead, held = a_text(details["instead"]), a_text(details["held"])
    need(not any(game.at_once), "moves within a period are not compared")
    need(len(actions) == 1 and instead not in actions and held in ("all", "nobody"), "no such policies")
    need(all(instead in game.sets[n][2] for n in sets), "the other action is not there")

    def taking(action: str) -> Game:
        return game.but({n: [game.sets[n][2].index(action)] for n in sets})

    def switched(play: Play) -> Play:
        own = {n: tuple(Fraction(a == instead) for a in game.sets[n][2]) for n in sets}
        return tuple(own.get(n, mixture) for n, mixture in enumerate(play))

    if held == "all":
        acting, others = solved(data, {"with": taking(actions[0]), "instead": taking(instead)})
        pairs = [(one, two) for one in acting for two in others]
    else:
        (acting,) = solved(data, {"with": taking(actions[0])})
        pairs = [(one, switched(one)) for one in acting]
    need(len(pairs) <= MOST_PAIRS, "there are too many pairs")
    asked = {game.sets[n][0] for n in sets}
    paid = {
        "with": sorted({game.from_start(one, game.column(mover)) for one, _ in pairs}),
        "instead": sorted({game.from_start(two, game.column(mover)) for _, two in pairs}),
    }
    return paid, all(backfires(game, mover, asked, one, two, switched(one)) for one, two in pairs)


def secured(game: Game, mover: int, details: Any, data: Any) -> tuple[dict[str, list[Fraction]], bool | None]:
    """The values without the policy and with it, and where only some answer it; whether it protects then."""
    need(game.measure != "payoff", "this paradox is about a measure, and never about payoffs")
    actions, sets = losing(game, mover, details)
    need(a_text(details["held"]) in HELD, "nobody of that name answers")
    takes = {n: [i for i, a in enumerate(game.sets[n][2]) if a in actions] for n in sets}
    lacks = {n: [i for i, a in enumerate(game.sets[n][2]) if a not in actions] for n in sets}
    befores, afters = solved(data, {"without": game.but(lacks), "with": game.but(takes)})
    paid = {
        "without": sorted({game.from_start(p, game.column(mover)) for p in befores}),
        "with": sorted({game.from_start(p, game.column(mover)) for p in afters}),
    }
    answering: dict[str, set[int]] = {"nobody": set()}
    if details["target"] is not None:
        need(a_text(details["target"]) in game.players, "the target does not play")
        target = game.players.index(details["target"])
        need(target != mover, "the target is somebody else")
        others = set(range(len(game.players))) - {mover, target}
        answering |= {"target": {target}, "third-parties": others}

    protects = {}
    for held, players in answering.items():
        found, rises = set[Fraction](), []
        for before, after in product(befores, afters):
            plans = [
                {other[n] for other in afters} if n in sets else {after[n] if who in players else before[n]}
                for n, (_, who, _) in enumerate(game.sets)
            ]
            values = [game.from_start(play, game.column(mover)) for play in product(*plans)]
            start = game.from_start(before, game.column(mover))
            found |= set(values)
            rises.append((min(values) - start, max(values) - start))
        always, sometimes = min(low for low, _ in rises) > 0, min(high for _, high in rises) > 0
        if always is sometimes:
            paid[HELD[held]], protects[held] = sorted(found), always
    return paid, protects.get(details["held"])


def backfires(game: Game, mover: int, asked: set[int], one: Play, two: Play, alone: Play) -> bool:
    """Whether the action tempts wherever play comes to it, and what goes through the states is negative."""
    places = range(len(game.states))

    def period(play: Play, state: int, who: int = mover) -> Fraction:
        return game.expected(state, [play[n] for n in game.sets_at(state)], who)[0]

    met, seen = [s for s in places if game.start[s]], set[int]()
    while met:
        state = met.pop()
        if state not in seen:
            seen.add(state)
            met += [t for t in places if leads_to(game, one, state, t)]
    tempting = [period(one, s) > period(alone, s) for s in asked & seen]
    column = game.column(mover)
    gives = [period(two, s, column) for s in places]
    through = game.from_start(one, mover, gives) - game.from_start(two, column)
    return bool(tempting) and all(tempting) and through < 0


def leads_to(game: Game, play: Play, state: int, there: int) -> bool:
    numbers = game.sets_at(state)
    return any(
        row[there] and all(play[n][a] for n, a in zip(numbers, acts, strict=True))
        for acts, (_, row) in game.cells[state].items()
    )


__all__ = ["Rejected", "check_over_time"]

"""Splits of a change into direct effect and reactions: every coalition frozen, and the Shapley value."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

from .games import check_chances, read_game, without
from .paradoxes import frozen_in, taken_on_path
from .proofs import all_equilibria, payoffs
from .reading import a_list, a_text, fields, need, rational
from .variants import scope_at, sets_after

CHANNELS = (
    *("format", "kind", "concept", "mover", "action", "at", "game", "habits", "frozen"),
    *("without", "change", "direct", "reactions", "proof"),
)
CHANGE = (*(name for name in CHANNELS if name not in ("action", "at")), "other")
MOST = 10
Ends = tuple[Fraction, Fraction]


def check_channels(data: dict[str, Any]) -> None:
    game = read_game(data["game"], rational)
    check_chances(game)
    need(data["concept"] == "nash" or game["form"] == "extensive", "the concept needs a tree")
    need(a_text(data["mover"]) in game["players"], "the mover does not play")
    mover = game["players"].index(data["mover"])
    proof, proofs = fields(data["proof"], "without", "frozen")
    if "other" in data:
        lacks, final = game, changed_tree_or_table(game, data["other"])
        every = {
            player: [s for s, (p, _, _) in enumerate(game["sets"]) if p == player]
            for player in range(len(game["players"]))
        }
    else:
        action, final = a_text(data["action"]), game
        losing = scope_at(game, mover, action, data["at"])
        lacks = without(game, action, losing)
        every = {player: sets_after(game, player, action, losing) for player in range(len(game["players"]))}
    found = all_equilibria(lacks, data["concept"], proof, mover)
    need(found["spanning"] or not found["infinite"], "not every equilibrium is known")
    habits = {}
    for player, name in enumerate(game["players"]):
        habit = {} if player == mover else habit_of(game, lacks, found["profiles"], player, every[player])
        habits |= {name: habit} if habit else {}
    need(data["habits"] == habits, "the habits are others")
    need(len(habits) <= MOST, "too many could react")
    held = [some for size in range(len(habits) + 1) for some in combinations(habits, size)]
    got: dict[frozenset[str], Ends] = {}
    for some, one in zip(held, a_list(proofs, len(held)), strict=True):
        left = {
            s: habits[game["players"][p]][n]
            for s, (p, n, _) in enumerate(game["sets"])
            if game["players"][p] in some and n in habits[game["players"][p]]
        }
        variant = frozen_in(final, final, left)
        paid = payoffs(variant, all_equilibria(variant, data["concept"], one, mover), mover)
        got[frozenset(some)] = paid[0], paid[-1]
    for some, entry in zip(held, a_list(data["frozen"], len(held)), strict=True):
        players, payoff = fields(entry, "players", "payoff")
        need(
            players == list(some) and interval(payoff) == got[frozenset(some)],
            "what is got with somebody frozen is another thing",
        )
    without_ = payoffs(lacks, found, mover)
    base: Ends = without_[0], without_[-1]
    need(interval(data["without"]) == base, "what is got without the action is another thing")
    need(interval(data["change"]) == less(got[frozenset()], base), "the change is another one")
    need(interval(data["direct"]) == less(got[frozenset(habits)], base), "the direct effect is another one")
    others = [name for name in game["players"] if name != data["mover"]]
    for name, stated in zip(others, fields(data["reactions"], *others), strict=True):
        right = shapley(name, list(habits), got) if name in habits else (Fraction(0), Fraction(0))
        need(interval(stated) == right, "a reaction is another one")


def interval(data: Any) -> Ends:
    low, high = a_list(data, 2)
    return rational(low), rational(high)


def less(one: Ends, other: Ends) -> Ends:
    return one[0] - other[1], one[1] - other[0]


def shapley(player: str, reacting: list[str], got: dict[frozenset[str], Ends]) -> Ends:
    """What letting a player go adds, on average over all orders, each game's payoff taken once."""
    weight: dict[frozenset[str], Fraction] = {}
    n, rest = len(reacting), [other for other in reacting if other != player]
    for size in range(
        n
    ):  # those who are still held when the player goes, in whatever order the others went and will go
        share = Fraction(factorial(size) * factorial(n - 1 - size), factorial(n))
        for held in combinations(rest, size):
            weight[frozenset(held)] = share
            weight[frozenset((*held, player))] = -share
    low = sum((w * got[c][0 if w > 0 else 1] for c, w in weight.items()), Fraction(0))
    high = sum((w * got[c][1 if w > 0 else 0] for c, w in weight.items()), Fraction(0))
    return low, high


def changed_tree_or_table(game: dict[str, Any], data: Any) -> dict[str, Any]:
    """The game after a change, which differs in numbers alone."""
    other = read_game(data, rational)
    check_chances(other)
    need(
        all(game[field] == other[field] for field in ("form", "players", "sets")),
        "the other game has other sets",
    )
    if game["form"] == "extensive":
        bare = [
            [{k: v for k, v in n.items() if k not in ("payoffs", "chances")} for n in g["nodes"]]
            for g in (game, other)
        ]
        need(bare[0] == bare[1], "the other game is another tree")
    return other


def habit_of(game: Any, lacks: Any, profiles: list[Any], player: int, after: list[int]) -> dict[str, str]:
    """What a player does when it is frozen, by the names of its sets with a choice."""
    taken = taken_on_path(lacks, profiles, player)
    need(all(len(does) == 1 for does in taken.values()), "somebody does several things without the action")
    habits = {name: next(iter(does)) for name, does in taken.items()}
    between = {n: set(acts) for p, n, acts in game["sets"] if p == player}
    choosing = {n: (s, acts) for s, (p, n, acts) in enumerate(game["sets"]) if p == player and len(acts) > 1}
    for name, (s, actions) in choosing.items():
        if s in after and name not in taken:
            alike = {next(iter(does)) for other, does in taken.items() if between[other] == set(actions)}
            usual = alike or {next(iter(does)) for does in taken.values()}
            need(
                len(usual) == 1 and usual <= set(actions),
                "somebody does no one thing that it could go on doing",
            )
            habits[name] = next(iter(usual))
    return {name: does for name, does in habits.items() if name in choosing}

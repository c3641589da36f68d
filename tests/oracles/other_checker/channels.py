"""Splits of a change into direct effect and reactions: every coalition frozen, and the Shapley value."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Any

from .games import without
from .paradoxes import at_value, frozen_in, taken_on_path
from .proofs import all_equilibria, payoffs
from .questions import FIELDS, Question
from .reading import a_list, fields, need, rational
from .subgames import roots
from .variants import sets_after
from .verdicts import game_of
from .ways import below, members, odds_at

SPLIT = ("habits", "frozen", "without", "change", "direct", "reactions")
CHANNELS = ("format", "kind", *FIELDS, "game", *SPLIT, "proof")
MOST, MOST_CELLS = 10, 600_000
Ends = tuple[Fraction, Fraction]


def check_channels(data: dict[str, Any]) -> None:
    need(data["paradox"] in ("option", "comparative-statics"), "there is no split of this paradox")
    game = game_of(data)
    question = Question(data, game)
    need(not question.coalition, "a split is of one player's action")
    mover = question.mover
    proof, proofs = fields(data["proof"], "without", "frozen")
    if question.paradox == "option":
        losing, final = question.losing, game
        lacks = without(game, question.action, losing)
        every = {
            player: sets_after(game, player, question.action, losing)
            for player in range(len(game["players"]))
        }
    else:
        lacks, final = (at_value(game, rational(question.details[end])) for end in ("low", "high"))
        every = {
            player: [s for s, (p, _, _) in enumerate(game["sets"]) if p == player]
            for player in range(len(game["players"]))
        }
    found = all_equilibria(lacks, question.concept, proof, mover)
    need(found["spanning"] or not found["infinite"], "not every equilibrium is known")
    need(bool(a_list(proofs)), "there is a proof for nobody frozen")
    has = all_equilibria(final, question.concept, proofs[0], mover)
    habits, plans = {}, {}
    for player, name in enumerate(game["players"]):
        if player != mover:
            habit, open_ = habit_of(game, lacks, found["profiles"], player, every[player])
            planned = {game["sets"][s][1]: plan_of(final, question.concept, has, s) for s in open_}
            habits |= {name: habit | planned} if habit or planned else {}
            plans |= {name: list(planned)} if planned else {}
    need(data["habits"] == habits, "the habits are others")
    need(data.get("plans", {}) == plans and ("plans" in data) == bool(plans), "the plans are others")
    size = len(final.get("cells", ())) + len(final.get("nodes", ()))
    need(len(habits) <= MOST and 2 ** len(habits) * size <= MOST_CELLS, "too many could react")
    held = [some for size in range(len(habits) + 1) for some in combinations(habits, size)]
    got: dict[frozenset[str], Ends] = {}
    for some, one in zip(held, a_list(proofs, len(held)), strict=True):
        left = {
            s: habits[game["players"][p]][n]
            for s, (p, n, _) in enumerate(game["sets"])
            if game["players"][p] in some and n in habits[game["players"][p]]
        }
        variant = frozen_in(final, final, left)
        paid = payoffs(variant, all_equilibria(variant, question.concept, one, mover), mover)
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
    # Those who are still held when the player goes, in whatever order the others went and will go.
    for size in range(n):
        share = Fraction(factorial(size) * factorial(n - 1 - size), factorial(n))
        for held in combinations(rest, size):
            weight[frozenset(held)] = share
            weight[frozenset((*held, player))] = -share
    low = sum((w * got[c][0 if w > 0 else 1] for c, w in weight.items()), Fraction(0))
    high = sum((w * got[c][1 if w > 0 else 0] for c, w in weight.items()), Fraction(0))
    return low, high


def habit_of(
    game: Any, lacks: Any, profiles: list[Any], player: int, after: list[int]
) -> tuple[dict[str, str], list[int]]:
    """What a player does when it is frozen, by its sets with a choice; and where that is open."""
    taken = taken_on_path(lacks, profiles, player)
    need(all(len(does) == 1 for does in taken.values()), "somebody does several things without the action")
    habits = {name: next(iter(does)) for name, does in taken.items()}
    between = {n: set(acts) for p, n, acts in game["sets"] if p == player}
    choosing = {n: (s, acts) for s, (p, n, acts) in enumerate(game["sets"]) if p == player and len(acts) > 1}
    open_ = []
    for name, (s, actions) in choosing.items():
        if s in after and name not in taken:
            alike = {next(iter(does)) for other, does in taken.items() if between[other] == set(actions)}
            usual = alike or {next(iter(does)) for does in taken.values()}
            if len(usual) == 1 and usual <= set(actions):
                habits[name] = next(iter(usual))
            else:
                open_.append(s)
    return {name: does for name, does in habits.items() if name in choosing}, open_


def plan_of(game: Any, concept: str, found: Any, s: int) -> str:
    """The one action that is taken at a set in all equilibria listed, wherever these say what is."""
    need("nodes" in game and (found["spanning"] or not found["infinite"]), "no plan is known")
    own, top = members(game)[s], 0
    if concept in ("subgame-perfect", "sequential"):
        top = max([0, *(place for place in roots(game) if set(own) <= set(below(game, place)))])
    player, name, actions = game["sets"][s]
    for profile in found["profiles"]:
        likely = {top: Fraction(1)}
        for place in range(top, len(game["nodes"])):  # a node stands before those below it
            node = game["nodes"][place]
            for p, child in zip(odds_at(game, profile, node), node["children"], strict=True):
                likely[child] = likely.get(place, Fraction(0)) * p
        need(any(likely[place] for place in own), "an equilibrium does not say what is planned")
    does = {a for profile in found["profiles"] for a in actions if profile[player, name][a]}
    need(len(does) == 1, "somebody plans several things with the action")
    return does.pop()

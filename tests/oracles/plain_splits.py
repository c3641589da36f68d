"""Truth of splits into channels, by the plainest means: all coalitions frozen, all orders tried."""

from fractions import Fraction
from itertools import combinations, permutations

from oracles.plain_paradoxes import Solved, at_end, everything, the_one, without
from oracles.plain_truth import CannotTell, Senseless, numbered, sense


def is_true(data):
    """Whether a certificate's claim (parsed JSON) is true; CannotTell for trees and more than two who mix."""
    try:
        return _is_true(data)
    except (Senseless, LookupError, TypeError, ValueError, ZeroDivisionError):
        return False


def _is_true(data):
    sense(data["format"] == 2 and data["kind"] == "channels")
    change, details = data["paradox"] == "comparative-statics", data["details"]
    sense(change or data["paradox"] == "option")
    game = numbered(at_end(data, "low") if change else data["game"], Fraction)
    if game["form"] != "normal":
        raise CannotTell
    sense(data["concept"] == "nash")
    who, whole, final = game["players"].index(data["mover"]), everything(game), game
    if change:
        sense(set(details) == {"parameter", "low", "high"})
        final, lacks = numbered(at_end(data, "high"), Fraction), Solved(game["cells"], whole)
    else:
        sense(details["at"] == [] and details["coalition"] in ([], [data["mover"]]))
        left = without(game, who, the_one(details["action"]))
        lacks = Solved(game["cells"], [left if i == who else own for i, own in enumerate(whole)])
    usual = {}
    for player, own in enumerate(whole):
        if player != who and len(own) > 1:
            does = {frozenset(mixtures[player]) for mixtures in lacks.profiles}
            sense(len(does) == 1 and all(len(one) == 1 for one in does))
            usual[game["players"][player]] = next(iter(next(iter(does))))
    names = [s["actions"] for s in game["information_sets"]]
    sense(data["habits"] == {p: {"": names[game["players"].index(p)][a]} for p, a in usual.items()})
    got, complete = {}, lacks.complete
    for size in range(len(usual) + 1):
        for held in combinations(usual, size):
            actions = [
                [usual[game["players"][i]]] if game["players"][i] in held else own
                for i, own in enumerate(whole)
            ]
            values, _, known = Solved(final["cells"], actions).gets(who)
            got[frozenset(held)] = min(values), max(values)
            complete = complete and known
    if not complete:
        raise CannotTell
    stated = {frozenset(one["players"]): ends(one["payoff"]) for one in data["frozen"]}
    base = lacks.gets(who)[0]
    base = min(base), max(base)
    right = {
        "change": (got[frozenset()][0] - base[1], got[frozenset()][1] - base[0]),
        "direct": (got[frozenset(usual)][0] - base[1], got[frozenset(usual)][1] - base[0]),
        "without": base,
    }
    reactions = {
        player: averaged(player, list(usual), got) for player in game["players"] if player != data["mover"]
    }
    return (
        stated == got
        and all(ends(data[name]) == value for name, value in right.items())
        and {player: ends(part) for player, part in data["reactions"].items()} == reactions
    )


def ends(data):
    low, high = data
    return Fraction(low), Fraction(high)


def averaged(player, reacting, got):
    """The least and the greatest that a player's reaction can add on average, over all payoffs chosen."""
    if player not in reacting:
        return Fraction(0), Fraction(0)
    weight = dict.fromkeys(got, Fraction(0))
    orders = list(permutations(reacting))
    for order in orders:
        held = frozenset(order[order.index(player) :])
        weight[held - {player}] += Fraction(1, len(orders))
        weight[held] -= Fraction(1, len(orders))
    low = sum(min(w * end for end in got[held]) for held, w in weight.items())
    high = sum(max(w * end for end in got[held]) for held, w in weight.items())
    return low, high

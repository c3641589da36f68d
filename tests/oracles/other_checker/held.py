"""The measure in a tree once a policy is taken and only some players answer it.

An infinite set of equilibria lies between its candidates, pure profiles of actions that are not never taken;
what those of them that are equilibria attain is certain.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from .reading import TOO_LARGE, Unjudged
from .ways import values

Side = tuple[dict[str, Any], dict[str, Any]]  # a game, and what is known of its equilibria
Candidate = tuple[Any, bool]  # a profile, and whether it is an equilibrium
Told = tuple[list[Fraction], bool, bool]


def held_in_tree(lacks: Side, has: Side, answering: set[int], column: int) -> Told | None:
    """The measures, whether there are infinitely many equilibria, and whether it rises; None if open."""
    (old, before), (new, after) = lacks, has
    places = {(p, n): acts for p, n, acts in old["sets"]}
    choices = [(p, n) for p, n, acts in new["sets"] if len(acts) > 1]
    holding = {(p, n) for p, n, acts in new["sets"] if p not in answering and places.get((p, n)) == acts}
    matters = not holding.issuperset(choices)
    if any(
        known["infinite"] and "never" not in known for known in ([before, after] if matters else [before])
    ):
        return None
    seconds = candidates(new, after) if matters else [(after["profiles"][0], True)]
    free = {
        place: plans_at(place, seconds)
        for place in choices
        if place not in holding and place[0] not in answering
    }

    paid, rises, certain, bounds = [], [], [], []
    for (e, is_e), (f, is_f) in product(candidates(old, before), seconds):
        start = values(old, e)[0][column]
        base = {place: e[place] if place in holding else f[place] for place in f}
        joined = []
        for own in product(*free.values()):
            plan = {**base, **dict(zip(free, (odds for odds, _ in own), strict=True))}
            joined.append((values(new, plan)[0][column], all(sure for _, sure in own)))
        least, most = min(joined)[0], max(joined)[0]
        paid += [least, most] if before["infinite"] or after["infinite"] else [value for value, _ in joined]
        rises.append(least - start)
        if is_e and is_f:
            sure = [value for value, is_sure in joined if is_sure]
            certain += sure
            bounds.append((min(sure) - start, most - start))
    ends = min(certain), max(certain), min(low for low, _ in bounds)
    always, sometimes = min(rises) > 0, min(high for _, high in bounds) > 0
    if ends != (min(paid), max(paid), min(rises)) or always is not sometimes:
        return None
    return paid, before["infinite"] or (after["infinite"] and matters), always


def candidates(game: dict[str, Any], known: dict[str, Any]) -> list[Candidate]:
    if not known["infinite"]:
        return [(profile, True) for profile in known["profiles"]]
    able = [
        [a for b, a in enumerate(acts) if (s, b) not in known["never"]]
        for s, (_, _, acts) in enumerate(game["sets"])
    ]
    if prod(map(len, able)) * len(game["nodes"]) > TOO_LARGE:
        raise Unjudged("ties leave very many plans")
    found = []
    for taken in product(*able):
        sets = zip(game["sets"], taken, strict=True)
        profile = {(p, n): {a: Fraction(a == one) for a in acts} for (p, n, acts), one in sets}
        found.append((profile, is_best(game, profile)))
    mixing = [p for p in known["profiles"] if any(0 < x < 1 for own in p.values() for x in own.values())]
    return [*found, *((profile, True) for profile in mixing)]


def is_best(game: dict[str, Any], profile: Any) -> bool:
    """Whether at no node another action gives its owner more."""
    paid = values(game, profile)
    return not any(
        paid[child][game["sets"][node["set"]][0]] > paid[place][game["sets"][node["set"]][0]]
        for place, node in enumerate(game["nodes"])
        if "set" in node
        for child in node["children"]
    )


def plans_at(place: tuple[int, str], profiles: list[Candidate]) -> list[tuple[Any, bool]]:
    """The plans that candidates have at a set, and whether one that is certain has it."""
    plans = [profile[place] for profile, _ in profiles]
    distinct = [own for k, own in enumerate(plans) if own not in plans[:k]]
    return [(own, any(sure for p, sure in profiles if p[place] == own)) for own in distinct]

"""Changes to a certificate, one at a time in every field, the game's hash made to fit afterwards.

A change is a pair of where (the keys and positions that lead there) and what stands there instead; `GONE` is
nothing.
"""

import copy
import hashlib
import json
from fractions import Fraction
from itertools import pairwise

GONE = object()
LONG = 12  # of longer lists and texts this many places are changed, spread evenly


def changed(data, change):
    """The certificate with one change, and the hash that belongs to the game it then holds."""
    where, what = change
    return rehashed(replaced(copy.deepcopy(data), where, what if what is GONE else copy.deepcopy(what)))


def replaced(data, where, what):
    if not where:
        return what
    inner = data
    for step in where[:-1]:
        inner = inner[step]
    if what is GONE:
        del inner[where[-1]]
    else:
        inner[where[-1]] = what
    return data


def rehashed(data):
    """With the hashes of its game and of a model of it, if it still holds something like games."""
    details = data.get("details") if isinstance(data, dict) else None
    for place, name in ((data, "game"), (details, "model")):
        if isinstance(place, dict) and isinstance(place.get(name), dict):
            place[name]["hash"] = hash_of(place[name])
    return data


def hash_of(game):
    """As docs/certificate.md says."""
    body = {name: value for name, value in game.items() if name != "hash"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def changes(data):
    """Every change that is made to a certificate, in the order of its fields."""
    names = sorted(set(names_in(data)))

    def walk(value, where):
        if where[-1:] == ("hash",):
            return
        seen = {json.dumps(value)}
        for what in instead(value, names, where):
            text = json.dumps(what)
            if text not in seen:
                seen.add(text)
                yield where, what
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        inner = list(inner)
        for step, below in inner if isinstance(value, dict) else spread(inner):
            yield (*where, step), GONE
            yield from walk(below, (*where, step))

    yield from walk(data, ())
    yield from ((("game", "hash"), what) for what in (GONE, "", None))


def names_in(data):
    """The names of players, actions and information sets, or states of a graph."""
    game = data["game"]
    yield from (*game["players"], *(game["states"] if game["form"] == "graph" else ()))
    for info in game.get("information_sets", ()):
        yield from (info["name"], *info["actions"])


def spread(items):
    """At most LONG of the items, the first and the last among them."""
    if len(items) <= LONG:
        return items
    return [items[round(k * (len(items) - 1) / (LONG - 1))] for k in range(LONG)]


def instead(value, names, where):
    """What is put in the place of a value."""
    if isinstance(value, bool):
        return [not value, None, int(value), str(value), [value]]
    if isinstance(value, int):
        return [*whole_numbers(value), str(value), float(value), None, True, [value], {}]
    if value is None:
        return ["0", ["0"], 0, False, True, [], {}]
    if isinstance(value, str):
        return [*texts(value, names, where), None, 0, 1, True, [value], list(value), {value: value}]
    if isinstance(value, list):
        return [*lists(value), None, "", {}, {str(k): v for k, v in enumerate(value)}]
    return [*objects(value, names), None, "", [], list(value.values())]


def whole_numbers(value):
    return [
        n
        for n in dict.fromkeys((value + 1, value - 1, -value, value // 2, 2 * value, 0, 1, 10**30))
        if n != value
    ]


def texts(value, names, where):
    number = rational(value)
    if number is not None:
        near = (
            number + 1,
            number - 1,
            -number,
            number / 2,
            number * 2,
            Fraction(0),
            Fraction(1),
            number + Fraction(1, 10**9),
        )
        yield from dict.fromkeys(str(n) for n in near if n != number)
        yield from (
            "",
            "x",
            "1/0",
            "nan",
            "inf",
            "1e999999999",
            f"{value}0000",
            f" {value}",
            f"{value}/1",
            "٣",
            "0x1",
            "1_0",
        )
    elif where[-1] == "cutting":
        yield from cuttings(value)
    else:
        yield from (other for other in spread(names) if other != value)
        yield from (
            "",
            f"{value}x",
            value.upper(),
            value[::-1],
            "strong",
            "best",
            "worst",
            "possible",
            "nash",
            "subgame-perfect",
        )
        yield from ("payoff-dominant", "risk-dominant")
        yield from (
            "present",
            "absent",
            "impossible",
            "option",
            "dominance-trap",
            "verdict",
            "map",
            "normal",
            "extensive",
        )
        yield from (
            "vertices",
            "supports",
            "dominance",
            "backward-induction",
            "payoff-pieces",
            "T1",
            "T2",
            "T3",
            "T4",
            "\ud800",
        )


def rational(text):
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def cuttings(value):
    yield from (
        "",
        "?",
        "+",
        "-",
        "/",
        "=",
        value + "+",
        value + value,
        value[::-1],
        value.swapcase(),
        "0" + value,
        value.replace("?", "-"),
    )
    yield from (
        value.replace("?", "+"),
        value.replace("/", "?"),
        value.replace("0", "1"),
        value.replace("0", "٠"),
    )
    for place in spread(range(len(value))):
        yield value[:place] + value[place + 1 :]
        yield value[:place] + value[place] + value[place:]
        yield from (
            value[:place] + mark + value[place + 1 :] for mark in "+-/=?01279" if mark != value[place]
        )


def lists(value):
    yield []
    if not value:
        yield from ([None], ["0"], [0], [[]])
        return
    yield value[::-1]
    yield [*value, None]
    for place in spread(range(len(value))):
        yield [*value[:place], value[place], *value[place:]]
        if place:
            yield [*value[: place - 1], value[place], value[place - 1], *value[place + 1 :]]
            yield [*value[:place], value[0], *value[place + 1 :]]


def objects(value, names):
    yield {}
    yield {**value, "note": "true"}
    keys = list(value)
    for one, other in pairwise(keys):
        yield {**value, one: value[other], other: value[one]}
        yield {**value, one: value[other]}
    for key in keys:
        for name in (*spread(names)[:4], f"{key}x"):
            if name not in value:
                yield {(name if k == key else k): v for k, v in value.items()}


def transplants(data, others):
    """One field of the certificate replaced by the same field of another that has something else there."""
    for other in others:
        for name in data:
            if name in other and other[name] != data[name]:
                yield (name,), other[name]
        for name in ("with", "without"):
            theirs, own = other["proof"].get(name), data["proof"]
            if theirs is not None and name in own:
                yield from ((("proof", side), theirs) for side in ("with", "without"))

"""Certificates about games that go on, of which one play is left once actions are taken away one by one."""

from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from functools import cache

from laws.tampering import rehashed
from witnesses.certificates import data_of
from witnesses.stochastic_games import random_game, stepwise

from gametheory_paradox import catalog
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import RepeatedGame

HALF = Fraction(1, 2)
FIRST = {"mover": "P0", "action": "a0", "at": "s0"}


def unequal(seed):
    """A game whose players are not equally patient, and which may begin in either state."""
    return replace(random_game(seed, 2), discounts=(HALF, Fraction(9, 10)), start=(HALF, HALF))


def repeated(seed):
    """A stage that is played again and again."""
    stage = random_game(seed, 1)
    return RepeatedGame(stage.players, stage.states, stage.start, stage.discounts)


@cache
def several():
    """Certificates that are right, by what is special about them; seeds are of games that are so proved."""
    development, patience = catalog.load("seed/development"), Fraction(4, 5)
    both, two = {"mover": "P0", "action": "a0", "coalition": ["P0", "P1"]}, ["a0", "a1"]
    found = {
        "measured": detect(development, mover="Pakistan", action="coerce", at="poor", measure="security"),
        "plain": detect(random_game(2, 2), **FIRST),
        "unequal": detect(unequal(5), **FIRST, quantifier="best"),
        "three players": detect(random_game(4, 2, players=3), **FIRST),
        "three actions": detect(random_game(18, 2, actions=3), mover="P0", action=two),
        "both": detect(random_game(5, 2), **both),
        "repeated": detect(repeated(0), mover="P0", action="a0"),
        "at once": detect(stepwise(18, 2, patience), mover="Q", action="x"),
    }
    return {name: data_of(verdict.certificate) for name, verdict in found.items()}


def altered(data, change):
    """A certificate after a change in place, its hash made to fit."""
    other = deepcopy(data)
    change(other)
    return rehashed(other)


def wrong_steps(data):
    """Steps that are missing, too many, or take away what may be as good."""
    cutting = data["proof"]["with"]["cutting"]
    one, *others = cutting
    _, number, worse, better = one
    steps = [
        cutting[1:],
        [*cutting[:-1], ["d", number, better, worse], ["a"]],
        [["d", number, better, worse], *others],
        [["d", number, worse, worse], *others],
        [["d", -1, worse, better], *others],
        [["d", number, worse - 2, better], *others],
        [["d", number, worse, better - 2], *others],
        [["d", 9, worse, better], *others],
        [["d", number, worse, 2], *others],
        [["d", number, worse], *others],
        [["d", number, worse, better, 0], *others],
        [["d", str(number), worse, better], *others],
        [["d", number, worse, True], *others],
        "da",
    ]
    with_ = {**data["proof"]["with"]}
    proofs = [{**with_, "cutting": own} for own in steps]
    proofs += [{**with_, "note": ""}, {"kind": "state-cells", "cutting": cutting}]
    return [{**data, "proof": {**data["proof"], "with": proof}} for proof in proofs]


def wrong_games(right):
    """Games that are none: orders, odds, discounts, and periods without an end."""
    changes = [
        lambda game: game["information_sets"].reverse(),
        lambda game: game["states"].reverse(),
        lambda game: game["states"].append(game["states"][0]),
        lambda game: game["states"][0].update(name=""),
        lambda game: game["states"][0].update(name="elsewhere"),
        lambda game: game["states"][0].update(at_once=False),
        lambda game: game["states"][0].update(at_once=1),
        lambda game: [state.update(at_once=True) for state in game["states"]],
        lambda game: game["states"][0].update(note=""),
        lambda game: game["states"][0].pop("payoffs"),
        lambda game: game["states"][0]["payoffs"].pop(),
        lambda game: game["states"][0]["payoffs"][0].pop(),
        lambda game: game["states"][0]["transitions"].pop(),
        lambda game: game["states"][0]["transitions"][0].append("0"),
        lambda game: game["states"][0]["transitions"].__setitem__(0, ["1/2", "1/3"]),
        lambda game: game["states"][0]["transitions"].__setitem__(0, ["-1", "2"]),
        lambda game: game.update(start=["1", "1"]),
        lambda game: game.update(start=["1"]),
        lambda game: game.update(discounts=["1/2"]),
        lambda game: game.update(discounts=["-1/2", "1/2"]),
        lambda game: game.update(states=[]),
        lambda game: game.update(players=[]),
        lambda game: game.update(form="extensive"),
        lambda game: game.update(measure="security"),
        lambda game: game["states"][0].update(measures=game["states"][0]["payoffs"]),
        lambda game: game.pop("start"),
    ]
    found = [altered(right["plain"], lambda data, own=own: own(data["game"])) for own in changes]
    measured = [
        lambda game: game["states"][0].pop("measures"),
        lambda game: game["states"][0]["measures"].pop(),
        lambda game: game["states"][0]["measures"][0].pop(),
        lambda game: game.pop("measure"),
    ]
    return found + [altered(right["measured"], lambda data, own=own: own(data["game"])) for own in measured]


def wrong_fields(right):
    """What is claimed, or asked, is something else."""
    plain = right["plain"]
    more = [{**data, "gap": str(Fraction(data["gap"]) + 1)} for data in right.values()]
    for data in right.values():
        for side, own in data["payoffs"].items():
            more.append({**data, "payoffs": {**data["payoffs"], side: [str(Fraction(own[0]) - 1)]}})
        more.append({**data, "infinite": {"with": True, "without": False}})
        more.append(
            {**data, "proof": dict(zip(("with", "without"), reversed(data["proof"].values()), strict=True))}
        )
    details = [
        {"at": ["s9"]},
        {"action": []},
        {"action": ["a0", "a1"]},
        {"at": ["s0"], "coalition": ["P0", "P1"]},
    ]
    more += [{**plain, "details": {**plain["details"], **own}} for own in details]
    more += [{**plain, "mover": "P9"}, {**plain, "measure": "security"}]
    return more

"""Strategies that draw families in which Ann takes a measure for her security and two others answer or hold.

Bob and Cat have two actions each, so has Ann.  No two payoffs of a player are the same at a = b = 1.  Every
other family is built: Ann's security falls once all answer and rises while they hold, if plans allow that.
"""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from witnesses.stated import family_of, leaning

from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import ExtensiveForm, Move
from gametheory_paradox.forms.trees.tree_writer import simultaneous
from gametheory_paradox.paradoxes.security_insecurity import HELD

PLAYERS = ["Ann", "Bob", "Cat"]
OUTCOMES = [*product("ab", "lr", "lr")]  # of Ann, Bob and Cat


def foreseen(ends):
    """Bob and Cat choose one after the other and foresee what Ann does, who sees both."""

    def ann(bob, cat):
        return Move("Ann", bob + cat, {action: ends[action, bob, cat] for action in "ab"})

    return Move("Bob", "first", {x: Move("Cat", x, {y: ann(x, y) for y in "lr"}) for x in "lr"})


def between(ends):
    """Bob chooses, Ann sees it, and Cat sees both; she has no plan for Ann's measure without it."""

    def cat(bob, ann):
        return Move("Cat", f"{bob}, {ann}", {action: ends[ann, bob, action] for action in "lr"})

    return Move("Bob", "first", {x: Move("Ann", x, {y: cat(x, y) for y in "ab"}) for x in "lr"})


def hidden(ends):
    """Ann and Bob choose at once, and Cat sees both."""
    after = {
        (x, y): Move("Cat", f"{x}, {y}", {action: ends[x, y, action] for action in "lr"})
        for x, y in product("ab", "lr")
    }
    return simultaneous(PLAYERS[:2], ["at once", "at once"], ["ab", "lr"], after)


SHAPES = {"foreseen": foreseen, "between": between, "hidden": hidden}


def tree(shape, payoffs, safety):
    """The tree of a shape: for each outcome the payoffs, then Ann's security and nothing of the others'."""
    rows = zip(OUTCOMES, payoffs, safety, strict=True)
    ends = {outcome: tuple(map(Fraction, (*own, secure, 0, 0))) for outcome, own, secure in rows}
    return ExtensiveForm.from_tree(PLAYERS, SHAPES[shape](ends), measure="security")


def built(shape, payoffs, request):
    """Security that falls once all answer and rises under *held*; None where plans do not allow that."""
    told = detect(tree(shape, payoffs, range(8)), "security-insecurity", quantifier="possible", **request)
    if told.name == "undecided":
        return None
    compared = told.comparison.payoffs
    without, with_, held = (
        set(compared[name].values) if name in compared else set()
        for name in ("without", "with", HELD[request["held"]])
    )
    if not held or held & (without | with_):
        return None
    return [2 if n in held else -2 if n in with_ else 0 for n in range(8)]


@st.composite
def answered_cases(draw, shape):
    """A family of a shape, and what is asked."""
    payoffs = [*zip(*(draw(st.permutations(range(-4, 4))) for _ in PLAYERS), strict=True)]
    held, target = draw(st.sampled_from(list(HELD))), draw(st.sampled_from(PLAYERS[1:]))
    request = {"mover": "Ann", "action": "a", "held": held, "target": target}
    safety = built(shape, payoffs, request) if draw(st.booleans()) else None
    safety = draw(st.permutations(range(-4, 4))) if safety is None else safety
    return family_of(draw(leaning(tree(shape, payoffs, safety)))), request

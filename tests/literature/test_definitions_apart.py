"""Relations of the definitions on named games: quantifiers, and which paradox implies which."""

from fractions import Fraction

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, frozen
from gametheory_paradox.forms.solvers import solve

GUESS = [[f"{state}, {row}" for row in "TB"] for state in ("state 1", "state 2")]
HARM = ["harm at a post", "harm at a guarded post", "harm in a city"]
LARGE = {"mover": "Government", "action": "large"}
TRAP = {"action": "a", "coalition": ["L", "F"]}
CHAIN = ((-1, -1), (1, 1), (0, 2), (0, 2))


def chain_store():
    """The entrant is kept out, or not, by a threat to fight; as a table, so that the threat may be empty."""
    rows = [[[CHAIN[2 * i + j][who] for j in range(2)] for i in range(2)] for who in range(2)]
    return NormalForm.from_tables(["E", "I"], [["in", "out"], ["fight", "yield"]], *rows)


def security(labels=("c", "d")):
    """The security game of paruchuri2008."""
    return NormalForm.from_tables(["L", "F"], [["a", "b"], list(labels)], [[2, 4], [1, 3]], [[1, 0], [0, 2]])


NAMED = {
    "option, the first row of the security game": ("option", security(), {"mover": "L", "action": "a"}),
    "option, out of the chain store": ("option", chain_store(), {"mover": "E", "action": "out"}),
    "dominance-trap, deterrence": (
        "dominance-trap",
        catalog.load("literature/sandler-2003/preempt-or-deter"),
        {"mover": "A", "action": "deter", "coalition": ["A", "B"]},
    ),
    "comparative-statics, weapons": (
        "comparative-statics",
        catalog.load("literature/chassang-2009/defensive-weapons"),
        {"mover": "country 1", "parameter": "d", "low": 0, "high": 1},
    ),
    "information, the guess": (
        "information",
        catalog.load("literature/osborne-2004/more-information/uninformed"),
        {"mover": "Column", "at": "start", "parts": GUESS},
    ),
    "third-party, coercion answered": (
        "third-party",
        catalog.load("seed/third-party-expansion"),
        {"mover": "Pakistan", "action": "coerce", "third": "IS-K", "target": "Taliban"},
    ),
    "realized, overreaction": (
        "realized",
        catalog.load("literature/spaniel-2016/overreaction"),
        {**LARGE, "benchmark": "complete-information"},
    ),
    "realized, out of the chain store": (
        "realized",
        chain_store(),
        {"mover": "E", "action": "out", "benchmark": "no-coercion"},
    ),
    "misperception, a backlash underrated": (
        "misperception",
        catalog.load("seed/proactive-response"),
        {"mover": "Government", "model": catalog.load("seed/proactive-response").at(rho="1/10")},
    ),
    "security-insecurity, guarded posts": (
        "security-insecurity",
        catalog.load("seed/guarded-posts"),
        {"mover": "Pakistan", "action": "guard"},
    ),
}
SOME = {  # where not all four say present
    "option, out of the chain store": {"worst", "possible"},
    "comparative-statics, weapons": {"best", "possible"},
}


@pytest.mark.parametrize("case", NAMED)
def test_strong_implies_best_and_worst_and_each_of_these_possible(case):
    name, game, request = NAMED[case]
    found = {q: detect(game, name, quantifier=q, **request) for q in QUANTIFIERS}
    gaps = {q: one.comparison.gap for q, one in found.items()}
    assert gaps["strong"] <= min(gaps["best"], gaps["worst"])
    assert max(gaps["best"], gaps["worst"]) <= gaps["possible"]
    present = {q for q, one in found.items() if one.name == "present"}
    assert present == SOME.get(case, set(QUANTIFIERS))
    assert not ("strong" in present and not {"best", "worst"} <= present)
    assert not (present & {"best", "worst"} and "possible" not in present)


def test_best_and_worst_do_not_imply_each_other():
    assert SOME["option, out of the chain store"] & {"best", "worst"} == {"worst"}
    assert SOME["comparative-statics, weapons"] & {"best", "worst"} == {"best"}


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_what_is_realized_need_be_no_option_paradox(quantifier):
    bluff = catalog.load("literature/spaniel-2016/overreaction")
    regretted = detect(bluff, "realized", benchmark="complete-information", quantifier=quantifier, **LARGE)
    assert (regretted.name, regretted.comparison.gap) == ("present", 3)
    option = detect(bluff, quantifier=quantifier, **LARGE)
    assert (option.name, option.comparison.gap) == ("absent", Fraction(-28, 5) + 2)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_dominance_trap_need_be_no_option_paradox(quantifier):
    name, race, request = NAMED["dominance-trap, deterrence"]
    trap = detect(race, name, quantifier=quantifier, **request)
    assert (trap.name, trap.comparison.gap) == ("present", 2)
    alone = detect(race, mover="A", action="deter", quantifier=quantifier)
    assert (alone.name, alone.comparison.gap) == ("absent", -2)  # −4 alone, −2 in the race


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_an_option_paradox_need_be_no_dominance_trap(quantifier):
    game = security(labels=("a", "b"))
    assert detect(game, mover="L", action="a", quantifier=quantifier).comparison.gap == 1
    trap = detect(game, "dominance-trap", mover="L", quantifier=quantifier, **TRAP)
    assert (trap.name, trap.comparison.dominant) == ("absent", (True, False))


def overreaction(q=Fraction(1, 5)):
    """The payoffs of the minimal instance of spaniel2016, written out here; the strong always attack."""
    strong = Move("Government", "after attack", {"large": (0, -8), "small": (0, -4)})
    weak = Move(
        "Group",
        "weak",
        {"attack": Move("Government", "after attack", {"large": (-1, -2), "small": (2, -6)}), "rest": (0, 0)},
    )
    return ExtensiveForm.from_tree(
        ("Group", "Government"),
        Chance({"strong": (q, Move("Group", "strong", {"attack": strong})), "weak": (1 - q, weak)}),
    )


def test_how_often_the_government_overreacts_and_what_committing_to_it_would_bring():
    (played,) = solve(overreaction()).profiles
    assert played.plays("Group", "attack", "weak") == Fraction(1, 4)
    large = played.plays("Government", "large", "after attack")
    assert (large, Fraction(1, 5) * large) == (Fraction(2, 3), Fraction(2, 15))  # the strong, answered large
    committed = frozen(overreaction(), "Government", {"after attack": "large"})
    assert {paid[1] for paid in solve(committed).payoffs} == {Fraction(-8, 5)}
    assert {paid[1] for paid in solve(overreaction(Fraction(3, 4))).payoffs} == {
        Fraction(-3, 4) * 4 - Fraction(1, 4) * 6
    }

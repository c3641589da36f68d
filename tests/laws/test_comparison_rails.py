"""The guard-rails of the paradoxes that compare variants: where one covers, no search finds the paradox."""

import sys
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from oracles.by_definition import answer
from oracles.plain_truth import CannotTell
from witnesses.all_paradoxes import STRONGER, between, paid_otherwise
from witnesses.certificates import data_of
from witnesses.games import (
    LABELS,
    PLAYERS,
    QUANTIFIERS,
    constant_sum_tables,
    either,
    lone_tables,
    lone_trees,
    narrow,
    table,
    tables,
    trees,
    wide,
)
from witnesses.paradoxes import TOLD, TRAPPED, backfiring_news, guessing, some
from witnesses.sampling import always, cases

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS, decides_alone, is_constant_sum_of_two

# Those of the option paradox, and of what is asked over time alone, have laws of their own.
APART = ("option", "dynamic-backfire")
RAILS = {(rail.name, rail.paradox): rail for rail in GUARD_RAILS if rail.paradox not in APART}
CAT = {"third": "Cat", "target": "Bob"}


@st.composite
def blind(draw):
    """Ann alone chooses and does not see which of three things chance did; then she sees something of it."""
    labels = LABELS[: draw(st.integers(2, 3))]
    weather = {
        f"w{k}": (Fraction(1, 3), Move("Ann", "blind", {a: (draw(either),) for a in labels}))
        for k in range(3)
    }
    parts = draw(st.sampled_from([[["w0"], ["w1"], ["w2"]], [["w0", "w2"], ["w1"]]]))
    return ExtensiveForm.from_tree(("Ann",), Chance(weather)), {"mover": "Ann", "at": "blind", "parts": parts}


@st.composite
def opposed_guesses(draw):
    """Ann and Bob want the opposite in each of two states, and Bob comes to know which it is."""
    total = draw(narrow)
    rows = {s: [[draw(either) for _ in range(2)] for _ in range(2)] for s in ("s1", "s2")}
    return guessing(rows, {s: [[total - p for p in row] for row in own] for s, own in rows.items()})


@st.composite
def raised(draw, games, opposed=False):
    """A game, and one in which Ann gets more somewhere, less nowhere; Bob as much less, or anything."""
    lower = draw(games)
    total = draw(narrow)
    steps = [draw(some)]  # the first end, at least, pays more

    def change(cell):
        step = steps.pop() if steps else draw(st.integers(0, 3))
        return (cell[0] + step, *((p - step + total if opposed else draw(narrow)) for p in cell[1:]))

    return between(lower, paid_otherwise(lower, change)), {"mover": "Ann", **STRONGER}


def alone_of_three():
    """Ann alone chooses; Bob and Cat stand by."""
    cells = st.tuples(either, either, either)
    return st.lists(cells, min_size=2, max_size=3).map(lambda drawn: table((len(drawn), 1, 1), drawn))


def third_stands_by():
    """Ann and Bob choose, Cat stands by."""
    return st.lists(st.tuples(narrow, narrow, narrow), min_size=4, max_size=4).map(
        lambda cells: table((2, 2, 1), cells)
    )


def first_of(game):
    """Who moves first, and where."""
    info = game.information_sets[game.nodes[0].information_set]
    return {"mover": info.player, "at": [info.name]}


@st.composite
def coerced_first(draw):
    """Three players and perfect information; the first to move is asked about."""
    game = draw(
        st.one_of(trees(root="move", players=st.just(3)), trees(wide, root="move", players=st.just(3)))
    )
    third, target = draw(st.permutations([p for p in PLAYERS if p != first_of(game)["mover"]]))
    return game, {**first_of(game), "action": draw(st.sampled_from("ab")), "third": third, "target": target}


@st.composite
def used_first(draw):
    game = draw(st.one_of(trees(root="move"), trees(wide, root="move")))
    return game, {**first_of(game), "action": draw(st.sampled_from("ab")), "benchmark": "no-coercion"}


def known(games):
    """A game, and a model that is the game; hard or soft."""
    more = st.sampled_from([{}, {"inaction": "a"}])

    def fits(case):
        game, request = case
        return "inaction" not in request or all(
            "a" in s.actions for s in game.information_sets if s.player == "Ann"
        )

    cases_ = st.tuples(games, more).map(
        lambda drawn: (drawn[0], {"mover": "Ann", "model": drawn[0], **drawn[1]})
    )
    return cases_.filter(fits).filter(lambda case: any(s.player == "Ann" for s in case[0].information_sets))


@st.composite
def opposed_temptations(draw):
    """What each takes, by an action that is dominant, it takes from the others."""
    size = draw(st.integers(2, 3))
    takes, total = [draw(some) for _ in range(size)], draw(narrow)

    def gets(who, profile):
        return total + sum(
            (Fraction(takes[i]) if i == who else Fraction(-takes[i], size - 1))
            for i in range(size)
            if profile[i] == 0
        )

    profiles = table((2,) * size, [(0,) * size] * 2**size).profiles()
    cells = [[gets(who, [LABELS.index(a) for a in profile]) for who in range(size)] for profile in profiles]
    return table((2,) * size, cells), {**TRAPPED, "coalition": list(PLAYERS[:size])}


def asked(games, **request):
    return st.tuples(games, st.just(request))


COVERED = {
    ("T1", "information"): blind(),
    ("T2", "information"): st.tuples(opposed_guesses(), st.just(TOLD)),
    ("T1", "comparative-statics"): raised(st.one_of(lone_tables(), lone_trees())),
    ("T2", "comparative-statics"): raised(constant_sum_tables(), opposed=True),
    ("T1", "third-party"): asked(alone_of_three(), mover="Ann", action="a", **CAT),
    ("T7", "third-party"): asked(third_stands_by(), mover="Ann", action="a", **CAT),
    ("T4", "third-party"): coerced_first(),
    ("T1", "realized"): asked(lone_tables(), mover="Ann", action="a", benchmark="no-coercion"),
    ("T2", "realized"): asked(constant_sum_tables(), mover="Ann", action="a", benchmark="no-coercion"),
    ("T4", "realized"): used_first(),
    ("T1", "misperception"): known(st.one_of(lone_tables(), lone_trees())),
    ("T2", "misperception"): known(constant_sum_tables()),
    ("T5", "misperception"): known(st.one_of(tables(), trees(root="move"), trees(wide, root="move"))),
    ("T6", "dominance-trap"): opposed_temptations(),
}


def test_every_guard_rail_has_a_law():
    assert set(COVERED) == set(RAILS)


@cases(5, 600)
@pytest.mark.parametrize("key", list(RAILS), ids=" ".join)
def test_where_a_guard_rail_covers_a_question_neither_the_search_nor_the_definition_finds_the_paradox(
    key, count
):
    rail, told = RAILS[key], Counter()

    @always(count, COVERED[key], st.sampled_from(rail.quantifiers))
    def law(case, quantifier):
        game, request = case
        found = detect(game, rail.paradox, quantifier=quantifier, **request)
        assert found.name == "impossible"
        told["this one"] += found.why == f"{rail.name}: {rail.says}"
        assert found.comparison is None
        assert verify(data_of(found.certificate)).verdict == "impossible"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys.modules["gametheory_paradox.detectors.at_point"], "rail_for", lambda *_: None)
            searched = detect(game, rail.paradox, quantifier=quantifier, **request).name
        assert searched in ("absent", "undecided")
        told[searched] += 1
        point = game.at() if isinstance(game, GameFamily) else game
        try:
            # Who decides alone gets the same either way.
            concept = "nash" if key == ("T1", "information") else None
            present, _ = answer(rail.paradox, point, {**request, "family": game}, quantifier, concept)
        except CannotTell:
            return
        assert not present
        told["by definition"] += 1

    assert told["this one"] > count / 2
    assert told["absent"] > count / 6
    assert told["by definition"] > count / 6


# --- Where they stop
# -------------------------------------------------------------------------------------------------------


def test_information_backfires_where_somebody_else_chooses_and_wants_something_else():
    guess = catalog.load("literature/osborne-2004/more-information/uninformed")
    told = [[f"{state}, {row}" for row in "TB"] for state in ("state 1", "state 2")]
    for quantifier in QUANTIFIERS:
        assert (
            detect(guess, "information", mover="Column", at="start", parts=told, quantifier=quantifier).name
            == "present"
        )


@cases(15, 300)
def test_a_constant_sum_is_needed(count):
    @always(count, backfiring_news())
    def law(game):
        assert detect(game, "information", **TOLD).name == "present"


def test_strength_backfires_where_the_sum_is_not_constant_or_the_other_pays_otherwise():
    lower = NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], [[0, 1], [1, 3]], [[1, 0], [0, 2]])
    higher = NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    found = detect(between(lower, higher), "comparative-statics", mover="A", **STRONGER)
    assert (found.name, found.comparison.gap) == ("present", 1)


def test_what_does_not_raise_the_payoff_is_a_parameter_effect_and_not_impossible():
    lower = NormalForm.from_tables(["A"], [["a", "b"]], [2, 1])
    higher = NormalForm.from_tables(["A"], [["a", "b"]], [1, 1])
    found = detect(between(lower, higher), "comparative-statics", mover="A", **STRONGER)
    assert (found.name, found.comparison.gap, found.comparison.raises) == ("absent", 1, False)


KNOWN = NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])


def test_a_model_that_is_the_game_is_covered_under_strong_and_best_alone():
    said = [detect(KNOWN, "misperception", mover="A", model=KNOWN, quantifier=q).name for q in QUANTIFIERS]
    assert said == ["impossible", "impossible", "absent", "absent"]


def test_where_moves_are_hidden_a_model_that_is_the_game_is_covered_under_nash_alone():
    hidden = Move("A", "A", {a: Move("B", "B", {"c": (k, 1), "d": (0, k)}) for k, a in enumerate("ab", 1)})
    game = ExtensiveForm.from_tree(["A", "B"], hidden)
    request = {"mover": "A", "model": game}
    assert detect(game, "misperception", concept="nash", **request).name == "impossible"
    assert detect(game, "misperception", concept="subgame-perfect", **request).name != "impossible"


def test_a_lone_decision_maker_with_a_wrong_model_does_worse():
    game, model = (NormalForm.from_tables(["A"], [["a", "b"]], own) for own in ([1, 2], [2, 1]))
    found = detect(game, "misperception", mover="A", model=model)
    assert (found.name, found.comparison.gap) == ("present", 1)


def test_of_what_is_used_at_the_root_best_and_possible_are_not_covered():
    after = Move("B", "then", {"kind": (5, 0), "cruel": (0, 1)})
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {"in": after, "out": (1, 0)}))
    request = {"mover": "A", "action": "out", "benchmark": "no-coercion"}
    said = [detect(game, "realized", quantifier=q, **request).name for q in QUANTIFIERS]
    assert said == ["impossible", "absent", "impossible", "absent"]
    number = detect(game, "realized", mover="A", action="out", benchmark=2)
    assert (number.name, number.comparison.gap) == ("present", 1)


def test_a_group_that_is_not_everybody_may_gain_at_the_cost_of_the_rest():
    cells = [(1, 1), (4, 0), (0, 4), (3, 3)]
    game = table((2, 2, 1), [(*cell, -sum(cell)) for cell in cells])
    assert detect(game, "dominance-trap", **TRAPPED).name == "present"


def test_who_forgets_is_no_lone_decision_maker_and_plays_no_game_that_has_a_value():
    def second(left, right):
        return Move("A", "second", {"l": (left, -left), "r": (right, -right)})

    for forgets in (True, False):
        below = {"l": second(2, 0), "r": second(0, 1) if forgets else (0, 0)}
        game = ExtensiveForm.from_tree(["A", "B"], Move("A", "first", below))
        assert decides_alone(game, "A") is is_constant_sum_of_two(game) is not forgets


# --- Certificates
# ----------------------------------------------------------------------------------------------------------


def impossible():
    """A certificate by each guard-rail."""
    found = {}

    def noting(rail):
        def note(case):
            game, request = case
            said = detect(game, rail.paradox, quantifier="strong", **request)
            if said.why == f"{rail.name}: {rail.says}":
                found[rail.name, rail.paradox] = data_of(said.certificate)

        return note

    for key, rail in RAILS.items():
        always(3, COVERED[key])(noting(rail))
    return found


def test_a_certificate_by_a_guard_rail_serves_for_nothing_else():
    certificates = impossible()
    assert set(certificates) == set(RAILS)
    names = sorted({rail.name for rail in GUARD_RAILS} | {"T3", "T8", ""})
    for (name, paradox), data in certificates.items():
        verify(data)
        changes = [{**data, "proof": {"guard_rail": other}} for other in names if other != name]
        changes += [{**data, field: "0"} for field in ("payoffs", "infinite", "gap")]
        changes += [{**data, "verdict": other} for other in ("present", "absent", "undecided")]
        changes += [
            {**data, "proof": proof} for proof in ({}, {"guard_rail": name, "more": 1}, {"guard_rail": None})
        ]
        changes += [{**data, "payoffs": {}, "infinite": {}}, {**data, "quantifier": "any"}]
        if name not in ("T1", "T2", "T6", "T7"):
            changes.append({**data, "quantifier": "possible"})
        for changed in changes:
            covering = {r.name for r in GUARD_RAILS if r.paradox == paradox}
            try:
                verify(changed)
            except CertificateRejected:
                continue
            # Another theorem may hold there, too.
            assert changed["proof"]["guard_rail"] in covering - {name}

"""Realized backfire: what is expected given the action, the benchmarks, ties, and the definition."""

from fractions import Fraction

import pytest
from witnesses.certificates import continuum, degenerate

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.paradoxes.realized import RealizedBackfire, Use, given_use

# The sender may sanction whether chance is kind or not; the host answers, without seeing what chance did.


def sanctioned(k):
    answer = Move("T", "answers", {"yield": (4 - k, 0), "defy": (-k, 1 - 2 * (k == 0))})
    return Move("P", f"sees {k}", {"sanction": answer, "wait": (1, 1)})


TREE = ExtensiveForm.from_tree(
    ["P", "T"], Chance({"kind": ("1/4", sanctioned(0)), "not": ("3/4", sanctioned(1))})
)
USED = Question("realized", mover="P", action="sanction", benchmark="no-coercion")
REQUEST = {"mover": "P", "action": "sanction", "benchmark": "no-coercion"}


def profile(kind, not_, defies):
    odds = {"sees 0": (kind, 1 - kind), "sees 1": (not_, 1 - not_), "answers": (1 - defies, defies)}
    return Profile(
        TREE.information_sets, tuple(tuple(map(Fraction, odds[s.name])) for s in TREE.information_sets)
    )


def test_what_is_expected_given_the_action_and_at_what_odds():
    half = Fraction(1, 2)
    assert given_use(TREE, USED, profile(0, 0, half)) is None
    assert given_use(TREE, USED, profile(1, 0, half)) == (2, (1, 0))
    # With probability 1/4 kind, 3/8 not: at odds of 2 to 3, and then 2 and 1 on average.
    assert given_use(TREE, USED, profile(1, half, half)) == (
        Fraction(7, 5),
        (Fraction(2, 5), Fraction(3, 5)),
    )
    assert given_use(TREE, USED.but(at="sees 1"), profile(1, half, half)) == (1, (0, 1))


def test_in_a_table_the_action_is_put_in_the_place_of_a_mixture():
    table = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[4, 0], [9, 9]], [[0, 0], [0, 0]])
    third = Profile(
        table.information_sets, ((Fraction(1, 5), Fraction(4, 5)), (Fraction(1, 4), Fraction(3, 4)))
    )
    used = USED.but(mover="R", action="a")
    assert given_use(table, used, third) == (1, ())
    assert given_use(table, used, Profile.pure(table.information_sets, (1, 0))) is None
    assert given_use(table, used.but(action=["a", "b"]), third)[0] == Fraction(1, 5) + Fraction(4, 5) * 9


def payoffs(*numbers):
    return PayoffSet(tuple(map(Fraction, numbers)), infinite=False)


@pytest.mark.parametrize(("quantifier", "gap"), [("strong", -2), ("best", 2), ("worst", 1), ("possible", 3)])
def test_which_equilibria_are_compared(quantifier, gap):
    uses = tuple(Use(Fraction(expects), payoffs(*paid)) for expects, paid in ((5, (3, 7)), (2, (3, 5))))
    claim = RealizedBackfire(quantifier, uses, payoffs(4), payoffs(3, 6), at_other_odds=True)
    assert claim.gap == gap
    assert claim.holds() == (gap > 0)
    assert claim.payoffs["given the action"].values == (2, 5)
    assert claim.payoffs["benchmark at its odds"].values == (3, 5, 7)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_an_action_that_nobody_uses_does_not_backfire(quantifier):
    claim = RealizedBackfire(quantifier, (), payoffs(4), payoffs(9), at_other_odds=True)
    assert (claim.gap, claim.holds(), set(claim.payoffs)) == (0, False, {"with", "benchmark"})
    unused = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[0, 0], [1, 1]], [[0, 1], [1, 0]])
    found = detect(unused, "realized", mover="R", action="a", benchmark=100, quantifier=quantifier)
    assert (found.name, found.why) == ("absent", "no equilibrium uses 'a'")
    assert verify(found.certificate).verdict == "absent"


def power_shift():
    """With a sanction the shift is smooth; without one the declining side prefers war today."""
    host = Move("D", "unsanctioned", {"war": (5, 1), "wait": (7, 0)})
    return ExtensiveForm.from_tree(["R", "D"], Move("R", "start", {"sanction": ("13/2", 2), "refrain": host}))


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_shortfall_from_the_status_quo_that_is_none_from_the_counterfactual(quantifier):
    request = {"mover": "R", "action": "sanction", "quantifier": quantifier}
    ante = detect(power_shift(), "realized", benchmark=7, **request)
    assert (ante.name, ante.comparison.gap) == ("present", Fraction(1, 2))
    counterfactual = detect(power_shift(), "realized", benchmark="no-coercion", **request)
    if quantifier in ("strong", "worst"):  # she chooses at the root
        assert counterfactual.name == "impossible"
    else:
        assert (counterfactual.name, counterfactual.comparison.gap) == ("absent", -Fraction(3, 2))
    assert detect(power_shift(), **request).name == ("absent" if quantifier == "possible" else "impossible")
    for found in (ante, counterfactual):
        assert verify(found.certificate).verdict == found.name


@pytest.mark.parametrize("benchmark", ["no-coercion", "complete-information"])
def test_an_umbrella_is_no_backfire_though_it_is_used_in_the_rain(benchmark):
    rain, sun = ({"umbrella": [u], "none": [n]} for u, n in ((-1, -5), (8, 10)))
    weather = {"rain": ("1/2", Move("A", "wet", rain)), "sun": ("1/2", Move("A", "dry", sun))}
    game = ExtensiveForm.from_tree(["A"], Chance(weather))
    found = detect(game, "realized", mover="A", action="umbrella", benchmark=benchmark)
    assert found.name == "absent"
    told = found.comparison.payoffs
    assert told["given the action"].values == (-1,)
    # What all weathers together pay is no measure of what is done in the rain.
    assert told["benchmark"].values[0] > -1
    assert told["benchmark at its odds"].values == ((-5,) if benchmark == "no-coercion" else (-1,))


def test_infinitely_many_equilibria_of_a_table_are_settled_by_the_extreme_ones():
    # Row gets 1 wherever it uses "a", and up to 2 where it does not.
    for benchmark, verdict, gap in (
        ("1/2", "absent", -Fraction(1, 2)),
        (1, "absent", 0),
        ("3/2", "present", Fraction(1, 2)),
    ):
        found = detect(degenerate(), "realized", mover="Row", action="a", benchmark=benchmark)
        assert (found.name, found.comparison.gap) == (verdict, gap)
        told = found.comparison.payoffs
        assert (told["with"].values, told["given the action"].values) == ((1, 2), (1, 1))
        assert told["given the action"].infinite
        assert verify(found.certificate).verdict == found.name


def test_where_it_is_a_quotient_on_equilibria_that_are_not_listed_it_is_undecided():
    lazy = Move("T", "answers", {"yield": (4, 0), "defy": (-1, 0)})
    game = ExtensiveForm.from_tree(["P", "T"], Move("P", "start", {"sanction": lazy, "wait": (1, 1)}))
    for one, request in (
        (game, {**REQUEST, "quantifier": "best"}),
        (continuum(), {"mover": "A", "action": "x", "benchmark": 0}),
    ):
        found = detect(one, "realized", **request)
        assert (found.name, found.certificate) == ("undecided", None)


def test_bounds_at_the_odds_of_chance_say_nothing_at_other_odds():
    def after(k):
        idle = Move("T", f"idle {k}", {"l": (0, 0), "r": (5, 0)})
        return Move("P", f"sees {k}", {"a": (6 - 9 * k, 1), "b": idle})

    game = ExtensiveForm.from_tree(["P", "T"], Chance({f"s{k}": ("1/2", after(k)) for k in (0, 1)}))
    assert detect(game, "realized", mover="P", action="a", benchmark="no-coercion").name == "undecided"
    table = NormalForm.from_tables(["P", "T"], [["a", "b"], ["l", "r"]], [[6, 6], [0, 5]], [[1, 0], [0, 0]])
    found = detect(table, "realized", mover="P", action="a", benchmark="no-coercion")
    assert (found.name, found.comparison.payoffs["benchmark"].values) == ("absent", (0, 5))


def test_another_benchmark_needs_another_proof():
    found = detect(power_shift(), "realized", mover="R", action="sanction", benchmark="no-coercion")
    data = found.certificate.to_data()
    for benchmark in ("complete-information", "7", "07", "", "status quo", 7, None):
        with pytest.raises(CertificateRejected):
            verify({**data, "details": {**data["details"], "benchmark": benchmark}})


@pytest.mark.parametrize(
    ("change", "error", "complaint"),
    [
        (
            {"benchmark": "before"},
            InvalidGame,
            "benchmark: .*'before'; the benchmark may also be no-coercion or complete-",
        ),
        ({"action": "bribe"}, InvalidGame, "P has no action 'bribe'"),
        ({"at": "answers"}, InvalidGame, "P has no information set 'answers'"),
    ],
)
def test_requests_that_make_no_sense(change, error, complaint):
    with pytest.raises(error, match=complaint):
        detect(TREE, "realized", **{**REQUEST, **change})


def test_complete_information_is_about_trees_that_begin_with_chance():
    table = NormalForm.from_tables(["R"], [["a", "b"]], [1, 2])
    with pytest.raises(
        Unsupported, match="begins with a move of chance; for a table there are no-coercion or a number"
    ):
        detect(table, "realized", mover="R", action="a", benchmark="complete-information")
    with pytest.raises(
        Unsupported, match="for a tree that begins otherwise there are no-coercion or a number"
    ):
        detect(power_shift(), "realized", mover="R", action="sanction", benchmark="complete-information")


def test_a_number_is_one_payoff_and_not_a_range():
    found = detect(power_shift(), "realized", mover="R", action="sanction", benchmark=7)
    assert found.comparison.payoffs["benchmark"] == PayoffSet((Fraction(7),), infinite=False)

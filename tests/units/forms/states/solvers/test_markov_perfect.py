"""Markov perfect equilibria: all of them, exactly or in a box, and a proof that the trusted part accepts."""

import itertools
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction

import pytest
from witnesses.sampling import ordinarily
from witnesses.stochastic_games import AID, DEVELOPMENT, RELATIONS, VACUUM, random_game, truel

from gametheory_paradox import Unsupported, detect, solve, verify
from gametheory_paradox.errors import CertificateRejected, InvalidGame, ModelSyntaxError, ParadoxError
from gametheory_paradox.forms import NormalForm, Profile, State, StochasticGame, expected_payoffs
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.states.proofs.markov_perfect import (
    StateWalk,
    by_state_cells,
    is_markov_perfect,
    one_shot_deviations,
)
from gametheory_paradox.forms.states.proofs.state_isolation import StateBox
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.models.files import read_model

ONE, HALF = Fraction(1), Fraction(1, 2)
CONCEPTS = ("markov-perfect", "pure-markov-perfect")


def one_state(payoffs, discount=HALF):
    """The table played again and again, as a game of one state."""
    cells = tuple(tuple(map(Fraction, cell)) for cell in payoffs)
    state = State("only", (("a", "b"), ("c", "d")), cells, ((ONE,),) * 4)
    return StochasticGame(("R", "C"), (state,), (ONE,), (discount, discount))


def check(game, concept="markov-perfect"):
    """Solve a game, check the proof, and compare what both say."""
    equilibria = solve(game, concept=concept)
    assert equilibria.completeness.status == "proved"
    proved = check_proof(game, concept, game.players[0], equilibria.proof)
    assert set(proved.profiles) == set(equilibria.profiles)
    assert len(cover_of(proved).in_boxes) == len(equilibria.boxes)
    assert all(is_markov_perfect(game, profile) for profile in equilibria.profiles)
    return equilibria


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_vacuum_commons(concept):
    equilibria = check(read_model(VACUUM).at(), concept)
    (data,) = equilibria.to_data()["equilibria"]
    assert data["profile"]["One"] == {"stable": {"coerce": "1", "restrain": "0"}}
    assert data["payoffs"] == {"One": "5/26", "Two": "5/26"}
    assert data["averages"] == {"One": "1/52", "Two": "1/52"}
    assert data["values"]["vacuum"] == {"One": "-20", "Two": "-20"}


def test_averages_are_each_by_its_own_discount_and_none_without_one():
    game = replace(read_model(VACUUM).at(), discounts=(HALF, Fraction(9, 10)))
    equilibria = solve(game)
    assert equilibria.averages == tuple(
        ((one / 2, one / 2), (two / 10, two / 10)) for one, two in equilibria.payoffs
    )
    assert "One gets on average" in str(equilibria)
    undiscounted = solve(read_model(truel({"A": "1/3", "B": "2/3", "C": "1"})).at(), concept=CONCEPTS[1])
    assert undiscounted.averages == ()
    assert "on average" not in str(undiscounted)
    assert "averages" not in undiscounted.to_data()["equilibria"][0]


@pytest.mark.parametrize(
    ("payoffs", "count"),
    [
        (((2, 1), (0, 0), (0, 0), (1, 2)), 3),
        (((1, -1), (-1, 1), (-1, 1), (1, -1)), 1),
        (((3, 3), (0, 5), (5, 0), (1, 1)), 1),
    ],
)
@pytest.mark.parametrize("discount", [Fraction(0), HALF, Fraction(99, 100)])
def test_a_table_played_for_ever_without_memory_has_the_equilibria_of_the_table(payoffs, count, discount):
    game = one_state(payoffs, discount)
    table = NormalForm(game.players, (("a", "b"), ("c", "d")), game.states[0].payoffs)
    once = {profile.probabilities for profile in solve(table).profiles}
    assert {profile.probabilities for profile in check(game).profiles} == once
    assert len(once) == count


@pytest.mark.slow
def test_the_effort_of_a_host_hangs_on_the_aid():
    family = read_model(AID)
    for aid, chosen, donor in ((0, "effort", Fraction(-160, 11)), (5, "none", Fraction(-130))):
        for concept in CONCEPTS:
            equilibria = check(family.at(a=aid), concept)
            (profile,) = equilibria.profiles
            assert profile.plays("Host", chosen, "alive") == 1
            assert equilibria.payoffs[0][1] == donor
    # a* = h - k (1 - beta) / (beta lam) = 41/9
    below, above = (
        solve(family.at(a=Fraction(41, 9) + step)) for step in (Fraction(-1, 90), Fraction(1, 90))
    )
    assert below.profiles[0].plays("Host", "effort", "alive") == 1
    assert above.profiles[0].plays("Host", "none", "alive") == 1


@pytest.mark.slow
def test_at_the_threshold_there_is_a_continuum_and_nothing_is_claimed():
    equilibria = solve(read_model(AID).at(a="41/9"))
    assert equilibria.completeness.status == "partial"
    assert len(solve(read_model(AID).at(a="41/9"), concept="pure-markov-perfect")) == 2


@pytest.mark.parametrize("text", [RELATIONS, pytest.param(DEVELOPMENT, marks=pytest.mark.slow)])
def test_models_have_an_odd_number(text):
    assert len(check(read_model(text).at())) % 2 == 1


@pytest.mark.parametrize("discount", [HALF, Fraction(9, 10)])
def test_random_games_have_an_odd_number(discount):
    counts = [len(check(random_game(seed, 2, discount=discount))) for seed in range(6)]
    assert all(count % 2 for count in counts)
    assert max(counts) > 1


@pytest.mark.slow
@pytest.mark.parametrize("discount", [HALF, Fraction(9, 10), Fraction(99, 100)])
def test_more_random_games_have_an_odd_number(discount):
    counts, open_ = [], 0
    for states, seeds in ((2, 14), (3, 4)):
        for seed in range(100, 100 + seeds):
            equilibria = solve(random_game(seed, states, discount=discount), budget=10)
            open_ += equilibria.completeness.status == "partial"
            if equilibria.completeness.status == "proved":
                counts.append(len(check(random_game(seed, states, discount=discount))))
    assert all(count % 2 for count in counts)
    assert open_ <= 2  # ties of whole payoffs, where there are infinitely many
    assert len(counts) >= 12  # the others took longer


@pytest.mark.slow
def test_pure_ones_among_all_are_the_pure_ones():
    for seed in range(6):
        game = random_game(seed, 2)
        pure = {profile for profile in check(game).profiles if profile.is_pure}
        assert pure == set(check(game, "pure-markov-perfect").profiles)


def test_an_irrational_one_lies_in_its_box():
    game = random_game(0, 2)
    equilibria = check(game)
    assert equilibria.boxes
    box = equilibria.boxes[0]
    assert box.width < Fraction(1, 1000)
    middles = tuple(tuple((low + high) / 2 for low, high in own) for own in box.bounds)
    near = Profile(game.information_sets, tuple((own[0], 1 - own[0]) for own in middles))
    assert all(deviation.gain < Fraction(1, 100) for deviation in one_shot_deviations(game, near))

    # It shows itself, with bounds of what everybody gets and expects.
    told = equilibria.to_data()["equilibria"][-1]
    gets = {player: [Fraction(end) for end in own.values()] for player, own in told["payoffs"].items()}
    for player, payoff in zip(game.players, expected_payoffs(game, near), strict=True):
        low, high = gets[player]
        assert low < high
        assert abs(payoff - low) < Fraction(1, 10)
    assert set(told["values"]) == {state.name for state in game.states}
    assert "≈" in str(equilibria)


@pytest.mark.slow
def test_differences_that_come_no_closer_are_left_as_they_are():
    assert solve(random_game(0, 4, discount=Fraction(9, 10)), budget=1).completeness.status in (
        "proved",
        "budget",
    )


def test_a_proof_with_too_many_differences_of_values_is_not_checked():
    game = random_game(0, 3)
    bounds = [[[-1000] * 3] * 2, [[1000] * 3] * 2]
    steps = [["v", 1, *bounds, [[[0, 1, 1], [1, 0, 1], [1, 1, 0]]] * 2]] * 20_000
    with pytest.raises(CertificateRejected, match="looks at payoffs is not checked"):
        by_state_cells(game, "", {"boxes": [], "cutting": steps})


def test_a_budget_that_ends_is_a_value():
    assert solve(random_game(0, 4), budget=0).completeness.status == "budget"
    assert solve(random_game(0, 4), concept="pure-markov-perfect", budget=0).completeness.status == "budget"


@pytest.mark.parametrize("concept", CONCEPTS)
def test_changed_proofs_are_refused(concept):
    game = random_game(4, 2)
    proof = solve(game, concept=concept).proof
    honest, refused = check_proof(game, concept, "P0", proof), 0
    steps = list(enumerate(proof["cutting"]))[:: max(1, len(proof["cutting"]) // ordinarily(4, 12))]
    for place, step in steps:
        for other in (
            None,
            ["a"],
            ["?"],
            ["x", 0, 0, 1],
            ["x", 0, 1, 0],
            [*step[:1], *([99] * (len(step) - 1))],
        ):
            changed = deepcopy(proof)
            if other is None:
                del changed["cutting"][place]
            else:
                changed["cutting"][place] = other
            if changed == proof:
                continue
            try:
                found = check_proof(game, concept, "P0", changed)
            except ParadoxError:
                refused += 1
            else:  # another proof of the same
                assert set(found.profiles) == set(honest.profiles)
                assert len(cover_of(found).in_boxes) == len(cover_of(honest).in_boxes)
    assert refused > 2 * len(steps)


def test_bounds_moved_inwards_are_refused():
    game = random_game(4, 2)
    proof = solve(game, concept="pure-markov-perfect").proof
    place = next(k for k, step in enumerate(proof["cutting"]) if step[0] == "v" and len(step) > 1)
    for end, shift in ((2, 1 << 32), (3, -(1 << 32))):
        changed = deepcopy(proof)
        changed["cutting"][place][end][0][0] += shift
        with pytest.raises(CertificateRejected, match="may lie outside"):
            check_proof(game, "pure-markov-perfect", "P0", changed)


def test_boxes_are_checked():
    game = random_game(0, 2)
    proof = solve(game).proof
    for field, value in (
        ("radius", "1/1000000000000"),
        ("scale", 1),
        ("supports", [[0]] * 4),
        ("radius", "5"),
    ):
        changed = deepcopy(proof)
        changed["boxes"][0][field] = value
        with pytest.raises((CertificateRejected, InvalidGame)):
            check_proof(game, "markov-perfect", "P0", changed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 7, pytest.param(9, marks=pytest.mark.slow)])
def test_faces_in_the_region_of_a_box_with_more_actions_are_cut_on(seed):
    """In these games of three states a search that uses such a box for its faces never ends."""
    assert len(check(random_game(seed, 3))) % 2


def test_a_box_says_nothing_of_cells_with_fewer_actions():
    """A proof that takes it for such a cell is refused; it would come to the same cell again."""
    game = random_game(3, 3)
    walk = StateWalk(game, pure=False)
    proof = solve(game).proof
    for box in proof["boxes"]:
        walk.add(StateBox.from_data(box, 2, 3))
    seen = 0
    for kind, *rest in proof["cutting"]:
        cell = walk.stack.pop()
        uses = tuple(tuple(cell.played(number)) for number in range(len(cell.simplices)))
        within = cell.values is not None and walk.boxes[0].covers(cell.simplices, cell.values)
        if within and uses != walk.boxes[0].supports:
            seen += 1
            with pytest.raises(CertificateRejected, match="fewer actions"):
                walk.take(cell, "u", [0])
        walk.stack.extend(walk.take(cell, kind, rest))
    assert seen > 0


def test_exclusions_that_do_not_hold_are_refused():
    """The other action in the place of that which is left out, and others."""
    refused = 0
    for seed in range(6):
        game = random_game(seed, 2)
        proof = solve(game).proof
        for place, step in enumerate(proof["cutting"]):
            if step[0] != "d":
                continue
            kind, number, worse, better = step
            for other in ([kind, number, better, worse], [kind, number, worse, worse], [*step, 0], step[:3]):
                changed = deepcopy(proof)
                changed["cutting"][place] = other
                with pytest.raises(CertificateRejected):
                    check_proof(game, "markov-perfect", "P0", changed)
                refused += 1
    assert refused > 40


@pytest.mark.parametrize("discount", ["97/100", "99/100", "9999/10000"])
def test_patient_players(discount):
    """What each action gains is decided by its sign, however wide the bounds of values are."""
    family = read_model(DEVELOPMENT)
    assert (
        len(check(family.at({**family.baseline, "delta": min(Fraction(discount), Fraction(99, 100))}))) == 1
    )
    for seed in range(4):
        assert len(check(random_game(seed, 2, discount=Fraction(discount)))) % 2


def test_a_proof_of_pure_ones_is_no_proof_of_all():
    game = random_game(4, 2)
    proof = solve(game, concept="pure-markov-perfect").proof
    with pytest.raises(CertificateRejected):
        check_proof(
            game,
            "markov-perfect",
            "P0",
            {"kind": "state-cells", "boxes": [], **{k: v for k, v in proof.items() if k != "kind"}},
        )


def test_the_option_to_coerce_is_no_paradox_for_one_alone():
    verdict = detect(read_model(VACUUM).at(), mover="One", action="coerce")
    assert verdict.name == "absent"
    assert (verdict.comparison.with_action.values, verdict.comparison.without_action.values) == (
        (Fraction(5, 26),),
        (Fraction(-260, 163),),
    )
    assert verify(verdict.certificate).verdict == "absent"


@pytest.mark.parametrize(("seed", "mover", "action"), [(5, "P0", "a0"), (10, "P1", "a1")])
def test_an_option_may_hurt_over_time(seed, mover, action):
    game = random_game(seed, 2)
    verdict = detect(game, mover=mover, action=action, at="s0")
    assert verdict.name == "present"
    assert verify(verdict.certificate).verdict == "present"
    changed = deepcopy(verdict.certificate.to_data())
    changed["gap"] = "999"
    with pytest.raises(CertificateRejected):
        verify(changed)


def test_what_is_not_offered_says_so():
    game = read_model(VACUUM).at()
    for concept in ("nash", "subgame-perfect"):
        with pytest.raises(Unsupported, match="markov-perfect"):
            solve(game, concept=concept)
    with pytest.raises(Unsupported, match="not offered for a stochastic game"):
        detect(game, mover="One", action="coerce", concept="pure-markov-perfect")
    with pytest.raises(Unsupported, match="stochastic games"):
        detect(game, "dominance-trap", mover="One", action="coerce", coalition=["One", "Two"])


@pytest.mark.parametrize(
    ("skills", "survival"),
    [
        (("1/3", "2/3", "1"), ("59/189", "34/63", "4/27")),
        (("1/3", "1/2", "1"), ("13/36", "5/12", "2/9")),
    ],
)
def test_a_truel_without_shots_in_the_air_ends_and_needs_no_discount(skills, survival):
    game = read_model(truel(dict(zip("ABC", skills, strict=True)))).at()
    assert game.discounts == (1, 1, 1)
    equilibria = check(game, "pure-markov-perfect")
    assert tuple(map(str, equilibria.payoffs[0])) == survival
    assert {tuple(paid) for paid in equilibria.payoffs} == {equilibria.payoffs[0]}


def test_a_truel_with_shots_in_the_air_may_never_end():
    with pytest.raises(ModelSyntaxError, match="play may stay in"):
        read_model(truel({"A": "1/3", "B": "2/3", "C": "1"}, air=True))


@pytest.mark.slow
def test_close_to_no_discount_the_weakest_shoots_in_the_air():
    game = read_model(truel({"A": "1/3", "B": "2/3", "C": "1"}, air=True, discount="999/1000")).at()
    equilibria = check(game, "pure-markov-perfect")
    airy = [p for p in equilibria.profiles if p.plays("A", "air", "ABC_A") == 1]
    assert airy
    best = max(float(paid[0]) for paid in equilibria.payoffs)
    assert abs(best - 25 / 63) < 1 / 100


def test_where_not_all_are_found_all_pure_ones_are_listed():
    game = random_game(109, 2, discount=HALF)
    found, pure = (solve(game, concept=concept) for concept in CONCEPTS)
    assert found.completeness.status == "partial"
    assert found.completeness.why.endswith("all pure ones are listed")
    assert len(pure.profiles) == 1
    assert set(pure.profiles) <= set(found.profiles)
    assert all(is_markov_perfect(game, profile) for profile in found.profiles)
    numbers = sorted(number for component in found.components for number in component)
    assert numbers == list(range(len(found)))


def test_what_stays_open_is_bounded():
    game = random_game(109, 2, discount=HALF)
    found = solve(game)
    assert found.undecided
    assert found.to_data()["undecided"]
    assert all(0 <= low <= high <= 1 for part in found.undecided for own in part.bounds for low, high in own)
    assert not solve(random_game(3, 2, discount=HALF)).undecided
    late = solve(game, method="markov_perfect", budget=0)
    assert late.completeness.status == "budget"
    (everything,) = late.undecided
    assert set(itertools.chain(*everything.bounds)) == {(0, 1)}


def test_what_a_box_pays_is_bounded_by_its_values():
    actions, zero = (("a", "b"),) * 2, Fraction(0)
    cells = ((ONE, -ONE), (zero, zero), (zero, zero), (ONE, -ONE))
    rows = ((ONE, zero), (ONE, zero), (ONE, zero), (zero, ONE))
    over = State("over", ((), ()), ((zero, zero),), ((zero, ONE),))
    game = StochasticGame(("A", "B"), (State("play", actions, cells, rows), over), (ONE, zero), (HALF, HALF))
    found = solve(game)
    (own,) = found
    low, high = own.payoffs["A"]
    assert low * low - 6 * low + 4 > 0 > high * high - 6 * high + 4  # around 3 - √5
    assert tuple(own.payoffs.values()) == found.payoff_bounds[0] == own.payoff_bounds(game)

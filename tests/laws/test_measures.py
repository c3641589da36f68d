"""Measures compared in the place of payoffs: the equilibria stay, held by brute force.

Games are drawn small, with payoffs and measures from few numbers, so that ties, and equilibria that pay the
same and differ in the measure, are frequent.
"""

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, seconded, verified
from laws.tampering import changed, changes
from witnesses.attained import assert_attained, by_pieces
from witnesses.brute_force import Plans, Table, losing, option_in_table
from witnesses.games import QUANTIFIERS, asked, lone_tables, lone_trees, tables, trees
from witnesses.imperfect_trees import hiding
from witnesses.sampling import always, cases, ordinarily, seen

from gametheory_paradox.catalog import load
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import channels, detect
from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    Move,
    NormalForm,
    Profile,
    Terminal,
    expected_payoffs,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
    without_measure,
)
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.pure_strategies import reduced_normal_form
from gametheory_paradox.models import with_accounts

few = st.integers(-2, 2)
GRID = [Fraction(n, 4) for n in range(5)]


def measuring(game, values, measure="security", number=Fraction):
    """The game with a measure: a row of values for each cell or end."""
    rows = iter([tuple(map(number, row)) for row in values])
    if isinstance(game, NormalForm):
        cells = tuple(cell + next(rows) for cell in game.payoffs)
        return replace(game, payoffs=cells, measure=measure)
    nodes = tuple(
        Terminal(node.payoffs + next(rows)) if isinstance(node, Terminal) else node for node in game.nodes
    )
    return replace(game, nodes=nodes, measure=measure)


@st.composite
def measured(draw, requests, values=few):
    """A game with a measure, and what is asked about it."""
    game, request = draw(requests)
    ends = len(game.payoffs) if isinstance(game, NormalForm) else len(list(game.terminals()))
    rows = [[draw(values) for _ in game.players] for _ in range(ends)]
    return measuring(game, rows), {**request, "measure": "security"}


MEASURED_TABLES = measured(asked(tables(few)))
MEASURED_TREES = measured(asked(trees(few)))


def hurts(quantifier, has, lacks):
    """The definition, word for word, of two lists of numbers."""
    return {
        "strong": all(without > with_ for without in lacks for with_ in has),
        "best": max(lacks) > max(has),
        "worst": min(lacks) > min(has),
        "possible": any(without > with_ for without in lacks for with_ in has),
    }[quantifier]


def worth(cells, x, y):
    """What a matrix is worth under two mixtures."""
    return sum(
        p * q * entry for p, row in zip(x, cells, strict=True) for q, entry in zip(y, row, strict=True)
    )


def matrix(game, column):
    """One column of a two-player table as a matrix."""
    width = len(game.actions[1])
    lines = range(len(game.actions[0]))
    return [[cell[column] for cell in game.payoffs[i * width : (i + 1) * width]] for i in lines]


def measured_in_table(game, mover, lost=((), ())):
    """The values of a measure over all equilibria of a two-player table, by the plainest means."""
    rows, columns = (
        [a for a in range(size) if a not in own] for size, own in zip(game.shape, lost, strict=True)
    )
    cells = [[matrix(game, game.column(mover))[i][j] for j in columns] for i in rows]
    pairs = Table.of(game).without(*lost).equilibria()
    values = sorted({worth(cells, x, y) for x, y in pairs})
    infinite = len({x for x, _ in pairs}) < len(pairs) or len({y for _, y in pairs}) < len(pairs)

    # Between two equilibria that make four, every mixture is one: none may leave the range.
    for (x, y), (also, other) in product(pairs, pairs):
        if (x, other) in pairs and (also, y) in pairs:
            for p, q in product(GRID, GRID):
                mixed = [p * a + (1 - p) * b for a, b in zip(x, also, strict=True)]
                answer = [q * a + (1 - q) * b for a, b in zip(y, other, strict=True)]
                assert values[0] <= worth(cells, mixed, answer) <= values[-1]
    return ((values[0], values[-1]) if infinite else tuple(values)), infinite


@cases(7, 4000)
def test_in_tables_a_measure_is_compared_over_the_equilibria_of_the_payoffs(count):
    @always(count, MEASURED_TABLES, st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        members = {request["mover"], *request.get("coalition", ())}
        actions = zip(game.players, game.actions, strict=True)
        lost = [{names.index(request["action"])} if who in members else set() for who, names in actions]
        has = measured_in_table(game, request["mover"])
        lacks = measured_in_table(game, request["mover"], lost)
        matters = option_in_table(
            without_measure(game), request["mover"], request["action"], request.get("coalition", ())
        ).matters

        found = detect(game, quantifier=quantifier, **request)
        sides = found.comparison.with_action, found.comparison.without_action
        assert [(side.values, side.infinite) for side in sides] == [has, lacks]
        assert found.name == ("present" if hurts(quantifier, has[0], lacks[0]) and matters else "absent")
        assert verified(found.certificate.data).claim.gap == found.gap


@pytest.mark.slow
@cases(7, 4000)
def test_in_trees_a_measure_is_compared_over_every_subgame_perfect_plan(count):
    @always(count, MEASURED_TREES, st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        asking = {name: value for name, value in request.items() if name != "measure"}
        marked, column = losing(game, **asking), game.column(request["mover"])
        with_, without = (Plans(game, marked, cut, GRID[::2]) for cut in (False, True))
        has, lacks = (sorted({entries[column] for entries, _ in side.outcomes}) for side in (with_, without))

        found = detect(game, quantifier=quantifier, **request)
        if found.name == "undecided":
            assert with_.ties or without.ties
            return
        if by_pieces(found):
            assert_attained(found, (has[0], has[-1]), (lacks[0], lacks[-1]))
            return
        # With ties the ends are attained by pure plans, which are all there, and no mixture goes beyond.
        sides = found.comparison.with_action, found.comparison.without_action
        assert [(side.low, side.high) for side in sides] == [(has[0], has[-1]), (lacks[0], lacks[-1])]
        if found.name == "present" or not hurts(quantifier, has, lacks):
            assert found.name == ("present" if hurts(quantifier, has, lacks) else "absent")
        assert verified(found.certificate.data).claim.gap == found.gap


@pytest.mark.slow
def test_drawn_trees_are_mostly_decided_and_often_tied():
    count = ordinarily(60, 200)

    @seen(count, MEASURED_TREES)
    def tally(case):
        game, request = case
        return detect(game, **request).name, bool(Plans(game).ties)

    decided = sum(number for (name, _), number in tally.items() if name != "undecided")
    assert decided > count * 3 / 4
    assert sum(number for (name, tied), number in tally.items() if tied and name != "undecided") > count / 10
    assert tally["present", True] + tally["present", False] > count / 20


@cases(7, 2000)
def test_over_nash_equilibria_of_trees_the_ends_are_at_corners_of_their_tables(count):
    @always(count, measured(asked(trees(few, players=st.just(2), depth=2))))
    def law(case):
        game, request = case
        whole = reduced_normal_form(game).table
        if max(whole.shape) > 3:
            return
        found = detect(game, **{**request, "concept": "nash"})
        values, _ = measured_in_table(whole, request["mover"])
        side = found.comparison.with_action
        assert (side.low, side.high) == (values[0], values[-1])


# --- Where somebody does not see all
# ------------------------------------------------------------------------------------------------------------


@st.composite
def hidden_measured(draw, players):
    """A tree in which something is hidden, with a measure of few values."""
    game = draw(hiding(players))
    return measuring(game, [[draw(few) for _ in game.players] for _ in game.terminals()])


def mixture(form, members, weights):
    """Each player's mixture of what it does in several equilibria."""
    total = sum(weights)
    odds = tuple(
        tuple(
            sum(w * p for w, p in zip(weights, column, strict=True)) / total
            for column in zip(*own, strict=True)
        )
        for own in zip(*(form.mixed(member).probabilities for member in members), strict=True)
    )
    return form.profile(Profile(form.table.information_sets, odds))


@pytest.mark.parametrize("concept", ["perfect-bayesian", "sequential"])
@cases(25, 1500)
def test_with_beliefs_too_no_equilibrium_leaves_the_range_of_the_measure(concept, count):
    met = Counter()

    @always(count, hidden_measured(2), st.integers(0, 9), st.randoms(use_true_random=False))
    def law(game, asks, random):
        found = solve(without_measure(game), concept=concept)
        sets = [info for info in game.information_sets if len(info.actions) > 1]
        info = sets[asks % len(sets)]
        if found.completeness.status != "proved":
            return
        proof = established(game, found, info.player)
        met["open" if isinstance(proof, str) else "infinite" if proof.equilibria.infinite else "finite"] += 1
        if isinstance(proof, str):
            return

        # The ends are met by what is listed, and what lies between two equilibria of two players is one.
        column, range_ = game.column(info.player), proof.equilibria.payoffs(info.player)
        values = [expected_payoffs(game, profile)[column] for profile in found.profiles]
        assert (range_.low, range_.high) == (min(values), max(values))
        form = reduced_normal_form(without_measure(game))
        for subset in found.subsets:
            members = [found.profiles[n] for n in subset]
            inner = mixture(form, members, [Fraction(random.randint(1, 9)) for _ in members])
            assert range_.low <= expected_payoffs(game, inner)[column] <= range_.high
            met["between"] += inner not in members

        asked_ = {"mover": info.player, "action": info.actions[0], "measure": "security", "concept": concept}
        verdict = detect(game, **asked_)
        if verdict.certificate is not None:
            verified(verdict.certificate.data)
            seconded(verdict.certificate.data)

    assert met["infinite"] > met["open"]
    assert met["between"] > count / 10


def test_bounds_of_payoffs_are_none_of_a_measure():
    below = Move("Bob", "does not mind", {"l": (1, 1, 3, 0), "r": (1, 1, 0, 0)})
    first = {"up": below, "down": Move("Bob", "does not mind", {"l": (1, 1, 0, 0), "r": (1, 1, 3, 0)})}
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "first", first), measure="security")
    found = solve(without_measure(game), concept="sequential")
    assert check_proof(without_measure(game), "sequential", "Ann", found.proof).infinite
    with pytest.raises(CertificateRejected, match="do not bound"):
        check_proof(game, "sequential", "Ann", found.proof)
    measured_ = established(game, found, "Ann").equilibria.payoffs("Ann")
    assert (measured_.low, measured_.high, measured_.infinite) == (0, 3, True)


# --- What differs in the measure alone
# ------------------------------------------------------------------------------------------------------------


def tied(security):
    """Ann may give up the choice to Bob, who does not mind what he does; Ann's security hangs on it."""
    below = Move("Bob", "does not mind", {"l": (1, 0, security[0], 0), "r": (1, 0, security[1], 0)})
    ask = {"ask": below, "rest": (0, 0, 0, 0)}
    return ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "first", ask), measure="security")


def test_subgames_that_pay_the_same_are_told_apart_by_the_measure():
    found = detect(tied((2, -3)), mover="Ann", action="ask", measure="security", quantifier="worst")
    assert found.name == "present"
    assert found.comparison.with_action.values == (-3, 2)
    assert found.comparison.with_action.infinite
    assert detect(tied((2, -3)), mover="Ann", action="ask", measure="security").name == "absent"
    assert detect(tied((-1, -3)), mover="Ann", action="ask", measure="security").gap == 1
    assert detect(tied((2, -3)), mover="Ann", action="ask").name == "impossible"


def simultaneous_subgame(values):
    """Ann may enter a table of two in which everything pays the same, and the measure does not."""
    inner = Move(
        "Ann",
        "inside",
        {a: Move("Bob", "inside", {b: (1, 1, values[a, b], 0) for b in ("l", "r")}) for a in ("up", "down")},
    )
    first = Move("Ann", "first", {"enter": inner, "stay": (0, 0, 0, 0)})
    last = Move("Bob", "before", {"go": first, "stop": (0, 0, 0, 0)})
    return ExtensiveForm.from_tree(["Ann", "Bob"], last, measure="security")


def test_inner_subgames_with_many_equilibria_settle_a_measure_only_where_they_agree_in_it():
    alike = dict.fromkeys(product(("up", "down"), ("l", "r")), -2)
    request = {"mover": "Ann", "action": "enter", "measure": "security"}
    found = detect(simultaneous_subgame(alike), **request)
    assert (found.name, found.gap) == ("present", 2)
    assert detect(simultaneous_subgame({**alike, ("up", "l"): 5}), **request).name == "undecided"
    assert (
        detect(simultaneous_subgame({**alike, ("up", "l"): 5}), mover="Ann", action="enter").name == "absent"
    )


def test_payoff_dominance_selects_by_payoffs_and_refuses_where_the_measure_differs():
    def coordination(second):
        cells = [(2, 2, -5, 0), (0, 0, 0, 0), (0, 0, 1, 0), second]
        rows = tuple(tuple(map(Fraction, cell)) for cell in cells)
        return NormalForm(("A", "B"), (("a", "b"), ("c", "d")), rows, measure="security")

    request = {"mover": "A", "action": "a", "measure": "security", "quantifier": "payoff-dominant"}
    found = detect(coordination((1, 1, 3, 0)), **request)
    assert found.comparison.with_action.values == (-5,)
    assert (found.name, found.gap) == ("present", 8)
    undecided = detect(coordination((2, 2, 3, 0)), **request)
    assert undecided.name == "undecided"
    assert "differ in the measure" in undecided.why


# --- A lone decider, and guard-rails
# ------------------------------------------------------------------------------------------------------------


def test_a_lone_decider_who_gains_and_loses_security_is_present_and_never_impossible():
    border = NormalForm(
        ("P",),
        (("close", "open"),),
        ((Fraction(15), Fraction(-17)), (Fraction(0), Fraction(0))),
        measure="security",
    )
    found = detect(border, mover="P", action="close", measure="security")
    assert (found.name, found.gap) == ("present", 17)
    assert "security" in found.why
    assert detect(border, mover="P", action="close").name == "impossible"
    forged = {**found.certificate.data, "verdict": "impossible", "proof": {"guard_rail": "T1"}}
    forged |= dict.fromkeys(("payoffs", "infinite", "gap"))
    with pytest.raises(CertificateRejected, match="does not cover"):
        verify(forged)


@cases(11, 2000)
def test_no_guard_rail_answers_about_a_measure(count):
    @always(count, measured(asked(st.one_of(lone_tables(few), lone_trees(few), tables(few), trees(few)))))
    def law(case):
        game, request = case
        assert detect(game, **request).name != "impossible"


# --- The payoff
# ------------------------------------------------------------------------------------------------------------


@cases(7, 1000)
def test_asked_about_the_payoff_a_measure_changes_nothing(count):
    @always(count, st.one_of(MEASURED_TABLES, MEASURED_TREES))
    def law(case):
        game, request = case
        asking = {**request, "measure": "payoff"}
        bare = without_measure(game)
        plain, beside = (
            detect(bare, **{k: v for k, v in asking.items() if k != "measure"}),
            detect(game, **asking),
        )
        assert plain.to_data() == beside.to_data()
        assert (plain.certificate and plain.certificate.data) == (
            beside.certificate and beside.certificate.data
        )


@cases(11, 1000)
def test_a_measure_that_is_the_payoff_gives_the_verdict_about_the_payoff(count):
    @always(count, st.one_of(asked(tables(few)), asked(trees(few))), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        rows = game.payoffs if isinstance(game, NormalForm) else [end.payoffs for _, end in game.terminals()]
        plain = detect(game, quantifier=quantifier, **request)
        beside = detect(measuring(game, rows), quantifier=quantifier, measure="security", **request)
        if plain.name == "impossible":
            assert beside.name != "present"
        elif beside.name == "undecided":
            # That its mover gets the best of its actions is known of payoffs alone.
            assert Plans(game).ties
        else:
            assert (plain.name, plain.gap) == (beside.name, beside.gap)


# --- Certificates
# ------------------------------------------------------------------------------------------------------------


@cache
def certificates():
    """Measured certificates of several kinds of proof, by name."""
    commitment = NormalForm.from_tables(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    )
    table = measuring(commitment, [(1, 0), (-2, 0), (3, 1), (0, 0)])
    flat = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[1, 1], [1, 0]], [[1, 1], [0, 1]])
    many = measuring(flat, [(1, 0), (-2, 0), (3, 1), (0, 0)])
    asked_of = {"mover": "L", "action": "a", "measure": "security"}
    found = {
        "table": detect(table, **asked_of),
        "many": detect(many, quantifier="worst", **asked_of),
        "tree": detect(tied((-1, -3)), mover="Ann", action="ask", measure="security"),
        "nash": detect(tied((-1, -3)), mover="Ann", action="ask", measure="security", concept="nash"),
        "split": channels(table, **asked_of),
    }
    return {name: verdict.certificate.data for name, verdict in found.items()}


def test_measured_certificates_are_accepted_and_name_the_measure():
    for data in certificates().values():
        assert verify(data).game == data["game"]["hash"]
        assert data["measure"] == data["game"]["measure"] == "security"
    assert {name: judged(data) for name, data in certificates().items()} == {
        **dict.fromkeys(("table", "many", "tree"), "accepted"),
        **dict.fromkeys(("nash", "split"), "not mine"),
    }


@pytest.mark.parametrize("name", ["table", "many", "tree", "nash", "split"])
def test_whatever_is_changed_in_a_measured_certificate_is_refused_or_is_about_another_game(name):
    data = certificates()[name]
    every, most = list(changes(data)), ordinarily(52, 400)
    refused = 0
    for change in Random(name).sample(every, min(len(every), most)):
        forged = changed(data, change)
        try:
            verified(forged)
        except CertificateRejected:
            refused += 1
            continue
        # What is said of the same game is said of all equilibria, and may be true of some as well.
        same = {"proof": 0, "quantifier": 0}
        assert forged["game"]["hash"] != data["game"]["hash"] or {**forged, **same} == {**data, **same}
        assert still_true(forged)
    assert refused > most / 2


def still_true(data):
    """Whether detect, which is held against brute force above, says the same of the game on file."""
    game = game_from_data(data["game"], number_from_data)
    fields = {name: data[name] for name in ("mover", "quantifier", "concept", "measure")}
    fields |= {name: own for name, own in data["details"].items() if own}
    if data["kind"] == "channels":
        return channels(game, **fields).certificate.data["change"] == data["change"]
    found = detect(game, **fields)
    return (found.name, str(found.gap)) == (data["verdict"], data["gap"])


def test_a_certificate_and_its_game_name_the_same_measure():
    data = certificates()["table"]
    for measure in ("payoff", "trade", ""):
        with pytest.raises(CertificateRejected):
            verify({**data, "measure": measure})
    game = game_from_data(data["game"], number_from_data)
    bare = {**game_to_data(without_measure(game)), "hash": game_hash(without_measure(game))}
    with pytest.raises(CertificateRejected, match="carries 'payoff'"):
        verify({**data, "game": bare})
    plain = detect(without_measure(game), mover="L", action="a").certificate.data
    with pytest.raises(CertificateRejected, match="carries 'security'"):
        verify({**plain, "game": data["game"]})


# --- Games
# ------------------------------------------------------------------------------------------------------------


@cases(15, 500)
def test_games_with_a_measure_come_back_from_json_and_are_solved_as_without(count):
    @always(count, st.one_of(MEASURED_TABLES, MEASURED_TREES))
    def law(case):
        game, _ = case
        back = game_from_data(json.loads(json.dumps(game_to_data(game))), number_from_data)
        assert back == game
        assert game_hash(back) == game_hash(game) != game_hash(without_measure(game))
        assert "measure" not in json.dumps(game_to_data(without_measure(game)))
        players = len(game.players)
        for profile in solve(without_measure(game)).profiles:
            both = expected_payoffs(game, profile)
            assert both[:players] == expected_payoffs(without_measure(game), profile)


def test_a_measure_needs_a_value_for_each_player_and_a_name_of_its_own():
    cells = ((Fraction(1), Fraction(2)),)
    with pytest.raises(InvalidGame, match="as many values of security, got 2"):
        NormalForm(("A", "B"), (("a",), ("b",)), cells, measure="security")
    with pytest.raises(InvalidGame, match="what players maximize"):
        NormalForm(("A",), (("a",),), cells, measure="payoff")
    with pytest.raises(InvalidGame, match="as many values of security, got 1"):
        ExtensiveForm.from_tree(["A"], Move("A", "x", {"a": (1,)}), measure="security")
    lottery = Chance({"h": ("1/2", (2, -4)), "t": ("1/2", (0, 0))})
    game = ExtensiveForm.from_tree(["A"], Move("A", "x", {"bet": lottery, "not": (0, 0)}), measure="security")
    assert detect(game, mover="A", action="bet", measure="security").gap == 2


def test_questions_are_about_what_the_game_carries():
    game = tied((1, 0))
    with pytest.raises(InvalidGame, match="'trade', but the game carries 'security'"):
        detect(game, mover="Ann", action="ask", measure="trade")
    with pytest.raises(InvalidGame, match="'security', but the game carries 'payoff'"):
        detect(without_measure(game), mover="Ann", action="ask", measure="security")
    with pytest.raises(InvalidGame, match="not about the payoff"):
        detect(game, "security-insecurity", mover="Ann", action="ask", measure="payoff")
    family = load("literature/tsebelis-1989/penalties")
    fine = {"parameter": "p", "low": 2, "high": 12, "target": "Host", "measure": "security"}
    with pytest.raises(Unsupported, match="about payoffs alone"):
        detect(with_accounts(family, {"security": "quiet"}), "null-coercion", mover="Coercer", **fine)

"""Equilibria known by boxes: a table and its tree have the same ones, and verdicts that hang on them hold."""

import copy
from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import judged, seconded
from laws.tampering import rehashed
from witnesses.certificates import data_of
from witnesses.games import QUANTIFIERS
from witnesses.many_players import narrow, root_of_one_half, table_of, tables_of_many, tree_of, wide
from witnesses.sampling import always, cases

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.proved import proved_verdict
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, Terminal
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import EnclosedNumber
from gametheory_paradox.forms.trees.proofs.subgame_pieces import products_of

SMALL = tables_of_many(wide, shapes=((2, 2, 2), (3, 2, 2)))
SEEDS = (4, 30)  # of tables whose comparison hangs on a box
BESIDE_PIECES = (17, 42, 106, 110)  # of tables with pieces and boxes
THREE = tables_of_many(wide, shapes=((3, 2, 2), (3, 2, 3)))


def twice(table):
    """The tree in which the last player is asked before, alone, whether it plays; else all get nothing."""
    last = table.players[-1]
    none = tuple(min(cell[k] for cell in table.payoffs) - 1 for k in range(len(table.players)))
    whole = tree_of(table)
    return ExtensiveForm.from_tree(
        list(table.players), Move(last, "asked", {"play": _again(whole, 0), "not": none})
    )


def _again(tree, place):
    node = tree.nodes[place]
    if isinstance(node, Terminal):
        return node.payoffs
    info = tree.information_sets[node.information_set]
    below = [_again(tree, child) for child in node.children]
    return Move(info.player, info.name, dict(zip(info.actions, below, strict=True)))


@cases(7, 2000)
@pytest.mark.parametrize("payoffs", [wide, narrow], ids=["wide", "narrow"])
def test_a_table_and_its_tree_have_the_same_equilibria(payoffs, count):
    met = Counter()

    @always(count, tables_of_many(payoffs, shapes=((2, 2, 2), (2, 1, 3), (3, 2, 2))))
    def law(table):
        own, trees = solve(table), solve(tree_of(table), concept="nash")
        assert trees.completeness.status == own.completeness.status
        assert trees.is_infinite == own.is_infinite
        met[own.completeness.status, own.is_infinite, bool(own.boxes)] += 1
        if own.completeness.status == "proved" and not own.is_infinite:
            assert {p.probabilities for p in trees.profiles} == {p.probabilities for p in own.profiles}
            assert len(trees.boxes) == len(own.boxes)  # around the same solutions, not always the same boxes
            for box in own.boxes:
                assert sum(touch(box.bounds, other.bounds) for other in trees.boxes) == 1
            assert len(trees.payoff_bounds) == len(own.payoff_bounds)
            for one, other in ((own, trees), (trees, own)):
                for paid in one.payoff_bounds:
                    assert any(touch([paid], [also]) for also in other.payoff_bounds)

    if payoffs is wide:
        assert met["proved", False, True] > 0
        assert met["proved", False, False] > count / 4
    else:
        assert met["proved", True, False] > count / 10


@cases(10, 1000)
def test_a_move_before_that_is_worth_making_changes_no_equilibrium(count):
    """Who plays at two sets has plans that play alike; each equilibrium of the table is there once."""
    met = Counter()

    @always(count, SMALL)
    def law(table):
        own, asked = solve(table), solve(twice(table), concept="nash")
        if own.completeness.status != "proved" or own.is_infinite:
            return
        played = [p for p in asked.profiles if p.probabilities[0][0] == 1]
        assert {p.probabilities[1:] for p in played} >= {p.probabilities for p in own.profiles}
        assert all(is_nash(asked.game, p) for p in asked.profiles)
        boxes = [box.bounds[1:] for box in asked.boxes if box.bounds[0][0][0] == 1]
        for box in own.boxes:
            assert sum(touch(box.bounds, other) for other in boxes) == 1
        met[bool(own.boxes)] += 1

    assert met[True] > 0


def touch(first, second):
    pairs = zip(first, second, strict=True)
    return all(a[0] <= b[1] and b[0] <= a[1] for x, y in pairs for a, b in zip(x, y, strict=True))


def ends(found, who):
    """The least and the greatest payoff of a player, each in bounds, from the bounds of all equilibria."""
    own = [bounds[who] for bounds in found.payoff_bounds]
    return (min(low for low, _ in own), min(high for _, high in own)), (
        max(low for low, _ in own),
        max(high for _, high in own),
    )


@cases(8, 2000)
@pytest.mark.parametrize("form", ["table", "tree"])
def test_verdicts_hold_by_the_bounds_of_all_equilibria(form, count):
    met = Counter()

    @always(count, THREE, st.sampled_from(QUANTIFIERS))
    def law(table, quantifier):
        game = table if form == "table" else tree_of(table)
        asked = {"mover": "Ann", "action": "a0", "quantifier": quantifier}
        found = detect(game, **asked, concept="nash")
        parts = [solve(table), solve(without_first(table))]
        if any(part.completeness.status != "proved" for part in parts) or parts[0].is_infinite:
            return
        boxes = any(part.boxes for part in parts)
        met[found.name, boxes] += 1
        if found.name == "undecided":
            return
        assert proved_verdict(Certificate(data_of(found.certificate))).gap == found.gap
        assert judged(data_of(found.certificate)) == "not mine"
        (low, high), (least, most) = ends(parts[0], 0), ends(parts[1], 0)
        more = {"strong": least, "worst": least, "best": most, "possible": most}[quantifier]
        less = {"strong": high, "best": high, "worst": low, "possible": low}[quantifier]
        if more[0] > less[1]:
            assert found.gap > 0
        elif more[1] < less[0]:
            assert found.gap < 0
            assert found.name == "absent"
        else:
            met["equal", boxes] += found.gap == 0

    assert met["present", True] > 0
    assert met["absent", True] > count / 10
    assert met["equal", True] > 0
    assert met["undecided", True] == 0


def without_first(table):
    """The table in which the first player lacks its first action."""
    shape = table.shape
    cells = tuple(table.cell(cell) for cell in product(*map(range, shape)) if cell[0])
    return NormalForm(table.players, (table.actions[0][1:], *table.actions[1:]), cells)


def test_an_action_that_a_shared_irrational_equilibrium_does_not_use_costs_nothing():
    half = root_of_one_half()
    idle = [*half.payoffs, *((-5, b, c) for _, b, c in half.payoffs[4:])]
    game = table_of((3, 2, 2), [number for cell in idle for number in cell])
    for quantifier in ("strong", "best", "worst"):
        found = detect(game, mover="Ann", action="a2", quantifier=quantifier)
        assert (found.name, verify(found.certificate).verdict) == ("absent", "absent")
    assert any(solve(game).boxes)


def paradoxes():
    """Certificates whose comparison hangs on a box: of a table and of a tree, present and absent."""
    found = {}
    for seed in SEEDS:
        random = Random(seed)
        table = table_of((3, 2, 2), [random.randint(0, 50) for _ in range(36)])
        for form, game in (("table", table), ("tree", tree_of(table))):
            verdict = detect(game, mover="Ann", action="a0", quantifier="worst", concept="nash")
            key = form, verdict.name
            boxed = verdict.certificate is not None and any(
                isinstance(p, dict) for own in verdict.certificate.data["payoffs"].values() for p in own
            )
            if boxed and isinstance(verdict.certificate.data["gap"], dict):
                found.setdefault(key, data_of(verdict.certificate))
    return found


@pytest.mark.slow
def test_what_is_changed_in_a_certificate_with_boxes_is_rejected():
    kinds = paradoxes()
    assert set(kinds) == {(form, name) for form in ("table", "tree") for name in ("present", "absent")}
    for (form, name), data in kinds.items():
        verify(data)
        for change in CHANGES:
            forged = copy.deepcopy(data)
            change(forged)
            assert forged != data, change
            with pytest.raises(CertificateRejected):
                verify(rehashed(forged))
        forged = {**data, "verdict": {"present": "absent", "absent": "present"}[name]}
        with pytest.raises(CertificateRejected):
            verify(rehashed(forged))
        assert judged(data) == "not mine", form


@pytest.mark.slow
def test_boxes_beside_pieces_leave_a_list_that_does_not_span():
    met = Counter()
    for seed in BESIDE_PIECES:
        random = Random(f"joint {seed}")
        game = table_of((2, 2, 3), [random.randint(0, 3) for _ in range(36)])
        found = solve(game)
        assert found.completeness.status == "proved"
        assert found.is_infinite
        assert found.boxes
        for who, player in enumerate(game.players):
            known = check_proof(game, "nash", player, found.proof)
            assert (known.infinite, known.spanning, known.listed) == (True, False, True)
            assert len(known.enclosed) == len(found.boxes)
            low, high = known.payoffs(player).low, known.payoffs(player).high
            for least, most in (own[who] for own in found.payoff_bounds):
                assert low <= most
                assert least <= high
            met["by a box"] += isinstance(low, EnclosedNumber) or isinstance(high, EnclosedNumber)
            met["exact"] += not (isinstance(low, EnclosedNumber) or isinstance(high, EnclosedNumber))
            verdict = detect(game, mover=player, action=game.actions[who][0], quantifier="worst")
            met[verdict.name] += 1
            if verdict.certificate is not None:
                verify(verdict.certificate)
                seconded(data_of(verdict.certificate))
    assert min(met["by a box"], met["exact"], met["absent"]) > 0


def test_pieces_of_subgames_cover_each_equilibrium_that_is_enclosed():
    random = Random(10)
    table = table_of((3, 2, 2), [random.randint(0, 50) for _ in range(36)])

    def prove(table):
        return check_proof(table, "nash", table.players[0], solve(table).proof)

    enclosed = prove(table).enclosed
    assert enclosed
    assert not prove(table).infinite
    around = [own for own in products_of(table, prove) if not any(own.sure)]
    assert len(around) == len(enclosed)
    for one, own in zip(around, enclosed, strict=True):
        for corners, bounds in zip(one.mixtures, own.bounds.bounds, strict=True):
            assert all(sum(corner) == 1 for corner in corners)
            for action, (low, high) in enumerate(bounds):
                ends = [corner[action] for corner in corners]
                assert low - Fraction(1, 1 << 40) <= min(ends) <= high
                assert max(ends) - min(ends) < Fraction(1, 1 << 36)


def tables_in(data):
    """The proofs of tables in a certificate that have boxes."""
    found = []
    for proof in data["proof"].values():
        found += [own for own in proof.get("tables", [proof]) if own.get("boxes")]
    return found


def boxed(data):
    return next(box for own in tables_in(data) for box in own["boxes"] if box["radius"] != "0")


def bounded(data):
    return next(p for own in data["payoffs"].values() for p in own if isinstance(p, dict))


def shifted(name, by):
    def change(data):
        bounded(data)[name] = str(Fraction(bounded(data)[name]) + by)

    return change


def one_number(data):
    side = next(own for own in data["payoffs"].values() if any(isinstance(p, dict) for p in own))
    place = next(n for n, p in enumerate(side) if isinstance(p, dict))
    side[place] = side[place]["lower"]


def wider_gap(data):
    data["gap"]["upper"] = str(Fraction(data["gap"]["upper"]) + 1)


def fraction_gap(data):
    data["gap"] = data["gap"]["lower"]


def no_boxes(data):
    for own in tables_in(data):
        own["boxes"] = []


def smaller_radius(data):
    box = boxed(data)
    box["radius"] = str(Fraction(box["radius"]) / 10**8)


def a_point(data):
    boxed(data)["radius"] = "0"


def wider_region(data):
    box = boxed(data)
    box["region"] = [[low - 10**7 for low in own[:-1]] + [own[-1] + 10**7] for own in box["region"]]


def fewer_payoffs(data):
    side = next(own for own in data["payoffs"].values() if any(isinstance(p, dict) for p in own))
    side.pop(next(n for n, p in enumerate(side) if isinstance(p, dict)))
    side.append("100")


CHANGES = (
    shifted("lower", Fraction(1, 10**12)),
    shifted("lower", -1),
    shifted("upper", Fraction(1, 10**12)),
    one_number,
    wider_gap,
    fraction_gap,
    no_boxes,
    smaller_radius,
    a_point,
    wider_region,
    fewer_payoffs,
)

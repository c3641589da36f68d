"""Boxes of which bounds do not tell whether they hold an equilibrium, since something ties exactly."""

import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from oracles import algebraic_edges, other_checker
from witnesses.many_players import table_of

import gametheory_paradox as gp
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox, check_box
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell
from gametheory_paradox.forms.tables.proofs.settled_boxes import settled

assert [algebraic_edges] == other_checker.algebra.PUT_IN  # so that it judges chains


def drawn(shape, seed):
    """A table of payoffs 0, 1 and 2."""
    random, size = Random(seed), len(shape)
    for own in shape:
        size *= own
    return table_of(shape, [random.randint(0, 2) for _ in range(size)])


# In the first an irrational equilibrium, at which an action that is not used is as good, ends a curved piece.
# In the second two players have such actions; with these in the supports there are solutions that do not use
# them.
GAMES = [((3, 2, 2), 70), ((3, 3, 3), 12)]


@pytest.fixture(scope="module", params=GAMES, ids=["at the end of a piece", "two ties"])
def found(request):
    return solve(drawn(*request.param))


def boxes_of(found):
    return [IsolatingBox.from_data(own) for own in found.proof["boxes"]]


def test_nothing_is_left(found):
    assert found.completeness.status == "proved"
    assert not found.undecided
    whole = Cell.whole(found.game)
    chained = [box for box in boxes_of(found) if box.chain]
    assert chained
    assert {check_box(whole, box) for box in chained} == {"unsettled"}


def test_the_data_of_a_box_hold_its_chain(found):
    for box in boxes_of(found):
        assert IsolatingBox.from_data(json.loads(json.dumps(box.to_data()))) == box
        assert ("chain" in box.to_data()) == bool(box.chain)


def test_a_point_of_a_piece_is_not_told_again():
    found = solve(drawn(*GAMES[0]))
    (box,) = boxes_of(found)
    exact = settled(Cell.whole(found.game), box)
    assert exact.solution == "equilibrium"
    known = every_equilibrium(found.game, [box], found.proof["cutting"])
    assert not known.boxes
    whole = Cell.whole(found.game)
    on_it = [piece for piece in known.curved if exact.is_on(whole.at(piece.simplices))]
    assert 0 < len(on_it) < len(known.curved)
    assert len(found.components) == 1


def test_signs_are_those_of_the_solutions():
    found = solve(drawn(*GAMES[1]))
    whole = Cell.whole(found.game)
    told = {box.supports: settled(whole, box).solution for box in boxes_of(found) if box.chain}
    assert told[(0, 2), (0, 1), (0, 1)] == "equilibrium"
    others = [solution for supports, solution in told.items() if supports != ((0, 2), (0, 1), (0, 1))]
    assert others
    assert set(others) == {"none"}  # an action of theirs has the probability zero
    near = [Fraction(3**0.5 - 1), Fraction((3**0.5 - 1) / 2), Fraction(3**-0.5)]
    assert len(found.boxes) < 2
    for own in found.boxes:
        for (low, high), odds in zip((bounds[0] for bounds in own.bounds), near, strict=True):
            assert abs(low - odds) < Fraction(1, 10**6) > abs(high - odds)


NEAR = [5, 3, 5, 5, 5, 3, 0, 1, 4, 1, 2, 3, 3, 1, 2, 1, 4, 5, 1, 1, 6, 0, 5, 5]
NEAR += [-1, 2, 4, -2, 1, 1, 2, 5, 4, 5, 1, 4]


@pytest.mark.parametrize(("more", "status"), [(0, "proved"), (-150, "partial")])
def test_what_ties_almost_stays_open(more, status):
    numbers = list(map(Fraction, NEAR))
    for cell in range(8, 12):
        numbers[3 * cell] += Fraction(10) ** more if more else 0  # what Ann's third action pays
    assert solve(table_of((3, 2, 2), numbers), budget=10).completeness.status == status


def variants(chain):
    yield from ([], chain[:-1], [*chain, [0]], [[0, *chain[0]], *chain[1:]], [[9]], [[-1], *chain[1:]], [[]])
    for entry, numbers in enumerate(chain):
        for place in range(len(numbers)):
            for by in (1, 2, 7):
                changed = deepcopy(chain)
                changed[entry][place] += by
                yield changed


def test_changed_chains_settle_nothing_else(found):
    player, action = found.game.players[0], found.game.actions[0][0]
    certificate = gp.detect(found.game, mover=player, action=action, quantifier="worst").certificate
    data = json.loads(json.dumps(certificate.data))
    refused = 0
    for side in ("with", "without"):
        boxes = data["proof"][side].get("boxes", [])
        for number, box in enumerate(boxes):
            for chain in variants(box["chain"]) if "chain" in box else ():
                changed = deepcopy(data)
                changed["proof"][side]["boxes"][number]["chain"] = chain
                try:
                    assert gp.verify(changed).verdict == data["verdict"]
                except ParadoxError:
                    refused += 1
    assert refused > 5


def test_the_second_checker_agrees(found):
    for quantifier in ("worst", "possible"):
        player, action = found.game.players[0], found.game.actions[0][0]
        certificate = gp.detect(found.game, mover=player, action=action, quantifier=quantifier).certificate
        with suppress(other_checker.Unjudged):  # ends that are irrational, or at no listed point
            other_checker.check(json.dumps(certificate.data))


def test_a_chain_begins_with_two_actions(found):
    whole = Cell.whole(found.game)
    box = next(box for box in boxes_of(found) if box.chain)
    for chain in (((2,),), ((0, 1),), ((5,), (1, 0)), ((0,), (1, 99))):
        with pytest.raises(CertificateRejected):
            settled(whole, replace(box, chain=chain))
